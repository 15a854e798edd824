"""The hand-written tables of data/build/curated: read, checked row by row, unpacked."""

import re

import text
from names import CASES, CURATED, FORMS, LANG
from tables import NAME_COLUMNS, BuildError, read

SLUG = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")
ROLES = set("head-of-state head-of-government minister politician general diplomat official activist business religion "
            "science sport culture media other".split())
ORGANIZATION_TYPES = set("alliance intergovernmental court government ministry agency parliament military intelligence "
                         "armed-group party central-bank media company club university ngo other".split())
PLACE_TYPES = set("continent ocean sea strait river lake mountain island desert macro-region historic-region base "
                  "test-site nuclear-plant landmark facility district other".split())
COUNTRY_STATUS = {"unrecognised", "historic"}
# Every file of the folder must be one of these: a misnamed file would silently be left out.
KNOWN_FILES = ["people_*.csv", "organizations_*.csv", "places*.csv", "demonyms*.csv", "country_names*.csv",
               "region_names*.csv", "city_names*.csv", "countries.csv", "common_words.csv", "name_parts.csv", "drop.csv"]
ENTITY_TABLES = {
    "people": ("people_*.csv", ["id", "name", "country", "role", "fame", "names"], "role", ROLES),
    "organizations": ("organizations_*.csv", ["id", "name", "type", "country", "fame", "names"], "type",
                      ORGANIZATION_TYPES),
    "places": ("places*.csv", ["id", "name", "type", "country", "lat", "lon", "fame", "names"], "type", PLACE_TYPES),
}


def check_files(folder):
    """An error for each file that no table is made of."""
    for path in sorted(folder.iterdir()):
        if not any(path.match(pattern) for pattern in KNOWN_FILES):
            raise BuildError(f"{folder.name}/{path.name}: no table is made of it, expected {', '.join(KNOWN_FILES)}")


def countries(folder, rigour_rows):
    """Countries without a code of ISO 3166-1 (rows of countries.csv), and their names; those of a state of the past
    are historic ones."""
    rows, names = [], []
    for line, row in read(folder / "countries.csv", ["id", "name", "status", "lat", "lon", "rigour", "names"]):
        where = f"countries.csv:{line}"
        _check(row, where, "status", COUNTRY_STATUS)
        if row["rigour"] and row["rigour"].upper() not in rigour_rows:
            raise BuildError(f"{where}: rigour knows no territory {row['rigour']!r}")
        wikidata = rigour_rows[row["rigour"].upper()]["qid"] if row["rigour"] else ""
        for lang, name, form, case in _unpack(row["names"], where):
            was = row["status"] == "historic" and form != "abbreviation"
            names.append((row["id"], lang, name, "historic" if was else form, case))
        rows.append({"id": row["id"], "name": row["name"], "lat": float(row["lat"]), "lon": float(row["lon"]),
                     "wikidata": wikidata, "status": row["status"]})
    return rows, names


def entities(folder, kind, countries):
    """Rows of one kind from all its files, and their unpacked names; an id given twice is an error."""
    pattern, columns, typed, types = ENTITY_TABLES[kind]
    rows, names, seen, twice = [], [], {}, []
    files = sorted(folder.glob(pattern))
    if not files:
        print(f"warning: no {pattern} in {folder.name}")
    for path in files:
        for line, row in read(path, columns):
            where = f"{path.name}:{line}"
            if row["id"] in seen:
                twice.append(f"{where}: id {row['id']} stands already in {seen[row['id']]}")
            seen[row["id"]] = where
            _check(row, where, typed, types)
            if row["country"] and row["country"] not in countries:
                raise BuildError(f"{where}: {row['country']!r} is no country")
            if row["fame"] not in {"1", "2", "3", "4", "5"}:
                raise BuildError(f"{where}: fame must be 1 to 5, found {row['fame']!r}")
            names += [(row["id"], *name) for name in _unpack(row.pop("names"), where)]
            rows.append(row)
    if twice:
        raise BuildError("\n".join(twice))
    return sorted(rows, key=lambda row: row["id"]), names


def _check(row, where, typed, types):
    if not SLUG.match(row["id"]):
        raise BuildError(f"{where}: id {row['id']!r} is no slug")
    if not row["name"]:
        raise BuildError(f"{where}: no name")
    if row[typed] not in types:
        raise BuildError(f"{where}: {row[typed]!r} is no {typed}")
    for column, limit in (("lat", 90), ("lon", 180)):
        if row.get(column):
            try:
                inside = abs(float(row[column])) <= limit
            except ValueError:
                inside = False
            if not inside:
                raise BuildError(f"{where}: {column} {row[column]!r} is not within {limit} degrees")


def _unpack(packed, where):
    """`lang/form/case:surface|…` as (lang, name, form, case)."""
    for item in filter(None, packed.split("|")):
        head, colon, name = item.partition(":")
        lang, form, case = (head.split("/") + ["", ""])[:3]
        if not colon or head.count("/") > 2:
            raise BuildError(f"{where}: {item!r} is not lang:name, lang/form:name or lang/form/case:name")
        yield check_name(lang, name, form or "alias", case, where)


def check_name(lang, name, form, case, where):
    """The four as a tuple, or an error naming the row."""
    if not LANG.match(lang):
        raise BuildError(f"{where}: {lang!r} is no language tag")
    if form not in FORMS:
        raise BuildError(f"{where}: {form!r} is no form")
    if case not in CASES:
        raise BuildError(f"{where}: {case!r} is no case rule")
    if not name or name != text.clean(name):
        raise BuildError(f"{where}: name {name!r} is empty, padded or holds invisible characters")
    return lang, name, form, case


def names(folder, pattern, known, skipped):
    """(id, lang, name, form, case) rows of the names files of one kind. `known`: ids that exist; `skipped`: ids that
    exist in the sources but not in this build's selection, whose names are left out."""
    files = sorted(folder.glob(pattern))
    if not files:
        print(f"warning: no {pattern} in {folder.name}")
    found = []
    for path in files:
        for line, row in read(path, NAME_COLUMNS):
            where = f"{path.name}:{line}"
            name = check_name(row["lang"], row["name"], row["form"], row["case"], where)
            if row["id"] in known:
                found.append((row["id"], *name))
            elif row["id"] not in skipped:
                raise BuildError(f"{where}: {row['id']!r} is the id of nothing in the tables")
    return found


def add(names, rows):
    """Take curated rows into `names`."""
    for id, lang, name, form, case in rows:
        names.add(id, lang, name, form, case, trust=CURATED)


def drop_list(folder):
    """{(id, folded name)} of drop.csv."""
    return {(row["id"], text.fold(row["name"]))
            for _, row in read(folder / "drop.csv", ["id", "lang", "name", "reason"])}


def mapping(path, columns):
    """A two- or three-column table as {first cell: second cell}."""
    found = {}
    for line, row in read(path, columns):
        key, value = row[columns[0]], row[columns[1]]
        if key in found:
            raise BuildError(f"{path.name}:{line}: {key} stands twice")
        found[key] = value
    return found
