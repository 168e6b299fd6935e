//! From a source text to an article file that is ready to curate: a source text and a catalogue in, a [`Draft`] out,
//! with every figure of the text in it.
//!
//! Says only what the text shows; what is inferred is marked. Never: reads or writes a file, copies a sentence of the
//! source.

mod blank;
mod citation;
mod compose;
mod entries;
mod exclusion;
mod kind;
mod lexicon;
mod passage;
mod stamp;
mod time;

pub use blank::{Begun, New};

use citation::Citation;
use entries::Entry;
use passage::Passage;
use time::{By, Mention, Written};

use crate::{
    model::{Catalog, Date, ExcludeReason, Lines, Period, PlaceIx},
    read::SourceText,
};

/// What the editor asks for.
#[derive(Clone, Debug)]
pub struct Wish {
    /// The place that the report is about.
    pub place: PlaceIx,
    /// The default period, where the editor knows it.
    pub period: Option<Period>,
    /// The day of the draft.
    pub today: Date,
}

/// An article to be curated.
pub struct Draft {
    place: PlaceIx,
    file: String,
    sha256: String,
    citation: Citation,
    written: Written,
    period: Period,
    today: Date,
    passage: Passage,
    mentions: Vec<Mention>,
    entries: Vec<Entry>,
    exclusions: Vec<Exclusion>,
}

/// What a draft holds, for a report to the editor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counts {
    /// Figures of the source.
    pub figures: usize,
    /// Entries of `metrics`.
    pub entries: usize,
    /// Of these, with a metric of the catalogue.
    pub proposed: usize,
    /// Entries of `exclude`.
    pub excluded: usize,
}

/// A figure that is no observation by its form.
struct Exclusion {
    text: String,
    lines: Lines,
    reason: ExcludeReason,
    doubtful: bool,
    /// A number without a unit: what it is must be found out.
    garbled: bool,
}

/// Drafts an article.
pub fn run(catalog: &Catalog, source: &SourceText, wish: &Wish) -> Draft {
    let passage = Passage::new(&source.text);
    let citation = citation::read(&source.text);
    let written = written(&passage, &citation, wish);
    let of_headline = citation.headline.as_deref().and_then(time::year_of_headline);
    let of_text = || default_period(Written { year: of_headline.unwrap_or(written.year), ..written });
    let period = wish.period.clone().unwrap_or_else(of_text);
    let mentions = time::mentions(&passage, written);
    let (mut spots, mut exclusions) = (Vec::new(), Vec::new());
    for i in (0..passage.spots.len()).filter(|i| !passage.spots[*i].is_time()) {
        match exclusion::why(&passage, i) {
            Some(why) => exclude(&mut exclusions, why),
            None => spots.push(i),
        }
    }
    let entries = entries::entries(catalog, &passage, &mentions, &period, &spots);
    Draft {
        today: wish.today,
        place: wish.place,
        file: source.name.clone(),
        sha256: source.sha256.clone(),
        citation,
        written,
        period,
        passage,
        mentions,
        entries,
        exclusions,
    }
}

impl Draft {
    /// The name of the file, without its ending: code, pinyin, year.
    pub fn slug(&self, catalog: &Catalog) -> String {
        format!("{}-{}", catalog.place(self.place).slug(), self.period.last().year)
    }

    /// What it holds.
    pub fn counts(&self) -> Counts {
        let figures = self.passage.spots.iter().filter(|s| !s.is_time()).count();
        let proposed = self.entries.iter().filter(|e| e.score().is_some()).count();
        Counts { figures, entries: self.entries.len(), proposed, excluded: self.exclusions.len() }
    }

    /// Takes back what something was found against. Of each list of positions in `metrics` it is the proposed metric
    /// whose words fit least, else the inferred kind and period. Says whether there was anything to take back.
    pub fn withdraw(&mut self, catalog: &Catalog, objections: &[Vec<usize>]) -> bool {
        let mut any = false;
        for positions in objections {
            let proposed = positions.iter().filter_map(|i| Some((self.entries.get(*i)?.score()?, *i)));
            if let Some((_, i)) = proposed.min() {
                self.entries[i].withdraw(catalog, &self.passage, &self.mentions);
                any = true;
                continue;
            }
            for i in positions {
                any |= self.entries.get_mut(*i).is_some_and(|entry| entry.simplify(&self.passage));
            }
        }
        any
    }
}

fn written(passage: &Passage, citation: &Citation, wish: &Wish) -> Written {
    let told = citation.date.map(|d| d.year).or(wish.period.as_ref().map(|p| p.last().year));
    match (told, time::inferred_year(passage)) {
        (Some(year), _) => Written { year, by: By::Told },
        (None, Some(year)) => Written { year, by: By::Inferred },
        (None, None) => Written { year: wish.today.year, by: By::Unknown },
    }
}

/// The year of the article, as an inference.
fn default_period(written: Written) -> Period {
    let unknown = written.by == By::Unknown;
    let date = Date { year: written.year, month: 0, day: 0, approximate: !unknown, uncertain: unknown };
    Period::At(date)
}

/// Adds an exclusion; the same text for the same reason is one with several places.
fn exclude(exclusions: &mut Vec<Exclusion>, why: exclusion::Why) {
    let same = exclusions.iter_mut().find(|e| e.text == why.text && e.reason == why.reason);
    match same {
        Some(first) => {
            let all = first.lines.0.iter().copied().chain([why.lines]);
            first.lines = Lines(all.collect());
        }
        None => exclusions.push(Exclusion {
            garbled: why.reason == ExcludeReason::Garbled,
            text: why.text,
            lines: Lines([why.lines].into()),
            reason: why.reason,
            doubtful: why.doubtful,
        }),
    }
}
