"""How the spelling dictionaries of Hunspell write a word: ordinary words in small letters, names with a capital.

Only that is read of them. The words themselves come from other packages."""

import re

ENCODINGS = {"microsoft-cp1251": "cp1251"}
FLAGS = {"long": re.compile(".."), "num": re.compile(r"\d+"), "UTF-8": re.compile(".")}
ENTRY = re.compile(r"((?:\\/|[^/\s])+)(?:/(\S+))?")


class Rule:
    """A prefix or suffix that words with a flag may have."""

    def __init__(self, kind, strip, add, condition):
        self.is_suffix = kind == "SFX"
        self.strip, self.add = ("" if part == "0" else part for part in (strip, add.split("/")[0]))
        condition = condition.replace("-", r"\-")
        pattern = f"(?:{condition})$" if self.is_suffix else f"(?:{condition})"
        self.search = (lambda word: True) if condition == "." else re.compile(pattern).search

    def form(self, word):
        """The word with it, or None."""
        if self.is_suffix:
            fits = word.endswith(self.strip) and self.search(word)
            return word[:len(word) - len(self.strip)] + self.add if fits else None
        match = word.startswith(self.strip) and self.search(word)
        fits = match is True or match and match.start() == 0
        return self.add + word[len(self.strip):] if fits else None


class Dictionary:
    """The words of a dictionary that are asked for, by how it writes them."""

    def __init__(self, wanted):
        """`wanted` are words in small letters."""
        self.wanted, self.small, self.capital = wanted, set(), set()

    def read(self, aff, dic):
        """Look for them in a dictionary's two files."""
        found = re.search(rb"^\s*SET\s+(\S+)", aff, re.MULTILINE)
        self.encoding = found.group(1).decode("ascii") if found else "latin-1"
        self.encoding = ENCODINGS.get(self.encoding, self.encoding)
        self._read_rules(self._lines(aff))
        for line in self._lines(dic)[1:]:
            for word in self._forms(line):
                small = word.lower()
                if small in self.wanted:
                    (self.small if word == small else self.capital).add(small)

    def _lines(self, data):
        return data.decode(self.encoding, errors="replace").lstrip("\ufeff").splitlines()

    def _read_rules(self, lines):
        self.flag, self.aliases, self.rules = FLAGS["UTF-8"], [], {}
        for line in lines:
            part = line.split()
            if part[:1] == ["FLAG"]:
                self.flag = FLAGS[part[1]]
            elif part[:1] == ["AF"]:
                self.aliases.append(part[1])
            elif part and part[0] in ("SFX", "PFX") and len(part) >= 5:
                self.rules.setdefault(part[1], []).append(Rule(part[0], *part[2:5]))

    def _forms(self, line):
        """A word and its forms with one affix."""
        entry = ENTRY.match(line)
        if not entry:
            return
        word, flags = entry.groups(default="")
        yield word
        if self.aliases and flags:
            flags = self.aliases[int(flags)]
        for flag in self.flag.findall(flags):
            for rule in self.rules.get(flag, ()):
                if form := rule.form(word):
                    yield form
