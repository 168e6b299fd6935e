//! The built site asks for nothing outside itself, and everything it names is there: it works from a disk and under any
//! address.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use crate::{
    html::{Token, tokens},
    support::{Built, SiteTest, is_pack, join, own_built, years_built},
};

/// The base site, one with more cases, and our own.
fn sites() -> [(&'static str, &'static Built); 6] {
    static SMALL: LazyLock<[Built; 4]> = LazyLock::new(|| {
        let cases = [
            SiteTest::base(),
            SiteTest::fixture("site/two-articles"),
            SiteTest::fixture("rules/broken-link/good"),
            SiteTest::fixture("site/states"),
        ];
        cases.map(|site| site.build())
    });
    let [base, two, links, states] = &*SMALL;
    [
        ("base", base),
        ("two-articles", two),
        ("years", years_built()),
        ("links into pages", links),
        ("states", states),
        ("own", own_built()),
    ]
}

/// A check of a whole site: the faults it finds.
type Check = fn(&Built) -> Vec<String>;

/// What `fault` finds at each tag of every page and picture.
fn at_tags(
    built: &Built,
    fault: impl Fn(&Page<'_>, &str, &[(&str, String)]) -> Option<String>,
) -> Vec<String> {
    let mut found = Vec::new();
    for page in Tree::of(built).pages.values() {
        for token in &page.tokens {
            if let Token::Open(name, attributes) = token
                && let Some(fault) = fault(page, name, attributes)
            {
                found.push(format!("{}: <{name}>: {fault}", page.path));
            }
        }
    }
    found
}

/// A page or picture, taken apart.
struct Page<'a> {
    path: &'a str,
    tokens: Vec<Token<'a>>,
    ids: BTreeSet<String>,
}

/// Pages and pictures by path.
struct Tree<'a> {
    pages: BTreeMap<&'a str, Page<'a>>,
}

impl<'a> Tree<'a> {
    fn of(built: &'a Built) -> Tree<'a> {
        let marked = built.files.keys().filter(|path| path.ends_with(".html") || path.ends_with(".svg"));
        let pages = marked.map(|path| {
            let tokens = tokens(built.text(path));
            let ids = ids(&tokens).into_iter().collect();
            (path.as_str(), Page { path, tokens, ids })
        });
        Tree { pages: pages.collect() }
    }
}

fn ids(tokens: &[Token<'_>]) -> Vec<String> {
    let attributes = tokens.iter().filter_map(|t| match t {
        Token::Open(_, attributes) => Some(attributes),
        _ => None,
    });
    attributes.flatten().filter(|(name, _)| *name == "id").map(|(_, value)| value.clone()).collect()
}

/// Attributes whose address the browser may fetch or follow.
const ADDRESSES: [&str; 9] =
    ["href", "src", "srcset", "poster", "data", "action", "formaction", "ping", "xlink:href"];

fn addresses<'a>(attributes: &'a [(&str, String)]) -> impl Iterator<Item = &'a str> {
    attributes.iter().filter(|(name, _)| ADDRESSES.contains(name)).map(|(_, value)| value.as_str())
}

/// Whether an address has a scheme, as `https:` and `mailto:` have.
fn is_absolute(address: &str) -> bool {
    address.split(['/', '?', '#']).next().is_some_and(|first| first.contains(':'))
}

/// What is fetched without being asked for stands in the site itself; a reader may follow links elsewhere.
fn fetched_from_elsewhere(built: &Built) -> Vec<String> {
    at_tags(built, |_, name, attributes| {
        let of_link = ["canonical", "license", "edit"];
        let followed = name == "a"
            || (name == "link"
                && attributes.iter().any(|(n, v)| *n == "rel" && of_link.contains(&v.as_str())));
        let outside =
            addresses(attributes).find(|address| is_absolute(address) || address.starts_with("//"))?;
        (!followed).then(|| outside.to_owned())
    })
}

fn relative_to_a_server(built: &Built) -> Vec<String> {
    at_tags(built, |_, _, attributes| {
        addresses(attributes).find(|a| a.starts_with('/') && !a.starts_with("//")).map(str::to_owned)
    })
}

fn insecure(built: &Built) -> Vec<String> {
    at_tags(built, |_, _, attributes| {
        let known = |address: &&str| ["https:", "mailto:"].iter().any(|scheme| address.starts_with(scheme));
        addresses(attributes).find(|address| is_absolute(address) && !known(address)).map(str::to_owned)
    })
}

fn leads_nowhere(built: &Built) -> Vec<String> {
    let tree = Tree::of(built);
    at_tags(built, |page, _, attributes| {
        let faults = addresses(attributes)
            .filter(|address| !is_absolute(address) && !address.starts_with('/'))
            .filter_map(|address| {
                Some(format!("{address}: {}", follow(built, &tree, page.path, address).err()?))
            });
        faults.into_iter().next()
    })
}

/// Follows a relative address from a page to the file and the place in it.
fn follow(built: &Built, tree: &Tree<'_>, from: &str, address: &str) -> Result<(), &'static str> {
    let (path, fragment) = address.split_once('#').unwrap_or((address, ""));
    if path.contains('?') {
        return Err("a query has no file");
    }
    let target = if path.is_empty() {
        from.to_owned()
    } else {
        join(from, &percent_decode(path)).ok_or("leads out of the site")?
    };
    if !built.files.contains_key(&target) {
        return Err("no such file");
    }
    if address.ends_with('#') {
        return Err("an empty fragment");
    }
    let has = |page: &Page<'_>| page.ids.contains(&percent_decode(fragment));
    if !fragment.is_empty() && !tree.pages.get(target.as_str()).is_some_and(has) {
        return Err("no such place in the file");
    }
    Ok(())
}

fn percent_decode(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        if *first == b'%' {
            let hex = std::str::from_utf8(&after[..2]).unwrap();
            bytes.push(u8::from_str_radix(hex, 16).unwrap());
            rest = &after[2..];
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8(bytes).unwrap()
}

#[test]
fn links_are_followed() {
    assert_eq!(join("counties/a.html", "../articles/b.html").as_deref(), Some("articles/b.html"));
    assert_eq!(join("a.html", "../b.html"), None);
    assert_eq!(percent_decode("%E7%94%B2-1"), "甲-1");
    assert!(
        is_absolute("https://a.b/c")
            && is_absolute("mailto:a@b")
            && !is_absolute("a/b:c")
            && !is_absolute("#f-a:b")
    );
}

#[test]
fn every_figure_leads_to_its_record() {
    for (site, built) in sites() {
        let tree = Tree::of(built);
        let (mut linked, mut records) = (0, 0);
        for page in tree.pages.values().filter(|page| !is_pack(page.path)) {
            for token in &page.tokens {
                let Token::Open(name, attributes) = token else { continue };
                let value = |key| attributes.iter().find(|(n, _)| *n == key).map(|(_, v)| v.as_str());
                records += usize::from(value("id").is_some_and(|id| id.starts_with("f-")));
                if *name == "a" && value("class").is_some_and(|c| c.split(' ').any(|c| c == "fig")) {
                    let href = value("href").unwrap_or_default();
                    assert!(href.contains("#f-"), "{site}: {}: a figure links to {href:?}", page.path);
                    linked += 1;
                }
            }
        }
        assert!(linked > records && records > 10, "{site}: {linked} figures, {records} records");
    }
}

fn against_the_policy(built: &Built) -> Vec<String> {
    // Files to carry away hold their style themselves, under a policy of their own: see `packs`.
    let mut found = at_tags(built, |page, name, attributes| {
        let has = |wanted: &str| attributes.iter().any(|(n, _)| *n == wanted);
        let data = attributes.iter().any(|(n, v)| *n == "type" && v == "application/ld+json");
        let handler = attributes.iter().find(|(n, _)| n.starts_with("on"));
        let inline = name == "style"
            || (name == "script" && !has("src") && !data)
            || has("style")
            || handler.is_some();
        (inline && !is_pack(page.path)).then(|| "inline style or script".to_owned())
    });
    for (path, text) in built.pages() {
        let policy = text.find("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'self'");
        let first = text.find("<link").unwrap_or(text.len()).min(text.find("<script").unwrap_or(text.len()));
        if policy.is_none_or(|at| at > first) {
            found.push(format!("{path}: no policy before what it should hold for"));
        }
    }
    found
}

fn styles_from_elsewhere(built: &Built) -> Vec<String> {
    let mut found = Vec::new();
    for path in built.files.keys().filter(|path| path.ends_with(".css")) {
        let css = built.text(path);
        for (i, key) in css.match_indices("url(") {
            let address = css[i + key.len()..].split(')').next().unwrap().trim_matches(['"', '\'', ' ']);
            let target = join(path, address).filter(|t| built.files.contains_key(t));
            if !address.starts_with("data:") && target.is_none() {
                found.push(format!("{path}: url({address})"));
            }
        }
        if css.contains("@import") {
            found.push(format!("{path}: @import"));
        }
    }
    found
}

fn ids_used_twice(built: &Built) -> Vec<String> {
    let mut found = Vec::new();
    for page in Tree::of(built).pages.values() {
        let mut seen = BTreeSet::new();
        found.extend(
            ids(&page.tokens)
                .into_iter()
                .filter(|id| !seen.insert(id.clone()))
                .map(|id| format!("{}: {id}", page.path)),
        );
    }
    found
}

fn names_of_nothing(built: &Built) -> Vec<String> {
    at_tags(built, |page, _, attributes| {
        let naming = ["aria-labelledby", "aria-describedby", "aria-controls", "for", "headers"];
        let named = attributes
            .iter()
            .filter(|(name, _)| naming.contains(name))
            .flat_map(|(_, value)| value.split(' '));
        named.into_iter().find(|id| !page.ids.contains(*id)).map(|id| format!("names {id}"))
    })
}

const CHECKS: [(&str, Check); 8] = [
    ("fetched from elsewhere", fetched_from_elsewhere),
    ("relative to a server", relative_to_a_server),
    ("insecure", insecure),
    ("leads nowhere", leads_nowhere),
    ("against the policy", against_the_policy),
    ("styles from elsewhere", styles_from_elsewhere),
    ("ids used twice", ids_used_twice),
    ("names of nothing", names_of_nothing),
];

#[test]
fn sites_are_whole_without_a_network_and_under_any_address() {
    let mut found = Vec::new();
    for (site, built) in sites() {
        assert!(built.pages().count() > 20, "{site} has {} pages", built.pages().count());
        for (what, check) in CHECKS {
            found.extend(check(built).into_iter().map(|fault| format!("{site}: {what}: {fault}")));
        }
    }
    assert!(found.is_empty(), "{} faults:\n{}", found.len(), found[..found.len().min(30)].join("\n"));
}

#[test]
fn planted_faults_are_found() {
    let sound = SiteTest::base().build();
    for (planted, expected) in [
        ("<img src=\"https://example.org/a.png\" alt=\"\">", "fetched from elsewhere"),
        ("<script src=\"//example.org/a.js\"></script>", "fetched from elsewhere"),
        ("<link rel=\"stylesheet\" href=\"https://example.org/a.css\">", "fetched from elsewhere"),
        ("<a href=\"/counties/990101-qingshi.html\">x</a>", "relative to a server"),
        ("<a href=\"http://example.org/\">x</a>", "insecure"),
        ("<a href=\"javascript:alert(1)\">x</a>", "insecure"),
        ("<a href=\"counties/990101.html\">x</a>", "leads nowhere"),
        ("<a href=\"counties/\">x</a>", "leads nowhere"),
        ("<a href=\"../index.html\">x</a>", "leads nowhere"),
        ("<a href=\"counties/990101-qingshi.html#f-no.such\">x</a>", "leads nowhere"),
        ("<a href=\"#nowhere\">x</a>", "leads nowhere"),
        ("<p style=\"color: red\">x</p>", "against the policy"),
        ("<style>p { color: red }</style>", "against the policy"),
        ("<script>alert(1)</script>", "against the policy"),
        ("<button onclick=\"f()\">x</button>", "against the policy"),
        ("<p id=\"main\">x</p>", "ids used twice"),
        ("<p aria-describedby=\"nowhere\">x</p>", "names of nothing"),
    ] {
        let mut files = sound.files.clone();
        let page = sound.text("index.html").replacen("</main>", &format!("{planted}</main>"), 1);
        files.insert("index.html".to_owned(), page.into_bytes());
        let built = Built { files };
        let found: Vec<&str> =
            CHECKS.iter().filter(|(_, check)| !check(&built).is_empty()).map(|(what, _)| *what).collect();
        assert_eq!(found, [expected], "{planted}");
    }
    for css in ["@import 'a.css';", "p { background: url(https://example.org/a.png) }"] {
        let mut files = sound.files.clone();
        files.insert(sound.asset("style.css").to_owned(), css.as_bytes().to_vec());
        assert!(!styles_from_elsewhere(&Built { files }).is_empty(), "{css}");
    }
}
