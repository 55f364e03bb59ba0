//! Words whatever their case.

/// A text in small letters, to compare.
pub fn small(text: &str) -> String {
    /// Apart from the rest: the tables of all letters there are come with it, and most
    /// visits of most people have no use for them.
    #[inline(never)]
    fn of_any_script(text: &str) -> String {
        text.to_lowercase()
    }
    if text.is_ascii() { text.to_ascii_lowercase() } else { of_any_script(text) }
}

#[cfg(test)]
mod tests {
    use super::small;

    #[test]
    fn case_goes_and_all_else_stays() {
        for text in ["", "Kim O'Neil 2", "ÄRGER in Århus", "ΣΟΦΟΣ", "İstanbul", "北京"] {
            assert_eq!(small(text), text.to_lowercase());
        }
    }
}
