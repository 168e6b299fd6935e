//! What was changed in the records, when, by whom and why: `content/changes.yaml`.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    catalog::Catalog,
    ids::{ArticleIx, ObsIx},
    observation::Basis,
    period::Date,
};

/// What happened to a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum How {
    /// It came.
    Added,
    /// It says something else.
    Changed,
    /// It went.
    Removed,
}

impl How {
    /// All of them with the words that files use.
    pub const ALL: [(&'static str, How); 3] =
        [("added", How::Added), ("changed", How::Changed), ("removed", How::Removed)];

    /// The word that files use.
    pub fn id(self) -> &'static str {
        Self::ALL[self as usize].0
    }
}

/// What of a record says something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The number as printed.
    Value,
    /// What time it speaks of.
    Period,
    /// Stock, flow, …
    Kind,
    /// Who is counted.
    Population,
    /// Where the source prints it.
    Lines,
    /// What it measures, by id.
    Metric,
    /// What its metric is called.
    Label,
    /// How a derived value is worked out.
    Formula,
    /// Who gives it.
    Attribution,
    /// The editor's remark.
    Note,
    /// The name of an article's file.
    Name,
    /// Our title of an article.
    Title,
    /// The place that an article reports on, by code.
    Place,
    /// The digest of an article's source text.
    Source,
}

impl Field {
    /// The fields of a figure with the words that files use.
    pub const OF_FIGURES: [(&'static str, Field); 10] = [
        ("value", Field::Value),
        ("period", Field::Period),
        ("kind", Field::Kind),
        ("population", Field::Population),
        ("lines", Field::Lines),
        ("metric", Field::Metric),
        ("label", Field::Label),
        ("formula", Field::Formula),
        ("attribution", Field::Attribution),
        ("note", Field::Note),
    ];

    /// The fields of an article with the words that files use.
    pub const OF_ARTICLES: [(&'static str, Field); 4] =
        [("name", Field::Name), ("title", Field::Title), ("place", Field::Place), ("source", Field::Source)];

    /// The word that files use.
    pub fn id(self) -> &'static str {
        let all = || Self::OF_FIGURES.into_iter().chain(Self::OF_ARTICLES);
        all().find(|(_, field)| *field == self).map_or("", |(id, _)| id)
    }
}

/// A change of an article or of one of its figures: one field, or its coming and going.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Altered {
    /// The article, by the name of its file after the change.
    pub article: String,
    /// The figure, by the name of its record after the change, without `f-`; none where the article itself is meant.
    pub figure: Option<String>,
    /// The name of its record before, where that is another.
    pub was: Option<String>,
    /// What the metric of a figure that went was called, where no catalogue says so.
    pub label: Option<String>,
    /// What happened.
    pub how: How,
    /// To what of it; none for what came or went.
    pub field: Option<Field>,
    /// What it said before; none where it said nothing.
    pub from: Option<String>,
    /// What it says since.
    pub to: Option<String>,
}

/// A change that an editor recorded, with what it speaks of as that is called now.
#[derive(Debug)]
pub struct Recorded {
    /// The change.
    pub altered: Altered,
    /// The article; none where it went.
    pub article: Option<ArticleIx>,
    /// The figure; none where it went, or the article itself is meant.
    pub figure: Option<ObsIx>,
    /// Whether no later entry speaks of the same, so that the record has to be as this one says.
    pub is_latest: bool,
    /// YAML path of it, for findings.
    pub path: String,
}

/// What was changed at one time for one reason.
#[derive(Debug)]
pub struct LedgerEntry {
    /// When.
    pub date: Date,
    /// Who did.
    pub editor: String,
    /// Why.
    pub reason: String,
    /// What: articles first, in the order of the file.
    pub changes: Vec<Recorded>,
    /// Position in `changes` of the file, for findings.
    pub position: usize,
}

impl LedgerEntry {
    /// How many articles and figures it speaks of.
    pub fn count(&self) -> usize {
        let of = |change: &Recorded| (change.altered.article.clone(), change.altered.figure.clone());
        self.changes.iter().map(of).collect::<BTreeSet<_>>().len()
    }
}

/// All that was recorded.
#[derive(Debug, Default)]
pub struct Ledger {
    /// The newest first.
    entries: Vec<LedgerEntry>,
    /// For each figure that there is, the changes of it: positions of entry and change, by figure, the newest first.
    of_figures: Vec<(ObsIx, usize, usize)>,
    /// When anything of an article was changed last.
    of_articles: BTreeMap<ArticleIx, Date>,
}

impl Ledger {
    /// Puts entries in order, the newest first.
    pub(super) fn new(entries: Vec<LedgerEntry>) -> Ledger {
        let mut of_figures: Vec<(ObsIx, usize, usize)> = Vec::new();
        let mut of_articles = BTreeMap::new();
        for (e, entry) in entries.iter().enumerate() {
            let articles = entry.changes.iter().filter_map(|change| change.article);
            articles.for_each(|ix| {
                of_articles.entry(ix).or_insert(entry.date);
            });
            let of_entry = entry.changes.iter().enumerate();
            of_figures.extend(of_entry.filter_map(|(c, change)| Some((change.figure?, e, c))));
        }
        of_figures.sort_unstable();
        Ledger { entries, of_figures, of_articles }
    }

    /// Whether nothing was recorded.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// All entries, the newest first.
    pub fn entries(&self) -> &[LedgerEntry] {
        &self.entries
    }

    /// The entries of each day, the newest first.
    pub fn days(&self) -> impl Iterator<Item = &[LedgerEntry]> {
        self.entries.chunk_by(|a, b| a.date == b.date)
    }

    /// The day on which anything of an article was changed last.
    pub fn last_of_article(&self, article: ArticleIx) -> Option<Date> {
        self.of_articles.get(&article).copied()
    }

    /// What was changed of a figure, the newest first.
    pub fn of_figure(&self, figure: ObsIx) -> impl Iterator<Item = (&LedgerEntry, &Recorded)> {
        let start = self.of_figures.partition_point(|(of, ..)| *of < figure);
        let own = self.of_figures[start..].iter().take_while(move |(of, ..)| *of == figure);
        own.map(|(_, e, c)| (&self.entries[*e], &self.entries[*e].changes[*c]))
    }
}

impl Catalog {
    /// What a field of a figure says, as files write it; nothing where it says nothing.
    pub fn said_of_figure(&self, figure: ObsIx, field: Field) -> Option<String> {
        let o = self.observation(figure);
        let metric = self.metric(o.metric);
        let said = match field {
            Field::Value => o.quantity.printed.to_string(),
            Field::Period => o.period.to_string(),
            Field::Kind => o.kind.id().to_owned(),
            Field::Population => o.remarks().population.as_deref().unwrap_or(&metric.population).to_owned(),
            Field::Lines => o.lines.to_string(),
            Field::Metric => metric.id.to_string(),
            Field::Label => metric.label.clone(),
            Field::Formula => match &o.basis {
                Basis::Derived(formula) => formula.text.to_string(),
                Basis::Printed | Basis::Converted => return None,
            },
            Field::Attribution => o.remarks().attribution.as_deref()?.to_owned(),
            Field::Note => o.remarks().note.as_deref()?.to_owned(),
            Field::Name | Field::Title | Field::Place | Field::Source => return None,
        };
        (!said.is_empty()).then_some(said)
    }

    /// What a field of an article says, as files write it; nothing where it says nothing.
    pub fn said_of_article(&self, article: ArticleIx, field: Field) -> Option<String> {
        let article = self.article(article);
        let said = match field {
            Field::Name => article.slug.clone(),
            Field::Title => article.title.clone(),
            // In a catalogue with errors it may be of no place.
            Field::Place => self.places.get(article.place.ix())?.code.to_string(),
            Field::Source => article.origin.sha256.clone(),
            _ => return None,
        };
        (!said.is_empty()).then_some(said)
    }

    /// The figure of an article whose record has this name, without `f-`.
    pub fn figure_named(&self, article: ArticleIx, name: &str) -> Option<ObsIx> {
        let mut figures = self.article(article).observation_ids();
        figures.find(|o| self.observation(*o).name() == name)
    }
}
