//! What the templates of a page ask for. A page holds much that takes time to work out and to hand over, and a site's own
//! templates may show little of it: what no template of a page names is not made.
//!
//! A name counts as asked for wherever it stands in the text of the template, of one that it names in turn, to extend or to
//! include it, or, where it calls a component, of one that defines any. That may be too much, and is never too little: a text
//! that goes by names which do not stand in it asks for all.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::read::built_in;

/// Declares what can be asked for: each by the name of its field.
macro_rules! asks {
    ($($name:ident = $field:literal),+ $(,)?) => {
        /// What takes time to make, as a field of a page or of what stands on it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Ask {
            $(#[doc = concat!("The field `", $field, "`.")] $name),+
        }

        /// Their names in templates.
        const NAMES: &[(Ask, &str)] = &[$((Ask::$name, $field)),+];
    };
}

asks! {
    Article = "article",
    Articles = "articles",
    Attribution = "attribution",
    Banner = "banner",
    Basis = "basis",
    BasisNote = "basis_note",
    BeforeAfter = "before_after",
    Chart = "chart",
    Cite = "cite",
    CiteSource = "cite_source",
    Computed = "computed",
    Converted = "converted",
    Correction = "correction",
    Coverage = "coverage",
    Disagreements = "disagreements",
    Downloads = "downloads",
    Edit = "edit",
    Exclusions = "exclusions",
    History = "history",
    Interval = "interval",
    KeyFigures = "key_figures",
    Kind = "kind",
    KindNote = "kind_note",
    Languages = "languages",
    Lines = "lines",
    Linked = "linked",
    Missing = "missing",
    Neighbours = "neighbours",
    Note = "note",
    Order = "order",
    Origin = "origin",
    Others = "others",
    Pad = "pad",
    Period = "period",
    Place = "place",
    Population = "population",
    Rank = "rank",
    Related = "related",
    Relations = "relations",
    Report = "report",
    Ruling = "ruling",
    Share = "share",
    ShowPeriod = "show_period",
    Sources = "sources",
    State = "state",
    Statements = "statements",
    Status = "status",
    Timeline = "timeline",
    UsedIn = "used_in",
    Version = "version",
    Ways = "ways",
    Worked = "worked",
}

const _: () = assert!(NAMES.len() <= 64, "a bit for each");

/// What is asked for: a bit for each [`Ask`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked(u64);

impl Asked {
    /// All of it.
    pub const ALL: Asked = Asked(u64::MAX);

    /// Whether it is asked for.
    pub fn has(self, ask: Ask) -> bool {
        self.0 & (1 << ask as u32) != 0
    }
}

/// What each template of a site with templates of its own asks for, with all that it names in turn; `components` are the names of
/// those that there are. One that is left out asks for all, as those of the program nearly do.
pub(super) fn by_template<'c>(
    templates: &BTreeMap<String, String>,
    components: impl Iterator<Item = &'c str>,
) -> BTreeMap<String, Asked> {
    if templates.iter().all(|(name, text)| built_in(&format!("templates/{name}")) == Some(text)) {
        return BTreeMap::new();
    }
    let components: HashSet<&str> = components.collect();
    let asks: HashMap<&[u8], Ask> = NAMES.iter().map(|(ask, name)| (name.as_bytes(), *ask)).collect();
    let defines = |text: &str| text.contains("endcomponent");
    let defining: Vec<&str> = templates.iter().filter(|(_, t)| defines(t)).map(|(n, _)| n.as_str()).collect();
    let read: HashMap<&str, (u64, Vec<&str>)> = templates
        .iter()
        .map(|(name, text)| {
            let named = words(text).filter_map(|word| asks.get(word));
            let own = if takes_what_it_gets(text) {
                Asked::ALL.0
            } else {
                named.fold(0, |bits, ask| bits | 1 << *ask as u32)
            };
            let known = |quoted| templates.get_key_value(quoted).map(|(other, _)| other.as_str());
            let mut others: Vec<&str> = text.split(['"', '\'', '`']).filter_map(known).collect();
            if called(text).any(|name| components.contains(name)) {
                others.extend(&defining);
            }
            (name.as_str(), (own, others))
        })
        .collect();
    let whole = |name: &str| {
        let (mut bits, mut seen, mut ahead) = (0, HashSet::new(), vec![name]);
        while let Some(template) = ahead.pop() {
            if seen.insert(template) {
                let (own, others) = &read[template];
                bits |= own;
                ahead.extend(others);
            }
        }
        Asked(bits)
    };
    templates.keys().map(|name| (name.clone(), whole(name))).collect()
}

/// Whether a text goes by names that do not stand in it: it prints all that there is, or takes fields by what a value says.
fn takes_what_it_gets(text: &str) -> bool {
    let prints_all = ["__tera_context", "json_encode"].iter().any(|word| text.contains(word));
    let is_name =
        |after: &str| after.trim_start().starts_with(|c: char| c.is_alphabetic() || c == '_' || c == '(');
    let given = |arg: &&str| {
        let mut values = text.split(*arg).skip(1).filter_map(|after| after.trim_start().strip_prefix('='));
        values.any(is_name)
    };
    prints_all || text.split('[').skip(1).any(is_name) || ["key", "attribute"].iter().any(given)
}

/// Names of values and of fields, and all else that looks like one.
fn words(text: &str) -> impl Iterator<Item = &[u8]> {
    text.as_bytes().split(|b| !b.is_ascii_alphanumeric() && *b != b'_').filter(|word| !word.is_empty())
}

/// Names of components, and of elements.
fn called(text: &str) -> impl Iterator<Item = &str> {
    text.split('<').skip(1).map(first_name)
}

/// The name that a text begins with.
fn first_name(text: &str) -> &str {
    let text = text.trim_start();
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && !"_-.".contains(c));
    &text[..end.unwrap_or(text.len())]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(templates: &[(&str, &str)]) -> Vec<&'static str> {
        let templates = templates.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
        let asked = by_template(&templates.collect(), ["ways", "cells"].into_iter())["page.html"];
        NAMES.iter().filter(|(ask, _)| asked.has(*ask)).map(|(_, name)| *name).collect()
    }

    #[test]
    fn what_is_named_is_asked_for() {
        assert_eq!(
            asked(&[("page.html", "{{ page.title }}{% if f.cite %}{{ f[\"ways\"] }}{% endif %}")]),
            ["cite", "ways"]
        );
        assert_eq!(asked(&[("page.html", "{{ f.cited }}{{ place_head }}")]), [""; 0]);
        assert_eq!(asked(&[("page.html", "{{ figures | map(attribute=\"place.name\") }}")]), ["place"]);
    }

    #[test]
    fn what_others_name_for_it_is_asked_for_too() {
        let base = ("parts/base.html", "{{ page.linked }}{% include '页 脚.html' %}");
        let foot = ("页 脚.html", "{{ x.edit }}");
        let parts = ("parts.html", "{% component ways(x: array) %}{{ x.order }}{% endcomponent ways %}");
        let page = ("page.html", "{% extends \"parts/base.html\" %}{{ r.cells }}");
        assert_eq!(asked(&[base, foot, parts, page]), ["edit", "linked"]);
        let foot = ("页 脚.html", "{{ < ways x={y} /> }}");
        assert_eq!(asked(&[base, foot, parts, page]), ["linked", "order", "ways"]);
    }

    #[test]
    fn what_goes_by_other_names_asks_for_all() {
        for text in
            ["{{ __tera_context }}", "{{ f | json_encode }}", "{{ f[name] }}", "{{ f | get(key = name) }}"]
        {
            assert_eq!(asked(&[("page.html", text)]).len(), NAMES.len(), "{text}");
        }
    }
}
