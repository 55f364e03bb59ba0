//! The level rule of ISO/IEC 33020 and its bounds.
//!
//! Level k is achieved when every attribute of level k is rated L or F and
//! every attribute of all lower levels is F. L at level k gives k and blocks
//! k + 1. Attributes are never averaged together.

use super::sheet::{AttributeScore, AttributeState, Bounds, Measured};
use crate::model::{Level, Model, Rating};

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

/// The level of a process, from its attributes.
pub fn measure(model: &Model, attributes: &[AttributeScore]) -> Measured {
    Measured {
        level: Bounds {
            lowest: level_by(model, attributes, |it| it.bounds().map(|it| it.lowest)),
            highest: level_by(model, attributes, |it| it.bounds().map(|it| it.highest)),
        },
        assessed_to: assessed_to(model, attributes),
    }
}

/// The highest level up to which every attribute was asked or overridden.
fn assessed_to(model: &Model, attributes: &[AttributeScore]) -> Level {
    Level::ALL
        .into_iter()
        .skip(1)
        .take_while(|level| {
            attributes
                .iter()
                .filter(|it| model.attribute_level(it.attribute) == *level)
                .all(|it| it.state() != AttributeState::NotAsked)
        })
        .last()
        .unwrap_or(Level::Incomplete)
}

fn level_by(
    model: &Model,
    attributes: &[AttributeScore],
    rating: impl Fn(&AttributeScore) -> Option<Rating>,
) -> Level {
    let mut ratings: [[Option<Rating>; 4]; 5] = [[None; 4]; 5];
    let mut lengths = [0_usize; 5];
    for it in attributes {
        let level = usize::from(model.attribute_level(it.attribute).number().saturating_sub(1));
        if let (Some(row), Some(length)) = (ratings.get_mut(level), lengths.get_mut(level))
            && let Some(slot) = row.get_mut(*length)
        {
            *slot = rating(it);
            *length += 1;
        }
    }
    achieved(ratings.iter().zip(lengths).map(|(row, length)| &row[..length]))
}
