//! Sentences broken into lines of a screen. Chinese has no spaces to break at, so a line may end between any two of
//! its characters, but no line starts with a sign that closes or ends with one that opens.

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

/// Signs that no line starts with, unless a space is before them; a brace never.
const CLOSING: &str = "，。；：、？！…）》〉」』】”’％,.;:?!)]}%";

/// Signs that no line ends with.
const OPENING: &str = "（《〈「『【“‘([{";

/// `text` in lines of at most `width` columns, with the breaks of its own; a word that is longer stays whole.
pub(super) fn wrap(text: &str, width: usize) -> String {
    text.split('\n').map(|line| wrap_line(line, width)).collect::<Vec<_>>().join("\n")
}

fn wrap_line(text: &str, width: usize) -> String {
    let mut lines = vec![String::new()];
    for piece in pieces(text) {
        let line = lines.last_mut().expect("invariant: there is a first line");
        if line.is_empty() || line.width() + piece.trim_end().width() <= width {
            line.push_str(piece);
        } else {
            lines.push(piece.to_owned());
        }
    }
    lines.iter().map(|line| line.trim_end()).collect::<Vec<_>>().join("\n")
}

/// What stands together, with the spaces after it.
fn pieces(text: &str) -> Vec<&str> {
    let wide = |c: char| c.width() == Some(2);
    let (mut starts, mut last, mut spaced) = (vec![0], None, false);
    for (at, c) in text.char_indices() {
        let between = spaced || wide(c) || last.is_some_and(wide);
        let closes = CLOSING.contains(c) && (!spaced || c == '}');
        let kept = c == ' ' || closes || last.is_none_or(|last| OPENING.contains(last));
        if between && !kept {
            starts.push(at);
        }
        spaced = c == ' ';
        last = if spaced { last } else { Some(c) };
    }
    let ends = starts[1..].iter().copied().chain([text.len()]);
    starts.iter().zip(ends).map(|(start, end)| &text[*start..end]).collect()
}

#[cfg(test)]
mod tests {
    use super::wrap;

    #[test]
    fn lines_end_where_a_reader_would_end_them() {
        for (text, width, lines) in [
            ("", 10, ""),
            ("短", 10, "短"),
            ("对照来源核对数字、行号；", 10, "对照来源核\n对数字、行\n号；"),
            ("对照来源核，对", 10, "对照来源\n核，对"),
            ("写成“甲乙丙”再看", 11, "写成“甲乙\n丙”再看"),
            ("use a local metric", 11, "use a local\nmetric"),
            ("see ../tables/housing.md here", 12, "see\n../tables/housing.md\nhere"),
            ("改成 {{ metric.id }}，再看", 12, "改成\n{{ metric.id }}，\n再看"),
            ("一行\n两行", 80, "一行\n两行"),
        ] {
            assert_eq!(wrap(text, width), lines, "{text}");
        }
    }
}
