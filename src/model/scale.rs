//! The measurement scale of ISO/IEC 33020: ratings, capability levels, and the
//! exact arithmetic between them.
//!
//! Everything is integer arithmetic on hundredths of a percent. A float would
//! put an attribute at exactly 50.00 % on either side of the edge by chance.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Hundredths of a percent in a whole: 100.00 %.
pub const WHOLE: u32 = 10_000;

/// Upper edges of the bands, in hundredths of a percent. The upper edge
/// belongs to the lower band (ISO/IEC 33020).
const N_MAX: u64 = 1_500;
const P_MAX: u64 = 5_000;
const L_MAX: u64 = 8_500;
/// Upper edges of the refined halves of P and L.
const P_MINUS_MAX: u64 = 3_250;
const L_MINUS_MAX: u64 = 6_750;

/// A rating on the four-point scale of ISO/IEC 33020.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Rating {
    /// Not achieved: 0 to 15 %.
    N,
    /// Partially achieved: over 15 to 50 %.
    P,
    /// Largely achieved: over 50 to 85 %.
    L,
    /// Fully achieved: over 85 to 100 %.
    F,
}

impl Rating {
    /// All ratings, lowest first.
    pub const ALL: [Rating; 4] = [Rating::N, Rating::P, Rating::L, Rating::F];

    /// The letter of the scale.
    pub const fn code(self) -> &'static str {
        match self {
            Rating::N => "N",
            Rating::P => "P",
            Rating::L => "L",
            Rating::F => "F",
        }
    }

    /// The rating with this letter.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.code() == code)
    }
}

impl fmt::Display for Rating {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// What a person answers for one practice: a rating, P and L optionally refined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Score {
    /// Not.
    N,
    /// Partially, lower half.
    PMinus,
    /// Partially.
    P,
    /// Partially, upper half.
    PPlus,
    /// Largely, lower half.
    LMinus,
    /// Largely.
    L,
    /// Largely, upper half.
    LPlus,
    /// Fully.
    F,
}

impl Score {
    /// All scores, lowest first.
    pub const ALL: [Score; 8] = [
        Score::N,
        Score::PMinus,
        Score::P,
        Score::PPlus,
        Score::LMinus,
        Score::L,
        Score::LPlus,
        Score::F,
    ];

    /// The answer as a percentage, in hundredths of a percent. The middle of
    /// the band for P and L, the ends for N and F: a rule of this product,
    /// chosen because it reproduces 15 of 16 published roll-ups.
    pub const fn hundredths(self) -> u32 {
        match self {
            Score::N => 0,
            Score::PMinus => 2_375,
            Score::P => 3_250,
            Score::PPlus => 4_125,
            Score::LMinus => 5_875,
            Score::L => 6_750,
            Score::LPlus => 7_625,
            Score::F => WHOLE,
        }
    }

    /// The rating this score belongs to.
    pub const fn rating(self) -> Rating {
        match self {
            Score::N => Rating::N,
            Score::PMinus | Score::P | Score::PPlus => Rating::P,
            Score::LMinus | Score::L | Score::LPlus => Rating::L,
            Score::F => Rating::F,
        }
    }

    /// The unrefined score of a rating.
    pub const fn of(rating: Rating) -> Self {
        match rating {
            Rating::N => Score::N,
            Rating::P => Score::P,
            Rating::L => Score::L,
            Rating::F => Score::F,
        }
    }

    /// The code used in files: N, P-, P, P+, L-, L, L+ or F.
    pub const fn code(self) -> &'static str {
        match self {
            Score::N => "N",
            Score::PMinus => "P-",
            Score::P => "P",
            Score::PPlus => "P+",
            Score::LMinus => "L-",
            Score::L => "L",
            Score::LPlus => "L+",
            Score::F => "F",
        }
    }

    /// The score with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.code() == code)
    }
}

/// A capability level of ISO/IEC 33020.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Level 0.
    Incomplete,
    /// Level 1.
    Performed,
    /// Level 2.
    Managed,
    /// Level 3.
    Established,
    /// Level 4.
    Predictable,
    /// Level 5.
    Innovating,
}

impl Level {
    /// All levels, lowest first.
    pub const ALL: [Level; 6] = [
        Level::Incomplete,
        Level::Performed,
        Level::Managed,
        Level::Established,
        Level::Predictable,
        Level::Innovating,
    ];

    /// The number, 0 to 5.
    pub const fn number(self) -> u8 {
        self as u8
    }

    /// The level with this number; `None` above 5.
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.get(usize::from(number)).copied()
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.number())
    }
}

/// A sum over a number, rounded half up: the one rule by which every mean is
/// rounded. `None` over nothing.
pub fn half_up(sum: u64, n: u64) -> Option<u32> {
    let rounded = sum.checked_mul(2)?.checked_add(n)?.checked_div(n.checked_mul(2)?)?;
    u32::try_from(rounded).ok()
}

/// A weighted mean of percentages, kept as an exact fraction.
///
/// The numerator is the sum of weight times hundredths of a percent, the
/// denominator the sum of the weights, and is never zero: a mean over nothing
/// does not exist, which is different from 0 %.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Achievement {
    sum: u64,
    weight: u64,
}

impl Achievement {
    /// A mean from its sum (weight times hundredths) and total weight; `None`
    /// when there is no weight.
    pub fn new(sum: u64, weight: u64) -> Option<Self> {
        (weight > 0).then_some(Self { sum, weight })
    }

    /// The weighted mean of (hundredths of a percent, weight) pairs.
    pub fn mean(parts: impl IntoIterator<Item = (u32, u32)>) -> Option<Self> {
        let (sum, weight) = parts.into_iter().fold((0, 0), |(sum, total), (value, weight)| {
            (sum + u64::from(value) * u64::from(weight), total + u64::from(weight))
        });
        Self::new(sum, weight)
    }

    /// The sum of weight times hundredths of a percent.
    pub fn sum(self) -> u64 {
        self.sum
    }

    /// The sum of the weights.
    pub fn weight(self) -> u64 {
        self.weight
    }

    /// For display only: hundredths of a percent, rounded half up. Ratings
    /// never go through it.
    pub fn hundredths(self) -> u32 {
        half_up(self.sum, self.weight).unwrap_or(WHOLE)
    }

    /// The rating of an attribute with this achievement, exact at the edges.
    pub fn rating(self) -> Rating {
        if self.at_most(N_MAX) {
            Rating::N
        } else if self.at_most(P_MAX) {
            Rating::P
        } else if self.at_most(L_MAX) {
            Rating::L
        } else {
            Rating::F
        }
    }

    /// The refined rating: P and L split in halves, N and F as they are.
    pub fn refined(self) -> Score {
        match self.rating() {
            Rating::N => Score::N,
            Rating::P if self.at_most(P_MINUS_MAX) => Score::PMinus,
            Rating::P => Score::PPlus,
            Rating::L if self.at_most(L_MINUS_MAX) => Score::LMinus,
            Rating::L => Score::LPlus,
            Rating::F => Score::F,
        }
    }

    fn at_most(self, hundredths: u64) -> bool {
        self.sum <= hundredths * self.weight
    }
}

impl fmt::Display for Achievement {
    /// Percent with two places, as in `62.14 %`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hundredths = self.hundredths();
        write!(f, "{}.{:02} %", hundredths / 100, hundredths % 100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_band(hundredths: u32, rating: Rating, refined: Score) {
        let achievement = Achievement::mean([(hundredths, 1)]).unwrap();
        assert_eq!(achievement.rating(), rating, "{achievement}");
        assert_eq!(achievement.refined(), refined, "{achievement}");
    }

    #[test]
    fn upper_edges_belong_to_the_lower_band() {
        check_band(0, Rating::N, Score::N);
        check_band(1_500, Rating::N, Score::N);
        check_band(1_501, Rating::P, Score::PMinus);
        check_band(3_250, Rating::P, Score::PMinus);
        check_band(3_251, Rating::P, Score::PPlus);
        check_band(5_000, Rating::P, Score::PPlus);
        check_band(5_001, Rating::L, Score::LMinus);
        check_band(6_750, Rating::L, Score::LMinus);
        check_band(6_751, Rating::L, Score::LPlus);
        check_band(8_500, Rating::L, Score::LPlus);
        check_band(8_501, Rating::F, Score::F);
        check_band(10_000, Rating::F, Score::F);
    }

    #[test]
    fn a_mean_of_exactly_half_is_partially() {
        let half = Achievement::mean([(10_000, 1), (0, 1)]).unwrap();
        assert_eq!(half.rating(), Rating::P);
        // Thirds that a float rounds to either side: 2/3 F and 1/3 N is 66.67 %.
        let thirds = Achievement::mean([(10_000, 2), (0, 1)]).unwrap();
        assert_eq!(thirds.to_string(), "66.67 %");
        assert_eq!(thirds.refined(), Score::LMinus);
    }

    #[test]
    fn a_hair_above_the_edge_is_the_next_band() {
        // 50.00005 %: displays as 50.00 % and is still L.
        let hair = Achievement::new(5_000 * 200_000 + 1_000, 200_000).unwrap();
        assert_eq!(hair.rating(), Rating::L);
    }

    #[test]
    fn no_weight_is_no_achievement() {
        assert_eq!(Achievement::mean([]), None);
        assert_eq!(Achievement::mean([(5_000, 0)]), None);
    }

    #[test]
    fn codes_go_there_and_back() {
        for score in Score::ALL {
            assert_eq!(Score::from_code(score.code()), Some(score));
        }
        for rating in Rating::ALL {
            assert_eq!(Rating::from_code(rating.code()), Some(rating));
            assert_eq!(Score::of(rating).rating(), rating);
        }
        for level in Level::ALL {
            assert_eq!(Level::from_number(level.number()), Some(level));
        }
        assert_eq!(Level::from_number(6), None);
        assert_eq!(Score::from_code("p"), None);
    }

    #[test]
    fn a_score_stands_inside_its_own_band() {
        for score in Score::ALL {
            let alone = Achievement::mean([(score.hundredths(), 3)]).unwrap();
            assert_eq!(alone.rating(), score.rating());
        }
    }
}
