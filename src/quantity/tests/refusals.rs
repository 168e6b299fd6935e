//! What is refused, and where.

use super::super::{ParseErrorKind, Quantity, Unit};
use super::rows;

/// text | character at which reading stopped (counted from 0) | kind | what the error carries
const CASES: &str = "
2238 | 4 | NoUnit |
3.5 | 3 | NoUnit |
近800 | 4 | NoUnit |
3621余万 | 6 | NoUnit |
两千 | 2 | NoUnit |
abc | 0 | NoNumber |
人 | 0 | NoNumber |
约人 | 1 | NoNumber |
人均3万元 | 0 | NoNumber |
每人3240元 | 0 | NoNumber |
数千名 | 0 | NoNumber |
几十个 | 0 | NoNumber |
百分之 | 3 | NoNumber |
百分之七万 | 3 | BadNumber |
百分之3.5万 | 3 | BadNumber |
2.6080095277月/平方公里/里 | 0 | BadNumber |
(5个) | 0 | NoNumber |
第3名 | 0 | NoNumber |
100公升 | 3 | UnknownUnit | 公升
5万港元 | 2 | UnknownUnit | 港元
4G | 1 | UnknownUnit | G
3+2个 | 1 | UnknownUnit | +2个
10成立 | 2 | UnknownUnit | 成立
16家庭 | 2 | UnknownUnit | 家庭
12、15个 | 2 | UnknownUnit | 、15个
5家企业 | 2 | TrailingText | 企业
两亩半 | 2 | TrailingText | 半
2238人，其中 | 5 | TrailingText | ，其中
3万元5 | 3 | TrailingText | 5
100余多人 | 4 | UnknownUnit | 多人
300元/只羊 | 6 | TrailingText | 羊
300元/瓦楞 | 6 | TrailingText | 楞
300元/箩 | 5 | UnknownUnit | 箩
5个人之家 | 3 | TrailingText | 之家
12,34人 | 2 | BadNumber |
1,6688人 | 1 | BadNumber |
007人 | 0 | BadNumber |
1.2.3万元 | 3 | BadNumber |
5.人 | 1 | BadNumber |
1234567890123456人 | 0 | BadNumber |
1234567890.123456人 | 0 | BadNumber |
1.5亿2000万元 | 4 | UnknownUnit | 2000万元
1亿10000万元 | 2 | UnknownUnit | 10000万元
1万50元 | 2 | UnknownUnit | 50元
三十百人 | 2 | UnknownUnit | 百人
二百三百人 | 3 | UnknownUnit | 百人
七八点五万元 | 2 | UnknownUnit | 点五万元
零百人 | 1 | UnknownUnit | 百人
〇五人 | 1 | UnknownUnit | 五人
8～5万元 | 2 | BadRange |
8～8万元 | 2 | BadRange |
8万元～5万元 | 4 | BadRange |
5个～8亩 | 3 | BadRange |
近3621余万元 | 1 | Conflict |
近5～8万元 | 3 | Conflict |
3～5余万元 | 2 | Conflict |
3～七八万元 | 2 | Conflict |
-20余% | 1 | Conflict |
2018年 | 0 | Date |
2014年至2018年 | 0 | Date |
12月 | 0 | Date |
19日 | 0 | Date |
5～8月 | 0 | Date |
1 66人 | 2 | UnknownUnit | 66人
";

fn kind_of(kind: &ParseErrorKind) -> (String, &str) {
    let debug = format!("{kind:?}");
    let name = debug.split('(').next().unwrap_or_default().to_owned();
    match kind {
        ParseErrorKind::UnknownUnit(text) | ParseErrorKind::TrailingText(text) => (name, text),
        _ => (name, ""),
    }
}

fn offset_of(text: &str, characters: &str) -> usize {
    let at: usize = characters.parse().expect("a count in a test table");
    text.char_indices().nth(at).map_or(text.len(), |(offset, _)| offset)
}

#[test]
fn every_refusal_names_the_first_unread_character() {
    let mut count = 0;
    for row in rows(CASES) {
        let [text, at, kind, carried] = row[..] else { unreachable!("four columns: {row:?}") };
        let Err(error) = Quantity::parse(text) else { unreachable!("{text} is read") };
        assert_eq!(
            (error.offset, kind_of(&error.kind)),
            (offset_of(text, at), (kind.to_owned(), carried)),
            "{text}"
        );
        assert!(!error.kind.in_english().is_empty());
        count += 1;
    }
    assert!(count >= 25, "{count} refusals");
}

#[test]
fn offsets_count_bytes_of_the_text_as_given() {
    let refused = |text: &str| Quantity::parse(text).map_err(|error| error.offset);
    assert_eq!(refused(""), Err(0));
    assert_eq!(refused(" \n"), Err(0));
    assert_eq!(refused("  22 公升"), Err(5), "white space before the unknown unit is passed over");
    assert_eq!(refused("２２３８"), Err(12), "full width digits have three bytes each");
    assert_eq!(refused("\u{3000}5家\n\n企业"), Err(9));
}

#[test]
fn what_an_author_might_try_is_still_a_quantity_or_a_clear_refusal() {
    // A second word that says the same is accepted, a contradictory one is left over.
    assert!(Quantity::parse("约5万元左右").is_ok());
    assert_eq!(Quantity::parse("近5万元以上").map_err(|error| error.offset), Err("近5万元".len()));
    // Too large for exact arithmetic.
    assert!(Quantity::parse("99999999999999亿元").is_ok());
    let too_large = Quantity::parse("999999999999999万亿平方公里").map_err(|error| error.kind);
    assert_eq!(too_large, Err(ParseErrorKind::BadNumber));
}

#[test]
fn units_are_refused_too() {
    let refused = |text: &str| Unit::parse(text).map_err(|error| (error.offset, error.kind));
    assert_eq!(refused(""), Err((0, ParseErrorKind::Empty)));
    assert_eq!(refused("公升"), Err((0, ParseErrorKind::UnknownUnit("公升".to_owned()))));
    assert_eq!(refused("万"), Err((3, ParseErrorKind::NoUnit)));
    assert_eq!(refused("元/箩"), Err((4, ParseErrorKind::UnknownUnit("箩".to_owned()))));
    assert_eq!(refused("元人"), Err((3, ParseErrorKind::TrailingText("人".to_owned()))));
    assert_eq!(refused("元/人/人"), Err((8, ParseErrorKind::UnknownUnit("人".to_owned()))));
}

#[test]
fn messages_are_plain_in_both_languages() {
    let kind = |text: &str| Quantity::parse(text).map_err(|error| error.kind).expect_err("no quantity");
    assert_eq!(kind("100公升").in_english(), "“公升” is not a known unit");
    assert_eq!(kind("2238").in_english(), "no unit follows the number");
    let message = |text: &str| kind(text).in_chinese().into_owned();
    assert_eq!(message("100公升"), "不认识单位“公升”");
    assert_eq!(message("2238"), "数字后面没有单位");
    assert_eq!(message("5家本地的农业产业化龙头企业和合作社"), "数量后面多出“本地的农业产业化龙头企业…”");
}
