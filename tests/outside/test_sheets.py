"""Articles out to a workbook, through LibreOffice and openpyxl, and back: nothing may change by that. In: XIANZHI, the
program; XIANZHI_NOT_RUN, where to say what was not run. Run: XIANZHI=… XIANZHI_NOT_RUN=… python3 -m unittest test_sheets
"""

import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

import openpyxl

REPOSITORY = pathlib.Path(__file__).resolve().parent.parent.parent
PROGRAM = os.environ["XIANZHI"]


class Sheets(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.site = self.folder / "site"
        shutil.copytree(REPOSITORY / "content", self.site / "content")
        shutil.copy(REPOSITORY / "site.yaml", self.site)
        self.book = self.folder / "articles.xlsx"
        self.run_program("export", "--xlsx", self.book)

    def run_program(self, *words, code=0):
        command = [PROGRAM, *map(str, words), "--site", str(self.site), "--lang", "zh"]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done.stdout

    def texts(self):
        return {path.name: path.read_bytes() for path in (self.site / "content" / "articles").glob("*.md")}

    def assert_nothing_changes(self, path):
        before = self.texts()
        said = self.run_program("import", path, "--delete", "--yes")
        self.assertEqual(said, "没有要写回的改动\n")
        self.assertEqual(self.texts(), before)

    def office(self, form, path):
        """The file as LibreOffice saves it in another form, or nothing where there is none."""
        office = shutil.which("soffice") or shutil.which("localc")
        if office is None:
            with open(os.environ["XIANZHI_NOT_RUN"], "a", encoding="utf-8") as said:
                said.write(f"not run: sheets for editors as {form} in LibreOffice: no soffice (apt-get install libreoffice-calc-nogui)\n")
            return None
        out = self.folder / "saved"
        words = [office, f"-env:UserInstallation=file://{self.folder}/profile", "--headless", "--convert-to", form]
        subprocess.run([*words, "--outdir", out, path], check=True, capture_output=True, timeout=180)
        (saved,) = out.iterdir()
        return saved

    def test_what_libreoffice_saves_changes_nothing(self):
        saved = self.office("xlsx", self.book)
        if saved is not None:
            self.assert_nothing_changes(saved)

    def test_what_libreoffice_saves_as_csv_changes_nothing(self):
        # Fields by commas, texts in quotes, UTF-8, cells as they look, the first sheet.
        saved = self.office("csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,1", self.book)
        if saved is not None:
            self.assert_nothing_changes(saved)

    def test_what_openpyxl_saves_changes_nothing(self):
        book = openpyxl.load_workbook(self.book)
        book.save(self.book)
        self.assert_nothing_changes(self.book)

    def test_every_cell_is_a_text_and_stays_one_when_it_is_edited(self):
        for sheet in openpyxl.load_workbook(self.book):
            for row in sheet.iter_rows(min_row=2):
                for cell in row:
                    self.assertIn(cell.data_type, ["s", "n"], cell.coordinate)
                    self.assertFalse(cell.data_type == "n" and cell.value is not None, (sheet.title, cell.coordinate))
                    if sheet.title != "说明":
                        self.assertEqual(cell.number_format, "@", (sheet.title, cell.coordinate))
        # So are cells below the last row.
        sheet = openpyxl.load_workbook(self.book)["观测值"]
        texts = [range(group.min, group.max + 1) for group in sheet.column_dimensions.values() if group.number_format == "@"]
        for column in range(1, sheet.max_column + 1):
            self.assertTrue(any(column in group for group in texts), column)

    def test_metrics_and_kinds_can_be_chosen_from_lists(self):
        book = openpyxl.load_workbook(self.book)
        sheet = book["观测值"]
        heads = {cell.value.split()[0]: cell.column_letter for cell in sheet[1]}
        lists = {str(choice.sqref).rstrip("0123456789").split(":")[0].rstrip("0123456789"): choice for choice in sheet.data_validations.dataValidation}
        self.assertEqual(lists[heads["kind"]].formula1, '"stock,flow,cumulative,rate,standard,target"')
        name, cells = lists[heads["metric"]].formula1.split("!")
        ids = [cell.value for (cell,) in book[name.strip("'")][cells.replace("$", "")]]
        self.assertIn("poverty.rate", ids)
        self.assertEqual(len(ids), len(set(ids)))
        self.assertFalse(lists[heads["metric"]].showErrorMessage, "a local metric may be written too")

    def test_an_edit_in_openpyxl_changes_that_scalar(self):
        book = openpyxl.load_workbook(self.book)
        sheet = book["观测值"]
        heads = {cell.value.split()[0]: cell.column for cell in sheet[1]}
        article, value = (sheet.cell(2, heads[name]).value for name in ["article", "value"])
        sheet.cell(2, heads["value"]).value = "9" + value
        book.save(self.book)
        before = self.texts()
        self.run_program("import", self.book, "--yes")
        after = self.texts()
        changed = [name for name in before if before[name] != after[name]]
        self.assertEqual(changed, [f"{article}.md"])
        old, new = before[changed[0]].decode(), after[changed[0]].decode()
        self.assertEqual(new, old.replace(f"value: {value}", f"value: 9{value}", 1))


if __name__ == "__main__":
    unittest.main()
