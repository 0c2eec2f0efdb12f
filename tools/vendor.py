"""Fetch the workbench's third-party scripts anew: ``python tools/vendor.py`` (needs npm and a network).

To update: change a version in PINNED, run the command, look at the pages, commit what changed. ``npm pack`` checks
what it fetches against the registry's own digest; what we ship is listed with its SHA-256 in checksums.json, and a test
holds the files to it.
"""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
SHIPPED = ROOT / "src" / "dragoman" / "workbench" / "static" / "vendor"
TESTS = ROOT / "tests" / "workbench" / "vendor"


class Package(NamedTuple):
    """A package of npm, and which of its files go where."""

    name: str
    version: str
    licence: str
    files: dict[str, str]
    folder: Path = SHIPPED


PINNED = (
    Package("htmx.org", "2.0.7", "0BSD", {"dist/htmx.min.js": "htmx.min.js", "LICENSE": "htmx.LICENSE.txt"}),
    Package("vega", "6.4.0", "BSD-3-Clause", {"build/vega.min.js": "vega.min.js", "LICENSE": "vega.LICENSE.txt"}),
    Package(
        "vega-lite", "6.5.0", "BSD-3-Clause",
        {"build/vega-lite.min.js": "vega-lite.min.js", "LICENSE": "vega-lite.LICENSE.txt"},
    ),
    Package(
        "vega-interpreter", "2.3.2", "BSD-3-Clause",
        {"build/vega-interpreter.js": "vega-interpreter.js", "LICENSE": "vega-interpreter.LICENSE.txt"},
    ),
    Package(
        "cytoscape", "3.34.4", "MIT",
        {"dist/cytoscape.esm.min.mjs": "cytoscape.esm.min.js", "LICENSE": "cytoscape.LICENSE.txt"},
    ),
    Package(
        "world-atlas", "2.0.2", "ISC; the outlines are Natural Earth's, public domain",
        {"countries-110m.json": "countries-110m.json", "LICENSE": "world-atlas.LICENSE.txt"},
    ),
    Package(
        "axe-core", "4.14.1", "MPL-2.0",
        {
            "axe.min.js": "axe.min.js", "LICENSE": "axe-core.LICENSE.txt",
            "LICENSE-3RD-PARTY.txt": "axe-core.3RD-PARTY.txt",
        },
        TESTS,
    ),
)  # fmt: skip

CHANGED = {
    # a browser resolves a bare name only through an import map, which the pages' policy forbids as inline script;
    # vega.min.js, loaded before, has the same functions
    "vega-interpreter.js": (
        b"import { ascending, isString, DisallowedObjectProperties } from 'vega-util';",
        b"const { ascending, isString, DisallowedObjectProperties } = globalThis.vega;",
    ),
}
"""What is changed in a file as fetched: the words, and what stands in their place."""


def fetch(package: Package) -> dict[str, bytes]:
    """The wanted files of a package, by the name under which they are shipped."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            ["npm", "pack", "--silent", f"{package.name}@{package.version}"],
            cwd=folder,
            check=True,
            capture_output=True,
        )
        (archive,) = Path(folder).glob("*.tgz")
        data = archive.read_bytes()
    found = {}
    with tarfile.open(fileobj=io.BytesIO(data)) as tar:
        for inside, name in package.files.items():
            member = tar.extractfile(f"package/{inside}")
            if member is None:
                raise SystemExit(f"{package.name} {package.version} has no {inside}")
            content = member.read()
            if name.endswith(".js"):
                # the maps are not shipped, and a browser's tools would ask for them
                content = b"\n".join(x for x in content.split(b"\n") if not x.startswith(b"//# sourceMappingURL="))
            if name in CHANGED:
                old, new = CHANGED[name]
                if content.count(old) != 1:
                    raise SystemExit(f"{name}: the words to change are not there once: {old.decode()}")
                content = content.replace(old, new)
            found[name] = content
    return found


def main() -> None:
    """Fetch all, write files and checksums."""
    for folder in (SHIPPED, TESTS):
        folder.mkdir(parents=True, exist_ok=True)
        listed = {}
        for package in (p for p in PINNED if p.folder == folder):
            for name, content in fetch(package).items():
                (folder / name).write_bytes(content)
                listed[name] = {
                    "package": package.name,
                    "version": package.version,
                    "licence": package.licence,
                    "sha256": hashlib.sha256(content).hexdigest(),
                    "changed": name in CHANGED,
                }
            print(f"{package.name} {package.version}", file=sys.stderr)
        (folder / "checksums.json").write_text(json.dumps(listed, indent=2, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
