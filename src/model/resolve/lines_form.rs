//! Line numbers as people write them, put into the form that the files ask for.

use crate::diag::half_width;
use crate::model::observation::Lines;

/// `第17至18行` is meant as `17-18`, `4；9` as `4, 9`; nothing where it is not clear what is meant.
pub(super) fn mended(text: &str) -> Option<String> {
    let folded: String = text.chars().map(half_width).collect();
    let folded = folded.replace(['第', '行'], "").replace(['；', ';', '、', '和', '及'], ",");
    let folded = folded.replace(['至', '到', '−', '–', '—'], "-").replace('~', "-").replace("--", "-");
    Lines::parse(&folded).map(|lines| lines.to_string())
}

#[cfg(test)]
mod tests {
    use super::mended;

    #[test]
    fn what_people_write_is_offered_in_the_form_of_the_files() {
        for (text, meant) in [
            ("第 58 行", Some("58")),
            ("17至18", Some("17-18")),
            ("第17到18行", Some("17-18")),
            ("17——18", Some("17-18")),
            ("１７－１８", Some("17-18")),
            ("4；272-284", Some("4, 272-284")),
            ("4和9", Some("4, 9")),
            ("18-17", None),
            ("0", None),
            ("17 18", None),
            ("末行", None),
            ("", None),
        ] {
            assert_eq!(mended(text).as_deref(), meant, "{text}");
        }
    }
}
