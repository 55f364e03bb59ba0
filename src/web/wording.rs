//! Words for figures that several pages show. Wording only: what is said here
//! has been decided by the core.

use crate::assessment::{Aggregation, Belief};
use crate::model::{Level, Rating};
use crate::scoring::{Bounds, GapClass, Measured, ProcessGap, ProcessScore, Risk, Standing};

/// "Requirement" or "Good practice".
pub fn demand(requirement: bool) -> &'static str {
    if requirement { "Requirement" } else { "Good practice" }
}

/// Where a process stands, in a few words.
pub fn standing(score: &ProcessScore) -> String {
    match score.standing {
        Standing::OutOfScope => "Out of scope".to_owned(),
        Standing::NotApplicable => "Not applicable".to_owned(),
        Standing::NotAssessed => "Not assessed".to_owned(),
        Standing::Believed(Belief::Level(level)) => format!("Level {level} (belief)"),
        Standing::Believed(Belief::Rating(rating)) => format!("{} (belief)", rating.name()),
        Standing::Measured(measured) => level(measured),
        Standing::Area(bounds) => ratings(bounds),
    }
}

/// A measured level: "Level 2", or "Level 1 so far, up to 3".
pub fn level(measured: Measured) -> String {
    let Bounds { lowest, highest } = measured.level;
    if lowest == highest {
        format!("Level {lowest}")
    } else {
        format!("Level {lowest} so far, up to {highest}")
    }
}

/// A range of ratings: "Largely", or "Not to fully".
pub fn ratings(bounds: Bounds<Rating>) -> String {
    if bounds.is_settled() {
        bounds.lowest.name().to_owned()
    } else {
        format!("{} to {}", bounds.lowest.name(), bounds.highest.name().to_lowercase())
    }
}

/// A gap class, with its range while answers are open.
pub fn gap(gap: &ProcessGap) -> String {
    match gap {
        ProcessGap::Unknown => "–".to_owned(),
        ProcessGap::Known { class, .. } => range(*class, GapClass::name),
    }
}

/// A risk, with its range while answers are open.
pub fn risk(gap: &ProcessGap) -> String {
    match gap {
        ProcessGap::Unknown => "–".to_owned(),
        ProcessGap::Known { risk, .. } => range(*risk, Risk::name),
    }
}

fn range<T: Copy + PartialEq>(bounds: Bounds<T>, name: fn(T) -> &'static str) -> String {
    if bounds.is_settled() {
        name(bounds.lowest).to_owned()
    } else {
        format!("{} to {}, open", name(bounds.highest), name(bounds.lowest))
    }
}

/// Hundredths as a number with up to two places: "2.46", "3".
pub fn hundredths(it: u32) -> String {
    crate::scoring::trace::percent(it)
}

/// How a figure is put together.
pub fn aggregation(it: Aggregation) -> &'static str {
    match it {
        Aggregation::Mean => "Mean of the levels",
        Aggregation::MeanOfGroups => "Mean of the groups' means",
        Aggregation::Sum => "Sum of the levels",
        Aggregation::Lowest => "Lowest level decides",
    }
}

/// "Level 2, Managed".
pub fn level_name(level: Level) -> String {
    format!("{level} {}", level.name())
}
