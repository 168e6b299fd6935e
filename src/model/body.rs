//! Markdown with its figures resolved.

use std::ops::Range;

use super::ids::{ImageIx, MetricIx, ObsIx, PlaceIx};
use crate::{diag::FileId, read::RawLink};

/// A Markdown text of ours. All ranges are bytes of `text`.
#[derive(Debug, Default)]
pub struct Body {
    /// The Markdown.
    pub text: String,
    /// Byte of the file where it begins, for findings.
    pub offset: usize,
    /// Figures bound in it, in order.
    pub bindings: Vec<Binding>,
    /// Charts, tables and pictures in it, in order.
    pub blocks: Vec<Block>,
    /// Links in it.
    pub links: Vec<Link>,
    /// Words of its headings, in order; [`heading_id`](super::Catalog::heading_id) makes their fragments.
    pub headings: Vec<String>,
    /// Running text outside code, bindings included.
    pub texts: Vec<Range<usize>>,
    /// HTML, which is shown as it is written.
    pub html: Vec<Range<usize>>,
}

/// The text of an article or table in English, from the file `NAME.en.md`. It draws nothing of its own: what the text in
/// Chinese draws follows the passage under the same heading.
#[derive(Debug)]
pub struct EnglishBody {
    /// The file.
    pub file: FileId,
    /// The text.
    pub body: Body,
}

/// A text and the one in English beside it, each with its file.
pub(super) fn in_each_language<'a>(
    file: FileId,
    body: &'a Body,
    english: Option<&'a EnglishBody>,
) -> impl Iterator<Item = (FileId, &'a Body)> {
    std::iter::once((file, body)).chain(english.map(|english| (english.file, &english.body)))
}

/// `{{ … }}` and the observation that it stands for.
#[derive(Debug)]
pub struct Binding {
    /// Where.
    pub range: Range<usize>,
    /// Which.
    pub observation: ObsIx,
    /// Where it says what the sentence around it takes the figure to be.
    pub guard: Option<Box<Range<usize>>>,
}

/// A chart, table or picture in running text.
#[derive(Debug)]
pub struct Block {
    /// Where, with its fences; for a table's chart, empty.
    pub range: Range<usize>,
    /// Title; of a picture the words that stand for it.
    pub title: String,
    /// The same in English.
    pub title_en: Option<String>,
    /// A sentence below; of a picture its caption.
    pub note: Option<String>,
    /// The same in English.
    pub note_en: Option<String>,
    /// What to draw.
    pub shape: BlockShape,
}

impl Block {
    /// The picture that it shows, where it shows one.
    pub fn image(&self) -> Option<ImageIx> {
        match &self.shape {
            BlockShape::Image(image, _) => Some(*image),
            _ => None,
        }
    }
}

/// Who made a picture, and why it may be published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribution {
    /// Who made it.
    pub credit: String,
    /// The same in English.
    pub credit_en: Option<String>,
    /// Its licence, or whose leave there is.
    pub rights: String,
    /// The same in English.
    pub rights_en: Option<String>,
    /// Where that can be read.
    pub rights_url: Option<String>,
}

/// What a block draws.
#[derive(Debug)]
pub enum BlockShape {
    /// The same metric at two periods.
    BeforeAfter(Vec<MetricIx>),
    /// The same at two periods that all metrics or places share, as slopes.
    Slope(Vec<MetricIx>),
    /// Shares of a whole, or one rate, in a hundred cells.
    Waffle {
        /// The whole; none where the metric is a rate.
        whole: Option<MetricIx>,
        /// The parts, or the rate.
        parts: Vec<MetricIx>,
        /// Whose; in an article, its own place.
        place: Option<PlaceIx>,
    },
    /// One metric across places, a tile a place.
    Tiles(Vec<MetricIx>),
    /// A whole and its parts.
    Composition {
        /// The whole.
        whole: Option<MetricIx>,
        /// The parts.
        parts: Vec<MetricIx>,
    },
    /// One metric across places.
    Dots(Vec<MetricIx>),
    /// Values over the years: a panel a metric in an article, a panel a place elsewhere.
    Line {
        /// Which metrics.
        metrics: Vec<MetricIx>,
        /// Which places; all where none is named.
        places: Vec<PlaceIx>,
        /// Each panel has a scale of its own.
        free: bool,
    },
    /// A table of metrics.
    Table(Vec<MetricIx>),
    /// A picture.
    Image(ImageIx, Box<Attribution>),
}

/// A link written by the editor.
#[derive(Clone, Debug)]
pub struct Link {
    /// Where.
    pub range: Range<usize>,
    /// Its target, as written.
    pub target: String,
}

impl From<RawLink> for Link {
    fn from(RawLink { range, target }: RawLink) -> Link {
        Link { range, target }
    }
}
