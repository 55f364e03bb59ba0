//! One assessment out of many votes: what lowest, mean and highest would give,
//! and what can be agreed on without a word.

use super::{Item, Spread, Vote};
use crate::assessment::{Answer, Assessment, Belief, Clock, Edit, Key, Value, Writer};
use crate::model::scale::half_up;
use crate::model::{Achievement, Level, Model, ProcessIx, Score};
use crate::questionnaire::Place;
use crate::scoring::Counts;

/// How votes are put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Combine {
    /// The lowest vote.
    Lowest,
    /// The mean of the percentages that the votes count as, as the step of its
    /// band that is nearest, the higher of two; for levels the nearest to
    /// [`mean_level`], half up. A rule of this product: it is shown, and never counts.
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
                let band = Score::ALL.into_iter().rev().filter(|it| it.rating() == mean.rating());
                band.min_by_key(far)
            }
        }
    }

    fn level(self, levels: &[Level]) -> Option<Level> {
        match self {
            Combine::Lowest => levels.iter().min().copied(),
            Combine::Highest => levels.iter().max().copied(),
            Combine::Mean => Level::from_number(u8::try_from(mean(levels, 1)?).ok()?),
        }
    }

    /// Votes of one place as one. Who says that it does not apply is heard when
    /// nobody rates it.
    fn vote(self, all: &[Option<Vote>]) -> Option<Vote> {
        let votes = || all.iter().flatten();
        let scores: Vec<Score> = votes()
            .filter_map(|it| match it {
                Vote::Answer(answer) => answer.score(),
                Vote::Belief(Belief::Rating(rating)) => Some(Score::of(*rating)),
                Vote::Belief(Belief::Level(_)) => None,
            })
            .collect();
        let levels = levels(all);
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

/// The levels that were picked in one place.
fn levels(votes: &[Option<Vote>]) -> Vec<Level> {
    let votes = votes.iter().flatten();
    votes
        .filter_map(|it| match it {
            Vote::Belief(Belief::Level(level)) => Some(*level),
            Vote::Belief(Belief::Rating(_)) | Vote::Answer(_) => None,
        })
        .collect()
}

/// The mean of levels in parts of a level, rounded half up.
fn mean(levels: &[Level], parts: u64) -> Option<u32> {
    let sum: u64 = levels.iter().map(|it| u64::from(it.number())).sum();
    half_up(sum * parts, levels.len() as u64)
}

/// The mean of the levels that were picked for a process in the quick depth, in
/// hundredths of a level. Levels are an order and no measure: it is shown beside the
/// lowest and the highest, and is no level itself. `None` where nobody picked one.
pub fn mean_level(items: &[Item], process: ProcessIx) -> Option<u32> {
    let item = items.iter().find(|it| it.place == Place { process, question: None })?;
    mean(&levels(&item.votes), 100)
}

/// The assessment that the votes would give if they were put together like
/// this: the set-up of the agreed one, and nothing of its answers.
pub fn combined(agreed: &Assessment, items: &[Item], how: Combine) -> Assessment {
    let mut out = Assessment::new(agreed.id().clone());
    out.state_version(agreed.version());
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

/// How far one rater has got with the questions that are asked here.
pub fn progress(model: &Model, agreed: &Assessment, rater: &Assessment) -> Counts {
    let items = super::items(model, agreed, std::slice::from_ref(rater));
    let mut counts = Counts::default();
    for item in &items {
        *match item.votes.iter().flatten().next() {
            None => &mut counts.unanswered,
            Some(Vote::Answer(Answer::AskSomeone { .. })) => &mut counts.ask_someone,
            Some(Vote::Answer(Answer::NotApplicable { .. })) => &mut counts.not_applicable,
            Some(Vote::Answer(Answer::Rated(_)) | Vote::Belief(_)) => &mut counts.rated,
        } += 1;
    }
    counts
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
