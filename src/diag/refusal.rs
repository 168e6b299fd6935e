//! What the machine refuses — a file that cannot be read, a folder that is not ours — said in both languages.

use std::{error::Error, fmt};

use super::words::Words;

/// Why something could not be done, with what stands behind it. `cli` shows it in the language asked for.
#[derive(Debug)]
pub struct Refusal {
    /// What could not be done.
    pub words: Words,
    cause: Option<anyhow::Error>,
}

impl Refusal {
    /// A refusal of our own, with nothing behind it.
    pub fn new(words: Words) -> Refusal {
        Refusal { words, cause: None }
    }

    /// A refusal with what stands behind it.
    pub fn because(words: Words, cause: impl Into<anyhow::Error>) -> Refusal {
        Refusal { words, cause: Some(cause.into()) }
    }
}

/// In Chinese, for what shows errors without asking for a language.
impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words.zh)
    }
}

impl Error for Refusal {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.cause.as_ref().map(AsRef::as_ref)
    }
}

/// Says what could not be done, where something else says why.
pub trait OrRefuse<T> {
    /// The value, or a refusal in these words.
    ///
    /// # Errors
    /// Where there is no value.
    fn or_refuse(self, words: impl FnOnce() -> Words) -> Result<T, Refusal>;
}

impl<T, E: Into<anyhow::Error>> OrRefuse<T> for Result<T, E> {
    fn or_refuse(self, words: impl FnOnce() -> Words) -> Result<T, Refusal> {
        self.map_err(|cause| Refusal::because(words(), cause))
    }
}

impl<T> OrRefuse<T> for Option<T> {
    fn or_refuse(self, words: impl FnOnce() -> Words) -> Result<T, Refusal> {
        self.ok_or_else(|| Refusal::new(words()))
    }
}
