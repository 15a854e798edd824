"""Names of people in other spellings, from rigour's sets of name parts that are one name (Лукашенко, Loukachenko)."""

import difflib
import unicodedata

import text
from names import DERIVED

# Scripts in which a full name has the given name first, in a spelling of its own alphabet.
FULL = ("Latn", "Cyrl")
LEAST = 4  # letters of a spelling, in scripts of letters
HAN = 3

# Least likeness to a hand-written spelling of the same script: not "Lukaschewitsch".
ALIKE = 0.72
OF_WOMEN = tuple("aаяá")


def sets(rigour):
    """{folded part: [parts that are one name with it]}."""
    found = {}
    for line in rigour.file("rigour/data/names/persons.txt").decode("utf-8").splitlines():
        parts = [part for part in map(text.clean, line.partition("=>")[0].split(",")) if part]
        for part in {text.fold(part) for part in parts}:
            found.setdefault(part, []).append(parts)
    return found


def add_spellings(names, rows, part_sets, known, words):
    """Spellings of family names, alone for those known by it and after the given name.

    A set counts for a person if it has hand-written spellings of the family name in two scripts: that it is this name is then
    certain. A spelling is dropped that is a word, the name of something else or that of two people."""
    found = {}
    main = {row["id"]: row["name"] for row in rows}
    for id, spelt in _families(names, main).items():
        if spelt.keys() & names.parts:
            names.dropped["family name that is a given name: its spellings are left out"] += 1
            continue
        for part in _new(spelt, part_sets):
            folded = text.fold(part)
            if folded in words or known.get(folded):
                names.dropped["spelling of a family name that is a word or another's name"] += 1
            else:
                found.setdefault(folded, []).append((id, part))
    surnames = {name.id for name in names.found if name.form == "surname"}
    givens = _givens(names, main)
    for folded, holders in sorted(found.items()):
        best_known = {id for id, _ in holders} & surnames
        for id, part in sorted(holders):
            (script,) = text.scripts(part)
            if best_known == {id}:
                names.add(id, "", part, "surname", trust=DERIVED)
            elif id in best_known:
                names.dropped["spelling of the family name of two people"] += 1
            if script in FULL and (id, script) in givens:
                names.add(id, "", f"{givens[id, script]} {part}", trust=DERIVED)


def _families(names, main):
    """{id: {folded spelling of the family name: script}}: what is marked so, and the last of a name's two words."""
    found = {}
    for id, name, form in [*((id, name, "") for id, name in main.items()),
                           *((name.id, name.name, name.form) for name in names.found)]:
        words = name.split()
        scripts = text.scripts(name)
        if len(scripts) == 1 and (form == "surname" and len(words) == 1 or not form and len(words) == 2):
            found.setdefault(id, {})[text.fold(words[-1])] = min(scripts)
    return found


def _givens(names, main):
    """{(id, script): given name}: the first of two words, of the main name before others."""
    found = {}
    for id, name, form in [*((id, name, "") for id, name in main.items()),
                           *sorted((name.id, name.name, name.form) for name in names.found)]:
        words, scripts = name.split(), text.scripts(name)
        if len(scripts) == 1 and len(words) == 2 and form in ("", "alias"):
            found.setdefault((id, min(scripts)), words[0])
    return found


def _new(spelt, part_sets):
    """Spellings of the sets that have the name in two scripts, with a capital, that are not among `spelt` but like one
    of them if they are in its script. One that ends in "a" where none of `spelt` does is a woman's (Белоусова), and
    the other way round."""
    new, endings = {}, {folded.endswith(OF_WOMEN) for folded, script in spelt.items() if script in FULL}
    for folded in spelt:
        for parts in part_sets.get(folded, ()):
            here = {text.fold(part) for part in parts}
            if len({script for spelling, script in spelt.items() if spelling in here}) > 1:
                for part in parts:
                    folded, scripts = text.fold(part), text.scripts(part)
                    if (_is_plain(part) and _alike(folded, min(scripts), spelt)
                            and (min(scripts) not in FULL or folded.endswith(OF_WOMEN) in endings)):
                        new.setdefault(folded, "-".join(word[:1].upper() + word[1:] for word in part.split("-")))
    return [part for folded, part in sorted(new.items()) if folded not in spelt]


def _is_plain(part):
    """Whether it is one word of one script, of some length, and in no scholars' transliteration."""
    scripts = text.scripts(part)
    letters = sum(1 for char in part if text.script(char))
    plain = all(text.script(char) or char in "-'" or unicodedata.combining(char) for char in part)
    return plain and len(scripts) == 1 and letters >= (HAN if "Hani" in scripts else LEAST)


def _alike(folded, script, spelt):
    """Whether a spelling shares most of its letters, in order, with one of `spelt` in its script, if there is any."""
    others = [other for other, its in spelt.items() if its == script]
    return not others or any(difflib.SequenceMatcher(None, folded, other, False).ratio() >= ALIKE for other in others)
