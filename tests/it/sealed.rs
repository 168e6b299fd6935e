//! A build runs no other program and asks no network, reads the site and nothing else, and writes where it is told to. What
//! the program asks of the system is looked at with strace.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::support::{SiteTest, fixtures, not_run, program, repository, tree};

/// What every program on Linux reads when it begins: its libraries, and what the machine has.
const OF_THE_SYSTEM: [&str; 12] = [
    "/lib/",
    "/lib64/",
    "/usr/lib/",
    "/etc/ld.so.",
    "/proc/self/",
    "/proc/meminfo",
    "/proc/cpuinfo",
    "/proc/sys/vm/",
    "/sys/devices/system/",
    "/sys/fs/cgroup/",
    "/sys/kernel/mm/",
    "/dev/urandom", // SQLite, for names of files that it does not make here
];

/// What a call that the program made asks for.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Asked {
    /// Another program.
    Program(String),
    /// Another computer, or another program on this one.
    Network(String),
    /// To read what stands there.
    Read(PathBuf),
    /// To make, change or take away what stands there.
    Write(PathBuf),
}

/// Whether strace is there and may look at programs. Where it may not, says so past the capture of test output.
fn can_trace(test: &str) -> bool {
    let traced = Command::new("strace").args(["-f", "-qq", "-o", "/dev/null", "true"]).output();
    let lacks = match traced {
        Ok(output) if output.status.success() => return true,
        Ok(_) => "strace may not look at programs here",
        Err(_) => "no strace (apt-get install strace)",
    };
    not_run(test, lacks);
    false
}

/// What a command asks of the system until it has ended well.
fn asked(command: &mut Command) -> BTreeSet<Asked> {
    let folder = tempfile::tempdir().unwrap();
    let output = Command::new("strace")
        .args([
            "-ff",
            "-qq",
            "-y",
            "-s",
            "4096",
            "--signal=none",
            "-e",
            "trace=%process,%network,%file",
            "-o",
        ])
        .arg(folder.path().join("calls"))
        .arg(command.get_program())
        .args(command.get_args())
        .env_clear()
        .env("LC_ALL", "zh_CN.UTF-8")
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    let calls = tree(folder.path());
    let calls = calls.values().flat_map(|calls| {
        String::from_utf8_lossy(calls).into_owned().lines().map(str::to_owned).collect::<Vec<_>>()
    });
    calls.filter_map(|call| asks(&call)).collect()
}

/// What one call asks for, if it asks for anything beyond the process itself. A folder that was there already was not made.
fn asks(call: &str) -> Option<Asked> {
    let (name, arguments) = call.split_once('(')?;
    let writes = ["O_WRONLY", "O_RDWR", "O_CREAT", "O_TRUNC"].iter().any(|flag| arguments.contains(flag));
    match name {
        "execve" | "execveat" => Some(Asked::Program(call.to_owned())),
        "socket" | "socketpair" | "connect" | "bind" | "sendto" | "sendmsg" | "listen" => {
            Some(Asked::Network(call.to_owned()))
        }
        "open" | "openat" | "openat2" if !writes => Some(Asked::Read(places(arguments).next()?)),
        "mkdir" | "mkdirat" if call.contains(" EEXIST ") => None,
        "open" | "openat" | "openat2" | "creat" | "truncate" | "mkdir" | "mkdirat" | "mknod" | "mknodat"
        | "rmdir" | "unlink" | "unlinkat" | "chmod" | "fchmodat" | "chown" | "fchownat" | "utimensat" => {
            Some(Asked::Write(places(arguments).next()?))
        }
        "rename" | "renameat" | "renameat2" | "link" | "linkat" | "symlink" | "symlinkat" => {
            Some(Asked::Write(places(arguments).last()?))
        }
        _ => None,
    }
}

/// The paths among the arguments of a call, from the folder that stands before each: `5</a>, "b"` is `/a/b`.
fn places(arguments: &str) -> impl Iterator<Item = PathBuf> {
    let pieces: Vec<&str> = arguments.split('"').collect();
    let place = |piece: &[&str]| {
        let [before, path] = piece else { return None };
        let folder =
            before.rsplit_once('<').and_then(|(_, rest)| rest.rsplit_once('>')).map_or("", |(f, _)| f);
        Some(Path::new(folder).join(path))
    };
    pieces.chunks(2).filter_map(place).collect::<Vec<_>>().into_iter()
}

/// Holds that a command runs nothing, asks no network, reads below `read` and writes below `write` alone.
fn holds(site: &SiteTest, args: &[&str], read: &[&Path], write: &[&str]) {
    let mut command = Command::new(program());
    command.args(args).arg("--site").arg(site.root());
    let mut programs = 0;
    for asked in asked(&mut command) {
        match asked {
            Asked::Program(_) => programs += 1,
            Asked::Network(call) => panic!("{args:?} asks the network: {call}"),
            Asked::Read(path) => {
                let of_the_system =
                    OF_THE_SYSTEM.iter().any(|start| path.to_string_lossy().starts_with(start));
                let of_the_site = read.iter().any(|folder| path.starts_with(folder))
                    && !path.components().any(|c| c.as_os_str() == "..");
                assert!(of_the_system || of_the_site, "{args:?} reads {}", path.display());
            }
            Asked::Write(path) => {
                let place = path.strip_prefix(site.root()).map(Path::to_owned).unwrap_or(path);
                let place = place.to_string_lossy();
                let expected = |at: &&str| place == **at || place.starts_with(&format!("{at}/"));
                assert!(write.iter().any(expected) || place == "/dev/null", "{args:?} writes {place}");
            }
        }
    }
    assert_eq!(programs, 1, "{args:?} runs another program");
}

/// What a build makes on its way to the folder `public`, and the lists for another one, which it takes away.
const BUILT: [&str; 6] = [
    "public",
    ".public.xianzhi-new",
    ".public.xianzhi-old",
    ".public.xianzhi-lock",
    "public-upload.txt",
    "public-delete.txt",
];

#[test]
fn a_build_runs_nothing_asks_nothing_and_stays_where_it_is() {
    if !can_trace("sealed::a_build_runs_nothing_asks_nothing_and_stays_where_it_is") {
        return;
    }
    let site = SiteTest::base();
    let (root, sources) = (site.root(), fixtures("sources"));
    let at = sources.display().to_string();
    holds(&site, &["check"], &[&root], &[]);
    holds(&site, &["build"], &[&root], &BUILT);
    holds(&site, &["build"], &[&root], &BUILT); // over the old one
    let audit = ["content/audit.yaml", "content/.audit.yaml.xianzhi-new", "content/.audit.yaml.xianzhi-lock"];
    holds(&site, &["audit", "--sources", &at], &[&root, &sources], &audit);
    let packs = ["packs", ".packs.xianzhi-new", ".packs.xianzhi-old", ".packs.xianzhi-lock"];
    holds(&site, &["pack"], &[&root], &packs);
}

#[test]
fn nor_does_that_of_the_own_site() {
    if !can_trace("sealed::nor_does_that_of_the_own_site") {
        return;
    }
    let site = SiteTest::own();
    holds(&site, &["build"], &[&site.root()], &BUILT);
}

#[test]
fn what_a_program_asks_is_read_off_its_calls() {
    let path = |path: &str| PathBuf::from(path);
    for (call, expected) in [
        (r#"openat(AT_FDCWD, "/a/b", O_RDONLY|O_CLOEXEC) = 3"#, Some(Asked::Read(path("/a/b")))),
        (
            r#"openat(AT_FDCWD, "/a/b", O_RDWR|O_CREAT|O_TRUNC|O_CLOEXEC, 0666) = 3"#,
            Some(Asked::Write(path("/a/b"))),
        ),
        (r#"rename("/a/new", "/a/b") = 0"#, Some(Asked::Write(path("/a/b")))),
        (r#"linkat(AT_FDCWD, "/a/old", AT_FDCWD, "/a/b", 0) = 0"#, Some(Asked::Write(path("/a/b")))),
        (r#"mkdir("/a", 0777) = -1 EEXIST (File exists)"#, None),
        (r#"mkdir("/a", 0777) = 0"#, Some(Asked::Write(path("/a")))),
        (r#"openat(AT_FDCWD</>, "/a", O_RDONLY) = 3</a>"#, Some(Asked::Read(path("/a")))),
        (r#"unlinkat(5</a/b>, "c", 0) = 0"#, Some(Asked::Write(path("/a/b/c")))),
        (r#"statx(AT_FDCWD, "/a", AT_STATX_SYNC_AS_STAT, STATX_ALL, {}) = 0"#, None),
        ("exit_group(0) = ?", None),
    ] {
        assert_eq!(asks(call), expected, "{call}");
    }
    let socket = "socket(AF_INET, SOCK_STREAM|SOCK_CLOEXEC, IPPROTO_IP) = 3";
    assert_eq!(asks(socket), Some(Asked::Network(socket.to_owned())));
}

/// What only some commands may know: other programs, and the network.
const KNOWS_PROGRAMS: [&str; 2] = ["cli/chromium.rs", "cli/git.rs"];
const KNOWS_NETWORK: [&str; 1] = ["cli/serve/"];

#[test]
fn only_named_commands_know_of_other_programs_and_of_the_network() {
    let (programs, network) = (
        ["process::Command", "process::{Command", "open::that"],
        ["std::net", "tokio::net", "hyper", "TcpStream", "UdpSocket"],
    );
    for (path, text) in tree(&repository().join("src")) {
        let text = String::from_utf8(text).unwrap();
        let code: String = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
        let (served, run) = (
            KNOWS_NETWORK.iter().any(|start| path.starts_with(start)),
            KNOWS_PROGRAMS.contains(&path.as_str()),
        );
        assert!(served || !network.iter().any(|word| code.contains(word)), "{path} knows of the network");
        // The preview opens a browser where it is asked to.
        assert!(served || run || !programs.iter().any(|word| code.contains(word)), "{path} runs programs");
    }
}

/// The trace itself sees what it should: a program that does all of it is caught.
#[test]
fn what_is_run_and_asked_is_seen() {
    if !can_trace("sealed::what_is_run_and_asked_is_seen") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let script = format!("cat {0}/a >{0}/b; exec true", folder.path().display());
    fs::write(folder.path().join("a"), "a").unwrap();
    let asked = asked(Command::new("/bin/sh").args(["-c", &script]));
    let programs = asked.iter().filter(|asked| matches!(asked, Asked::Program(_))).count();
    assert!(programs >= 3, "{asked:?}");
    assert!(asked.contains(&Asked::Read(folder.path().join("a"))), "{asked:?}");
    assert!(asked.contains(&Asked::Write(folder.path().join("b"))), "{asked:?}");
}
