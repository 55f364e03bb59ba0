//! How the text of a record lies in the storage: shorter than it is written elsewhere.
//!
//! Of `{ "value": {"rating":"F"}, "at": "00000000-01a20b7a4a3f-0000-b35cdd5232598c05" }`,
//! 80 characters, `@AaILeko_s1zdUjJZjAUF` is left. What a browser gives an address is
//! counted in characters, and an assessment has hundreds of such records: by this 200 full
//! ones with notes fit where 130 did. The moment becomes letters, and what is the same in
//! every record goes. It is a matter of letters alone: what does not have just this form,
//! damaged records included, lies there as it is, and so do the records of versions before
//! this one. The journal, links and files hold the long form. A text that a browser cut short
//! could be read as another one, as it could not before; none is known to do that.
//!
//! Room could have been made by moving what nobody works on into the journal's database, too.
//! It would then be there once, and a journal is kept so that everything is in two places.
//! The storage answers at once, when a page starts and lists what there is; a book of the
//! journal comes early, late or never ([`super::turns`]). So everything stays in both, and
//! nothing has to be brought back before it is opened.

use crate::assessment::{Clock, Writer};
use base64ct::{Base64UrlUnpadded as Base64, Encoding as _};

/// What stands before, between and after what was said, when and what earlier.
const BEGIN: &str = "{ \"value\": ";
const AT: &str = ", \"at\": \"";
const EARLIER: &str = "\", \"earlier\": [{ \"value\": ";
const NEXT: &str = "\" }, { \"value\": ";
const END: &str = "\" }";
const END_OF_EARLIER: &str = "\" }] }";

/// What begins a short text, by whether its clock has a counter. No JSON begins so.
const PLAIN: u8 = b'@';
const COUNTED: u8 = b'#';

/// What stands between what is said now and what was earlier. A value that has it within
/// does not come back as it was, and so is not shortened.
const LINE: char = '\n';

/// So many letters are a clock, written out.
const CLOCK_LETTERS: usize = 43;

/// So many letters are a moment of 48 bits, a counter of 16 if there is one, and a writer
/// of 64.
const PLAIN_LETTERS: usize = 19;
const COUNTED_LETTERS: usize = 22;

/// What stands around the code of a rating; no JSON begins with a capital letter, as codes do.
const RATING: &str = "{\"rating\":\"";
const RATING_END: &str = "\"}";

/// A text as it lies in the storage; `None` when it lies there as it is.
pub fn shorten(text: &str) -> Option<String> {
    let mut short = String::new();
    let mut rest = text.strip_prefix(BEGIN)?;
    if let Some((now, earlier)) = cut(rest, EARLIER) {
        shorten_one(&mut short, now)?;
        rest = earlier.strip_suffix(END_OF_EARLIER)?;
        while let Some((one, more)) = cut(rest, NEXT) {
            short.push(LINE);
            shorten_one(&mut short, one)?;
            rest = more;
        }
        short.push(LINE);
        shorten_one(&mut short, rest)?;
    } else {
        shorten_one(&mut short, rest.strip_suffix(END)?)?;
    }
    // Whatever else a text may be: only what comes back as it was is written otherwise.
    (lengthen(&short).as_deref() == Some(text)).then_some(short)
}

/// A text as it was before it was shortened; `None` when it was not.
fn lengthen(text: &str) -> Option<String> {
    let mut long = String::from(BEGIN);
    let mut rest = text;
    let mut between = EARLIER;
    while let Some((one, more)) = cut(rest, "\n") {
        lengthen_one(&mut long, one)?;
        long.push_str(between);
        between = NEXT;
        rest = more;
    }
    lengthen_one(&mut long, rest)?;
    long.push_str(if between == NEXT { END_OF_EARLIER } else { END });
    Some(long)
}

/// A text as it was said, however it lies there.
pub fn spelt(text: String) -> String {
    lengthen(&text).unwrap_or(text)
}

/// What stands before and behind the first of these. Searching as the standard library
/// does takes more code than all of this file, and every visitor loads it.
fn cut<'a>(text: &'a str, at: &str) -> Option<(&'a str, &'a str)> {
    let n = text.as_bytes().windows(at.len()).position(|it| it == at.as_bytes())?;
    Some((text.get(..n)?, text.get(n + at.len()..)?))
}

fn shorten_one(short: &mut String, said: &str) -> Option<()> {
    let end = said.len().checked_sub(AT.len() + CLOCK_LETTERS)?;
    let (value, at) = said.split_at_checked(end)?;
    let clock = Clock::parse(at.strip_prefix(AT)?).filter(|it| it.epoch == 0)?;
    let (begin, letters) = letters(clock);
    short.push(begin);
    short.push_str(&letters);
    short.push_str(rating(value).unwrap_or(value));
    Some(())
}

fn lengthen_one(long: &mut String, short: &str) -> Option<()> {
    let n = match *short.as_bytes().first()? {
        PLAIN => PLAIN_LETTERS,
        COUNTED => COUNTED_LETTERS,
        _ => return None,
    };
    let (letters, value) = short.get(1..)?.split_at_checked(n)?;
    let clock = clock(&Base64::decode_vec(letters).ok()?)?;
    let (before, behind) = match value.as_bytes().first().is_some_and(u8::is_ascii_uppercase) {
        true => (RATING, RATING_END),
        false => ("", ""),
    };
    for it in [before, value, behind, AT, &clock.to_string()] {
        long.push_str(it);
    }
    Some(())
}

/// The code in what is said by a rating.
fn rating(value: &str) -> Option<&str> {
    let code = value.strip_prefix(RATING)?.strip_suffix(RATING_END)?;
    code.as_bytes().first().is_some_and(u8::is_ascii_uppercase).then_some(code)
}

fn letters(clock: Clock) -> (char, String) {
    let [_, _, ms @ ..] = clock.ms.to_be_bytes();
    let counter = clock.counter.to_be_bytes();
    let writer = clock.writer.0.to_be_bytes();
    match clock.counter {
        0 => (PLAIN.into(), Base64::encode_string(&[&ms[..], &writer].concat())),
        _ => (COUNTED.into(), Base64::encode_string(&[&ms[..], &counter, &writer].concat())),
    }
}

fn clock(bytes: &[u8]) -> Option<Clock> {
    let (ms, rest) = bytes.split_first_chunk::<6>()?;
    let (rest, writer) = rest.split_last_chunk::<8>()?;
    let counter = rest.first_chunk::<2>().map_or(0, |it| u16::from_be_bytes(*it));
    let [a, b, c, d, e, f] = *ms;
    let ms = u64::from_be_bytes([0, 0, a, b, c, d, e, f]);
    Some(Clock { epoch: 0, ms, counter, writer: Writer(u64::from_be_bytes(*writer)) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn record(value: &str, at: &str) -> String {
        format!("{BEGIN}{value}{AT}{at}{END}")
    }

    #[test]
    fn a_record_is_a_quarter_as_long() {
        let at = "00000000-01a20b7a4a3f-0000-b35cdd5232598c05";
        let rated = record("{\"rating\":\"F\"}", at);
        assert_eq!(shorten(&rated).as_deref(), Some("@AaILeko_s1zdUjJZjAUF"));
        assert_eq!((rated.len(), shorten(&rated).unwrap().len()), (80, 21));
        let note = record("\"Kim \\\"of the desk\\\"\"", at);
        assert_eq!(
            shorten(&note).as_deref(),
            Some("@AaILeko_s1zdUjJZjAU\"Kim \\\"of the desk\\\"\"")
        );
        let counted = record("null", "00000000-01a20b7a4a3f-0007-b35cdd5232598c05");
        assert_eq!(shorten(&counted).as_deref(), Some("#AaILeko_AAezXN1SMlmMBQnull"));
        let earlier = format!(
            "{{ \"value\": null, \"at\": \"{at}\", \"earlier\": [{rated}, {note}, {rated}] }}"
        );
        assert_eq!((earlier.len(), shorten(&earlier).unwrap().len()), (336, 110));
        for it in [rated, note, counted, earlier] {
            assert_eq!(lengthen(&shorten(&it).unwrap()), Some(it));
        }
    }

    #[test]
    fn what_has_another_form_lies_there_as_it_is() {
        let at = "00000000-01a20b7a4a3f-0000-b35cdd5232598c05";
        for it in [
            "",
            "{}",
            "@",
            "@AaILekpPs1zdUjJZjA",
            "{ \"value\": ",
            &record("true", "00000001-01a20b7a4a3f-0000-b35cdd5232598c05"),
            &record("true", "00000000-01A20B7A4A3F-0000-b35cdd5232598c05"),
            &record("true", at).replace(": true", ":true"),
            &format!("{} ", record("true", at)),
            // What would come back as a rating.
            &record("Damaged", at),
        ] {
            assert_eq!(shorten(it), None, "{it}");
            assert_eq!(lengthen(it), None, "{it}");
        }
    }

    proptest! {
        #[test]
        fn whatever_a_text_is_it_comes_back(
            value in "(\\PC{0,20}|\\{\"rating\":\"[A-Za-z0-9]{0,3}\"\\})",
            epoch in 0_u32..2,
            ms in 0..=253_402_300_799_999_u64,
            counter in prop_oneof![Just(0_u16), any::<u16>()],
            writer: u64,
            cut in 0_usize..90,
        ) {
            let clock = Clock { epoch, ms, counter, writer: Writer(writer) };
            let whole = record(&value, &clock.to_string());
            let part: String = whole.chars().take(cut).collect();
            for text in [whole, part, value] {
                if let Some(short) = shorten(&text) {
                    prop_assert!(short.len() < text.len());
                    prop_assert_eq!(lengthen(&short), Some(text));
                } else {
                    // What is not shortened is not taken for what was.
                    prop_assert!(lengthen(&text).is_none() || text.starts_with(['@', '#']));
                }
            }
        }
    }
}
