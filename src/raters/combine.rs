//! One assessment out of many votes: what lowest, mean and highest would give,
//! and what can be agreed on without a word.

use super::{Item, Spread, Vote};
use crate::assessment::{Answer, Assessment, Belief, Clock, Edit, Key, Value, Writer};
use crate::model::{Achievement, Level, Score};
use crate::questionnaire::Place;

/// How votes are put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Combine {
    /// The lowest vote.
    Lowest,
    /// The mean of the percentages that the votes count as, as the step of its
    /// band that is nearest; for levels the mean, rounded down. A rule of this
    /// product: it is shown, and never counts.
    Mean,
    /// The highest vote.
    Highest,
}

impl Combine {
    /// In the order of the tables.
    pub const ALL: [Combine; 3] = [Combine::Lowest, Combine::Mean, Combine::Highest];

    fn score(self, scores: &[Score]) -> Option<Score> {
        match self {
            Combine::Lowest => scores.iter().min().copied(),
            Combine::Highest => scores.iter().max().copied(),
            Combine::Mean => {
                let mean = Achievement::mean(scores.iter().map(|it| (it.hundredths(), 1)))?;
                let far =
                    |it: &Score| (u64::from(it.hundredths()) * mean.weight()).abs_diff(mean.sum());
                let band = Score::ALL.into_iter().filter(|it| it.rating() == mean.rating());
                band.min_by_key(far)
            }
        }
    }

    fn level(self, levels: &[Level]) -> Option<Level> {
        match self {
            Combine::Lowest => levels.iter().min().copied(),
            Combine::Highest => levels.iter().max().copied(),
            Combine::Mean => {
                let sum: usize = levels.iter().map(|it| usize::from(it.number())).sum();
                let mean = sum.checked_div(levels.len())?;
                Level::from_number(u8::try_from(mean).ok()?)
            }
        }
    }

    /// Votes of one place as one. Who says that it does not apply is heard when
    /// nobody rates it.
    fn vote(self, votes: &[Option<Vote>]) -> Option<Vote> {
        let votes = || votes.iter().flatten();
        let scores: Vec<Score> = votes()
            .filter_map(|it| match it {
                Vote::Answer(answer) => answer.score(),
                Vote::Belief(Belief::Rating(rating)) => Some(Score::of(*rating)),
                Vote::Belief(Belief::Level(_)) => None,
            })
            .collect();
        let levels: Vec<Level> = votes()
            .filter_map(|it| match it {
                Vote::Belief(Belief::Level(level)) => Some(*level),
                Vote::Belief(Belief::Rating(_)) | Vote::Answer(_) => None,
            })
            .collect();
        let is_belief = votes().any(|it| matches!(it, Vote::Belief(_)));
        if let Some(level) = self.level(&levels) {
            return Some(Vote::Belief(Belief::Level(level)));
        }
        match self.score(&scores) {
            Some(score) if is_belief => Some(Vote::Belief(Belief::Rating(score.rating()))),
            Some(score) => Some(Vote::Answer(Answer::Rated(score))),
            None => {
                votes().find(|it| matches!(it, Vote::Answer(Answer::NotApplicable { .. }))).cloned()
            }
        }
    }
}

/// The assessment that the votes would give if they were put together like
/// this: the set-up of the agreed one, and nothing of its answers.
pub fn combined(agreed: &Assessment, items: &[Item], how: Combine) -> Assessment {
    let mut out = Assessment::new(agreed.id().clone());
    let is_set_up = |key: &Key| {
        !matches!(key, Key::Answer(_) | Key::Belief(_) | Key::Override(..) | Key::Checks(_))
    };
    for (key, register) in agreed.registers().filter(|(key, _)| is_set_up(key)) {
        out.absorb(key, register.clone());
    }
    let clock = Clock::start(0, Writer(0));
    for item in items {
        let edit = how.vote(&item.votes).and_then(|vote| edit(item.place, vote));
        if let Some(edit) = edit {
            out.apply(edit, clock);
        }
    }
    out
}

/// Puts a vote down as what was agreed.
fn edit(place: Place, vote: Vote) -> Option<Edit> {
    match (place.question, vote) {
        (Some(question), Vote::Answer(answer)) => Some(Edit::answer(question, Some(answer))),
        (None, Vote::Belief(belief)) => {
            Edit::new(Key::Belief(place.process), Some(Value::Belief(belief)))
        }
        _ => None,
    }
}

/// What nobody has to talk about: everybody who rated it chose the same step,
/// and nothing is agreed yet. Of finer steps the lowest is taken.
pub fn unanimous(items: &[Item]) -> Vec<Edit> {
    open(items, Spread::Steps(0))
}

/// What is one step apart and not agreed yet, at the lower step.
pub fn lower(items: &[Item]) -> Vec<Edit> {
    open(items, Spread::Steps(1))
}

/// What one alone has rated, or called not applicable, as it was said.
pub fn alone(items: &[Item]) -> Vec<Edit> {
    open(items, Spread::Alone)
}

/// Takes back what stands as agreed where more than one has been heard: what one
/// person had answered before the others is a vote. What nobody else has answered
/// stays as it is.
pub fn cleared(items: &[Item]) -> Vec<Edit> {
    let several = |it: &&Item| it.votes.iter().flatten().count() > 1;
    let agreed = items.iter().filter(|it| it.agreed.is_some()).filter(several);
    agreed
        .filter_map(|it| match it.place.question {
            Some(question) => Some(Edit::answer(question, None)),
            None => Edit::new(Key::Belief(it.place.process), None),
        })
        .collect()
}

fn open(items: &[Item], spread: Spread) -> Vec<Edit> {
    let items = items.iter().filter(|it| it.agreed.is_none() && it.spread() == spread);
    items.filter_map(|it| edit(it.place, Combine::Lowest.vote(&it.votes)?)).collect()
}
