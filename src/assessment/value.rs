//! What can be said: the kinds of value, each its own type, so that unknown,
//! not applicable and zero cannot be mistaken for one another.

use super::comment::Comment;
use super::text::Text;
use crate::model::{Depth, Kind, Level, Rating, Score};

/// An answer to a question. No answer at all is `Option::None` outside.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Answer {
    /// Rated on the scale.
    Rated(Score),
    /// Does not apply here; leaves numerator and denominator.
    NotApplicable {
        /// Why. Blank until it has been written; the report asks for it.
        reason: Text,
    },
    /// Not known; counts as unanswered.
    AskSomeone {
        /// Whom to ask.
        whom: Text,
    },
}

impl Answer {
    /// The score, if it was rated.
    pub fn score(&self) -> Option<Score> {
        match self {
            Answer::Rated(score) => Some(*score),
            Answer::NotApplicable { .. } | Answer::AskSomeone { .. } => None,
        }
    }
}

/// The statement that was picked in the quick depth: belief, never proof.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Belief {
    /// Of a process.
    Level(Level),
    /// Of a management-system area.
    Rating(Rating),
}

impl Belief {
    /// Whether it can be said of this: processes have levels, areas a rating.
    pub fn fits(self, kind: Kind) -> bool {
        match self {
            Belief::Level(_) => kind == Kind::Process,
            Belief::Rating(_) => kind == Kind::Area,
        }
    }

    /// The position of the statement among those of the process.
    pub fn position(self) -> usize {
        match self {
            Belief::Level(level) => usize::from(level.number()),
            Belief::Rating(rating) => Rating::ALL.iter().position(|it| *it == rating).unwrap_or(0),
        }
    }
}

/// Which checks of a practice were ticked, by position.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Checks(u8);

impl Checks {
    /// None ticked.
    pub const NONE: Checks = Checks(0);
    /// Most checks a practice can have.
    pub const MAX: usize = 8;

    /// Whether the check at this position is ticked.
    pub fn has(self, at: usize) -> bool {
        at < Self::MAX && self.0 & (1 << at) != 0
    }

    /// With the check at this position ticked or not.
    #[must_use]
    pub fn with(self, at: usize, ticked: bool) -> Self {
        match (at < Self::MAX, ticked) {
            (false, _) => self,
            (true, true) => Self(self.0 | 1 << at),
            (true, false) => Self(self.0 & !(1 << at)),
        }
    }

    /// Positions of the ticked ones.
    pub fn positions(self) -> impl Iterator<Item = usize> {
        (0..Self::MAX).filter(move |it| self.has(*it))
    }

    /// How many of the first `of` checks are ticked.
    pub fn count(self, of: usize) -> usize {
        (0..of).filter(|it| self.has(*it)).count()
    }

    /// The rating that the ticks suggest when there are `of` checks; nothing
    /// ticked suggests nothing. All is F, more than half L, else P. A
    /// suggestion of this product: the assessor decides.
    pub fn suggested(self, of: usize) -> Option<Rating> {
        match self.count(of) {
            0 => None,
            it if it == of => Some(Rating::F),
            it if it * 2 > of => Some(Rating::L),
            _ => Some(Rating::P),
        }
    }
}

/// An assessor's own rating of an attribute.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Override {
    /// The rating that counts instead of the computed one.
    pub rating: Rating,
    /// Why; never blank.
    reason: Text,
}

impl Override {
    /// An override, if its reason says something.
    pub fn new(rating: Rating, reason: Text) -> Option<Self> {
        (!reason.is_blank()).then_some(Self { rating, reason })
    }

    /// Why the assessor rates differently.
    pub fn reason(&self) -> &Text {
        &self.reason
    }
}

/// Who assesses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Independence {
    /// Staff of the organisation.
    Internal,
    /// An independent person or consultancy.
    Independent,
}

/// Which edition's clause numbers are shown first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Edition {
    /// ISO/IEC 20000-1:2005.
    E2005,
    /// ISO/IEC 20000-1:2018.
    E2018,
}

/// How the levels of processes are put together into one figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aggregation {
    /// Mean of the levels.
    Mean,
    /// Mean of the means of the groups.
    MeanOfGroups,
    /// Sum of the levels.
    Sum,
    /// The lowest level decides.
    Lowest,
}

/// Gives an enum of plain variants its codes for files.
macro_rules! codes {
    ($type:ident { $($variant:ident = $code:literal),+ $(,)? }) => {
        impl $type {
            /// All variants.
            pub const ALL: &[$type] = &[$($type::$variant),+];

            /// The code used in files.
            pub const fn code(self) -> &'static str {
                match self { $($type::$variant => $code),+ }
            }

            /// The variant with this code.
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|it| it.code() == code)
            }
        }
    };
}

codes!(Independence { Internal = "internal", Independent = "independent" });
codes!(Edition { E2005 = "2005", E2018 = "2018" });
codes!(Aggregation {
    Mean = "mean",
    MeanOfGroups = "mean-of-groups",
    Sum = "sum",
    Lowest = "lowest",
});

/// A value of any kind.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// Names, notes, evidence, reasons, the id of a preset.
    Text(Text),
    /// An answer.
    Answer(Answer),
    /// A belief.
    Belief(Belief),
    /// A target level, 1 to 5.
    Level(Level),
    /// Ticked checks.
    Checks(Checks),
    /// An overridden rating.
    Override(Override),
    /// A depth.
    Depth(Depth),
    /// An edition.
    Edition(Edition),
    /// Who assesses.
    Independence(Independence),
    /// How figures are put together.
    Aggregation(Aggregation),
    /// Milliseconds since 1970 (UTC).
    Time(u64),
    /// A remark.
    Comment(Comment),
    /// Set, as flags are.
    Set,
}

impl Value {
    /// A text value from typed text.
    pub fn typed(text: &str) -> Self {
        Value::Text(Text::typed(text))
    }

    /// The text in it that a person wrote, if it has one: a note, a reason, whom to
    /// ask, a remark.
    pub fn words(&self) -> Option<&Text> {
        match self {
            Value::Text(text)
            | Value::Answer(
                Answer::NotApplicable { reason: text } | Answer::AskSomeone { whom: text },
            ) => Some(text),
            Value::Override(it) => Some(it.reason()),
            Value::Comment(it) => Some(it.text()),
            Value::Answer(Answer::Rated(_))
            | Value::Belief(_)
            | Value::Level(_)
            | Value::Checks(_)
            | Value::Depth(_)
            | Value::Edition(_)
            | Value::Independence(_)
            | Value::Aggregation(_)
            | Value::Time(_)
            | Value::Set => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_suggest_a_rating() {
        let ticked = |positions: &[usize]| {
            positions.iter().fold(Checks::NONE, |it, at| it.with(*at, true)).suggested(4)
        };
        assert_eq!(ticked(&[]), None);
        assert_eq!(ticked(&[2]), Some(Rating::P));
        assert_eq!(ticked(&[0, 3]), Some(Rating::P));
        assert_eq!(ticked(&[0, 1, 3]), Some(Rating::L));
        assert_eq!(ticked(&[0, 1, 2, 3]), Some(Rating::F));
        // A tick of a check that no longer exists does not count.
        assert_eq!(ticked(&[7]), None);
    }

    #[test]
    fn an_override_without_a_reason_does_not_exist() {
        assert_eq!(Override::new(Rating::F, Text::typed("  \n")), None);
        assert!(Override::new(Rating::F, Text::typed("seen on site")).is_some());
    }
}
