"""The workbooks of the built site, as openpyxl reads them and LibreOffice opens them. XIANZHI_SITE is the site."""

import csv
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest
from decimal import Decimal

import openpyxl

SITE = pathlib.Path(os.environ["XIANZHI_SITE"])
DATA = SITE / "data"
WHOLE = DATA / "xianzhi.xlsx"
TABLES = ["observations", "metrics", "places", "articles", "relations"]
NUMBERS = ["value", "base_value", "low", "high", "line_start", "line_end"]


def rows_of(name):
    with open(DATA / f"{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Whole(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.book = openpyxl.load_workbook(WHOLE)

    def test_each_table_has_a_sheet_with_its_rows(self):
        notes, *sheets = self.book.worksheets
        self.assertEqual(len(sheets), len(TABLES))
        explained = {cell.value for cell in notes["A"]}
        for name, sheet in zip(TABLES, sheets):
            rows = rows_of(name)
            self.assertEqual(sheet.max_row, len(rows) + 1, name)
            self.assertEqual(sheet.freeze_panes, "C2")
            self.assertEqual(sheet.auto_filter.ref, sheet.dimensions)
            self.assertLessEqual(set(rows[0]), explained, "every field is explained")

    def test_numbers_are_numbers_and_the_rest_is_text(self):
        sheet = self.book.worksheets[1]
        rows = rows_of("observations")
        fields = list(rows[0])
        for row, cells in zip(rows, sheet.iter_rows(min_row=2, max_col=len(fields))):
            for field, cell in zip(fields, cells):
                if field in NUMBERS and row[field]:
                    self.assertEqual(cell.data_type, "n", (field, row))
                    self.assertEqual(Decimal(str(cell.value)), Decimal(row[field]), (field, row))
                elif row[field]:
                    self.assertEqual(cell.data_type, "s", (field, row))
                    self.assertEqual(cell.value, row[field])
                else:
                    self.assertIsNone(cell.value)

    def test_there_is_no_formula_in_any_workbook(self):
        books = [WHOLE, *sorted((DATA / "tables").glob("*.xlsx"))]
        self.assertGreater(len(books), 20)
        for path in books:
            for sheet in openpyxl.load_workbook(path):
                for row in sheet.iter_rows():
                    self.assertFalse([c.coordinate for c in row if c.data_type == "f"], path.name)


class Table(unittest.TestCase):
    def test_a_table_says_what_its_page_says(self):
        rows = (DATA / "tables" / "poverty.sheet.csv").read_text(encoding="utf-8-sig")
        printed = list(csv.reader(rows.splitlines()))
        book = openpyxl.load_workbook(DATA / "tables" / "poverty.xlsx")
        sheet = list(book.worksheets[0].iter_rows(values_only=True))
        self.assertEqual(len(sheet), len(printed))
        for cells, row in zip(sheet[1:], printed[1:]):
            self.assertEqual(list(cells[:3]), row[:3])
            # What is printed and its period, of each column.
            self.assertEqual([cell or "" for cell in cells[3::4]], row[3::2])
            self.assertEqual([cell or "" for cell in cells[6::4]], row[4::2])
            for number, unit in zip(cells[4::4], cells[5::4]):
                self.assertEqual(number is None, unit is None)
                self.assertIsInstance(number, (int, float, type(None)))


class LibreOffice(unittest.TestCase):
    def test_it_opens_the_data_and_shows_the_same(self):
        office = shutil.which("soffice") or shutil.which("localc")
        if office is None:
            with open(os.environ["XIANZHI_NOT_RUN"], "a", encoding="utf-8") as said:
                said.write("not run: workbooks in LibreOffice: no soffice (apt-get install libreoffice-calc-nogui)\n")
            return
        with tempfile.TemporaryDirectory() as folder:
            # Fields by commas, texts in quotes, UTF-8, numbers as they are and not as they look, the second sheet.
            form = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,2"
            words = [office, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", form]
            subprocess.run([*words, "--outdir", folder, WHOLE], check=True, capture_output=True, timeout=120)
            (written,) = pathlib.Path(folder).glob("*.csv")
            with open(written, encoding="utf-8", newline="") as file:
                _, *shown = csv.reader(file)
        rows = rows_of("observations")
        self.assertEqual(len(shown), len(rows))
        for row, cells in zip(rows, shown):
            for (field, value), cell in zip(row.items(), cells):
                if field in NUMBERS and value:
                    self.assertEqual(Decimal(cell), Decimal(value), (field, row))
                else:
                    self.assertEqual(cell, value, (field, row))


if __name__ == "__main__":
    unittest.main()
