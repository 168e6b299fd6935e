//! The thirty marks of copy: what each is called, where it may begin, what is wanted instead.

use std::ops::Range;

use super::{
    find::{self, Here, Match},
    pairs::{self, Char},
};
use crate::diag::Words;

/// One mark.
pub(super) struct Copy {
    /// Its name.
    pub(super) id: &'static str,
    /// What is wanted.
    pub(super) wants: Words,
    /// About forms of numbers and words: what stands in quotes may be so in the source.
    pub(super) as_printed: bool,
    /// How it is found.
    pub(super) find: Find,
}

/// How a mark is found.
#[derive(Clone, Copy)]
pub(super) enum Find {
    /// At a character that stands two to four characters before as well.
    Again(fn(&Here<'_>) -> Option<Match>),
    /// At one of these characters.
    At(&'static str, fn(&Here<'_>) -> Option<Match>),
    /// In a whole paragraph.
    Paragraph(fn(&[Char]) -> Vec<Range<usize>>),
}

const fn at(
    id: &'static str,
    begins: &'static str,
    find: fn(&Here<'_>) -> Option<Match>,
    zh: &'static str,
    en: &'static str,
) -> Copy {
    Copy { id, wants: Words::fixed(zh, en), as_printed: false, find: Find::At(begins, find) }
}

const fn printed(
    id: &'static str,
    begins: &'static str,
    find: fn(&Here<'_>) -> Option<Match>,
    zh: &'static str,
    en: &'static str,
) -> Copy {
    Copy { id, wants: Words::fixed(zh, en), as_printed: true, find: Find::At(begins, find) }
}

const fn again(
    id: &'static str,
    find: fn(&Here<'_>) -> Option<Match>,
    zh: &'static str,
    en: &'static str,
) -> Copy {
    Copy { id, wants: Words::fixed(zh, en), as_printed: true, find: Find::Again(find) }
}

const fn paired(
    id: &'static str,
    find: fn(&[Char]) -> Vec<Range<usize>>,
    zh: &'static str,
    en: &'static str,
) -> Copy {
    Copy { id, wants: Words::fixed(zh, en), as_printed: false, find: Find::Paragraph(find) }
}

/// Where two fit one place, the earlier line counts.
#[rustfmt::skip]
pub(super) static TABLE: [Copy; 30] = [
    at("ellipsis", ".。…", find::ellipsis, "省略号是两个字宽的 ……", "an ellipsis is ……"),
    at("dash", "-－–―", find::dash, "破折号是 ——", "a dash is ——"),
    at("half-comma", ",", find::half_comma, "中文里用全角逗号 ，", "Chinese takes the full-width comma ，"),
    at("half-period", ".", find::half_period, "中文句末用 。", "a Chinese sentence ends with 。"),
    at("half-colon", ":", find::half_colon, "中文里用全角冒号 ：", "Chinese takes the full-width colon ："),
    at("half-semicolon", ";", find::half_semicolon, "中文里用全角分号 ；", "Chinese takes the full-width semicolon ；"),
    at("half-mark", "?!", find::half_mark, "中文里用全角的 ？和 ！", "Chinese takes the full-width ？ and ！"),
    at("half-parentheses", "(", find::half_parentheses, "中文里用全角括号 （）", "Chinese takes the full-width parentheses （）"),
    at("straight-quotes", "\"'", find::straight_quotes, "中文里用弯引号 “”", "Chinese takes the quotes “”"),
    at("corner-quotes", "「」『』", find::corner_quotes, "简体横排用 “” 和 ‘’", "simplified Chinese takes “” and ‘’"),
    paired("unpaired-quotes", pairs::quotes, "引号不成对", "a quote without its partner"),
    paired("unpaired-brackets", pairs::brackets, "括号或书名号不成对", "a bracket without its partner"),
    paired("nested-titles", pairs::nested_titles, "书名号里面的书名号用 〈〉", "a title within 《》 takes 〈〉"),
    at("doubled-punctuation", "，。、；：！？", find::doubled, "标点重复了", "the mark stands twice"),
    at("clashing-punctuation", "，。、；：", find::clashing, "两个标点只留一个", "only one of the two marks is wanted"),
    at("punctuation-at-start", "，。、；：！？）》”’", find::at_start, "这个标点不能在一段的开头", "this mark cannot begin a paragraph"),
    at("space-between-han", " \t\u{a0}", find::space_between, "汉字之间不空格", "no space between Chinese characters"),
    at("space-at-punctuation", " \t\u{a0}", find::space_at_mark, "全角标点前后不空格", "no space beside full-width punctuation"),
    printed("full-width-letters", find::WIDE, find::full_width, "数字和字母用半角", "digits and letters are half-width"),
    printed("full-width-percent", "％", find::percent_sign, "百分号用半角 %", "the percent sign is half-width %"),
    printed("hyphen-in-range", "-－–", find::hyphen_range, "数值范围用 ～", "a range of numbers takes ～"),
    printed("tilde-in-range", "~〜", find::tilde_range, "数值范围用全角的 ～", "a range of numbers takes the full-width ～"),
    printed("zero-in-year", "一二", find::year_zero, "年份里的零写 〇", "zero in a year is 〇"),
    printed("two-digit-year", "年", find::short_year, "年份写四位数", "a year has four digits"),
    printed("percent-in-words", "百", find::percent_words, "同一处用 %，不与“百分之”混用", "do not mix 百分之 with %"),
    printed("digit-grouping", ",", find::grouping, "中文里的数字不用千分位逗号", "Chinese text does not group digits by commas"),
    printed("yi-and-wan", "亿", find::yi_and_wan, "一个数字里不并用“亿”和“万”", "one number does not take both 亿 and 万"),
    printed("doubled-de", "的", find::doubled_de, "“的”重复了", "的 stands twice"),
    again("repeated-word", find::repeated, "词语重复了", "the word stands twice"),
    printed("wrong-character", "布既做帐截水按渡一再因脱迫", find::wrong_character, "用字有误", "a wrong character"),
];
