"""common_words.csv: words of everyday language that are also names of entities."""

import text
from settings import (ENDING_LANGUAGES, FREQUENT_RANK, INFLECTED_CITY, KNOWN_CITY, MINOR_WORD_LANGUAGES,
                      MINOR_WORD_RANK, PEOPLE_LANGUAGES, WORD_LANGUAGES, WORD_RANK)
from tables import BuildError, read

# What a form of a name keeps of it, at least; how many letters of the name give way, and how many take their place.
STEM, CUT, ENDING = 3, 1, 3


def lists(most_common, stopwords):
    """{language: (folded stop words, folded frequent words by rank)}."""
    stops = stopwords.json("package/stopwords-iso.json")
    found = {}
    for lang, file in {**WORD_LANGUAGES, **MINOR_WORD_LANGUAGES}.items():
        frequent = []
        if file:
            data = most_common.file(f"package/build/resources/{file}.txt").decode("utf-8")
            frequent = [text.fold(line.strip()) for line in data.splitlines()]
        if lang not in stops and not frequent:
            raise BuildError(f"{stopwords.name}: no stop words of {lang!r}")
        stop = {text.fold(word) for word in stops.get(lang, ())}
        found[lang] = stop, {word: rank for rank, word in reversed(list(enumerate(frequent)))}
    return found


def everyday(word_lists):
    """Stop words and frequent words of the larger languages: what an untagged spelling must not be."""
    return {word for lang in WORD_LANGUAGES for part in word_lists[lang] for word in part}


def frequent(word_lists, places, countries):
    """Stop words and very frequent words of the larger languages that are no large city's and no country's name."""
    found = set()
    for lang in WORD_LANGUAGES:
        stop, ranks = word_lists[lang]
        found |= stop | {word for word, rank in ranks.items() if rank < FREQUENT_RANK}
    found -= {text.fold(place["name"]) for place in places.values() if place["population"] >= KNOWN_CITY}
    return found - {text.fold(country["name"]) for country in countries.values()}


def people_names(tables, parts, proper):
    """(lang, word) rows for the names of lesser cities that are parts of people's names: "Clinton", "Marco"."""
    known = {row["part"] for row in parts }
    cities = {text.fold(row["name"]) for row in tables["cities"]
              if not row["capital"] and row["population"] < KNOWN_CITY} - proper[""]
    return {(lang, name) for name in cities & known for lang in PEOPLE_LANGUAGES}


def table(word_lists, singles, proper, others, exceptions):
    """(lang, word) rows, those of `others` among them.

    singles: folded one-word names of all entities. proper: {lang: folded names too well known to be words}, with the
    key '' for those of any language. A stop word is always common; a frequent word unless it is proper.
    """
    rows = set(others)
    for lang, (stop, frequent) in word_lists.items():
        limit = WORD_RANK if lang in WORD_LANGUAGES else MINOR_WORD_RANK
        barred = proper[""] | proper.get(lang, set())
        for word in singles:
            if word in stop or (frequent.get(word, limit) < limit and word not in barred):
                rows.add((lang, word))
    for (lang, word), verdict in exceptions.items():
        if verdict == "keep":
            rows.add((lang, word))
        else:
            rows.discard((lang, word))
    return [{"lang": lang, "word": word} for lang, word in sorted(rows)]


def inflected(word_lists, tables, rows, proper):
    """(lang, word) rows for the stop words that may be a form of a name of their language: "może" of Moza."""
    small = {row["id"] for row in tables["cities"] if not row["capital"] and row["population"] < INFLECTED_CITY}
    main = {text.fold(row["name"]) for part in (tables["cities"], tables["people"], tables["organizations"])
            for row in part if row["id"] not in small and " " not in row["name"]}
    names = {}
    for part in rows.values():
        for row in part:
            if row["id"] not in small and " " not in row["name"]:
                for lang in row["lang"].split():
                    names.setdefault(lang, set()).add(text.fold(row["name"]))
    found = set()
    for lang in ENDING_LANGUAGES & word_lists.keys():
        stems = {name[:end] for name in names.get(lang, set()) | main for end in range(len(name) - CUT, len(name) + 1)
                 if end >= STEM}
        found |= {(lang, word) for word in word_lists[lang][0] - proper[""] - proper.get(lang, set()) if " " not in word
                  and any(word[:end] in stems for end in range(max(STEM, len(word) - ENDING), len(word) + 1))}
    return found


def exceptions(path):
    """{(lang, word): keep or drop} of curated/common_words.csv."""
    found = {}
    for line, row in read(path, ["lang", "word", "verdict"]):
        if row["verdict"] not in {"keep", "drop"} or row["lang"] not in {*WORD_LANGUAGES, *MINOR_WORD_LANGUAGES}:
            raise BuildError(f"{path.name}:{line}: expected a language of the list and keep or drop")
        if row["word"] != text.fold(row["word"]):
            raise BuildError(f"{path.name}:{line}: {row['word']!r} is not folded")
        found[row["lang"], row["word"]] = row["verdict"]
    return found


def proper_names(tables, names):
    """Names too well known to be words: of countries, regions, places, people, organizations, capitals, large cities,
    and demonyms. English ones are barred in every language, others in their own."""
    proper = {"": set()}

    def bar(lang, name):
        lang = "" if lang in ("", "en") else text.language(lang)
        proper.setdefault(lang, set()).add(text.fold(name))

    known = {row["id"] for kind in tables if kind != "cities" for row in tables[kind]}
    known |= {row["id"] for row in tables["cities"] if row["capital"] or row["population"] >= KNOWN_CITY}
    for rows in tables.values():
        for row in rows:
            if row["id"] in known:
                bar("en", row["name"])
    for kind, part in names.items():
        for name in part.found:
            if kind == "demonyms" or (name.id in known and name.lang):
                bar(name.lang, name.name)
    return proper


def one_word_names(tables, names):
    """Folded names of one word, of all entities."""
    found = {text.fold(row["name"]) for rows in tables.values() for row in rows}
    found |= {text.fold(name["name"]) for rows in names.values() for name in rows}
    return {name for name in found if name.isalpha()}
