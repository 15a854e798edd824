"""Facts about text: folding as the library folds, scripts, and which scripts a language is written in."""

import functools
import re
import subprocess
import unicodedata

from settings import GENERIC
from tables import ROOT, BuildError

# First word of a character's Unicode name, by ISO 15924 code: enough to tell scripts apart. Python knows no scripts.
SCRIPTS = {
    "LATIN": "Latn", "CYRILLIC": "Cyrl", "GREEK": "Grek", "ARMENIAN": "Armn", "GEORGIAN": "Geor", "HEBREW": "Hebr",
    "ARABIC": "Arab", "SYRIAC": "Syrc", "THAANA": "Thaa", "NKO": "Nkoo", "DEVANAGARI": "Deva", "BENGALI": "Beng",
    "GURMUKHI": "Guru", "GUJARATI": "Gujr", "ORIYA": "Orya", "TAMIL": "Taml", "TELUGU": "Telu", "KANNADA": "Knda",
    "MALAYALAM": "Mlym", "SINHALA": "Sinh", "THAI": "Thai", "LAO": "Laoo", "TIBETAN": "Tibt", "MYANMAR": "Mymr",
    "ETHIOPIC": "Ethi", "CHEROKEE": "Cher", "CANADIAN": "Cans", "KHMER": "Khmr", "MONGOLIAN": "Mong",
    "HIRAGANA": "Hira", "KATAKANA": "Kana", "KATAKANA-HIRAGANA": "Kana", "HANGUL": "Hang", "CJK": "Hani",
    "IDEOGRAPHIC": "Hani", "BOPOMOFO": "Bopo", "YI": "Yiii", "TIFINAGH": "Tfng", "VAI": "Vaii", "OL": "Olck",
    "MEETEI": "Mtei", "ADLAM": "Adlm", "CHAKMA": "Cakm", "JAVANESE": "Java", "BALINESE": "Bali", "SUNDANESE": "Sund",
}
COMPOUND = {"Jpan": {"Hani", "Hira", "Kana"}, "Kore": {"Hang"}, "Hans": {"Hani"}, "Hant": {"Hani"},
            "Hrkt": {"Hira", "Kana"}}
CASED = {"Latn", "Cyrl", "Grek", "Armn"}
UNSPACED = {"Hani", "Hira", "Kana", "Thai", "Laoo", "Khmr", "Mymr", "Tibt"}
INVISIBLE = dict.fromkeys([0x00AD, 0x200B, 0x200E, 0x200F, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2060, 0xFEFF])


@functools.lru_cache(maxsize=None)
def script(char):
    """ISO 15924 code of a letter's script; '' for marks, digits, punctuation and modifier letters."""
    if not char.isalpha():
        return ""
    first = unicodedata.name(char, "").split(" ")[0]
    if first in ("MODIFIER", "FULLWIDTH", "HALFWIDTH"):
        return ""
    return SCRIPTS.get(first, first)


def scripts(text):
    """The set of scripts of the letters of `text`."""
    return {code for code in map(script, text) if code}


def clean(text):
    """NFC, no invisible marks, single spaces."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text.translate(INVISIBLE))).strip()


@functools.lru_cache(maxsize=1)
def _folder():
    """The Rust tool, which answers each line with its fold."""
    command = ["cargo", "run", "--quiet", "--package", "gazetag-data", "--", "fold"]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8")


@functools.lru_cache(maxsize=None)
def fold(text):
    """The form in which the library compares names: two names with one fold are one name."""
    folder = _folder()
    folder.stdin.write(" ".join(text.splitlines()) + "\n")
    folder.stdin.flush()
    answer = folder.stdout.readline()
    if not answer:
        raise BuildError("cargo run -p gazetag-data -- fold: no answer")
    return answer.removesuffix("\n")


def has_capital(text):
    """Whether some letter is a capital, or nothing in `text` has case."""
    letters = [char for char in text if script(char) in CASED]
    return not letters or any(char.isupper() or char.istitle() for char in letters)


def is_generic(name):
    """Whether nothing in `name` names: directions and words for regions only."""
    return all(word in GENERIC for word in re.split(r"[\s-]+", fold(name)) if word) or fold(name) in GENERIC


def language(tag):
    """The primary language of a BCP 47 tag, of the first where there are several."""
    return tag.partition(" ")[0].partition("-")[0]


class Languages:
    """Scripts of languages and languages of countries, from CLDR's supplemental data."""

    def __init__(self, cldr_core):
        data = cldr_core.json("package/supplemental/languageData.json")["supplemental"]["languageData"]
        self._scripts = {}
        for tag, entry in data.items():
            if not tag.endswith("-alt-secondary"):
                codes = set()
                for code in entry.get("_scripts", []):
                    codes |= COMPOUND.get(code, {code})
                self._scripts[tag] = codes
        likely = cldr_core.json("package/supplemental/likelySubtags.json")["supplemental"]["likelySubtags"]
        self._likely = {tag: value.split("-")[1] for tag, value in likely.items()}
        info = cldr_core.json("package/supplemental/territoryInfo.json")["supplemental"]["territoryInfo"]
        self.official = {}
        for country, entry in info.items():
            tags = [(-float(facts["_populationPercent"]), tag.split("_")[0])
                    for tag, facts in entry.get("languagePopulation", {}).items() if "_officialStatus" in facts]
            self.official[country] = list(dict.fromkeys(tag for _, tag in sorted(tags)))

    @functools.lru_cache(maxsize=None)
    def scripts_of(self, tag):
        """Scripts a language tag may be written in; an empty set where CLDR does not say."""
        for part in tag.split("-")[1:]:
            if len(part) == 4 and part.isalpha():
                return frozenset(COMPOUND.get(part, {part}))
        base = language(tag)
        codes = set(self._scripts.get(base, ()))
        if base in self._likely:
            code = self._likely[base]
            codes |= COMPOUND.get(code, {code})
        return frozenset(codes)
