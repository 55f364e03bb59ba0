//! The version of a model's content.

use std::fmt;

/// Major, minor and patch: a later one is greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version([u16; 3]);

impl Version {
    /// The version in this text, as `1.0.0`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut numbers = text.split('.').map(|it| it.parse::<u16>().ok());
        let mut next = || numbers.next().flatten();
        let version = Self([next()?, next()?, next()?]);
        // One version has one spelling.
        (numbers.next().is_none() && version.to_string() == text).then_some(version)
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self([major, minor, patch]) = self;
        write!(f, "{major}.{minor}.{patch}")
    }
}
