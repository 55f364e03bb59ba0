//! Text that people write: bounded, and without characters that cannot be seen.

use std::fmt;

/// A cleaned text of at most [`Text::MAX`] characters. May be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Text(String);

impl Text {
    /// Longest text of one field, in characters.
    pub const MAX: usize = 4_000;

    /// Text from a keyboard or the clipboard: cut to [`Text::MAX`], line ends
    /// made one kind, control characters taken out.
    pub fn typed(text: &str) -> Self {
        let unified = text.replace("\r\n", "\n").replace('\r', "\n");
        Self(unified.chars().filter(|it| is_kept(*it)).take(Self::MAX).collect())
    }

    /// Text from a file or from storage: taken as it is or not at all.
    pub fn read(text: String) -> Option<Self> {
        (text.chars().all(is_kept) && text.chars().count() <= Self::MAX).then_some(Self(text))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether there is nothing but white space.
    pub fn is_blank(&self) -> bool {
        self.0.trim().is_empty()
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn is_kept(letter: char) -> bool {
    !letter.is_control() || letter == '\n' || letter == '\t'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_text_is_cleaned_and_cut() {
        assert_eq!(Text::typed("a\r\nb\rc\0\u{7}d\te").as_str(), "a\nb\ncd\te");
        assert_eq!(Text::typed(&"ä".repeat(5_000)).as_str().chars().count(), Text::MAX);
    }

    #[test]
    fn read_text_is_whole_or_refused() {
        assert!(Text::read("fine\n".to_owned()).is_some());
        assert_eq!(Text::read("bell\u{7}".to_owned()), None);
        assert_eq!(Text::read("x".repeat(4_001)), None);
    }

    #[test]
    fn cleaning_twice_changes_nothing() {
        let once = Text::typed("\u{feff}line\r\n\u{0}two");
        assert_eq!(Text::read(once.as_str().to_owned()), Some(once));
    }
}
