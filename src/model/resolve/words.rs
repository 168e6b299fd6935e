//! The English words of closed lists and what they mean in Chinese: for those who write the Chinese one.

/// Words of all closed lists with their Chinese names; the first name is shown.
const WORDS: &[(&str, &[&str])] = &[
    ("stock", &["存量", "时点"]),
    ("flow", &["当期", "流量"]),
    ("cumulative", &["累计"]),
    ("rate", &["比率", "比例"]),
    ("standard", &["政策标准", "标准"]),
    ("target", &["目标", "计划"]),
    ("slogan", &["口号", "套话"]),
    ("ordinal", &["序号", "名次"]),
    ("date", &["日期", "时间"]),
    ("name", &["名称", "地名"]),
    ("document", &["文件", "文号"]),
    ("threshold", &["界限", "条件"]),
    ("individual", &["个案", "个人"]),
    ("duplicate", &["重复"]),
    ("rhetoric", &["修辞", "泛指"]),
    ("garbled", &["原文有误"]),
    ("county", &["县"]),
    ("city", &["县级市", "市"]),
    ("district", &["区", "市辖区"]),
    ("banner", &["旗"]),
    ("higher", &["越高越好", "高"]),
    ("lower", &["越低越好", "低"]),
    ("latest", &["最近", "最新", "期末"]),
    ("first", &["最早", "期初", "最初"]),
    ("zh", &["中文", "汉语"]),
    ("en", &["英文", "英语"]),
    ("done", &["已经发生", "完成"]),
    ("official", &["官方统计", "官方"]),
    ("later", &["较晚的报道", "较晚"]),
    ("precise", &["印得更精确的", "更精确"]),
    ("consistent", &["与其他数字相合的", "相合"]),
    ("before-after", &["前后对比", "前后"]),
    ("composition", &["构成", "构成图"]),
    ("dots", &["点图"]),
    ("line", &["历年折线", "折线", "折线图"]),
    ("slope", &["斜线图", "斜线"]),
    ("waffle", &["方格图", "方格", "华夫图"]),
    ("tiles", &["方块地图", "方块图"]),
    ("shared", &["共用刻度", "共用"]),
    ("free", &["各自刻度", "各自"]),
    ("draft", &["待填", "草稿"]),
    ("unchecked", &["待核", "未核"]),
    ("checked", &["已核", "核过"]),
    ("retracted", &["撤回", "已撤回"]),
    ("added", &["新增", "增加"]),
    ("changed", &["改动", "更改"]),
    ("removed", &["删去", "删除"]),
    ("value", &["数值", "值"]),
    ("period", &["时期"]),
    ("kind", &["性质"]),
    ("population", &["统计对象"]),
    ("lines", &["行号"]),
    ("metric", &["指标"]),
    ("label", &["名称"]),
    ("formula", &["公式"]),
    ("attribution", &["提供者"]),
    ("note", &["说明"]),
    ("title", &["标题"]),
    ("place", &["地区"]),
    ("source", &["来源"]),
];

/// Every way to write the words of `all`: the words themselves and what they mean in Chinese.
pub(super) fn spellings<T>(all: &[(&'static str, T)]) -> impl Iterator<Item = (&'static str, &'static str)> {
    let chinese = |word: &'static str| {
        let of_word = WORDS.iter().filter(move |(w, _)| *w == word);
        of_word.flat_map(move |(_, names)| names.iter().map(move |name| (*name, word)))
    };
    all.iter().map(|(word, _)| *word).flat_map(move |word| chinese(word).chain([(word, word)]))
}

/// The word of `all` that a Chinese one means.
pub(super) fn meant<T>(text: &str, all: &[(&'static str, T)]) -> Option<&'static str> {
    let named = |word: &str| WORDS.iter().any(|(w, names)| *w == word && names.contains(&text));
    all.iter().map(|(word, _)| *word).find(|word| named(word))
}

/// What a word is called in Chinese: `stock` is `存量`.
pub fn chinese(word: &str) -> Option<&'static str> {
    WORDS.iter().find(|(w, _)| *w == word).map(|(_, names)| names[0])
}

/// `stock（存量）`.
pub(super) fn with_chinese(word: &str) -> String {
    chinese(word).map_or_else(|| word.to_owned(), |name| format!("{word}（{name}）"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        article::ExcludeReason,
        ledger::{Field, How},
        metric::Kind,
        place::PlaceKind,
        state::State,
    };

    #[test]
    fn every_word_of_a_list_has_its_chinese_and_is_found_by_it() {
        fn check<T>(all: &[(&'static str, T)]) {
            for (word, _) in all {
                let shown = with_chinese(word);
                let chinese = shown.strip_prefix(word).map(|s| s.trim_matches(['（', '）']));
                assert_eq!(chinese.and_then(|c| meant(c, all)), Some(*word), "{shown}");
            }
        }
        check(&Kind::ALL);
        check(&ExcludeReason::ALL);
        check(&PlaceKind::ALL);
        check(&State::ALL);
        check(&How::ALL);
        check(&Field::OF_FIGURES);
        check(&Field::OF_ARTICLES);
    }
}
