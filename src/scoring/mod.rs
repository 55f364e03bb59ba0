//! From model and answers to every figure the app shows: one function,
//! [`score`], feeds all views, charts and exports.
//!
//! Reading order: [`sheet`] (the figures), [`level`] (the level rule and its
//! bounds), [`gap`] (target profile, gap class, risk), [`summary`] (groups and
//! overall), [`units`] (several assessments), `aside` (what counts nowhere), [`trace`] (the arithmetic behind a figure, for people).
//!
//! Invariants: integers only; nothing here fails, since incomplete answers are
//! a state of the result; unanswered, not applicable, not assessed and level 0
//! are different things everywhere.

mod aside;
pub mod gap;
pub mod level;
pub mod sheet;
pub mod summary;
pub mod trace;
pub mod units;

pub use aside::{Aside, aside};
pub use gap::worst_first;
pub use sheet::{
    AttributeGap, AttributeScore, AttributeState, Bounds, Counts, Figure, GapClass, GroupScore,
    LevelGap, Measured, Overall, ProcessGap, ProcessScore, Risk, ScoreSheet, Standing, Tally,
};
pub use units::{Across, across};

use crate::assessment::{Answer, Assessment, Belief};
use crate::model::{Achievement, Depth, Kind, Level, Model, ProcessIx, Score};
use crate::questionnaire;

/// Scores a whole assessment.
pub fn score(model: &Model, assessment: &Assessment) -> ScoreSheet {
    let mut answers: Vec<Option<&Answer>> = vec![None; model.n_questions()];
    for (question, answer) in assessment.answers() {
        if let Some(slot) = answers.get_mut(question.index()) {
            *slot = Some(answer);
        }
    }
    let processes: Vec<ProcessScore> = model
        .processes()
        .map(|process| score_process(model, assessment, &answers, process))
        .collect();
    let groups = summary::groups(model, &processes);
    let overall = summary::overall(model, &processes, assessment.aggregation());
    ScoreSheet { processes, groups, overall, depth: assessment.depth() }
}

fn score_process(
    model: &Model,
    assessment: &Assessment,
    answers: &[Option<&Answer>],
    process: ProcessIx,
) -> ProcessScore {
    let target = assessment.target(model, process);
    let depth = assessment.depth();
    // A file may say of an area what only a process can have.
    let belief = assessment.belief(process).filter(|it| it.fits(model.kind(process)));
    let asks = questionnaire::Asks::of_process(model, depth, target, answers, process);

    let mut attributes: Vec<AttributeScore> = model
        .attributes_of(process)
        .map(|attribute| AttributeScore {
            attribute,
            counts: Counts::default(),
            achieved: None,
            lowest: None,
            highest: None,
            overridden: assessment.override_of(process, attribute).map(|it| it.rating),
        })
        .collect();
    let mut sums = [[0_u64; 3]; 16]; // per attribute: weighted sum, rated and open weight
    for question in model.questions_of(process) {
        let it = model.question(question);
        let at = it.attribute().index();
        let answer = answers.get(question.index()).copied().flatten();
        if !asks.question(it, answer.is_some()) {
            continue;
        }
        let (Some(score), Some([sum, rated, open])) = (attributes.get_mut(at), sums.get_mut(at))
        else {
            continue;
        };
        let weight = u64::from(it.weight());
        let counts = &mut score.counts;
        match answer {
            Some(Answer::Rated(given)) => {
                counts.rated += 1;
                *sum += weight * u64::from(given.hundredths());
                *rated += weight;
            }
            Some(Answer::NotApplicable { .. }) => counts.not_applicable += 1,
            Some(Answer::AskSomeone { .. }) => {
                counts.ask_someone += 1;
                *open += weight;
            }
            None => {
                counts.unanswered += 1;
                *open += weight;
            }
        }
    }
    for (score, [sum, rated, open]) in attributes.iter_mut().zip(sums) {
        score.achieved = Achievement::new(sum, rated);
        score.lowest = Achievement::new(sum, rated + open);
        score.highest =
            Achievement::new(sum + open * u64::from(Score::F.hundredths()), rated + open);
    }

    let out_of_scope = assessment.out_of_scope(process).is_some();
    let counts = if depth == Depth::Quick {
        Counts {
            rated: u16::from(belief.is_some()),
            unanswered: u16::from(belief.is_none()),
            ..Counts::default()
        }
    } else {
        attributes.iter().fold(Counts::default(), |sum, it| sum + it.counts)
    };
    let standing = if out_of_scope {
        Standing::OutOfScope
    } else if depth == Depth::Quick {
        belief.map_or(Standing::NotAssessed, Standing::Believed)
    } else {
        standing_of_attributes(model, model.kind(process), &attributes)
    };
    let gap = gap::of_process(model, target, &standing, &attributes);
    let has_target = model.kind(process) == Kind::Process
        && !matches!(standing, Standing::OutOfScope | Standing::NotApplicable);
    let is_measured = !out_of_scope && depth != Depth::Quick;
    ProcessScore {
        process,
        target: has_target.then_some(target),
        standing,
        attributes: if is_measured { attributes } else { Vec::new() },
        counts: if out_of_scope { Counts::default() } else { counts },
        belief: if out_of_scope { None } else { belief },
        gap,
    }
}

fn standing_of_attributes(model: &Model, kind: Kind, attributes: &[AttributeScore]) -> Standing {
    let anything = attributes.iter().any(|it| it.counts.rated > 0 || it.overridden.is_some());
    let Some(performance) = attributes.first() else {
        return Standing::NotAssessed;
    };
    if performance.state() == AttributeState::NotApplicable {
        return Standing::NotApplicable;
    }
    if !anything {
        return Standing::NotAssessed;
    }
    match (kind, performance.state()) {
        (Kind::Area, AttributeState::Rated { bounds, .. }) => Standing::Area(bounds),
        (Kind::Area, _) => Standing::NotAssessed,
        (Kind::Process, _) => Standing::Measured(level::measure(model, attributes)),
    }
}

/// The level a belief stands for; `None` for an area.
pub fn believed_level(belief: Belief) -> Option<Level> {
    match belief {
        Belief::Level(level) => Some(level),
        Belief::Rating(_) => None,
    }
}

#[cfg(test)]
mod tests;
