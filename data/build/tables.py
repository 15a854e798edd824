"""Reading and writing the CSV tables: one place that knows the columns and how an error is reported."""

import csv
from pathlib import Path

NAME_COLUMNS = ["id", "lang", "name", "form", "case"]
COLUMNS = {
    "countries": ["id", "name", "iso3", "capital", "lat", "lon", "population", "geonames", "wikidata"],
    "regions": ["id", "name", "country", "type", "region", "lat", "lon", "population", "geonames", "wikidata"],
    "cities": ["id", "name", "country", "region", "lat", "lon", "population", "capital"],
    "people": ["id", "name", "country", "role", "fame", "wikidata"],
    "organizations": ["id", "name", "type", "country", "fame", "wikidata"],
    "places": ["id", "name", "type", "country", "region", "lat", "lon", "fame"],
}


class BuildError(Exception):
    """A source or a curated table is not what the build expects."""


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
                for column, cell in zip(columns, cells):
                    if cell != cell.strip():
                        raise BuildError(f"{path.name}:{reader.line_num}: {column} has spaces at its ends")
                yield reader.line_num, dict(zip(columns, cells))
        except csv.Error as error:
            raise BuildError(f"{path.name}:{reader.line_num}: {error}") from error


def name_columns(rows):
    """The columns of a table of names: one that says nothing in any row is left out."""
    return [column for column in NAME_COLUMNS if column in ("id", "name") or any(row[column] for row in rows)]


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
            if columns[:2] == NAME_COLUMNS[:2] and cells[0] == above:
                cells[0] = ""
            above = row[columns[0]]
            writer.writerow(cells)
