//! How each mark that begins at a character is told from what is right.

use std::ops::Range;

use crate::{diag::is_han, read::twice};

/// A place in a text. Nothing before `from` belongs to the same running text.
pub(super) struct Here<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
    pub(super) from: usize,
}

/// What was found, with the edits that mend it where there is no choice.
#[derive(Debug)]
pub(super) struct Match {
    pub(super) range: Range<usize>,
    pub(super) fixes: Vec<(Range<usize>, String)>,
}

impl Match {
    pub(super) fn at(range: Range<usize>) -> Match {
        Match { range, fixes: Vec::new() }
    }

    fn becomes(range: Range<usize>, text: impl Into<String>) -> Match {
        Match { fixes: vec![(range.clone(), text.into())], range }
    }
}

impl<'a> Here<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn head(&self) -> &'a str {
        &self.text[self.from..self.at]
    }

    /// The character before; that before the marks of emphasis where the running text begins with them.
    fn before(&self) -> Option<char> {
        match self.head().chars().next_back() {
            None => self.text[..self.at].trim_end_matches(['*', '_']).chars().next_back(),
            before => before,
        }
    }

    /// The character here, and the one after it.
    fn pair(&self) -> (char, Option<char>) {
        let mut chars = self.rest().chars();
        (chars.next().unwrap_or_default(), chars.next())
    }

    /// The length of the run of such characters that begins here; 0 inside a run.
    fn run(&self, is: impl Fn(char) -> bool) -> usize {
        if self.before().is_some_and(&is) {
            return 0;
        }
        self.rest().chars().take_while(|c| is(*c)).map(char::len_utf8).sum()
    }

    fn range(&self, len: usize) -> Range<usize> {
        self.at..self.at + len
    }
}

/// Whether Chinese text ends here: a character, a closing mark, or a figure of ours.
fn ends_chinese(c: char) -> bool {
    is_han(c) || "”’》）」』…％}".contains(c)
}

fn begins_chinese(c: char) -> bool {
    is_han(c) || "“‘《（「『".contains(c)
}

fn digits_at_end(text: &str) -> &str {
    &text[text.trim_end_matches(|c: char| c.is_ascii_digit()).len()..]
}

fn digits_at_start(text: &str) -> &str {
    &text[..text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len()]
}

/// What is no prose may begin with these.
pub(super) const FOREIGN: &str = "{`h";

/// The length of what is no prose where it begins: a binding, code, an address.
pub(super) fn foreign(rest: &str) -> Option<usize> {
    if rest.starts_with("{{") {
        return twice(b'}', rest).map(|i| i + 2);
    }
    if let Some(code) = rest.strip_prefix('`') {
        return code.find('`').map(|i| i + 2);
    }
    let address = rest.starts_with("https://") || rest.starts_with("http://");
    let ends = |c: char| c.is_whitespace() || (!c.is_ascii() && c != '／');
    address.then(|| rest.find(ends).unwrap_or(rest.len()))
}

/// A half-width mark after Chinese text.
fn half(here: &Here<'_>, full: &str) -> Option<Match> {
    here.before().filter(|c| ends_chinese(*c))?;
    Some(Match::becomes(here.range(1), full))
}

pub(super) fn half_comma(here: &Here<'_>) -> Option<Match> {
    half(here, "，")
}

pub(super) fn half_period(here: &Here<'_>) -> Option<Match> {
    let (_, next) = here.pair();
    let ends = next.is_none_or(|c| c.is_whitespace() || begins_chinese(c));
    half(here, "。").filter(|_| ends)
}

pub(super) fn half_colon(here: &Here<'_>) -> Option<Match> {
    half(here, "：")
}

pub(super) fn half_semicolon(here: &Here<'_>) -> Option<Match> {
    half(here, "；")
}

pub(super) fn half_mark(here: &Here<'_>) -> Option<Match> {
    half(here, if here.rest().starts_with('?') { "？" } else { "！" })
}

/// So many bytes may stand in brackets.
const WITHIN: usize = 600;

pub(super) fn half_parentheses(here: &Here<'_>) -> Option<Match> {
    // What is not closed soon is looked for no further, from each of them anew.
    let rest = here.rest();
    let rest = &rest[..rest.floor_char_boundary(WITHIN)];
    let close = rest.find([')', '\n']).filter(|i| rest[*i..].starts_with(')'))?;
    let chinese = here.before().is_some_and(ends_chinese) || rest[..close].chars().any(is_han);
    let range = here.range(close + 1);
    let fixes =
        vec![(range.start..range.start + 1, "（".to_owned()), (range.end - 1..range.end, "）".to_owned())];
    chinese.then_some(Match { range, fixes })
}

pub(super) fn straight_quotes(here: &Here<'_>) -> Option<Match> {
    let (quote, next) = here.pair();
    let (before, after) = (here.before().is_some_and(ends_chinese), next.is_some_and(begins_chinese));
    let beside = if quote == '"' { before || after } else { before && after };
    // One at the end alone was meant for YAML, and is found there.
    let stray = next.is_none() && !here.head().contains(quote);
    (beside && !stray).then(|| Match::at(here.range(1)))
}

pub(super) fn corner_quotes(here: &Here<'_>) -> Option<Match> {
    let (quote, _) = here.pair();
    let curved = match quote {
        '「' => "“",
        '」' => "”",
        '『' => "‘",
        _ => "’",
    };
    Some(Match::becomes(here.range(quote.len_utf8()), curved))
}

pub(super) fn ellipsis(here: &Here<'_>) -> Option<Match> {
    let (c, next) = here.pair();
    if c != '…' && next != Some(c) {
        return None;
    }
    let len = here.run(|other| other == c);
    let count = len / c.len_utf8();
    let chinese = || {
        here.before().is_some_and(ends_chinese)
            || here.rest()[len..].chars().next().is_some_and(begins_chinese)
    };
    let wrong = match c {
        '…' => count > 0 && count != 2 && chinese(),
        '。' => count >= 3,
        _ => count >= 3 && chinese(),
    };
    wrong.then(|| Match::becomes(here.range(len), "……"))
}

pub(super) fn dash(here: &Here<'_>) -> Option<Match> {
    let (c, _) = here.pair();
    let len = here.run(|other| other == c);
    let before = here.before().is_some_and(ends_chinese);
    let after = here.rest()[len..].chars().next().is_some_and(begins_chinese);
    let wrong = match len / c.len_utf8() {
        0 => false,
        1 => "–―".contains(c) && before && after,
        _ => before || after,
    };
    wrong.then(|| Match::becomes(here.range(len), "——"))
}

pub(super) fn doubled(here: &Here<'_>) -> Option<Match> {
    let (c, next) = here.pair();
    let len = if next == Some(c) { here.run(|other| other == c) } else { 0 };
    (len > 0).then(|| Match::becomes(here.range(len), c))
}

pub(super) fn clashing(here: &Here<'_>) -> Option<Match> {
    let (c, next) = here.pair();
    let other = next.filter(|n| *n != c && matches!(n, '，' | '。' | '、' | '；' | '：'))?;
    Some(Match::at(here.range(c.len_utf8() + other.len_utf8())))
}

pub(super) fn at_start(here: &Here<'_>) -> Option<Match> {
    // Most marks stand after a Chinese character.
    if here.before().is_some_and(is_han) {
        return None;
    }
    let marker = |c: char| c.is_ascii_digit() || c.is_whitespace() || "-*+>#.|".contains(c);
    if !here.text[..here.at].chars().next_back().is_none_or(marker) {
        return None;
    }
    let line = &here.text[here.text[..here.at].rfind('\n').map_or(0, |i| i + 1)..here.at];
    let (c, _) = here.pair();
    line.chars().all(marker).then(|| Match::at(here.range(c.len_utf8())))
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{a0}')
}

/// A run of spaces within a line, with the characters on either side.
fn spaces(here: &Here<'_>) -> Option<(usize, char, char)> {
    let len = here.run(is_space);
    let before = here.before().filter(|_| len > 0)?;
    let after = here.rest()[len..].chars().next()?;
    Some((len, before, after))
}

pub(super) fn space_between(here: &Here<'_>) -> Option<Match> {
    let (len, before, after) = spaces(here)?;
    (is_han(before) && is_han(after)).then(|| Match::becomes(here.range(len), ""))
}

pub(super) fn space_at_mark(here: &Here<'_>) -> Option<Match> {
    let (len, before, after) = spaces(here)?;
    if before == '}' || after == '{' {
        return None; // spaces around a figure are not printed
    }
    let beside = "，。、；：！？（《“".contains(before) || "，。、；：！？）》”".contains(after);
    beside.then(|| Match::becomes(here.range(len), ""))
}

/// Full-width digits and letters.
pub(super) const WIDE: &str = "０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ";

pub(super) fn full_width(here: &Here<'_>) -> Option<Match> {
    let len = here.run(|c| c.is_alphanumeric() && ('\u{ff10}'..='\u{ff5a}').contains(&c));
    let narrow = |c: char| char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c);
    let text: String = here.rest()[..len].chars().map(narrow).collect();
    (len > 0).then(|| Match::becomes(here.range(len), text))
}

pub(super) fn percent_sign(here: &Here<'_>) -> Option<Match> {
    // Where YAML begins with it, % means something else.
    let range = here.range('％'.len_utf8());
    if here.at == here.from { Some(Match::at(range)) } else { Some(Match::becomes(range, "%")) }
}

pub(super) fn hyphen_range(here: &Here<'_>) -> Option<Match> {
    let (c, _) = here.pair();
    let rest = &here.rest()[c.len_utf8()..];
    let high = digits_at_start(rest);
    let after = rest[high.len()..].chars().next();
    if high.is_empty() || !after.is_some_and(|c| is_han(c) || "%％.".contains(c)) {
        return None;
    }
    let low = digits_at_end(here.head());
    let head = &here.head()[..here.head().len() - low.len()];
    let in_unit =
        low.is_empty() && head.ends_with(['万', '亿', '%', '元', '人', '户', '年', '月', '日', '亩']);
    let part_of_more = head.ends_with(|c: char| c.is_ascii_alphanumeric() || "-/:_".contains(c));
    // A number far shorter than the one before it ends a code, no range.
    let digits = !low.is_empty() && !part_of_more && high.len() + 2 >= low.len();
    (digits || in_unit).then(|| Match::becomes(here.range(c.len_utf8()), "～"))
}

pub(super) fn tilde_range(here: &Here<'_>) -> Option<Match> {
    let (c, next) = here.pair();
    let low = here.before().is_some_and(|c| c.is_ascii_digit() || "%％万亿元人户年月日亩".contains(c));
    let high = next.is_some_and(|c| c.is_ascii_digit());
    (low && high).then(|| Match::becomes(here.range(c.len_utf8()), "～"))
}

pub(super) fn year_zero(here: &Here<'_>) -> Option<Match> {
    let year: Vec<char> = here.rest().chars().take(5).collect();
    let numeral = |c: &char| "一二三四五六七八九零〇○".contains(*c);
    let is_year = year.len() == 5 && year[4] == '年' && year[..4].iter().all(numeral);
    if !is_year || !year[..4].iter().any(|c| matches!(c, '零' | '○')) {
        return None;
    }
    let right: String = year[..4].iter().map(|c| if matches!(c, '零' | '○') { '〇' } else { *c }).collect();
    Some(Match::becomes(here.range(year[..4].iter().map(|c| c.len_utf8()).sum()), right))
}

pub(super) fn short_year(here: &Here<'_>) -> Option<Match> {
    let head = here.head();
    let digits = digits_at_end(head);
    let head = &head[..head.len() - digits.len()];
    let rest = &here.rest()['年'.len_utf8()..];
    let month = digits_at_start(rest);
    let of_month = !month.is_empty() && rest[month.len()..].starts_with('月');
    let named = rest.starts_with(['底', '初', '末', '度']) || of_month;
    let alone = !head.ends_with(['第', '.', ',', '-', '～', '约', '近', '前', '满', '后']);
    (digits.len() == 2 && named && alone).then(|| Match::at(here.at - 2..here.at + '年'.len_utf8()))
}

pub(super) fn percent_words(here: &Here<'_>) -> Option<Match> {
    let rest = here.rest().strip_prefix("百分之")?;
    let len: usize =
        rest.chars().take_while(|c| "零〇一二三四五六七八九十点两".contains(*c)).map(char::len_utf8).sum();
    let mixed = len > 0 && here.text[here.from..].contains(['%', '％']);
    mixed.then(|| Match::at(here.range("百分之".len() + len)))
}

pub(super) fn grouping(here: &Here<'_>) -> Option<Match> {
    let before = digits_at_end(here.head()).len();
    let after = digits_at_start(&here.rest()[1..]).len();
    ((1..=3).contains(&before) && after == 3).then(|| Match::becomes(here.range(1), ""))
}

pub(super) fn yi_and_wan(here: &Here<'_>) -> Option<Match> {
    let number = |c: char| c.is_ascii_digit() || c == '.';
    let low = here.head().len() - here.head().trim_end_matches(number).len();
    let rest = &here.rest()['亿'.len_utf8()..];
    let high = rest.len() - rest.trim_start_matches(number).len();
    let end = here.at + '亿'.len_utf8() + high + '万'.len_utf8();
    (low > 0 && high > 0 && rest[high..].starts_with('万')).then(|| Match::at(here.at - low..end))
}

pub(super) fn doubled_de(here: &Here<'_>) -> Option<Match> {
    let rest = here.rest().strip_prefix("的的")?;
    let right = here.before() == Some('目') || rest.starts_with('确');
    (!right).then(|| Match::becomes(here.range("的的".len()), "的"))
}

/// 报道报道: a word of two to four characters that stands here and right before. 一个一个 and the like are right.
pub(super) fn repeated(here: &Here<'_>) -> Option<Match> {
    let ends = here.rest().char_indices().map(|(i, c)| i + c.len_utf8());
    for len in ends.skip(1).take(3) {
        let word = &here.rest()[..len];
        if !here.head().ends_with(word) {
            continue;
        }
        let mut chars = word.chars();
        let first = chars.next().unwrap_or_default();
        let plain = word.chars().all(is_han)
            && !"〇一二三四五六七八九十两几逐每".contains(first)
            && chars.any(|c| c != first);
        if plain {
            return Some(Match::becomes(here.at - len..here.at + len, word));
        }
    }
    None
}

/// Words that are always wrong, with the right one.
const WRONG: &[(&str, &str)] = &[
    ("布署", "部署"),
    ("既使", "即使"),
    ("做为", "作为"),
    ("帐户", "账户"),
    ("帐号", "账号"),
    ("截止目前", "截至目前"),
    ("截止20", "截至20"),
    ("水笼头", "水龙头"),
    ("按装", "安装"),
    ("渡假", "度假"),
    ("一如继往", "一如既往"),
    ("再接再励", "再接再厉"),
    ("因地治宜", "因地制宜"),
    ("脱贫至富", "脱贫致富"),
    ("迫不急待", "迫不及待"),
];

pub(super) fn wrong_character(here: &Here<'_>) -> Option<Match> {
    let (wrong, right) = WRONG.iter().find(|(wrong, _)| here.rest().starts_with(wrong))?;
    Some(Match::becomes(here.range(wrong.len()), *right))
}
