//! What a build costs, stage by stage and kind of file by kind: `cargo bench --bench stages -- FOLDER`.
//!
//! FOLDER is a site; the invented ones of `benches/peers` can be as large as wanted. Stages use all cores, kinds of files are
//! rendered on one, so that their times can be added up. Nothing is written.
#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a benchmark speaks, and may fail loudly")]

use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use mimalloc::MiMalloc;
use xianzhi::{
    check, derive,
    model::{self, Date},
    read::{self, Wanted},
    render::Renderer,
};

/// As the program has it.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

const TODAY: Date = Date { year: 2026, month: 11, day: 25, approximate: false, uncertain: false };

/// Of each kind, at most so many files are rendered; the rest is taken to be like them.
const SAMPLE: usize = 200;

fn main() {
    let folder = std::env::args().skip(1).find(|arg| !arg.starts_with('-'));
    let folder = folder.unwrap_or_else(|| "tests/fixtures/site/years".to_owned());
    let root = Path::new(&folder);
    println!("{:<32} {:>10} {:>10}", "stage", "ms", "peak MB");
    stage("the files alone", || read_files(&root.join("content")));
    let inputs = stage("read", || read::load_with(root, Wanted::All).unwrap());
    let resolved = stage("resolve", || model::resolve(inputs.raw, &inputs.sources));
    let report = stage("check", || check::run(resolved, inputs.theme, &inputs.sources, TODAY, None));
    let checked = Arc::new(report.checked.unwrap());
    let site = stage("derive", || derive::run(checked));
    let renderer = stage("templates", || Renderer::new(&site).unwrap());
    let pages = stage("search index, list of files", || renderer.pages());

    let mut kinds: BTreeMap<String, Vec<_>> = BTreeMap::new();
    for page in &pages {
        let kind = format!("{:?}", page.kind);
        kinds.entry(kind.split('(').next().unwrap().to_owned()).or_default().push(page);
    }
    let mut rows = Vec::new();
    for (kind, pages) in &kinds {
        let step = pages.len().div_ceil(SAMPLE);
        let (mut taken, mut bytes) = (0, 0);
        let began = Instant::now();
        for page in pages.iter().step_by(step) {
            bytes += renderer.render(page).unwrap().len();
            taken += 1;
        }
        rows.push((kind, pages.len(), began.elapsed().div_f64(f64::from(taken)), bytes / taken as usize));
    }
    rows.sort_by_key(|(_, files, each, _)| std::cmp::Reverse(each.saturating_mul(*files as u32)));
    println!(
        "\n{:<20} {:>8} {:>12} {:>12} {:>10} {:>10}",
        "kind", "files", "µs a file", "bytes a file", "MB/s", "ms in all"
    );
    let mut whole = Duration::ZERO;
    for (kind, files, each, bytes) in rows {
        let all = each * files as u32;
        whole += all;
        let rate = bytes as f64 / each.as_secs_f64() / 1e6;
        println!(
            "{kind:<20} {files:>8} {:>12} {bytes:>12} {rate:>10.0} {:>10}",
            each.as_micros(),
            all.as_millis()
        );
    }
    println!(
        "{:<20} {:>8} {:>12} {:>12} {:>10} {:>10}",
        "all, on one core",
        pages.len(),
        "",
        "",
        "",
        whole.as_millis()
    );
}

fn stage<T>(name: &str, work: impl FnOnce() -> T) -> T {
    let began = Instant::now();
    let result = work();
    println!("{name:<32} {:>10} {:>10}", began.elapsed().as_millis(), peak());
    result
}

/// The floor: every byte of the content read once, on one thread.
fn read_files(folder: &Path) -> usize {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.map(|path| if path.is_dir() { read_files(&path) } else { fs::read(path).unwrap().len() }).sum()
}

/// The most memory that this process has had so far, in MB, where the system tells.
fn peak() -> String {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|l| l.trim().trim_end_matches(" kB").parse::<usize>().ok());
    kilobytes.map_or("?".to_owned(), |n| (n / 1024).to_string())
}
