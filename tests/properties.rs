//! Laws of scoring and of the file format, on random assessments.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use std::sync::LazyLock;

use plumbline::assessment::{
    Answer, Assessment, AssessmentId, Checks, Clock, Edit, Key, Override, Text, Value, Writer,
};
use plumbline::document;
use plumbline::model::{Depth, Level, Model, ProcessIx, QuestionIx, Rating, Score};
use plumbline::questionnaire;
use plumbline::scoring::trace::{self, Open, Verdict};
use plumbline::scoring::{self, ProcessGap, ScoreSheet, Standing};
use proptest::prelude::*;

static MODEL: LazyLock<Model> = LazyLock::new(|| plumbline::bank::shipped().unwrap());

const CLOCK: Clock = Clock { epoch: 0, ms: 1, counter: 0, writer: Writer(1) };

fn any_score() -> impl Strategy<Value = Score> {
    (0..Score::ALL.len()).prop_map(|it| Score::ALL[it])
}

fn any_answer() -> impl Strategy<Value = Option<Answer>> {
    prop_oneof![
        8 => any_score().prop_map(|it| Some(Answer::Rated(it))),
        1 => Just(Some(Answer::NotApplicable { reason: Text::typed("not ours") })),
        1 => Just(Some(Answer::AskSomeone { whom: Text::typed("Kim") })),
        3 => Just(None),
    ]
}

/// A set-up with answers to every question of a few processes.
fn any_assessment() -> impl Strategy<Value = Assessment> {
    let n = MODEL.n_questions();
    let processes = MODEL.n_processes();
    (
        proptest::collection::vec(any_answer(), n),
        proptest::collection::vec(1_u8..=5, processes),
        prop_oneof![Just(Depth::Standard), Just(Depth::Full)],
        proptest::option::of((0..processes, 1_usize..9, 0_usize..4)),
    )
        .prop_map(|(answers, targets, depth, own)| {
            let mut assessment = Assessment::new(AssessmentId::from_random(5));
            say(&mut assessment, Key::Depth, Value::Depth(depth));
            for (process, target) in MODEL.processes().zip(targets) {
                let level = Level::from_number(target).unwrap();
                say(&mut assessment, Key::Target(process), Value::Level(level));
            }
            for (question, answer) in MODEL.questions().zip(answers) {
                assessment.apply(Edit::answer(question, answer), CLOCK);
            }
            if let Some((process, attribute, rating)) = own {
                let process = MODEL.processes().nth(process).unwrap();
                if let Some(attribute) = MODEL.attributes_of(process).nth(attribute) {
                    let own = Override::new(Rating::ALL[rating], Text::typed("seen")).unwrap();
                    say(&mut assessment, Key::Override(process, attribute), Value::Override(own));
                }
            }
            assessment
        })
}

fn say(assessment: &mut Assessment, key: Key, value: Value) {
    assessment.apply(Edit::new(key, Some(value)).unwrap(), CLOCK);
}

fn sheet(assessment: &Assessment) -> ScoreSheet {
    scoring::score(&MODEL, assessment)
}

fn nth_question(at: prop::sample::Index) -> QuestionIx {
    MODEL.questions().nth(at.index(MODEL.n_questions())).unwrap()
}

/// Fills every open question that is asked, from a list of scores.
fn completed(assessment: &Assessment, scores: &[Score]) -> Assessment {
    let mut full = assessment.clone();
    let mut scores = scores.iter().cycle();
    for process in MODEL.processes() {
        for question in questionnaire::asked(&MODEL, assessment, process) {
            let open = !matches!(
                assessment.answer(question),
                Some(Answer::Rated(_) | Answer::NotApplicable { .. })
            );
            if open {
                let score = *scores.next().unwrap();
                full.apply(Edit::answer(question, Some(Answer::Rated(score))), CLOCK);
            }
        }
    }
    full
}

fn level_of(sheet: &ScoreSheet, process: ProcessIx) -> Option<(Level, Level)> {
    sheet.process(process).levels().map(|it| (it.lowest, it.highest))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, ..ProptestConfig::default() })]

    #[test]
    fn raising_an_answer_never_lowers_a_level(
        assessment in any_assessment(), at: prop::sample::Index, to in any_score(),
    ) {
        let question = nth_question(at);
        let Some(Answer::Rated(from)) = assessment.answer(question).cloned() else { return Ok(()) };
        prop_assume!(to >= from);
        let before = sheet(&assessment);
        let mut raised = assessment.clone();
        raised.apply(Edit::answer(question, Some(Answer::Rated(to))), CLOCK);
        let after = sheet(&raised);
        for process in MODEL.processes() {
            prop_assert!(level_of(&before, process) <= level_of(&after, process));
            let (b, a) = (level_of(&before, process), level_of(&after, process));
            if let (Some((_, b)), Some((_, a))) = (b, a) {
                prop_assert!(b <= a);
            }
        }
        prop_assert!(before.overall.tally.sum <= after.overall.tally.sum);
        prop_assert!(before.overall.tally.at_target <= after.overall.tally.at_target);
    }

    #[test]
    fn the_bounds_contain_every_completion(
        assessment in any_assessment(), scores in proptest::collection::vec(any_score(), 1..40),
    ) {
        let before = sheet(&assessment);
        let after = sheet(&completed(&assessment, &scores));
        for process in MODEL.processes() {
            if let Some((lowest, highest)) = level_of(&before, process) {
                let (final_lowest, final_highest) = level_of(&after, process).unwrap();
                prop_assert_eq!(final_lowest, final_highest);
                prop_assert!(lowest <= final_lowest && final_lowest <= highest);
            }
            let gap = |it: &ScoreSheet| match &it.process(process).gap {
                ProcessGap::Known { class, risk, .. } => Some((*class, *risk)),
                ProcessGap::Unknown => None,
            };
            if let (Some((class, risk)), Some((end, end_risk))) = (gap(&before), gap(&after)) {
                prop_assert!(class.highest <= end.highest && end.lowest <= class.lowest);
                prop_assert!(risk.highest <= end_risk.highest && end_risk.lowest <= risk.lowest);
            }
        }
    }

    #[test]
    fn the_bounds_are_reached(assessment in any_assessment()) {
        let before = sheet(&assessment);
        let worst = sheet(&completed(&assessment, &[Score::N]));
        let best = sheet(&completed(&assessment, &[Score::F]));
        for process in MODEL.processes() {
            if let Some((lowest, highest)) = level_of(&before, process) {
                prop_assert_eq!(level_of(&worst, process).map(|it| it.0), Some(lowest));
                prop_assert_eq!(level_of(&best, process).map(|it| it.0), Some(highest));
            }
        }
    }

    #[test]
    fn an_answer_never_changes_another_process(
        assessment in any_assessment(), at: prop::sample::Index, answer in any_answer(),
    ) {
        let question = nth_question(at);
        let process = MODEL.question(question).process();
        let before = sheet(&assessment);
        let mut changed = assessment.clone();
        changed.apply(Edit::answer(question, answer), CLOCK);
        let after = sheet(&changed);
        for other in MODEL.processes().filter(|it| *it != process) {
            prop_assert_eq!(before.process(other), after.process(other));
        }
    }

    #[test]
    fn order_never_matters(assessment in any_assessment(), seed: u64) {
        let mut registers: Vec<_> = assessment.registers().collect();
        let n = u64::try_from(registers.len()).unwrap();
        registers.sort_by_key(|(key, _)| {
            let mixed = seed.wrapping_mul(6_364_136_223_846_793_005)
                ^ key.name(&MODEL).bytes().fold(0, |h: u64, b| h.wrapping_mul(31) + u64::from(b));
            mixed.wrapping_mul(0x9E37_79B9_7F4A_7C15) % n
        });
        let mut other = Assessment::new(assessment.id().clone());
        for (key, register) in registers {
            other.absorb(key, register.clone());
        }
        prop_assert_eq!(sheet(&assessment), sheet(&other));
        prop_assert_eq!(document::write(&MODEL, [&assessment]), document::write(&MODEL, [&other]));
    }

    #[test]
    fn undoing_every_edit_leads_back(
        assessment in any_assessment(), edits in proptest::collection::vec((any::<prop::sample::Index>(), any_answer()), 1..20),
    ) {
        let mut changed = assessment.clone();
        let undo: Vec<Edit> = edits
            .into_iter()
            .map(|(at, answer)| changed.apply(Edit::answer(nth_question(at), answer), CLOCK))
            .collect();
        for edit in undo.into_iter().rev() {
            changed.apply(edit, CLOCK);
        }
        prop_assert_eq!(sheet(&assessment), sheet(&changed));
    }

    #[test]
    fn export_and_import_are_one(
        assessment in any_assessment(), note in ".{0,200}", bits in 0_u8..16, at: prop::sample::Index,
    ) {
        let mut assessment = assessment;
        let question = nth_question(at);
        say(&mut assessment, Key::Note(question), Value::typed(&note));
        let checks = (0..4).fold(Checks::NONE, |it, at| it.with(at, bits & (1 << at) != 0));
        say(&mut assessment, Key::Checks(question), Value::Checks(checks));
        let file = document::write(&MODEL, [&assessment]);
        let back = document::read(&MODEL, file.as_bytes()).unwrap();
        prop_assert_eq!(document::write(&MODEL, &back), file);
        prop_assert_eq!(&back[0], &assessment);
        prop_assert_eq!(sheet(&back[0]), sheet(&assessment));
    }

    #[test]
    fn what_is_not_assessed_has_no_level(assessment in any_assessment(), at in 0_usize..15) {
        let mut assessment = assessment;
        let Some(process) = MODEL.processes().nth(at) else { return Ok(()) };
        for question in MODEL.questions_of(process) {
            assessment.apply(Edit::answer(question, None), CLOCK);
        }
        for attribute in MODEL.attributes_of(process) {
            let taken_back = Edit::new(Key::Override(process, attribute), None).unwrap();
            assessment.apply(taken_back, CLOCK);
        }
        let score = sheet(&assessment);
        prop_assert_eq!(score.process(process).standing, Standing::NotAssessed);
        prop_assert_eq!(level_of(&score, process), None);
    }

    #[test]
    fn walking_to_the_next_open_question_visits_each_once(assessment in any_assessment()) {
        let mut assessment = assessment;
        let counts = sheet(&assessment).overall.counts;
        let mut place = None;
        let mut visited = 0_u16;
        while let Some(next) = questionnaire::next_open(&MODEL, &assessment, place) {
            let question = next.question.unwrap();
            // Not applicable answers ask nothing more of an attribute.
            let reason = Text::typed("-");
            assessment.apply(Edit::answer(question, Some(Answer::NotApplicable { reason })), CLOCK);
            place = Some(next);
            visited += 1;
            prop_assert!(visited <= counts.open());
        }
        prop_assert_eq!(visited, counts.open());
    }
}

proptest! {
    #[test]
    fn a_shallower_questionnaire_forgets_no_answer_and_leaves_less_open(
        assessment in any_assessment(), scores in proptest::collection::vec(any_score(), 1..40),
    ) {
        let in_depth = |assessment: &Assessment, depth| {
            let mut it = assessment.clone();
            say(&mut it, Key::Depth, Value::Depth(depth));
            it
        };
        let full = in_depth(&assessment, Depth::Full);
        let (deep, shallow) = (sheet(&full), sheet(&in_depth(&full, Depth::Standard)));
        for process in MODEL.processes() {
            let (one, other) = (deep.process(process), shallow.process(process));
            for (a, b) in one.attributes.iter().zip(&other.attributes) {
                prop_assert_eq!(a.achieved, b.achieved);
            }
            if let (Some((low, high)), Some((lowest, highest))) =
                (level_of(&deep, process), level_of(&shallow, process))
            {
                prop_assert!(low <= lowest && highest <= high);
            }
        }
        // Once all is answered, both say the same.
        let full = completed(&full, &scores);
        let (deep, shallow) = (sheet(&full), sheet(&in_depth(&full, Depth::Standard)));
        prop_assert_eq!(&deep.processes, &shallow.processes);
        prop_assert_eq!(&deep.overall, &shallow.overall);
    }

    #[test]
    fn the_arithmetic_shown_is_the_figure(assessment in any_assessment()) {
        for score in &sheet(&assessment).processes {
            for it in score.attributes.iter() {
                let terms = trace::terms(&MODEL, &assessment, score.process, it.attribute);
                let ends = [
                    (Open::LeftOut, it.achieved),
                    (Open::Nothing, it.lowest),
                    (Open::Whole, it.highest),
                ];
                for (open, figure) in ends {
                    let shown = trace::arithmetic(&terms, open);
                    prop_assert_eq!(shown.is_empty(), figure.is_none());
                    if let Some(figure) = figure {
                        prop_assert_eq!(shown.rsplit(" = ").next(), Some(&*figure.to_string()));
                        prop_assert_eq!(added_up(&shown), figure.to_string(), "{}", shown);
                    }
                }
            }
        }
    }

    #[test]
    fn the_last_step_of_the_trace_is_the_level(assessment in any_assessment()) {
        for score in &sheet(&assessment).processes {
            let Standing::Measured(measured) = score.standing else { continue };
            let is_achieved = |it: &&trace::Step| {
                use Verdict::{AchievedGoOn, AchievedOpen, AchievedStop};
                matches!(it.verdict, AchievedGoOn | AchievedOpen | AchievedStop)
            };
            let steps = trace::steps(&MODEL, score);
            let level = steps.iter().rfind(is_achieved).map(|it| it.level);
            prop_assert_eq!(level.unwrap_or(Level::Incomplete), measured.level.lowest);
        }
    }
}

/// The mean of `(3 × 100 + 2 × 67.5) ÷ 5 = …`, from its left side alone: in hundredths of
/// a percent, rounded half up, as a figure is written.
fn added_up(shown: &str) -> String {
    let (sum, weight) = shown.split(" = ").next().unwrap().split_once(" ÷ ").unwrap();
    let hundredths = |it: &str| {
        let (whole, rest) = it.split_once('.').unwrap_or((it, ""));
        format!("{whole}{rest:0<2}").parse::<u64>().unwrap()
    };
    let parts = sum.trim_matches(['(', ')']).split(" + ").map(|it| it.split_once(" × ").unwrap());
    let parts = parts.map(|(weight, percent)| weight.parse::<u64>().unwrap() * hundredths(percent));
    let (sum, weight) = (parts.sum::<u64>(), weight.parse::<u64>().unwrap());
    let mean = (2 * sum + weight) / (2 * weight);
    format!("{}.{:02} %", mean / 100, mean % 100)
}
