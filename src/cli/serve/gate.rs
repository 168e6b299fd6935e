//! Who is answered: a browser of this machine, for pages of the preview itself. A request in, the reason why it is refused
//! out, and what every answer tells the browser, so that no other web site shows, loads or reads the preview.
//!
//! Never: looks at what is asked for.

use hyper::{
    HeaderMap, Method, Request, StatusCode,
    header::{ALLOW, HOST, HeaderName, HeaderValue},
};

use super::answer::{Answer, line};
use crate::diag::{Lang, Words};

static ONE_HOST: Words = Words::fixed("请求要有且只有一个 Host", "a request has to name one host, once");
static ELSEWHERE: Words = Words::fixed("只在本机预览", "the preview is for this machine alone");
static OTHER_SITE: Words =
    Words::fixed("其他网站不能引用预览", "the preview is not for other web sites to load or to show");
static ONLY_READ: Words = Words::fixed("预览只供查看", "the preview can only be looked at");

/// The names of this machine that no other machine can be given.
const NAMES: [&str; 3] = ["127.0.0.1", "localhost", "[::1]"];

/// What a browser is told with every answer: to keep nothing, to guess no types, and to give nothing to other sites, neither
/// as a frame nor as a script or picture nor as a window. The policy is the one that a published site is to have, but for
/// the frame beside a source text.
const CLOSED: [(&str, &str); 6] = [
    ("cache-control", "no-store"),
    (
        "content-security-policy",
        "frame-ancestors 'self'; form-action 'self'; base-uri 'self'; object-src 'none'",
    ),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("referrer-policy", "same-origin"),
    ("x-content-type-options", "nosniff"),
];

/// Why a request is not answered, where it is not.
pub(super) fn refused<B>(request: &Request<B>, lang: Lang) -> Option<Answer> {
    let mut hosts = request.headers().get_all(HOST).iter();
    let (Some(host), None) = (hosts.next(), hosts.next()) else {
        return Some(line(StatusCode::BAD_REQUEST, ONE_HOST.in_lang(lang)));
    };
    // A whole address as the target of a request names the host again, and counts before the header.
    let named = request.uri().authority().map(|authority| authority.as_str().as_bytes());
    if !std::iter::once(host.as_bytes()).chain(named).all(is_here) {
        return Some(line(StatusCode::FORBIDDEN, ELSEWHERE.in_lang(lang)));
    }
    if is_for_another_site(request.headers()) {
        return Some(line(StatusCode::FORBIDDEN, OTHER_SITE.in_lang(lang)));
    }
    if ![Method::GET, Method::HEAD].contains(request.method()) {
        let mut answer = line(StatusCode::METHOD_NOT_ALLOWED, ONLY_READ.in_lang(lang));
        answer.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
        return Some(answer);
    }
    None
}

/// Whether a host and port are this machine, whatever the port: it may have been forwarded from another one.
fn is_here(authority: &[u8]) -> bool {
    let end = authority.iter().rposition(|b| *b == b':').filter(|_| !authority.ends_with(b"]"));
    let (name, port) = authority.split_at(end.unwrap_or(authority.len()));
    NAMES.iter().any(|own| name.eq_ignore_ascii_case(own.as_bytes()))
        && port.iter().skip(1).all(u8::is_ascii_digit)
}

/// Whether a page of another site (another port of this machine is one) asks, but for a link to the preview that somebody
/// follows. A browser that is too old to say so still goes by what it is told with the answer.
fn is_for_another_site(headers: &HeaderMap) -> bool {
    let said = |name| headers.get(name).map(HeaderValue::as_bytes);
    let is_own = matches!(said("sec-fetch-site"), None | Some(b"same-origin" | b"none"));
    let is_link = said("sec-fetch-mode") == Some(b"navigate") && said("sec-fetch-dest") == Some(b"document");
    !is_own && !is_link
}

/// Puts on an answer what every answer tells the browser.
pub(super) fn close(headers: &mut HeaderMap) {
    let closed = CLOSED.map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)));
    headers.extend(closed);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_this_machine_or_not() {
        for host in
            ["127.0.0.1", "127.0.0.1:8430", "localhost", "LocalHost:80", "localhost:", "[::1]", "[::1]:9000"]
        {
            assert!(is_here(host.as_bytes()), "{host}");
        }
        for host in [
            "",
            ":8430",
            "evil.example",
            "evil.example:8430",
            "127.0.0.1.evil.example",
            "localhost.evil.example",
            "evil.localhost",
            "localhost.",
            "0.0.0.0",
            "127.1",
            "2130706433",
            "[::ffff:127.0.0.1]",
            "[::1",
            "::1",
            "user@localhost",
            "localhost:80@evil.example",
            "localhost:evil",
            "127.0.0.1:80:80",
            "localhost,evil.example",
            "localhost evil.example",
            "localhost/",
        ] {
            assert!(!is_here(host.as_bytes()), "{host}");
        }
    }
}
