//! Target profile, gap class and risk, in the manner of ISO/IEC 15504-4.
//!
//! While answers are open a gap has two ends: the least it can be and the most.

use std::cmp::Reverse;

use super::sheet::{
    AttributeGap, AttributeState, Bounds, GapClass, LevelGap, ProcessGap, ProcessScore, Risk,
    ScoreSheet, Standing,
};
use crate::assessment::Belief;
use crate::model::{Kind, Level, Model, ProcessIx, Rating};

/// The gap of an attribute with this rating, on the way to a target level.
/// Below the target level an attribute has to be F; at it L will do.
pub fn of_attribute(rating: Rating, level: Level, target: Level) -> AttributeGap {
    if level > target {
        return AttributeGap::None;
    }
    match rating {
        Rating::N | Rating::P => AttributeGap::Major,
        Rating::L if level < target => AttributeGap::Minor,
        Rating::L | Rating::F => AttributeGap::None,
    }
}

/// The class of a level's gap, from how many minor and how many major gaps its attributes
/// have.
pub fn of_level(level: Level, (minor, major): (u32, u32)) -> GapClass {
    match (level, major, minor) {
        (_, 0, 0) => GapClass::None,
        (_, 0, _) => GapClass::Slight,
        (Level::Incomplete | Level::Performed, _, _) => GapClass::Substantial,
        (_, 1, _) => GapClass::Significant,
        _ => GapClass::Substantial,
    }
}

/// The risk of a gap at a level, by the table of ISO/IEC 15504-4.
pub fn risk(level: Level, class: GapClass) -> Risk {
    use GapClass::{None, Significant, Slight, Substantial};
    match (level, class) {
        (_, None) => Risk::None,
        (Level::Innovating, _) => Risk::Low,
        (Level::Predictable, Slight | Significant) => Risk::Low,
        (Level::Predictable, Substantial) => Risk::Medium,
        (Level::Established, Slight) => Risk::Low,
        (Level::Established, Significant | Substantial) => Risk::Medium,
        (Level::Managed, Slight | Significant) => Risk::Medium,
        (Level::Managed, Substantial) => Risk::High,
        (Level::Performed | Level::Incomplete, Slight) => Risk::Medium,
        (Level::Performed | Level::Incomplete, Significant | Substantial) => Risk::High,
    }
}

/// The gap of a process, from its attributes: of which level each is, and what is known of
/// it.
pub fn of_process(
    target: Level,
    standing: &Standing,
    attributes: &[(Level, AttributeState)],
) -> ProcessGap {
    let believed = match *standing {
        Standing::OutOfScope
        | Standing::NotApplicable
        | Standing::NotAssessed
        | Standing::Area(_)
        | Standing::Believed(Belief::Rating(_)) => return ProcessGap::Unknown,
        Standing::Believed(Belief::Level(level)) => Some(level),
        Standing::Measured(_) => None,
    };
    let bounds = |(level, it): &(Level, AttributeState)| match (believed, it.bounds(), it) {
        (Some(believed), _, _) => {
            let rating = implied(*level, believed);
            Bounds { lowest: rating, highest: rating }
        }
        (None, Some(bounds), _) => bounds,
        // Marked not applicable throughout: it proves nothing, so the
        // gap is open until a practice is rated.
        (None, None, AttributeState::NotApplicable) => {
            Bounds { lowest: Rating::N, highest: Rating::F }
        }
        (None, None, _) => Bounds { lowest: Rating::N, highest: Rating::N },
    };
    // Per level: how many minor and major gaps, with open answers as N and as F.
    let mut gaps = [[(0, 0); 2]; Level::ALL.len()];
    for it in attributes {
        let Some([least, most]) = gaps.get_mut(usize::from(it.0.number())) else { continue };
        let bounds = bounds(it);
        for ((minor, major), rating) in [(least, bounds.lowest), (most, bounds.highest)] {
            match of_attribute(rating, it.0, target) {
                AttributeGap::None => {}
                AttributeGap::Minor => *minor += 1,
                AttributeGap::Major => *major += 1,
            }
        }
    }
    let levels: Vec<LevelGap> = Level::ALL
        .into_iter()
        .zip(gaps)
        .filter(|(level, _)| (Level::Performed..=target).contains(level))
        .map(|(level, [least, most])| LevelGap {
            level,
            class: Bounds { lowest: of_level(level, least), highest: of_level(level, most) },
        })
        .collect();
    let class_of =
        |pick: fn(&LevelGap) -> GapClass| levels.iter().map(pick).max().unwrap_or(GapClass::None);
    let risk_of = |pick: fn(&LevelGap) -> GapClass| {
        levels.iter().map(|it| risk(it.level, pick(it))).max().unwrap_or(Risk::None)
    };
    ProcessGap::Known {
        class: Bounds {
            lowest: class_of(|it| it.class.lowest),
            highest: class_of(|it| it.class.highest),
        },
        risk: Bounds {
            lowest: risk_of(|it| it.class.lowest),
            highest: risk_of(|it| it.class.highest),
        },
        levels,
    }
}

/// The processes by the risk of their gaps, the largest first; within the same risk
/// by the size of the gap, the level it is at (the lower, the worse its
/// consequence), and what open answers can still make of it; then in display order.
/// What has no gap to be known of comes last. Areas have no level and no gap.
pub fn worst_first(model: &Model, sheet: &ScoreSheet) -> Vec<ProcessIx> {
    let mut all: Vec<&ProcessScore> =
        sheet.processes.iter().filter(|it| model.kind(it.process) == Kind::Process).collect();
    all.sort_by_key(|it| weight(&it.gap));
    all.into_iter().map(|it| it.process).collect()
}

/// What gaps are ranked by, the heaviest first.
fn weight(gap: &ProcessGap) -> impl Ord + use<> {
    match gap {
        ProcessGap::Unknown => None,
        ProcessGap::Known { levels, class, risk } => {
            let at = levels.iter().find(|it| it.class.lowest == class.lowest).map(|it| it.level);
            Some((risk.lowest, class.lowest, Reverse(at), risk.highest, class.highest))
        }
    }
    .map_or((true, None), |it| (false, Some(Reverse(it))))
}

/// The rating an attribute must have if a level is believed: F below it, L at
/// it, N above.
fn implied(attribute: Level, believed: Level) -> Rating {
    match attribute.cmp(&believed) {
        std::cmp::Ordering::Less => Rating::F,
        std::cmp::Ordering::Equal => Rating::L,
        std::cmp::Ordering::Greater => Rating::N,
    }
}
