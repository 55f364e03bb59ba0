//! The language files: what of them becomes a function, and what stops the build.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

#[path = "../src/words/compile.rs"]
#[allow(dead_code, reason = "the build step uses the rest of it")]
mod compile;

use compile::Takes;

#[test]
fn what_a_message_takes_is_known_by_how_it_is_used() {
    let source = "answered = { $n ->\n    [one] { $n } question by { $who }\n   *[other] { $n } questions by { $who }\n}\n";
    let [it] = &compile::read(source).unwrap()[..] else { panic!("one message") };
    assert_eq!(it.takes, [("n".to_owned(), Takes::Count), ("who".to_owned(), Takes::Text)]);
    let function = compile::functions("home", std::slice::from_ref(it));
    // Two are given by name.
    assert!(function.contains("pub fn answered(it: Answered) -> String { say("));
    assert!(function.contains("pub struct Answered<'a>"));
}

#[test]
fn a_marked_part_may_stand_beside_a_choice() {
    let source = "found = { $n ->\n    [one] { $n } file\n   *[other] { $n } files\n} in <b>{ $folder }</b>.\n";
    let [it] = &compile::read(source).unwrap()[..] else { panic!("one message") };
    assert!(it.text.ends_with("\u{4} in \u{5}\u{1}0\u{6}."), "{:?}", it.text);
}

#[test]
fn a_letter_may_be_written_by_its_number() {
    let source = r#"meant = 12{ "\u00A0" }kB, { "\"" }{ "\U01F60A" }{ "\\" }{ "\u007B" }
"#;
    let [it] = &compile::read(source).unwrap()[..] else { panic!("one message") };
    assert_eq!(it.text, "12\u{a0}kB, \"\u{1f60a}\\{");
}

#[test]
fn a_message_takes_no_more_than_there_are_digits() {
    let source =
        |n: usize| (0..n).fold("long = of".to_owned(), |it, at| format!("{it} {{ $a{at} }}"));
    let [it] = &compile::read(&source(10)).unwrap()[..] else { panic!("one message") };
    assert!(it.text.ends_with(" \u{1}8 \u{1}9"), "{:?}", it.text);
    let error = compile::read(&source(11)).unwrap_err();
    assert_eq!(error, "long takes 11 things, and 10 are the most");
}

#[test]
fn what_cannot_be_said_stops_the_build() {
    for (source, reason) in [
        ("empty =\n", "cannot be read"),
        ("titled = A\n    .title = B\n", "attributes"),
        ("-brand = Plumbline\n", "no terms"),
        ("named = { NUMBER($n, minimumFractionDigits: 1) }\n", "only variables"),
        ("timed = { DATETIME($n) }\n", "only variables"),
        ("plural = { $n ->\n    [one] a\n   *[many] b\n}\n", "no *[other]"),
        ("plural = { $n ->\n    [dual] a\n   *[other] b\n}\n", "no plural category dual"),
        ("deep = { $n ->\n   *[other] { $m ->\n       *[other] a\n    }\n}\n", "within a choice"),
        ("marked = a <b>b\n", "one part is marked"),
        ("marked = <b>a</b> <b>b</b>\n", "one part is marked"),
        ("marked = { $n ->\n    [one] <b>a</b>\n   *[other] b\n}\n", "none in a choice"),
        ("marked = { $n ->\n    [one] <b>a\n   *[other] b</b>\n}\n", "none in a choice"),
        ("control = a\u{1}0\n", "a control character"),
        ("control = a{ \"\u{2}\" }\n", "a control character"),
        ("control = a{ \"\\u0001\" }0\n", "a control character"),
        ("control = { $n ->\n   *[other] a{ \"\\u0003\" }\n}\n", "a control character"),
        ("control = a{ \"\\u000A\" }b\n", "a control character"),
        ("twice = a\ntwice = b\n", "twice"),
    ] {
        let error = compile::read(source).unwrap_err();
        assert!(error.contains(reason), "{source}: {error}");
    }
}
