//! Assessments to draw.

use crate::assessment::{
    Answer, Assessment, AssessmentId, Belief, Clock, Edit, Key, Override, Text, Value, Writer,
};
use crate::chart::{Chart, Size, bars, mini, profile, radar, strip};
use crate::model::{Depth, Kind, Level, Model, ProcessIx, Rating, Score};
use crate::scoring::{self, ScoreSheet};

const CLOCK: Clock = Clock { epoch: 0, ms: 1, counter: 0, writer: Writer(1) };

/// A model with an assessment to be drawn.
pub(super) struct Bench {
    pub(super) model: Model,
    assessment: Assessment,
}

impl Bench {
    /// Everything asked, nothing said.
    pub(super) fn new() -> Self {
        let assessment = Assessment::new(AssessmentId::from_random(1));
        let mut it = Self { model: crate::bank::shipped().unwrap(), assessment };
        it.say(Key::Depth, Value::Depth(Depth::Full));
        it
    }

    /// Every kind of figure in one assessment.
    pub(super) fn mixed() -> Self {
        let mut it = Self::new();
        let own = Override::new(Rating::L, Text::typed("seen elsewhere")).unwrap();
        let at = it.model.attribute_by_id("2.2").unwrap();
        for (n, process) in it.processes().into_iter().enumerate() {
            match n {
                0 => it.say(Key::OutOfScope(process), Value::Text(Text::typed("not ours"))),
                1 => {}
                2 => it.not_applicable(process),
                3 => it.rate(process, 1, Score::N, 1),
                4 => it.say(Key::Override(process, at), Value::Override(own.clone())),
                _ => {
                    it.rate(process, n % 6, Score::F, 1 + n % 2);
                    it.say(Key::Belief(process), Value::Belief(Belief::Level(Level::Managed)));
                }
            }
        }
        it
    }

    pub(super) fn processes(&self) -> Vec<ProcessIx> {
        self.model.processes().filter(|it| self.model.kind(*it) == Kind::Process).collect()
    }

    pub(super) fn say(&mut self, key: Key, value: Value) {
        self.assessment.apply(Edit::new(key, Some(value)).unwrap(), CLOCK);
    }

    pub(super) fn not_applicable(&mut self, process: ProcessIx) {
        for question in self.model.questions_of(process) {
            let answer = Answer::NotApplicable { reason: Text::default() };
            self.assessment.apply(Edit::answer(question, Some(answer)), CLOCK);
        }
    }

    /// Rates every question up to a level, or only every second one.
    pub(super) fn rate(&mut self, process: ProcessIx, level: usize, score: Score, step: usize) {
        let level = Level::from_number(u8::try_from(level).unwrap()).unwrap();
        let asked = self.model.questions_of(process);
        let asked = asked.filter(|it| self.model.question(*it).level() <= level);
        for question in asked.step_by(step) {
            self.assessment.apply(Edit::answer(question, Some(Answer::Rated(score))), CLOCK);
        }
    }

    pub(super) fn sheet(&self) -> ScoreSheet {
        scoring::score(&self.model, &self.assessment)
    }

    pub(super) fn quick(mut self) -> Self {
        self.say(Key::Depth, Value::Depth(Depth::Quick));
        self
    }

    /// Every process at a level, or with nothing rated at level 0 of five.
    pub(super) fn all_at(level: usize) -> Self {
        let mut it = Self::new();
        for process in it.processes() {
            it.say(Key::Target(process), Value::Level(Level::Innovating));
            it.rate(process, 5, Score::N, 1);
            it.rate(process, level, Score::F, 1);
        }
        it
    }

    pub(super) fn charts(&self, previous: Option<&ScoreSheet>) -> Vec<Chart> {
        let (model, sheet) = (&self.model, &self.sheet());
        let mut out = Vec::new();
        for size in [Size::Compact, Size::Wide] {
            out.push(radar(model, sheet, previous, size));
            out.push(bars(model, sheet, previous, size));
            out.push(profile(model, sheet, size));
        }
        for process in model.processes() {
            let score = sheet.process(process);
            if !score.attributes.is_empty() {
                out.push(mini(model, score));
            }
            out.push(strip(model, sheet.process(process)));
        }
        out
    }
}
