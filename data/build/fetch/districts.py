"""Second-level areas without a code of ISO 3166-2 that news name, as places of type `district`."""

import re

import cities
import text
from names import DERIVED, TAGGED, UNTAGGED
from regions import ADMIN, ALIASES, GEONAMES, ISO, NAME
from settings import DISTRICTS


# Districts that are cities: written where cities.csv does not have them.
CITY = re.compile(r"(?i)^(kota|kotamadya) ")


def table(regions, places, city_rows):
    """Rows for places.csv, with the source's own in `source`: districts of the countries in settings.

    A district lies where its cities are; one in which no city is known is left out.
    """
    city_names = {(row["country"], text.fold(row["name"])) for row in city_rows}
    by_admin = {row[ADMIN]: row for row in regions.rows if _is_district(row)}
    centres = cities.centres(places, lambda number: regions.district_of(number, by_admin))
    rows = []
    for admin, row in by_admin.items():
        country = admin.split(".")[0]
        is_city = CITY.match(row[NAME]) and (country, text.fold(_bare(country, row[NAME]))) in city_names
        if admin in centres and not is_city:
            rows.append({
                "id": f"geonames:{row[GEONAMES]}", "name": text.clean(_main(country, row[NAME])), "type": "district",
                "country": country, "region": regions.by_admin.get(admin.rpartition(".")[0], ""),
                "lat": round(centres[admin][0], 2), "lon": round(centres[admin][1], 2), "fame": "", "source": row,
            })
    return sorted(rows, key=lambda row: row["id"])


def _is_district(row):
    return row[GEONAMES] and not row[ISO] and row[ADMIN].count(".") == 2 and row[ADMIN].split(".")[0] in DISTRICTS


def _bare(country, name):
    """The name without the word for its kind; '' where it has none."""
    rest = re.sub(DISTRICTS[country]["head"], "", name)
    return rest if rest != name else ""


def _main(country, name):
    pattern = DISTRICTS[country]["main"]
    return pattern.format(_bare(country, name) or name) if pattern else name


def add_names(names, rows, words, taken):
    """Names of districts: with the word for their kind; bare only where no city, region, place, person or
    organization has that name and it is no common word."""
    for row in rows:
        country, source = row["country"], row["source"]
        rules = DISTRICTS[country]
        for name in [source[NAME], *filter(None, source[ALIASES].split("|"))]:
            bare = _bare(country, name)
            if bare or len(name.split()) > 1 and not rules["bare"]:
                names.add(row["id"], "", name, trust=UNTAGGED)
                if rules["own"]:
                    names.add(row["id"], rules["lang"], rules["own"].format(bare or name), trust=TAGGED)
            if not rules["bare"]:
                continue
            short = bare or name
            if text.fold(short) in words or text.fold(short) in taken.largest or taken.known.get(text.fold(short)):
                names.dropped["a district's bare name that is a common word or another's name"] += 1
            else:
                names.add(row["id"], rules["lang"], short, "short", trust=DERIVED)
