//! What a check costs: `cargo bench --bench check`.
//!
//! Sites of 1,000 and 10,000 invented articles, 40 figures each, are written from a fixed seed into a folder (memory-backed
//! where `/dev/shm` is there), and every stage is timed, best of five. Times depend on the machine; what holds across machines
//! are the ratios: to reading the same files alone, and of the cost of an article at the two sizes.
#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a benchmark speaks, and may fail loudly")]

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use mimalloc::MiMalloc;
use xianzhi::{
    check,
    model::{self, Date},
    pipeline, read,
};

/// As the program has it.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

const TODAY: Date = Date { year: 2026, month: 11, day: 25, approximate: false, uncertain: false };
const ROUNDS: usize = 5;
const METRICS: usize = 60;
const FIGURES: usize = 40;

fn main() {
    println!("articles  files alone  read    resolve  check   whole   ratio to files  µs an article");
    let mut each = Vec::new();
    for articles in [1_000, 10_000] {
        let folder = temporary();
        write_site(folder.path(), articles);
        let times = Times::measure(folder.path());
        let whole = times.whole.as_secs_f64();
        each.push(whole / articles as f64);
        println!(
            "{articles:<9} {:<12} {:<7} {:<8} {:<7} {:<7} {:<15.1} {:.0}",
            ms(times.files),
            ms(times.read),
            ms(times.resolve),
            ms(times.check),
            ms(times.whole),
            whole / times.files.as_secs_f64(),
            each.last().unwrap() * 1e6,
        );
    }
    println!("an article at 10,000 costs {:.2} of one at 1,000", each[1] / each[0]);
    if let Some(peak) = peak_memory() {
        println!("peak memory of this process, all rounds: {peak}");
    }
}

fn ms(time: Duration) -> String {
    format!("{} ms", time.as_millis())
}

struct Times {
    files: Duration,
    read: Duration,
    resolve: Duration,
    check: Duration,
    whole: Duration,
}

impl Times {
    fn measure(site: &Path) -> Times {
        let mut best = Times {
            files: Duration::MAX,
            read: Duration::MAX,
            resolve: Duration::MAX,
            check: Duration::MAX,
            whole: Duration::MAX,
        };
        for _ in 0..ROUNDS {
            best.files = best.files.min(timed(|| read_files(site)).1);
            let (inputs, read) = timed(|| read::load(site).unwrap());
            let (resolved, resolve) = timed(|| model::resolve(inputs.raw, &inputs.sources));
            let (report, check) = timed(|| check::run(resolved, inputs.theme, &inputs.sources, TODAY, None));
            assert!(report.checked.is_some(), "the site has errors: {:?}", report.findings.first());
            drop(report);
            let (_, whole) = timed(|| pipeline::analyse(site, TODAY, None).unwrap());
            best.read = best.read.min(read);
            best.resolve = best.resolve.min(resolve);
            best.check = best.check.min(check);
            best.whole = best.whole.min(whole);
        }
        best
    }
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let result = work();
    (result, start.elapsed())
}

/// The floor: every byte read once, on one thread.
fn read_files(site: &Path) -> usize {
    let entries = fs::read_dir(site.join("content/articles")).unwrap();
    entries.map(|e| fs::read(e.unwrap().path()).unwrap().len()).sum()
}

fn temporary() -> tempfile::TempDir {
    let memory = PathBuf::from("/dev/shm");
    if memory.is_dir() { tempfile::tempdir_in(memory).unwrap() } else { tempfile::tempdir().unwrap() }
}

fn peak_memory() -> Option<String> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|l| l.starts_with("VmHWM:"))?;
    Some(line.trim_start_matches("VmHWM:").trim().to_owned())
}

/// Numbers that look random and are the same at every run (xorshift64*).
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) % n
    }
}

/// An invented site: five reports a county over as many years.
fn write_site(root: &Path, articles: usize) {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let places = articles.div_ceil(5);
    for folder in ["articles", "tables", "pages"] {
        fs::create_dir_all(root.join("content").join(folder)).unwrap();
    }
    let site = "title: 云州县情\ndescription: 虚构的县，量一量检查要多久。\nlanguages: [zh]\n";
    fs::write(root.join("site.yaml"), site).unwrap();
    fs::write(root.join("content/places.yaml"), places_yaml(places)).unwrap();
    fs::write(root.join("content/metrics.yaml"), metrics_yaml()).unwrap();
    for n in 0..articles {
        let (place, year) = (n / 5, 2016 + n % 5);
        let name = format!("content/articles/{}-p{place}-{year}.md", 100_000 + place);
        fs::write(root.join(name), article(place, year, &mut dice)).unwrap();
    }
}

fn places_yaml(places: usize) -> String {
    let mut text = String::from("places:\n");
    for n in 0..places {
        let (code, prefecture) = (100_000 + n, n / 10);
        let _ = writeln!(
            text,
            "  - {{code: \"{code}\", name: 虚构{n}县, pinyin: p{n}, en: Invented {n}, kind: county, prefecture: 市{prefecture}, province: 云州省}}"
        );
    }
    text
}

/// Domains have names of letters.
fn domain(n: usize) -> char {
    ['a', 'b', 'c', 'd', 'e', 'f'][n]
}

fn unit(metric: usize) -> &'static str {
    ["人", "户", "元", "亩", "个", "人次"][metric % 6]
}

fn metrics_yaml() -> String {
    let mut text = String::from("domains:\n");
    for n in 0..6 {
        let id = domain(n);
        let _ =
            writeln!(text, "  - {{id: field_{id}, label: 领域{n}, en: Field {n}, definition: 虚构的领域。}}");
    }
    text.push_str("metrics:\n");
    for n in 0..METRICS {
        let (unit, domain) = (unit(n), domain(n / 10));
        let _ = writeln!(
            text,
            "  - {{id: field_{domain}.metric_{n}, label: 指标{n}, en: Metric {n}, unit: {unit}, kind: stock, population: 全县, definition: 虚构的指标。}}"
        );
    }
    text
}

fn article(place: usize, year: usize, dice: &mut Dice) -> String {
    let first = (place * 7 + year) % METRICS;
    let id = |i: usize| {
        let n = (first + i) % METRICS;
        format!("field_{}.metric_{n}", domain(n / 10))
    };
    let code = 100_000 + place;
    let mut text = format!(
        "---\ntitle: 虚构{place}县 {year} 年的数字\nplace: \"{code}\"\nsummary: \"年末 {{{{ {} }}}}\"\norigin:\n  headline: 一年来的工作\n  producer: 云岭日报\n  date: {year}-12-20\n  file: {code}-{year}.txt\n  sha256: {:064x}\nperiod: {year}\nmetrics:\n",
        id(0),
        place * 100_000 + year
    );
    for i in 0..FIGURES {
        let unit = unit((first + i) % METRICS);
        let value = match dice.below(4) {
            0 if unit == "元" => format!("{}.{}亿元", dice.below(9) + 1, dice.below(90) + 10),
            0 => format!("{}余{unit}", (dice.below(900) + 100) * 10),
            1 => format!("{}.{}万{unit}", dice.below(90) + 1, dice.below(9) + 1),
            _ => format!("{}{unit}", dice.below(90_000) + 10),
        };
        let (line, id) = (10 + 3 * i, id(i));
        let _ = writeln!(
            text,
            "  - {{metric: {id}, value: {value}, lines: {line}-{}, note: 原文没有写起止年份。}}",
            line + 1
        );
    }
    let _ = writeln!(text, "relations:\n  - {0} <= {0} + {0}\n  - {1} / {1} = 100%\n---", id(0), id(6));
    for (part, heading) in ["就业", "农业", "教育", "道路", "饮水"].into_iter().enumerate() {
        let _ = writeln!(text, "\n## {heading}\n");
        for i in 0..4 {
            let _ = write!(
                text,
                "这一年全县围绕农业、就业、教育和道路开展工作，报道给出的数字是 {{{{ {} }}}}，与上一年相比有所变化，口径见报道原文，是否包含流动人口没有说明。",
                id(part * 4 + i)
            );
        }
        text.push('\n');
    }
    text
}
