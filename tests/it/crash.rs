//! Runs that end badly: killed, on a full disk, without handles, beside each other, while files come and go. What is
//! published stays a whole site, what an editor wrote stays, and the next run works.

use std::{
    collections::BTreeMap,
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::{Duration, Instant},
};

use crate::{
    cli::{code, on, said, xianzhi},
    fix::mistaken,
    support::{Dice, SiteTest, not_run, program, tree},
};

type Tree = BTreeMap<String, Vec<u8>>;

/// Starts a command on a site and does not wait for it.
fn start(site: &Path, args: &[&str]) -> Child {
    let mut command = on(site, &[program()], args);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

/// Names in a folder that are ours for the time of a run.
fn left(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name.contains(".xianzhi-")).collect()
}

/// Two states of a site that differ on every page, and what is built of each.
struct TwoStates {
    site: SiteTest,
    sites: [Tree; 2],
}

impl TwoStates {
    /// The second is that of the base site.
    const TITLES: [&str; 2] = ["云州各县", "云州县情"];

    fn new() -> TwoStates {
        let site = SiteTest::base();
        let mut states = TwoStates { site, sites: Default::default() };
        for n in [1, 0] {
            states.turn_to(n);
            states.build();
            states.sites[n] = tree(&states.public());
        }
        assert_ne!(states.sites[0]["about.html"], states.sites[1]["about.html"]);
        states
    }

    /// Lets the content be this state.
    fn turn_to(&self, n: usize) {
        let text = self.site.read("site.yaml");
        self.site.write("site.yaml", text.replace(Self::TITLES[1 - n], Self::TITLES[n]));
    }

    fn public(&self) -> PathBuf {
        self.site.root().join("public")
    }

    /// Builds to the end: nothing of ours is left beside the site.
    fn build(&self) {
        let output = xianzhi(&self.site.root(), &["build"]);
        assert_eq!(code(&output), 0, "{}", said(&output));
        assert_eq!(left(&self.site.root()), [""; 0]);
    }

    /// Which state is published, as a whole.
    fn published(&self) -> usize {
        let public = tree(&self.public());
        self.sites.iter().position(|site| *site == public).unwrap_or_else(|| {
            let differs =
                |site: &Tree| site.iter().filter(|(path, bytes)| public.get(*path) != Some(bytes)).count();
            panic!("neither site: {} files, {:?} differ", public.len(), self.sites.each_ref().map(differs))
        })
    }
}

/// 200 builds are killed: half of them at any time, half around the moment when the new site takes its place.
#[test]
fn a_killed_build_leaves_one_whole_site_and_the_next_one_works() {
    let states = TwoStates::new();
    let began = Instant::now();
    states.build();
    let whole = began.elapsed();
    let (mut dice, mut ended, mut turned) = (Dice(9), 0, 0);
    for round in 0..200 {
        let before = states.published();
        states.turn_to(1 - before);
        let mut run = start(&states.site.root(), &["build"]);
        if round % 2 == 0 {
            thread::sleep(whole.mul_f64(dice.below(1000) as f64 / 900.0));
        } else {
            // The list is the last file that is written.
            let list = states.site.root().join(".public.xianzhi-new/SHA256SUMS");
            while !list.exists() && run.try_wait().unwrap().is_none() {
                thread::sleep(Duration::from_micros(50));
            }
            thread::sleep(Duration::from_micros(50 * dice.below(200) as u64));
        }
        run.kill().unwrap();
        ended += usize::from(run.wait().unwrap().success());
        turned += usize::from(states.published() != before);
        if round % 10 == 9 {
            states.build();
        }
    }
    assert!(ended < 190, "only {} of the builds were killed", 200 - ended);
    assert!((20..180).contains(&turned), "{turned} of 200 builds put their site in place");
}

#[test]
fn of_builds_at_once_one_writes_and_the_others_say_so() {
    let states = TwoStates::new();
    for round in 0..10 {
        let wanted = 1 - states.published();
        states.turn_to(wanted);
        let runs: Vec<_> = (0..3).map(|_| start(&states.site.root(), &["build"])).collect();
        let outputs: Vec<Output> = runs.into_iter().map(|run| run.wait_with_output().unwrap()).collect();
        assert!(outputs.iter().any(|output| code(output) == 0), "round {round}");
        for output in outputs.iter().filter(|output| code(output) != 0) {
            assert!(said(output).contains("另一个 xianzhi 正在写"), "{}", said(output));
        }
        assert_eq!(states.published(), wanted);
        assert_eq!(left(&states.site.root()), [""; 0]);
    }
}

/// Files are replaced, emptied, taken away and brought back while builds run. Each build is a whole one or says why it is none.
#[test]
fn files_that_come_and_go_during_a_build_leave_a_whole_site() {
    let states = TwoStates::new();
    let article = states.site.root().join("content/articles/990101-qingshi-2019.md");
    let text = fs::read(&article).unwrap();
    let (aside, done) = (article.with_extension("aside"), AtomicBool::new(false));
    thread::scope(|scope| {
        let shake = || {
            while !done.load(Ordering::Relaxed) {
                fs::rename(&article, &aside).unwrap();
                thread::sleep(Duration::from_millis(3));
                fs::rename(&aside, &article).unwrap();
                let mut slow = fs::File::create(&article).unwrap();
                for half in text.chunks(text.len() / 2 + 1) {
                    thread::sleep(Duration::from_millis(2));
                    slow.write_all(half).unwrap();
                }
                states.turn_to(0);
                states.turn_to(1);
                thread::sleep(Duration::from_millis(30)); // so that some builds come to their end
            }
        };
        let shaking = scope.spawn(shake);
        let mut built = 0;
        for _ in 0..20 {
            let output = xianzhi(&states.site.root(), &["build"]);
            assert!(code(&output) == 0 || said(&output).contains("错误"), "{}", said(&output));
            built += usize::from(code(&output) == 0);
            let verified = Command::new(program()).arg("verify").arg(states.public()).output().unwrap();
            assert_eq!(code(&verified), 0, "{}", said(&verified));
        }
        done.store(true, Ordering::Relaxed);
        shaking.join().unwrap();
        assert!(built > 0, "no build came to its end");
    });
    states.turn_to(1);
    states.build();
    assert_eq!(states.published(), 1);
}

#[cfg(unix)]
#[test]
fn a_build_without_file_handles_says_so_and_leaves_the_site() {
    let states = TwoStates::new();
    states.turn_to(1);
    let mut refused = 0;
    for handles in 3..30 {
        let script = format!("ulimit -n {handles}; exec \"$0\" \"$@\"");
        let output = on(&states.site.root(), &["sh", "-c", &script, program()], &["build"]).output().unwrap();
        if !output.status.success() {
            refused += 1;
            assert_eq!(states.published(), 0, "{handles}: {}", said(&output));
            // With too few the program cannot even be loaded.
            assert!(
                !said(&output).contains("错误") || said(&output).contains("打开的文件太多"),
                "{handles}: {}",
                said(&output)
            );
        } else {
            assert_eq!(states.published(), 1, "{handles}");
            states.turn_to(0);
            states.build();
            states.turn_to(1);
        }
    }
    assert!(refused > 3, "{refused}");
}

/// Runs a script of the shell where it may mount file systems that nobody else sees; `None` where that is not allowed.
#[cfg(target_os = "linux")]
fn with_mounts(test: &str, script: &str, args: &[&Path]) -> Option<Output> {
    let namespace = ["-m", "-Urm"].into_iter().find(|flags| {
        Command::new("unshare")
            .args([flags, "mount", "-t", "tmpfs", "none", "/mnt"])
            .output()
            .is_ok_and(|o| o.status.success())
    });
    let Some(flags) = namespace else {
        not_run(test, "this user may not mount file systems");
        return None;
    };
    let output = Command::new("unshare")
        .args([flags, "sh", "-euc", script, program()])
        .args(args)
        .env("LC_ALL", "zh_CN.UTF-8")
        .output();
    Some(output.unwrap())
}

/// On a disk of 24 MB with less and less left, then read-only.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_and_a_read_only_one_leave_the_old_site() {
    let states = TwoStates::new();
    states.turn_to(1);
    let disk = tempfile::tempdir().unwrap();
    let script = r#"
        mount -t tmpfs -o size=24m none "$2"
        cp -r "$1" "$2/site"
        cp -r "$2/site/public" "$2/kept"
        same() { diff -r "$2/site/public" "$2/kept" && test "$(ls -A "$2/site")" = "$names"; }
        names=$(ls -A "$2/site")
        for left in 500 250 120 60 30 8 0; do
            free=$(df -k --output=avail "$2" | tail -n 1)
            head -c $(((free - left) * 1024)) /dev/zero >"$2/fill"
            if "$0" build --site "$2/site" >"$1/said" 2>&1; then echo "built with $left KB"; exit 1; fi
            grep -q 磁盘满了 "$1/said" || { cat "$1/said"; exit 1; }
            same "$@"
            rm "$2/fill"
        done
        mount -o remount,ro "$2"
        if "$0" build --site "$2/site" >"$1/said" 2>&1; then echo "built where nothing can be written"; exit 1; fi
        grep -q 这个磁盘是只读的 "$1/said" || { cat "$1/said"; exit 1; }
        same "$@"
        mount -o remount,rw "$2"
        "$0" build --site "$2/site" >/dev/null
        ! diff -rq "$2/site/public" "$2/kept" >/dev/null
        test "$(ls -A "$2/site")" = "$names"
    "#;
    let test = "builds on a full and a read-only disk";
    if let Some(output) = with_mounts(test, script, &[&states.site.root(), disk.path()]) {
        assert!(output.status.success(), "{}", said(&output));
    }
}

/// A folder that its owner has made read-only is not replaced, though its parent could be written to.
#[cfg(unix)]
#[test]
fn a_read_only_site_is_left_alone() {
    use std::os::unix::fs::PermissionsExt;
    let states = TwoStates::new();
    states.turn_to(1);
    let mode = |mode| fs::set_permissions(states.public(), fs::Permissions::from_mode(mode)).unwrap();
    mode(0o555);
    let output = xianzhi(&states.site.root(), &["build"]);
    assert!(code(&output) == 2 && said(&output).contains("是只读的，没有动它"), "{}", said(&output));
    assert_eq!(states.published(), 0);
    mode(0o755);
    states.build();
    assert_eq!(states.published(), 1);
}

/// Each file is the old one or the mended one at any time, also where several runs mend the same.
#[test]
fn fixes_that_are_killed_or_made_twice_at_once_leave_whole_files() {
    let site = mistaken();
    let before = tree(&site.root());
    let began = Instant::now();
    xianzhi(&site.root(), &["check", "--fix", "--yes"]);
    let (whole, after) = (began.elapsed(), tree(&site.root()));
    let mended: Vec<&String> = after.keys().filter(|path| after[*path] != before[*path]).collect();
    assert!(mended.len() > 1, "{mended:?}");
    let (mut dice, mut cut) = (Dice(7), 0);
    for round in 0..60 {
        for path in &mended {
            site.write(path, &before[*path]);
        }
        let mut runs: Vec<Child> =
            (0..=round % 2).map(|_| start(&site.root(), &["check", "--fix", "--yes"])).collect();
        thread::sleep(whole.mul_f64(dice.below(1000) as f64 / 900.0));
        runs[0].kill().unwrap();
        for run in &mut runs {
            run.wait().unwrap();
        }
        let now = tree(&site.root());
        for path in before.keys() {
            assert!(now[path] == before[path] || now[path] == after[path], "{path} in round {round}");
        }
        cut += usize::from(mended.iter().any(|path| now[*path] == before[*path]));
    }
    assert!(cut > 5, "only {cut} of the runs were killed in time");
    for path in &mended {
        site.write(path, &before[*path]);
    }
    xianzhi(&site.root(), &["check", "--fix", "--yes"]);
    assert_eq!(tree(&site.root()), after, "the next run works and leaves nothing");
}
