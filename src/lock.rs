//! What a passphrase protects, as bytes. The arithmetic is the browser's
//! (`web::browser::lock`); here stands what is written around it.
//!
//! Profile 1: the key by PBKDF2-HMAC-SHA-256 from the passphrase, a salt of 16
//! random bytes and [`ITERATIONS`]; the content by AES-256-GCM with a nonce of
//! 12 random bytes and a tag of 16. Written are the number of the profile, salt,
//! nonce, cipher text. Key and nonce are never used twice: both are drawn anew
//! for each lock.
//!
//! Invariants: a profile never changes, a better one gets the next number; how
//! often to iterate is not read from the outside, so that nobody can make a
//! browser count for hours; length says little, as content is padded.

use std::fmt;

use crate::words::passphrase as words;

/// Rounds of PBKDF2 in profile 1: what OWASP asks for with SHA-256 (2023 and
/// since), half a second in a browser.
pub const ITERATIONS: u32 = 600_000;

/// Bytes of the salt.
pub const SALT: usize = 16;
/// Bytes of the nonce.
pub const NONCE: usize = 12;
/// Bytes of the tag that AES-GCM adds.
const TAG: usize = 16;
/// Content is filled up to a multiple of this, in bytes.
const STEP: usize = 64;
/// The number of the profile that is written.
const PROFILE: u8 = 1;

/// What is locked. It is authenticated with the content: a file cannot be passed
/// off as a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// The body of a link.
    Link,
    /// A whole file.
    File,
}

impl Purpose {
    /// The additional data of AES-GCM.
    pub fn context(self) -> &'static [u8] {
        match self {
            Purpose::Link => b"plumbline link 1",
            Purpose::File => b"plumbline file 1",
        }
    }
}

/// Something locked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Locked {
    /// Makes the same passphrase another key.
    pub salt: [u8; SALT],
    /// Makes the same content another cipher text.
    pub nonce: [u8; NONCE],
    /// Cipher text and tag.
    pub cipher: Vec<u8>,
}

/// Why bytes are nothing locked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LockFault {
    /// A profile that this version does not know.
    Newer,
    /// Too short, or of no length that a lock can have.
    Damaged,
}

impl Locked {
    /// As it is written.
    pub fn to_bytes(&self) -> Vec<u8> {
        [&[PROFILE], &self.salt[..], &self.nonce[..], &self.cipher[..]].concat()
    }

    /// Reads what [`Self::to_bytes`] wrote.
    ///
    /// # Errors
    ///
    /// When the bytes cannot be something locked.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, LockFault> {
        let (profile, rest) = bytes.split_first().ok_or(LockFault::Damaged)?;
        if *profile != PROFILE {
            return Err(if *profile > PROFILE { LockFault::Newer } else { LockFault::Damaged });
        }
        let (salt, rest) = rest.split_first_chunk().ok_or(LockFault::Damaged)?;
        let (nonce, cipher) = rest.split_first_chunk().ok_or(LockFault::Damaged)?;
        let is_whole = cipher.len() >= STEP + TAG && (cipher.len() - TAG).is_multiple_of(STEP);
        if !is_whole {
            return Err(LockFault::Damaged);
        }
        Ok(Self { salt: *salt, nonce: *nonce, cipher: cipher.to_vec() })
    }
}

/// Content as it goes into the lock: its length, itself, zeros.
pub fn padded(content: &[u8]) -> Vec<u8> {
    // Nothing that is locked comes near 4 GB.
    let length = u32::try_from(content.len()).unwrap_or(u32::MAX);
    let mut out = length.to_be_bytes().to_vec();
    out.extend_from_slice(content);
    out.resize(out.len().next_multiple_of(STEP), 0);
    out
}

/// The content of what was [`padded`].
pub fn unpadded(bytes: &[u8]) -> Option<&[u8]> {
    let (length, rest) = bytes.split_first_chunk::<4>()?;
    let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
    let (content, zeros) = rest.split_at_checked(length)?;
    (zeros.len() < STEP && zeros.iter().all(|it| *it == 0)).then_some(content)
}

/// How far a passphrase carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strength {
    /// Nothing is locked.
    None,
    /// Quickly guessed by a machine.
    Weak,
    /// Long enough unless it is a common phrase.
    Fair,
}

impl Strength {
    /// By the number of letters, and of different ones. A rough rule: a
    /// machine that knows what people choose is not imitated here.
    pub fn of(passphrase: &str) -> Self {
        let letters: Vec<char> = passphrase.trim().chars().collect();
        let mut different = letters.clone();
        different.sort_unstable();
        different.dedup();
        match letters.len() {
            0 => Strength::None,
            n if n < 14 || different.len() < 7 => Strength::Weak,
            _ => Strength::Fair,
        }
    }
}

impl fmt::Display for Strength {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&match self {
            Strength::None => String::new(),
            Strength::Weak => words::weak(),
            Strength::Fair => words::fair(),
        })
    }
}

/// Random bytes of a suggestion.
pub const SUGGESTION: usize = 12;

/// A passphrase that can be said on the phone: six short made-up words, six
/// random bits a syllable, 72 in all.
pub fn suggestion(random: [u8; SUGGESTION]) -> String {
    const FIRST: [char; 16] =
        ['b', 'd', 'f', 'g', 'h', 'j', 'k', 'l', 'm', 'n', 'p', 'r', 's', 't', 'v', 'z'];
    const SECOND: [char; 4] = ['a', 'e', 'i', 'o'];
    let letter = |of: &[char], at: u8| of.get(usize::from(at)).copied();
    let mut out = String::new();
    for (at, byte) in random.into_iter().enumerate() {
        if at > 0 && at % 2 == 0 {
            out.push('-');
        }
        out.extend(letter(&FIRST, byte & 15));
        out.extend(letter(&SECOND, byte >> 4 & 3));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn locked(cipher: usize) -> Locked {
        Locked { salt: [7; SALT], nonce: [9; NONCE], cipher: vec![3; cipher] }
    }

    proptest! {
        #[test]
        fn padding_comes_off_again(content in proptest::collection::vec(any::<u8>(), 0..300)) {
            let bytes = padded(&content);
            prop_assert_eq!(bytes.len() % 64, 0);
            prop_assert_eq!(unpadded(&bytes), Some(&content[..]));
        }

        #[test]
        fn any_bytes_are_read_without_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            if let Ok(it) = Locked::from_bytes(&bytes) {
                prop_assert_eq!(it.to_bytes(), bytes.clone());
            }
            let _ = unpadded(&bytes);
        }
    }

    #[test]
    fn what_is_locked_is_read_as_it_was_written() {
        let it = locked(64 + 16);
        assert_eq!(Locked::from_bytes(&it.to_bytes()), Ok(it));
    }

    #[test]
    fn other_bytes_are_refused() {
        for length in [0, 16, 64, 79, 81, 128] {
            let bytes = locked(length).to_bytes();
            assert_eq!(Locked::from_bytes(&bytes), Err(LockFault::Damaged), "{length}");
        }
        let mut bytes = locked(64 + 16).to_bytes();
        bytes[0] = 2;
        assert_eq!(Locked::from_bytes(&bytes), Err(LockFault::Newer));
        bytes[0] = 0;
        assert_eq!(Locked::from_bytes(&bytes), Err(LockFault::Damaged));
        assert_eq!(Locked::from_bytes(&[]), Err(LockFault::Damaged));
    }

    #[test]
    fn padding_hides_no_second_content() {
        let mut bytes = padded(b"abc");
        bytes[20] = 1;
        assert_eq!(unpadded(&bytes), None, "what is not zero after the end");
        let mut bytes = padded(b"abc");
        bytes.resize(128, 0);
        assert_eq!(unpadded(&bytes), None, "more zeros than filling up takes");
        assert_eq!(unpadded(&[0, 0, 0, 9, 1, 2]), None, "shorter than it says");
    }

    #[test]
    fn a_suggestion_can_be_said() {
        assert_eq!(suggestion([0; SUGGESTION]), "baba-baba-baba-baba-baba-baba");
        assert_eq!(suggestion([255; SUGGESTION]), "zozo-zozo-zozo-zozo-zozo-zozo");
        assert_eq!(
            Strength::of(&suggestion([1, 18, 35, 52, 69, 86, 103, 120, 137, 154, 171, 188])),
            Strength::Fair
        );
    }

    #[test]
    fn weak_passphrases_are_named() {
        assert_eq!(Strength::of("  "), Strength::None);
        for weak in ["summer2026", "aaaaaaaaaaaaaaaaaaaa", "abcabcabcabcabcabc"] {
            assert_eq!(Strength::of(weak), Strength::Weak, "{weak}");
        }
        assert_eq!(Strength::of("ferry tariff plumb lantern"), Strength::Fair);
    }
}
