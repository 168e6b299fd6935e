//! A bar while many files are made: how many there are, how fast it goes, how long it takes yet. Only where somebody looks,
//! and only where it takes longer than a moment.

use std::{
    fmt::Write,
    sync::OnceLock,
    time::{Duration, Instant},
};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle, style::TemplateError};

use super::{Setting, report};
use crate::{diag::Words, write::Tell};

/// Work that is done by then shows no bar.
const MOMENT: Duration = Duration::from_secs(1);

/// How often the bar is drawn in a second at most.
const RATE: u8 = 10;

static LOOK: Words = Words::fixed(
    "{wide_bar} {pos}/{len} 个文件，每秒 {rate} 个，还要 {left} 秒",
    "{wide_bar} {pos} of {len} files, {rate} a second, {left} s left",
);

fn style(look: &str) -> Result<ProgressStyle, TemplateError> {
    let style = ProgressStyle::with_template(look)?;
    let rate = |state: &ProgressState, out: &mut dyn Write| {
        let _ = write!(out, "{:.0}", state.per_sec());
    };
    let left = |state: &ProgressState, out: &mut dyn Write| {
        let _ = write!(out, "{}", state.eta().as_secs());
    };
    Ok(style.with_key("rate", rate).with_key("left", left))
}

/// Does work that tells how far it is, with a bar meanwhile; it is gone before anything is said of the work.
pub(super) fn with_bar<T>(setting: &Setting, work: impl FnOnce(Tell<'_>) -> T) -> T {
    let bar = Bar::new(setting);
    let done = work(&|done, all| bar.show(done, all));
    bar.end();
    done
}

/// A bar that appears when work takes its time.
struct Bar {
    began: Instant,
    look: Option<String>,
    bar: OnceLock<ProgressBar>,
}

impl Bar {
    /// A bar for work that begins now.
    fn new(setting: &Setting) -> Bar {
        let look = report::is_watched(setting).then(|| LOOK.in_lang(setting.lang).to_owned());
        Bar { began: Instant::now(), look, bar: OnceLock::new() }
    }

    /// So many of `all` files are done.
    fn show(&self, done: usize, all: usize) {
        let Some(look) = self.look.as_ref().filter(|_| self.began.elapsed() >= MOMENT) else { return };
        let bar = self.bar.get_or_init(|| {
            let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr_with_hz(RATE));
            let style = style(look).unwrap_or_else(|_| ProgressStyle::default_bar());
            bar.with_style(style).with_elapsed(self.began.elapsed())
        });
        bar.set_length(all as u64);
        bar.set_position(done as u64);
    }

    /// Takes the bar away.
    fn end(self) {
        if let Some(bar) = self.bar.into_inner() {
            bar.finish_and_clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{LOOK, style};

    #[test]
    fn the_bar_can_be_drawn_in_both_languages() {
        for look in [&LOOK.zh, &LOOK.en] {
            assert!(style(look).is_ok(), "{look}");
        }
    }
}
