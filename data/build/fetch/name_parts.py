"""name_parts.csv: given names and family names, for recognising people who are in no table."""

import ast
import unicodedata

import text
from tables import BuildError

COLUMNS = ["part", "given", "family"]
PREFIXES = {"first_": "given", "last_": "family"}

# One Han or Hangul character is a usual family name; in every other script one letter is an initial.
SHORT_FAMILY = {"zh", "ja", "ko"}

# A word among so many of the most frequent of its language says little.
FREQUENT = 1500
MOST = 3


def table(faker, natasha, rigour, word_lists):
    """(part, spelling, language, kind, weight) rows, all of them: `part` is folded, `spelling` is with its accents, which
    inflections go by. The weight counts the lists that have the name (locales of Faker, natasha, and once rigour's name
    sets), at most three; a name that is a stop word is dropped, one that is a frequent word has weight 1 and needs two
    lists."""
    lists = _faker(faker)
    attested = _rigour(rigour)
    for kind, file in (("given", "first"), ("family", "last")):
        for name in _lines(natasha, f"natasha/data/dict/{file}.txt"):
            # natasha has 190,000 names, inflected ones too: those count that a second source knows.
            key = ("ru", kind, text.fold(name))
            if key in lists or text.fold(name) in attested:
                lists.setdefault(key, []).append(("natasha", name))
    rows = []
    for (lang, kind, folded), holders in lists.items():
        stop, frequent = word_lists.get(text.language(lang), ((), {}))
        weight = min(MOST, len({holder for holder, _ in holders}) + (folded in attested))
        if folded in stop or (len(folded) < 2 and (kind == "given" or lang not in SHORT_FAMILY)):
            weight = 0
        elif frequent.get(folded, FREQUENT) < FREQUENT:
            weight = min(weight - 1, 1)
        if weight < 1:
            continue
        spelling = max({name.lower() for _, name in holders}, key=lambda name: (_marks(name), name))
        rows.append({"part": folded, "spelling": spelling, "lang": lang, "kind": kind, "weight": weight})
    return sorted(rows, key=lambda row: (row["part"], row["spelling"], row["lang"], row["kind"]))


def packed(rows):
    """One row a part, with its languages and weights of either kind: `en:3 es:2`."""
    cells = {}
    for row in rows:
        cells.setdefault(row["spelling"], {}).setdefault(row["kind"], []).append(f"{row['lang']}:{row['weight']}")
    return [{"part": part, **{kind: " ".join(langs) for kind, langs in kinds.items()}}
            for part, kinds in sorted(cells.items())]


def unpacked(rows):
    """What `packed` made one row of."""
    for row in rows:
        for kind in PREFIXES.values():
            for lang in row[kind].split():
                lang, _, weight = lang.partition(":")
                yield {"part": row["part"], "lang": lang, "kind": kind, "weight": weight}


def _faker(faker):
    """{(language, kind, folded name): [(locale, name), …]}, read from the providers' source without running it."""
    found = {}
    for path, data in faker.files("faker/providers/person/*/__init__.py").items():
        locale = path.split("/")[-2]
        provider = next((node for node in ast.parse(data).body if isinstance(node, ast.ClassDef)), None)
        if provider is None:
            raise BuildError(f"{faker.name}: {path}: expected a class")
        for node in provider.body:
            target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
            name = getattr(target, "id", "")
            kind = next((kind for prefix, kind in PREFIXES.items() if name.startswith(prefix)), "")
            if kind and node.value:
                for word in _words(node.value):
                    lang = locale.split("_")[0]
                    if text.scripts(word) == {"Latn"} and lang in {"zh", "ja", "ko", "ru", "ar"}:
                        lang += "-Latn"
                    found.setdefault((lang, kind, text.fold(word)), []).append((locale, word))
    return found


def _words(node):
    """The one-word names among the string constants below `node`."""
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            word = text.clean(part.value)
            if word and text.has_capital(word) and word.replace("-", "").replace("'", "").replace("’", "").isalpha():
                yield word


def _lines(package, pattern):
    """Words of a list; a line may end in a comment."""
    for line in package.file(pattern).decode("utf-8").splitlines():
        word = text.clean(line.partition("#")[0])
        if word.replace("-", "").isalpha():
            yield word


def _rigour(rigour):
    """Folded words of rigour's name-part sets."""
    data = rigour.file("rigour/data/names/persons.txt").decode("utf-8")
    return {text.fold(word.strip()) for line in data.splitlines() for word in line.partition("=>")[0].split(",")}


def _marks(name):
    """How many accents a name has."""
    return sum(unicodedata.combining(char) > 0 for char in unicodedata.normalize("NFD", name))
