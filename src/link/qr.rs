//! A link as a QR code.

use qrcodegen::{QrCode, QrCodeEcc};

/// Longest text that is made a code, in bytes: larger codes are hard to scan
/// from a screen or a slide.
pub const BYTES_MAX: usize = 650;

/// A QR code as a drawing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// Width and height with the quiet zone of four modules, in modules.
    pub size: i32,
    /// The dark modules, as the data of an SVG path.
    pub path: String,
}

/// The code of a text; `None` when it is longer than [`BYTES_MAX`].
pub fn code(text: &str) -> Option<Code> {
    const QUIET: i32 = 4;
    if text.len() > BYTES_MAX {
        return None;
    }
    let code = QrCode::encode_text(text, QrCodeEcc::Low).ok()?;
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let run = (x..code.size()).take_while(|it| code.get_module(*it, y)).count();
            let run = i32::try_from(run).unwrap_or(0);
            if run > 0 {
                path.push_str(&format!("M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET));
            }
            x += run.max(1);
        }
    }
    Some(Code { size: code.size() + 2 * QUIET, path })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_its_three_corners_and_a_quiet_zone() {
        let code = code("https://plumbline.example/#s1.4.abcd").unwrap();
        // The upper edge of the two upper corners, seven modules wide.
        assert!(code.path.starts_with("M4 4h7v1h-7z"));
        assert!(code.path.contains(&format!("M{} 4h7v1h-7z", code.size - 11)));
        assert!(code.path.contains(&format!("M4 {}h7v1h-7z", code.size - 11)));
    }

    #[test]
    fn what_is_too_long_to_scan_has_none() {
        assert!(code(&"x".repeat(BYTES_MAX)).is_some());
        assert_eq!(code(&"x".repeat(BYTES_MAX + 1)), None);
    }
}
