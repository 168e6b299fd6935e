//! Which pieces of a source are spoken for: each value and each exclusion claims the places that its lines print.

use std::ops::Range;

use super::source::{Printed, Source};
use crate::{
    model::{Article, Catalog, ExcludeReason, LineRange, ObsIx},
    quantity::{Quantity, fold},
};

/// A text of an article that stands in the source: the value of an observation, or an exclusion.
pub(super) struct Entry<'a> {
    pub(super) subject: Subject<'a>,
    /// As the editor wrote it.
    pub(super) text: &'a str,
    /// The same, folded.
    folded: String,
    pub(super) lines: &'a [LineRange],
}

/// What claims a text.
#[derive(Clone, Copy)]
pub(super) enum Subject<'a> {
    /// An observation, its position in the article's `metrics`, and its value.
    Observation(ObsIx, u32, &'a Quantity),
    /// An exclusion, by its position, with its reason.
    Exclusion(usize, ExcludeReason),
}

impl Subject<'_> {
    /// The observation, where it is one.
    pub(super) fn observation(&self) -> Option<ObsIx> {
        match self {
            Subject::Observation(ix, ..) => Some(*ix),
            Subject::Exclusion(..) => None,
        }
    }

    /// YAML path of the entry, and the field that holds its text.
    pub(super) fn path(&self) -> (String, &'static str) {
        match self {
            Subject::Observation(_, position, _) => (format!("metrics[{position}]"), "value"),
            Subject::Exclusion(i, _) => (format!("exclude[{i}]"), "text"),
        }
    }
}

/// Every text of an article that has to stand in its source, in the order of its front matter.
pub(super) fn entries<'a>(catalog: &'a Catalog, article: &'a Article) -> Vec<Entry<'a>> {
    let entry = |subject, text: &'a str, lines: &'a [LineRange]| Entry {
        subject,
        text,
        folded: fold(text).text,
        lines,
    };
    let observations = article.observation_ids().map(|ix| (ix, catalog.observation(ix)));
    let observations = observations.map(|(ix, o)| {
        entry(Subject::Observation(ix, o.position, &o.quantity), &o.quantity.printed, &o.lines.0)
    });
    let exclusions = article.exclusions.iter().enumerate();
    let exclusions = exclusions.map(|(i, e)| entry(Subject::Exclusion(i, e.reason), &e.text, &e.lines.0));
    observations.chain(exclusions).collect()
}

/// A part of `lines` on which a text does not stand.
pub(super) struct Miss {
    /// Number of the entry.
    pub(super) entry: usize,
    /// Which of its lines.
    pub(super) part: usize,
}

/// A piece of the source that an entry speaks for.
struct Claim {
    place: Range<usize>,
    entry: usize,
}

/// How a byte of the source is spoken for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Cover {
    Free,
    /// An entry most likely means it, but says something else.
    Guessed,
    Taken,
}

/// What the entries of one article claim of its source.
pub(super) struct Claims<'a> {
    pub(super) source: &'a Source,
    pub(super) entries: &'a [Entry<'a>],
    claims: Vec<Claim>,
    cover: Vec<Cover>,
}

impl<'a> Claims<'a> {
    /// Lets every entry claim its places, observations first and narrow lines before wide ones, so that a wide one does
    /// not take the only place of a narrow one. Gives what does not stand where it should as well.
    pub(super) fn new(source: &'a Source, entries: &'a [Entry<'a>]) -> (Claims<'a>, Vec<Miss>) {
        let cover = vec![Cover::Free; source.len()];
        let mut claims = Claims { source, entries, claims: Vec::new(), cover };
        let parts =
            entries.iter().enumerate().flat_map(|(i, e)| (0..e.lines.len()).map(move |part| (i, part)));
        let mut wishes: Vec<_> =
            parts.map(|(entry, part)| (entry, part, source.on(entries[entry].lines[part]))).collect();
        wishes.sort_by_key(|(entry, _, on_lines)| {
            (entries[*entry].subject.observation().is_none(), on_lines.len())
        });
        let mut misses = Vec::new();
        for (entry, part, on_lines) in wishes {
            match claims.choose(&entries[entry], &on_lines) {
                Some(place) => claims.claim(place, entry),
                None => misses.push(Miss { entry, part }),
            }
        }
        misses.sort_by_key(|miss| (miss.entry, miss.part));
        (claims, misses)
    }

    /// The first place of an entry's text on its lines that is still free, or else the first one.
    fn choose(&self, entry: &Entry<'_>, on_lines: &Range<usize>) -> Option<Range<usize>> {
        let mut first = None;
        for place in self.places(entry, on_lines) {
            if self.is_free(&place) {
                return Some(place);
            }
            first = first.or(Some(place));
        }
        first
    }

    /// Where an entry's text stands within a piece. A value must be all of a figure; an exclusion may be part of one.
    pub(super) fn places(
        &self,
        entry: &'a Entry<'_>,
        within: &Range<usize>,
    ) -> impl Iterator<Item = Range<usize>> + use<'_, 'a> {
        let (source, whole) = (self.source, entry.subject.observation().is_some());
        let lines = within.clone();
        source
            .find(&entry.folded, within.clone())
            .filter(move |place| !whole || source.is_whole(place, &lines))
    }

    fn claim(&mut self, place: Range<usize>, entry: usize) {
        self.cover[place.clone()].fill(Cover::Taken);
        self.claims.push(Claim { place, entry });
    }

    /// Sets a place aside that an entry most likely means, so that one slip of the editor is one finding.
    pub(super) fn guess(&mut self, place: Range<usize>) {
        for byte in &mut self.cover[place] {
            *byte = (*byte).max(Cover::Guessed);
        }
    }

    /// Whether nothing of a piece is spoken for or set aside.
    pub(super) fn is_free(&self, place: &Range<usize>) -> bool {
        self.cover[place.clone()].iter().all(|c| *c == Cover::Free)
    }

    /// Whether nothing of a piece is spoken for by an entry that says just this.
    pub(super) fn is_open(&self, place: &Range<usize>) -> bool {
        self.cover[place.clone()].iter().all(|c| *c < Cover::Taken)
    }

    /// Every figure with the numbers of the entries that speak for it, in the order of the source.
    pub(super) fn figures(&self) -> Vec<(&'a Printed, Vec<usize>)> {
        let mut claims: Vec<&Claim> = self.claims.iter().collect();
        claims.sort_by_key(|c| c.place.start);
        let (mut claims, mut over) = (claims.into_iter().peekable(), Vec::<&Claim>::new());
        let mut spoken_for = |place: &Range<usize>| {
            over.extend(std::iter::from_fn(|| claims.next_if(|c| c.place.start < place.end)));
            over.retain(|c| c.place.end > place.start);
            let mut entries: Vec<usize> = over.iter().map(|c| c.entry).collect();
            entries.sort_unstable();
            entries.dedup();
            entries
        };
        self.source.figures.iter().map(|f| (f, spoken_for(&f.place))).collect()
    }
}
