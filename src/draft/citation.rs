//! What the source text itself shows of where it comes from: headline, subtitle, newspaper, edition, date, authors.
//! What it does not show is left out.

use super::time;
use crate::{diag::is_han, model::Date};

/// What is printed of the origin.
#[derive(Default)]
pub(super) struct Citation {
    pub(super) headline: Option<String>,
    pub(super) subtitle: Option<String>,
    pub(super) producer: Option<String>,
    pub(super) edition: Option<String>,
    pub(super) date: Option<Date>,
    pub(super) authors: Vec<String>,
}

/// Reads the citation off a source text.
pub(super) fn read(text: &str) -> Citation {
    let lines: Vec<String> = text.lines().map(tidy).collect();
    let printed: Vec<&str> = lines.iter().map(String::as_str).filter(|l| !l.is_empty()).collect();
    let headline = headline(&lines);
    Citation {
        subtitle: headline.and_then(|h| subtitle(&printed, h)),
        headline: headline.map(str::to_owned),
        producer: printed.iter().find_map(|line| producer(line)),
        edition: printed.iter().find_map(|line| edition(line)),
        date: text.lines().find_map(time::dateline),
        authors: authors(text),
    }
}

/// A line without the marks of Markdown and with single spaces.
fn tidy(line: &str) -> String {
    let line = line.trim().trim_start_matches('#');
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The line above a subtitle with a dash, wherever it stands; else the first line with words, if it is short, stands
/// alone and is no sentence.
fn headline(lines: &[String]) -> Option<&str> {
    let printed: Vec<&str> = lines.iter().map(String::as_str).filter(|l| !l.is_empty()).collect();
    let above = printed.windows(2).find(|pair| is_dashed(pair[1]) && is_title(pair[0]) && is_title(pair[1]));
    if let Some(pair) = above {
        return Some(pair[0]);
    }
    let first = lines.iter().position(|l| !l.is_empty())?;
    let alone = lines.get(first + 1).is_none_or(String::is_empty);
    Some(lines[first].as_str()).filter(|line| alone && is_title(line))
}

/// Whether a line is short and no sentence.
fn is_title(line: &str) -> bool {
    let length = line.chars().filter(|c| is_han(*c)).count();
    let sentence = line.ends_with(['，', '：', '、', ',']) || line.contains(['。', '；']);
    (4..=36).contains(&length) && !sentence && !is_dateline(line)
}

fn is_dateline(line: &str) -> bool {
    time::dateline(line).is_some()
}

/// The line below the headline, if a dash or its last word makes it a subtitle.
fn subtitle(printed: &[&str], headline: &str) -> Option<String> {
    let below = printed.iter().skip_while(|l| **l != headline).nth(1)?;
    let named = ["纪实", "侧记", "综述", "扫描", "观察", "工作报告"].iter().any(|w| below.ends_with(w));
    ((is_dashed(below) || named) && is_title(below))
        .then(|| below.trim_start_matches(['—', '-', ' ']).to_owned())
}

fn is_dashed(line: &str) -> bool {
    line.starts_with("——") || line.starts_with('—') || line.starts_with("--")
}

/// 《衡阳日报》, 来源：… — on a line that says little else.
fn producer(line: &str) -> Option<String> {
    if line.chars().count() > 30 || line.contains('。') {
        return None;
    }
    let named = |rest: &str| {
        let name: String = rest.chars().take_while(|c| is_han(*c) || c.is_alphanumeric()).collect();
        (!name.is_empty()).then_some(name)
    };
    for word in ["来源：", "来源:", "出处：", "稿源："] {
        if let Some(rest) = line.split(word).nth(1) {
            return named(rest.trim());
        }
    }
    if let Some(name) = line.strip_suffix("出品").or_else(|| line.strip_suffix("主办")) {
        return ["报", "新闻", "传媒"].iter().any(|w| name.contains(w)).then(|| name.replace(' ', ""));
    }
    let words = line.split([' ', '（', '(', '《', '》', '，', '|', '：']);
    let paper = words.map(|w| w.strip_suffix("讯").unwrap_or(w)).find(|w| {
        ["日报", "晚报", "早报", "晨报", "都市报", "商报", "周报", "新闻网", "融媒体中心", "在线"]
            .iter()
            .any(|end| w.ends_with(end) && w.chars().count() > end.chars().count())
    });
    paper.and_then(named)
}

/// 第3版, A02版, 03版.
fn edition(line: &str) -> Option<String> {
    if line.chars().count() > 30 {
        return None;
    }
    let at = line.char_indices().filter(|(_, c)| *c == '版').map(|(i, _)| i).find(|i| {
        let before = line[..*i].chars().next_back();
        before.is_some_and(|c| c.is_ascii_digit()) && !line[*i..].starts_with("版式")
    })?;
    let start = line[..at].rfind(|c: char| !c.is_ascii_alphanumeric());
    let start = start.map_or(0, |i| i + line[i..].chars().next().map_or(0, char::len_utf8));
    let start = if line[..start].ends_with('第') { start - '第'.len_utf8() } else { start };
    Some(line[start..at + '版'.len_utf8()].to_owned())
}

/// Names after 记者, 通讯员, 文/ and the like, in order.
fn authors(text: &str) -> Vec<String> {
    let spaced =
        text.replace('／', "/").replace('/', " / ").replace(['（', '('], " （ ").replace(['）', ')'], " ） ");
    let spaced = spaced.replace(['：', ':', '、', '，', ',', '■', '|', '｜', '。'], " · ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut names: Vec<String> = Vec::new();
    let mut inside = false;
    for (i, word) in words.iter().enumerate() {
        match *word {
            "（" => inside = true,
            "）" => inside = false,
            _ => {}
        }
        let (role, glued) = role(word);
        let follows = match words.get(i + 1) {
            Some(&"·" | &"/") => i + 2,
            _ => i + 1,
        };
        let by_sign = *word == "文" && words.get(i + 1) == Some(&"/");
        if !role && !by_sign {
            continue;
        }
        let glued = glued.filter(|name| inside && is_name(name));
        let listed =
            words[follows.min(words.len())..].iter().filter(|w| **w != "·").take_while(|w| is_name(w));
        let listed: Vec<&str> =
            if *word == "文" || ends_a_role(word) { listed.copied().collect() } else { Vec::new() };
        for name in glued.into_iter().chain(listed) {
            if !names.iter().any(|n| n == name) {
                names.push(name.to_owned());
            }
        }
    }
    names
}

const ROLES: [&str; 6] = ["记者", "通讯员", "实习生", "撰文", "撰稿", "特约记者"];

/// Whether a word names who wrote, and a name that is printed with it: 记者张三.
fn role(word: &str) -> (bool, Option<&str>) {
    let found = ROLES.iter().find_map(|role| word.find(role).map(|i| (i, i + role.len())));
    match found {
        Some((start, end)) if word[..start].chars().count() <= 4 => {
            let rest = &word[end..];
            (true, (!rest.is_empty()).then_some(rest))
        }
        _ => (false, None),
    }
}

fn ends_a_role(word: &str) -> bool {
    ROLES.iter().any(|role| word.ends_with(role))
}

/// What names begin with, but for the rarer ones that are common words too.
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任\
    沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤康易乔赖文庞樊\
    兰殷施洪翟安颜倪牛温芦季俞章鲁葛伍毕聂焦柳邢路岳齐梅庄辛管祝左涂谷祁舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍\
    霍翁隋甘景单包司柏宁柯阮桂闵柴华车冉房边吉饶刁瞿戚丘古米池滕晋邬臧宫苟褚廉简娄符奚木穆燕郎冀谈姬屠连晏栾郁商蒙计喻窦迟敖\
    冷卓仇艾蓝巩井仲乐虞卞封冼官楚佟栗匡宗巫鞠桑荆谌银沙岑习胥蔺申";

fn is_name(word: &str) -> bool {
    (2..=3).contains(&word.chars().count())
        && word.chars().all(is_han)
        && word.starts_with(|c| SURNAMES.contains(c))
        && !role(word).0
        && !["报道", "摄影", "版式", "责编", "编辑", "文图", "摄"].contains(&word)
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn what_a_text_shows_of_its_origin_is_read() {
        let text = "青山不老\n\n——白水县造林纪事\n\n本报记者 许青 通讯员 罗小满\n\n春天来了。\n\n《云岭晚报》 2019年3月12日 第5版\n";
        let citation = read(text);
        assert_eq!(citation.headline.as_deref(), Some("青山不老"));
        assert_eq!(citation.subtitle.as_deref(), Some("白水县造林纪事"));
        assert_eq!(citation.producer.as_deref(), Some("云岭晚报"));
        assert_eq!(citation.edition.as_deref(), Some("第5版"));
        assert_eq!(citation.date.map(|d| d.to_string()).as_deref(), Some("2019-03-12"));
        assert_eq!(citation.authors, ["许青", "罗小满"]);
    }

    #[test]
    fn what_a_text_does_not_show_is_left_out() {
        let text =
            "全县上下齐心，\n路修到了家门口。记者采访时，\n村民说2019年3月12日通的车，日报也来过人。\n";
        let citation = read(text);
        assert_eq!(citation.headline, None);
        assert_eq!((citation.subtitle, citation.producer, citation.edition), (None, None, None));
        assert_eq!(citation.date, None);
        assert!(citation.authors.is_empty(), "{:?}", citation.authors);
    }

    #[test]
    fn authors_are_read_in_brackets_and_after_signs() {
        for (text, names) in [
            ("（记者张三 通讯员李四）", vec!["张三", "李四"]),
            ("(本报记者 王小五)", vec!["王小五"]),
            ("■策划 / 赵一 文 / 钱二 图 / 孙三", vec!["钱二"]),
            ("记者：周四、吴五", vec!["周四", "吴五"]),
            ("记者：是的，您说。记者 了解到，通讯员 近日 走访", vec![]),
            ("图 本报记者\n\n郑六\n\n特约记者\n\n冯七\n\n产业兴旺", vec!["郑六", "冯七"]),
        ] {
            assert_eq!(super::authors(text), names, "{text}");
        }
    }
}
