//! Style sheets as they are carried: without remarks and indentation, and for readers of books with each variable's
//! value beside it.

use std::collections::HashMap;

/// A style sheet without remarks, indentation and line ends.
pub(super) fn condensed(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, remark)) = rest.split_once("/*") {
        out.push_str(before);
        rest = remark.split_once("*/").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    let lines = out.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.fold(String::with_capacity(out.len()), |mut text, line| {
        text.push_str(line);
        // A selector or a value may go on in the next line.
        if !line.ends_with(['{', '}', ';', ',']) {
            text.push(' ');
        }
        text
    })
}

/// A condensed style sheet that asks for nothing: neither other sheets nor pictures and faces.
pub(super) fn inert(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(at) = [rest.find("@import"), rest.find("url(")].into_iter().flatten().min() {
        out.push_str(&rest[..at]);
        let (end, instead) = if rest[at..].starts_with('@') { (';', "") } else { (')', "none") };
        out.push_str(instead);
        rest = rest[at..].split_once(end).map_or("", |(_, after)| after);
    }
    out + rest
}

/// A style sheet in which each declaration that uses variables stands behind the same with their first values, for
/// programs that know no variables.
pub(super) fn with_values(css: &str) -> String {
    let css = condensed(css);
    let mut values: HashMap<&str, &str> = HashMap::new();
    let mut out = String::with_capacity(css.len() * 5 / 4);
    let mut rest = css.as_str();
    while let Some(end) = rest.find(['{', '}', ';']) {
        let (part, sign) = (&rest[..end], &rest[end..=end]);
        if sign != "{" {
            if let Some((name, value)) =
                part.split_once(':').filter(|(name, _)| name.trim().starts_with("--"))
            {
                values.entry(name.trim()).or_insert(value.trim());
            } else if let Some(plain) = substituted(part, &values) {
                out.push_str(&plain);
                out.push(';');
            }
        }
        out.push_str(part);
        out.push_str(sign);
        rest = &rest[end + 1..];
    }
    out + rest
}

/// A declaration with the values of its variables; `None` where it has none, or one that is not known.
fn substituted(declaration: &str, values: &HashMap<&str, &str>) -> Option<String> {
    let mut out = String::new();
    let mut rest = declaration;
    while let Some((before, after)) = rest.split_once("var(") {
        let (name, after) = after.split_once(')')?;
        out.push_str(before);
        out.push_str(values.get(name.trim())?);
        rest = after;
    }
    (!out.is_empty()).then(|| out + rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_sheet_loses_what_nobody_sees() {
        let css =
            "/* a\n   remark */\n.a,\n.b > c {\n  color: red;\n  font:\n    12px \"X Y\",\n    serif;\n}\n";
        assert_eq!(condensed(css), ".a,.b > c {color: red;font: 12px \"X Y\",serif;}");
    }

    #[test]
    fn nothing_is_asked_for() {
        for (css, asks_for_nothing) in [
            ("@import url(\"x.css\");.a {b: c;}", ".a {b: c;}"),
            (".a {background: url(x.png) red;}", ".a {background: none red;}"),
            (".a {b: c;}", ".a {b: c;}"),
            (".a {b: url(", ".a {b: none"),
        ] {
            assert_eq!(inert(css), asks_for_nothing);
        }
    }

    #[test]
    fn variables_are_followed_by_those_who_can() {
        let css = ":root { --ink: #111; --size: 2px }\n@media (x) { :root { --ink: #eee; } }\n.a { color: var(--ink); border: var(--size) solid var(--ink) }\n.b { fill: var(--none); }";
        assert_eq!(
            with_values(css),
            ":root { --ink: #111; --size: 2px }@media (x) { :root { --ink: #eee; } }.a { color: #111; color: var(--ink); border: 2px solid #111 ; border: var(--size) solid var(--ink) }.b { fill: var(--none); }"
        );
    }
}
