//! An adaptive binary range coder: yes-or-no decisions in, bytes out, each
//! decision priced by how often it went that way before.
//!
//! Why not a general compressor: an assessment is a few hundred small decisions
//! that repeat themselves, and no general one packs 120 answers into the 100
//! letters that a link can carry anywhere. It costs one kilobyte of program
//! where inflate costs thirteen, and has no bombs: what comes out is counted by
//! the reader, decision by decision.
//!
//! The arithmetic is that of the "carry-less" coder of lpaq by Matt Mahoney.

/// Probabilities are in 65,536ths.
const ONE: u32 = 1 << 16;

/// How a decision went so far.
#[derive(Clone, Copy, Debug)]
pub struct Odds {
    /// Of "yes", in 65,536ths.
    yes: u16,
    /// How often it was seen, up to [`Odds::SLOWEST`].
    seen: u8,
}

impl Odds {
    /// After so many sightings it adapts no slower any more.
    const SLOWEST: u8 = 60;

    /// Nothing known.
    pub const EVEN: Odds = Odds { yes: 1 << 15, seen: 0 };

    /// Takes note of how it went.
    pub fn learn(&mut self, went: bool) {
        let target = if went { ONE - 1 } else { 0 };
        let step = (i64::from(target) - i64::from(self.yes)) * 2 / (2 * i64::from(self.seen) + 3);
        let yes = (i64::from(self.yes) + step).clamp(32, i64::from(ONE) - 32);
        self.yes = u16::try_from(yes).unwrap_or(1 << 15);
        self.seen = (self.seen + 1).min(Self::SLOWEST);
    }

    /// How sure these odds are; the more sightings, the more.
    pub fn seen(self) -> u8 {
        self.seen
    }
}

/// Where decisions go in or come out: the format is written once, for both
/// directions.
pub trait Coder {
    /// Codes one decision and learns from it. A writer gives the decision, a
    /// reader ignores what it is given and returns what was written.
    fn bit(&mut self, odds: &mut Odds, bit: bool) -> bool;

    /// A decision of which nothing can be learnt.
    fn even(&mut self, bit: bool) -> bool {
        self.bit(&mut Odds::EVEN.clone(), bit)
    }

    /// A number of so many bits of which nothing can be learnt.
    fn raw(&mut self, bits: u32, number: u64) -> u64 {
        (0..bits).rev().fold(0, |sum, at| sum << 1 | u64::from(self.even(number >> at & 1 == 1)))
    }

    /// A small number with odds of its own: `odds` has `2^bits` of them.
    fn number(&mut self, odds: &mut [Odds], bits: u32, number: usize) -> usize {
        let mut node = 1;
        for at in (0..bits).rev() {
            let bit = number >> at & 1 == 1;
            // The node is below 2^bits, as are the odds.
            let bit = match odds.get_mut(node) {
                Some(odds) => self.bit(odds, bit),
                None => bit,
            };
            node = node << 1 | usize::from(bit);
        }
        node - (1 << bits)
    }
}

/// The part of the range below which "yes" lies.
fn split(low: u32, high: u32, odds: Odds) -> u32 {
    let range = u64::from(high - low);
    low + u32::try_from((range * u64::from(odds.yes)) >> 16).unwrap_or(0)
}

/// Writes decisions.
#[derive(Debug)]
pub struct Encoder {
    low: u32,
    high: u32,
    out: Vec<u8>,
}

impl Encoder {
    /// Nothing written yet.
    pub fn new() -> Self {
        Self { low: 0, high: u32::MAX, out: Vec::new() }
    }

    /// The bytes: as few as say which range it is, as a reader finds zeros
    /// beyond the end.
    pub fn finish(mut self) -> Vec<u8> {
        for bytes in 0..=4_u32 {
            let kept = 32 - 8 * bytes;
            let step = 1_u64 << kept;
            let number = u64::from(self.low).div_ceil(step) * step;
            if number <= u64::from(self.high) {
                let number = u32::try_from(number).unwrap_or(u32::MAX).to_be_bytes();
                self.out.extend(number.iter().take(usize::try_from(bytes).unwrap_or(4)));
                break;
            }
        }
        while self.out.last() == Some(&0) {
            self.out.pop();
        }
        self.out
    }
}

impl Coder for Encoder {
    fn bit(&mut self, odds: &mut Odds, bit: bool) -> bool {
        let middle = split(self.low, self.high, *odds);
        if bit {
            self.high = middle;
        } else {
            self.low = middle + 1;
        }
        odds.learn(bit);
        while (self.low ^ self.high) >> 24 == 0 {
            self.out.push((self.high >> 24) as u8);
            self.low <<= 8;
            self.high = self.high << 8 | 255;
        }
        bit
    }
}

/// Reads decisions.
#[derive(Debug)]
pub struct Decoder<'b> {
    low: u32,
    high: u32,
    code: u32,
    bytes: std::slice::Iter<'b, u8>,
    /// How many bytes were wanted beyond the end.
    beyond: usize,
}

impl<'b> Decoder<'b> {
    /// At the first decision of these bytes.
    pub fn new(bytes: &'b [u8]) -> Self {
        let mut it = Self { low: 0, high: u32::MAX, code: 0, bytes: bytes.iter(), beyond: 0 };
        for _ in 0..4 {
            it.shift();
        }
        it
    }

    /// Whether all bytes were used and no more than the writer left out.
    pub fn is_at_end(&self) -> bool {
        self.bytes.len() == 0
    }

    fn shift(&mut self) {
        let byte = self.bytes.next().copied();
        self.beyond += usize::from(byte.is_none());
        self.code = self.code << 8 | u32::from(byte.unwrap_or(0));
    }
}

impl Coder for Decoder<'_> {
    fn bit(&mut self, odds: &mut Odds, _: bool) -> bool {
        let middle = split(self.low, self.high, *odds);
        let bit = self.code <= middle;
        if bit {
            self.high = middle;
        } else {
            self.low = middle + 1;
        }
        odds.learn(bit);
        while (self.low ^ self.high) >> 24 == 0 {
            self.low <<= 8;
            self.high = self.high << 8 | 255;
            self.shift();
        }
        bit
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn there_and_back(bits: &[(u8, bool)], numbers: &[u8]) -> usize {
        let mut encoder = Encoder::new();
        let mut odds = [Odds::EVEN; 4];
        let mut tree = [Odds::EVEN; 16];
        for (context, bit) in bits {
            encoder.bit(&mut odds[usize::from(*context % 4)], *bit);
        }
        for it in numbers {
            encoder.number(&mut tree, 4, usize::from(*it % 16));
            encoder.raw(8, u64::from(*it));
        }
        let bytes = encoder.finish();
        let mut decoder = Decoder::new(&bytes);
        let mut odds = [Odds::EVEN; 4];
        let mut tree = [Odds::EVEN; 16];
        for (context, bit) in bits {
            assert_eq!(decoder.bit(&mut odds[usize::from(*context % 4)], false), *bit);
        }
        for it in numbers {
            assert_eq!(decoder.number(&mut tree, 4, 0), usize::from(*it % 16));
            assert_eq!(decoder.raw(8, 0), u64::from(*it));
        }
        assert!(decoder.is_at_end());
        bytes.len()
    }

    proptest! {
        #[test]
        fn what_goes_in_comes_out(
            bits in proptest::collection::vec(any::<(u8, bool)>(), 0..500),
            numbers in proptest::collection::vec(any::<u8>(), 0..100),
        ) {
            there_and_back(&bits, &numbers);
        }
    }

    #[test]
    fn what_repeats_costs_next_to_nothing() {
        assert!(there_and_back(&[(0, true); 400], &[]) <= 3);
        assert!(there_and_back(&[(1, false); 400], &[]) <= 3);
    }
}
