//! What records of all kinds are made of: texts in two languages, exact numbers, addresses, and the site that they come
//! from.

use std::borrow::Cow;

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::Serialize;

use super::super::super::{href::SitePath, list::folder, text::Text, view::View};
use crate::{
    diag::Lang,
    model::{Catalog, LineRange},
    quantity::format_plain,
};

/// A text in Chinese and, where there is one, in English.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct InLanguages<'a> {
    /// In Chinese.
    zh: Cow<'a, str>,
    /// In English. Left out where nobody has put it into English.
    #[serde(skip_serializing_if = "Option::is_none")]
    en: Option<Cow<'a, str>>,
}

impl<'a> InLanguages<'a> {
    /// A text of the content; an empty one in English counts as none.
    pub(super) fn of(zh: &'a str, en: Option<&'a str>) -> InLanguages<'a> {
        InLanguages { zh: zh.into(), en: en.filter(|en| !en.is_empty()).map(Cow::from) }
    }

    /// A text that is made of words of the theme, which are in both.
    pub(super) fn said(views: &Views<'a>, say: impl Fn(&View<'a>) -> String) -> InLanguages<'a> {
        InLanguages { zh: say(&views.zh).into(), en: Some(say(&views.en).into()) }
    }

    /// Two texts that say the same.
    pub(super) fn both(zh: Text, en: Text) -> InLanguages<'a> {
        InLanguages { zh: zh.into_plain().into(), en: Some(en.into_plain().into()) }
    }

    /// The same, where only a text in Chinese may be there to be said.
    pub(super) fn said_if(
        views: &Views<'a>,
        english: bool,
        say: impl Fn(&View<'a>) -> String,
    ) -> InLanguages<'a> {
        InLanguages { zh: say(&views.zh).into(), en: english.then(|| say(&views.en).into()) }
    }
}

/// The file as each language sees it.
#[derive(Debug)]
pub(super) struct Views<'a> {
    /// In Chinese.
    pub(super) zh: View<'a>,
    /// In English.
    pub(super) en: View<'a>,
}

impl<'a> Views<'a> {
    /// The file at the path of `view`.
    pub(super) fn of(view: &View<'a>) -> Views<'a> {
        let of = |lang| View::new(view.site, lang, view.path.clone());
        Views { zh: of(Lang::Zh), en: of(Lang::En) }
    }

    /// What is spoken of.
    pub(super) fn catalog(&self) -> &'a Catalog {
        self.zh.catalog()
    }
}

/// A decimal number as text, so that no digit is lost: `0.50` is not `0.5`, and no program rounds it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(transparent)]
pub(super) struct Number(#[schemars(regex(pattern = r"^-?[0-9]+(\.[0-9]+)?$"))] String);

impl Number {
    /// With the digits that it is printed with.
    pub(super) fn of(number: Decimal) -> Number {
        Number(format_plain(number))
    }

    /// An end of an interval, where only the value counts.
    pub(super) fn plain(number: Decimal) -> Number {
        Number(format_plain(number.normalize()))
    }
}

/// A time in EDTF (ISO 8601-2): `2019`, `2018-12-10`, `2014/2018`, `2014/..`, `2020-06~`; `~` is inferred, `?` doubtful.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(transparent)]
pub(super) struct Edtf(#[schemars(length(min = 4))] String);

impl Edtf {
    /// A period or a date.
    pub(super) fn of(time: &impl ToString) -> Edtf {
        Edtf(time.to_string())
    }
}

/// Lines of the source text, both counted, from 1.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct LineSpan {
    /// The first.
    #[schemars(range(min = 1))]
    start: u32,
    /// The last.
    #[schemars(range(min = 1))]
    end: u32,
}

impl LineSpan {
    /// These lines.
    pub(super) fn of(lines: &[LineRange]) -> Vec<LineSpan> {
        lines.iter().map(|l| LineSpan { start: l.start, end: l.end }).collect()
    }
}

/// A page of the site in each of its languages, seen from this file.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Addresses {
    /// In Chinese. Left out where the site has no pages in Chinese.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("format" = "uri-reference"))]
    zh: Option<String>,
    /// In English. Left out where the site has no pages in English.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("format" = "uri-reference"))]
    en: Option<String>,
}

impl Addresses {
    /// Those of a page by its place among the pages of a language.
    pub(super) fn of(view: &View<'_>, page: &SitePath) -> Addresses {
        let (site, languages) = (view.site, view.site.languages());
        let href = |lang: Lang| {
            let has = languages.contains(&lang);
            has.then(|| view.path.link_to(&page.within(folder(site, lang))))
        };
        Addresses { zh: href(Lang::Zh), en: href(Lang::En) }
    }
}

/// The site that the file is a part of.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Origin<'a> {
    /// What it is called.
    title: InLanguages<'a>,
    /// Where it is published. Left out where it is not, or where that is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("format" = "uri"))]
    address: Option<&'a str>,
    /// Under which licence the data stand. Left out where the site names none: then no right to use them is granted.
    #[serde(skip_serializing_if = "Option::is_none")]
    licence: Option<Licence<'a>>,
    /// Where its pages stand, seen from this file.
    #[schemars(extend("format" = "uri-reference"))]
    home: String,
}

/// A licence.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Licence<'a> {
    /// Its name.
    name: &'a str,
    /// The address of its text.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("format" = "uri"))]
    url: Option<&'a str>,
}

/// The site of a file.
pub(super) fn origin<'a>(view: &View<'a>) -> Origin<'a> {
    let site = &view.catalog().site;
    let licence = site.licence.as_ref();
    Origin {
        title: InLanguages::of(&site.title, site.title_en.as_deref()),
        address: site.base_url.as_deref(),
        licence: licence.map(|l| Licence { name: &l.name, url: l.url.as_deref() }),
        home: view.path.link_to(&SitePath::new("index.html")),
    }
}
