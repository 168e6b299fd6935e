//! Articles out to a spreadsheet and back: what was not changed there stays byte for byte, what was changed arrives, and
//! what cannot be placed is said and changes nothing.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use proptest::{prelude::*, sample::Index, test_runner::Config};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use xianzhi::{
    diag::{Lang, Severity},
    model::Date,
    pipeline::{self, Choice},
    read::{Around, BookSheet, load_workbook, scalar},
    sheet::Taken,
};

use crate::support::{SiteTest, program};

const TODAY: Date = Date { year: 2026, month: 11, day: 25, approximate: false, uncertain: false };
const ARTICLE: &str = "content/articles/990101-qingshi-2019.md";
const OBSERVATIONS: &str = "观测值";

/// Columns of the observations, and of which any text may be written in them.
const FIELDS: [&str; 13] = [
    "metric",
    "label",
    "en",
    "value",
    "formula",
    "lines",
    "period",
    "kind",
    "population",
    "population_en",
    "attribution",
    "note",
    "note_en",
];
const FREE: [&str; 7] = ["label", "en", "population", "population_en", "attribution", "note", "note_en"];

/// A workbook of a site, which stands beside it.
struct Book {
    path: PathBuf,
    sheets: Vec<BookSheet>,
}

impl Book {
    fn export(site: &SiteTest, csv: bool) -> Book {
        let path = site.root().join(if csv { "b.csv" } else { "b.xlsx" });
        let choice = Choice { articles: &[], place: None };
        let sheets = pipeline::export(&site.root(), &choice, csv).unwrap();
        fs::write(&path, sheets.bytes).unwrap();
        Book { sheets: load_workbook(&path).unwrap(), path }
    }

    fn sheet(&mut self, name: &str) -> &mut BookSheet {
        self.sheets.iter_mut().find(|sheet| sheet.name == name).unwrap()
    }

    /// The column of a field.
    fn column(&mut self, sheet: &str, field: &str) -> usize {
        let heads = &self.sheet(sheet).rows[0].1;
        heads.iter().position(|head| head.text.split(' ').next() == Some(field)).unwrap()
    }

    /// The cell of a row, from 1 below the head; the row is made if there is none.
    fn set(&mut self, sheet: &str, row: usize, field: &str, text: &str) {
        let column = self.column(sheet, field);
        let rows = &mut self.sheet(sheet).rows;
        while rows.len() <= row {
            rows.push((rows.len() + 1, Vec::new()));
        }
        let cells = &mut rows[row].1;
        if cells.len() <= column {
            cells.resize_with(column + 1, Default::default);
        }
        cells[column].text = text.to_owned();
    }

    /// Several cells of a row.
    fn fill(&mut self, sheet: &str, row: usize, cells: &[(&str, &str)]) {
        for (field, text) in cells {
            self.set(sheet, row, field, text);
        }
    }

    /// Writes it as a spreadsheet program does that knows nothing of ours, and gives what is asked for.
    fn save(&self) -> &Path {
        let mut book = Workbook::new();
        for sheet in &self.sheets {
            let written = book.add_worksheet();
            written.set_name(&sheet.name).unwrap();
            for (number, (_, cells)) in (0..).zip(&sheet.rows) {
                for (column, cell) in (0..).zip(cells).filter(|(_, cell)| !cell.text.is_empty()) {
                    written.write_string(number, column, &cell.text).unwrap();
                }
            }
        }
        book.save(&self.path).unwrap();
        &self.path
    }

    fn take(&self, site: &SiteTest) -> Taken {
        take(site, self.save(), false)
    }
}

fn take(site: &SiteTest, path: &Path, delete: bool) -> Taken {
    pipeline::take(&site.root(), path, delete, TODAY).unwrap().1
}

/// Takes a workbook over; what keeps it from that is a panic.
fn carry_out(site: &SiteTest, path: &Path, delete: bool) {
    let (sources, taken) = pipeline::take(&site.root(), path, delete, TODAY).unwrap();
    assert!(taken.faults.is_empty(), "{}", said(&taken));
    pipeline::mend(&site.root(), &sources, &taken.patches).unwrap();
    pipeline::create(&site.root(), &taken.created).unwrap();
}

/// All that is said of a workbook.
fn said(taken: &Taken) -> String {
    taken
        .faults
        .iter()
        .chain(&taken.remarks)
        .map(|fault| fault.shown(Lang::Zh))
        .collect::<Vec<_>>()
        .join("\n")
}

fn run(site: &SiteTest, words: &[&str]) -> Output {
    Command::new(program()).args(words).args(["--lang", "zh", "--site"]).arg(site.root()).output().unwrap()
}

fn printed(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

#[test]
fn the_articles_of_this_site_come_back_as_they_were() {
    let site = SiteTest::own();
    for csv in [false, true] {
        let taken = take(&site, &Book::export(&site, csv).path, true);
        assert_eq!(said(&taken), "");
        assert!(taken.is_empty() && taken.missing.is_empty(), "{:?}", taken.patches);
    }
}

#[test]
fn a_changed_cell_changes_its_scalar_and_nothing_else() {
    let site = SiteTest::base();
    let before = site.read(ARTICLE);
    let mut book = Book::export(&site, false);
    book.set(OBSERVATIONS, 2, "value", "27441人");
    book.set(OBSERVATIONS, 2, "note", "见正文, 有逗号");
    book.set("报道", 1, "title", "青石县：脱贫与饮水");
    book.set("报道", 1, "origin.authors", "林一禾、周二");
    book.set("勾稽", 1, "known", "分项不全");
    book.set("排除", 1, "reason", "individual");
    carry_out(&site, book.save(), false);
    let expected = before
        .replace("value: 27440人, lines: 6, period: \"2014/2019\"}", "value: 27441人, lines: 6, period: \"2014/2019\", note: \"见正文, 有逗号\"}")
        .replace("title: 青石县的脱贫与饮水", "title: 青石县：脱贫与饮水")
        .replace("authors: [林一禾]", "authors: [林一禾, 周二]")
        .replace(
            "- poverty.lifted_people + poverty.remaining_people = poverty.registered_people",
            "- {relation: poverty.lifted_people + poverty.remaining_people = poverty.registered_people, known: 分项不全}",
        )
        .replace("reason: threshold", "reason: individual");
    assert_eq!(site.read(ARTICLE), expected);
    let again = take(&site, &book.path, false);
    assert!(
        again.is_empty() && again.faults.is_empty(),
        "once taken over, the workbook asks for nothing: {}",
        said(&again)
    );
}

#[test]
fn rows_that_are_gone_are_listed_and_taken_out_only_where_asked() {
    let site = SiteTest::base();
    let before = site.read(ARTICLE);
    let mut book = Book::export(&site, false);
    book.sheet(OBSERVATIONS).rows.remove(1);
    let taken = book.take(&site);
    assert!(taken.is_empty());
    assert_eq!(taken.missing.len(), 1);
    carry_out(&site, &book.path, true);
    let line = "  - {metric: poverty.registered_people, value: 28000人, lines: 5-6}\n";
    assert_eq!(site.read(ARTICLE), before.replacen(line, "", 1));
}

#[test]
fn rows_that_are_gone_from_csv_are_known_where_the_file_is_the_same() {
    let site = SiteTest::base();
    let book = Book::export(&site, true);
    let text = fs::read_to_string(&book.path).unwrap();
    let rows: Vec<&str> = text.split_inclusive("\r\n").collect();
    fs::write(&book.path, [&rows[..1], &rows[2..]].concat().concat()).unwrap();
    assert_eq!(take(&site, &book.path, false).missing.len(), 1);
    site.edit(ARTICLE, "title: 青石县的脱贫与饮水", "title: 青石县");
    let taken = take(&site, &book.path, true);
    assert!(taken.is_empty() && taken.missing.is_empty(), "the file is another, and there is no telling");
}

#[test]
fn an_entry_that_came_into_the_file_after_the_export_is_not_taken_for_deleted() {
    let site = SiteTest::base();
    let mut book = Book::export(&site, false);
    book.sheet(OBSERVATIONS).rows.remove(1);
    let new = "metrics:\n  - {metric: water.projects, value: 1处, lines: 1}\n";
    site.edit(ARTICLE, "metrics:\n", new);
    carry_out(&site, book.save(), true);
    let text = site.read(ARTICLE);
    assert!(text.contains(new) && !text.contains("28000人"), "{text}");
}

#[test]
fn what_was_changed_in_the_file_since_is_never_changed_back() {
    let site = SiteTest::base();
    let mut book = Book::export(&site, false);
    site.edit(ARTICLE, "value: 28000人", "value: 28001人");
    let taken = book.take(&site);
    assert!(taken.is_empty() && taken.missing.is_empty());
    assert!(said(&taken).contains("《观测值》第 2 行：这一行没有改过"), "{}", said(&taken));
    book.set(OBSERVATIONS, 1, "note", "按原文");
    let taken = book.take(&site);
    assert!(taken.faults.len() == 1 && said(&taken).contains("不知道以哪个为准"), "{}", said(&taken));
}

#[test]
fn entries_are_found_where_they_have_moved_and_rows_in_any_order() {
    let site = SiteTest::base();
    let mut book = Book::export(&site, false);
    site.edit(ARTICLE, "metrics:\n", "metrics:\n  - {metric: water.projects, value: 1处, lines: 1}\n");
    book.set(OBSERVATIONS, 2, "value", "27441人");
    book.sheet(OBSERVATIONS).rows[1..].reverse();
    carry_out(&site, book.save(), false);
    assert!(site.read(ARTICLE).contains("value: 27441人, lines: 6, period: \"2014/2019\"}"));
}

#[test]
fn rows_of_a_new_article_become_one_that_passes_the_check() {
    let site = SiteTest::base();
    let mut book = Book::export(&site, false);
    let row = book.sheet(OBSERVATIONS).rows.len();
    for (field, text) in [
        ("article", "990101-qingshi-2021"),
        ("place", "990101"),
        ("metric", "water.projects"),
        ("value", "90处"),
        ("lines", "4, 6"),
        ("period", "2021"),
    ] {
        book.set(OBSERVATIONS, row, field, text);
    }
    carry_out(&site, book.save(), false);
    let path = "content/articles/990101-qingshi-2021.md";
    let text = site.read(path);
    assert!(
        text.contains("  - {metric: water.projects, value: 90处, lines: \"4, 6\", period: 2021}\n"),
        "{text}"
    );
    let analysis = site.analyse();
    let file = analysis.sources.find(path).unwrap();
    let found: Vec<_> = analysis
        .findings
        .iter()
        .filter(|f| f.at().file() == file && f.severity != Severity::Note)
        .map(|f| f.rule.0)
        .collect();
    assert!(!found.is_empty() && found.iter().all(|rule| *rule == "to-be-filled"), "{found:?}");
}

#[test]
fn what_cannot_be_placed_is_said_with_sheet_row_and_column_and_changes_nothing() {
    type Mistake = fn(&mut Book);
    let mistakes: &[(Mistake, &str)] = &[
        (
            |b| b.fill(OBSERVATIONS, 0, &[("value", "valeu 数值")]),
            "《观测值》第 1 行 E 列：没有“valeu 数值”这一列\n  改法：是不是 value？",
        ),
        (
            |b| {
                let copy = b.sheet(OBSERVATIONS).rows[1].1.clone();
                b.sheet(OBSERVATIONS).rows.push((99, copy));
            },
            "T 列（entry）：登记号与第 2 行的相同",
        ),
        (
            |b| b.fill(OBSERVATIONS, 1, &[("article", "990101-qingshi-2091")]),
            "没有 990101-qingshi-2091 这篇报道，而这一行是从文件导出的",
        ),
        (
            |b| b.fill(OBSERVATIONS, 1, &[("article", "")]),
            "《观测值》第 2 行 A 列（article）：没有写是哪一篇报道",
        ),
        (
            |b| b.fill(OBSERVATIONS, 1, &[("article", "990102-baishui-2020")]),
            "A 列（article）：这一行是从 990101-qingshi-2019 导出的，现在写着 990102-baishui-2020",
        ),
        (|b| b.fill(OBSERVATIONS, 1, &[("entry", "7")]), "“7”不是登记号"),
        (
            |b| b.fill(OBSERVATIONS, 1, &[("place", "990102")]),
            "O 列（place）：这篇报道的地区是 990101，这里写着 990102",
        ),
        (|b| b.fill(OBSERVATIONS, 1, &[("note", "上\n下")]), "M 列（note）：这一格里有换行"),
        (
            |b| b.fill(OBSERVATIONS, 99, &[("article", "x-1"), ("value", "1人")]),
            "没有 x-1 这篇报道\n  改法：新的一篇，在 place 一列写上地区代码",
        ),
        (
            |b| b.fill(OBSERVATIONS, 99, &[("article", "新"), ("value", "1人"), ("place", "990101")]),
            "文件名“新.md”不能用作网址",
        ),
        (
            |b| b.fill(OBSERVATIONS, 99, &[("article", "x-1"), ("value", "1人"), ("place", "1")]),
            "地区表里没有 1",
        ),
        (
            |b| {
                let mut row = b.sheet("报道").rows[1].clone();
                row.0 = 9;
                b.sheet("报道").rows.push(row);
            },
            "A 列（article）：这篇报道有两行",
        ),
        (|b| b.sheets.retain(|sheet| sheet.name == "说明"), "工作簿里没有要读的表：观测值"),
        (
            |b| {
                let width = b.sheet(OBSERVATIONS).rows[0].1.len();
                let cells = &mut b.sheet(OBSERVATIONS).rows[1].1;
                cells.resize_with(width + 1, Default::default);
                cells[width].text = "？".into();
            },
            "《观测值》第 2 行 U 列：这一格的列没有列名",
        ),
    ];
    for (mistake, words) in mistakes {
        let site = SiteTest::base();
        let mut book = Book::export(&site, false);
        mistake(&mut book);
        let taken = book.take(&site);
        let report = said(&taken);
        assert!(report.contains(words), "expected “{words}”, said:\n{report}");
        let before = site.read(ARTICLE);
        let output = run(&site, &["import", "--yes", &book.path.to_string_lossy()]);
        assert_eq!(output.status.code(), Some(1), "{}", printed(&output));
        assert!(printed(&output).contains("什么也没有改"));
        assert_eq!(site.read(ARTICLE), before, "{words}");
    }
}

#[test]
fn what_a_spreadsheet_program_makes_of_a_cell_is_read_back_and_said() {
    let site = SiteTest::base();
    let mut book = Book::export(&site, false);
    let columns = ["period", "lines", "value", "metric"]
        .map(|field| u16::try_from(book.column(OBSERVATIONS, field)).unwrap());
    let [period, lines, value, _] = columns;
    let day = |year, month, day| ExcelDateTime::from_ymd(year, month, day).unwrap();
    let written = |change: &dyn Fn(&mut rust_xlsxwriter::Worksheet)| {
        let mut written = Workbook::new();
        let sheet = written.add_worksheet();
        sheet.set_name(OBSERVATIONS).unwrap();
        for (row, (_, cells)) in (0..).zip(&book.sheets[0].rows) {
            for (column, cell) in (0..).zip(cells) {
                sheet.write_string(row, column, &cell.text).unwrap();
            }
        }
        change(sheet);
        written.save(&book.path).unwrap();
    };
    let date = Format::new().set_num_format("yyyy/m/d");
    written(&|sheet| {
        sheet.write_number(1, period, 2018).unwrap();
        sheet.write_datetime_with_format(2, period, day(2018, 12, 10), &date).unwrap();
        sheet.write_number(3, lines, 6).unwrap();
        sheet.write_number(4, value, 0.5).unwrap();
    });
    let taken = take(&site, &book.path, false);
    let report = said(&taken);
    for words in [
        "period 一列有 1 格被表格程序变成了数字，读作 2018",
        "period 一列有 1 格被表格程序变成了日期，读作 2018-12-10",
    ] {
        assert!(report.contains(words), "{report}");
    }
    carry_out(&site, &book.path, false);
    let text = site.read(ARTICLE);
    for words in [
        "28000人, lines: 5-6, period: 2018}",
        "period: \"2018-12-10\"}",
        "560人, lines: 6}",
        "value: 0.5, lines: 8",
    ] {
        assert!(text.contains(words), "{words}\n{text}");
    }
    written(&|sheet| {
        sheet.write_formula(1, value, "=\"2\"&\"人\"").unwrap();
    });
    let report = said(&take(&site, &book.path, false));
    assert!(report.contains("E 列（value）：这一格是公式 =\"2\"&\"人\""), "{report}");
    // A line number 4-5 that has become a day in April says nothing any more.
    written(&|sheet| {
        sheet.write_datetime_with_format(1, lines, day(2026, 4, 5), &date).unwrap();
    });
    let taken = take(&site, &book.path, false);
    assert!(
        said(&taken)
            .contains("G 列（lines）：这一格被表格程序变成了日期 2026-04-05\n  改法：先把这一格设成文本格式"),
        "{}",
        said(&taken)
    );
}

#[test]
fn what_would_be_read_otherwise_than_it_stands_is_refused_with_what_to_write() {
    let site = SiteTest::base();
    let mut book = Book::export(&site, false);
    book.set(OBSERVATIONS, 1, "value", "“28000人”");
    book.set(OBSERVATIONS, 2, "lines", "６");
    let report = said(&book.take(&site));
    for words in [
        "《观测值》第 2 行：value 28000人 → “28000人”：整个值在中文引号里\n  改法：改成半角引号：value: \"28000人\"",
        "《观测值》第 3 行：lines 6 → ６：lines 里的 ６ 是全角的\n  改法：用半角的：lines: 6",
    ] {
        assert!(report.contains(words), "{report}");
    }
}

#[test]
fn csv_of_excel_is_taken_and_gbk_is_refused_with_what_to_do() {
    let site = SiteTest::base();
    let book = Book::export(&site, true);
    let text = fs::read_to_string(&book.path).unwrap();
    assert!(text.starts_with('\u{feff}') && text.contains("\r\n"));
    fs::write(&book.path, text.replacen("28000人", "28001人", 1).trim_start_matches('\u{feff}')).unwrap();
    carry_out(&site, &book.path, false);
    assert!(site.read(ARTICLE).contains("value: 28001人, lines: 5-6"));
    fs::write(&book.path, b"article,\xd6\xb8\xb1\xea\n").unwrap();
    let output = run(&site, &["import", &book.path.to_string_lossy()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        printed(&output)
            .contains("不是 UTF-8 编码，多半是 GBK：在 Excel 里“另存为”时，类型选“CSV UTF-8（逗号分隔）”"),
        "{}",
        printed(&output)
    );
}

#[test]
fn without_the_column_of_marks_rows_are_known_by_metric_period_and_value() {
    let site = SiteTest::base();
    let mut book = Book::export(&site, false);
    book.sheets.retain(|sheet| sheet.name == OBSERVATIONS);
    book.set(OBSERVATIONS, 2, "note", "按原文");
    let entry = book.column(OBSERVATIONS, "entry");
    for (_, cells) in &mut book.sheet(OBSERVATIONS).rows {
        cells.truncate(entry);
    }
    carry_out(&site, book.save(), true);
    assert!(site.read(ARTICLE).contains("value: 27440人, lines: 6, period: \"2014/2019\", note: 按原文}"));
}

#[test]
fn the_commands_show_what_they_do_and_never_write_unasked() {
    let site = SiteTest::base();
    let path = site.root().join("b.xlsx");
    let shown = path.to_string_lossy();
    let export = ["export", "--xlsx", &shown, "--article", "990101-qingshi-2019.md"];
    let output = run(&site, &export);
    assert!(printed(&output).contains("1 篇报道，14 个观测值"), "{}", printed(&output));
    let output = run(&site, &export);
    assert_eq!(output.status.code(), Some(2), "a file that is there is not written over");
    let mut book = Book { sheets: load_workbook(&path).unwrap(), path: path.clone() };
    book.set(OBSERVATIONS, 1, "value", "28001人");
    book.save();
    let before = site.read(ARTICLE);
    let output = run(&site, &["import", &shown]);
    let report = printed(&output);
    for words in [
        ARTICLE,
        "《观测值》第 2 行：value 28000人 → 28001人",
        "   14 -   - {metric: poverty.registered_people, value: 28000人",
        "   14 +",
        "加上 --yes 再运行",
    ] {
        assert!(report.contains(words), "{words}\n{report}");
    }
    assert_eq!(site.read(ARTICLE), before, "nobody was asked");
    let output = run(&site, &["import", "--yes", &shown]);
    assert!(output.status.success() && printed(&output).contains("改了 1 个文件"));
    assert_eq!(site.read(ARTICLE), before.replacen("28000人", "28001人", 1));
    assert!(printed(&run(&site, &["import", "--yes", &shown])).contains("没有要写回的改动"));
    for (words, refused) in [
        (
            vec!["export", "--article", "990101-qingshi-2018"],
            "没有 990101-qingshi-2018 这篇报道，是不是 990101-qingshi-2019？",
        ),
        (vec!["export", "--place", "990109"], "地区表里没有 990109"),
        (vec!["import", ARTICLE], "读不了"),
    ] {
        assert!(printed(&run(&site, &words)).contains(refused), "{words:?}");
    }
}

/// A text as an editor may write one anywhere.
fn free_text() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "甲",
        "乙丙",
        "，",
        "：",
        ", ",
        ": ",
        " #",
        "#",
        "\"",
        "'",
        "“",
        "”",
        "{",
        "}",
        "[",
        "]",
        "- ",
        "=1+1",
        "+",
        "%",
        "~",
        "null",
        "2018-12",
        "017",
        "1/2",
        "{{ a.b }}",
        "\\",
        "_x0041_",
        "&amp;",
        "<b>",
        "é",
        "𠮷",
        "|",
        ">",
        "@",
        "!",
        "*",
        "true",
        "a b",
        "\t",
        "?",
        "——",
        "（",
        "）",
        "；",
    ]);
    prop::collection::vec(piece, 1..5)
        .prop_map(|pieces| pieces.concat().trim().to_owned())
        .prop_filter("empty", |t| !t.is_empty())
}

/// A text of a field that has no prose.
fn plain_text() -> impl Strategy<Value = String> {
    "[0-9]{1,4}([-./~%, ][0-9a-z]{1,3}|余万元|人|处)?"
}

fn field(name: &'static str) -> BoxedStrategy<String> {
    if FREE.contains(&name) { free_text().boxed() } else { plain_text().boxed() }
}

/// How an entry is written.
#[derive(Clone, Debug)]
struct Written {
    cells: BTreeMap<usize, (String, u8)>,
    reversed: bool,
    style: u8,
    comments: u8,
}

fn written() -> impl Strategy<Value = Written> {
    let cells: Vec<_> = FIELDS
        .iter()
        .map(|name| {
            let cell = (field(name), 0..3_u8);
            if *name == "metric" {
                cell.prop_map(Some).boxed()
            } else {
                prop::option::weighted(0.4, cell).boxed()
            }
        })
        .collect();
    (cells, any::<bool>(), 0..3_u8, 0..8_u8).prop_map(|(cells, reversed, style, comments)| {
        let cells = cells.into_iter().enumerate().filter_map(|(i, cell)| Some((i, cell?))).collect();
        Written { cells, reversed, style, comments }
    })
}

impl Written {
    /// The lines of the entry.
    fn text(&self) -> String {
        let around = if self.style == 2 { Around::Block } else { Around::Brackets };
        let mut fields: Vec<String> = self
            .cells
            .iter()
            .map(|(i, (text, quote))| {
                let value = match quote {
                    1 if !text.contains('\t') => format!("'{}'", text.replace('\'', "''")),
                    2 if !text.contains('\t') => {
                        format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
                    }
                    _ => scalar(text, around),
                };
                format!("{}: {value}", FIELDS[*i])
            })
            .collect();
        if self.reversed {
            fields.reverse();
        }
        let comment = if self.comments & 1 > 0 { "  # 注, {注}: \"" } else { "" };
        let above = if self.comments & 2 > 0 { "  # 就业\n" } else { "" };
        match self.style {
            0 => format!("{above}  - {{{}}}{comment}\n", fields.join(", ")),
            1 => format!("{above}  - {{{}}}{comment}\n", fields.join(",\n     ")),
            _ => {
                if self.comments & 4 > 0 {
                    let first = fields[0].clone();
                    fields[0] = format!("{first}  # 首");
                }
                format!("{above}  - {}{comment}\n", fields.join("\n    "))
            }
        }
    }
}

/// An article of these entries, in parts: what stands before, each entry, what stands after.
fn article(entries: &[Written], crlf: bool) -> Vec<String> {
    let mut parts = vec!["---\ntitle: '甲: 乙' # 注\nplace: \"990101\"\nsummary: 提要。\norigin:\n  date: 2019\n  file: a.txt\n  sha256: 0\nperiod: 2019\nmetrics:\n".to_owned()];
    parts.extend(entries.iter().map(Written::text));
    parts.push("  # 末\nrelations:\n  - a.b = c.d # 注\n---\n正文，{{ a.b }}\n\n- metric: x\n".to_owned());
    if crlf {
        for part in &mut parts {
            *part = part.replace('\n', "\r\n");
        }
    }
    parts
}

fn site_of(parts: &[String]) -> SiteTest {
    let site = SiteTest::base();
    fs::remove_dir_all(site.root().join("content/articles")).unwrap();
    fs::create_dir(site.root().join("content/articles")).unwrap();
    site.write(ARTICLE, parts.concat());
    site
}

/// What an editor does in a spreadsheet.
#[derive(Clone, Debug)]
enum Slip {
    Set(Index, usize, String),
    Clear(Index, usize),
    Delete(Index),
    Add(BTreeMap<usize, String>),
}

fn slip() -> impl Strategy<Value = Slip> {
    let cell = || (0..FIELDS.len()).prop_flat_map(|i| (Just(i), field(FIELDS[i])));
    let new: Vec<_> = FIELDS.iter().map(|name| prop::option::weighted(0.4, field(name))).collect();
    prop_oneof![
        5 => (any::<Index>(), cell()).prop_map(|(row, (column, text))| Slip::Set(row, column, text)),
        3 => (any::<Index>(), 1..FIELDS.len()).prop_map(|(row, column)| Slip::Clear(row, column)),
        1 => any::<Index>().prop_map(Slip::Delete),
        1 => new.prop_map(|cells| Slip::Add(cells.into_iter().enumerate().filter_map(|(i, cell)| Some((i, cell?))).collect())),
    ]
}

/// The cells of the fields of each row.
fn fields(book: &mut Book) -> Vec<Vec<String>> {
    let columns = FIELDS.map(|name| book.column(OBSERVATIONS, name));
    let rows = &book.sheet(OBSERVATIONS).rows[1..];
    rows.iter()
        .map(|(_, cells)| {
            columns.map(|column| cells.get(column).map_or_else(String::new, |c| c.text.clone())).to_vec()
        })
        .collect()
}

/// Whether a text holds these parts in order, with something else only where a part may have changed.
fn holds(text: &str, parts: &[(String, bool)]) -> bool {
    let (mut at, mut loose) = (0, false);
    for (part, changed) in parts {
        if *changed {
            loose = true;
            continue;
        }
        let found = if loose {
            text[at..].find(part.as_str())
        } else {
            text[at..].starts_with(part.as_str()).then_some(0)
        };
        let Some(found) = found else { return false };
        at += found + part.len();
        loose = false;
    }
    at == text.len() || loose
}

proptest! {
    #![proptest_config(Config { cases: 40, failure_persistence: None, ..Config::default() })]

    /// Whatever an article looks like, what comes back from a spreadsheet untouched leaves it untouched.
    #[test]
    fn what_is_not_touched_comes_back_as_it_was(entries in prop::collection::vec(written(), 1..6), crlf in any::<bool>(), csv in any::<bool>()) {
        let parts = article(&entries, crlf);
        let site = site_of(&parts);
        let mut book = Book::export(&site, csv);
        if !csv {
            prop_assert_eq!(fields(&mut book).len(), entries.len());
            for (row, entry) in fields(&mut book).iter().zip(&entries) {
                let expected: Vec<&str> = (0..FIELDS.len()).map(|i| entry.cells.get(&i).map_or("", |(text, _)| text)).collect();
                prop_assert_eq!(row, &expected);
            }
            book.save();
        }
        let taken = take(&site, &book.path, true);
        prop_assert!(taken.is_empty() && taken.faults.is_empty(), "{}\n{}\n{:?}", parts.concat(), said(&taken), taken.patches);
    }

    /// Whatever is changed in a spreadsheet, the article then says that, and all else of it is as it was.
    #[test]
    fn what_is_changed_arrives_and_nothing_else_changes(
        entries in prop::collection::vec(written(), 1..6),
        crlf in any::<bool>(),
        slips in prop::collection::vec(slip(), 1..6),
    ) {
        let parts = article(&entries, crlf);
        let site = site_of(&parts);
        let mut book = Book::export(&site, false);
        let mut touched = vec![false; entries.len()];
        let mut here: Vec<usize> = (0..entries.len()).collect();
        for (n, slip) in slips.into_iter().enumerate() {
            match slip {
                Slip::Set(row, column, text) if !here.is_empty() => {
                    let row = row.index(here.len());
                    touched[here[row]] = true;
                    book.set(OBSERVATIONS, row + 1, FIELDS[column], &text);
                }
                Slip::Clear(row, column) if !here.is_empty() => {
                    let row = row.index(here.len());
                    touched[here[row]] = true;
                    book.set(OBSERVATIONS, row + 1, FIELDS[column], "");
                }
                Slip::Delete(row) if !here.is_empty() => {
                    let row = row.index(here.len());
                    touched[here.remove(row)] = true;
                    book.sheet(OBSERVATIONS).rows.remove(row + 1);
                }
                Slip::Add(cells) => {
                    let row = book.sheet(OBSERVATIONS).rows.len();
                    book.set(OBSERVATIONS, row, "article", "990101-qingshi-2019");
                    for (column, text) in cells {
                        book.set(OBSERVATIONS, row, FIELDS[column], &text);
                    }
                    book.set(OBSERVATIONS, row, "metric", &format!("new.row_{n}"));
                }
                Slip::Set(..) | Slip::Clear(..) | Slip::Delete(_) => {}
            }
        }
        let expected = fields(&mut book);
        carry_out(&site, book.save(), true);
        let after = site.read(ARTICLE);
        prop_assert_eq!(fields(&mut Book::export(&site, false)), expected, "{}\n{}", parts.concat(), after);
        let last = parts.len() - 1;
        let mut kept = vec![(parts[0].clone(), false)];
        // The list may have come to be `[]`, or to be one again.
        if here.is_empty() {
            kept[0].0.truncate(parts[0].find("metrics:").unwrap() + "metrics:".len());
            kept.push((String::new(), true));
        }
        for (part, touched) in parts[1..last].iter().zip(&touched) {
            kept.push((part.clone(), *touched));
        }
        kept.push((String::new(), true));
        kept.push((parts[last].clone(), false));
        prop_assert!(holds(&after, &kept), "{}\n{}", parts.concat(), after);
    }
}

/// Columns of all sheets that hold codes and numbers.
const PLAIN: [&str; 18] = [
    "metric",
    "value",
    "expect",
    "formula",
    "lines",
    "period",
    "kind",
    "reason",
    "date",
    "published",
    "state",
    "reprint_of",
    "place",
    "domain",
    "origin.date",
    "origin.file",
    "origin.sha256",
    "origin.url",
];

/// All cells of fields, by sheet; what is there to be read only is left out.
fn cells(book: &Book) -> BTreeMap<String, Vec<Vec<String>>> {
    let greys = ["place_name", "metric_label", "unit", "read", "entry"];
    let mut all = BTreeMap::new();
    for sheet in book.sheets.iter().filter(|s| !["说明", "指标", "地区", "登记号"].contains(&s.name.as_str()))
    {
        let heads: Vec<&str> =
            sheet.rows[0].1.iter().map(|head| head.text.split(' ').next().unwrap()).collect();
        let own =
            |n: &usize| !greys.contains(&heads[*n]) && (heads[*n] != "place" || sheet.name != OBSERVATIONS);
        let text = |row: &[xianzhi::read::BookCell], n: usize| {
            row.get(n).map_or_else(String::new, |c| c.text.clone())
        };
        let rows =
            sheet.rows.iter().map(|(_, row)| (0..heads.len()).filter(own).map(|n| text(row, n)).collect());
        all.insert(sheet.name.clone(), rows.collect());
    }
    all
}

proptest! {
    #![proptest_config(Config { cases: 8, max_shrink_iters: 8, failure_persistence: None, ..Config::default() })]

    /// Every field of every sheet of this site's own articles can be changed there.
    #[test]
    fn any_cell_of_any_sheet_arrives(edits in prop::collection::vec((any::<Index>(), any::<Index>(), any::<Index>(), free_text(), plain_text(), 0..4_u8), 4..30)) {
        let site = SiteTest::own();
        let mut book = Book::export(&site, false);
        let names: Vec<String> = cells(&book).into_iter().filter(|(_, rows)| rows.len() > 1).map(|(name, _)| name).collect();
        prop_assert!(names.len() >= 6, "{:?}", names);
        for (sheet, row, column, free, plain, clear) in edits {
            let name = names[sheet.index(names.len())].as_str();
            let heads: Vec<String> = book.sheet(name).rows[0].1.iter().map(|head| head.text.split(' ').next().unwrap().to_owned()).collect();
            let end = heads.iter().position(|head| head == if name == OBSERVATIONS { "place" } else { "place_name" }).unwrap();
            // A row says which article it is of, and something.
            let first = if clear == 0 { 2 } else { 1 };
            let field = heads[first..end][column.index(end - first)].as_str();
            let text = match field {
                _ if clear == 0 => "",
                "aliases" | "origin.authors" => "甲、乙 丙",
                "relation" => "a.b + c.d <= e.f",
                field if PLAIN.contains(&field) => &plain,
                _ => &free,
            };
            let rows = book.sheet(name).rows.len();
            book.set(name, 1 + row.index(rows - 1), field, text);
        }
        let expected = cells(&book);
        carry_out(&site, book.save(), false);
        prop_assert_eq!(cells(&Book::export(&site, false)), expected);
    }
}
