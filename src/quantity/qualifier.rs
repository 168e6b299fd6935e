//! Words of approximation before and after a number: 约, 近, 超过, 不足, 以上, 左右 …
//!
//! Two words may share a qualifier and still allow different values: 3100余 stays below 3200, 超3100 has no end.

use schemars::JsonSchema;
use serde::Serialize;

use super::cursor::Cursor;
use super::number::exponent_of;

/// How a printed value relates to the true one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Qualifier {
    /// 约, 大约, 左右, 上下
    About,
    /// 近, 不足, 不到, 低于
    Under,
    /// 余, 多, 超, 超过, 逾, 突破
    Over,
    /// 以上, 至少, 不低于, 上亿元
    AtLeast,
    /// 以下, 以内, 不超过, 至多
    AtMost,
}

impl Qualifier {
    /// All of them.
    pub const ALL: [Qualifier; 5] =
        [Qualifier::About, Qualifier::Under, Qualifier::Over, Qualifier::AtLeast, Qualifier::AtMost];

    /// The word in data files: `about`, `under`, `over`, `at_least`, `at_most`.
    pub fn as_str(self) -> &'static str {
        match self {
            Qualifier::About => "about",
            Qualifier::Under => "under",
            Qualifier::Over => "over",
            Qualifier::AtLeast => "at_least",
            Qualifier::AtMost => "at_most",
        }
    }
}

/// One word of approximation, by what it allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hedge {
    /// 约
    About,
    /// 近: a little below.
    Near,
    /// 不足: anything below.
    Below,
    /// 余 and 多, in the number or after its multiplier: a little above.
    More,
    /// 多 after a unit of time: 3年多 is less than 4 years.
    MoreThanUnit,
    /// 超: anything above.
    Beyond,
    /// 以上
    AtLeast,
    /// 以下
    AtMost,
}

impl Hedge {
    pub(super) fn qualifier(self) -> Qualifier {
        match self {
            Hedge::About => Qualifier::About,
            Hedge::Near | Hedge::Below => Qualifier::Under,
            Hedge::More | Hedge::MoreThanUnit | Hedge::Beyond => Qualifier::Over,
            Hedge::AtLeast => Qualifier::AtLeast,
            Hedge::AtMost => Qualifier::AtMost,
        }
    }

    /// Whether two may stand at one number: of the same kind (超100余家), or one of them 约 (约3000余元).
    pub(super) fn goes_with(self, other: Hedge) -> bool {
        let (a, b) = (self.qualifier(), other.qualifier());
        a == b || a == Qualifier::About || b == Qualifier::About
    }
}

/// Words before a number. Longer ones first where one begins another; `not_after` makes another word of them: 签约, 附近.
struct Before {
    word: &'static str,
    hedge: Hedge,
    not_after: &'static str,
}

const fn before(word: &'static str, hedge: Hedge, not_after: &'static str) -> Before {
    Before { word, hedge, not_after }
}

static BEFORE: &[Before] = &[
    before("最高不超过", Hedge::AtMost, ""),
    before("最多不超过", Hedge::AtMost, ""),
    before("不超过", Hedge::AtMost, ""),
    before("不高于", Hedge::AtMost, ""),
    before("不多于", Hedge::AtMost, ""),
    before("不大于", Hedge::AtMost, ""),
    before("最多", Hedge::AtMost, ""),
    before("至多", Hedge::AtMost, ""),
    before("最低不少于", Hedge::AtLeast, ""),
    before("最低不低于", Hedge::AtLeast, ""),
    before("不低于", Hedge::AtLeast, ""),
    before("不少于", Hedge::AtLeast, ""),
    before("不小于", Hedge::AtLeast, ""),
    before("至少", Hedge::AtLeast, ""),
    before("最少", Hedge::AtLeast, ""),
    before("大约", Hedge::About, ""),
    before("大概", Hedge::About, ""),
    before("约", Hedge::About, "签节公预条合契违婚履特邀制相失赴"),
    before("将近", Hedge::Near, ""),
    before("接近", Hedge::Near, ""),
    before("近", Hedge::Near, "附最邻靠新远临亲"),
    before("不足", Hedge::Below, ""),
    before("不到", Hedge::Below, "找想看说听得做"),
    before("低于", Hedge::Below, ""),
    before("少于", Hedge::Below, ""),
    before("小于", Hedge::Below, ""),
    before("超过", Hedge::Beyond, ""),
    before("突破", Hedge::Beyond, ""),
    before("多于", Hedge::Beyond, ""),
    before("高于", Hedge::Beyond, ""),
    before("大于", Hedge::Beyond, ""),
    before("超", Hedge::Beyond, "赶反高"),
    before("逾", Hedge::Beyond, ""),
];

/// Words after a unit; `not_before` makes another word of them: 以上率下, 上下功夫.
static AFTER: &[(&str, Hedge, &str)] = &[
    ("及以上", Hedge::AtLeast, ""),
    ("或以上", Hedge::AtLeast, ""),
    ("以上", Hedge::AtLeast, "率"),
    ("及以下", Hedge::AtMost, ""),
    ("或以下", Hedge::AtMost, ""),
    ("以下", Hedge::AtMost, "简"),
    ("以内", Hedge::AtMost, ""),
    ("之内", Hedge::AtMost, ""),
    ("左右", Hedge::About, ""),
    ("上下", Hedge::About, "功游联齐级"),
];

/// Whether a word before a number may begin with this character. Asked of every character of a scanned text.
pub(super) fn may_begin(c: char) -> bool {
    matches!(
        c,
        '最' | '不'
            | '至'
            | '大'
            | '约'
            | '将'
            | '接'
            | '近'
            | '低'
            | '少'
            | '小'
            | '超'
            | '突'
            | '多'
            | '高'
            | '逾'
            | '上'
    )
}

/// Whether a word after a unit may begin with this character.
fn may_follow(c: char) -> bool {
    matches!(c, '及' | '或' | '以' | '之' | '左' | '上')
}

/// Reads a word before a number, or the 上 of 上亿元. `previous` is the character before the cursor.
pub(super) fn read_before(cursor: &mut Cursor, previous: Option<char>) -> Option<Hedge> {
    let first = cursor.peek().filter(|&c| may_begin(c))?;
    if first == '上' {
        return read_upward(cursor, previous);
    }
    let begins = |entry: &&Before| {
        entry.word.starts_with(first) && !previous.is_some_and(|c| entry.not_after.contains(c))
    };
    BEFORE.iter().filter(begins).find(|entry| cursor.eat_word(entry.word)).map(|entry| entry.hedge)
}

/// 上 before 十 百 千 万 亿: 上亿元 is a hundred million or more. Not in 以上, 网上, 早上.
fn read_upward(cursor: &mut Cursor, previous: Option<char>) -> Option<Hedge> {
    let mut ahead = *cursor;
    ahead.take();
    let other_word = previous.is_some_and(|c| "以网线身早晚马路船车村山地晚之".contains(c));
    if other_word || ahead.peek().and_then(exponent_of).is_none() {
        return None;
    }
    *cursor = ahead;
    Some(Hedge::AtLeast)
}

/// Reads a word after a unit.
pub(super) fn read_after(cursor: &mut Cursor) -> Option<Hedge> {
    cursor.peek().filter(|&c| may_follow(c))?;
    let (after, hedge) = AFTER.iter().find_map(|&(word, hedge, not_before)| {
        let mut ahead = *cursor;
        let stands = ahead.eat_word(word) && !ahead.peek().is_some_and(|c| not_before.contains(c));
        stands.then_some((ahead, hedge))
    })?;
    *cursor = after;
    Some(hedge)
}

#[cfg(test)]
mod tests {
    use super::{AFTER, BEFORE, may_begin, may_follow};

    #[test]
    fn every_word_of_the_tables_may_begin() {
        for entry in BEFORE {
            assert!(entry.word.chars().next().is_some_and(may_begin), "{}", entry.word);
        }
        for (word, ..) in AFTER {
            assert!(word.chars().next().is_some_and(may_follow), "{word}");
        }
    }
}
