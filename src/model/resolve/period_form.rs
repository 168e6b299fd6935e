//! Time periods as people write them, put into the form that the files ask for.

use crate::diag::half_width;
use crate::model::period::Period;

/// `2020年10月` is meant as `2020-10`, `2014～2018` as `2014/2018`; nothing where it is not clear what is meant.
pub(super) fn mended(text: &str) -> Option<String> {
    let folded: String = text.chars().filter(|c| !c.is_whitespace()).map(plain).collect();
    let found = since(&folded).or_else(|| date(&folded)).or_else(|| span(&folded))?;
    let period = Period::parse(&found).ok()?;
    (found != text).then(|| period.to_string())
}

fn plain(c: char) -> char {
    if matches!(c, '–' | '—' | '−') { '~' } else { half_width(c) }
}

/// `2014年以来`, `截至2018年底`.
fn since(text: &str) -> Option<String> {
    let start = ["以来", "至今", "起"].iter().find_map(|end| text.strip_suffix(end));
    let end = ["截至", "截止", "到"].iter().find_map(|start| text.strip_prefix(start));
    match (start, end) {
        (Some(start), None) => Some(format!("{}/..", date(start.trim_start_matches(['自', '从']))?)),
        (None, Some(end)) => Some(format!("../{}", date(end)?)),
        _ => None,
    }
}

fn span(text: &str) -> Option<String> {
    let text = text.trim_start_matches(['自', '从']).replace("~~", "~");
    ["至", "到", "~", "/", "-"].iter().find_map(|sign| {
        text.match_indices(sign).find_map(|(i, _)| {
            let (left, right) = (&text[..i], &text[i + sign.len()..]);
            let start = date(left)?;
            // 2019年6月至8月 ends in the same year.
            let same_year = || date(&format!("{}年{right}", &start[..4])).filter(|_| right.contains('月'));
            Some(format!("{start}/{}", date(right).or_else(same_year)?))
        })
    })
}

/// `2020年10月5日`, `2020-10-5`, `2020.10`, `2019年底`, `约2020年`.
fn date(text: &str) -> Option<String> {
    let (text, about) = match text.strip_prefix('约') {
        Some(rest) => (rest, "~"),
        None => (text, ""),
    };
    let year_end = ["底", "末"].iter().find_map(|end| text.strip_suffix(end));
    let bare = match year_end {
        Some(year) => format!("{}.12", year.trim_end_matches('年')),
        None => text.trim_end_matches(['年', '月', '日', '号']).to_owned(),
    };
    let parts: Vec<&str> = bare.split(['年', '月', '-', '.', '/']).collect();
    let digits = |part: &&str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let (year, rest) = parts.split_first()?;
    let short = |part: &&str| digits(part) && part.len() <= 2;
    if year.len() != 4 || !digits(year) || rest.len() > 2 || !rest.iter().all(short) {
        return None;
    }
    let rest: String = rest.iter().map(|part| format!("-{part:0>2}")).collect();
    Some(format!("{year}{rest}{about}"))
}

#[cfg(test)]
mod tests {
    use super::mended;

    #[test]
    fn what_people_write_is_offered_in_the_form_of_the_files() {
        for (text, meant) in [
            ("2020年10月", Some("2020-10")),
            ("2020年10月5日", Some("2020-10-05")),
            ("2020-10-5", Some("2020-10-05")),
            ("2020.10", Some("2020-10")),
            ("2014-2020", Some("2014/2020")),
            ("2014～2020", Some("2014/2020")),
            ("2014——2020年", Some("2014/2020")),
            ("2014年至2018年", Some("2014/2018")),
            ("2014至2018年底", Some("2014/2018-12")),
            ("2019年6月至8月", Some("2019-06/2019-08")),
            ("2019年底", Some("2019-12")),
            ("2014年以来", Some("2014/..")),
            ("截至2018年12月", Some("../2018-12")),
            ("约2020年", Some("2020~")),
            ("２０２０年", Some("2020")),
            ("2018年至2014年", None),
            ("2020年13月", None),
            ("去年", None),
            ("20年", None),
            ("近三年", None),
            ("", None),
        ] {
            assert_eq!(mended(text).as_deref(), meant, "{text}");
        }
    }
}
