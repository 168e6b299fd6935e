"""Instructions that the program needs for some work, counted by callgrind: where times are noisy, these are not.

    cargo build --release && python3 benches/instructions.py

Fails where one has grown by more than a tenth over what benches/instructions.txt records; `--record` records anew, which is
a change to be reviewed like any other. Needs valgrind."""

import argparse
import os
import pathlib
import re
import subprocess
import sys
import tempfile

REPOSITORY = pathlib.Path(__file__).resolve().parents[1]
RECORD = REPOSITORY / "benches/instructions.txt"
SITE = REPOSITORY / "tests/fixtures/site/years"
GROWTH = 1.10

# What a build needs whatever it writes is counted once, and taken off where a page is.
NOTHING = ["build", "--only", "robots.txt"]
WORK = {
    "check a site": ["check"],
    "derive and list it": NOTHING,
    "a profile": ["build", "--only", "counties/990121-xugou.html"],
    "an article": ["build", "--only", "articles/990121-xugou-2020.html"],
    "a table": ["build", "--only", "tables/poverty.html"],
    "all charts": ["build", "--only", "charts/*"],
    "all data": ["build", "--only", "data/*"],
}


def count(program, command):
    with tempfile.TemporaryDirectory() as folder:
        out = ["--out", f"{folder}/site"] if command[0] == "build" else []
        callgrind = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={folder}/callgrind"]
        words = [*callgrind, program, *command, *out, "--quiet", "--site", SITE]
        environment = {**os.environ, "RAYON_NUM_THREADS": "1"}
        said = subprocess.run(words, env=environment, capture_output=True, text=True)
        if said.returncode != 0:
            sys.exit(f"{words}\n{said.stdout}{said.stderr}")
        return int(re.search(r"Collected : (\d+)", said.stderr)[1])


def recorded():
    lines = RECORD.read_text().splitlines() if RECORD.exists() else []
    return {name.strip(): float(millions) for millions, name in (line.split(maxsplit=1) for line in lines)}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--xianzhi", type=pathlib.Path, default=REPOSITORY / "target/release/xianzhi")
    parser.add_argument("--record", action="store_true", help="record what is counted")
    options = parser.parse_args()
    program = options.xianzhi.resolve()
    counts = {name: count(program, command) for name, command in WORK.items()}
    for name, command in WORK.items():
        if command[0] == "build" and command != NOTHING:
            counts[name] -= counts["derive and list it"]
    if options.record:
        RECORD.write_text("".join(f"{number / 1e6:10.1f}  {name}\n" for name, number in counts.items()))
    before = recorded()
    grown = []
    print("millions of instructions, and of what is recorded")
    for name, number in counts.items():
        ratio = number / 1e6 / before[name]
        print(f"{number / 1e6:10.1f}  {ratio:5.2f}  {name}")
        if ratio > GROWTH:
            grown.append(name)
    if grown:
        sys.exit(f"grown by more than a tenth: {', '.join(grown)}; mend it, or record it with --record and say why")


main()
