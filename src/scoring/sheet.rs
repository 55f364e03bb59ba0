//! The figures of an assessment, as plain data.

use std::ops::Add;

use crate::assessment::{Aggregation, Belief};
use crate::model::scale::half_up;
use crate::model::{Achievement, AttributeIx, Depth, GroupIx, Level, ProcessIx, Rating};

/// Every figure of an assessment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScoreSheet {
    /// Per process and area, in display order.
    pub processes: Vec<ProcessScore>,
    /// Per group, in display order.
    pub groups: Vec<GroupScore>,
    /// Of the whole.
    pub overall: Overall,
    /// The depth that was scored.
    pub depth: Depth,
}

impl ScoreSheet {
    /// The figures of a process.
    pub fn process(&self, process: ProcessIx) -> &ProcessScore {
        &self.processes[process.index()]
    }
}

/// The figures of one process or area.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProcessScore {
    /// Which one.
    pub process: ProcessIx,
    /// The level to reach, 1 to 5. `None` where there is none to reach: an area,
    /// and whatever is out of scope or not applicable.
    pub target: Option<Level>,
    /// Where it stands.
    pub standing: Standing,
    /// Per attribute; an area has only PA 1.1. Empty where nothing is measured,
    /// whatever is answered: out of scope, and in the quick depth.
    pub attributes: Vec<AttributeScore>,
    /// Progress over the questions asked; all zero when out of scope.
    pub counts: Counts,
    /// What was believed, whatever was measured.
    pub belief: Option<Belief>,
    /// The distance to the target.
    pub gap: ProcessGap,
}

impl ProcessScore {
    /// Whether its proven level reaches its target; `None` where there is no level
    /// or no target.
    pub fn is_at_target(&self) -> Option<bool> {
        Some(self.levels()?.lowest >= self.target?)
    }

    /// The lowest and highest level to draw, whether measured or believed;
    /// `None` for areas and for whatever has no level.
    pub fn levels(&self) -> Option<Bounds<Level>> {
        match self.standing {
            Standing::Measured(it) => Some(it.level),
            Standing::Believed(Belief::Level(level)) => {
                Some(Bounds { lowest: level, highest: level })
            }
            Standing::Believed(Belief::Rating(_))
            | Standing::Area(_)
            | Standing::OutOfScope
            | Standing::NotApplicable
            | Standing::NotAssessed => None,
        }
    }
}

/// Where a process or area stands. Four of these are not a level, and none of
/// them is level 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Left out, with a reason.
    OutOfScope,
    /// Every base practice is marked not applicable.
    NotApplicable,
    /// Nothing was rated: no level.
    NotAssessed,
    /// Quick depth: picked, not proven.
    Believed(Belief),
    /// A process with at least one rating.
    Measured(Measured),
    /// An area with at least one rating: the bounds of PA 1.1.
    Area(Bounds<Rating>),
}

/// A measured capability level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measured {
    /// Lowest: what is proven, with all open answers as N. Highest: with all
    /// open answers as F. Equal when nothing that matters is open.
    pub level: Bounds<Level>,
    /// The highest level whose attributes were asked: nothing above is known.
    pub assessed_to: Level,
}

/// A range that holds the final value, whatever the open answers will be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds<T> {
    /// With every open answer as N.
    pub lowest: T,
    /// With every open answer as F.
    pub highest: T,
}

impl<T: PartialEq> Bounds<T> {
    /// Whether open answers cannot move it any more.
    pub fn is_settled(&self) -> bool {
        self.lowest == self.highest
    }
}

/// The figures of one attribute of one process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AttributeScore {
    /// Which one.
    pub attribute: AttributeIx,
    /// Answers of the questions asked.
    pub counts: Counts,
    /// Mean over the rated practices only.
    pub achieved: Option<Achievement>,
    /// Mean with open answers as N.
    pub lowest: Option<Achievement>,
    /// Mean with open answers as F.
    pub highest: Option<Achievement>,
    /// The assessor's own rating.
    pub overridden: Option<Rating>,
}

/// What is known of an attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AttributeState {
    /// No question of it is asked in this depth and for this target.
    NotAsked,
    /// Asked; nothing rated yet.
    Unrated,
    /// Every practice is marked not applicable. An attribute of a process that
    /// runs always applies, so this is no rating and proves nothing.
    NotApplicable,
    /// Rated, by practices or by override.
    Rated {
        /// On the ratings given so far; final when the bounds are settled.
        now: Rating,
        /// What the open answers can still make of it.
        bounds: Bounds<Rating>,
    },
}

impl AttributeScore {
    /// What is known of the attribute; an override settles it.
    pub fn state(&self) -> AttributeState {
        if let Some(rating) = self.overridden {
            return AttributeState::Rated {
                now: rating,
                bounds: Bounds { lowest: rating, highest: rating },
            };
        }
        match (self.achieved, self.lowest, self.highest) {
            // Nothing is open: all three are one.
            (Some(now), Some(lowest), Some(highest)) if now == lowest && now == highest => {
                let now = now.rating();
                AttributeState::Rated { now, bounds: Bounds { lowest: now, highest: now } }
            }
            (Some(now), Some(lowest), Some(highest)) => AttributeState::Rated {
                now: now.rating(),
                bounds: Bounds { lowest: lowest.rating(), highest: highest.rating() },
            },
            _ if self.counts.asked() == 0 => AttributeState::NotAsked,
            _ if self.counts.open() == 0 => AttributeState::NotApplicable,
            _ => AttributeState::Unrated,
        }
    }

    /// Bounds of the rating for the level rule: an attribute with nothing
    /// rated can still become anything. `None` when it was not asked, or when
    /// not-applicable marks leave nothing to rate.
    pub fn bounds(&self) -> Option<Bounds<Rating>> {
        self.state().bounds()
    }
}

impl AttributeState {
    /// As [`AttributeScore::bounds`].
    pub fn bounds(self) -> Option<Bounds<Rating>> {
        match self {
            AttributeState::Rated { bounds, .. } => Some(bounds),
            AttributeState::Unrated => Some(Bounds { lowest: Rating::N, highest: Rating::F }),
            AttributeState::NotAsked | AttributeState::NotApplicable => None,
        }
    }
}

/// How the questions asked were answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Rated (or, in the quick depth, picked).
    pub rated: u16,
    /// Marked not applicable.
    pub not_applicable: u16,
    /// Left to someone who knows.
    pub ask_someone: u16,
    /// Not answered.
    pub unanswered: u16,
}

impl Counts {
    /// Questions asked.
    pub fn asked(self) -> u16 {
        self.rated + self.not_applicable + self.ask_someone + self.unanswered
    }

    /// Questions that need nothing more.
    pub fn done(self) -> u16 {
        self.rated + self.not_applicable
    }

    /// Questions of which anything was said in answer, if only whom to ask.
    pub fn given(self) -> u16 {
        self.done() + self.ask_someone
    }

    /// Questions that still can change a figure.
    pub fn open(self) -> u16 {
        self.ask_someone + self.unanswered
    }
}

impl Add for Counts {
    type Output = Counts;

    fn add(self, other: Counts) -> Counts {
        Counts {
            rated: self.rated + other.rated,
            not_applicable: self.not_applicable + other.not_applicable,
            ask_someone: self.ask_someone + other.ask_someone,
            unanswered: self.unanswered + other.unanswered,
        }
    }
}

/// The gap of one attribute against its target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AttributeGap {
    /// Target met.
    None,
    /// Target F, rated L.
    Minor,
    /// Rated P or N.
    Major,
}

/// The gap of one level, or the worst of a process.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum GapClass {
    /// No attribute gap.
    None,
    /// Only minor gaps.
    Slight,
    /// One major gap at levels 2 to 5.
    Significant,
    /// A major gap at level 1, or more than one at levels 2 to 5.
    Substantial,
}

/// The risk of leaving a gap: consequence (the lower the level, the higher)
/// times extent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Risk {
    /// No gap.
    None,
    /// Low.
    Low,
    /// Medium.
    Medium,
    /// High.
    High,
}

impl Risk {
    /// The word that style sheets know it by.
    pub const fn code(self) -> &'static str {
        match self {
            Risk::None => "none",
            Risk::Low => "low",
            Risk::Medium => "medium",
            Risk::High => "high",
        }
    }
}

/// The gap of a process to its target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProcessGap {
    /// Nothing to compare: out of scope, not applicable, not assessed, or an
    /// area.
    Unknown,
    /// Known, at both ends.
    Known {
        /// Per level from 1 to the target, lowest first.
        levels: Vec<LevelGap>,
        /// The worst class over the levels.
        class: Bounds<GapClass>,
        /// The highest risk over the levels.
        risk: Bounds<Risk>,
    },
}

/// The gap of one level of a process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LevelGap {
    /// Which level.
    pub level: Level,
    /// `lowest` is the class if every open answer turns out N, so the worse
    /// one; `highest` if every open answer turns out F.
    pub class: Bounds<GapClass>,
}

/// The figures of a group of processes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupScore {
    /// Which group.
    pub group: GroupIx,
    /// What its processes amount to; areas have no level and are not in it.
    pub tally: Tally,
    /// Progress over all its questions.
    pub counts: Counts,
}

/// The figures of the whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overall {
    /// Whether any of it is belief: the quick depth proves nothing.
    pub is_belief: bool,
    /// What all processes amount to.
    pub tally: Tally,
    /// The one figure, as the user wants it put together. `None` when no
    /// process has a level.
    pub figure: Option<Figure>,
    /// How it was put together.
    pub aggregation: Aggregation,
    /// Progress over all questions, areas included.
    pub counts: Counts,
}

/// Levels of several processes, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Processes that count: in scope, and not marked not applicable throughout.
    pub in_scope: u16,
    /// Processes left out, with a reason.
    pub out_of_scope: u16,
    /// Processes in scope of which nothing applies.
    pub not_applicable: u16,
    /// Of those that count, processes that have a level.
    pub with_level: u16,
    /// Sum of the lowest (proven) levels.
    pub sum: u16,
    /// Sum of the highest reachable levels.
    pub sum_highest: u16,
    /// Processes whose proven level reaches their target.
    pub at_target: u16,
    /// The lowest proven level.
    pub weakest: Option<Level>,
}

/// A level figure over several processes, as an exact fraction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figure {
    /// Lowest: on the proven levels. Highest: on the highest reachable ones.
    pub hundredths: Bounds<u32>,
    /// How many processes (or, for the mean of groups, groups) it rests on.
    pub over: u16,
}

impl Tally {
    /// The mean of the proven levels in hundredths of a level, rounded half up.
    pub fn mean_hundredths(&self) -> Option<u32> {
        mean_hundredths(self.sum, self.with_level)
    }

    /// The same of the highest levels that open answers still allow.
    pub fn highest_mean_hundredths(&self) -> Option<u32> {
        mean_hundredths(self.sum_highest, self.with_level)
    }
}

/// The mean of levels in hundredths of a level.
fn mean_hundredths(sum: u16, n: u16) -> Option<u32> {
    half_up(u64::from(sum) * 100, n.into())
}
