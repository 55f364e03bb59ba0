//! Of which kinds processes and questions are, and how a question counts.

use super::index::AttributeIx;
use super::scale::Level;

/// How deep a questionnaire goes. Answers carry over between depths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Depth {
    /// One question per process: pick the statement that fits. Belief only.
    Quick,
    /// Level 1 practices and one generic practice per attribute.
    Standard,
    /// Every practice.
    Full,
}

impl Depth {
    /// All depths, shallowest first.
    pub const ALL: [Depth; 3] = [Depth::Quick, Depth::Standard, Depth::Full];

    /// The code used in files and addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Depth::Quick => "quick",
            Depth::Standard => "standard",
            Depth::Full => "full",
        }
    }

    /// The depth with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.code() == code)
    }
}

/// Whether something has a capability level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A process: PA 1.1 to PA 5.2, capability level 0 to 5.
    Process,
    /// A management-system area: rated on PA 1.1 only, N to F.
    Area,
}

/// How a question counts.
#[derive(Clone, Copy, Debug)]
pub struct Counting {
    /// The attribute it counts for.
    pub attribute: AttributeIx,
    /// The level of that attribute.
    pub level: Level,
    /// The shallowest depth that asks it.
    pub depth: Depth,
    /// Its weight in the attribute, 1 to 3.
    pub weight: u8,
}
