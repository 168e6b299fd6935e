//! What somebody writes who means harm: whatever stands in the content is text on the pages, in the pictures, the book and the
//! feed, and no link leads where no reader may be sent. `tests/fixtures/hostile/` has the vectors and a site with a blank
//! wherever editors write; `tests/browser/hostile.test.mjs` opens the same site in a browser.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::{Cursor, Read as _},
    process::Command,
    sync::LazyLock,
};

use quick_xml::{Reader, events::Event};
use serde_json::Value;
use xianzhi::diag::{At, Finding, Format, Lang, RuleId, Severity, SourceFile, SourceMap, Span, Words, emit};
use zip::ZipArchive;

use crate::{
    html::{Token, decode, tokens},
    support::{Built, SiteTest, fixtures, program, repository, tree},
};

/// Texts that mean harm.
struct Vectors {
    /// Markup, scripts and formulas.
    texts: Vec<String>,
    /// What templates take for theirs, for fields without references to figures.
    braces: Vec<String>,
    /// Addresses that no reader may be sent to.
    links: Vec<String>,
}

fn vectors() -> &'static Vectors {
    static VECTORS: LazyLock<Vectors> = LazyLock::new(|| {
        let file = fs::read_to_string(fixtures("hostile/vectors.json")).unwrap();
        let file: Value = serde_json::from_str(&file).unwrap();
        let list = |name: &str| -> Vec<String> { serde_json::from_value(file[name].clone()).unwrap() };
        Vectors { texts: list("texts"), braces: list("braces"), links: list("links") }
    });
    &VECTORS
}

/// The site with its blanks filled, each text as `spell` has it. What each blank takes says `hostile.test.mjs` too.
fn planted(spell: fn(&str) -> String) -> SiteTest {
    let site = SiteTest::whole("hostile/site");
    let mut next = 0;
    for (path, bytes) in tree(&site.root()) {
        if path.ends_with(".yaml") || path.ends_with(".md") {
            let text = String::from_utf8(bytes).unwrap();
            site.write(&path, filled(&text, spell, &mut next));
        }
    }
    site
}

fn filled(text: &str, spell: fn(&str) -> String, next: &mut usize) -> String {
    let Vectors { texts, braces, .. } = vectors();
    let spelled: Vec<String> = texts.iter().map(|text| spell(text)).collect();
    let all = |without: &[char]| {
        spelled.iter().filter(|text| !text.contains(without)).cloned().collect::<Vec<_>>().join(" ")
    };
    let quoted = |text: String| {
        let json = Value::from(text).to_string();
        json[1..json.len() - 1].to_owned()
    };
    let each = |before: &str, after: &str| {
        spelled.iter().map(|text| format!("{before}{text}{after}\n")).collect::<String>()
    };
    let line = [all(&[]), braces.iter().map(|text| spell(text)).collect::<Vec<_>>().join(" ")].join(" ");
    let mut text = text
        .replace("@LINE@", &quoted(line))
        .replace("@BOUND@", &quoted(all(&[])))
        .replace("@BODY@", &all(&['[', ']']))
        .replace("@WORD@", &all(&['[', ']', '(', ')']))
        .replace("@CELL@", &all(&['|']))
        .replace("@ITEMS@", &each("- 甲 ", ""))
        .replace("@BLOCKS@", &each("", "\n"));
    while let Some(at) = text.find("@NEXT@") {
        let vector = quoted(spelled[*next % spelled.len()].clone());
        text.replace_range(at..at + "@NEXT@".len(), &vector);
        *next += 1;
    }
    text
}

/// A vector with each sign that markup knows as another of the same width, so that it takes the same room.
fn harmless(text: &str) -> String {
    let plain = |c| match c {
        '<' | '[' | '{' | '＜' => '（',
        '>' | ']' | '}' | '＞' => '）',
        c => c,
    };
    let narrow = |c| match c {
        '（' => '(',
        '）' => ')',
        '"' | '\'' | '\\' => '^',
        '&' | '=' | '@' | '%' => '+',
        '`' | '|' | '!' | '#' | ';' => '.',
        c => c,
    };
    text.chars().map(|c| if c.is_ascii() { narrow(plain(c)) } else { plain(c) }).collect()
}

fn hostile_built() -> &'static Built {
    static BUILT: LazyLock<Built> = LazyLock::new(|| planted(str::to_owned).build());
    &BUILT
}

/// How often each element stands in a file, with the names of its attributes.
type Shape = BTreeMap<String, usize>;

fn shape_of_page(html: &str) -> Shape {
    let mut shape = Shape::new();
    for token in tokens(html) {
        if let Token::Open(name, attributes) = token {
            let names: Vec<&str> = attributes.iter().map(|(name, _)| *name).collect();
            *shape.entry(format!("{name} {}", names.join(" "))).or_default() += 1;
        }
    }
    shape
}

fn shape_of_xml(path: &str, text: &str) -> Shape {
    let mut shape = Shape::new();
    let mut reader = Reader::from_str(text);
    loop {
        match reader.read_event().unwrap_or_else(|e| panic!("{path}: {e}")) {
            Event::Start(e) | Event::Empty(e) => {
                let names = e.attributes().map(|a| {
                    let a = a.unwrap_or_else(|e| panic!("{path}: {e}"));
                    a.key.as_ref().to_owned()
                });
                let name = e.name().as_ref().to_owned();
                *shape.entry(format!("{name} {}", names.collect::<Vec<_>>().join(" "))).or_default() += 1;
            }
            Event::Eof => return shape,
            _ => {}
        }
    }
}

/// Every file of a site that browsers and readers of books take for markup, with its shape; what stands in packs too.
fn shapes(built: &Built) -> BTreeMap<String, Shape> {
    let mut shapes = BTreeMap::new();
    for (path, bytes) in marked(built) {
        let text = String::from_utf8(bytes).unwrap();
        let shape = if path.ends_with(".html") { shape_of_page(&text) } else { shape_of_xml(&path, &text) };
        shapes.insert(path, shape);
    }
    shapes
}

fn marked(built: &Built) -> Vec<(String, Vec<u8>)> {
    let is_markup = |path: &str| {
        [".html", ".svg", ".xml", ".xhtml", ".opf", ".ncx", ".rels"].iter().any(|end| path.ends_with(end))
    };
    let mut found = Vec::new();
    for (path, bytes) in &built.files {
        if is_markup(path) {
            found.push((path.clone(), bytes.clone()));
        } else if path.ends_with(".epub") || path.ends_with(".xlsx") {
            let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
            for n in 0..zip.len() {
                let mut file = zip.by_index(n).unwrap();
                let name = format!("{path}/{}", file.name().unwrap());
                if is_markup(&name) {
                    let mut bytes = Vec::new();
                    file.read_to_end(&mut bytes).unwrap();
                    found.push((name, bytes));
                }
            }
        }
    }
    found
}

#[test]
fn there_are_vectors_enough_and_a_blank_wherever_editors_write() {
    let Vectors { texts, links, .. } = vectors();
    assert!(texts.len() >= 100 && links.len() >= 50, "{} texts, {} links", texts.len(), links.len());
    let blanks: usize = tree(&fixtures("hostile/site"))
        .values()
        .map(|file| String::from_utf8_lossy(file).matches('@').count() / 2)
        .sum();
    assert!(blanks >= 150, "{blanks} blanks");
}

#[test]
fn no_element_and_no_attribute_comes_from_the_content() {
    let (hostile, harmless) = (shapes(hostile_built()), shapes(&planted(harmless).build()));
    let names = |shapes: &BTreeMap<String, Shape>| shapes.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&hostile), names(&harmless));
    let mut faults = Vec::new();
    for (path, shape) in &hostile {
        for (element, count) in shape {
            let expected = harmless[path].get(element).copied().unwrap_or_default();
            // Where a line of a chart breaks, a stretch of Chinese ends, or a paragraph that begins with HTML, and what is
            // found amiss, hangs on the signs: there the kinds of elements are the same.
            let varies = element.starts_with("text ")
                || element == "span lang"
                || ["checks.html", "baishui", ".epub"].iter().any(|part| path.contains(part));
            if *count != expected && !(varies && expected > 0) {
                faults.push(format!("{path}: <{element}>: {count}, not {expected}"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_template_that_lets_markup_through_is_found() {
    let (hostile, tame) = (planted(str::to_owned), planted(harmless));
    let template = fs::read_to_string(repository().join("templates/metrics.html")).unwrap();
    let open = template.replacen("{{ m.definition }}", "{{ m.definition | safe }}", 1);
    assert_ne!(open, template);
    let shapes = [hostile, tame].map(|site| {
        fs::create_dir_all(site.root().join("templates")).unwrap();
        site.write("templates/metrics.html", &open);
        let built = site.build();
        // Markup that is not ours may not even be taken apart.
        std::panic::catch_unwind(|| shape_of_page(built.text("metrics.html"))).ok()
    });
    assert!(shapes[1].is_some() && shapes[0] != shapes[1]);
}

#[test]
fn no_address_runs_anything_or_is_fetched_from_elsewhere() {
    let mut faults = Vec::new();
    for (path, bytes) in marked(hostile_built()) {
        let text = String::from_utf8(bytes).unwrap();
        for token in tokens(&text) {
            let Token::Open(element, attributes) = token else { continue };
            for (name, value) in attributes {
                let scheme = value.split(['/', '?', '#']).next().and_then(|first| first.split_once(':'));
                let followed =
                    ["href", "xlink:href", "action", "formaction", "src", "srcset", "data"].contains(&name);
                let known = scheme.is_none_or(|(scheme, _)| ["https", "http", "mailto"].contains(&scheme));
                // A host shows the page for unknown addresses at any of them.
                let own = path.ends_with("404.html") && value.starts_with("https://hostile.example.org/a/");
                let outside = !own && (scheme.is_some() || value.starts_with("//"));
                let fetched = outside
                    && !["a", "link", "xhtml:link"].contains(&element)
                    && !value.starts_with("data:image/");
                if (followed && (fetched || !(known || value.starts_with("data:image/"))))
                    || name.starts_with("on")
                {
                    faults.push(format!("{path}: <{element} {name}=\"{value}\">"));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn what_was_written_is_what_is_read() {
    let built = hostile_built();
    let Vectors { texts, braces, .. } = vectors();
    let line = format!("青石县的脱贫 {} {}", texts.join(" "), braces.join(" "));
    let mut words = String::new();
    let mut in_heading = false;
    for token in tokens(built.text("articles/990101-qingshi-2019.html")) {
        match token {
            Token::Open("h1", _) => in_heading = true,
            Token::Close("h1") => in_heading = false,
            Token::Text(text) if in_heading => words.push_str(&decode(text)),
            _ => {}
        }
    }
    assert_eq!(words.trim(), line);
}

#[test]
fn data_for_programs_is_whole() {
    let mut blocks = 0;
    for (path, bytes) in &hostile_built().files {
        let text = || std::str::from_utf8(bytes).unwrap();
        let whole = |json: &str| {
            serde_json::from_str::<Value>(json).map(drop).unwrap_or_else(|e| panic!("{path}: {e}: {json}"));
        };
        if [".json", ".jsonld", ".webmanifest"].iter().any(|end| path.ends_with(end)) {
            whole(text());
        } else if path.contains("search/") && path.ends_with(".js") {
            let call =
                text().trim().strip_prefix("xianzhi.").and_then(|call| call.strip_suffix(");")).unwrap();
            let (_, arguments) = call.split_once('(').unwrap();
            whole(&format!("[{}]", arguments.replace(",\n]", "]")));
        } else if path.ends_with(".html") {
            let mut is_data = false;
            for token in tokens(text()) {
                match token {
                    Token::Open(name, attributes) => {
                        is_data =
                            name == "script" && attributes.iter().any(|(_, value)| value.ends_with("json"));
                    }
                    Token::Close(_) => is_data = false,
                    Token::Text(data) if is_data => {
                        blocks += 1;
                        whole(data);
                    }
                    _ => {}
                }
            }
        }
    }
    assert!(blocks > 10, "{blocks} blocks of data");
}

/// Findings that keep a site from being built, with the line that each is on.
fn errors(site: &SiteTest) -> Vec<(Finding, usize)> {
    let analysis = site.analyse();
    let line = |finding: &Finding| match finding.at() {
        At::Span(span) => analysis.sources.position(span.file, span.range().start).line,
        At::File(_) | At::Yaml(..) => 0,
    };
    let errors = analysis.findings.iter().filter(|f| f.severity == Severity::Error);
    errors.map(|finding| (finding.clone(), line(finding))).collect()
}

/// A text in double quotes, as YAML and JSON have it.
fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

#[test]
fn fields_refuse_addresses_that_no_reader_may_be_sent_to() {
    let site = SiteTest::fixture("mistakes/image-of-every-field-ok");
    let article = "content/articles/990101-qingshi-2019.md";
    let (of_site, of_article) = (site.read("site.yaml"), site.read(article));
    let mut faults = Vec::new();
    for link in &vectors().links {
        let url = quoted(link);
        let lines: Vec<&str> = of_site.lines().take(3).collect();
        site.write("site.yaml", format!(
            "{}\nbase_url: {url}\nlicence:\n  name: 甲\n  url: {url}\nrepository:\n  url: {url}\npublisher:\n  name: 乙\n  url: {url}\nreport: {url}\n",
            lines.join("\n")
        ));
        let text = of_article.replace("  producer:", &format!("  url: {url}\n  producer:"));
        site.write(
            article,
            text.replace("rights_url: https://example.org/licence", &format!("rights_url: {url}")),
        );
        let found = errors(&site);
        let at = |line: usize| found.iter().any(|(f, at)| *at == line && f.rule.0 == "malformed-address");
        // What cannot stand in a block at all is said of the block.
        let of_image = found
            .iter()
            .any(|(f, _)| f.message.zh.starts_with("rights_url") || f.rule.0 == "malformed-block");
        for (line, field) in [
            (4, "base_url"),
            (7, "licence.url"),
            (9, "repository.url"),
            (12, "publisher.url"),
            (13, "report"),
        ] {
            let named =
                found.iter().any(|(f, _)| f.rule.0 == "malformed-address" && f.message.zh.starts_with(field));
            if !at(line) && !named {
                faults.push(format!("{field}: {url}"));
            }
        }
        if !found.iter().any(|(f, _)| f.message.zh.starts_with("origin.url")) || !of_image {
            faults.push(format!("in the article: {url}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// An address as the target of a link of Markdown, between angle brackets.
fn in_brackets(link: &str) -> String {
    let mut target = String::new();
    for c in link.chars() {
        match c {
            '\\' | '<' | '>' => target.extend(['\\', c]),
            c if c.is_control() => target.push_str(&format!("&#{};", u32::from(c))),
            c => target.push(c),
        }
    }
    target
}

#[test]
fn links_of_every_form_refuse_them_too() {
    let site = SiteTest::base();
    let (article, table, page) =
        ("content/articles/990101-qingshi-2019.md", "content/tables/water.md", "content/pages/about.md");
    let mut body = String::new();
    let mut lines = BTreeMap::new();
    let before = site.read(article).lines().count();
    for link in &vectors().links {
        let target = in_brackets(link);
        let n = lines.len();
        let mut forms = vec![format!("[甲](<{target}>)"), format!("[甲][r{n}]\n\n[r{n}]: <{target}>")];
        if link.contains(':')
            && !link.contains(['<', '\\', ' '])
            && !link.contains(char::is_control)
            && !link.starts_with('/')
        {
            forms.push(format!("<{link}>"));
        }
        for form in forms {
            body.push('\n');
            lines.insert(before + body.matches('\n').count() + 1, form.clone());
            body.push_str(&form);
            body.push('\n');
        }
    }
    let summary = quoted(
        &vectors().links.iter().map(|link| format!("[甲](<{}>)", in_brackets(link))).collect::<String>(),
    );
    site.write(article, site.read(article) + &body);
    let with = |text: String| text.replace("summary: ", &format!("summary: {summary} # "));
    site.write(table, with(site.read(table))).write(page, with(site.read(page)));
    site.edit(
        article,
        "exclude:",
        &format!("events:\n  - {{date: 2018, text: {summary}, lines: 3}}\nexclude:"),
    );
    let found = errors(&site);
    let refused: BTreeSet<usize> =
        found.iter().filter(|(f, _)| f.rule.0 == "broken-link").map(|(_, line)| *line - 2).collect();
    let missed: Vec<&String> =
        lines.iter().filter(|(line, _)| !refused.contains(line)).map(|(_, form)| form).collect();
    assert!(missed.is_empty(), "{missed:#?}");
    // In each of the three lines, every one.
    let in_lines =
        found.iter().filter(|(f, line)| f.rule.0 == "broken-link" && !lines.contains_key(&(*line - 2)));
    assert_eq!(in_lines.count(), 3 * vectors().links.len());
}

#[test]
fn names_of_files_that_mean_harm_are_refused() {
    let mut refused = 0;
    let site = SiteTest::base();
    for text in vectors().texts.iter().filter(|text| !text.contains(['/', '\\']) && text.len() < 200) {
        site.write(&format!("content/pages/{text}.md"), "---\ntitle: 甲\n---\n乙\n");
        refused += 1;
    }
    let found = errors(&site);
    assert_eq!(found.iter().filter(|(f, _)| f.rule.0 == "file-name").count(), refused, "{found:#?}");
    assert!(refused > 30, "{refused}");
}

/// File systems that take no such name have no such mistake.
#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_no_utf_8_is_said_to_be_none() {
    use std::{ffi::OsStr, os::unix::ffi::OsStrExt as _};
    for folder in ["content/pages", "content/images"] {
        let site = SiteTest::base();
        fs::create_dir_all(site.root().join(folder)).unwrap();
        fs::write(site.root().join(folder).join(OsStr::from_bytes(b"x\xff.md")), "x").unwrap();
        let out = Command::new(program())
            .args(["check", "--lang", "en", "--site"])
            .arg(site.root())
            .output()
            .unwrap();
        let said = String::from_utf8(out.stderr).unwrap();
        assert!(said.contains("x\u{fffd}.md") && said.contains("not encoded in UTF-8"), "{folder}: {said}");
    }
}

/// What a terminal acts on, or shows in another order.
fn acts(c: char) -> bool {
    matches!(c, '\0'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{61c}' | '\u{200b}'..='\u{200f}')
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// All such characters, each in a sequence that would do something.
const TERMINAL: &str =
    "\u{1b}[31m\u{1b}]0;x\u{7}\u{9b}2J\u{8}\u{b}\u{202e}\u{2066}\u{200f}\u{61c}\u{200b}\u{7f}\u{85}";

#[test]
fn no_part_of_a_finding_acts_on_a_terminal() {
    let mut sources = SourceMap::default();
    let text = format!("甲{TERMINAL}乙\n");
    let file = sources.add(SourceFile {
        path: format!("a{TERMINAL}.md"),
        text: text.clone(),
        ..SourceFile::default()
    });
    let words = || Words::new(format!("甲{TERMINAL}"), format!("a{TERMINAL}"));
    let at = || At::Span(Span::new(file, 0..text.len() - 1));
    let finding = |at: At| {
        let finding = Finding::error(RuleId("broken-link"), at, words()).label(words()).help(words());
        finding.also(At::File(file), words()).also(At::Span(Span::new(file, 0..3)), words())
    };
    let findings = [finding(at()), finding(At::File(file)), finding(at()), finding(at()), finding(at())];
    let screen = |all| Format::Screen { color: false, width: Some(80), all };
    for format in [Format::Human { color: false }, screen(true), screen(false), Format::Github { folder: "" }]
    {
        for lang in Lang::ALL.map(|(_, lang)| lang) {
            let said = emit(&findings, &sources, format, lang);
            assert_eq!(said.chars().find(|c| acts(*c)), None, "{format:?}: {said:?}");
        }
    }
}

#[test]
fn nothing_in_the_content_acts_on_a_terminal() {
    let site = SiteTest::base();
    let article = "content/articles/990101-qingshi-2019.md";
    site.edit(article, "period: 2019\nmetrics:", "period: 2019\nwrong\u{1b}[31m\u{9b}: 1\nmetrics:");
    site.write(
        article,
        site.read(article)
            + &format!("\n[甲](<{TERMINAL}.md>) 有 123{TERMINAL} 人\n\n```chart\nkind: {TERMINAL}\n```\n"),
    );
    site.edit(
        "content/tables/water.md",
        "title: 饮水工程与受益人口",
        &format!("title: {}", quoted(&format!("甲{TERMINAL}"))),
    );
    site.edit("content/pages/about.md", "title: 关于本站", &format!("title: 甲{TERMINAL}\n{TERMINAL}: 1"));
    site.write(&format!("content/pages/{TERMINAL}.md"), "---\ntitle: 甲\n---\n乙\n");
    site.write(&format!("content/pages/{TERMINAL}.txt"), "");
    let run = |arguments: &[&str]| {
        let out = Command::new(program()).args(arguments).arg("--site").arg(site.root()).output().unwrap();
        String::from_utf8([out.stdout, out.stderr].concat()).unwrap()
    };
    for lang in ["zh", "en"] {
        for arguments in [
            &["check", "--all"][..],
            &["check", "--all", "--color", "always"],
            &["check", "--format", "github"],
            &["check", "--fix"],
            &["build"],
            &["explain", TERMINAL],
        ] {
            let said = run(&[arguments, &["--lang", lang]].concat());
            assert!(said.contains("U+") || arguments[0] == "build", "{arguments:?}: {said}");
            // Its own colours are left.
            let own = said.split("\u{1b}[").enumerate().map(|(i, part)| match part.split_once('m') {
                Some((code, rest)) if i > 0 && code.bytes().all(|b| b.is_ascii_digit() || b == b';') => rest,
                _ => part,
            });
            let own = if arguments.contains(&"always") { own.collect::<String>() } else { said.clone() };
            let found = own.chars().find(|c| acts(*c));
            assert_eq!(found, None, "{arguments:?}: {own:?}");
        }
    }
}
