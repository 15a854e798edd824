"""Print the figures of the tables as they are committed, from data/ alone: python3 data/build/figures.py"""

import csv
from collections import Counter
from pathlib import Path

import name_parts
import report
from tables import COLUMNS

DATA = Path(__file__).resolve().parent.parent


def rows(path):
    """The rows of a table; in one of names an empty id is that of the row above."""
    with open(DATA / path, encoding="utf-8", newline="") as file:
        above = ""
        for row in csv.DictReader(file):
            if "lang" in row and "id" in row:
                above = row["id"] = row["id"] or above
            yield row


def main():
    """Read all tables, print what report.committed counts, and the sizes of the files."""
    tables = {kind: list(rows(f"{kind}.csv")) for kind in COLUMNS}
    names = {kind: list(rows(f"names/{kind}.csv")) for kind in [*COLUMNS, "demonyms"]}
    words, parts, cues = (list(rows(f"{name}.csv")) for name in ("common_words", "name_parts", "cues"))
    parts = list(name_parts.unpacked(parts))
    print("\n".join(report.committed(tables, names, words, parts)))
    print(f"\nCues: {len(cues):,} in {len({row['lang'] for row in cues})} languages.")
    print("\nTypes and roles: " + "; ".join(
        f"{kind}: " + ", ".join(f"{word} {count:,}" for word, count in Counter(
            row["type" if "type" in row else "role"] for row in tables[kind]).most_common(12))
        for kind in ("places", "organizations", "people")) + ".")
    files = [path for path in DATA.rglob("*.csv") if "build" not in path.relative_to(DATA).parts]
    print(f"\nSize: {sum(path.stat().st_size for path in files):,} bytes in {len(files)} tables.")


if __name__ == "__main__":
    main()
