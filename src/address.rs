//! An address as it was before it travelled: mail and chat programs write signs as
//! percent codes, even twice, and put in what nobody sees, so that a long line can
//! be broken.

use std::str::Chars;

/// The ASCII signs of a text with percent codes undone. All that our addresses are
/// made of is ASCII: soft hyphens, blanks without width and signs of direction are
/// dropped, in codes or not.
pub(crate) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(letter) = rest.next() {
        let letter = if letter == '%' { coded(&mut rest) } else { Some(letter) };
        out.extend(letter.filter(char::is_ascii));
    }
    out
}

/// The sign of the code behind a percent sign; nothing for a part of one that is
/// not ASCII.
fn coded(rest: &mut Chars<'_>) -> Option<char> {
    let mut found = b'%';
    // A percent sign that was coded itself.
    while found == b'%' {
        match code(rest) {
            Some(it) => found = it,
            None => break,
        }
    }
    found.is_ascii().then_some(char::from(found))
}

/// Two hexadecimal digits, taken only if they are.
fn code(rest: &mut Chars<'_>) -> Option<u8> {
    let mut ahead = rest.clone();
    let mut digit = || ahead.next()?.to_digit(16);
    let number = digit()? << 4 | digit()?;
    *rest = ahead;
    u8::try_from(number).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_was_put_in_on_the_way_is_dropped() {
        for (text, expected) in [
            ("s1.2.ab", "s1.2.ab"),
            ("s1.2.a\u{ad}b", "s1.2.ab"),
            ("s1.2.a%C2%ADb", "s1.2.ab"),
            ("s1.2.a%c2%adb", "s1.2.ab"),
            ("s1.2.a%25C2%25ADb", "s1.2.ab"),
            ("a%E2%80%8Bb\u{200b}c\u{2060}d\u{feff}e\u{202e}f\u{a0}g\u{3000}h", "abcdefgh"),
            ("%23s1%2E2", "#s1.2"),
            ("%2523s1%252E2", "#s1.2"),
            ("100%", "100%"),
            ("%zz%4", "%zz%4"),
            ("%+5", "%+5"),
            ("%00", "\0"),
            ("", ""),
        ] {
            assert_eq!(plain(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn signs_that_nobody_sees_change_nothing(text in "[A-Za-z0-9._/#-]{0,40}", seed in any::<u64>()) {
            let hidden = ["", "\u{ad}", "\u{200b}", "\u{200d}", "%C2%AD", "%E2%80%8B", "\u{a0}", "%EF%BB%BF"];
            let mut bent = String::new();
            for (at, letter) in text.chars().enumerate() {
                bent.push(letter);
                bent.push_str(hidden[(seed.rotate_left(at as u32 * 7) % 8) as usize]);
            }
            prop_assert_eq!(plain(&bent), text);
        }
    }
}
