"""Figures about the built tables: printed, and kept in data/README.md between two marks."""

from collections import Counter, defaultdict

import text
from tables import BuildError

BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"


def dropped(all_names):
    """Print what each kind of names lost, and why."""
    for kind, names in all_names.items():
        total = sum(names.dropped.values())
        print(f"\n{kind}: {len(names.found):,} names taken, {total:,} dropped")
        for reason, count in sorted(names.dropped.items(), key=lambda item: (-item[1], item[0])):
            print(f"  {count:>8,}  {reason}")


def figures(tables, rows, all_names, words):
    """Markdown: counts per kind and language, shared names, common words."""
    lines = ["| kind | entities | names written (without the main ones) | names before merging | languages |",
             "|---|---:|---:|---:|---:|"]
    before = Counter()
    for kind, names in all_names.items():
        count = names.by_language()
        before.update(count)
        languages = len([lang for lang in count if lang != "untagged"])
        lines.append(f"| {kind} | {len(tables.get(kind, ())):,} | {len(rows[kind]):,} | {sum(count.values()):,} | "
                     f"{languages} |")
    lines += ["", f"Names by language, before merging ({len(before) - 1} languages): "
              + ", ".join(f"{lang} {count:,}" for lang, count in before.most_common(30)) + "."]
    written = Counter(text.language(name["lang"]) or "untagged" for part in rows.values() for name in part)
    lines += ["", "Names by language, as written: "
              + ", ".join(f"{lang} {count:,}" for lang, count in written.most_common(20)) + "."]
    lines += ["", *_shared(tables, rows)]
    count = Counter(row["lang"] for row in words)
    lines += ["", f"Common words: {len(words):,} — "
              + ", ".join(f"{lang} {number:,}" for lang, number in sorted(count.items())) + "."]
    return lines


def _shared(tables, rows):
    holders, kinds = defaultdict(set), {}
    for kind, entities in tables.items():
        for row in entities:
            holders[text.fold(row["name"])].add(row["id"])
            kinds[row["id"]] = kind
    for part in rows.values():
        for name in part:
            holders[text.fold(name["name"])].add(name["id"])
    shared = {name: ids for name, ids in holders.items() if len(ids) > 1}
    across = [name for name, ids in shared.items() if len({kinds.get(id, "") for id in ids}) > 1]
    countries = sorted(name for name, ids in shared.items()
                       if sum(kinds.get(id) == "countries" for id in ids) > 1 and text.scripts(name) == {"Latn"})
    return [f"Distinct folded spellings: {len(holders):,}; shared by several entities: {len(shared):,} "
            f"(across kinds: {len(across):,}).", "",
            f"Latin spellings shared by several countries: {len(countries)} ({', '.join(countries[:40])})."]


def update(readme, lines):
    """Put the figures between the two marks of the README."""
    content = readme.read_text(encoding="utf-8")
    if content.count(BEGIN) != 1 or content.count(END) != 1:
        raise BuildError(f"{readme.name}: expected one {BEGIN} and one {END}")
    head, _, rest = content.partition(BEGIN)
    tail = rest.partition(END)[2]
    readme.write_text(f"{head}{BEGIN}\n" + "\n".join(lines) + f"\n{END}{tail}", encoding="utf-8")
