//! Addresses that editors write, read as browsers read them: where one leads, and what is wrong with one that no reader may be
//! sent to. In goes the text, out comes its kind or its fault. It never asks whether anything is there.

use crate::diag::{Words, half_width, look_alike, say};

/// Schemes that a link may have: a page of the web, or a letter.
const SCHEMES: [&str; 3] = ["https", "http", "mailto"];

/// Where an address leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Leads {
    /// To a file of the site, as far as it can be told.
    Within,
    /// Out of the site.
    Out,
    /// To where no reader may be sent.
    Nowhere(AddressFault),
}

/// What is wrong with an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AddressFault {
    /// None of the schemes that may be: `javascript:`, `data:`, `file:`.
    Scheme(String),
    /// None at all: `//example.org`, `example.org`.
    NoScheme,
    /// It does not say which site it leads to.
    NoHost,
    /// What stands before an `@` is taken for the site: `https://example.org@elsewhere.example`.
    User(String),
    /// White space or a control character within.
    Sign(char),
    /// A sign of its host looks like another: this one, like that.
    LookAlike(char, char),
}

/// Where an address leads that may be one within the site.
pub fn leads(address: &str) -> Leads {
    let address = as_browsers_read(address);
    let fault = match scheme(&address) {
        None if address.starts_with(['/', '\\']) && address[1..].starts_with(['/', '\\']) => {
            AddressFault::NoScheme
        }
        None => return Leads::Within,
        Some((scheme, rest)) => match fault(&scheme, rest) {
            None => return Leads::Out,
            Some(fault) => fault,
        },
    };
    Leads::Nowhere(fault)
}

/// What keeps a text from being the whole address of a page of the web.
pub fn fault_of_address(text: &str) -> Option<AddressFault> {
    if let Some(sign) = text.trim().chars().find(|c| c.is_whitespace() || c.is_control()) {
        return Some(AddressFault::Sign(sign));
    }
    match scheme(&as_browsers_read(text)) {
        None => Some(AddressFault::NoScheme),
        Some((scheme, _)) if scheme == "mailto" => Some(AddressFault::Scheme(scheme)),
        Some((scheme, rest)) => fault(&scheme, rest),
    }
}

/// Without the signs that browsers take out of an address before they read it.
fn as_browsers_read(address: &str) -> String {
    let bare = address.trim_matches(|c| c <= ' ');
    bare.chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')).collect()
}

/// The scheme of an address, in small letters, and what follows its colon.
fn scheme(address: &str) -> Option<(String, &str)> {
    let (scheme, rest) = address.split_once(':')?;
    let sign = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    let is_one = scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.chars().all(sign);
    is_one.then(|| (scheme.to_ascii_lowercase(), rest))
}

fn fault(scheme: &str, rest: &str) -> Option<AddressFault> {
    if !SCHEMES.contains(&scheme) {
        return Some(AddressFault::Scheme(scheme.to_owned()));
    }
    if scheme == "mailto" {
        return None;
    }
    let Some(rest) = rest.strip_prefix("//") else { return Some(AddressFault::NoHost) };
    let host = rest.split(['/', '\\', '?', '#']).next().unwrap_or_default();
    if let Some((_, host)) = host.rsplit_once('@') {
        return Some(AddressFault::User(host.to_owned()));
    }
    if host.is_empty() || host.starts_with([':', '.']) {
        return Some(AddressFault::NoHost);
    }
    let alike = |c| look_alike(c).or_else(|| Some(half_width(c)).filter(|plain| *plain != c));
    host.chars().find_map(|c| Some(AddressFault::LookAlike(c, alike(c)?)))
}

impl AddressFault {
    /// What is wrong, as it reads after the name of a field or of a link, and what to do.
    pub fn words(&self) -> (Words, Words) {
        match self {
            AddressFault::Scheme(scheme) => (
                say!("不能用 {scheme}: 开头", "cannot begin with {scheme}:"),
                Words::fixed(
                    "网址以 https:// 或 http:// 开头，邮箱以 mailto: 开头（只用于链接）",
                    "an address begins with https:// or http://; the mail address of a link with mailto:",
                ),
            ),
            AddressFault::NoScheme => (
                Words::fixed("不是完整的网址", "is not a whole address"),
                Words::fixed(
                    "以 https:// 或 http:// 开头，例如 https://example.org/；没有网址的，删去",
                    "start it with https:// or http://, such as https://example.org/, or take it out",
                ),
            ),
            AddressFault::NoHost => (
                Words::fixed("没有写明是哪个网站", "does not say which site it leads to"),
                Words::fixed("写成 https://example.org/…", "write it as in https://example.org/…"),
            ),
            AddressFault::User(host) => (
                say!(
                    "里有 @：它通向 {host}，不是 @ 前面的网站",
                    "has an @ in it: it leads to {host}, not to what stands before the @"
                ),
                say!("写成 https://{host}/…", "write https://{host}/…"),
            ),
            AddressFault::Sign(sign) => {
                let code = u32::from(*sign);
                (
                    say!("里有空格或换行（U+{code:04X}）", "has white space in it (U+{code:04X})"),
                    Words::fixed(
                        "只写一个网址；里面的空格写成 %20",
                        "write one address; a space in it is written %20",
                    ),
                )
            }
            AddressFault::LookAlike(sign, plain) => {
                let code = u32::from(*sign);
                (
                    say!(
                        "里的 {sign}（U+{code:04X}）看上去像 {plain}，是另一个字符",
                        "has a sign {sign} (U+{code:04X}) in it that looks like {plain} and is another"
                    ),
                    say!(
                        "改成键盘上的 {plain}；真是别的文字的域名，写它的 xn-- 形式",
                        "write the plain {plain}; a name that is really in another script is written in its form xn--…"
                    ),
                )
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{AddressFault, Leads, fault_of_address, leads};

    #[test]
    fn addresses_lead_where_browsers_go() {
        for (address, to) in [
            ("../tables/a.md#s-1", Leads::Within),
            ("#f-a.b", Leads::Within),
            ("/a.html", Leads::Within),
            ("甲:乙.md", Leads::Within),
            ("https://example.org/a?b#c", Leads::Out),
            (" HTTPS://例.cn:8080", Leads::Out),
            ("mailto:a@example.org", Leads::Out),
        ] {
            assert_eq!(leads(address), to, "{address}");
        }
        for refused in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "\u{1} \tjava\nscr\tipt\r:alert(1)",
            "javascript://%0aalert(1)",
            "data:text/html,<b>",
            "vbscript:x",
            "file:///etc/passwd",
            "blob:https://example.org/a",
            "ftp://example.org",
            "view-source:https://example.org",
            "//example.org",
            "\\\\example.org",
            "/\\example.org",
            "/\t/example.org",
            "https:example.org",
            "https:///a",
            "https://",
            "https://example.org@elsewhere.example/",
            "https://ехample.org",
            "https://ｅxample.org",
            "https://example．org",
        ] {
            assert!(matches!(leads(refused), Leads::Nowhere(_)), "{refused}: {:?}", leads(refused));
        }
    }

    #[test]
    fn whole_addresses_are_of_the_web() {
        assert_eq!(fault_of_address("https://example.org"), None);
        assert_eq!(fault_of_address("https://example.org/a\n/b"), Some(AddressFault::Sign('\n')));
        assert_eq!(fault_of_address("example.org"), Some(AddressFault::NoScheme));
        assert_eq!(fault_of_address("mailto:a@b.c"), Some(AddressFault::Scheme("mailto".into())));
    }
}
