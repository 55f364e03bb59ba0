//! Texts in a link: letter by letter, each priced by the two before it.

use super::coder::{Coder, Odds};

/// What the odds of letters begin with: words that such texts are made of.
/// Part of the format: it must never change for version 1.
const PRIMER: &str = "certification managed established performed proven service management \
    the service desk and the team, incident, problem, change and release; configuration items. \
    We have a plan that is reviewed every month with the customer. There is no record of this yet. \
    Agreed with suppliers in 2026. Not applicable: done by the supplier. Evidence is in the wiki, \
    in the ticket tool, see the report of the last review. IT Operations, Department of ";

/// Odds of letters; half a megabyte, so made only when there is a text.
pub struct Letters {
    /// By the letter before and the bits so far.
    one: Vec<Odds>,
    /// By a hash of the two letters before and the bits so far.
    two: Vec<Odds>,
}

/// The table of two letters has this many bits of index.
const TWO_BITS: u32 = 18;

fn odds(table: &mut [Odds], at: u32) -> Option<&mut Odds> {
    table.get_mut(usize::try_from(at).ok()?)
}

impl Letters {
    /// Odds that know the primer.
    pub fn new() -> Self {
        let mut it = Self { one: vec![Odds::EVEN; 1 << 16], two: vec![Odds::EVEN; 1 << TWO_BITS] };
        let mut nowhere = Nowhere;
        it.bytes(&mut nowhere, PRIMER.as_bytes(), PRIMER.len());
        it
    }

    /// Codes a text of at most `most` bytes; longer ones come back cut, and a
    /// writer never gives one. The end is marked by a zero.
    pub fn bytes(&mut self, coder: &mut impl Coder, bytes: &[u8], most: usize) -> Vec<u8> {
        let (mut before, mut last) = (0_u8, b' ');
        let mut out = Vec::new();
        for at in 0..=most {
            let byte = bytes.get(at).copied().unwrap_or(0);
            let byte = self.byte(coder, before, last, byte);
            if byte == 0 {
                break;
            }
            out.push(byte);
            (before, last) = (last, byte);
        }
        out
    }

    fn byte(&mut self, coder: &mut impl Coder, before: u8, last: u8, byte: u8) -> u8 {
        // In 32 bits whatever the machine: the hash is part of the format.
        let pair = (u32::from(before) << 8 | u32::from(last)).wrapping_mul(0x9E37_79B1);
        let mut node = 1_u32;
        for at in (0..8).rev() {
            let bit = byte >> at & 1 == 1;
            let one = u32::from(last) << 8 | node;
            let two = (pair ^ node.wrapping_mul(0x2545_F491)) >> (32 - TWO_BITS);
            let (Some(one), Some(two)) = (odds(&mut self.one, one), odds(&mut self.two, two))
            else {
                break;
            };
            // Two letters say more than one, once they have been seen together.
            let went = if two.seen() > 1 {
                let went = coder.bit(two, bit);
                Nowhere.bit(one, went);
                went
            } else {
                let went = coder.bit(one, bit);
                Nowhere.bit(two, went);
                went
            };
            node = node << 1 | u32::from(went);
        }
        u8::try_from(node & 255).unwrap_or(0)
    }
}

/// Learns and writes nothing.
struct Nowhere;

impl Coder for Nowhere {
    fn bit(&mut self, odds: &mut Odds, bit: bool) -> bool {
        odds.learn(bit);
        bit
    }
}
