//! Names of files that are handed over: every system takes them, and a folder of
//! them can be told apart.

use crate::words::names as words;

/// Longest name, in characters.
const LETTERS_MAX: usize = 80;
/// Longest name in bytes: file systems count those, and some take 255 at most.
const BYTES_MAX: usize = 240;
/// Letters that nobody sees.
const BLANK: [char; 4] = ['\u{115f}', '\u{1160}', '\u{3164}', '\u{ffa0}'];

/// The name of a file: what it is about, the day, and what kind of file it is, as
/// in `hafen-works-2026-11-28.json`. Letters and digits of any script stay, and
/// single points and underscores between them; all else becomes hyphens. `day` is
/// the day of the export as it is to be written: there is no clock here.
pub fn file_name(about: &str, day: &str, extension: &str) -> String {
    let end = ["-", day, ".", extension].concat();
    let room = LETTERS_MAX.saturating_sub(end.chars().count());
    let stem = stem(about);
    // Windows looks no further than the first point.
    let is_taken = is_device(stem.split('.').next().unwrap_or_default());
    let before = if stem.is_empty() || is_taken { words::file() } else { String::new() };
    let join = if is_taken { "-" } else { "" };
    let mut name = String::new();
    for letter in [&*before, join, &stem].concat().chars().take(room) {
        if name.len() + letter.len_utf8() + end.len() > BYTES_MAX {
            break;
        }
        name.push(letter);
    }
    [name.trim_end_matches(['-', '.', '_']), &end].concat()
}

/// The letters and digits of a text, with one sign wherever there were others.
fn stem(about: &str) -> String {
    let mut out = String::new();
    // What stands between the last letter and the next.
    let mut between = String::new();
    for letter in about.chars() {
        let is_inside = between.is_empty() && !out.is_empty();
        if letter.is_alphanumeric() && !BLANK.contains(&letter) {
            if !out.is_empty() {
                out.push_str(match &*between {
                    "" | "." | "_" => &between,
                    _ => "-",
                });
            }
            between.clear();
            out.extend(letter.to_lowercase());
        } else if is_inside && is_mark(letter) {
            out.push(letter);
        } else {
            between.push(letter);
        }
    }
    out
}

/// Whether a sign belongs to the letter before it, as an accent or a vowel sign
/// does. Such a sign is shown as it is behind a letter, and escaped alone.
fn is_mark(it: char) -> bool {
    let (alone, behind) = (it.to_string(), ['x', it].iter().collect::<String>());
    alone.escape_debug().ne(alone.chars()) && behind.escape_debug().eq(behind.chars())
}

/// Whether Windows takes a name for a device of its own, whatever follows the point.
fn is_device(name: &str) -> bool {
    let numbered = |it: &str| {
        let number = name.strip_prefix(it).map(|it| it.chars().collect::<Vec<_>>());
        matches!(number.as_deref(), Some(['0'..='9' | '¹' | '²' | '³']))
    };
    matches!(name, "con" | "prn" | "aux" | "nul" | "conin$" | "conout$")
        || numbered("com")
        || numbered("lpt")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const DAY: &str = "2026-11-28";

    #[test]
    fn names_keep_letters_of_every_script_and_nothing_else() {
        for (about, name) in [
            ("Hafen Works", "hafen-works"),
            ("../../Hafen <Works>", "hafen-works"),
            ("港湾サービス株式会社", "港湾サービス株式会社"),
            ("Größe & Söhne AG", "größe-söhne-ag"),
            ("Cafe\u{301} № 7", "cafe\u{301}-7"),
            ("हिन्दी", "हिन्दी"),
            ("บริษัท น้ำ", "บริษัท-น้ำ"),
            ("ガ\u{3099}", "ガ\u{3099}"),
            ("משרד בע\"מ", "משרד-בע-מ"),
            ("\u{202e}gpj.exe\u{202c}", "gpj.exe"),
            ("a\u{200b}b\u{ad}c\u{feff}d", "a-b-c-d"),
            ("\u{3164}\u{115f}", "assessment"),
            ("v1.2_final", "v1.2_final"),
            ("a..b", "a-b"),
            (".hidden", "hidden"),
            ("end. _", "end"),
            ("", "assessment"),
            ("\u{301}", "assessment"),
            ("🚀", "assessment"),
            ("tab\tline\nnul\0", "tab-line-nul"),
            ("a:b*c?d\"e|f\\g/h%i", "a-b-c-d-e-f-g-h-i"),
            ("CON", "assessment-con"),
            ("con.x", "assessment-con.x"),
            ("COM1", "assessment-com1"),
            ("com¹", "assessment-com¹"),
            ("com10", "com10"),
            ("console", "console"),
            ("Sample: Harbour", "sample-harbour"),
        ] {
            assert_eq!(file_name(about, DAY, "json"), format!("{name}-{DAY}.json"), "{about}");
        }
    }

    #[test]
    fn names_are_no_longer_than_every_system_takes() {
        let long = file_name(&"a".repeat(500), DAY, "xlsx");
        assert_eq!(long.chars().count(), 80);
        assert!(long.ends_with(&format!("a-{DAY}.xlsx")));
        // Four bytes each.
        let long = file_name(&"𠀀".repeat(500), DAY, "json");
        assert!(long.len() <= 240 && long.chars().count() <= 80, "{long}");
        assert!(file_name(&"aaaa ".repeat(100), DAY, "csv").contains(&format!("a-{DAY}")));
    }

    proptest! {
        #[test]
        fn no_text_makes_a_name_that_a_system_refuses(about in ".{0,120}") {
            let name = file_name(&about, DAY, "json");
            prop_assert!(name.chars().count() <= 80 && name.len() <= 240);
            let stem = name.strip_suffix(&format!("-{DAY}.json"));
            let stem = stem.ok_or_else(|| TestCaseError::fail(name.clone()))?;
            prop_assert!(!stem.is_empty() && !stem.starts_with(['.', '-', '_']));
            prop_assert!(!stem.contains("..") && !stem.contains("--"));
            prop_assert!(!is_device(stem.split('.').next().unwrap()));
            let is_fine = |it: char| {
                it.is_alphanumeric() || matches!(it, '.' | '_' | '-') || is_mark(it)
            };
            prop_assert!(stem.chars().all(is_fine), "{stem}");
        }
    }
}
