//! The text of `content/changes.yaml` as a record, before it is on the disk.

use super::{LEDGER, RawChanges, Read, load::split_up};
use crate::diag::{FileId, Severity};

/// What the text of a ledger says; nothing where it cannot be read without errors.
pub fn read_ledger(text: &str) -> Option<RawChanges> {
    let (source, unread) = split_up(LEDGER, text.as_bytes().to_vec(), FileId(0));
    let Read { doc, findings } = unread.read(&source);
    findings.iter().all(|f| f.severity != Severity::Error).then_some(doc.data)
}
