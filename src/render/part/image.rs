//! A picture in a text: where its copy stands, how large it is, what stands for it, who made it.

use serde::Serialize;

use super::super::{href::SitePath, text::Text, view::View};
use crate::{
    derive::{Plan, Title},
    model::{Attribution, ImageIx},
};

/// A picture ready to print.
#[derive(Debug, Serialize)]
pub struct ImageView {
    id: String,
    src: String,
    width: u32,
    height: u32,
    /// The words that stand for it, without marks of language, for an attribute.
    alt: String,
    /// Their language, where that is not the page's.
    lang: Option<&'static str>,
    caption: Option<Text>,
    credit: Text,
    rights: Text,
    rights_href: Option<String>,
}

/// The picture of a plan, which stands at the fragment `id`.
pub fn image(view: &View<'_>, plan: &Plan, id: String, ix: ImageIx, of: &Attribution) -> ImageView {
    let image = view.catalog().image(ix);
    let copy = image.look().expect("invariant: a text that shows it was resolved");
    let (alt, lang) = match &plan.title {
        Title::Own(own) => {
            let said = view.speech.worded(own);
            (said.text.to_owned(), view.foreign_tag(said.lang))
        }
        _ => (String::new(), None),
    };
    ImageView {
        id,
        src: view.href(&SitePath::image(image)),
        width: copy.width,
        height: copy.height,
        alt,
        lang,
        caption: plan.note.as_ref().map(|note| view.said(view.speech.worded(note))),
        credit: view.choose(&of.credit, of.credit_en.as_deref()),
        rights: view.choose(&of.rights, of.rights_en.as_deref()),
        rights_href: of.rights_url.clone(),
    }
}
