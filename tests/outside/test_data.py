"""The open data as other programs read them: frictionless, csvwvalidate, SQLite, Datasette.

XIANZHI_SITE names the folder of a built site that has a database (`sqlite: true`).
"""

import asyncio
import contextlib
import csv
import json
import os
import shutil
import sqlite3
import tempfile
import unittest
import warnings
from decimal import Decimal
from pathlib import Path

import frictionless
from csvw import CSVW
from datasette.app import Datasette

DATA = Path(os.environ["XIANZHI_SITE"]) / "data"
DATABASE = DATA / "xianzhi.sqlite"


def load(name):
    return json.loads((DATA / name).read_text(encoding="utf-8"))


def rows_of(name):
    with open(DATA / f"{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def resources():
    return load("datapackage.json")["resources"]


WRONG_CELLS = [
    ("observations", "period", "2019年"),
    ("observations", "value", "一"),
    ("observations", "kind", "other"),
    ("observations", "line_start", "first"),
    ("observations", "label", ""),
    ("articles", "place_code", "000000"),
    ("places", "code", "1"),
    ("relations", "verdict", "maybe"),
]


@contextlib.contextmanager
def altered(name, field, text):
    """A copy of the tables and their descriptions, without digests, in which the first row says another thing."""
    rows = rows_of(name)
    rows[0][field] = text
    package = load("datapackage.json")
    for resource in package["resources"]:
        del resource["bytes"], resource["hash"]
    with tempfile.TemporaryDirectory() as folder:
        for file in ["csv-metadata.json", *(resource["path"] for resource in package["resources"])]:
            shutil.copy(DATA / file, folder)
        (Path(folder) / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
        with open(Path(folder) / f"{name}.csv", "w", encoding="utf-8", newline="") as file:
            table = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            table.writeheader()
            table.writerows(rows)
        yield Path(folder)


def valid_package(folder):
    """What `frictionless validate --standards v2` finds."""
    with frictionless.system.use_context(standards="v2", trusted=True):
        return frictionless.validate(str(folder / "datapackage.json"))


def valid_group(folder):
    """What `csvwvalidate` finds: it raises an error at a cell that cannot be read."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return CSVW(str(folder / "csv-metadata.json"), validate=True, strict=True).is_valid
        except ValueError:
            return False


class DataPackage(unittest.TestCase):
    def test_the_package_and_every_row_are_valid_by_version_2(self):
        report = valid_package(DATA)
        self.assertTrue(report.valid, report.flatten(["title", "type", "message"]))
        self.assertEqual(len(report.tasks), 5)
        for task, resource in zip(report.tasks, resources()):
            self.assertEqual(task.stats["rows"], len(rows_of(resource["name"])))

    def test_a_wrong_cell_is_found(self):
        """What says that all is well must be able to say otherwise."""
        for name, field, text in [*WRONG_CELLS, ("observations", "label", "right")]:
            with altered(name, field, text) as folder:
                report = valid_package(folder)
                self.assertEqual(report.valid, text == "right", (field, report.flatten(["message"])))

    def test_empty_cells_are_labelled(self):
        for resource in resources():
            rows = rows_of(resource["name"])
            for field in resource["schema"]["fields"]:
                if any(row[field["name"]] == "" for row in rows):
                    [missing] = field["missingValues"]
                    self.assertEqual(missing["value"], "")
                    self.assertTrue(missing["label"])

    def test_licence_and_sources_are_stated(self):
        package = load("datapackage.json")
        self.assertEqual(package["licenses"][0]["name"], "CC-BY-4.0")
        self.assertEqual(len(package["sources"]), len(rows_of("articles")))


class CsvOnTheWeb(unittest.TestCase):
    def test_the_group_of_tables_is_valid(self):
        self.assertTrue(valid_group(DATA))
        self.assertEqual(len(load("csv-metadata.json")["tables"]), 5)

    def test_a_wrong_cell_is_found(self):
        for name, field, text in [*WRONG_CELLS, ("observations", "label", "right")]:
            with altered(name, field, text) as folder:
                self.assertEqual(valid_group(folder), text == "right", field)

    def test_columns_have_names_in_both_languages(self):
        for table in load("csv-metadata.json")["tables"]:
            for column in table["tableSchema"]["columns"]:
                self.assertEqual(set(column["titles"]), {"en", "und", "zh-Hans"})


class Database(unittest.TestCase):
    def setUp(self):
        self.database = sqlite3.connect(f"file:{DATABASE}?mode=ro", uri=True)
        self.addCleanup(self.database.close)

    def ask(self, query, *values):
        return self.database.execute(query, values).fetchall()

    def test_it_is_whole(self):
        self.assertEqual(self.ask("PRAGMA integrity_check"), [("ok",)])
        self.assertEqual(self.ask("PRAGMA foreign_key_check"), [])

    def test_every_cell_of_every_table_is_that_of_the_csv(self):
        for resource in resources():
            name, fields = resource["name"], resource["schema"]["fields"]
            names = ", ".join(field["name"] for field in fields)
            stored = self.ask(f"SELECT {names} FROM {name} ORDER BY rowid")
            written = rows_of(name)
            self.assertEqual(len(stored), len(written), name)
            for row, cells in zip(written, stored):
                for field, cell in zip(fields, cells):
                    text = row[field["name"]]
                    if text == "":
                        self.assertIsNone(cell, (name, field["name"]))
                    elif field["type"] == "number":
                        self.assertEqual(Decimal(str(cell)), Decimal(text), (name, field["name"]))
                    elif field["type"] == "integer":
                        self.assertEqual(cell, int(text), (name, field["name"]))
                    else:
                        self.assertEqual(cell, text, (name, field["name"]))

    def test_the_view_has_a_row_for_every_observation_and_its_pages_are_there(self):
        figures = self.ask("SELECT page, place_page, metric_page FROM figures")
        self.assertEqual(len(figures), len(rows_of("observations")))
        for pages in figures:
            for page in filter(None, pages):
                self.assertTrue((DATA.parent / page.split("#")[0]).is_file(), page)

    def test_what_people_look_for_has_an_index(self):
        for field in ["place_code", "metric", "article", "period"]:
            [(*_, plan)] = self.ask(f"EXPLAIN QUERY PLAN SELECT * FROM observations WHERE {field} = ?", "x")
            self.assertIn("USING INDEX", plan)

    def test_a_reference_that_leads_nowhere_and_a_wrong_type_are_refused(self):
        copy = sqlite3.connect(":memory:")
        self.addCleanup(copy.close)
        self.database.backup(copy)
        copy.execute("PRAGMA foreign_keys = ON")
        changes = ["place_code = '000000'", "kind = 'other'", "value = 'many'", "line_start = 'first'", "unit = NULL"]
        for change in changes:
            with self.assertRaises(sqlite3.IntegrityError, msg=change):
                copy.execute(f"UPDATE observations SET {change}")

    def test_every_field_is_explained(self):
        explained = set(self.ask('SELECT "table", field FROM fields'))
        for resource in resources():
            columns = {(resource["name"], row[1]) for row in self.ask(f"PRAGMA table_info({resource['name']})")}
            self.assertLessEqual(columns, explained)
        self.assertEqual(dict(self.ask("SELECT * FROM about"))["license"], "CC BY 4.0")


class InDatasette(unittest.TestCase):
    def get(self, path):
        async def answer():
            datasette = Datasette([], immutables=[str(DATABASE)], metadata=load("datasette.json"))
            await datasette.invoke_startup()
            return await datasette.client.get(path)

        response = asyncio.run(answer())
        self.assertEqual(response.status_code, 200, path)
        return response

    def test_a_query_is_answered(self):
        found = self.get("/xianzhi/observations.json?kind=rate&_shape=objects&_size=max").json()
        wanted = [row["printed"] for row in rows_of("observations") if row["kind"] == "rate"]
        self.assertEqual(sorted(row["printed"] for row in found["rows"]), sorted(wanted))

    def test_the_view_is_served(self):
        found = self.get("/xianzhi.json?sql=select+count(*)+as+n+from+figures&_shape=array").json()
        self.assertEqual(found, [{"n": len(rows_of("observations"))}])

    def test_units_source_and_licence_are_served(self):
        found = self.get("/xianzhi/articles.json?_shape=objects").json()
        self.assertEqual(found["units"]["figures"], "figure")
        self.assertEqual(found["license"], "CC BY 4.0")
        self.assertIn("县志", found["source"])
        self.assertIn("figure", self.get("/xianzhi/articles").text)

    def test_columns_are_explained_where_they_are_shown(self):
        page = self.get("/xianzhi/observations").text
        described = load("datasette.json")["databases"]["xianzhi"]["tables"]["observations"]["columns"]
        self.assertIn(described["qualifier"].split("/")[0].strip()[:10], page)


if __name__ == "__main__":
    unittest.main()
