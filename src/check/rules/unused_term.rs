//! A term of the glossary that stands nowhere on the site.

use super::{Rule, Subject};
use crate::{
    check::texts::{other_texts, texts_of},
    diag::{At, Finding, RuleId, Words, say},
    model::{Term, TermMatcher},
};

pub(super) const RULE: Rule = Rule {
    id: RuleId("unused-term"),
    what: Words::fixed(
        "术语表里的一条，站上没有一处文字用到它，也没有用到的术语把它列为容易混淆的（near）。",
        "No text of the site uses a term of the glossary, and no term in use names it as one not to be confused with (near).",
    ),
    why: Words::fixed(
        "读者不会从任何地方走到这一条；多半是写法对不上，或者用它的文字已经删去。",
        "No reader comes to it from anywhere. Mostly its spelling differs, or the text that used it is gone.",
    ),
    example: Words::fixed(
        "terms:\n  - {id: yuluijihua, zh: 雨露计画, …}   # 正文写的是“雨露计划”",
        "terms:\n  - {id: yuluijihua, zh: 雨露计画, …}   # the texts say “雨露计划”",
    ),
    mend: Words::fixed(
        "写法对不上的，在 also 里补上正文的写法；用不着的删去。为读懂原报道而留着的，可以不管：这只是提示。",
        "Add the spelling of the texts to `also`, or delete the term. One kept for readers of the original reports may \
         stay: this is only a note.",
    ),
    check,
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let catalog = subject.catalog;
    if catalog.terms.is_empty() || !subject.complete {
        return; // texts that could not be read may use it
    }
    let Some((file, _)) = subject.sources.files().find(|(_, f)| f.path == "content/glossary.yaml") else {
        return;
    };
    let matcher = TermMatcher::new(catalog);
    let mut used = vec![false; catalog.terms.len()];
    for article in &catalog.articles {
        texts_of(catalog, article).iter().for_each(|text| matcher.mark(text.text(), &mut used));
        // What an article's exclusions quote of its source is shown on its page.
        article.exclusions.iter().for_each(|e| matcher.mark(&e.text, &mut used));
        article.practices.iter().for_each(|p| matcher.mark(&p.name, &mut used));
    }
    for text in other_texts(catalog, subject.sources).iter().filter(|text| text.file() != file) {
        matcher.mark(text.text(), &mut used);
    }
    // A term's own definition is no use of it; another's is.
    let explained = |term: &Term| spellings(term).any(|s| catalog.terms.iter().any(|t| mentions(t, term, s)));
    // Of two terms of one name the first is found in texts; that there are two is another finding.
    let namesake = |term: &Term| catalog.terms.iter().zip(&used).any(|(t, used)| *used && t.zh == term.zh);
    let in_use = |i: usize| used[i] || namesake(&catalog.terms[i]) || explained(&catalog.terms[i]);
    let in_use: Vec<bool> = (0..used.len()).map(in_use).collect();
    let named = |ix: usize| {
        let near = |(i, t): (usize, &Term)| in_use[i] && t.near.iter().any(|n| n.ix() == ix);
        catalog.terms.iter().enumerate().any(near)
    };
    for (i, term) in catalog.terms.iter().enumerate().filter(|(i, _)| !in_use[*i] && !named(*i)) {
        let at = At::value(file, format!("terms[{i}].zh"));
        let zh = &term.zh;
        let message = say!("术语“{zh}”没有一处用到", "no text uses the term {zh}");
        findings.push(Finding::note(RULE.id, at, message).help(Words::fixed(
            "在 also 里补上正文的写法，或删去这一条；为读懂原报道而留的不用管",
            "add the spelling of the texts to `also`, or delete the term; one kept for readers of the reports may stay",
        )));
    }
}

fn spellings(term: &Term) -> impl Iterator<Item = &str> {
    std::iter::once(&term.zh).chain(&term.also).map(String::as_str)
}

/// Whether another term's definition uses a spelling of this one.
fn mentions(other: &Term, term: &Term, spelling: &str) -> bool {
    other.id != term.id && other.definition.contains(spelling)
}
