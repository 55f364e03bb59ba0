//! The slots of generic practices: a process's own words in a text that is worded once.

use super::raw::RawWords;

/// Puts a process's words into the slots of a generic text; a capital in the
/// slot's name makes the first letter one.
pub(super) fn fill(text: &str, words: &RawWords) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let (slot, tail) = after.split_once('}').unwrap_or((after, ""));
        let word = match slot.to_ascii_lowercase().as_str() {
            "process" => &words.process,
            "outcome" => &words.outcome,
            "measures" => &words.measures,
            "products" => &words.products,
            "people" => &words.people,
            "neighbours" => &words.neighbours,
            _ => "",
        };
        if slot.starts_with(|it: char| it.is_ascii_uppercase()) {
            out.push_str(&begun_large(word));
        } else {
            out.push_str(word);
        }
        rest = tail;
    }
    out.push_str(rest);
    out
}

/// With a capital as its first letter.
fn begun_large(word: &str) -> String {
    /// Apart from the rest: the tables of all letters there are come with it.
    #[inline(never)]
    fn of_any_script(word: &str) -> String {
        let mut letters = word.chars();
        let first = letters.next().into_iter().flat_map(char::to_uppercase);
        first.chain(letters).collect()
    }
    match word.split_at_checked(1) {
        Some((first, rest)) if first.is_ascii() => first.to_ascii_uppercase() + rest,
        _ => of_any_script(word),
    }
}
