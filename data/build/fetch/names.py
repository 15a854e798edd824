"""The names of all entities: what is let in, what is dropped and why."""

import unicodedata
from collections import Counter, defaultdict
from typing import NamedTuple

import text
from settings import REGION_LANGUAGES, STATES, WORD_LANGUAGES

MAJOR = {*REGION_LANGUAGES, *WORD_LANGUAGES}

# A name of a country in a smaller language is doubtful with fewer letters than this: "Kini", "Saat", "Toko".
DOUBTFUL = 6

# Where a name comes from: data/source, a package with its language, made of another name, a package without.
SOURCE, TAGGED, DERIVED, UNTAGGED = range(4)
TRUST = {TAGGED: "tagged", DERIVED: "derived", UNTAGGED: "untagged"}


class Name(NamedTuple):
    """One surface form of one entity."""

    id: str
    lang: str
    name: str
    form: str
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

    def add(self, id, lang, name, form="", trust=TAGGED):
        """Take a name in, unless a rule is against it; return whether it was taken."""
        name = text.clean(name)
        reason = self._objection(id, lang, name, trust)
        if reason:
            self.dropped[reason] += 1
            return False
        self.found.append(Name(id, lang, name, form, trust))
        return True

    def _objection(self, id, lang, name, trust):
        if (id, text.fold(name)) in self.drop_list:
            return "on the drop list"
        if trust == SOURCE:
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

    def fetched(self):
        """The names that come from packages: one row a spelling, with the languages that have it."""
        langs = defaultdict(set)
        for name in self.found:
            if name.trust != SOURCE:
                langs[name.id, bool(name.lang), name.name, name.form, TRUST[name.trust]].add(name.lang)
        return [{"id": id, "langs": " ".join(sorted(found)), "name": name, "form": form, "trust": trust}
                for (id, _, name, form, trust), found in sorted(langs.items())]
