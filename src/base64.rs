//! Base64url without padding (RFC 4648, section 5): bytes in addresses and in
//! JSON. One text for the same bytes and the other way round.

const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Bytes as text.
pub fn to_base64(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len() * 4 / 3 + 4);
    for three in bytes.chunks(3) {
        let number = three.iter().fold(0_u32, |it, byte| it << 8 | u32::from(*byte));
        let number = number << (8 * (3 - three.len()));
        for at in 0..=three.len() {
            let six = number >> (18 - 6 * at) & 63;
            let letter = usize::try_from(six).ok().and_then(|it| BASE64.get(it));
            out.extend(letter.map(|it| char::from(*it)));
        }
    }
    out
}

/// The bytes of a text; `None` when it is not one that [`to_base64`] writes.
pub fn from_base64(text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len() * 3 / 4);
    for four in text.as_bytes().chunks(4) {
        let mut number = 0_u32;
        for letter in four {
            let six = BASE64.iter().position(|it| it == letter)?;
            number = number << 6 | u32::try_from(six).ok()?;
        }
        // Four letters are three bytes, three are two, two are one; bits left
        // over have to be zero, so that no letter can change unseen.
        let bytes = match four.len() {
            4 => 3,
            3 => 2,
            2 => 1,
            _ => return None,
        };
        let number = number << (6 * (4 - four.len()));
        let [_, all @ ..] = number.to_be_bytes();
        let (kept, over) = all.split_at(bytes);
        if over.iter().any(|it| *it != 0) {
            return None;
        }
        out.extend(kept);
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn bytes_come_back(bytes in proptest::collection::vec(any::<u8>(), 0..100)) {
            prop_assert_eq!(from_base64(&to_base64(&bytes)), Some(bytes));
        }

        #[test]
        fn one_text_for_the_same_bytes(text in "[A-Za-z0-9_-]{0,20}") {
            if let Some(bytes) = from_base64(&text) {
                prop_assert_eq!(to_base64(&bytes), text);
            }
        }
    }

    #[test]
    fn it_is_the_usual_alphabet() {
        assert_eq!(to_base64(b"\xfb\xff\xfe>?"), "-__-Pj8");
        assert_eq!(from_base64("a"), None);
        assert_eq!(from_base64("ab+/"), None);
    }
}
