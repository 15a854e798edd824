"""Reading the tables of data/source and writing those of data/fetched."""

import csv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
SOURCE = ROOT / "data" / "source"
FETCHED = ROOT / "data" / "fetched"
COLUMNS = {
    "countries": ["id", "name", "iso3", "capital", "lat", "lon", "population", "geonames", "wikidata"],
    "regions": ["id", "name", "country", "type", "region", "lat", "lon", "population", "geonames", "wikidata"],
    "cities": ["id", "name", "country", "region", "lat", "lon", "population"],
    "places": ["id", "name", "type", "country", "region", "lat", "lon"],
}
NAME_COLUMNS = ["id", "langs", "name", "form", "trust"]


class BuildError(Exception):
    """A package or a table is not what is expected."""


def read(path, columns):
    """Yield (line number, row dict) of a CSV file whose header must be exactly `columns`."""
    path = Path(path)
    with open(path, encoding="utf-8", newline="") as file:
        reader = csv.reader(file, strict=True)
        header = next(reader, None)
        if header != columns:
            raise BuildError(f"{path.name}:1: expected columns {','.join(columns)}, found {','.join(header or [])}")
        try:
            for cells in reader:
                if len(cells) != len(columns):
                    raise BuildError(f"{path.name}:{reader.line_num}: expected {len(columns)} cells, "
                                     f"found {len(cells)}")
                yield reader.line_num, dict(zip(columns, cells))
        except csv.Error as error:
            raise BuildError(f"{path.name}:{reader.line_num}: {error}") from error


def write(path, columns, rows):
    """Write `rows` (dicts) with LF line ends and no more quotes than needed. In a table of names an id is written in
    the first of an entity's rows only: the ids would be half of the file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        above = None
        for row in rows:
            cells = [row.get(column, "") for column in columns]
            if columns == NAME_COLUMNS and cells[0] == above:
                cells[0] = ""
            above = row[columns[0]]
            writer.writerow(cells)
