"""words.csv: words of everyday language, from which common_words.csv is made."""

import text
from settings import FREQUENT_RANK, KNOWN_CITY, MINOR_WORD_LANGUAGES, MINOR_WORD_RANK, WORD_LANGUAGES, WORD_RANK
from tables import BuildError

COLUMNS = ["lang", "word", "stop"]


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


def table(most_common, stopwords):
    """Rows of words.csv: all stop words and the frequent words that may count as common ones, as the packages spell
    them."""
    stops = stopwords.json("package/stopwords-iso.json")
    rows = []
    for lang, file in {**WORD_LANGUAGES, **MINOR_WORD_LANGUAGES}.items():
        stop = {text.clean(word) for word in stops.get(lang, ())}
        frequent = set()
        if file:
            limit = WORD_RANK if lang in WORD_LANGUAGES else MINOR_WORD_RANK
            lines = most_common.file(f"package/build/resources/{file}.txt").decode("utf-8").splitlines()
            frequent = {text.clean(line) for line in lines[:limit]}
        rows += [{"lang": lang, "word": word, "stop": "yes" if word in stop else ""} for word in stop | frequent]
    return sorted(rows, key=lambda row: (row["lang"], row["word"]))
