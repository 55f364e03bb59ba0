//! Every word that a person can see, as typed functions: `words::home::begin()`.
//!
//! The words stand in language files (`en/*.ftl`, in the syntax of Fluent), of which the
//! build makes the functions (`compile.rs`): a message that is missing, or an argument that
//! is missing or of the wrong kind, stops it. The words lie beside the function that says
//! them, so that a page brings its own along and no others.

/// What is put into a sentence.
#[derive(Clone, Copy, Debug)]
pub enum Arg<'a> {
    /// A text.
    Text(&'a str),
    /// How many: chooses the plural, and is written in plain digits, whatever the language.
    Count(usize),
}

/// A sentence of which a part is a link, or stands out: `<b>` and `</b>` mark it in the
/// language files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Around {
    /// What stands before it.
    pub before: String,
    /// The part.
    pub inside: String,
    /// What stands after it.
    pub after: String,
}

/// Puts a sentence together that has a marked part.
#[inline(never)]
fn around(text: &str, args: &[Arg]) -> Around {
    let (before, rest) = text.split_once('\u{5}').unwrap_or((text, ""));
    let (inside, after) = rest.split_once('\u{6}').unwrap_or((rest, ""));
    let [before, inside, after] = [before, inside, after].map(|it| say(it, args));
    Around { before, inside, after }
}

/// A sentence into which nothing is put: most are, and the first page needs no more.
#[inline(never)]
fn plain(text: &str) -> String {
    text.to_owned()
}

/// Puts a sentence together.
#[inline(never)]
fn say(text: &str, args: &[Arg]) -> String {
    let mut out = String::new();
    put(&mut out, text, args);
    out
}

/// Appends a text, in which `\u{1}` and a digit stand for what is put in, and `\u{2}`, a digit
/// and variants for the plural that the number asks for: each begins with its category
/// (`compile::CATEGORIES`) and ends with `\u{3}`, and all of them with `\u{4}`.
fn put(out: &mut String, mut text: &str, args: &[Arg]) {
    while let Some(at) = text.find(['\u{1}', '\u{2}']) {
        let (before, marked) = text.split_at(at);
        out.push_str(before);
        let mut letters = marked.chars();
        let is_choice = letters.next() == Some('\u{2}');
        let arg = letters.next().map(|it| usize::from(it as u8 - b'0'));
        let arg = arg.and_then(|it| args.get(it).copied());
        text = letters.as_str();
        if !is_choice {
            match arg {
                Some(Arg::Text(it)) => out.push_str(it),
                Some(Arg::Count(it)) => out.push_str(&it.to_string()),
                None => {}
            }
            continue;
        }
        let (all, rest) = text.split_once('\u{4}').unwrap_or((text, ""));
        text = rest;
        let category = if matches!(arg, Some(Arg::Count(1))) { '1' } else { '5' };
        let chosen = all.split('\u{3}').find_map(|it| it.strip_prefix(category));
        let other = || all.split('\u{3}').find_map(|it| it.strip_prefix('5'));
        put(out, chosen.or_else(other).unwrap_or_default(), args);
    }
    out.push_str(text);
}

include!(concat!(env!("OUT_DIR"), "/words.rs"));

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str, args: &[Arg]) -> String {
        let mut out = String::new();
        put(&mut out, text, args);
        out
    }

    #[test]
    fn what_is_put_in_stands_in_its_place() {
        // The marks that the build writes (compile.rs).
        let answered = "\u{1}1 of \u{1}0 answered";
        assert_eq!(said(answered, &[Arg::Count(12), Arg::Count(3)]), "3 of 12 answered");
        assert_eq!(said("Answered in \u{1}0", &[Arg::Text("\u{1}0")]), "Answered in \u{1}0");
        assert_eq!(said("Keep it", &[]), "Keep it");
    }

    #[test]
    fn a_part_that_stands_out_is_the_sentences_own() {
        let it = around("\u{5}\u{1}0\u{6} goes to the bin", &[Arg::Text("\u{5}A\u{6}")]);
        let [before, inside, after] = ["", "\u{5}A\u{6}", " goes to the bin"].map(str::to_owned);
        assert_eq!(it, Around { before, inside, after });
    }

    #[test]
    fn of_the_plurals_that_one_counts_which_the_number_asks_for() {
        let open = "\u{2}01\u{1}0 question is\u{3}5\u{1}0 questions are\u{3}\u{4} open";
        assert_eq!(said(open, &[Arg::Count(0)]), "0 questions are open");
        assert_eq!(said(open, &[Arg::Count(1)]), "1 question is open");
        assert_eq!(said(open, &[Arg::Count(2)]), "2 questions are open");
    }

    #[test]
    fn the_first_page_says_what_it_said() {
        let progress = home::Progress { done: 3, asked: 140 };
        assert_eq!(home::progress(progress), "3 of 140 answered");
        assert_eq!(home::backed_up("12 March 2026"), "All of it was exported on 12 March 2026.");
    }
}
