"""Writes docs/sbom.cdx.json, the bill of materials of the program in CycloneDX 1.6: every crate that is in it on one of the
systems of deny.toml, the C that two of them carry, and the font that is built in. In: Cargo.lock, and the crates as cargo has
them. Out: the same bytes wherever it runs; no time, no random number. Run: python3 tests/outside/sbom.py
"""

import hashlib
import json
import re
import subprocess
import tomllib
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent.parent
FILE = REPOSITORY / "docs" / "sbom.cdx.json"
FONT = "theme/fonts/charts.otf"
LINE = re.compile(r"(?P<depth>\d+)(?P<name>\S+) v(?P<version>[^ |]+)[^|]*\|(?P<license>[^|]*)\|(?P<address>\S*)")


def toml(path):
    return tomllib.loads((REPOSITORY / path).read_text(encoding="utf-8"))


def cargo(*arguments):
    run = subprocess.run(["cargo", *arguments], cwd=REPOSITORY, capture_output=True, text=True, check=True)
    return run.stdout


def crates():
    """The crates of the program by their address, and for each which it asks for; what only runs while compiling is left out."""
    found, asks = {}, {}
    for target in toml("deny.toml")["graph"]["targets"]:
        tree = cargo("tree", "--locked", "--edges", "normal,no-proc-macro", "--target", target, "--prefix", "depth", "--format", "{p}|{l}|{r}")
        above = []
        for line in tree.splitlines():
            crate = LINE.match(line).groupdict()
            depth = int(crate["depth"])
            purl = f"pkg:cargo/{crate['name']}@{crate['version']}"
            found[purl] = crate
            asks.setdefault(purl, set())
            if depth > 0:
                asks[above[depth - 1]].add(purl)
            above[depth:] = [purl]
    return found, asks


def spdx(license):
    """An expression as SPDX has it: some crates still write a stroke where one may choose."""
    return license.replace("/", " OR ") if " OR " not in license else license


def library(name, version, purl, license, address=None, sha256=None, within=None):
    component = {"type": "library", "bom-ref": purl, "name": name, "version": version}
    if sha256:
        component["hashes"] = [{"alg": "SHA-256", "content": sha256}]
    component["licenses"] = [{"expression": spdx(license)}]
    component["purl"] = purl
    if address:
        component["externalReferences"] = [{"type": "vcs", "url": address}]
    if within:
        component["components"] = within
    return component


def carried():
    """The C that two crates carry, by crate, with the version that its header names."""
    metadata = json.loads(cargo("metadata", "--locked", "--format-version", "1", "--filter-platform", "x86_64-unknown-linux-gnu"))
    folder = {p["name"]: Path(p["manifest_path"]).parent for p in metadata["packages"]}

    def named(crate, header, pattern):
        return re.search(pattern, (folder[crate] / header).read_text(encoding="utf-8")).group(1)

    sqlite = named("libsqlite3-sys", "sqlite3/sqlite3.h", r'#define SQLITE_VERSION\s+"([\d.]+)"')
    digits = named("libmimalloc-sys", "c_src/mimalloc/v3/include/mimalloc.h", r"#define MI_MALLOC_VERSION\s+(\d{5})")
    mimalloc = f"{digits[0]}.{int(digits[1:3])}.{int(digits[3:])}"
    return {
        "libsqlite3-sys": library("sqlite", sqlite, f"pkg:generic/sqlite@{sqlite}", "blessing", "https://sqlite.org/src"),
        "libmimalloc-sys": library("mimalloc", mimalloc, f"pkg:github/microsoft/mimalloc@v{mimalloc}", "MIT", "https://github.com/microsoft/mimalloc"),
    }


def font():
    return {
        "type": "file",
        "bom-ref": FONT,
        "name": FONT,
        "version": "2.004",
        "description": "A subset of Noto Sans CJK SC Regular, built into the program for charts as pictures.",
        "hashes": [{"alg": "SHA-256", "content": hashlib.sha256((REPOSITORY / FONT).read_bytes()).hexdigest()}],
        "licenses": [{"expression": "OFL-1.1"}],
        "copyright": "© 2014-2021 Adobe (http://www.adobe.com/).",
        "externalReferences": [{"type": "vcs", "url": "https://github.com/notofonts/noto-cjk"}],
    }


def bill():
    checksums = {(p["name"], p["version"]): p.get("checksum") for p in toml("Cargo.lock")["package"]}
    found, asks = crates()
    within = carried()
    package = toml("Cargo.toml")["package"]
    own = f"pkg:cargo/{package['name']}@{package['version']}"
    components = []
    for purl, crate in sorted(found.items()):
        if purl != own:
            name, version = crate["name"], crate["version"]
            c = [within[name]] if name in within else None
            components.append(library(name, version, purl, crate["license"], crate["address"], checksums[name, version], c))
    asks[own].add(FONT)
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": own,
                "name": package["name"],
                "version": package["version"],
                "description": package["description"],
                "licenses": [{"expression": package["license"]}],
                "purl": own,
            }
        },
        "components": [*components, font()],
        "dependencies": [{"ref": ref, "dependsOn": sorted(asks[ref])} for ref in sorted(asks)],
    }


def text():
    return json.dumps(bill(), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8", newline="\n")
