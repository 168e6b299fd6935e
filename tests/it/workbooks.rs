//! Workbooks for spreadsheets: no cell of them is a formula, whatever its text begins with; and the same site gives the
//! same bytes. How programs read them is tested in `tests/outside`.

use std::io::{Cursor, Read as _};

use zip::ZipArchive;

use crate::support::SiteTest;

/// A file of a workbook.
fn part(workbook: &[u8], name: &str) -> String {
    let mut zip = ZipArchive::new(Cursor::new(workbook)).unwrap();
    let mut text = String::new();
    zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

fn parts(workbook: &[u8]) -> Vec<String> {
    let zip = ZipArchive::new(Cursor::new(workbook)).unwrap();
    zip.file_names().map(|name| name.unwrap().into_owned()).collect()
}

#[test]
fn no_text_becomes_a_formula() {
    let site = SiteTest::base();
    site.write("site.yaml", site.read("site.yaml") + "xlsx: true\n");
    let hostile =
        ["=HYPERLINK(\"https://example.org\",\"x\")", "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(A1:A9)"];
    for (n, text) in hostile.iter().enumerate() {
        let line = ["value: 27440人", "value: 560人", "value: 86处", "value: 0.25%"][n];
        let path = "content/articles/990101-qingshi-2019.md";
        let note = format!("{line}, note: '{}'", text.replace('\'', "''"));
        site.write(path, site.read(path).replacen(line, &note, 1));
    }
    let built = site.build();
    let book = &built.files["data/xianzhi.xlsx"];
    let strings = part(book, "xl/sharedStrings.xml");
    for text in ["=HYPERLINK(", "+1+cmd|", "-2+3", "@SUM("] {
        assert!(strings.contains(&format!("<t>{text}")), "{text}\n{strings}");
    }
    for name in parts(book).iter().filter(|name| name.starts_with("xl/worksheets/")) {
        assert!(!part(book, name).contains("<f>"), "{name}");
    }
    // Also for one who edits the cell: the mark that a spreadsheet sets for a text with an apostrophe.
    assert!(part(book, "xl/styles.xml").contains("quotePrefix=\"1\""));
    // What is for programs stays as it is; what is for spreadsheets as text does not.
    assert!(built.text("data/observations.csv").contains(",@SUM(A1:A9)\n"));
}

#[test]
fn workbooks_are_made_where_the_site_says_so_and_alike_each_time() {
    let site = SiteTest::base();
    let plain = site.build();
    assert!(plain.files.keys().all(|path| !path.ends_with(".xlsx")));
    assert!(!plain.text("tables/poverty.html").contains(".xlsx"));
    site.write("site.yaml", site.read("site.yaml") + "xlsx: true\n");
    let (first, second) = (site.build(), site.build());
    let books = |path: &&String| path.ends_with(".xlsx");
    assert!(first.files.keys().filter(books).count() > 2);
    for path in first.files.keys().filter(books) {
        assert!(first.files[path] == second.files[path], "{path}");
    }
    for (page, href) in
        [("tables/poverty.html", "../data/tables/poverty.xlsx"), ("data.html", "data/xianzhi.xlsx")]
    {
        assert!(first.text(page).contains(&format!("href=\"{href}\"")), "{page}");
    }
}
