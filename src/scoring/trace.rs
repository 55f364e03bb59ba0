//! The arithmetic behind a figure, step by step, so that every number can be
//! opened. Plain data: the wording is the view's.

use super::sheet::{AttributeState, ProcessScore, Standing};
use crate::assessment::{Answer, Assessment};
use crate::model::scale::WHOLE;
use crate::model::{Achievement, AttributeIx, Level, Model, ProcessIx, QuestionIx, Rating, Score};
use crate::questionnaire;

/// One practice's part in an attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// The question.
    pub question: QuestionIx,
    /// Its weight.
    pub weight: u32,
    /// What it adds.
    pub adds: Addend,
}

/// What a practice adds to the mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Addend {
    /// Weight times percentage.
    Rated(Score),
    /// Nothing, and its weight does not count.
    NotApplicable,
    /// Open: 0 % at the lowest, 100 % at the highest.
    Open,
}

/// The parts of an attribute, in question order.
pub fn terms(
    model: &Model,
    assessment: &Assessment,
    process: ProcessIx,
    attribute: AttributeIx,
) -> Vec<Term> {
    questionnaire::asked(model, assessment, process)
        .into_iter()
        .map(|it| model.question(it))
        .filter(|it| it.attribute() == attribute)
        .map(|it| Term {
            question: it.ix(),
            weight: it.weight(),
            adds: match assessment.answer(it.ix()) {
                Some(Answer::Rated(score)) => Addend::Rated(*score),
                Some(Answer::NotApplicable { .. }) => Addend::NotApplicable,
                Some(Answer::AskSomeone { .. }) | None => Addend::Open,
            },
        })
        .collect()
}

/// What open answers are taken for in a sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Open {
    /// For nothing: they are left out, weight and all.
    LeftOut,
    /// For 0 %, which gives the least that can come of it.
    Nothing,
    /// For 100 %, which gives the most.
    Whole,
}

/// The sum in words: `(3 × 100 + 2 × 67.5) ÷ 5 = 87.00 %`. What is open comes last, as
/// one. Empty when there is nothing to add up.
pub fn arithmetic(terms: &[Term], open: Open) -> String {
    let rated = terms.iter().filter_map(|it| match it.adds {
        Addend::Rated(score) => Some((score.hundredths(), it.weight)),
        Addend::NotApplicable | Addend::Open => None,
    });
    let weight = terms.iter().filter(|it| it.adds == Addend::Open).map(|it| it.weight).sum();
    let rest = match open {
        Open::LeftOut => None,
        Open::Nothing => Some((0, weight)),
        Open::Whole => Some((WHOLE, weight)),
    };
    let all: Vec<(u32, u32)> = rated.chain(rest.filter(|it| it.1 > 0)).collect();
    let Some(mean) = Achievement::mean(all.iter().copied()) else { return String::new() };
    let parts: Vec<String> = all
        .iter()
        .map(|(hundredths, weight)| format!("{weight} × {}", percent(*hundredths)))
        .collect();
    format!("({}) ÷ {} = {mean}", parts.join(" + "), mean.weight())
}

/// Hundredths of a percent without needless zeros: `100`, `67.5`, `23.75`.
pub fn percent(hundredths: u32) -> String {
    let text = format!("{}.{:02}", hundredths / 100, hundredths % 100);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// One step of the level rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The level that is looked at.
    pub level: Level,
    /// Its attributes with their lowest ratings; `None` where nothing counts
    /// as a rating.
    pub ratings: Vec<(AttributeIx, Option<Rating>)>,
    /// What follows.
    pub verdict: Verdict,
}

/// What a step of the level rule says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Achieved, and every attribute is F: the next level is looked at.
    AchievedGoOn,
    /// Achieved with an L, which blocks the next level.
    AchievedStop,
    /// Achieved with an L for now; open answers may still make it F.
    AchievedOpen,
    /// An attribute is rated P or N.
    Missed,
    /// An attribute still lacks answers that could reach it.
    Open,
    /// An attribute was not asked: nothing is known from here on.
    NotAsked,
}

/// The steps of the level rule up to the one that stops it, on proven ratings. Where
/// open answers decide about a level, the one above is looked at for whether it is
/// out of reach whatever they are. There are none where no level was measured.
pub fn steps(model: &Model, score: &ProcessScore) -> Vec<Step> {
    let mut steps = Vec::new();
    if !matches!(score.standing, Standing::Measured(_)) {
        return steps;
    }
    for level in Level::ALL.into_iter().skip(1) {
        let of_level: Vec<_> = score
            .attributes
            .iter()
            .filter(|it| model.attribute_level(it.attribute) == level)
            .collect();
        if of_level.is_empty() {
            break;
        }
        let ratings: Vec<_> =
            of_level.iter().map(|it| (it.attribute, it.bounds().map(|it| it.lowest))).collect();
        let all = |least: Rating| ratings.iter().all(|(_, it)| it.is_some_and(|it| it >= least));
        let can = |least: Rating| {
            of_level.iter().all(|it| it.bounds().is_some_and(|it| it.highest >= least))
        };
        let verdict = if of_level.iter().any(|it| it.state() == AttributeState::NotAsked) {
            Verdict::NotAsked
        } else if all(Rating::F) {
            Verdict::AchievedGoOn
        } else if all(Rating::L) && can(Rating::F) {
            Verdict::AchievedOpen
        } else if all(Rating::L) {
            Verdict::AchievedStop
        } else if can(Rating::L) {
            Verdict::Open
        } else {
            Verdict::Missed
        };
        let above_open = steps.last().is_some_and(|it: &Step| it.verdict == Verdict::AchievedOpen);
        if above_open && verdict != Verdict::Missed {
            break;
        }
        steps.push(Step { level, ratings, verdict });
        if !matches!(verdict, Verdict::AchievedGoOn | Verdict::AchievedOpen) {
            break;
        }
    }
    steps
}
