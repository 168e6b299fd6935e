//! Where the entries of a list stand in a file that could be read: lines, without reading the YAML again.

use std::ops::Range;

/// The line of `text`, from 1, where each item of the top-level list `key` begins; `yaml` is where the front matter
/// stands. Nothing where the items do not stand one below the other (`metrics: [...]`).
pub fn item_lines(text: &str, yaml: Range<usize>, key: &str) -> Vec<u32> {
    let above = text[..yaml.start].matches('\n').count();
    let mut lines = text[yaml].lines().zip(above + 1..);
    let rest = lines.find_map(|(line, _)| line.strip_prefix(key)?.strip_prefix(':'));
    let Some(rest) = rest else { return Vec::new() };
    if !(rest.trim().is_empty() || rest.trim_start().starts_with('#')) {
        return Vec::new();
    }
    let mut margin = None;
    let mut found = Vec::new();
    for (line, n) in lines {
        let content = line.trim_start();
        let indent = line.len() - content.len();
        let item = content == "-" || content.starts_with("- ");
        if indent == 0 && !item && !content.is_empty() && !content.starts_with('#') {
            break;
        }
        if item && *margin.get_or_insert(indent) == indent {
            found.push(u32::try_from(n).unwrap_or(u32::MAX));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::item_lines;

    #[test]
    fn items_are_found_where_they_begin() {
        for (text, lines) in [
            (
                "---\ntitle: a\nmetrics:\n  - {metric: a.b}\n  # c\n  - metric: c.d\n    note: |\n      - x\n\n  - {}\nrelations:\n  - x\n---\n",
                vec![4, 6, 10],
            ),
            ("---\nmetrics: # all\n- {}\n-\n  metric: x\nexclude:\n- {}\n---\n", vec![3, 4]),
            ("---\nmetrics: [{}, {}]\n---\n", vec![]),
            ("---\ntitle: a\n---\n", vec![]),
        ] {
            let end = text.len() - 4;
            assert_eq!(item_lines(text, 4..end, "metrics"), lines, "{text}");
        }
    }
}
