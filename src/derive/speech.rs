//! One language of the site: its words, what it calls metrics, places and domains, how it writes periods.
//!
//! Every text of the content is in Chinese; some have an English one beside it. [`Speech`] takes that of its language
//! where there is one, else the Chinese, and says in which language the text is ([`Said`]), so that a page can mark it.

use std::borrow::Cow;

use super::{Words, plan::Worded};
use crate::{
    check::Checked,
    diag::Lang,
    model::{Catalog, Date, DomainIx, Kind, MetricIx, Period, PlaceIx},
    quantity::{Qualifier, Quantity, in_english, unit_in_english},
};

/// One language of the site. Cheap to copy.
#[derive(Clone, Copy, Debug)]
pub struct Speech<'a> {
    /// The language.
    pub lang: Lang,
    /// The theme's words in it.
    pub words: Words<'a>,
    /// What is spoken of.
    pub catalog: &'a Catalog,
}

/// A text of the content and the language that it is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Said<'a> {
    /// The text.
    pub text: &'a str,
    /// Its language.
    pub lang: Lang,
}

impl<'a> Speech<'a> {
    /// A language of the site.
    pub fn new(checked: &'a Checked, lang: Lang) -> Speech<'a> {
        Speech { lang, words: Words::of(checked, lang), catalog: &checked.catalog }
    }

    /// A text of the content that may have an English one beside it; an empty one counts as none.
    pub fn choose(self, zh: &'a str, en: Option<&'a str>) -> Said<'a> {
        match en {
            Some(text) if self.lang == Lang::En && !text.is_empty() => Said { text, lang: Lang::En },
            _ => Said { text: zh, lang: Lang::Zh },
        }
    }

    /// The label of a metric.
    pub fn metric(self, ix: MetricIx) -> Said<'a> {
        let metric = self.catalog.metric(ix);
        self.choose(&metric.label, Some(&metric.en))
    }

    /// The name of a place.
    pub fn place(self, ix: PlaceIx) -> Said<'a> {
        let place = self.catalog.place(ix);
        self.choose(&place.name, Some(&place.en))
    }

    /// The label of a domain.
    pub fn domain(self, ix: DomainIx) -> Said<'a> {
        let domain = self.catalog.domain(ix);
        self.choose(&domain.label, Some(&domain.en))
    }

    /// Words of the editor about a chart or table.
    pub fn worded(self, own: &'a Worded) -> Said<'a> {
        self.choose(&own.zh, own.en.as_deref())
    }

    /// A period in words.
    pub fn period(self, period: &Period) -> String {
        period.label_in(self.lang)
    }

    /// A date in words.
    pub fn date(self, date: &Date) -> String {
        date.label_in(self.lang)
    }

    /// The word for a kind.
    pub fn kind(self, kind: Kind) -> &'a str {
        self.words.get(match kind {
            Kind::Stock => "kind.stock",
            Kind::Flow => "kind.flow",
            Kind::Cumulative => "kind.cumulative",
            Kind::Rate => "kind.rate",
            Kind::Standard => "kind.standard",
            Kind::Target => "kind.target",
        })
    }

    /// A printed quantity read out in the language, with its word of approximation; nothing where it reads as it is
    /// printed.
    pub fn reading(self, quantity: &Quantity) -> Option<String> {
        let gloss = if self.lang == Lang::En { quantity.gloss()? } else { return None };
        // 51个 needs no reading: digits and a counter that English has no word for.
        if quantity.qualifier.is_none() && quantity.printed.starts_with(&*gloss.text) {
            return None;
        }
        let text = format!("{}{}", self.approximation(quantity), gloss.text);
        Some(gloss.metric.map_or(text.clone(), |metric| self.aside(&text, &metric)))
    }

    /// A printed quantity where there is room for one form of it only, as in a chart: read out in the language, else as
    /// it is printed.
    pub fn short(self, quantity: &Quantity) -> String {
        let Some(gloss) = (self.lang == Lang::En).then(|| quantity.gloss()).flatten() else {
            return quantity.printed.to_string();
        };
        format!("{}{}", self.approximation(quantity), gloss.text)
    }

    /// A unit in the language.
    pub fn unit<'u>(self, printed: &'u str) -> Cow<'u, str> {
        match self.lang {
            Lang::Zh => printed.into(),
            Lang::En => unit_in_english(printed).map_or(printed.into(), Cow::from),
        }
    }

    /// A number in digits with its unit.
    pub fn amount(self, number: &str, unit: &str) -> String {
        let english = if self.lang == Lang::En { in_english(number, unit) } else { None };
        english.unwrap_or_else(|| format!("{number}{unit}"))
    }

    /// The word of approximation of a quantity; none where it has none.
    pub fn approximation(self, quantity: &Quantity) -> &'a str {
        let Some(qualifier) = quantity.qualifier else { return "" };
        self.words.get(match qualifier {
            Qualifier::About => "qualifier.about",
            Qualifier::Under if quantity.is_near() => "qualifier.near",
            Qualifier::Under => "qualifier.under",
            Qualifier::Over => "qualifier.over",
            Qualifier::AtLeast => "qualifier.at_least",
            Qualifier::AtMost => "qualifier.at_most",
        })
    }

    /// Plain texts joined as the language joins them.
    pub fn list<S: AsRef<str>>(self, texts: impl IntoIterator<Item = S>) -> String {
        let mut out = String::new();
        for text in texts {
            if !out.is_empty() {
                out.push_str(self.words.get("site.list_separator"));
            }
            out.push_str(text.as_ref());
        }
        out
    }

    /// A text with another beside it: `1668元（2017年）`.
    pub fn aside(self, text: &str, aside: &str) -> String {
        self.words.fill("site.aside", &[("text", text), ("aside", aside)])
    }
}
