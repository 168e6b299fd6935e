//! The same content gives the same bytes, wherever, whenever, by whomever and in whatever order its files were written.

use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    process::Command,
    thread,
    time::{Duration, SystemTime},
};

use tempfile::TempDir;

use crate::{
    cli::{code, said, xianzhi},
    support::{SiteTest, assert_same, copy, fixtures, program, tree},
};

/// Where and when a site is built.
struct Circumstances {
    zone: &'static str,
    locale: &'static str,
    threads: &'static str,
    age: Duration,
    /// Whether the files are written in the other order and into a folder in memory, where there is one, which lists them
    /// in another; and by somebody else, who has little room and odd settings.
    estranged: bool,
}

const HERE: Circumstances = Circumstances {
    zone: "Asia/Shanghai",
    locale: "zh_CN.UTF-8",
    threads: "1",
    age: Duration::from_secs(60),
    estranged: false,
};

const THERE: Circumstances = Circumstances {
    zone: "America/St_Johns",
    locale: "C",
    threads: "8",
    age: Duration::from_secs(400_000_000),
    estranged: true,
};

/// What of the environment programs usually go by.
const SETTINGS: [(&str, &str); 12] = [
    ("SOURCE_DATE_EPOCH", "1"),
    ("NO_COLOR", "1"),
    ("CLICOLOR_FORCE", "1"),
    ("COLUMNS", "20"),
    ("TERM", "dumb"),
    ("RUST_BACKTRACE", "full"),
    ("RUST_LOG", "trace"),
    ("LANGUAGE", "en:de"),
    ("LC_NUMERIC", "de_DE.UTF-8"),
    ("PAGER", "false"),
    ("CI", "true"),
    ("XIANZHI_SOURCES", "/nowhere"),
];

/// Writes the files of a site into a new folder, and has the program carry out `commands` there, of which each is a line of
/// arguments. Gives all that is then in the folder.
fn made(site: &SiteTest, commands: &[&str], under: &Circumstances) -> BTreeMap<String, Vec<u8>> {
    let (folder, name) = if under.estranged {
        (estranged::folder(), "另一个 文件夹/site")
    } else {
        (tempfile::tempdir().unwrap(), "site")
    };
    let root = folder.path().join(name);
    let mut files: Vec<_> = tree(&site.root()).into_iter().collect();
    if under.estranged {
        files.reverse();
    }
    for (path, bytes) in files {
        let target = root.join(path);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::write(&target, bytes).unwrap();
        let written = fs::File::options().write(true).open(&target).unwrap();
        written.set_modified(SystemTime::now() - under.age).unwrap();
    }
    run(&folder, &root, commands, under);
    tree(&root)
}

fn run(folder: &TempDir, root: &Path, commands: &[&str], under: &Circumstances) {
    let other = under.estranged.then(|| estranged::Other::of(folder.path(), root));
    for arguments in commands {
        let mut command = match &other {
            Some(other) => other.command(),
            None => {
                let mut command = Command::new(program());
                command.current_dir(root).env_remove("XIANZHI_SOURCES").arg("--site").arg(root);
                command
            }
        };
        let output = command
            .args(arguments.split(' '))
            .env("TZ", under.zone)
            .env("LANG", under.locale)
            .env("LC_ALL", under.locale)
            .env("RAYON_NUM_THREADS", under.threads)
            .output()
            .unwrap();
        assert!(output.status.success(), "{arguments}: {}", said(&output));
    }
}

/// What the program makes here and there, at the same time.
fn here_and_there(site: &SiteTest, commands: &[&str]) -> [BTreeMap<String, Vec<u8>>; 2] {
    thread::scope(|scope| {
        let there = scope.spawn(|| made(site, commands, &THERE));
        [made(site, commands, &HERE), there.join().unwrap()]
    })
}

/// Builds a site alone.
fn build(site: &SiteTest) -> BTreeMap<String, Vec<u8>> {
    made(site, &["build"], &HERE)
}

#[test]
fn a_template_that_would_be_rendered_otherwise_each_time_is_refused() {
    let site = SiteTest::base();
    fs::create_dir(site.root().join("templates")).unwrap();
    for (text, is_refused) in [
        ("{% for name, label in place %}{{ name }}{% endfor %}", true),
        ("{%- for name, label in t -%}{{ name }}{%- endfor %}", true),
        ("{% for n in nav %}{{ n.label }}, {{ n.href }} in {% endfor %}", false),
    ] {
        site.write("templates/glossary.html", text);
        let output = xianzhi(&site.root(), &["build"]);
        assert_eq!(code(&output) != 0, is_refused, "{text}: {}", said(&output));
        assert_eq!(said(&output).contains("请逐个写出要用的字段"), is_refused, "{}", said(&output));
    }
}

/// The site of this repository has everything on, but for what belongs to a host of its own.
#[test]
fn a_site_with_everything_on_and_all_that_is_made_of_it_is_alike_here_and_there() {
    let site = SiteTest::own();
    let settings = site.read("site.yaml");
    for setting in
        ["xlsx: true", "sqlite: true", "packs: true", "share_pictures: true", "png: true", "[zh, en]"]
    {
        assert!(settings.contains(setting), "{setting}");
    }
    site.write("site.yaml", format!("{settings}compressed: true\nbase_url: https://example.org/county\n"));
    let commands =
        ["build", "pack", "export --xlsx made.xlsx", "export --csv made.csv", "schema --out schemas"];
    let [here, there] = here_and_there(&site, &commands);
    for made in
        ["public/index.html.br", "packs/SHA256SUMS", "made.xlsx", "made.csv", "schemas/article.schema.json"]
    {
        assert!(here.contains_key(made), "no {made} in {:?}", here.keys());
    }
    assert_same(&here, &there);
}

#[test]
fn what_is_made_of_source_texts_is_alike_here_and_there() {
    let site = SiteTest::base();
    copy(&fixtures("sources"), &site.root().join("sources"));
    fs::remove_file(site.root().join("content/audit.yaml")).unwrap();
    let draft = "draft sources/qingshi-2019.txt --place 990101 --out drafted.md";
    let [here, there] = here_and_there(&site, &["audit --sources sources", "build", draft]);
    for made in ["content/audit.yaml", "public/index.html", "drafted.md"] {
        assert!(here.contains_key(made), "no {made} in {:?}", here.keys());
    }
    assert_same(&here, &there);
}

#[test]
fn a_build_over_another_site_is_as_a_first_build() {
    let (site, other) = (SiteTest::base(), SiteTest::fixture("site/two-articles"));
    let first = build(&site);
    let build_it = || assert!(xianzhi(&other.root(), &["build"]).status.success());
    build_it();
    for path in tree(&site.root()).keys() {
        fs::copy(site.root().join(path), other.root().join(path)).unwrap();
    }
    fs::remove_file(other.root().join("content/articles/990101-qingshi-jianxun.md")).unwrap();
    build_it();
    assert_same(&first, &tree(&other.root()));
}

#[test]
fn what_differs_is_seen() {
    let site = SiteTest::base();
    let (first, changed) = (build(&site), SiteTest::base());
    changed.edit("content/pages/about.md", "关于本站", "关于本网站");
    let second = build(&changed);
    assert_ne!(first["public/about.html"], second["public/about.html"]);
}

/// Somebody else, somewhere else.
#[cfg(unix)]
mod estranged {
    use std::{
        fs,
        os::unix::{
            fs::{MetadataExt as _, PermissionsExt as _, chown, symlink},
            process::CommandExt as _,
        },
        path::{Path, PathBuf},
        process::Command,
    };

    use tempfile::TempDir;

    use super::SETTINGS;
    use crate::support::{not_run, program};

    /// A user who is nobody here.
    const UID: u32 = 54_321;

    /// Where folders are kept in memory.
    const MEMORY: &str = "/dev/shm";

    /// A new folder, in memory where that can be.
    pub fn folder() -> TempDir {
        tempfile::tempdir_in(MEMORY).unwrap_or_else(|_| {
            not_run("the order of a folder in memory", "no folder /dev/shm to write to");
            tempfile::tempdir().unwrap()
        })
    }

    pub struct Other {
        /// The program, where everybody may run it.
        program: PathBuf,
        /// Another way to the site.
        way: PathBuf,
        home: PathBuf,
        uid: Option<u32>,
    }

    impl Other {
        /// Hands all that is in `folder` over to another user, where this one may.
        pub fn of(folder: &Path, root: &Path) -> Other {
            let (program_there, way, home) =
                (folder.join("xianzhi"), folder.join("way"), folder.join("home"));
            fs::copy(program(), &program_there).unwrap();
            symlink(root, &way).unwrap();
            fs::create_dir(&home).unwrap();
            let is_root = fs::metadata(folder).unwrap().uid() == 0;
            if !is_root {
                not_run("a build by another user", "only root may become another");
            }
            let uid = is_root.then_some(UID);
            for entry in walkdir::WalkDir::new(folder) {
                let entry = entry.unwrap();
                let (is_dir, is_file) = (entry.file_type().is_dir(), entry.file_type().is_file());
                if is_dir || is_file {
                    let mode = if is_dir || entry.path() == program_there { 0o700 } else { 0o400 };
                    fs::set_permissions(entry.path(), fs::Permissions::from_mode(mode)).unwrap();
                    chown(entry.path(), uid, uid).unwrap();
                }
            }
            Other { program: program_there, way, home, uid }
        }

        /// The program as the other user runs it: in the folder of the site, which is reached by a link.
        pub fn command(&self) -> Command {
            let mut command = Command::new("sh");
            command.args(["-c", "umask 077 && ulimit -n 64 && exec \"$0\" \"$@\""]).arg(&self.program);
            command.current_dir(&self.way).env("PWD", &self.way).envs(SETTINGS);
            command.envs([("HOME", &self.home), ("TMPDIR", &self.home), ("XDG_CACHE_HOME", &self.home)]);
            command.envs([("USER", "else"), ("LOGNAME", "else")]);
            if let Some(uid) = self.uid {
                command.uid(uid).gid(uid);
            }
            command
        }
    }
}

/// Somewhere else, for want of users and of a folder in memory.
#[cfg(not(unix))]
mod estranged {
    use std::{
        path::{Path, PathBuf},
        process::Command,
    };

    use tempfile::TempDir;

    use super::SETTINGS;
    use crate::support::{not_run, program};

    pub fn folder() -> TempDir {
        tempfile::tempdir().unwrap()
    }

    pub struct Other(PathBuf);

    impl Other {
        pub fn of(_: &Path, root: &Path) -> Other {
            not_run("a build by another user", "there is no other user here");
            Other(root.to_owned())
        }

        pub fn command(&self) -> Command {
            let mut command = Command::new(program());
            command.current_dir(&self.0).envs(SETTINGS);
            command
        }
    }
}
