//! What people carry: the list of a site's files, and whether a copy is whole; the zip, the book, profiles as one file each.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::{self, File},
    io::{Read as _, Write as _},
    path::{Path, PathBuf},
    process::{Command, Output},
    sync::LazyLock,
};

use base64::{Engine as _, prelude::BASE64_STANDARD};
use quick_xml::{Reader, events::Event};
use sha2::{Digest as _, Sha256};
use tempfile::TempDir;
use xianzhi::{pipeline, read::Fault};
use zip::{CompressionMethod, ZipArchive, ZipWriter, write::SimpleFileOptions};

use crate::{
    cli::{code, said, xianzhi},
    html::{Token, tokens},
    support::{SiteTest, join, own_built, program, tree},
};

fn verify(path: &Path) -> Output {
    Command::new(program()).arg("verify").arg(path).env("LC_ALL", "zh_CN.UTF-8").output().unwrap()
}

/// Builds a site; gives its folder.
fn built(site: &SiteTest) -> PathBuf {
    let output = xianzhi(&site.root(), &["build"]);
    assert_eq!(code(&output), 0, "{}", said(&output));
    site.root().join("public")
}

fn flip_a_bit(file: &Path) {
    let mut bytes = fs::read(file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0x10;
    fs::write(file, bytes).unwrap();
}

#[test]
fn a_site_that_was_copied_whole_is_whole() {
    let site = SiteTest::base();
    let public = built(&site);
    let output = verify(&public);
    assert_eq!(code(&output), 0, "{}", said(&output));
    assert!(said(&output).contains("全部完好"), "{}", said(&output));
    // What systems lay beside files is not the site's.
    for name in [".DS_Store", "counties/Thumbs.db", "._index.html"] {
        fs::write(public.join(name), "").unwrap();
    }
    assert_eq!(code(&verify(&public)), 0);
    // The folder that a zip was unpacked into.
    assert_eq!(code(&verify(&site.root())), 0);
    if let Ok(sums) =
        Command::new("sha256sum").args(["--check", "--quiet", "SHA256SUMS"]).current_dir(&public).output()
    {
        assert!(sums.status.success(), "{}", said(&sums));
    }
}

#[test]
fn what_was_changed_lost_or_added_is_named() {
    let site = SiteTest::base();
    let public = built(&site);
    flip_a_bit(&public.join("index.html"));
    fs::remove_file(public.join("manifest.webmanifest")).unwrap();
    fs::write(public.join("counties/另一个.html"), "x").unwrap();
    let output = verify(&public);
    assert_eq!(code(&output), 1, "{}", said(&output));
    for line in
        ["变了：index.html\n", "缺少：manifest.webmanifest\n", "多出：counties/另一个.html\n", "3 处不符"]
    {
        assert!(said(&output).contains(line), "{line}: {}", said(&output));
    }
}

#[test]
fn what_has_no_list_cannot_be_held_against_one() {
    let site = SiteTest::base();
    let public = built(&site);
    fs::write(public.join("SHA256SUMS"), "not a list\n").unwrap();
    let output = verify(&public);
    assert_eq!((code(&output), said(&output).contains("第 1 行")), (2, true), "{}", said(&output));
    fs::remove_file(public.join("SHA256SUMS")).unwrap();
    let output = verify(&public);
    assert_eq!((code(&output), said(&output).contains("没有 SHA256SUMS")), (2, true), "{}", said(&output));
    assert_eq!(code(&verify(&public.join("nowhere"))), 2);
}

/// The base site, packed once for all tests.
fn base_packed() -> &'static (SiteTest, PathBuf) {
    static BASE: LazyLock<(SiteTest, PathBuf)> = LazyLock::new(|| {
        let site = SiteTest::base();
        let out = packed(&site);
        (site, out)
    });
    &BASE
}

/// Packs a site; gives the folder.
fn packed(site: &SiteTest) -> PathBuf {
    let output = xianzhi(&site.root(), &["pack"]);
    assert_eq!(code(&output), 0, "{}", said(&output));
    site.root().join("packs")
}

/// A copy of the zip of the base site, to be damaged.
fn copied_zip() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("county-profiles.zip");
    fs::copy(base_packed().1.join("county-profiles.zip"), &path).unwrap();
    (folder, path)
}

/// The files in a zip, by name.
fn unzipped(path: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut zip = ZipArchive::new(File::open(path).unwrap()).unwrap();
    let mut files = BTreeMap::new();
    for n in 0..zip.len() {
        let mut entry = zip.by_index(n).unwrap();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        files.insert(entry.name().unwrap().into_owned(), bytes);
    }
    files
}

#[test]
fn a_site_is_packed_alike_here_and_there() {
    let (site, first) = base_packed();
    let output = Command::new(program())
        .args(["pack", "--out", "again", "--site"])
        .arg(site.root())
        .envs([("TZ", "America/St_Johns"), ("LC_ALL", "C"), ("RAYON_NUM_THREADS", "1")])
        .output()
        .unwrap();
    assert_eq!(code(&output), 0, "{}", said(&output));
    let (first, second) = (tree(first), tree(&site.root().join("again")));
    assert!(first.len() > 4 && first.keys().eq(second.keys()), "{:?}", first.keys());
    for (path, bytes) in &first {
        assert!(second[path] == *bytes, "{path} differs");
    }
    assert_eq!(code(&verify(&site.root().join("again"))), 0);
}

#[test]
fn the_zip_is_the_site_in_one_folder_with_how_to_read_it() {
    let (site, packs) = base_packed();
    let zip = packs.join("county-profiles.zip");
    let mut files = unzipped(&zip);
    let readme = files.remove("county-profiles/读我-README.txt").unwrap();
    let readme = String::from_utf8(readme).unwrap();
    for words in ["index.html", "xianzhi verify", "sha256sum -c SHA256SUMS", "certutil -hashfile"] {
        assert!(readme.contains(words), "{words}: {readme}");
    }
    let sums = String::from_utf8(files.remove("county-profiles/SHA256SUMS").unwrap()).unwrap();
    assert_eq!(sums.lines().count(), files.len() + 1);
    let mut site = tree(&built(site));
    site.retain(|path, _| path != ".xianzhi" && path != "SHA256SUMS");
    let expected = site.into_iter().map(|(path, bytes)| (format!("county-profiles/{path}"), bytes));
    assert!(expected.eq(files), "the zip is not what is built");
    // Names in Chinese are marked as UTF-8: bit 11 of the flags, in the local header before the name.
    let bytes = fs::read(&zip).unwrap();
    let name = "county-profiles/读我-README.txt".as_bytes();
    let at = bytes.windows(name.len()).position(|window| window == name).unwrap();
    assert_eq!((&bytes[at - 30..at - 26], bytes[at - 23] & 0x08), (&b"PK\x03\x04"[..], 0x08));
    let output = verify(&zip);
    assert_eq!((code(&output), said(&output).contains("全部完好")), (0, true), "{}", said(&output));
}

#[test]
fn one_flipped_bit_is_found_wherever_it_is() {
    let (_folder, path) = copied_zip();
    let whole = fs::read(&path).unwrap();
    let names = |faults: &[Fault]| format!("{faults:?}");
    let (mut seen, end) = (BTreeSet::new(), whole.len());
    // All over the zip, then its directory, the record at its end and the remark with its digest.
    let all_over = (0..24).map(|n| n * end / 24);
    for (n, at) in all_over
        .chain([end - 1, end - 40, end - 70, end - 79, end - 80, end - 90, end - 101, end - 300])
        .enumerate()
    {
        let mut damaged = whole.clone();
        damaged[at] ^= 1 << (n % 8);
        fs::write(&path, damaged).unwrap();
        let (_, faults) = pipeline::verify(&path).unwrap_or_else(|e| panic!("byte {at}: {e:#}"));
        assert!(!faults.is_empty(), "byte {at} of {end} was changed and not found");
        seen.insert(names(&faults));
    }
    assert!(seen.iter().any(|faults| faults.contains("Changed(\"") && faults.contains(".html")), "{seen:?}");
    fs::write(&path, &whole[..end / 2]).unwrap();
    let output = verify(&path);
    assert_eq!((code(&output), said(&output).contains("读不出来")), (1, true), "{}", said(&output));
    fs::write(&path, whole).unwrap();
    assert_eq!(code(&verify(&path)), 0);
}

#[test]
fn a_zip_that_was_put_together_anew_is_held_against_its_list() {
    let (_folder, path) = copied_zip();
    let mut files = unzipped(&path);
    let zip_again = |files: &BTreeMap<String, Vec<u8>>| {
        let mut zip = ZipWriter::new(File::create(&path).unwrap());
        for (name, bytes) in files {
            zip.start_file(name, SimpleFileOptions::default()).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap();
        verify(&path)
    };
    assert_eq!(code(&zip_again(&files)), 0);
    files.get_mut("county-profiles/index.html").unwrap().push(b' ');
    files.remove("county-profiles/about.html");
    files.insert("elsewhere.html".to_owned(), Vec::new());
    let output = zip_again(&files);
    assert_eq!(code(&output), 1);
    for line in ["变了：index.html\n", "缺少：about.html\n", "多出：elsewhere.html\n"] {
        assert!(said(&output).contains(line), "{line}: {}", said(&output));
    }
    files.remove("county-profiles/SHA256SUMS");
    let output = zip_again(&files);
    assert_eq!((code(&output), said(&output).contains("没有 SHA256SUMS")), (2, true), "{}", said(&output));
}

#[test]
fn without_a_browser_it_says_how_to_print_and_writes_nothing() {
    let site = SiteTest::base();
    let output = Command::new(program())
        .args(["pack", "--pdf", "--lang", "zh", "--site"])
        .arg(site.root())
        .env("PATH", "")
        .output()
        .unwrap();
    assert_eq!(code(&output), 2);
    for words in ["apt-get install chromium", "手工打印"] {
        assert!(said(&output).contains(words), "{}", said(&output));
    }
    assert!(!site.root().join("packs").exists());
}

fn attribute<'a>(attributes: &'a [(&str, String)], name: &str) -> Option<&'a str> {
    attributes.iter().find(|(n, _)| *n == name).map(|(_, value)| value.as_str())
}

/// What a one-file page would have to ask for, or leads to and does not have.
fn unmet(page: &str) -> Vec<String> {
    let tokens = tokens(page);
    let opened =
        || tokens.iter().filter_map(|t| if let Token::Open(name, of) = t { Some((*name, of)) } else { None });
    let ids: BTreeSet<&str> = opened().filter_map(|(_, of)| attribute(of, "id")).collect();
    let mut found = Vec::new();
    for (name, attributes) in opened() {
        for (key, value) in attributes {
            let asked = [
                "src",
                "srcset",
                "poster",
                "data",
                "action",
                "formaction",
                "ping",
                "xlink:href",
                "style",
                "background",
            ];
            let followed =
                name == "a" || (name == "link" && attribute(attributes, "rel") == Some("canonical"));
            let within = value.strip_prefix('#').is_some_and(|id| ids.contains(id));
            let outside =
                followed && ["https://", "http://", "mailto:"].iter().any(|scheme| value.starts_with(scheme));
            if asked.contains(key) || (*key == "href" && !within && !outside) || key.starts_with("on") {
                found.push(format!("<{name} {key}={value}>"));
            }
        }
        if ["script", "img", "iframe", "object", "embed", "base", "template", "form"].contains(&name) {
            found.push(format!("<{name}>"));
        }
    }
    let style =
        page.split_once("<style>").and_then(|(_, rest)| rest.split_once("</style>")).map(|(style, _)| style);
    let style = style.unwrap_or_default();
    let digest = BASE64_STANDARD.encode(Sha256::digest(style));
    let policy = format!("content=\"default-src 'none'; style-src 'sha256-{digest}'\"");
    if style.len() < 10_000 || !page.contains(&policy) {
        found.push("its policy does not let its own style be".to_owned());
    }
    if style.contains("url(") || style.contains("@import") {
        found.push("its style asks for something".to_owned());
    }
    found
}

/// The one-file pages among some files.
fn one_file_pages(files: &BTreeMap<String, Vec<u8>>) -> impl Iterator<Item = (&str, &str)> {
    let pages = files.iter().filter(|(path, _)| path.ends_with(".html"));
    pages.map(|(path, bytes)| (path.as_str(), std::str::from_utf8(bytes).unwrap()))
}

#[test]
fn a_profile_as_one_file_asks_for_nothing_and_keeps_its_sources() {
    let mut of_own = own_built().files.clone();
    of_own.retain(|path, _| path.contains("packs/"));
    let base = tree(&base_packed().1);
    let mut count = 0;
    for (path, page) in one_file_pages(&of_own).chain(one_file_pages(&base)) {
        assert!(page.len() < 1_000_000, "{path}: {} bytes", page.len());
        assert_eq!(unmet(page), Vec::<String>::new(), "{path}");
        // A figure leads to its row, which names the lines; the lines lead to the report.
        let (records, sources) =
            (page.matches("href=\"#x-").count(), page.matches("href=\"#source-of-").count());
        let figures = page.matches("class=\"fig\"").count();
        assert!(figures == 0 || (records > 5 && sources > 5), "{path}: {records} and {sources} of {figures}");
        assert!(page.contains("<details open>") || figures == 0, "{path}");
        count += 1;
    }
    assert!(count > 10, "{count}");
}

/// What in a book's text is no XML.
fn ill_formed(text: &str) -> Option<String> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_comments = true;
    loop {
        match reader.read_event() {
            Err(error) => return Some(error.to_string()),
            Ok(Event::Eof) => return None,
            Ok(Event::Start(tag) | Event::Empty(tag)) => {
                if let Some(Err(error)) = tag.attributes().find(|a| a.is_err()) {
                    return Some(error.to_string());
                }
            }
            Ok(Event::GeneralRef(name)) => {
                let name = name.into_inner().into_owned();
                if !name.starts_with('#') && !["amp", "lt", "gt", "quot", "apos"].contains(&name.as_str()) {
                    return Some(format!("&{name};"));
                }
            }
            Ok(_) => {}
        }
    }
}

/// What is wrong in a book: XML that is none, files that are not listed or not there, links that lead nowhere.
fn faults_of_book(files: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let mut found = Vec::new();
    let text = |path: &str| std::str::from_utf8(&files[path]).unwrap();
    let marked =
        || files.keys().filter(|p| [".xhtml", ".opf", ".svg", ".xml"].iter().any(|e| p.ends_with(e)));
    found.extend(marked().filter_map(|path| Some(format!("{path}: {}", ill_formed(text(path))?))));
    let package = tokens(text("EPUB/package.opf"));
    let mut listed = BTreeSet::from([
        "mimetype".to_owned(),
        "META-INF/container.xml".to_owned(),
        "EPUB/package.opf".to_owned(),
    ]);
    for token in &package {
        if let Token::Open("item", attributes) = token {
            listed.insert(format!("EPUB/{}", attribute(attributes, "href").unwrap()));
        }
    }
    found.extend(
        files.keys().filter(|path| !listed.contains(*path)).map(|path| format!("{path} is not listed")),
    );
    found.extend(
        listed.iter().filter(|path| !files.contains_key(*path)).map(|path| format!("{path} is not there")),
    );
    let opened = |path: &str| -> Vec<(String, Vec<(String, String)>)> {
        let own = |attributes: Vec<(&str, String)>| {
            attributes.into_iter().map(|(n, v)| (n.to_owned(), v)).collect()
        };
        let open =
            |token| if let Token::Open(name, of) = token { Some((name.to_owned(), own(of))) } else { None };
        tokens(text(path)).into_iter().filter_map(open).collect()
    };
    let value =
        |of: &[(String, String)], name: &str| of.iter().find(|(n, _)| n == name).map(|(_, v)| v.clone());
    let mut ids = BTreeSet::new();
    for path in marked() {
        for (_, attributes) in opened(path) {
            if value(&attributes, "id").is_some_and(|id| !ids.insert(format!("{path}#{id}"))) {
                found.push(format!("{path}: an id stands twice"));
            }
        }
    }
    for path in marked().filter(|path| path.ends_with(".xhtml")) {
        for (name, attributes) in opened(path) {
            let href = value(&attributes, "href").filter(|href| !href.starts_with("https:"));
            let Some(href) = href else { continue };
            let target = match href.strip_prefix('#') {
                Some(id) => format!("{path}#{id}"),
                None => join(path, &href).unwrap_or_default(),
            };
            if !ids.contains(&target) && !files.contains_key(&target) {
                found.push(format!("{path}: <{name}> leads to {href}"));
            }
        }
    }
    found
}

#[test]
fn a_book_is_whole() {
    // Many reports a place, values of many years, reports that contradict each other.
    let years = SiteTest::whole("site/years");
    let years = packed(&years).join("county-profiles.epub");
    let own = |path: &str| {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("own.epub");
        fs::write(&file, &own_built().files[path]).unwrap();
        unzipped(&file)
    };
    let books = [unzipped(&years), own("packs/county-profiles.epub"), own("en/packs/county-profiles.epub")];
    for files in books {
        assert_eq!(faults_of_book(&files), Vec::<String>::new());
        let style = std::str::from_utf8(&files["EPUB/style.css"]).unwrap();
        let last = style.rsplit_once(".chart-narrow {").map_or("", |(_, rule)| rule);
        assert!(last.trim_start().starts_with("display: block"), "the only drawing of a chart is hidden");
        let nav = std::str::from_utf8(&files["EPUB/nav.xhtml"]).unwrap();
        for chapter in files.keys().filter_map(|path| path.strip_prefix("EPUB/")) {
            let read = chapter.ends_with(".xhtml") && !["nav.xhtml", "cover.xhtml"].contains(&chapter);
            assert!(
                !read || nav.contains(&format!("href=\"{chapter}\"")),
                "{chapter} is not in the contents"
            );
        }
        let county = files.iter().find(|(path, _)| path.starts_with("EPUB/counties/")).unwrap();
        let county = std::str::from_utf8(county.1).unwrap();
        for what in ["<svg", "epub:type=\"noteref\"", "epub:type=\"footnote\"", "class=\"figures all wide\""]
        {
            assert!(county.contains(what), "{what}");
        }
    }
}

#[test]
fn readers_of_books_know_the_file_by_its_first_bytes() {
    let bytes = fs::read(base_packed().1.join("county-profiles.epub")).unwrap();
    assert_eq!(&bytes[30..58], b"mimetypeapplication/epub+zip");
    let mut zip = ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    assert_eq!(zip.by_index(0).unwrap().compression(), CompressionMethod::Stored);
}

#[test]
fn no_text_becomes_markup_on_the_way() {
    let site = SiteTest::base();
    let hostile = "<script>alert(1)</script> & \\\"x\\\" ]]> 云州";
    site.edit(
        "site.yaml",
        "title: 云州县情",
        &format!("title: \"{hostile}\"\nbase_url: \"https://example.org/a&b/\""),
    );
    site.edit("content/places.yaml", "name: 青石县", "name: \"青石<b>&'\\\"县\"");
    let packs = packed(&site);
    let files = tree(&packs);
    for (path, page) in one_file_pages(&files) {
        assert_eq!(unmet(page), Vec::<String>::new(), "{path}");
        assert!(page.contains("&lt;script&gt;") && !page.contains("alert(1)</script>"), "{path}");
        // The row of a figure leads on to its record.
        let records = page.matches("<a class=\"fig\" href=\"https://example.org/a&amp;b/articles/").count();
        assert!(records > 5 || !page.contains("class=\"figures all\""), "{path}: {records} records");
        // What is not carried along is named by its address.
        assert!(
            page.contains("href=\"https://example.org/a&amp;b/tables.html")
                || page.contains("href=\"https://example.org/a&amp;b/metrics/"),
            "{path}"
        );
    }
    let book = unzipped(&packs.join("county-profiles.epub"));
    assert_eq!(faults_of_book(&book), Vec::<String>::new());
    for (path, bytes) in &book {
        assert!(!String::from_utf8_lossy(bytes).contains("<script"), "{path}");
    }
}

#[test]
fn packs_are_of_the_site_where_it_says_so() {
    let (site, _) = base_packed();
    let without = tree(&built(site));
    assert!(without.keys().all(|path| !path.starts_with("packs/")));
    let profile = own_built().text("counties/430503-daxiang.html");
    for href in ["../packs/430503-daxiang.html", "../packs/county-profiles.epub"] {
        assert!(profile.contains(&format!("href=\"{href}\"")), "{href}");
    }
    assert!(own_built().text("en/index.html").contains("href=\"packs/county-profiles.epub\""));
}

#[test]
fn planted_faults_are_found() {
    let packs = tree(&base_packed().1);
    let (_, page) = one_file_pages(&packs).next().unwrap();
    for planted in [
        "<img alt=\"\" src=\"x.png\">",
        "<script src=\"x.js\"></script>",
        "<link rel=\"stylesheet\" href=\"x.css\">",
        "<a href=\"../index.html\">x</a>",
        "<a href=\"#nowhere\">x</a>",
        "<p style=\"color: red\">x</p>",
    ] {
        assert!(!unmet(&page.replace("</main>", &format!("{planted}</main>"))).is_empty(), "{planted}");
    }
    assert!(!unmet(&page.replace("color-scheme: light dark", "color-scheme: dark")).is_empty());
    let book = unzipped(&base_packed().1.join("county-profiles.epub"));
    let cover = "EPUB/cover.xhtml";
    for planted in [
        "<p>",
        "<br>",
        "<p id=\"a\"/><p id=\"a\"/>",
        "<a href=\"nowhere.xhtml\">x</a>",
        "<a href=\"#x\">x</a>",
        "&nbsp;",
    ] {
        let mut book = book.clone();
        let text =
            String::from_utf8(book[cover].clone()).unwrap().replace("</body>", &format!("{planted}</body>"));
        book.insert(cover.to_owned(), text.into_bytes());
        assert!(!faults_of_book(&book).is_empty(), "{planted}");
    }
}
