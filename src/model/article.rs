//! One source report: its citation, its figures, its arithmetic, our text about it.

use std::{borrow::Cow, ops::Range};

use schemars::JsonSchema;
use serde::Serialize;

use super::{
    body::{Body, EnglishBody, in_each_language},
    ids::{ArticleIx, DomainIx, ObsIx, PlaceIx},
    observation::Lines,
    origin::Origin,
    period::{Date, Period},
    relation::{Comparison, Expr},
    ruling::Correction,
    state::{Entered, SecondLook, State},
};
use crate::{diag::FileId, read::english_of};

/// One source report.
#[derive(Debug)]
pub struct Article {
    /// The file.
    pub file: FileId,
    /// Its path in the site's folder.
    pub path: Box<str>,
    /// The line of that file where each entry of `metrics` begins, from 1; none where they do not stand one below
    /// the other.
    pub entry_lines: Box<[u32]>,
    /// Name of its page.
    pub slug: String,
    /// Our title.
    pub title: String,
    /// The same in English.
    pub title_en: Option<String>,
    /// The place that it reports on.
    pub place: PlaceIx,
    /// Our summary in one sentence; figures bound as in the body.
    pub summary: Body,
    /// The same in English.
    pub summary_en: Option<Body>,
    /// Citation.
    pub origin: Origin,
    /// Default time period of its figures.
    pub period: Period,
    /// Where it stands on its way to the reader.
    pub state: State,
    /// Who took its figures down, where that is said.
    pub entered: Option<Entered>,
    /// Who held its figures against the source, where it says that somebody did.
    pub checked: Option<SecondLook>,
    /// The day on which our record of it was first published; none where it is not announced.
    pub published: Option<Date>,
    /// The article that it prints again, whose figures are recorded there.
    pub reprint_of: Option<ArticleIx>,
    /// Its observations, in the order of the front matter.
    pub observations: Range<u32>,
    /// Its arithmetic.
    pub relations: Vec<Relation>,
    /// Figures of the source that are no observations.
    pub exclusions: Vec<Exclusion>,
    /// Figures that it prints wrongly.
    pub corrections: Vec<Correction>,
    /// What it says happened when.
    pub events: Vec<Event>,
    /// Ways of working that it names.
    pub practices: Vec<Practice>,
    /// Our text.
    pub body: Body,
    /// The same in English.
    pub body_en: Option<EnglishBody>,
}

impl Article {
    /// The texts of its front matter that may bind figures, with their YAML paths.
    pub fn bound_lines(&self) -> impl Iterator<Item = (Cow<'static, str>, &Body)> {
        let summary = [(Cow::from("summary"), &self.summary)];
        let english = self.summary_en.iter().map(|line| (Cow::from("summary_en"), line));
        let events = self
            .events
            .iter()
            .flat_map(|e| in_both(format!("events[{}].text", e.position), &e.text, e.text_en.as_ref()));
        let practices = self.practices.iter().enumerate();
        let practices =
            practices.flat_map(|(i, p)| in_both(format!("practices[{i}].text"), &p.text, p.text_en.as_ref()));
        summary.into_iter().chain(english).chain(events).chain(practices)
    }

    /// The paths of its files: its own, and that of its text in English, which may not be there.
    pub fn paths(&self) -> impl Iterator<Item = String> + use<> {
        [self.path.to_string(), english_of(&self.path)].into_iter()
    }

    /// Its text in each language, with its file.
    pub fn bodies(&self) -> impl Iterator<Item = (FileId, &Body)> {
        in_each_language(self.file, &self.body, self.body_en.as_ref())
    }

    /// Numbers of its observations.
    pub fn observation_ids(&self) -> impl ExactSizeIterator<Item = ObsIx> + Clone + use<> {
        self.observations.clone().map(ObsIx)
    }
}

/// A text at a YAML path and, beside it, the same in English.
fn in_both<'a>(
    path: String,
    text: &'a Body,
    english: Option<&'a Body>,
) -> impl Iterator<Item = (Cow<'static, str>, &'a Body)> {
    let english = english.map(|line| (Cow::from(format!("{path}_en")), line));
    std::iter::once((Cow::from(path), text)).chain(english)
}

/// A way of working that a report gives a name to: 四位一体.
#[derive(Debug)]
pub struct Practice {
    /// Its name as the source prints it.
    pub name: String,
    /// What the name says, in English.
    pub en: Option<String>,
    /// The domain that it belongs to.
    pub domain: DomainIx,
    /// What it is, in our words; figures bound as in the body.
    pub text: Body,
    /// The same in English.
    pub text_en: Option<Body>,
    /// Where the source names it.
    pub lines: Lines,
}

/// An arithmetical statement between figures of one article.
#[derive(Debug)]
pub struct Relation {
    /// As the editor wrote it.
    pub text: String,
    /// Left side.
    pub left: Expr,
    /// How the sides compare.
    pub comparison: Comparison,
    /// Right side.
    pub right: Expr,
    /// Why it does not hold, if the editor knows.
    pub known: Option<String>,
    /// The same in English.
    pub known_en: Option<String>,
    /// YAML path of the statement, for findings.
    pub path: String,
    /// Its fragment on the article's page.
    pub anchor: String,
}

impl Relation {
    /// Every figure in it, left to right.
    pub fn figures(&self) -> Vec<ObsIx> {
        let mut found = Vec::new();
        self.left.figures(&mut found);
        self.right.figures(&mut found);
        found.into_iter().copied().collect()
    }
}

/// Something that the source says happened, or is planned, at a date.
#[derive(Debug)]
pub struct Event {
    /// When.
    pub period: Period,
    /// What, in our words; figures bound as in the body.
    pub text: Body,
    /// The same in English.
    pub text_en: Option<Body>,
    /// Where the source says so.
    pub lines: Lines,
    /// Whether it is planned.
    pub target: bool,
    /// Its position in the front matter, for findings.
    pub position: usize,
}

impl Event {
    /// The words that files use for what it is.
    pub const KINDS: [(&'static str, bool); 2] = [("done", false), ("target", true)];
}

/// A figure of the source that is no observation.
#[derive(Debug)]
pub struct Exclusion {
    /// Text as printed.
    pub text: String,
    /// Where.
    pub lines: Lines,
    /// Why it is none.
    pub reason: ExcludeReason,
    /// Remark.
    pub note: Option<String>,
    /// The same in English.
    pub note_en: Option<String>,
}

/// Why a figure is no observation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ExcludeReason {
    /// 口号、套话
    Slogan,
    /// 序号
    Ordinal,
    /// 日期
    Date,
    /// 名称
    Name,
    /// 文件
    Document,
    /// 界限
    Threshold,
    /// 个案
    Individual,
    /// 重复
    Duplicate,
    /// 修辞
    Rhetoric,
    /// 原文有误
    Garbled,
}

impl ExcludeReason {
    /// All reasons with the words that files use.
    pub const ALL: [(&'static str, ExcludeReason); 10] = [
        ("slogan", ExcludeReason::Slogan),
        ("ordinal", ExcludeReason::Ordinal),
        ("date", ExcludeReason::Date),
        ("name", ExcludeReason::Name),
        ("document", ExcludeReason::Document),
        ("threshold", ExcludeReason::Threshold),
        ("individual", ExcludeReason::Individual),
        ("duplicate", ExcludeReason::Duplicate),
        ("rhetoric", ExcludeReason::Rhetoric),
        ("garbled", ExcludeReason::Garbled),
    ];

    /// The word that files use.
    pub fn id(self) -> &'static str {
        Self::ALL.iter().find(|(_, r)| *r == self).map_or("", |(id, _)| id)
    }
}
