//! The templates of a site with what all its pages share, once a language and once a thread: the values of a template are
//! counted references, and threads that count the same ones wait for each other at every word.

use std::{collections::BTreeMap, sync::OnceLock};

use anyhow::Result;
use tera::{Context, Tera};

use super::{global, no_language};
use crate::{
    derive::Site,
    diag::{Lang, OrRefuse, Words},
};

/// The endings of templates whose values are escaped.
const ESCAPED: [&str; 3] = [".html", ".xml", ".svg"];

/// The templates of a site.
#[derive(Debug)]
pub(super) struct Templates {
    /// For each language as many as there are threads, and one for all that are not of the pool; made when first used.
    own: BTreeMap<Lang, Box<[OnceLock<Tera>]>>,
}

impl Templates {
    /// Those of the site's theme.
    ///
    /// # Errors
    /// Where a template is broken or names one that is not there; all of them are reported together.
    pub(super) fn new(site: &Site) -> Result<Templates> {
        let parsed = parsed(site)?;
        let threads = rayon::current_num_threads();
        let in_language = |lang: &Lang| {
            let mut own: Vec<OnceLock<Tera>> = (0..threads).map(|_| OnceLock::new()).collect();
            own.push(with_global(parsed.clone(), site, *lang)?.into());
            Ok((*lang, own.into()))
        };
        Ok(Templates { own: site.languages().iter().map(in_language).collect::<Result<_>>()? })
    }

    /// Those in a language, for this thread.
    ///
    /// # Errors
    /// Where the site is not in this language.
    pub(super) fn of(&self, site: &Site, lang: Lang) -> Result<&Tera> {
        let own = self.own.get(&lang).or_refuse(no_language)?;
        let last = own.len() - 1;
        let own = &own[rayon::current_thread_index().map_or(last, |n| n.min(last))];
        match own.get() {
            Some(tera) => Ok(tera),
            None => {
                let tera = with_global(parsed(site)?, site, lang)?;
                Ok(own.get_or_init(|| tera))
            }
        }
    }
}

fn parsed(site: &Site) -> Result<Tera> {
    let mut tera = Tera::default();
    tera.autoescape_on(ESCAPED);
    let templates = &site.checked.theme.templates;
    tera.add_raw_templates(templates.iter().map(|(name, text)| (name.as_str(), text.as_str())))
        .or_refuse(|| Words::fixed("模板有错", "a template is broken"))?;
    Ok(tera)
}

fn with_global(mut tera: Tera, site: &Site, lang: Lang) -> Result<Tera> {
    *tera.global_context() = Context::from_serialize(&global::global(site, lang))
        .or_refuse(|| Words::fixed("全站数据", "the data of the whole site"))?;
    Ok(tera)
}
