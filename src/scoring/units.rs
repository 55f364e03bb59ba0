//! Several units, each with an assessment of its own, on the same processes.

use super::sheet::{ScoreSheet, Standing};
use crate::model::{Level, ProcessIx};

/// One process across units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Across {
    /// Units that have measured a level. Belief, which proves nothing, is none.
    pub measured: u16,
    /// Of these, units whose proven level reaches their own target.
    pub at_target: u16,
    /// The lowest proven level.
    pub lowest: Option<Level>,
    /// The highest proven level.
    pub highest: Option<Level>,
}

/// What a process amounts to across the units of these sheets. Never a mean: it
/// would hide the unit that holds the others up.
pub fn across<'s>(sheets: impl IntoIterator<Item = &'s ScoreSheet>, process: ProcessIx) -> Across {
    let mut across = Across::default();
    for score in sheets.into_iter().map(|it| it.process(process)) {
        let Standing::Measured(measured) = score.standing else { continue };
        let level = measured.level.lowest;
        across.measured += 1;
        across.at_target += u16::from(score.is_at_target() == Some(true));
        across.lowest = Some(across.lowest.map_or(level, |it| it.min(level)));
        across.highest = across.highest.max(Some(level));
    }
    across
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::{
        Answer, Assessment, AssessmentId, Belief, Clock, Edit, Key, Value, Writer,
    };
    use crate::model::{Depth, Model, Score};
    use crate::questionnaire;
    use crate::scoring::score;

    fn unit(model: &Model, process: ProcessIx, score: Option<Score>) -> Assessment {
        let mut it = Assessment::new(AssessmentId::from_random(1));
        for question in questionnaire::asked(model, &it.clone(), process) {
            let answer = score.map(Answer::Rated);
            it.apply(Edit::answer(question, answer), Clock::start(1, Writer(1)));
        }
        it
    }

    #[test]
    fn units_without_a_level_and_beliefs_count_for_nothing() {
        let model = crate::bank::shipped().unwrap();
        let process = model.process_by_id("capacity").unwrap();
        let mut quick = unit(&model, process, None);
        for (key, value) in [
            (Key::Depth, Value::Depth(Depth::Quick)),
            (Key::Belief(process), Value::Belief(Belief::Level(Level::Innovating))),
        ] {
            quick.apply(Edit::new(key, Some(value)).unwrap(), Clock::start(1, Writer(1)));
        }
        let all = [
            unit(&model, process, Some(Score::F)),
            unit(&model, process, Some(Score::P)),
            unit(&model, process, None),
            quick,
        ];
        let sheets: Vec<ScoreSheet> = all.iter().map(|it| score(&model, it)).collect();
        assert_eq!(
            across(&sheets, process),
            Across {
                measured: 2,
                at_target: 1,
                lowest: Some(Level::Incomplete),
                highest: Some(Level::Managed)
            }
        );
        assert_eq!(across([], process), Across::default());
    }
}
