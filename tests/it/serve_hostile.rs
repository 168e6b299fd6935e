//! The preview and requests that no editor's browser makes: it answers this machine alone and for itself alone, reads no
//! file of it, and goes on.

use std::{
    fs,
    io::Write as _,
    net::{Shutdown, TcpStream},
};

use crate::{
    preview::{Answer, PAGE, Preview, ended},
    support::SiteTest,
};

/// What stands in files that no request may read.
const SECRET: &str = "密码";

/// A preview with a secret in the folder of its site, and in that of its content.
fn preview(site: &SiteTest) -> Preview {
    site.write("secret.txt", SECRET).write("content/secret.html", SECRET);
    Preview::of(&site.root(), None)
}

/// The preview is as it was.
fn goes_on(preview: &Preview, after: &str) {
    let page = preview.get(PAGE);
    assert!(page.status == 200 && page.body.contains("青石县的脱贫与饮水"), "after {after}: {}", page.head);
}

#[test]
fn only_this_machine_is_answered() {
    let site = SiteTest::base();
    let preview = preview(&site);
    for (status, hosts) in [
        (200, &["localhost", "LOCALHOST", "127.0.0.1:1", "[::1]", "[::1]:8430"][..]),
        (403, &["evil.example", "evil.example:8430", "127.0.0.1.evil.example", "", "0.0.0.0", "localhost."]),
        (403, &["user@localhost", "localhost:80@evil.example", "localhost:evil", "localhost, evil.example"]),
    ] {
        for host in hosts {
            let answer = preview.send(&format!("GET {PAGE} HTTP/1.1\r\nHost: {host}"));
            assert_eq!(answer.status, status, "{host}: {}", answer.body);
        }
    }
    for (status, lines) in [
        (400, format!("GET {PAGE} HTTP/1.1")),
        (400, format!("GET {PAGE} HTTP/1.0")),
        (400, format!("GET {PAGE} HTTP/1.1\r\nHost: localhost\r\nHost: evil.example")),
        (400, format!("GET {PAGE} HTTP/1.1\r\nHost: localhost\r\nHost: localhost")),
        (200, format!("GET http://localhost{PAGE} HTTP/1.1\r\nHost: localhost")),
        (403, format!("GET http://evil.example{PAGE} HTTP/1.1\r\nHost: localhost")),
        (403, format!("GET http://localhost@evil.example{PAGE} HTTP/1.1\r\nHost: localhost")),
        (403, format!("GET http://localhost{PAGE} HTTP/1.1\r\nHost: evil.example")),
        (403, "GET evil.example HTTP/1.1\r\nHost: localhost".to_owned()),
    ] {
        let answer = preview.send(&lines);
        assert_eq!(answer.status, status, "{lines}: {}", answer.body);
    }
    for address in ["127.0.0.2", "[::1]"] {
        assert!(TcpStream::connect(format!("{address}:{}", preview.port)).is_err(), "{address} is bound too");
    }
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PROPFIND"] {
        let answer = preview.send(&format!("{method} {PAGE} HTTP/1.1\r\nHost: localhost"));
        assert_eq!(answer.status, 405, "{method}");
    }
}

#[test]
fn only_its_own_pages_are_answered_but_for_links() {
    let site = SiteTest::base();
    let preview = preview(&site);
    let asked = |path: &str, site: &str, mode: &str, dest: &str| {
        let said = format!("Sec-Fetch-Site: {site}\r\nSec-Fetch-Mode: {mode}\r\nSec-Fetch-Dest: {dest}");
        preview.send(&format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n{said}"))
    };
    // Another port of this machine is of the same site.
    for from in ["cross-site", "same-site", "anything"] {
        for (path, mode, dest) in [
            (PAGE, "navigate", "iframe"),
            (PAGE, "no-cors", "image"),
            (PAGE, "cors", "empty"),
            ("/__xianzhi/desk.js", "no-cors", "script"),
            ("/__xianzhi/events", "cors", "empty"),
            ("/__xianzhi/before.html", "navigate", "object"),
        ] {
            let answer = asked(path, from, mode, dest);
            assert_eq!(answer.status, 403, "{path} from {from} as {dest}: {}", answer.body);
            assert!(answer.body.contains("其他网站不能引用预览"), "{}", answer.body);
        }
        assert_eq!(asked(PAGE, from, "navigate", "document").status, 200, "a link from {from}");
    }
    assert_eq!(asked(PAGE, "same-origin", "navigate", "iframe").status, 200);
    assert_eq!(asked(PAGE, "none", "navigate", "document").status, 200);
}

#[test]
fn every_answer_tells_the_browser_to_give_it_to_no_other_site() {
    let site = SiteTest::base();
    let preview = preview(&site);
    let closed = |answer: &Answer, what: &str| {
        for line in [
            "cache-control: no-store",
            "content-security-policy: frame-ancestors 'self'",
            "cross-origin-opener-policy: same-origin",
            "cross-origin-resource-policy: same-origin",
            "referrer-policy: same-origin",
            "x-content-type-options: nosniff",
        ] {
            assert!(answer.head.contains(line), "{what}: no {line} in\n{}", answer.head);
        }
        assert!(!answer.head.contains("access-control-"), "{what}: {}", answer.head);
    };
    for path in
        [PAGE, "/data/observations.csv", "/__xianzhi/desk.js", "/__xianzhi/before.html", "/no", "/no.html"]
    {
        let lines = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nOrigin: http://evil.example");
        closed(&preview.send(&lines), path);
    }
    closed(&preview.send("GET / HTTP/1.1\r\nHost: evil.example"), "a refusal");
    closed(&preview.send("POST / HTTP/1.1\r\nHost: localhost"), "another refusal");
}

#[test]
fn no_path_of_a_request_leads_to_a_file() {
    let site = SiteTest::base();
    let root = site.root();
    let preview = preview(&site);
    let whole = format!("/{}", root.join("secret.txt").display());
    let paths = [
        "/secret.txt",
        "/content/secret.html",
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/%252e%252e%252fsecret.txt",
        "/..\\secret.txt",
        "/..%5csecret.txt",
        "/%c0%ae%c0%ae%c0%afsecret.txt",
        "/%ff%fe/secret.txt",
        "/../",
        "/..",
        "/.",
        "/%",
        "/%0",
        "/secret.txt?/index.html",
        "//index.html",
        "//etc/passwd",
        "//localhost/secret.txt",
        "/C:/secret.txt",
        "/c:%5csecret.txt",
        "/file:///etc/passwd",
        "/index.html%00",
        "/index.html/",
        "/index.html/../secret.txt",
        "/__xianzhi/../secret.txt",
        "/__xianzhi/notice.html",
        "/__xianzhi/zh.yaml%00.html",
        "/__xianzhi/beside/../../secret.html",
        "/__xianzhi/beside/..%2f..%2fsite.html",
        "/__xianzhi/beside/.html",
        "*",
    ];
    for path in paths.into_iter().chain([whole.as_str()]) {
        let answer = preview.get(path);
        assert_eq!(answer.status, 404, "{path}: {}", answer.body);
        assert!(!answer.body.contains(SECRET), "{path}");
    }
    for path in [&b"/\xe5\x8e\xbf.html"[..], b"/\xff", b"/a b", b"/a\0b", &[b'a'; 1_000_000]] {
        let answer = preview
            .raw(&[b"GET ", path, b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"].concat());
        let said = String::from_utf8_lossy(&path[..path.len().min(20)]).into_owned();
        assert!([0, 400, 403, 404, 414, 431].contains(&answer.status), "{said}: {}", answer.head);
    }
    goes_on(&preview, "paths");
}

#[test]
fn what_is_no_request_ends_its_own_connection_alone() {
    let site = SiteTest::base();
    let preview = preview(&site);
    let host = "Host: localhost\r\n";
    let noise: Vec<u8> = (0..5000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    let many: String = (0..500).map(|n| format!("x-{n}: y\r\n")).collect();
    let large = format!("GET / HTTP/1.1\r\n{host}Cookie: {}\r\n\r\n", "a".repeat(1_000_000));
    for (what, bytes, expected) in [
        ("noise", &noise[..], &[0, 400][..]),
        (
            "a greeting of TLS",
            b"\x16\x03\x01\x00\xa5\x01\x00\x00\xa1\x03\x03aaaaaaaaaaaaaaa\r\n\r\n",
            &[0, 400],
        ),
        ("the preface of HTTP/2", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0", &[0, 400]),
        ("another protocol", b"EHLO localhost\r\n\r\n", &[0, 400]),
        ("nothing", b"\r\n\r\n\r\n\r\n", &[0, 400]),
        ("many fields", format!("GET / HTTP/1.1\r\n{many}{host}\r\n").as_bytes(), &[431]),
        ("a large field", large.as_bytes(), &[0, 431]), // it is answered before it was sent, and may be lost
        (
            "two lengths",
            format!("GET / HTTP/1.1\r\n{host}Content-Length: 1\r\nContent-Length: 2\r\n\r\n").as_bytes(),
            &[400],
        ),
    ] {
        let answer = preview.raw(bytes);
        assert!(expected.contains(&answer.status), "{what}: {}", answer.head);
        goes_on(&preview, what);
    }
    // A body is not waited for.
    for body in ["Content-Length: 1000000\r\n\r\nabc", "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"] {
        for (method, status) in [("GET", 200), ("POST", 405)] {
            let answer = preview.raw(format!("{method} {PAGE} HTTP/1.1\r\n{host}{body}").as_bytes());
            assert_eq!(answer.status, status, "{method} with {body}: {}", answer.head);
        }
    }
    let upgrade = "Connection: Upgrade, close\r\nUpgrade: websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZQ==";
    assert_eq!(preview.raw(format!("GET {PAGE} HTTP/1.1\r\n{host}{upgrade}\r\n\r\n").as_bytes()).status, 200);
    // Requests sent at once are answered in order.
    let one = format!("HEAD {PAGE} HTTP/1.1\r\n{host}\r\n");
    let last = format!("HEAD /no HTTP/1.1\r\n{host}Connection: close\r\n\r\n");
    let all = preview.raw(format!("{}{last}", one.repeat(20)).as_bytes());
    let all = format!("{}{}", all.head, all.body).to_lowercase();
    assert_eq!((all.matches("http/1.1 200").count(), all.matches("http/1.1 404").count()), (20, 1));
    goes_on(&preview, "all of it");
}

#[test]
fn who_does_not_end_a_request_is_not_waited_for() {
    let site = SiteTest::base();
    let preview = preview(&site);
    let connected = |sent: &[u8]| {
        let mut stream = preview.connect();
        stream.write_all(sent).unwrap();
        stream
    };
    let mut silent = connected(b"");
    let mut half = connected(b"GET / HTTP/1.1\r\nHost: local");
    let mut kept = connected(format!("HEAD {PAGE} HTTP/1.1\r\nHost: localhost\r\n\r\n").as_bytes());
    let mut closed = connected(b"GET / HTTP/1.1\r\n");
    closed.shutdown(Shutdown::Write).unwrap();
    for (what, stream, status) in [
        ("silent", &mut silent, 0),
        ("half", &mut half, 0),
        ("kept", &mut kept, 200),
        ("closed", &mut closed, 0),
    ] {
        assert_eq!(ended(stream).status, status, "{what}");
    }
    fs::remove_file(site.root().join("secret.txt")).unwrap();
    goes_on(&preview, "silence");
}
