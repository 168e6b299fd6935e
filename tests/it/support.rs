//! A site in a temporary folder: the base site, a fixture laid over it, and what the program makes of it.

use std::{
    collections::BTreeMap,
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
    sync::LazyLock,
};

use crate::html::text_of;
use snapbox::{Assert, Data, IntoData, assert::DEFAULT_ACTION_ENV};
use tempfile::TempDir;
use xianzhi::{
    diag::{Finding, Format, Lang, emit},
    model::Date,
    pipeline::{self, Analysis, Drafts},
    write::Portion,
};

/// The day on which the tests check.
pub const TODAY: Date = Date { year: 2026, month: 11, day: 25, approximate: false, uncertain: false };

/// The crate's root folder.
pub fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The site of this repository, built once for all tests.
pub fn own_built() -> &'static Built {
    static OWN: LazyLock<Built> = LazyLock::new(|| SiteTest::own().build());
    &OWN
}

/// The invented site of many years, built once for all tests.
pub fn years_built() -> &'static Built {
    static YEARS: LazyLock<Built> = LazyLock::new(|| SiteTest::whole("site/years").build());
    &YEARS
}

/// A path as a page names it, from the root of the site; `None` where it leaves it.
pub fn join(from: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            ".." => drop(parts.pop()?),
            "." => {}
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The program; where `XIANZHI_PROGRAM` names one, that, as a release build runs many times faster.
pub fn program() -> &'static str {
    static PROGRAM: LazyLock<String> = LazyLock::new(|| {
        std::env::var("XIANZHI_PROGRAM").unwrap_or_else(|_| env!("CARGO_BIN_EXE_xianzhi").to_owned())
    });
    &PROGRAM
}

/// Says that a test was not run, past the capture of test output, so that nobody takes it for passed; `build.sh` gathers
/// these lines at its end.
pub fn not_run(test: &str, why: &str) {
    io::stderr().write_all(format!("not run: {test}: {why}\n").as_bytes()).unwrap();
}

/// Numbers that look random and are the same at every run (xorshift64*).
pub struct Dice(pub u64);

impl Dice {
    /// The next one, from 0, below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % n
    }
}

/// Where the sources of this repository's own content are, if they are here: they may not be passed on with it.
pub fn own_sources(test: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("XIANZHI_SOURCES")
        .map_or_else(|| repository().join("../shared/sources"), |path| repository().join(path));
    if !folder.is_dir() {
        not_run(test, &format!("no folder {} (set XIANZHI_SOURCES)", folder.display()));
    }
    folder.is_dir().then_some(folder)
}

/// A path below `tests/fixtures/`.
pub fn fixtures(path: &str) -> PathBuf {
    repository().join("tests/fixtures").join(path)
}

/// Names of the folders in a folder of fixtures, sorted.
pub fn folders(path: &str) -> Vec<String> {
    let entries = fs::read_dir(fixtures(path)).unwrap_or_else(|e| panic!("{path}: {e}"));
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.file_type().unwrap().is_dir())
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// A copy of the base site with a fixture laid over it.
///
/// A fixture is a folder of files that replace those of the base site, and of `edit.diff`, which changes lines of
/// them (see [`apply`]). `report.txt` is what the program should say; it is not part of the site.
pub struct SiteTest {
    folder: TempDir,
    fixture: PathBuf,
}

impl SiteTest {
    /// The base site as it is.
    pub fn base() -> SiteTest {
        let folder = tempfile::tempdir().unwrap();
        copy(&fixtures("base"), &folder.path().join("site"));
        SiteTest { folder, fixture: fixtures("base") }
    }

    /// The base site with `tests/fixtures/<name>/` over it.
    pub fn fixture(name: &str) -> SiteTest {
        let fixture = fixtures(name);
        assert!(fixture.is_dir(), "there is no fixture {name}");
        let site = SiteTest { fixture: fixture.clone(), ..SiteTest::base() };
        copy(&fixture, &site.root());
        let edits = fixture.join("edit.diff");
        if edits.is_file() {
            apply(&fs::read_to_string(&edits).unwrap(), &site.root())
                .unwrap_or_else(|e| panic!("{name}: {e}"));
        }
        site
    }

    /// A fixture that is a site of its own: nothing of the base site is in it.
    pub fn whole(name: &str) -> SiteTest {
        let folder = tempfile::tempdir().unwrap();
        copy(&fixtures(name), &folder.path().join("site"));
        SiteTest { folder, fixture: fixtures(name) }
    }

    /// A copy of the site of this repository.
    pub fn own() -> SiteTest {
        let folder = tempfile::tempdir().unwrap();
        for part in ["site.yaml", "content", "templates", "theme"] {
            copy(&repository().join(part), &folder.path().join("site").join(part));
        }
        SiteTest { folder, fixture: repository() }
    }

    fn name(&self) -> String {
        self.fixture.strip_prefix(fixtures("")).unwrap_or(&self.fixture).display().to_string()
    }

    /// The site's folder.
    pub fn root(&self) -> PathBuf {
        self.folder.path().join("site")
    }

    /// Text of a file of the site.
    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.root().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
    }

    /// Writes a file of the site.
    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) -> &Self {
        fs::write(self.root().join(path), text).unwrap();
        self
    }

    /// Replaces a text that stands once in a file.
    pub fn edit(&self, path: &str, from: &str, to: &str) -> &Self {
        let text = self.read(path);
        assert_eq!(text.matches(from).count(), 1, "{path} has “{from}” not once");
        self.write(path, text.replacen(from, to, 1))
    }

    /// What reading and checking give.
    pub fn analyse(&self) -> Analysis {
        self.analyse_with(Drafts::LeftOut)
    }

    /// The same with drafts shown, or left out.
    pub fn analyse_with(&self, drafts: Drafts) -> Analysis {
        pipeline::analyse(&self.root(), TODAY, None, drafts)
            .unwrap_or_else(|e| panic!("{}: {e:#}", self.fixture.display()))
    }

    /// The site as it is built, without errors.
    pub fn build(&self) -> Built {
        self.build_with(Drafts::LeftOut)
    }

    /// The same with drafts shown, as a preview has it, or left out.
    pub fn build_with(&self, drafts: Drafts) -> Built {
        let analysis = self.analyse_with(drafts);
        let report = || emit(&analysis.findings, &analysis.sources, Format::Human { color: false }, Lang::Zh);
        let checked = analysis.checked.clone().unwrap_or_else(|| panic!("{}:\n{}", self.name(), report()));
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("public");
        pipeline::build(checked, &out, &Portion::default(), &|_, _| {})
            .unwrap_or_else(|e| panic!("{}: {e:#}", self.name()));
        Built { files: tree(&out) }
    }

    /// Compares the report for people with `report.txt` of the fixture. What `audit-stale` says of every figure that
    /// an edit touches is left out, except where it is what the fixture is about. Gives the findings, and how the
    /// report differs.
    pub fn check_report(&self, about: &str) -> (Vec<Finding>, Option<String>) {
        let mut analysis = self.analyse();
        analysis.findings.retain(|f| f.rule.0 == about || f.rule.0 != "audit-stale");
        let text = emit(&analysis.findings, &analysis.sources, Format::Human { color: false }, Lang::Zh);
        let expected = Data::read_from(&self.fixture.join("report.txt"), None).raw();
        let difference = snapshots().try_eq(Some(&self.name()), Data::text(text).raw(), expected).err();
        (analysis.findings, difference.map(|d| d.to_string()))
    }
}

/// A site as it was written.
pub struct Built {
    /// Files by path.
    pub files: BTreeMap<String, Vec<u8>>,
}

impl Built {
    /// Where a file of the program's theme stands: its name carries a mark of what it holds.
    pub fn asset(&self, name: &str) -> &str {
        let (stem, ending) = name.rsplit_once('.').unwrap();
        let is_it = |path: &&String| {
            let mark = path.strip_prefix(&format!("theme/{stem}.")).and_then(|p| p.strip_suffix(ending));
            mark.is_some_and(|m| m.len() == 9 && m[..8].bytes().all(|b| b.is_ascii_hexdigit()))
        };
        let mut found = self.files.keys().filter(is_it);
        let path = found.next().unwrap_or_else(|| panic!("no {name} in {:?}", self.files.keys()));
        assert_eq!(found.next(), None);
        path
    }

    /// Text of a file.
    pub fn text(&self, path: &str) -> &str {
        let bytes = self.files.get(path).unwrap_or_else(|| panic!("no {path} in {:?}", self.files.keys()));
        std::str::from_utf8(bytes).unwrap()
    }

    /// The pages with their texts; what is to be carried away is no page of the site.
    pub fn pages(&self) -> impl Iterator<Item = (&str, &str)> {
        let pages = self.files.keys().filter(|path| path.ends_with(".html") && !is_pack(path));
        pages.map(|path| (path.as_str(), self.text(path)))
    }

    /// Compares the text of the first element of a page that is labelled by `mark`, or else has it as its id, its class
    /// or its name.
    pub fn check(&self, path: &str, mark: &str, expected: impl IntoData) -> &Self {
        let of = |keys: &[&str]| {
            text_of(self.text(path), |name, attributes| {
                let marked =
                    attributes.iter().any(|(key, v)| keys.contains(key) && v.split(' ').any(|v| v == mark));
                marked || (keys.contains(&"name") && name == mark)
            })
        };
        let text = of(&["aria-labelledby"]).or_else(|| of(&["id", "class", "name"]));
        let text = text.unwrap_or_else(|| panic!("no {mark} in {path}"));
        snapshots().eq(text, expected.into_data());
        self
    }
}

/// Whether a file is one to carry away.
pub fn is_pack(path: &str) -> bool {
    path.starts_with("packs/") || path.contains("/packs/")
}

/// Whether a character is Chinese.
pub fn is_chinese(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// Comparisons that `SNAPSHOTS=overwrite` accepts.
pub fn snapshots() -> Assert {
    Assert::new().action_env(DEFAULT_ACTION_ENV).normalize_paths(false)
}

/// Copies a file, or a folder with all that is in it; `edit.diff` and `report.txt` at its top stay behind.
pub fn copy(from: &Path, to: &Path) {
    if from.is_file() {
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(from, to).unwrap();
        return;
    }
    for (path, bytes) in tree(from) {
        if path == "edit.diff" || path == "report.txt" {
            continue;
        }
        let target = to.join(&path);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::write(target, bytes).unwrap();
    }
}

/// Every file below a folder with its bytes, by path with `/`.
pub fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut todo = vec![folder.to_owned()];
    while let Some(at) = todo.pop() {
        for entry in fs::read_dir(&at).unwrap_or_else(|e| panic!("{}: {e}", at.display())) {
            let path = entry.unwrap().path();
            if path.is_dir() {
                todo.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
                files.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    files
}

/// Whether two folders hold the same files with the same bytes.
pub fn assert_same(one: &BTreeMap<String, Vec<u8>>, other: &BTreeMap<String, Vec<u8>>) {
    assert!(one.len() > 20, "{} files", one.len());
    assert!(one.keys().eq(other.keys()), "not the same files");
    let different: Vec<_> =
        one.iter().filter(|(path, bytes)| other[*path] != **bytes).map(|(path, _)| path).collect();
    assert!(different.is_empty(), "differ: {different:?}");
}

/// Carries out an `edit.diff`: a line that names a file, then hunks with empty lines between them. In a hunk, lines
/// that start with `-` stand in the file and go, those with `+` come, those with a space stay. What a hunk replaces
/// must stand in the file exactly once.
pub fn apply(edits: &str, root: &Path) -> Result<(), String> {
    let mut path = None;
    let (mut old, mut new) = (String::new(), String::new());
    for line in edits.split('\n').chain([""]) {
        let (mark, rest) = line.split_at(line.chars().next().map_or(0, char::len_utf8));
        match mark {
            "-" => old = old + rest + "\n",
            "+" => new = new + rest + "\n",
            " " => (old, new) = (old + rest + "\n", new + rest + "\n"),
            "#" => {}
            "" => replace(
                &root.join(path.unwrap_or_default()),
                &std::mem::take(&mut old),
                &std::mem::take(&mut new),
            )?,
            _ => path = Some(line),
        }
    }
    Ok(())
}

fn replace(path: &Path, old: &str, new: &str) -> Result<(), String> {
    if old.is_empty() && new.is_empty() {
        return Ok(());
    }
    let text = fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    let starts: Vec<usize> =
        text.match_indices(old).map(|(i, _)| i).filter(|i| *i == 0 || text[..*i].ends_with('\n')).collect();
    let [start] = starts[..] else { return Err(format!("{} has not once:\n{old}", path.display())) };
    let text = format!("{}{new}{}", &text[..start], &text[start + old.len()..]);
    fs::write(path, text).map_err(|e| e.to_string())
}
