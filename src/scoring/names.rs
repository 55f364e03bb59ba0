//! What the points of the scales are called. The model itself says no words: the build step,
//! which has none yet, checks the bank with it.

use super::sheet::{GapClass, Risk};
use crate::model::{Level, Rating};
use crate::words::scale as words;

impl Rating {
    /// The name of the scale point, in words.
    pub fn name(self) -> String {
        match self {
            Rating::N => words::not(),
            Rating::P => words::partially(),
            Rating::L => words::largely(),
            Rating::F => words::fully(),
        }
    }

    /// The band as text, in percent.
    pub fn band(self) -> String {
        match self {
            Rating::N => words::band_not(),
            Rating::P => words::band_partially(),
            Rating::L => words::band_largely(),
            Rating::F => words::band_fully(),
        }
    }
}

impl Level {
    /// The name of the level.
    pub fn name(self) -> String {
        match self {
            Level::Incomplete => words::incomplete(),
            Level::Performed => words::performed(),
            Level::Managed => words::managed(),
            Level::Established => words::established(),
            Level::Predictable => words::predictable(),
            Level::Innovating => words::innovating(),
        }
    }
}

impl GapClass {
    /// The name, in lower case.
    pub fn name(self) -> String {
        match self {
            GapClass::None => words::gap_none(),
            GapClass::Slight => words::gap_slight(),
            GapClass::Significant => words::gap_significant(),
            GapClass::Substantial => words::gap_substantial(),
        }
    }
}

impl Risk {
    /// The name, in lower case.
    pub fn name(self) -> String {
        match self {
            Risk::None => words::risk_none(),
            Risk::Low => words::risk_low(),
            Risk::Medium => words::risk_medium(),
            Risk::High => words::risk_high(),
        }
    }
}
