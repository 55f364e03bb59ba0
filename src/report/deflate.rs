//! Text made smaller (RFC 1951): what was there before is named by how far back it
//! stands and how long it is, and the fixed codes of the format write both.
//!
//! Written by hand on purpose: a library that does it all costs 23 KB of program
//! to make a workbook a quarter smaller still.

use std::iter::zip;

/// How far back a repetition may stand.
const WINDOW: usize = 32 * 1024;
/// Shorter ones cost more than their letters.
const SHORTEST: usize = 4;
/// The longest that the format can say.
const LONGEST: usize = 258;
/// How many earlier places are compared: more gain next to nothing.
const TRIES: usize = 48;
/// The table of places has this many bits of index.
const HASH_BITS: u32 = 15;

/// The bytes as one compressed block; the same bytes always give the same one.
pub(super) fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut out = Bits { out: Vec::with_capacity(bytes.len() / 6), held: 0, n: 0 };
    // The last block, in fixed codes.
    out.push(1, 1);
    out.push(1, 2);
    let mut places = Places::new(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let (length, back) = places.longest(bytes, at);
        let step = if length < SHORTEST {
            out.symbol(u32::from(bytes[at]));
            1
        } else {
            out.repetition(length, back);
            length
        };
        for it in at..at + step {
            places.note(bytes, it);
        }
        at += step;
    }
    out.symbol(256);
    out.end()
}

/// Where each four bytes stood last, and before that.
struct Places {
    last: Vec<Option<usize>>,
    before: Vec<Option<usize>>,
}

impl Places {
    fn new(length: usize) -> Self {
        Self { last: vec![None; 1 << HASH_BITS], before: vec![None; length] }
    }

    fn slot(bytes: &[u8], at: usize) -> Option<usize> {
        let four = bytes.get(at..)?.first_chunk::<SHORTEST>()?;
        let hash = u32::from_le_bytes(*four).wrapping_mul(0x9E37_79B1) >> (32 - HASH_BITS);
        usize::try_from(hash).ok()
    }

    fn note(&mut self, bytes: &[u8], at: usize) {
        if let Some(slot) = Self::slot(bytes, at) {
            self.before[at] = self.last[slot].replace(at);
        }
    }

    /// The longest repetition of what begins here: its length, and how far back.
    fn longest(&self, bytes: &[u8], at: usize) -> (usize, usize) {
        let ahead = &bytes[at..bytes.len().min(at + LONGEST)];
        let mut best = (0, 0);
        let mut place = Self::slot(bytes, at).and_then(|it| self.last[it]);
        for _ in 0..TRIES {
            let Some(from) = place.filter(|it| at - it <= WINDOW) else { break };
            let length = zip(ahead, &bytes[from..]).take_while(|(a, b)| a == b).count();
            if length > best.0 {
                best = (length, at - from);
            }
            place = self.before[from];
        }
        best
    }
}

/// Bits that are being written, the lowest first.
struct Bits {
    out: Vec<u8>,
    held: u32,
    n: u32,
}

impl Bits {
    /// The lowest `n` bits of a number, 16 at most.
    fn push(&mut self, bits: u32, n: u32) {
        self.held |= bits << self.n;
        self.n += n;
        while self.n >= 8 {
            self.out.push(self.held.to_le_bytes()[0]);
            self.held >>= 8;
            self.n -= 8;
        }
    }

    /// A code: its highest bit comes first.
    fn code(&mut self, code: u32, n: u32) {
        self.push(code.reverse_bits() >> (32 - n), n);
    }

    /// A letter (0 to 255), the end (256), or the kind of a length.
    fn symbol(&mut self, it: u32) {
        match it {
            0..=143 => self.code(0x30 + it, 8),
            144..=255 => self.code(0x190 + it - 144, 9),
            256..=279 => self.code(it - 256, 7),
            _ => self.code(0xC0 + it - 280, 8),
        }
    }

    /// Kinds of lengths and distances are four and two to each power of two; what
    /// they leave open follows in bits of its own.
    fn repetition(&mut self, length: usize, back: usize) {
        let (length, back) = (number(length - 3), number(back - 1));
        if length == number(LONGEST - 3) {
            self.symbol(285);
        } else {
            let open = (length | 4).ilog2() - 2;
            self.symbol(257 + 4 * open + (length >> open));
            self.push(length & ((1 << open) - 1), open);
        }
        let open = (back | 2).ilog2() - 1;
        self.code(2 * open + (back >> open), 5);
        self.push(back & ((1 << open) - 1), open);
    }

    fn end(mut self) -> Vec<u8> {
        self.push(0, 7);
        self.out
    }
}

/// No length or distance is over 32 768.
fn number(it: usize) -> u32 {
    u32::try_from(it).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use miniz_oxide::inflate::decompress_to_vec;
    use proptest::prelude::*;

    #[test]
    fn every_length_and_distance_comes_back() {
        // What never repeats by itself, and one repetition of it.
        let noise: Vec<u8> =
            (0..40_000_u32).map(|it| it.wrapping_mul(it ^ 0x9E37_79B1).to_be_bytes()[0]).collect();
        let lengths = (3..=300).map(|it| (it, 300));
        let distances =
            (2..=15).flat_map(|it| [(40, (1 << it) - 1), (40, 1 << it), (40, (1 << it) + 1)]);
        for (length, back) in lengths.chain(distances) {
            let mut bytes = noise[..back].to_vec();
            let again: Vec<u8> = bytes.iter().cycle().take(length).copied().collect();
            bytes.extend(again);
            assert_eq!(decompress_to_vec(&deflate(&bytes)).unwrap(), bytes);
        }
        for bytes in [vec![], vec![255], vec![7; 100_000]] {
            assert_eq!(decompress_to_vec(&deflate(&bytes)).unwrap(), bytes);
        }
    }

    proptest! {
        #[test]
        fn whatever_goes_in_comes_out(
            parts in proptest::collection::vec((proptest::collection::vec(any::<u8>(), 0..60), 1_usize..80), 0..30)
        ) {
            let bytes: Vec<u8> = parts.iter().flat_map(|(it, n)| it.repeat(*n)).collect();
            prop_assert_eq!(decompress_to_vec(&deflate(&bytes)).unwrap(), bytes);
        }
    }
}
