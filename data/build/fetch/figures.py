"""Print the figures of the tables of data/, and with --write put them into data/README.md.

    python3 data/build/fetch/figures.py [--write]
"""

import csv
import sys
from collections import Counter, defaultdict

import name_parts
import text
from tables import ROOT, BuildError

DATA = ROOT / "data"
KINDS = ["countries", "regions", "cities", "places", "people", "organizations"]
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"


def rows(path):
    """The rows of a table; in one of names an empty id is that of the row above."""
    with open(DATA / path, encoding="utf-8", newline="") as file:
        above = ""
        for row in csv.DictReader(file):
            if "lang" in row and "id" in row:
                above = row["id"] = row["id"] or above
            yield row


def main():
    """Read all tables, print what they hold and how large they are."""
    tables = {kind: list(rows(f"{kind}.csv")) for kind in KINDS}
    names = {kind: list(rows(f"names/{kind}.csv")) for kind in [*KINDS, "demonyms"]}
    words, parts, cues = (list(rows(f"{name}.csv")) for name in ("common_words", "name_parts", "cues"))
    lines = committed(tables, names, words, list(name_parts.unpacked(parts)))
    print("\n".join(lines))
    print(f"\nCues: {len(cues):,} in {len({row['lang'] for row in cues})} languages.")
    print("\nTypes and roles: " + "; ".join(
        f"{kind}: " + ", ".join(f"{word} {count:,}" for word, count in Counter(
            row["type" if "type" in row else "role"] for row in tables[kind]).most_common(12))
        for kind in ("places", "organizations", "people")) + ".")
    files = [*DATA.glob("*.csv"), *DATA.glob("names/*.csv")]
    print(f"\nSize: {sum(path.stat().st_size for path in files):,} bytes in {len(files)} tables.")
    if sys.argv[1:] == ["--write"]:
        update(DATA / "README.md", lines)


def committed(tables, rows, words, parts):
    """Markdown about the tables: names by kind and language, and how good they are."""
    lines = ["| kind | entities | with GeoNames id | with coordinates | names, main ones too | languages |",
             "|---|---:|---:|---:|---:|---:|"]
    written, by_kind = Counter(), {}
    for kind, part in rows.items():
        entities = tables.get(kind, [])
        by_kind[kind] = Counter(text.language(name["lang"]) or "untagged" for name in part)
        written.update(by_kind[kind])
        located = sum(row.get("lat", "") != "" for row in entities)
        numbered = sum(bool(row.get("geonames")) or row["id"].startswith("geonames:") for row in entities)
        languages = {text.language(name["lang"]) for name in part if name["lang"]}
        lines.append(f"| {kind} | {len(entities):,} | {numbered:,} | {located:,} | {len(part) + len(entities):,} | "
                     f"{len(languages)} |")
    lines += ["", "Names by language: " + _most(written, 40)]
    lines += [line for kind, count in by_kind.items() for line in ("", f"Of {kind}: {_most(count, 12)}")]
    lines += ["", *_quality(tables, rows, words)]
    count = Counter(row["lang"] for row in words)
    lines += ["", f"Common words: {len(words):,} in {len(count)} languages: "
              + ", ".join(f"{lang} {number:,}" for lang, number in sorted(count.items())) + "."]
    count = Counter(row["kind"] for row in parts)
    lines += ["", f"Name parts: {count['given']:,} given and {count['family']:,} family names in "
              f"{len({row['lang'] for row in parts})} languages."]
    return lines


def _most(count, number):
    return ", ".join(f"{lang} {names:,}" for lang, names in count.most_common(number)) + "."


def _quality(tables, rows, words):
    """Names that several entities share, that are words, that are short, or that fold alike within one entity."""
    holders, kinds, spellings = defaultdict(set), {}, defaultdict(set)
    for kind, entities in tables.items():
        for row in entities:
            kinds[row["id"]] = kind
    named = [(row["id"], "", row["name"]) for part in tables.values() for row in part]
    named += [(name["id"], name["lang"], name["name"]) for part in rows.values() for name in part]
    short, common, bare = Counter(), Counter(), {(row["lang"], row["word"]) for row in words}
    for id, lang, name in named:
        folded = text.fold(name)
        holders[folded].add(id)
        spellings[id, folded].add(name)
        script = "in scripts of letters" if text.scripts(name) & text.CASED else "in others"
        if len(folded) <= 2:
            short[len(folded), script] += 1
        if lang and (text.language(lang), folded) in bare:
            common[text.language(lang)] += 1
    shared = {name: ids for name, ids in holders.items() if len(ids) > 1}
    across = [name for name, ids in shared.items() if len({kinds.get(id, "") for id in ids}) > 1]
    alike = sum(len(found) > 1 for found in spellings.values())
    countries = sorted(name for name, ids in shared.items()
                       if sum(kinds.get(id) == "countries" for id in ids) > 1 and text.scripts(name) == {"Latn"})
    return [
        f"Distinct folded spellings: {len(holders):,}; shared by several entities: {len(shared):,} "
        f"(across kinds: {len(across):,}).", "",
        f"Names equal after folding within one entity (an acronym beside a word): {alike:,}.", "",
        "Names that are common words of their own language: " + f"{sum(common.values()):,}: {_most(common, 20)}", "",
        "Short names: " + ", ".join(f"{size} letter{'s' * (size > 1)} {script} {count:,}"
                                    for (size, script), count in sorted(short.items())) + ".", "",
        f"Latin spellings shared by several countries: {len(countries)} ({', '.join(countries[:40])}, …).",
    ]


def update(readme, lines):
    """Put the figures between the two marks of the README."""
    content = readme.read_text(encoding="utf-8")
    if content.count(BEGIN) != 1 or content.count(END) != 1:
        raise BuildError(f"{readme.name}: expected one {BEGIN} and one {END}")
    head, _, rest = content.partition(BEGIN)
    tail = rest.partition(END)[2]
    readme.write_text(f"{head}{BEGIN}\n" + "\n".join(lines) + f"\n{END}{tail}", encoding="utf-8")


if __name__ == "__main__":
    main()
