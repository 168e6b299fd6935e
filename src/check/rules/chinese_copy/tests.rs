//! A bad and a good sample of each mark.

use super::{slips, table::TABLE};

/// Mark, a text that has it once, and one that is right.
const SAMPLES: [(&str, &str, &str); 30] = [
    ("ellipsis", "蔬菜、水果...都有", "蔬菜、水果……都有，{a: …}"),
    ("dash", "目标--脱贫", "目标——脱贫"),
    ("half-comma", "贫困户,其中", "贫困户，其中 a, b"),
    ("half-period", "全部完成.", "全部完成。见 data.csv 和 3.5"),
    ("half-colon", "说明:年份", "说明：年份，见 10:30"),
    ("half-semicolon", "一处;另一处", "一处；另一处 a; b"),
    ("half-mark", "是否合计?", "是否合计？a? b!"),
    ("half-parentheses", "干部(含职工)", "干部（含职工），GRIM (2017)"),
    ("straight-quotes", "所谓\"出列\"", "所谓“出列”，5\" 屏"),
    ("corner-quotes", "所谓“出列」", "所谓“出列”"),
    ("unpaired-quotes", "所谓“出列的村", "所谓“出列”的‘村’，farmers’ 等"),
    ("unpaired-brackets", "干部（含职工", "干部（含职工）《通知》，1）其一"),
    ("nested-titles", "《关于《通知》的说明》", "《关于〈通知〉的说明》和《通知》"),
    ("doubled-punctuation", "完成，，没有", "完成，没有？！"),
    ("clashing-punctuation", "完成，。没有", "完成。“没有”，"),
    ("punctuation-at-start", "，没有", "没有，"),
    ("space-between-han", "贫困 人口", "贫困人口 4G 信号、信息　文献"),
    ("space-at-punctuation", "贫困 ，人口", "贫困{{ a.b }} ，人口"),
    ("full-width-letters", "２０１８年", "2018年，原文作“２０１８年”"),
    ("full-width-percent", "占5％", "占5%，原文作“5％”"),
    ("hyphen-in-range", "2014-2018年", "2014～2018年，2018-12-10，430503-1号"),
    ("tilde-in-range", "5~8万", "5～8万，约2020~"),
    ("zero-in-year", "二零二〇年", "二〇二〇年，三十年"),
    ("two-digit-year", "到18年底", "到2018年底，80年代，18年来，前10年末"),
    ("percent-in-words", "占5%，又占百分之八十", "占百分之八十，百分之百"),
    ("digit-grouping", "共1,668人", "共1668人，原文作“1,668人”"),
    ("yi-and-wan", "1亿2000万元", "1.2亿元、2000万元，亿万"),
    ("doubled-de", "出列的的村", "以脱贫为目的的项目，的的确确"),
    ("repeated-word", "报道报道了", "一个一个报道，方方面面，原文作“报道报道”"),
    ("wrong-character", "截止2018年，已完成", "截至2018年，截止日期已过"),
];

fn found(text: &str) -> Vec<&'static str> {
    slips(text, std::slice::from_ref(&(0..text.len()))).iter().map(|s| s.copy.id).collect()
}

#[test]
fn each_mark_is_found_where_it_is_and_nowhere_else() {
    let ids: Vec<&str> = SAMPLES.iter().map(|(id, ..)| *id).collect();
    assert_eq!(ids, TABLE.iter().map(|c| c.id).collect::<Vec<_>>());
    for (id, bad, good) in SAMPLES {
        assert_eq!(found(bad)[..1], [id], "{bad}");
        assert_eq!(found(good), [""; 0], "{good}");
    }
}

#[test]
fn a_place_has_one_slip_and_edits_mend_it() {
    for (bad, mended) in [
        ("贫困户,其中(含五保)占5％;", "贫困户，其中（含五保）占5%；"),
        ("完成。。。没有。。", "完成……没有。"),
        ("２０１８年,二零二零年", "2018年，二〇二〇年"),
        ("贫困 人口 ，的的", "贫困人口，的"),
        ("目标--脱贫-- ", "目标——脱贫—— "),
    ] {
        let slips = slips(bad, std::slice::from_ref(&(0..bad.len())));
        let mut text = bad.to_owned();
        let mut edits: Vec<_> = slips.iter().flat_map(|s| &s.found.fixes).collect();
        edits.sort_by_key(|(range, _)| range.start);
        assert!(edits.windows(2).all(|w| w[0].0.end <= w[1].0.start), "{bad}");
        for (range, with) in edits.into_iter().rev() {
            text.replace_range(range.clone(), with);
        }
        assert_eq!(text, mended);
    }
}

#[test]
fn partners_are_sought_within_a_paragraph() {
    for (text, found_ids) in [
        ("一“二\n三”四", &[][..]),
        ("一“二\n\n三”四", &["unpaired-quotes", "unpaired-quotes"]),
        ("- 一（二\n- 三）四", &["unpaired-brackets", "unpaired-brackets"]),
    ] {
        let mut start = 0;
        let mut parts = Vec::new();
        for line in text.split_inclusive('\n') {
            let words = line.trim_end().trim_start_matches("- ");
            let from = start + line.trim_end().len() - words.len();
            parts.extend((!words.is_empty()).then_some(from..from + words.len()));
            start += line.len();
        }
        let ids: Vec<_> = slips(text, &parts).iter().map(|s| s.copy.id).collect();
        assert_eq!(ids, found_ids, "{text}");
    }
}

#[test]
fn bindings_code_and_addresses_are_left_alone() {
    for text in
        ["见{{ a.b@2014 }}人", "见`a,b`处", "见https://a.example/b,c?d=e。", "共 {{ a.b }} 人，{{ a.c }} 户"]
    {
        assert_eq!(found(text), [""; 0], "{text}");
    }
}
