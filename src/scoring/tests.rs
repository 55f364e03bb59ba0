//! Table tests of the measurement rules: every trap that real tools fall into.

use super::level::achieved;
use super::*;
use super::{AttributeGap, gap};
use crate::assessment::{AssessmentId, Clock, Edit, Key, Override, Text, Value, Writer};
use crate::model::{AttributeIx, Level, QuestionIx, Rating};

const CLOCK: Clock = Clock { epoch: 0, ms: 1, counter: 0, writer: Writer(1) };

struct Bench {
    model: Model,
    assessment: Assessment,
}

impl Bench {
    fn new() -> Self {
        let id = AssessmentId::from_random(1);
        Self { model: crate::bank::shipped().unwrap(), assessment: Assessment::new(id) }
    }

    fn process(&self, id: &str) -> ProcessIx {
        self.model.process_by_id(id).unwrap()
    }

    fn say(&mut self, key: Key, value: Value) {
        self.assessment.apply(Edit::new(key, Some(value)).unwrap(), CLOCK);
    }

    fn answer(&mut self, question: QuestionIx, answer: Answer) {
        self.assessment.apply(Edit::answer(question, Some(answer)), CLOCK);
    }

    fn target(&mut self, process: &str, level: Level) {
        self.say(Key::Target(self.process(process)), Value::Level(level));
    }

    /// Rates every question of an attribute alike.
    fn rate(&mut self, process: &str, attribute: &str, score: Score) {
        for question in self.questions(process, attribute) {
            self.answer(question, Answer::Rated(score));
        }
    }

    fn questions(&self, process: &str, attribute: &str) -> Vec<QuestionIx> {
        let attribute = self.model.attribute_by_id(attribute).unwrap();
        self.model
            .questions_of(self.process(process))
            .filter(|it| self.model.question(*it).attribute() == attribute)
            .collect()
    }

    fn score(&self, process: &str) -> ProcessScore {
        score(&self.model, &self.assessment).process(self.process(process)).clone()
    }

    #[track_caller]
    fn check_level(&self, process: &str, lowest: u8, highest: u8) {
        let levels = self.score(process).levels().expect("has a level");
        assert_eq!((levels.lowest.number(), levels.highest.number()), (lowest, highest));
    }
}

/// The level that attribute ratings give, as in `"F | L, F | F, F"`: levels
/// are parted by bars.
#[track_caller]
fn check_rule(ratings: &str, level: u8) {
    let by_level: Vec<Vec<Option<Rating>>> = ratings
        .split('|')
        .map(|it| it.split(',').map(|it| Rating::from_code(it.trim())).collect())
        .collect();
    let got = achieved(by_level.iter().map(Vec::as_slice));
    assert_eq!(got.number(), level, "{ratings}");
}

#[test]
fn the_level_rule() {
    check_rule("N", 0);
    check_rule("P", 0);
    check_rule("L", 1);
    check_rule("F", 1);
    check_rule("L | F, F", 1);
    check_rule("F | L, L", 2);
    check_rule("F | F, F", 2);
    check_rule("F | F, F | L, L", 3);
    check_rule("F | F, F | F, F | F, L", 4);
    check_rule("F | F, F | F, F | F, F | L, F", 5);
    check_rule("F | F, F | F, F | F, F | F, F", 5);
}

#[test]
fn l_at_level_two_suffices_for_two_and_blocks_three() {
    check_rule("F | L, F | F, F", 2);
}

#[test]
fn attributes_are_never_averaged_together() {
    check_rule("F | F, N", 1);
    check_rule("F | F, P", 1);
    check_rule("F | F, F | F, P | F, F", 2);
}

#[test]
fn what_is_not_rated_proves_nothing() {
    check_rule("F | F, -", 1);
    check_rule("-", 0);
}

#[test]
fn nothing_rated_is_no_level_and_not_level_zero() {
    let mut bench = Bench::new();
    assert_eq!(bench.score("incident").standing, Standing::NotAssessed);
    assert_eq!(bench.score("incident").levels(), None);
    assert_eq!(bench.score("incident").gap, ProcessGap::Unknown);
    bench.rate("incident", "1.1", Score::N);
    bench.check_level("incident", 0, 0);
}

#[test]
fn asking_someone_is_not_an_answer() {
    let mut bench = Bench::new();
    let questions = bench.questions("incident", "1.1");
    bench.answer(questions[0], Answer::AskSomeone { whom: Text::typed("the desk lead") });
    assert_eq!(bench.score("incident").standing, Standing::NotAssessed);
    assert_eq!(bench.score("incident").counts.ask_someone, 1);
}

#[test]
fn the_level_is_at_least_what_is_proven() {
    let mut bench = Bench::new();
    bench.target("incident", Level::Managed);
    bench.rate("incident", "1.1", Score::F);
    // PA 2.1 and 2.2 are open: level 1 is proven, level 2 still possible.
    bench.check_level("incident", 1, 2);
    let Standing::Measured(measured) = bench.score("incident").standing else { panic!("measured") };
    assert_eq!(measured.assessed_to, Level::Managed);
    assert!(!measured.level.is_settled());
}

#[test]
fn nothing_is_said_of_levels_that_were_not_asked() {
    let mut bench = Bench::new();
    bench.target("incident", Level::Performed);
    bench.rate("incident", "1.1", Score::F);
    bench.check_level("incident", 1, 1);
    let Standing::Measured(measured) = bench.score("incident").standing else { panic!("measured") };
    assert_eq!(measured.assessed_to, Level::Performed);
}

#[test]
fn lowering_the_target_does_not_take_a_level_away() {
    let mut bench = Bench::new();
    bench.target("change", Level::Established);
    for attribute in ["1.1", "2.1", "2.2", "3.1", "3.2"] {
        bench.rate("change", attribute, Score::F);
    }
    bench.check_level("change", 3, 3);
    bench.target("change", Level::Performed);
    bench.check_level("change", 3, 3);
}

#[test]
fn not_applicable_leaves_numerator_and_denominator() {
    // {Yes, Partly, No, NA} is 1.5 of 3, not of 4; here with weights.
    let mut bench = Bench::new();
    let questions = bench.questions("incident", "1.1");
    let scores = [Some(Score::F), Some(Score::P), Some(Score::N)];
    for (at, question) in questions.iter().enumerate() {
        let answer = match scores.get(at).copied().flatten() {
            Some(score) => Answer::Rated(score),
            None => Answer::NotApplicable { reason: Text::typed("not ours") },
        };
        bench.answer(*question, answer);
    }
    let weight = |at: usize| u64::from(bench.model.question(questions[at]).weight());
    let expected =
        Achievement::new(weight(0) * 10_000 + weight(1) * 3_250, weight(0) + weight(1) + weight(2));
    let score = bench.score("incident");
    assert_eq!(score.attributes[0].achieved, expected);
    assert_eq!(score.attributes[0].lowest, expected);
    assert_eq!(score.attributes[0].highest, expected);
}

#[test]
fn not_applicable_throughout_is_not_level_zero() {
    let mut bench = Bench::new();
    for question in bench.questions("supplier", "1.1") {
        bench.answer(question, Answer::NotApplicable { reason: Text::typed("no suppliers") });
    }
    assert_eq!(bench.score("supplier").standing, Standing::NotApplicable);
    let overall = score(&bench.model, &bench.assessment).overall;
    assert_eq!(overall.tally.in_scope, 12);
}

#[test]
fn an_attribute_marked_not_applicable_cannot_be_jumped_over() {
    let mut bench = Bench::new();
    bench.target("incident", Level::Established);
    for attribute in ["1.1", "2.2", "3.1", "3.2"] {
        bench.rate("incident", attribute, Score::F);
    }
    for question in bench.questions("incident", "2.1") {
        bench.answer(question, Answer::NotApplicable { reason: Text::typed("we never plan") });
    }
    bench.check_level("incident", 1, 1);
}

#[test]
fn exactly_half_is_partially() {
    // The generic practice of PA 2.1 alone at P+ and L- would average out;
    // here two base practices of the same weight, one F and one N.
    let mut bench = Bench::new();
    let questions = bench.questions("incident", "1.1");
    let weight = |it: &QuestionIx| bench.model.question(*it).weight();
    let twos: Vec<QuestionIx> = questions.iter().copied().filter(|it| weight(it) == 2).collect();
    for question in questions {
        let answer = match twos.iter().position(|it| *it == question) {
            Some(0) => Answer::Rated(Score::F),
            Some(1) => Answer::Rated(Score::N),
            _ => Answer::NotApplicable { reason: Text::typed("-") },
        };
        bench.answer(question, answer);
    }
    let attribute = bench.score("incident").attributes[0];
    assert_eq!(attribute.achieved.unwrap().to_string(), "50.00 %");
    assert_eq!(attribute.achieved.unwrap().rating(), Rating::P);
    bench.check_level("incident", 0, 0);
}

#[test]
fn an_override_settles_an_attribute() {
    let mut bench = Bench::new();
    bench.target("incident", Level::Managed);
    bench.rate("incident", "1.1", Score::F);
    bench.rate("incident", "2.1", Score::P);
    bench.rate("incident", "2.2", Score::F);
    bench.check_level("incident", 1, 1);
    let attribute = bench.model.attribute_by_id("2.1").unwrap();
    let reason = Text::typed("planning seen on site, records were being moved");
    let process = bench.process("incident");
    bench.say(
        Key::Override(process, attribute),
        Value::Override(Override::new(Rating::L, reason).unwrap()),
    );
    bench.check_level("incident", 2, 2);
    assert_eq!(bench.score("incident").attributes[attribute.index()].overridden, Some(Rating::L));
}

#[test]
fn areas_have_a_rating_and_no_level() {
    let mut bench = Bench::new();
    bench.rate("awareness", "1.1", Score::L);
    let score = bench.score("awareness");
    assert_eq!(score.levels(), None);
    let bounds = Bounds { lowest: Rating::L, highest: Rating::L };
    assert_eq!(score.standing, Standing::Area(bounds));
    assert_eq!(score.attributes.len(), 1);
}

#[test]
fn belief_is_shown_as_belief_and_never_as_proof() {
    let mut bench = Bench::new();
    let process = bench.process("problem");
    bench.say(Key::Depth, Value::Depth(Depth::Quick));
    bench.say(Key::Belief(process), Value::Belief(Belief::Level(Level::Established)));
    assert_eq!(
        bench.score("problem").standing,
        Standing::Believed(Belief::Level(Level::Established))
    );
    assert_eq!(bench.score("problem").counts.rated, 1);
    bench.say(Key::Depth, Value::Depth(Depth::Standard));
    assert_eq!(bench.score("problem").standing, Standing::NotAssessed);
    assert_eq!(bench.score("problem").belief, Some(Belief::Level(Level::Established)));
}

#[test]
fn out_of_scope_is_not_level_zero_and_asks_nothing() {
    let mut bench = Bench::new();
    bench.rate("supplier", "1.1", Score::F);
    let process = bench.process("supplier");
    bench.say(Key::OutOfScope(process), Value::typed("bought in by the group"));
    let sheet = score(&bench.model, &bench.assessment);
    assert_eq!(sheet.process(process).standing, Standing::OutOfScope);
    assert_eq!(sheet.process(process).counts.asked(), 0);
    assert_eq!(sheet.overall.tally.in_scope, 12);
    assert_eq!(sheet.overall.tally.with_level, 0);
}

#[test]
fn figures_are_computed_from_rows_and_say_how_many() {
    let mut bench = Bench::new();
    for process in ["incident", "problem", "change"] {
        bench.target(process, Level::Performed);
    }
    bench.rate("incident", "1.1", Score::F);
    bench.rate("problem", "1.1", Score::N);
    bench.rate("change", "1.1", Score::L);
    let figure = |aggregation| {
        let mut assessment = bench.assessment.clone();
        let value = Some(Value::Aggregation(aggregation));
        assessment.apply(Edit::new(Key::Aggregation, value).unwrap(), CLOCK);
        let figure = score(&bench.model, &assessment).overall.figure.unwrap();
        (figure.hundredths.lowest, figure.over)
    };
    assert_eq!(figure(crate::assessment::Aggregation::Mean), (67, 3));
    assert_eq!(figure(crate::assessment::Aggregation::Sum), (200, 3));
    assert_eq!(figure(crate::assessment::Aggregation::Lowest), (0, 3));
    // Resolution (1 + 0) / 2 and control 1 / 1.
    assert_eq!(figure(crate::assessment::Aggregation::MeanOfGroups), (75, 2));
    let tally = score(&bench.model, &bench.assessment).overall.tally;
    assert_eq!((tally.with_level, tally.at_target, tally.in_scope), (3, 2, 13));
    assert_eq!(tally.weakest, Some(Level::Incomplete));
}

#[track_caller]
fn check_gap(level: Level, gaps: &[AttributeGap], class: GapClass) {
    let count = |wanted| gaps.iter().filter(|it| **it == wanted).count() as u32;
    let counts = (count(AttributeGap::Minor), count(AttributeGap::Major));
    assert_eq!(gap::of_level(level, counts), class, "{level} {gaps:?}");
}

#[test]
fn gap_classes() {
    use AttributeGap::{Major, Minor, None};
    check_gap(Level::Performed, &[None], GapClass::None);
    check_gap(Level::Performed, &[Minor], GapClass::Slight);
    check_gap(Level::Performed, &[Major], GapClass::Substantial);
    check_gap(Level::Managed, &[None, None], GapClass::None);
    check_gap(Level::Managed, &[Minor, Minor], GapClass::Slight);
    check_gap(Level::Managed, &[Major, Minor], GapClass::Significant);
    check_gap(Level::Innovating, &[Major, Major], GapClass::Substantial);
}

#[test]
fn attribute_targets_follow_from_the_target_level() {
    let of = |rating, level| gap::of_attribute(rating, level, Level::Established);
    assert_eq!(of(Rating::F, Level::Managed), AttributeGap::None);
    assert_eq!(of(Rating::L, Level::Managed), AttributeGap::Minor);
    assert_eq!(of(Rating::P, Level::Managed), AttributeGap::Major);
    assert_eq!(of(Rating::L, Level::Established), AttributeGap::None);
    assert_eq!(of(Rating::N, Level::Established), AttributeGap::Major);
    assert_eq!(of(Rating::N, Level::Predictable), AttributeGap::None);
}

#[test]
fn the_risk_table() {
    let row = |level| {
        [GapClass::Slight, GapClass::Significant, GapClass::Substantial]
            .map(|it| gap::risk(level, it))
    };
    use Risk::{High, Low, Medium};
    assert_eq!(row(Level::Innovating), [Low, Low, Low]);
    assert_eq!(row(Level::Predictable), [Low, Low, Medium]);
    assert_eq!(row(Level::Established), [Low, Medium, Medium]);
    assert_eq!(row(Level::Managed), [Medium, Medium, High]);
    assert_eq!(row(Level::Performed), [Medium, High, High]);
    assert_eq!(gap::risk(Level::Performed, GapClass::None), Risk::None);
}

#[test]
fn a_gap_has_two_ends_while_answers_are_open() {
    let mut bench = Bench::new();
    bench.target("incident", Level::Managed);
    bench.rate("incident", "1.1", Score::F);
    let ProcessGap::Known { class, risk, levels } = bench.score("incident").gap else {
        panic!("known")
    };
    assert_eq!((class.highest, class.lowest), (GapClass::None, GapClass::Substantial));
    assert_eq!((risk.highest, risk.lowest), (Risk::None, Risk::High));
    assert_eq!(levels.len(), 2);
}

#[test]
fn the_arithmetic_can_be_read() {
    let mut bench = Bench::new();
    let questions = bench.questions("incident", "1.1");
    for (at, question) in questions.iter().enumerate() {
        let answer = match at {
            0 => Answer::Rated(Score::F),
            1 => Answer::Rated(Score::L),
            2 => Answer::Rated(Score::PMinus),
            _ => Answer::NotApplicable { reason: Text::typed("-") },
        };
        bench.answer(*question, answer);
    }
    let process = bench.process("incident");
    let terms = trace::terms(&bench.model, &bench.assessment, process, AttributeIx::PERFORMANCE);
    assert_eq!(terms.len(), questions.len());
    let sum = "(3 × 100 + 2 × 67.5 + 2 × 23.75) ÷ 7 = 68.93 %";
    // Nothing is open: it is all the same what open answers would be taken for.
    for open in [trace::Open::LeftOut, trace::Open::Nothing, trace::Open::Whole] {
        assert_eq!(trace::arithmetic(&terms, open), sum);
    }
}

#[test]
fn the_arithmetic_of_a_range_gives_both_of_its_ends() {
    let mut bench = Bench::new();
    let questions = bench.questions("incident", "1.1");
    let process = bench.process("incident");
    let sums = |bench: &Bench| {
        let terms =
            trace::terms(&bench.model, &bench.assessment, process, AttributeIx::PERFORMANCE);
        [trace::Open::LeftOut, trace::Open::Nothing, trace::Open::Whole]
            .map(|it| trace::arithmetic(&terms, it))
    };
    assert_eq!(sums(&bench)[0], "", "nothing was rated");
    bench.answer(questions[0], Answer::Rated(Score::F));
    bench.answer(questions[1], Answer::Rated(Score::L));
    let rest: u32 = questions[2..].iter().map(|it| bench.model.question(*it).weight()).sum();
    let [now, least, most] = sums(&bench);
    assert_eq!(now, "(3 × 100 + 2 × 67.5) ÷ 5 = 87.00 %");
    let of = 5 + rest;
    let score = bench.score("incident").attributes[0];
    let (lowest, highest) = (score.lowest.unwrap(), score.highest.unwrap());
    assert_eq!(least, format!("(3 × 100 + 2 × 67.5 + {rest} × 0) ÷ {of} = {lowest}"));
    assert_eq!(most, format!("(3 × 100 + 2 × 67.5 + {rest} × 100) ÷ {of} = {highest}"));
}

#[test]
fn a_level_out_of_reach_is_named_though_the_one_below_is_open() {
    let mut bench = Bench::new();
    bench.target("incident", Level::Established);
    let questions = bench.questions("incident", "1.1");
    for question in &questions[1..] {
        bench.answer(*question, Answer::Rated(Score::F));
    }
    let verdicts = |bench: &Bench| -> Vec<_> {
        let steps = trace::steps(&bench.model, &bench.score("incident"));
        steps.iter().map(|it| it.verdict).collect()
    };
    let rest: u32 = questions.iter().map(|it| bench.model.question(*it).weight()).sum();
    let first = bench.model.question(questions[0]).weight();
    assert!(rest - first > rest / 2, "largely without the first");
    assert_eq!(verdicts(&bench), [trace::Verdict::AchievedOpen], "of level 2 all is open");
    bench.rate("incident", "2.1", Score::P);
    assert_eq!(verdicts(&bench), [trace::Verdict::AchievedOpen, trace::Verdict::Missed]);
}

#[test]
fn the_steps_stop_where_the_rule_stops() {
    let mut bench = Bench::new();
    bench.target("incident", Level::Established);
    bench.rate("incident", "1.1", Score::F);
    bench.rate("incident", "2.1", Score::L);
    bench.rate("incident", "2.2", Score::F);
    let steps = trace::steps(&bench.model, &bench.score("incident"));
    let verdicts: Vec<_> = steps.iter().map(|it| it.verdict).collect();
    assert_eq!(verdicts, [trace::Verdict::AchievedGoOn, trace::Verdict::AchievedStop]);
}
