//! `xianzhi verify`: whether a site that was carried somewhere is whole.

use anyhow::Result;

use super::{Ending, Setting, args, report};
use crate::{
    diag::{Words, say},
    pipeline,
    read::Fault,
};

pub(super) fn run(setting: &Setting, options: &args::Verify) -> Result<Ending> {
    let (carried, faults) = pipeline::verify(&options.path)?;
    for fault in &faults {
        report::line(said(fault).in_lang(setting.lang));
    }
    let (files, bad) = (carried.listed.len(), faults.len());
    let (words, ending) = match bad {
        0 => (say!("{files} 个文件，全部完好", "{files} files are whole"), Ending::Clean),
        _ => (
            say!(
                "清单上有 {files} 个文件，{bad} 处不符：请重新拷贝，或重新下载",
                "of {files} files on the list and those beside them, {bad} are not as they were written: copy or download them again"
            ),
            Ending::Findings,
        ),
    };
    report::line(words.in_lang(setting.lang));
    Ok(ending)
}

fn said(fault: &Fault) -> Words {
    let (Fault::Changed(path) | Fault::Missing(path) | Fault::Unreadable(path) | Fault::Additional(path)) =
        fault;
    let path = path.escape_debug(); // names come from outside, and a screen obeys what is not seen
    match fault {
        Fault::Changed(_) => say!("变了：{path}", "changed: {path}"),
        Fault::Missing(_) => say!("缺少：{path}", "missing: {path}"),
        Fault::Unreadable(_) => say!("读不出来：{path}", "cannot be read: {path}"),
        Fault::Additional(_) => say!("多出：{path}", "additional: {path}"),
    }
}
