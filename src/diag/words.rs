//! What the program says, in both of its languages side by side: Chinese first.

use std::borrow::Cow;

/// A language of messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lang {
    /// Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

impl Lang {
    /// All languages with their codes, as in `site.yaml` and in the names of files and folders.
    pub const ALL: [(&'static str, Lang); 2] = [("zh", Lang::Zh), ("en", Lang::En)];

    /// Its code: `zh`, `en`.
    pub fn code(self) -> &'static str {
        Self::ALL[self as usize].0
    }

    /// What HTML calls it where it stands in a text of another: `zh-Hans`, `en`.
    pub fn tag(self) -> &'static str {
        match self {
            Lang::Zh => "zh-Hans",
            Lang::En => "en",
        }
    }
}

/// A text in both languages. There is no `Display`: who shows it says in which.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Words {
    /// In Chinese.
    pub zh: Cow<'static, str>,
    /// In English.
    pub en: Cow<'static, str>,
}

impl Words {
    /// Two texts that are always the same.
    pub const fn fixed(zh: &'static str, en: &'static str) -> Words {
        Words { zh: Cow::Borrowed(zh), en: Cow::Borrowed(en) }
    }

    /// Two texts that were put together.
    pub fn new(zh: impl Into<Cow<'static, str>>, en: impl Into<Cow<'static, str>>) -> Words {
        Words { zh: zh.into(), en: en.into() }
    }

    /// The text in one language.
    pub fn in_lang(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }

    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.zh.is_empty()
    }
}

/// [`Words`] from two format strings: `say!("没有 {id} 这个指标", "there is no metric {id}")`. Where the two take
/// different arguments: `say!(("{}以前", a.label()), ("before {a}"))`.
macro_rules! say {
    (($($zh:tt)+), ($($en:tt)+)) => {
        $crate::diag::Words::new(format!($($zh)+), format!($($en)+))
    };
    ($zh:literal, $en:literal $(,)?) => {
        $crate::diag::Words::new(format!($zh), format!($en))
    };
}
pub(crate) use say;
