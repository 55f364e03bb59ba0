//! From model and answers to every figure the app shows: one function,
//! [`score`], feeds all views, charts and exports.
//!
//! Reading order: [`sheet`] (the figures), [`level`] (the level rule and its
//! bounds), [`gap`] (target profile, gap class, risk), [`summary`] (groups and
//! overall), [`units`] (several assessments), `aside` (what counts nowhere), [`trace`] (the arithmetic behind a figure, for people),
//! `names` (what the points of the scales are called).
//!
//! Invariants: integers only; nothing here fails, since incomplete answers are
//! a state of the result; unanswered, not applicable, not assessed and level 0
//! are different things everywhere.

mod aside;
pub mod gap;
pub mod level;
mod names;
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

use crate::assessment::{Answer, Assessment, Belief, Key, Of, Value};
use crate::model::{
    Achievement, AttributeIx, Depth, Kind, Level, Model, ProcessIx, QuestionIx, Rating, Score,
};
use crate::questionnaire::Asks;

/// No model has more attributes.
const ATTRIBUTES: usize = 16;

/// Scores a whole assessment.
pub fn score(model: &Model, assessment: &Assessment) -> ScoreSheet {
    let mut answers = vec![Given::Nothing; model.n_questions()];
    let mut said: Vec<Said> = model.processes().map(|_| Said::default()).collect();
    for (question, answer) in assessment.answers() {
        if let Some(slot) = answers.get_mut(question.index()) {
            *slot = Given::of(answer);
            let it = model.question(question);
            said[it.process().index()].answered |= Asks::bit(it.counting());
        }
    }
    for (key, value) in assessment.of_processes() {
        if let Of::Process(process) | Of::Attribute(process, _) = key.of()
            && let Some(said) = said.get_mut(process.index())
        {
            said.heed(key, value);
        }
    }
    let processes: Vec<ProcessScore> = model
        .processes()
        .zip(&said)
        .map(|(process, said)| {
            let first = model.questions_of(process).next().map_or(0, QuestionIx::index);
            let answers = answers.get(first..).unwrap_or_default();
            score_process(model, assessment, (said, answers), process)
        })
        .collect();
    let groups = summary::groups(model, &processes);
    let overall = summary::overall(model, &processes, assessment.aggregation());
    ScoreSheet { processes, groups, overall, depth: assessment.depth() }
}

/// What counts of an answer. The answers themselves lie far apart in memory.
#[derive(Clone, Copy, PartialEq)]
enum Given {
    Nothing,
    Rated(Score),
    NotApplicable,
    AskSomeone,
}

impl Given {
    fn of(answer: &Answer) -> Self {
        match answer {
            Answer::Rated(score) => Self::Rated(*score),
            Answer::NotApplicable { .. } => Self::NotApplicable,
            Answer::AskSomeone { .. } => Self::AskSomeone,
        }
    }
}

/// What was said of a process as such. All of it is gathered in one walk, as most
/// assessments say little of it.
#[derive(Default)]
struct Said {
    /// Bit per attribute: something of it is answered.
    answered: u16,
    target: Option<Level>,
    is_out_of_scope: bool,
    belief: Option<Belief>,
    overrides: Vec<(AttributeIx, Rating)>,
}

impl Said {
    fn heed(&mut self, key: Key, value: &Value) {
        match (key, value) {
            (Key::Target(_), Value::Level(it)) => self.target = Some(*it),
            (Key::OutOfScope(_), Value::Text(_)) => self.is_out_of_scope = true,
            (Key::Belief(_), Value::Belief(it)) => self.belief = Some(*it),
            (Key::Override(_, attribute), Value::Override(it)) => {
                self.overrides.push((attribute, it.rating));
            }
            _ => {}
        }
    }
}

fn score_process(
    model: &Model,
    assessment: &Assessment,
    (said, answers): (&Said, &[Given]),
    process: ProcessIx,
) -> ProcessScore {
    let target = assessment.target_beside(model, said.target, process);
    let depth = assessment.depth();
    // A file may say of an area what only a process can have.
    let belief = said.belief.filter(|it| it.fits(model.kind(process)));
    let asks = Asks::new(depth, target, said.answered);

    // Per attribute: weighted sum, rated and open weight, and how it was answered.
    type Sums = ([u64; 3], Counts);
    let mut sums: [Sums; ATTRIBUTES] = Default::default();
    for (it, given) in model.countings(process).iter().zip(answers) {
        let given = *given;
        let of_attribute = sums.get_mut(it.attribute.index());
        let Some(([sum, rated, open], counts)) =
            of_attribute.filter(|_| asks.question(*it, given != Given::Nothing))
        else {
            continue;
        };
        let weight = u64::from(it.weight);
        match given {
            Given::Rated(score) => {
                counts.rated += 1;
                *sum += weight * u64::from(score.hundredths());
                *rated += weight;
            }
            Given::NotApplicable => counts.not_applicable += 1,
            Given::AskSomeone => {
                counts.ask_someone += 1;
                *open += weight;
            }
            Given::Nothing => {
                counts.unanswered += 1;
                *open += weight;
            }
        }
    }
    let of_attribute =
        |(attribute, ([sum, rated, open], counts)): (AttributeIx, Sums)| AttributeScore {
            attribute,
            counts,
            achieved: Achievement::new(sum, rated),
            lowest: Achievement::new(sum, rated + open),
            highest: Achievement::new(sum + open * u64::from(Score::F.hundredths()), rated + open),
            overridden: None,
        };
    let mut attributes: Vec<AttributeScore> =
        model.attributes_of(process).zip(sums).map(of_attribute).collect();
    for (attribute, rating) in &said.overrides {
        if let Some(score) = attributes.get_mut(attribute.index()) {
            score.overridden = Some(*rating);
        }
    }
    let mut states = [(Level::Incomplete, AttributeState::NotAsked); ATTRIBUTES];
    for (slot, it) in states.iter_mut().zip(&attributes) {
        *slot = (model.attribute_level(it.attribute), it.state());
    }
    let states = states.get(..attributes.len()).unwrap_or(&states);

    let out_of_scope = said.is_out_of_scope;
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
        standing_of_attributes(model.kind(process), states)
    };
    let gap = gap::of_process(target, &standing, states);
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

fn standing_of_attributes(kind: Kind, attributes: &[(Level, AttributeState)]) -> Standing {
    let Some((_, performance)) = attributes.first() else {
        return Standing::NotAssessed;
    };
    if *performance == AttributeState::NotApplicable {
        return Standing::NotApplicable;
    }
    let is_rated = |it: &AttributeState| matches!(it, AttributeState::Rated { .. });
    if !attributes.iter().any(|(_, it)| is_rated(it)) {
        return Standing::NotAssessed;
    }
    match (kind, performance) {
        (Kind::Area, AttributeState::Rated { bounds, .. }) => Standing::Area(*bounds),
        (Kind::Area, _) => Standing::NotAssessed,
        (Kind::Process, _) => Standing::Measured(level::measure(attributes)),
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
