"""The names of all entities: what is let in, what is dropped and why, and which of equal names stays."""

import re
import unicodedata
from collections import Counter, defaultdict
from typing import NamedTuple

import text
from settings import ENDING_LANGUAGES, INFLECTED_CITY, REGION_LANGUAGES, STATES, WORD_LANGUAGES

MAJOR = {*REGION_LANGUAGES, *WORD_LANGUAGES}
FORMS = {"", "official", "short", "alias", "abbreviation", "demonym", "historic", "surname"}
HAMZA_BELOW = "إ"
CASES = {"", "exact", "any"}
LANG = re.compile(r"^([a-z]{2,3}(-[A-Za-z0-9]{2,8})*)?$")

# A name of a country in a smaller language is doubtful with fewer letters than this: "Kini", "Saat", "Toko".
DOUBTFUL = 6

# How much a name's origin is trusted: of equal names the lowest stays.
CURATED, TAGGED, DERIVED, UNTAGGED = range(4)


def _counts_exactly(name):
    """Whether this capitalisation is the only one that counts unless its table says otherwise."""
    return name.form == "abbreviation" or len(name.name) <= 3 and name.name.isupper()


class Name(NamedTuple):
    """One surface form of one entity."""

    id: str
    lang: str
    name: str
    form: str
    case: str
    trust: int


class Names:
    """Names of one kind of entity."""

    def __init__(self, kind, languages):
        self.kind = kind
        self.languages = languages
        self.dropped = Counter()
        self.found = []
        self.drop_list = set()
        self.words = frozenset()
        self.frequent = frozenset()
        self.parts = frozenset()

    def add(self, id, lang, name, form="", case="", trust=TAGGED):
        """Take a name in, unless a rule is against it; return whether it was taken."""
        name = text.clean(name)
        reason = self._objection(id, lang, name, trust)
        if reason:
            self.dropped[reason] += 1
            return False
        self.found.append(Name(id, lang, name, form, case, trust))
        if lang == "ar" and HAMZA_BELOW in name:
            # The press leaves it out as often as not, and folding does not take it away.
            self.found.append(Name(id, lang, name.replace(HAMZA_BELOW, "ا"), form, case, DERIVED))
        return True

    def _objection(self, id, lang, name, trust):
        if (id, text.fold(name)) in self.drop_list:
            return "on the drop list"
        if trust == CURATED:
            return None
        if not name:
            return "empty"
        if any(unicodedata.category(char).startswith("N") for char in name):  # not 千: Han numerals are letters
            return "holds a digit"
        if any(char in "(),;/|[]:?!*\"¿<>=+،、" for char in name):
            return "holds brackets, a comma or the like"
        codes = text.scripts(name)
        if not codes:
            return "no letters"
        letters = sum(1 for char in name if text.script(char))
        if codes & {"Latn", "Cyrl", "Grek"} and letters < 3:
            return "fewer than three letters"
        if letters < 2:
            return "one letter"
        if letters == 3 and codes == {"Latn"} and name.isupper():
            return "a code in capitals"
        allowed = self.languages.scripts_of(lang) if lang else frozenset()
        if allowed and not codes <= allowed:
            return "not in the language's script"
        if len(codes) > 1 and not codes <= {"Hani", "Hira", "Kana"}:
            return "mixed scripts"
        if not text.has_capital(name):
            return "no capital (a romanisation)"
        if trust == DERIVED and self.kind == "regions" and text.fold(name) in self.words:
            return "a region's bare name that is a common word"
        if trust == TAGGED and text.language(lang) not in MAJOR and text.fold(name) in self.words:
            return "of a smaller language, and a common word of a larger one"
        if self.kind == "regions":
            known = id[:2] in STATES and text.language(lang) in MAJOR
            if text.is_generic(name):
                return "a region's name made of general words"
            if text.fold(name) in self.frequent and not known:
                return "a region's name that is a very common word"
            if text.fold(name) in self.parts and not known:
                return "a region's name that is part of people's names"
        if self.kind == "countries" and self._is_doubtful(lang, name, trust):
            return "a country's name in a smaller language or none: short, a word, or part of people's names"
        return None

    def _is_doubtful(self, lang, name, trust):
        """Whether a country's name, of one Latin word and not of a larger language, may mean something else."""
        if text.scripts(name) != {"Latn"} or " " in name or (trust != UNTAGGED and text.language(lang) in MAJOR):
            return False
        return len(name) < DOUBTFUL or text.fold(name) in self.words or text.fold(name) in self.parts

    def merged(self, entities, own_languages):
        """One row a spelling: of names that fold alike the most trusted stays, then by language (see `order`)."""
        def order(name):
            own = own_languages(name.id)
            tag = text.language(name.lang)
            place = (0 if name.lang == "en" else 1 if tag in own else 2 if name.lang == "id" else 3)
            if not name.lang:
                place = 4
            # A bare name derived from a longer one is worth as much as a tagged one, and says more: it has a form.
            return (min(name.trust, TAGGED) if name.trust != UNTAGGED else UNTAGGED, place, name.lang, not name.form,
                    name.form, name.name)

        main = {row["id"]: row["name"] for row in entities}
        inflected = {row["id"] for row in entities if self.kind != "demonyms" and (
            self.kind != "cities" or row["capital"] or row["population"] >= INFLECTED_CITY)}
        acronyms = {(name.id, name.name) for name in self.found if name.case == "exact"}
        groups = defaultdict(list)
        for name in self.found:
            exact = name.name if (name.id, name.name) in acronyms else ""
            groups[name.id, text.fold(name.name), exact].append(name)
        rows = []
        for (id, folded, _), group in sorted(groups.items()):
            best = min(group, key=order)
            if id not in main:
                continue
            inflects = id in inflected and best.form != "abbreviation" and best.case != "exact"
            if folded == text.fold(main[id]) and best.case != "any":
                langs = {text.language(name.lang) for name in group if name.name == main[id]} & ENDING_LANGUAGES
                if inflects and langs:
                    # The main name has no language. This is for its forms alone.
                    rows.append(best._replace(lang=" ".join(sorted(langs)), name=main[id], form=""))
                self.dropped["same as the main name"] += len(group)
                continue
            self.dropped["same spelling in another language"] += len(group) - 1
            if inflects and best.lang:
                # What ends alike takes the same forms, but for accents, which do not count: "Londýn", "Londyn".
                others = {text.language(name.lang) for name in group if name.name[-1] == best.name[-1]}
                others = others & ENDING_LANGUAGES - {text.language(best.lang)}
                best = best._replace(lang=" ".join([best.lang, *sorted(others)]))
            rows.append(best)
        rows.sort(key=lambda name: (name.id, name.lang, name.name, name.form, name.case))
        # An alias is what a name is that has no form; what has the case rule that the reader gives it needs none.
        return [{**name._asdict(), "form": "" if name.form == "alias" else name.form,
                 "case": "" if name.case == "exact" and _counts_exactly(name) else name.case} for name in rows]

    def by_language(self):
        """Number of (entity, spelling) pairs by primary language, before merging."""
        pairs = {(name.id, text.language(name.lang), name.name) for name in self.found}
        return Counter(lang or "untagged" for _, lang, _ in pairs)
