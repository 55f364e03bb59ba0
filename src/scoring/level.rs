//! The level rule of ISO/IEC 33020 and its bounds.
//!
//! Level k is achieved when every attribute of level k is rated L or F and
//! every attribute of all lower levels is F. L at level k gives k and blocks
//! k + 1. Attributes are never averaged together.

use super::sheet::{AttributeState, Bounds, Measured};
use crate::model::{Level, Rating};

/// The level that ratings give: for each level from 1 upwards the ratings of
/// its attributes, where `None` (not rated) proves nothing.
pub fn achieved<'r>(by_level: impl IntoIterator<Item = &'r [Option<Rating>]>) -> Level {
    let mut level = Level::Incomplete;
    for (ratings, next) in by_level.into_iter().zip(&Level::ALL[1..]) {
        let largely = |it: &Option<Rating>| it.is_some_and(|it| it >= Rating::L);
        let fully = |it: &Option<Rating>| *it == Some(Rating::F);
        if ratings.is_empty() || !ratings.iter().all(largely) {
            break;
        }
        level = *next;
        if !ratings.iter().all(fully) {
            break;
        }
    }
    level
}

/// The level of a process, from its attributes: of which level each is, and what is known
/// of it.
pub fn measure(attributes: &[(Level, AttributeState)]) -> Measured {
    Measured {
        level: Bounds {
            lowest: level_by(attributes, |it| it.lowest),
            highest: level_by(attributes, |it| it.highest),
        },
        assessed_to: assessed_to(attributes),
    }
}

/// The highest level up to which every attribute was asked or overridden.
fn assessed_to(attributes: &[(Level, AttributeState)]) -> Level {
    let not_asked = attributes.iter().filter(|(_, it)| *it == AttributeState::NotAsked);
    let lowest = not_asked.map(|(level, _)| *level).min();
    let is_below = |level: &Level| lowest.is_none_or(|it| *level < it);
    Level::ALL.into_iter().rfind(is_below).unwrap_or(Level::Incomplete)
}

fn level_by(
    attributes: &[(Level, AttributeState)],
    rating: impl Fn(Bounds<Rating>) -> Rating,
) -> Level {
    let mut ratings: [[Option<Rating>; 4]; 5] = [[None; 4]; 5];
    let mut lengths = [0_usize; 5];
    for (level, it) in attributes {
        let level = usize::from(level.number().saturating_sub(1));
        if let (Some(row), Some(length)) = (ratings.get_mut(level), lengths.get_mut(level))
            && let Some(slot) = row.get_mut(*length)
        {
            *slot = it.bounds().map(&rating);
            *length += 1;
        }
    }
    achieved(ratings.iter().zip(lengths).map(|(row, length)| &row[..length]))
}
