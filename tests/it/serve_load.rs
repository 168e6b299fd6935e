//! The preview and many at once: slow ones, ones that do not read, tabs that come and go, more than files may be open. It
//! answers the next one, and takes no more room with every request.

use std::{
    io::{BufRead as _, BufReader, Write as _},
    net::TcpStream,
    path::Path,
    sync::{Mutex, MutexGuard, PoisonError},
    thread,
    time::{Duration, Instant},
};

use crate::{
    preview::{FILE, PAGE, PATIENCE, Preview},
    support::{SiteTest, not_run},
};

/// How many come at once: three times as many as there is room for, and as many as a test may have open.
const MANY: usize = 600;

/// The most files that the preview has open with all room taken.
const OPEN: usize = 260;

/// Nobody is kept waiting until others are done with.
const SOON: Duration = Duration::from_secs(10);

/// How many megabytes more it may take after ten thousand requests: less than what is lost if each leaves as much as a closed
/// tab would, which is about 3,500 bytes.
const GROWTH: u64 = 32;

/// One of these tests at a time: they count files and memory, and open many connections themselves.
fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whether the system says what a process takes.
fn is_told(test: &str) -> bool {
    let is_told = Path::new("/proc/self/fd").is_dir();
    if !is_told {
        not_run(test, "no /proc, which says what a process takes");
    }
    is_told
}

fn many(preview: &Preview, sent: &[u8]) -> Vec<TcpStream> {
    let connect = |_| {
        let mut stream = preview.connect();
        stream.set_nonblocking(true).unwrap();
        let _ = stream.write_all(sent);
        stream
    };
    (0..MANY).map(connect).collect()
}

fn answers_soon(preview: &Preview, what: &str) {
    let began = Instant::now();
    assert_eq!(preview.get(PAGE).status, 200, "{what}");
    assert!(began.elapsed() < SOON, "{what}: after {:?}", began.elapsed());
}

#[test]
fn many_who_send_a_byte_now_and_then_keep_nobody_from_an_answer() {
    let (_alone, site) = (alone(), SiteTest::base());
    let preview = Preview::of(&site.root(), None);
    let mut slow = many(&preview, b"GET / HTTP/1.1\r\nX: ");
    for _ in 0..3 {
        answers_soon(&preview, "slow ones");
        for stream in &mut slow {
            let _ = stream.write_all(b"x");
        }
        thread::sleep(Duration::from_millis(200));
    }
    if is_told("how many slow connections are open") {
        assert!(preview.open() < OPEN, "{}", preview.open());
    }
}

#[test]
fn many_requests_at_once_are_all_answered() {
    let (_alone, site) = (alone(), SiteTest::base());
    let preview = Preview::of(&site.root(), None);
    thread::scope(|scope| {
        let asked: Vec<_> = (0..MANY / 2).map(|_| scope.spawn(|| preview.get(PAGE).status)).collect();
        assert!(asked.into_iter().all(|answer| answer.join().unwrap() == 200));
    });
}

#[test]
fn who_does_not_read_takes_little_room_and_nobody_s_answer() {
    let (_alone, site) = (alone(), SiteTest::base());
    let preview = Preview::of(&site.root(), None);
    answers_soon(&preview, "the first");
    let told = is_told("what it takes not to be read").then(|| preview.memory());
    let deaf =
        many(&preview, format!("GET {PAGE} HTTP/1.1\r\nHost: localhost\r\n\r\n").repeat(100).as_bytes());
    answers_soon(&preview, "ones that do not read");
    if let Some(before) = told {
        let grown = preview.memory().saturating_sub(before);
        assert!(grown < 300 && preview.open() < OPEN, "{grown} MB, {} files", preview.open());
    }
    drop(deaf);
    answers_soon(&preview, "all of that");
}

#[test]
fn tabs_that_come_and_go_leave_nothing_and_the_next_is_told_of_changes() {
    let (_alone, site) = (alone(), SiteTest::base());
    let preview = Preview::of(&site.root(), None);
    let listen = b"GET /__xianzhi/events HTTP/1.1\r\nHost: localhost\r\n\r\n";
    let is_told = is_told("what closed tabs leave");
    for _ in 0..3 {
        let tabs = many(&preview, listen);
        answers_soon(&preview, "many tabs");
        assert!(!is_told || preview.open() < OPEN, "{}", preview.open());
        drop(tabs);
    }
    let began = Instant::now();
    while is_told && preview.open() > 30 {
        assert!(began.elapsed() < PATIENCE, "{} files stay open", preview.open());
        thread::sleep(Duration::from_millis(50));
    }
    // Each would leave some thousand bytes until something is saved, which nobody does here.
    let once = |_| {
        let mut stream = preview.connect();
        stream.write_all(listen).unwrap();
        BufReader::new(stream).read_line(&mut String::new()).unwrap()
    };
    let opened = |times: usize| (0..times).map(once).filter(|read| *read > 0).count();
    assert_eq!(opened(1_000), 1_000);
    let before = is_told.then(|| preview.memory());
    assert_eq!(opened(15_000), 15_000);
    if let Some(before) = before {
        let after = preview.memory();
        assert!(after <= before + GROWTH, "{before} MB, and after 15,000 closed tabs {after} MB");
    }

    let mut tab = preview.connect();
    tab.write_all(listen).unwrap();
    let mut lines = BufReader::new(tab).lines();
    assert!(lines.next().unwrap().unwrap().contains("200"));
    site.edit(FILE, "title: 青石县的脱贫与饮水", "title: 青石县的茶叶");
    let told = lines.map(|line| line.unwrap()).find(|line| line.contains("event: change"));
    assert!(told.is_some(), "the connection ended");
}

#[test]
#[cfg(unix)]
fn where_no_more_files_may_be_open_it_goes_on() {
    let (_alone, site) = (alone(), SiteTest::base());
    let preview = Preview::with_files(&site.root(), 64);
    let silent: Vec<_> = (0..150).map(|_| preview.connect()).collect();
    answers_soon(&preview, "more connections than files may be open");
    drop(silent);
    answers_soon(&preview, "all of them are gone");
}

#[test]
fn ten_thousand_requests_take_no_more_room_than_the_first() {
    let (_alone, site) = (alone(), SiteTest::base());
    if !is_told("the memory of 10,000 requests") {
        return;
    }
    let preview = Preview::of(&site.root(), None);
    let paths = [PAGE, "/no.html", "/no.css", "/index.html", "/__xianzhi/desk.js", "/__xianzhi/before.html"];
    let asked = |times: usize| {
        for n in 0..times {
            assert_ne!(preview.get(paths[n % paths.len()]).status, 0);
        }
        preview.memory()
    };
    let before = asked(2_000);
    let after = asked(10_000);
    assert!(after <= before + GROWTH, "{before} MB after 2,000 requests, {after} MB after 12,000");
}

#[test]
fn two_hundred_saves_take_no_more_room_than_the_first() {
    let (_alone, site) = (alone(), SiteTest::base());
    if !is_told("the memory of 200 saves") {
        return;
    }
    let preview = Preview::of(&site.root(), None);
    let text = site.read(FILE);
    let saved = |from: usize, to: usize| {
        for n in from..to {
            let title = format!("title: 第{n}次 ");
            site.write(FILE, text.replacen("title: ", &title, 1));
            preview.until_has(PAGE, title.trim_start_matches("title: "));
        }
        preview.memory()
    };
    let before = saved(0, 50);
    let after = saved(50, 250);
    // Reading takes megabytes each time, and what is given back is not all free at once.
    assert!(after <= before + 2 * GROWTH, "{before} MB after 50 saves, {after} MB after 250");
}
