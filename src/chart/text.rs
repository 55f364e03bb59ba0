//! How wide text is, without asking a browser: a small table of widths, on
//! the wide side, so that what fits here fits in every usual sans-serif.

/// Widths of the characters from space to tilde, in hundredths of the size.
const WIDTHS: &[u8; 95] = &[
    28, 28, 36, 56, 56, 89, 67, 19, 33, 33, 39, 58, 28, 33, 28, 28, 56, 56, 56, 56, 56, 56, 56, 56,
    56, 56, 28, 28, 58, 58, 58, 56, 102, 67, 67, 72, 72, 67, 61, 78, 72, 28, 50, 67, 56, 83, 72,
    78, 67, 78, 72, 67, 61, 72, 67, 94, 67, 67, 61, 28, 28, 28, 47, 56, 33, 56, 56, 50, 56, 56, 28,
    56, 56, 22, 22, 50, 22, 83, 56, 56, 56, 56, 33, 50, 28, 56, 50, 72, 50, 50, 50, 33, 26, 33, 58,
];

/// Percent to add for fonts wider than the table's, plain and bold.
const SPARE: i32 = 112;
const SPARE_BOLD: i32 = 130;

/// The width of a text, in the unit of its size.
pub(super) fn width(text: &str, size: i32, bold: bool) -> i32 {
    let hundredths: i32 = text.chars().map(char_width).sum();
    hundredths * size * (if bold { SPARE_BOLD } else { SPARE }) / 10_000
}

fn char_width(it: char) -> i32 {
    let known = u32::from(it).checked_sub(32).and_then(|at| usize::try_from(at).ok());
    match known.and_then(|at| WIDTHS.get(at)) {
        Some(width) => i32::from(*width),
        None if u32::from(it) < 0x300 => 60,
        None if it == '–' || it == '…' => 60,
        None => 100,
    }
}

/// The text, or as much of its beginning as fits, with an ellipsis.
pub(super) fn fit(text: &str, size: i32, bold: bool, room: i32) -> String {
    if width(text, size, bold) <= room {
        return text.to_owned();
    }
    let mut short = text.to_owned();
    while short.pop().is_some() {
        let kept = short.trim_end().len();
        short.truncate(kept);
        short.push('…');
        if width(&short, size, bold) <= room {
            break;
        }
        short.pop();
    }
    short
}

/// A number as text.
pub(super) fn number(it: u8) -> String {
    it.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wider_text_is_wider_and_bold_widest() {
        assert!(width("ii", 120, false) < width("WW", 120, false));
        assert!(width("WW", 120, false) < width("WW", 120, true));
        assert_eq!(width("", 120, false), 0);
    }

    #[test]
    fn a_text_that_does_not_fit_is_shortened_until_it_does() {
        let text = "Information security";
        let short = fit(text, 120, false, 800);
        assert!(short.ends_with('…') && short.starts_with("Info"), "{short}");
        assert!(width(&short, 120, false) <= 800);
        assert_eq!(fit(text, 120, false, 5_000), text);
        assert!(fit("äöü漢字", 120, false, 0).chars().count() <= 1);
    }
}
