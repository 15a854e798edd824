"""The hand-written tables of data/source, as far as fetching depends on them. The Rust tool checks their rows."""

import text
from names import SOURCE as TRUSTED
from tables import SOURCE, BuildError, read

ENTITIES = {
    "places": ["id", "name", "type", "country", "region", "lat", "lon", "fame", "note"],
    "people": ["id", "name", "country", "role", "fame", "wikidata", "note"],
    "organizations": ["id", "name", "type", "country", "fame", "wikidata", "note"],
    "countries": ["id", "name", "status", "lat", "lon", "wikidata", "note"],
}
NAME_COLUMNS = ["id", "lang", "name", "form", "case", "note"]


def rows(table, columns):
    """The rows of a table of data/source, as dicts."""
    return [row for _, row in read(SOURCE / f"{table}.csv", columns)]


def entities(kind):
    """The entities of one kind."""
    return rows(kind, ENTITIES[kind])


def names(kind):
    """The names of one kind."""
    return rows(f"names/{kind}", NAME_COLUMNS)


def add(found, kind):
    """Take the names of one kind into `found`, those of a state of the past as historic ones."""
    for row in names(kind):
        found.add(row["id"], row["lang"], row["name"], row["form"] or "alias", trust=TRUSTED)


def corrections(column):
    """{id: value} of the corrections of one column."""
    return {row["id"]: row["value"] for row in rows("corrections", ["id", "column", "value", "why"])
            if row["column"] == column}


def dropped_names():
    """{(id, folded name)}."""
    return {(row["id"], text.fold(row["name"])) for row in rows("dropped_names", ["id", "lang", "name", "why"])}


def name_parts():
    """(part, kind, weight) of the parts of people's names."""
    return [(text.fold(part), row["kind"], int(row["weight"]))
            for row in rows("name_parts", ["lang", "kind", "weight", "parts", "note"]) for part in row["parts"].split()]


def cities(known):
    """The GeoNames ids of the cities that are kept in any case, and of those that are left out; they are in `known`."""
    found = {"keep": set(), "drop": set()}
    for row in rows("cities", ["id", "city", "verdict", "why"]):
        found[row["verdict"]].add(geonames(row["id"]))
    found["keep"] |= {geonames(row["id"]) for row in names("cities")}
    for number in sorted((found["keep"] | found["drop"]) - known.keys()):
        raise BuildError(f"source/cities.csv or source/names/cities.csv: GeoNames has no city geonames:{number}")
    return found["keep"], found["drop"]


def geonames(id):
    """The number of `geonames:NUMBER`."""
    return int(id.removeprefix("geonames:"))
