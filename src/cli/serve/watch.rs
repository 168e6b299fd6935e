//! Watching the files of a site and reading them again: a changed article alone at first, where the whole site takes
//! long, then the whole. It goes on through everything that can happen to files and folders.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
        mpsc::{self, Receiver, RecvTimeoutError, Sender},
    },
    thread,
    time::{Duration, Instant},
};

use anyhow::Result;
use notify_debouncer_full::{
    DebouncedEvent, Debouncer, RecommendedCache, new_debouncer,
    notify::{RecommendedWatcher, RecursiveMode},
};
use tokio::sync::watch;

use super::{super::Setting, preview::Preview};
use crate::{
    diag::{OrRefuse as _, say},
    read::IMAGES,
};

/// Changes within this time are one change.
const SETTLE: Duration = Duration::from_millis(30);

/// How often folders that are missing are looked for.
const LOOK: Duration = Duration::from_millis(500);

/// A site that is read in less than so many milliseconds is read as a whole at once.
const SOON: u64 = 100;

/// The folders of a site that are read with all that is below.
const FOLDERS: [&str; 3] = ["content", "templates", "theme"];

/// What a browser is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Signal {
    /// Grows with everything that was read.
    pub(super) version: u64,
    /// Whether something is being read.
    pub(super) working: bool,
}

/// What both threads go by.
struct Shared {
    setting: Setting,
    preview: Arc<Preview>,
    signal: watch::Sender<Signal>,
    /// How many milliseconds the last reading of the whole site took.
    took: AtomicU64,
}

/// Reads the site for the first time and after every change, in threads of their own.
///
/// # Errors
/// Where changes of files cannot be watched at all.
pub(super) fn watch(
    setting: Setting,
    sources: Option<&Path>,
    preview: Arc<Preview>,
    signal: watch::Sender<Signal>,
) -> Result<()> {
    let (events, heard) = mpsc::channel();
    let debouncer = new_debouncer(SETTLE, None, move |happened: Result<Vec<DebouncedEvent>, _>| {
        let _ = events.send(happened.unwrap_or_default());
    });
    let debouncer = debouncer.or_refuse(|| say!("看不了文件的改动", "changes of files cannot be watched"))?;
    let root = setting.site.clone();
    let below = FOLDERS.iter().map(|name| (root.join(name), RecursiveMode::Recursive));
    let sources = sources.map(|folder| (folder.to_owned(), RecursiveMode::NonRecursive));
    let wanted = std::iter::once((root.clone(), RecursiveMode::NonRecursive)).chain(below).chain(sources);
    let shared = Arc::new(Shared { setting, preview, signal, took: AtomicU64::new(u64::MAX) });
    let (to_whole, asked) = mpsc::channel();
    let _ = to_whole.send(0);
    let mut watcher = Watcher {
        shared: Arc::clone(&shared),
        debouncer,
        wanted: wanted.collect(),
        watched: BTreeSet::new(),
        to_whole,
        change: 0,
    };
    watcher.catch_up();
    thread::spawn(move || read_whole(&shared, &asked));
    thread::spawn(move || watcher.run(&heard));
    Ok(())
}

/// Reads the whole site whenever it is asked for; what is asked for meanwhile is one further time.
fn read_whole(shared: &Shared, asked: &Receiver<u64>) {
    while let Ok(mut change) = asked.recv() {
        change = asked.try_iter().last().unwrap_or(change);
        let began = Instant::now();
        shared.preview.read_whole(&shared.setting, change);
        let took = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
        shared.took.store(took, Ordering::Relaxed);
        shared.signal.send_modify(|signal| {
            *signal = Signal { version: signal.version + 1, working: false };
        });
    }
}

/// What a change means for the site.
#[derive(Debug, Default, PartialEq, Eq)]
struct Meaning {
    /// Paths of articles that were changed.
    articles: BTreeSet<String>,
    /// Whether anything else of the content or the look was.
    others: bool,
    /// Whether a source text was.
    sources: bool,
}

struct Watcher {
    shared: Arc<Shared>,
    debouncer: Debouncer<RecommendedWatcher, RecommendedCache>,
    wanted: Vec<(PathBuf, RecursiveMode)>,
    watched: BTreeSet<PathBuf>,
    to_whole: Sender<u64>,
    change: u64,
}

impl Watcher {
    fn run(mut self, heard: &Receiver<Vec<DebouncedEvent>>) {
        loop {
            let events = match heard.recv_timeout(LOOK) {
                Ok(events) => events,
                Err(RecvTimeoutError::Timeout) => Vec::new(),
                Err(RecvTimeoutError::Disconnected) => return,
            };
            let mut meaning = self.meaning(&events);
            // A folder that was not there has come: what is in it is news.
            meaning.others |= self.catch_up();
            self.read(meaning);
        }
    }

    /// Watches what is to be watched and is there. Says whether there was anything new.
    fn catch_up(&mut self) -> bool {
        self.watched.retain(|path| path.exists());
        let mut any = false;
        for (path, mode) in &self.wanted {
            if !self.watched.contains(path) && path.exists() {
                let _ = self.debouncer.unwatch(path); // it may be known from before it went
                if self.debouncer.watch(path, *mode).is_ok() {
                    any |= self.watched.insert(path.clone());
                }
            }
        }
        any
    }

    fn meaning(&mut self, events: &[DebouncedEvent]) -> Meaning {
        let mut meaning = Meaning::default();
        // Reading a file is reported too, and must not lead to reading it again.
        for event in events.iter().filter(|e| !e.kind.is_access()) {
            meaning.others |= event.need_rescan();
            for path in &event.paths {
                if event.kind.is_remove() {
                    self.watched.remove(path);
                }
                meaning.add(&self.shared.setting.site, path);
            }
        }
        meaning
    }

    fn read(&mut self, meaning: Meaning) {
        let Meaning { articles, others, sources } = meaning;
        let shared = &self.shared;
        if articles.is_empty() && !others {
            if sources {
                shared.signal.send_modify(|signal| signal.version += 1);
            }
            return;
        }
        self.change += 1;
        shared.signal.send_modify(|signal| signal.working = true);
        if !others && shared.took.load(Ordering::Relaxed) > SOON {
            read_part(shared, &articles, self.change);
            shared.signal.send_modify(|signal| signal.version += 1);
        }
        let _ = self.to_whole.send(self.change);
    }
}

/// Reads some articles, in a thread that no reading of the whole site has to itself.
fn read_part(shared: &Shared, articles: &BTreeSet<String>, change: u64) {
    if let Ok(pool) = rayon::ThreadPoolBuilder::new().num_threads(1).build() {
        pool.install(|| shared.preview.read_part(&shared.setting, articles, change));
    }
}

impl Meaning {
    fn add(&mut self, root: &Path, path: &Path) {
        let Ok(relative) = path.strip_prefix(root) else {
            self.sources = true;
            return;
        };
        let relative = relative.to_string_lossy().replace('\\', "/");
        let name = relative.rsplit('/').next().unwrap_or_default();
        let folder = relative.split('/').next().unwrap_or_default();
        if name.starts_with(['.', '~', '#']) || name.ends_with('~') {
            return; // what editors keep for themselves
        }
        if relative == "site.yaml" {
            self.others = true;
        } else if FOLDERS.contains(&folder) {
            let is_image = relative.starts_with(IMAGES);
            match name.rsplit_once('.') {
                Some(_) if is_image => self.others = true,
                Some((_, "md")) if relative.starts_with("content/articles/") => {
                    self.articles.insert(relative);
                }
                Some((_, "md" | "yaml" | "html" | "xml" | "css" | "js" | "svg")) => self.others = true,
                Some(_) => {}
                // Folders come and go; a file without an ending is none of the site's.
                None => self.others |= !path.is_file(),
            }
        } else {
            // A folder of source texts within the site; what else is there is not read.
            self.sources |= relative.contains('/');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_told_by_its_path() {
        let meaning = |path: &str| {
            let mut meaning = Meaning::default();
            meaning.add(Path::new("/site"), Path::new(path));
            meaning
        };
        let articles =
            |path: &str| Meaning { articles: BTreeSet::from([path.to_owned()]), ..Meaning::default() };
        let others = || Meaning { others: true, ..Meaning::default() };
        let sources = || Meaning { sources: true, ..Meaning::default() };
        for (path, expected) in [
            ("/site/content/articles/a.md", articles("content/articles/a.md")),
            ("/site/content/articles/deep/a.en.md", articles("content/articles/deep/a.en.md")),
            ("/site/content/metrics.yaml", others()),
            ("/site/content/tables/t.md", others()),
            ("/site/content/images/a.jpg", others()),
            ("/site/content", others()),
            ("/site/site.yaml", others()),
            ("/site/theme/style.css", others()),
            ("/site/content/articles/.a.md.swp", Meaning::default()),
            ("/site/content/articles/a.md~", Meaning::default()),
            ("/site/content/articles/a.md.tmp", Meaning::default()),
            ("/site/public", Meaning::default()),
            ("/site/README.md", Meaning::default()),
            ("/site/sources/a.txt", sources()),
            ("/sources/a.txt", sources()),
        ] {
            assert_eq!(meaning(path), expected, "{path}");
        }
    }
}
