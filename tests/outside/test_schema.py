"""The schemas of the editor's files, as a validator of others reads them: every file of our sites is taken, and what editors
get wrong is not. In: XIANZHI, the program. Run: XIANZHI=… python3 -m unittest test_schema
"""

import copy
import json
import os
import re
import shutil
import subprocess
import tempfile
import unittest
from functools import cache
from pathlib import Path

import jsonschema
import yaml

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parent.parent
FIXTURES = REPOSITORY / "tests" / "fixtures"
LISTS = {
    "site": "site.yaml",
    "places": "content/places.yaml",
    "metrics": "content/metrics.yaml",
    "glossary": "content/glossary.yaml",
    "rulings": "content/rulings.yaml",
    "changes": "content/changes.yaml",
}
FOLDERS = {"article": "articles", "table": "tables", "page": "pages", "domain": "domains"}


# Errors of the arithmetic, which no schema knows of.
OF_FIGURES = {
    "relation-contradicts",
    "formula-contradicts",
    "part-above-whole",
    "relation-units",
    "joined-definitions",
    "impossible-percentage",
    "rate-out-of-range",
    "prose-differs",
    "broken-link",
    "duplicate-observation",
    "stale-decision",
}


class Yaml12(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """YAML 1.2, as editor programs read it: a date is a text, and yes and no are words."""


Yaml12.yaml_implicit_resolvers = {}
for tag, pattern, first in [
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", "tTfF"),
    ("null", r"^(?:null|Null|NULL|~|)$", ["n", "N", "~", ""]),
    ("int", r"^[-+]?[0-9]+$", "-+0123456789"),
    ("float", r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$", "-+.0123456789"),
]:
    Yaml12.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), list(first))
# The usual reader takes 0430 for an octal number.
Yaml12.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(loader.construct_scalar(node)))


@cache
def read(text):
    """What a text of YAML holds; not to be changed, as most texts are read many times."""
    return yaml.load(text, Yaml12)


def front_matter(path):
    """The data at the top of a Markdown file; None where there is none."""
    found = re.match(r"---\n(.*?)^---$", path.read_text(encoding="utf-8"), re.S | re.M)
    return found and read(found.group(1))


def blocks(path):
    """The charts, tables and pictures of a text, each with the name of its schema."""
    text = path.read_text(encoding="utf-8")
    found = re.findall(r"^```(chart|table|image)\n(.*?)^```$", text, re.S | re.M)
    return [("image" if kind == "image" else "block", read(block)) for kind, block in found]


def validators(site):
    """A validator for each kind of file of a site."""
    with tempfile.TemporaryDirectory() as folder:
        run = [os.environ["XIANZHI"], "schema", "--site", site, "--out", folder]
        subprocess.run(run, check=True, stdout=subprocess.DEVNULL)
        made = {}
        for path in Path(folder).iterdir():
            made[path.name.removesuffix(".schema.json")] = validator(path.read_text(encoding="utf-8"))
        return made


@cache
def validator(text):
    schema = json.loads(text)
    jsonschema.Draft7Validator.check_schema(schema)
    return jsonschema.Draft7Validator(schema)


def content(site):
    """Every file of a site with the name of its schema and its data."""
    for name, path in LISTS.items():
        if (site / path).is_file():
            yield name, site / path, read((site / path).read_text(encoding="utf-8"))
    for name, folder in FOLDERS.items():
        for path in sorted((site / "content" / folder).glob("**/*.md")):
            data = front_matter(path)
            if data is not None:
                yield name, path, data
            for schema, block in blocks(path):
                yield schema, path, block


def sites():
    """Folders that are sites of their own."""
    yield REPOSITORY
    yield REPOSITORY / "starter"
    yield FIXTURES / "base"
    yield from sorted(path.parent for path in (FIXTURES / "site").glob("*/site.yaml"))


def laid_over(fixture, site):
    """The base site with a fixture over it, as tests/it/support.rs lays it: files, then the hunks of edit.diff."""
    for folder in [FIXTURES / "base", fixture]:
        shutil.copytree(folder, site, dirs_exist_ok=True, ignore=shutil.ignore_patterns("edit.diff", "report.txt"))
    edits = fixture / "edit.diff"
    path, old, new = None, "", ""
    for line in (edits.read_text(encoding="utf-8").split("\n") + [""]) if edits.is_file() else []:
        mark, rest = line[:1], line[1:] + "\n"
        if mark in ("-", " "):
            old += rest
        if mark in ("+", " "):
            new += rest
        if mark == "" and (old or new):
            text = path.read_text(encoding="utf-8")
            assert old in text, f"{edits}: {old}"
            path.write_text(text.replace(old, new, 1), encoding="utf-8")
            old, new = "", ""
        elif mark not in ("", "-", "+", " ", "#"):
            path = site / line


def in_brackets(path, errors):
    return "\n".join(f"{path}: {'/'.join(map(str, e.absolute_path))}: {e.message[:300]}" for e in errors)


class TakesWhatIsRight(unittest.TestCase):
    maxDiff = None

    def test_every_file_of_our_sites(self):
        seen = set()
        for site in sites():
            made = validators(str(site))
            for name, path, data in content(site):
                seen.add(name)
                errors = list(made[name].iter_errors(data))
                self.assertFalse(errors, in_brackets(path, errors))
        # There is a file of each kind; a fixture below has rulings.
        self.assertEqual(seen | {"rulings"}, {*LISTS, *FOLDERS, "block", "image"})

    def test_what_the_program_takes_of_all_fixtures(self):
        """Sites that lie over the base site, and the pairs that each rule has: where the program finds no error, neither does
        a schema."""
        seen, taken = set(), 0
        fixtures = [path for path in (FIXTURES / "site").iterdir() if not (path / "site.yaml").is_file()]
        fixtures += [path for rule in (FIXTURES / "rules").iterdir() for path in [rule / "good", rule / "bad"]]
        for fixture in sorted(fixtures):
            with tempfile.TemporaryDirectory() as folder:
                site = Path(folder) / "site"
                laid_over(fixture, site)
                check = [os.environ["XIANZHI"], "check", "--format", "json", "--site", site]
                findings = json.loads(subprocess.run(check, stdout=subprocess.PIPE).stdout)
                if any(f["severity"] == "error" and f["rule"] not in OF_FIGURES for f in findings):
                    continue
                taken += 1
                made = validators(str(site))
                for name, path, data in content(site):
                    errors = list(made[name].iter_errors(data))
                    self.assertFalse(errors, f"{fixture}: {in_brackets(path, errors)}")
                    seen.add(name)
        self.assertIn("rulings", seen)
        self.assertGreater(taken, 60)

    def test_what_the_program_takes_in_another_spelling(self):
        made = validators(str(FIXTURES / "base"))
        article = front_matter(FIXTURES / "base/content/articles/990101-qingshi-2019.md")
        for change in [
            {"period": "2019~"},
            {"period": "2014/.."},
            {"place": 990101},
            {"title": 2019},
            {"title_en": None},
            {"title_en": ""},
            {"relations": []},
            {"metrics": []},
            {"relations": None},
            {"aliases": ["qingshi", "qingshi-2018.md"]},
            {"relations": [{"relation": "a.x + a.y = a.z", "known": "原文如此"}]},
            {"metrics": [{"metric": "poverty.drop", "formula": "poverty.rate@2014 - poverty.rate@2019", "label": "降幅", "kind": "rate"}]},
            {"metrics": [{"metric": "poverty.rate", "value": "12.6%", "lines": "4, 272-284", "note": None}]},
            {"origin": {"file": "a.txt", "sha256": 0, "date": "2020~", "headline": None}},
        ]:
            errors = list(made["article"].iter_errors({**article, **change}))
            self.assertFalse(errors, in_brackets(change, errors))

    def test_a_new_article_table_and_page(self):
        with tempfile.TemporaryDirectory() as folder:
            site = Path(folder) / "site"
            run = os.environ["XIANZHI"]
            subprocess.run([run, "init", site], check=True, stdout=subprocess.DEVNULL)
            for new in ["article --place 990301 --year 2018", "table water --domain water", "page thanks"]:
                subprocess.run([run, "new", *new.split(), "--site", site], check=True, stdout=subprocess.DEVNULL)
            made = validators(str(site))
            for name, path, data in content(site):
                errors = list(made[name].iter_errors(data))
                self.assertFalse(errors, in_brackets(path, errors))


def without(record, field):
    return {name: value for name, value in record.items() if name != field}


class RefusesWhatIsWrong(unittest.TestCase):
    """Each mistake is one that an editor makes, in a file that is right without it."""

    @classmethod
    def setUpClass(cls):
        cls.made = validators(str(FIXTURES / "base"))

    def refused(self, name, data, mistakes):
        made = self.made[name]
        self.assertFalse(list(made.iter_errors(data)))
        for mistake in mistakes:
            changed = copy.deepcopy(data)
            changed = mistake(changed) or changed
            with self.subTest(name=name, data=json.dumps(changed, ensure_ascii=False)[:200]):
                self.assertNotEqual(changed, data, "the mistake changes nothing")
                self.assertTrue(list(made.iter_errors(changed)))

    def test_article(self):
        def at(key, value, *path):
            def change(data):
                for step in path:
                    data = data[step]
                data[key] = value

            return change

        first = ("metrics", 0)
        local = ("metrics", 13)
        self.refused(
            "article",
            front_matter(FIXTURES / "base/content/articles/990101-qingshi-2019.md"),
            [
                lambda d: without(d, "title"),
                lambda d: without(d, "origin"),
                lambda d: without(d, "metrics"),
                at("titel", "错字"),
                at("title", ""),
                at("title", None),
                at("title", ["列表"]),
                at("place", "990199"),
                at("place", "青石县"),
                at("place", 990199),
                at("period", "2019年"),
                at("period", "2014-2018"),
                at("period", "2019-13"),
                at("metrics", "poverty.rate"),
                at("metrics", None),
                at("published", "2026-11"),
                at("aliases", ["青石"]),
                at("relations", ["poverty.rate"]),
                at("sha256", "abc", "origin"),
                at("file", "来源/a.txt", "origin"),
                at("authors", "林一禾", "origin"),
                at("auther", "林一禾", "origin"),
                lambda d: d.update(origin=without(d["origin"], "file")),
                at("metric", "povrty.rate", *first),
                at("metric", "贫困发生率", *first),
                at("value", 28000, *first),
                at("value", "28000", *first),
                at("lines", 0, *first),
                at("lines", "第5行", *first),
                at("kind", "存量", *first),
                at("kind", "stok", *first),
                at("label", "目录里有名称", *first),
                at("formula", "poverty.rate@2014 - poverty.rate@2019", *first),
                at("vlaue", "1人", *first),
                at(0, without({"metric": "poverty.rate", "value": "1%", "lines": 3}, "lines"), "metrics"),
                at("kind", "large", *local),
                at("reason", "门槛", "exclude", 0),
                at("lines", None, "exclude", 0),
                at("allow", [{"rule": "no-such-rule", "reason": "x"}]),
                at("allow", [{"rule": "unused-term"}]),
                at("events", [{"date": "2018年6月", "text": "退出", "lines": 3}]),
                at("events", [{"date": "2018-06", "text": "退出", "lines": 3, "kind": "planned"}]),
                at("practices", [{"name": "一亩园", "domain": "agriculture", "text": "x", "lines": 3}]),
                at("corrections", [{"metric": "poverty.rate", "expect": "1%", "value": "2%", "reason": "x", "editor": "y"}]),
            ],
        )

    def test_table_page_and_block(self):
        table = front_matter(FIXTURES / "base/content/tables/poverty.md")
        self.refused(
            "table",
            table,
            [
                lambda d: without(d, "domain"),
                lambda d: d.update(domain="贫困"),
                lambda d: d.update(columns=[]),
                lambda d: d.update(columns=[{"metric": "industry.tea_area"}]),
                lambda d: d.update(columns=[{"label": "没有指标"}]),
                lambda d: d.update(columns=[{"metric": "poverty.rate", "unit": "%"}]),
                lambda d: d.update(columns=[{"formula": "poverty.rate / poverty.rate"}]),
                lambda d: d.update(columns=[{"metric": "poverty.rate", "period": "lastest"}]),
                lambda d: d.update(tolerance=30),
                lambda d: d.update(chart={"kind": "pie", "title": "x", "metrics": ["poverty.rate"]}),
                lambda d: d.update(chart={"title": "x", "metrics": ["poverty.rate"]}),
            ],
        )
        page = front_matter(FIXTURES / "base/content/pages/about.md")
        self.refused("page", page, [lambda d: without(d, "title"), lambda d: d.update(order="先"), lambda d: d.update(date=1)])
        block = {"kind": "composition", "title": "x", "whole": "poverty.rate", "metrics": ["poverty.rate"]}
        self.refused(
            "block",
            block,
            [lambda d: without(d, "whole"), lambda d: without(d, "metrics"), lambda d: d.update(scale="log")],
        )

    def test_lists(self):
        base = FIXTURES / "base"
        data = {name: read((base / path).read_text(encoding="utf-8")) for name, path in LISTS.items() if (base / path).is_file()}
        self.refused(
            "site",
            data["site"],
            [
                lambda d: without(d, "title"),
                lambda d: d.update(languages="zh"),
                lambda d: d.update(languages=["fr"]),
                lambda d: d.update(base_url="example.org"),
                lambda d: d.update(packs="yes"),
                lambda d: d.update(report="editor at example.org"),
                lambda d: d.update(theme="dark"),
            ],
        )
        self.refused(
            "places",
            data["places"],
            [
                lambda d: d["places"][0].update(code="99010"),
                lambda d: d["places"][0].update(kind="县"),
                lambda d: d["places"][0].update(pinyin="Qing Shi"),
                lambda d: d["places"][0].pop("province") and None,
                lambda d: d.update(grid=["青石"]),
            ],
        )
        self.refused(
            "metrics",
            data["metrics"],
            [
                lambda d: d["metrics"][0].update(id="PovertyRate"),
                lambda d: d["metrics"][0].update(kind="比率"),
                lambda d: d["metrics"][0].update(direction="up"),
                lambda d: d["metrics"][0].update(unit=100),
                lambda d: d["domains"][0].update(id="Poverty"),
                lambda d: d["domains"][0].pop("definition") and None,
                lambda d: d["metrics"][0].update(part_of="全部"),
            ],
        )
        self.refused(
            "glossary",
            data["glossary"],
            [lambda d: d["terms"][0].update(id="建档"), lambda d: d["terms"][0].update(near="pinkun"), lambda d: d["terms"][0].pop("en") and None],
        )


if __name__ == "__main__":
    unittest.main()
