//! `state:` of an article, with who took its figures down, who held them against the source, and why it was taken back.

use super::{
    report::{Reporter, optional, owned},
    rules::{CONTRADICTING_STATE, MISSING_FIELD},
};
use crate::{
    diag::{At, FileId, Finding, Words, say},
    model::{
        period::Date,
        state::{Entered, SecondLook, State},
    },
    read::{RawArticle, RawChecked, RawEntered, RawRetracted},
};

/// Where an article that is not taken back stands.
#[derive(Default)]
pub(super) struct Stated {
    pub(super) state: State,
    pub(super) entered: Option<Entered>,
    pub(super) checked: Option<SecondLook>,
}

/// Why an article was taken back, and by whom.
#[derive(Default)]
pub(super) struct TakenBack {
    pub(super) date: Option<Date>,
    pub(super) reason: String,
    pub(super) reason_en: Option<String>,
    pub(super) editor: String,
}

/// Whether an article says that it was taken back: then nothing of its figures and texts is read.
pub(super) fn is_taken_back(raw: &RawArticle) -> bool {
    optional(&raw.state) == Some(State::Retracted.id())
}

/// The state of an article; what is said of it has to go together.
pub(super) fn resolve_state(raw: &RawArticle, report: &mut Reporter<'_>) -> Stated {
    let declared = match optional(&raw.state) {
        Some(word) => report.word(word, "state", &State::ALL),
        None => Some(State::default()),
    };
    let entered = raw.entered.as_ref().and_then(|raw| resolve_entered(raw, report));
    let checked = raw.checked.as_ref().and_then(|raw| resolve_checked(raw, report));
    let Some(state) = declared else { return Stated { entered, checked, ..Stated::default() } };
    if state == State::Checked {
        complete(raw, report);
    } else if raw.checked.is_some() {
        report.push(contradicting(
            report.file,
            "checked",
            Words::fixed("写了 checked，state 却不是 checked", "checked is given, and the state is not checked"),
            Words::fixed(
                "数字没有变的，写上 state: checked；改过的，删去 checked，请人重新核对",
                "write state: checked if the figures are the same; if not, delete checked and have them checked anew",
            ),
        ));
    }
    if raw.retracted.is_some() {
        report.push(contradicting(
            report.file,
            "retracted",
            Words::fixed(
                "写了 retracted，state 却不是 retracted，这一篇照样发布",
                "retracted is given, and the state is not retracted: the article is published all the same",
            ),
            Words::fixed(
                "要撤回的，写上 state: retracted；不撤回的，删去 retracted",
                "write state: retracted to take it back; else delete retracted",
            ),
        ));
    }
    let first = entered.as_ref().and_then(|e| e.date);
    if let (Some(look), Some(first)) = (&checked, first)
        && first.certainly_after(&look.date)
    {
        let message = Words::fixed("核对的日期在登记的日期之前", "it was checked before it was entered");
        let help = Words::fixed("看看哪个日期写错了", "see which of the dates is wrong");
        report.push(contradicting(report.file, "checked.date", message, help).also(
            At::value(report.file, "entered.date"),
            Words::fixed("登记的日期", "the day on which it was entered"),
        ));
    }
    Stated { state, entered, checked }
}

fn contradicting(file: FileId, path: &str, message: Words, help: Words) -> Finding {
    let at = if path.contains('.') { At::value(file, path) } else { At::key(file, path) };
    Finding::error(CONTRADICTING_STATE, at, message).help(help)
}

/// A second look needs a first one.
fn complete(raw: &RawArticle, report: &mut Reporter<'_>) {
    if raw.entered.is_none() && !report.gaps.explain("", "entered") {
        let message = Words::fixed(
            "写了已核，没有写数字是谁登记的",
            "it says that it is checked, and not who took its figures down",
        );
        let help = Words::fixed(
            "加上 entered: {by: 登记的人, date: 2026-11-20}",
            "add entered: {by: who took them down, date: 2026-11-20}",
        );
        report.push(Finding::error(MISSING_FIELD, At::value(report.file, "state"), message).help(help));
    }
    if raw.checked.is_none() && !report.gaps.explain("", "checked") {
        let message =
            Words::fixed("写了已核，没有写是谁核对的", "it says that it is checked, and not by whom");
        report.push(Finding::error(MISSING_FIELD, At::value(report.file, "state"), message).help(SIGN));
    }
}

const SIGN: Words = Words::fixed(
    "先删去 state 和 checked；第二个人对照来源核对以后运行 xianzhi sign 文件名 --by 姓名，它会写好",
    "delete state and checked for now; when a second person has held the article against its source, xianzhi sign NAME \
     --by PERSON writes both",
);

fn resolve_entered(raw: &RawEntered, report: &mut Reporter<'_>) -> Option<Entered> {
    let by = report.required(&raw.by, "entered", "by");
    let date = optional(&raw.date).and_then(|text| report.day(text, "entered.date"));
    Some(Entered { by: by?.to_owned(), date })
}

fn resolve_checked(raw: &RawChecked, report: &mut Reporter<'_>) -> Option<SecondLook> {
    let by = report.required(&raw.by, "checked", "by");
    let date = report.required(&raw.date, "checked", "date");
    let date = date.and_then(|text| report.day(text, "checked.date"));
    let record = optional(&raw.record);
    if record.is_none() && !report.gaps.explain("checked", "record") {
        let message = Words::fixed(
            "checked 缺少 record（核对时数字的摘要），看不出核对以后有没有改动",
            "checked has no record (a digest of the figures that were checked), so a later change cannot be seen",
        );
        report.push(Finding::error(MISSING_FIELD, At::value(report.file, "checked"), message).help(SIGN));
    }
    Some(SecondLook { by: by?.to_owned(), date: date?, record: record?.to_owned() })
}

/// Why an article was taken back, and by whom: readers are told. With findings, where that is not said: nothing is then
/// published.
pub(super) fn resolve_retracted(raw: Option<&RawRetracted>, report: &mut Reporter<'_>) -> TakenBack {
    let Some(raw) = raw else {
        if !report.gaps.explain("", "retracted") {
            let message = Words::fixed(
                "写了撤回，没有写日期、理由和是谁撤回的",
                "it is retracted, and neither when, why nor by whom is said",
            );
            let help = say!(
                "加上 retracted: {{date: 2026-12-01, reason: 为什么撤回, editor: 姓名}}，读者看得到",
                "add retracted: {{date: 2026-12-01, reason: why, editor: who}}; readers will see it"
            );
            report.push(Finding::error(MISSING_FIELD, At::value(report.file, "state"), message).help(help));
        }
        return TakenBack::default();
    };
    let date = report.required(&raw.date, "retracted", "date");
    let mut said = |field, name| report.required(field, "retracted", name).unwrap_or_default().to_owned();
    let (reason, editor) = (said(&raw.reason, "reason"), said(&raw.editor, "editor"));
    let date = date.and_then(|text| report.day(text, "retracted.date"));
    TakenBack { date, reason, reason_en: owned(&raw.reason_en), editor }
}
