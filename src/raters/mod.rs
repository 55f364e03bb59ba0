//! Several people on the same questions: what each of them said, how far apart
//! they are, and what they agreed on.
//!
//! Each rater's answers are an assessment of their own, which is never merged
//! with anybody else's: two people who differ are what a self-assessment wants
//! to see. What they agree on is the answer of the assessment they belong to, and
//! that is what counts; what the lowest, the mean or the highest of their votes
//! would give is shown beside it ([`combined`]).
//!
//! Reading order: this file (votes and how far apart they are), `combine` (one
//! assessment out of many votes), `identity` (whose answers they are), `hosts` (which
//! assessments are raters of which).
//!
//! Invariants: nothing here writes to a rater's answers; the order of raters
//! changes no figure; whoever did not answer is not counted as anything.

mod combine;
mod hosts;
mod identity;

pub use combine::{Combine, alone, cleared, combined, lower, mean_level, progress, unanimous};
pub use hosts::{Claims, claims, hosts};
pub use identity::{as_rater, is_host, on_its_own, rater_of};

use crate::assessment::{Answer, Assessment, Belief, Key};
use crate::model::{Model, ProcessIx, Rating};
use crate::questionnaire::{self, Place};
use crate::wording;
use crate::words::names as words;

/// Steps between two votes from which on it has to be talked about.
const APART: u8 = 2;

/// What raters are called where they stand side by side, each differently: by their
/// names, or by a number for those who gave none.
pub fn names(raters: &[Assessment]) -> Vec<String> {
    let name = |(rater, at): (&Assessment, usize)| match rater.text(Key::Assessors).trim() {
        "" => words::rater(at),
        name => name.to_owned(),
    };
    let more = |at: usize| {
        let is_host = raters.get(at).is_some_and(is_host);
        if is_host { words::is_host() } else { words::is_rater() }
    };
    wording::distinct(raters.iter().zip(1..).map(name).collect(), more)
}

/// What one rater said in one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Vote {
    /// An answer to a question.
    Answer(Answer),
    /// A statement picked in the quick depth.
    Belief(Belief),
}

/// Where a vote stands on its scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stand {
    /// Step of the scale, from 0: N to F, or level 0 to 5.
    Step(u8),
    NotApplicable,
    /// "Don't know" says nothing about the process.
    Nothing,
}

impl Vote {
    /// What an assessment says in a place.
    pub fn of(assessment: &Assessment, place: Place) -> Option<Self> {
        match place.question {
            Some(question) => assessment.answer(question).cloned().map(Vote::Answer),
            None => assessment.belief(place.process).map(Vote::Belief),
        }
    }

    fn stand(&self) -> Stand {
        let step = |rating: Rating| {
            let at = Rating::ALL.iter().position(|it| *it == rating).unwrap_or(0);
            Stand::Step(u8::try_from(at).unwrap_or(u8::MAX))
        };
        match self {
            Vote::Answer(Answer::Rated(score)) => step(score.rating()),
            Vote::Answer(Answer::NotApplicable { .. }) => Stand::NotApplicable,
            Vote::Answer(Answer::AskSomeone { .. }) => Stand::Nothing,
            Vote::Belief(Belief::Level(level)) => Stand::Step(level.number()),
            Vote::Belief(Belief::Rating(rating)) => step(*rating),
        }
    }
}

/// How far the votes of one place are apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spread {
    /// Fewer than two have said something that can be compared.
    Alone,
    /// Whole steps of the scale between the lowest and the highest; finer steps
    /// within a rating are none.
    Steps(u8),
    /// Some rated it and some say it does not apply.
    Applicability,
}

impl Spread {
    /// Whether it has to be talked about: two steps or more, or a dispute over
    /// whether it applies at all.
    pub fn is_apart(self) -> bool {
        match self {
            Spread::Alone => false,
            Spread::Steps(steps) => steps >= APART,
            Spread::Applicability => true,
        }
    }
}

/// One place of the questionnaire with everybody's votes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The question, or the process in the quick depth.
    pub place: Place,
    /// By rater, in the order given; `None` where one said nothing.
    pub votes: Vec<Option<Vote>>,
    /// What was agreed, if something was.
    pub agreed: Option<Vote>,
}

impl Item {
    /// How far apart the votes are.
    pub fn spread(&self) -> Spread {
        let stands: Vec<Stand> = self.votes.iter().flatten().map(Vote::stand).collect();
        let steps = || {
            stands.iter().filter_map(|it| match it {
                Stand::Step(step) => Some(*step),
                Stand::NotApplicable | Stand::Nothing => None,
            })
        };
        let disputed = stands.iter().filter(|it| **it == Stand::NotApplicable).count();
        match (steps().min(), steps().max()) {
            (Some(_), Some(_)) if disputed > 0 => Spread::Applicability,
            (Some(low), Some(high)) if steps().count() > 1 => Spread::Steps(high - low),
            (None, None) if disputed > 1 => Spread::Steps(0),
            _ => Spread::Alone,
        }
    }
}

/// Every place that is asked, with everybody's votes, in the order of the
/// questionnaire.
pub fn items(model: &Model, agreed: &Assessment, raters: &[Assessment]) -> Vec<Item> {
    let places = questionnaire::all_places(model, agreed).into_iter();
    places
        .map(|place| Item {
            place,
            votes: raters.iter().map(|it| Vote::of(it, place)).collect(),
            agreed: Vote::of(agreed, place),
        })
        .collect()
}

/// How far raters agree on some items. Items that fewer than two have rated are
/// in none of the counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Agreement {
    /// Items that two or more have rated.
    pub compared: usize,
    /// Of these, on the same step of the scale.
    pub same: usize,
    /// Of these, one step apart.
    pub near: usize,
    /// Of these, to be talked about.
    pub apart: usize,
}

impl Agreement {
    /// Of these items.
    pub fn of<'a>(items: impl IntoIterator<Item = &'a Item>) -> Self {
        let mut all = Self::default();
        for spread in items.into_iter().map(Item::spread) {
            match spread {
                Spread::Alone => continue,
                Spread::Steps(0) => all.same += 1,
                _ if spread.is_apart() => all.apart += 1,
                Spread::Steps(_) | Spread::Applicability => all.near += 1,
            }
            all.compared += 1;
        }
        all
    }

    /// Of one process.
    pub fn of_process(items: &[Item], process: ProcessIx) -> Self {
        Self::of(items.iter().filter(|it| it.place.process == process))
    }
}

#[cfg(test)]
mod tests;
