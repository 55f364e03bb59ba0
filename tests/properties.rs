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
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        drop(document::read(&MODEL, &bytes));
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
    fn a_shallower_questionnaire_never_raises_a_level(assessment in any_assessment()) {
        let mut full = assessment;
        say(&mut full, Key::Depth, Value::Depth(Depth::Full));
        let mut standard = full.clone();
        say(&mut standard, Key::Depth, Value::Depth(Depth::Standard));
        let (full, standard) = (sheet(&full), sheet(&standard));
        for process in MODEL.processes() {
            let (deep, shallow) = (full.process(process), standard.process(process));
            for (a, b) in deep.attributes.iter().zip(&shallow.attributes) {
                prop_assert_eq!(a.achieved, b.achieved);
            }
        }
    }
}

/// What several writers may have said about a few fields, at times that
/// collide, in stretches that collide.
fn any_replica() -> impl Strategy<Value = Assessment> {
    let said = (0_usize..6, 0_usize..9, 0_u64..5, 0_u64..400_000, 0_u16..2, 0_u64..3);
    proptest::collection::vec(said, 0..40).prop_map(|all| {
        let mut replica = Assessment::new(AssessmentId::from_random(5));
        let question = MODEL.questions().next().unwrap();
        for (key, value, epoch, ms, counter, writer) in all {
            let clock = Clock {
                epoch: u32::from(epoch == 4),
                ms: ms / 20_000 * 20_000,
                counter,
                writer: Writer(writer),
            };
            let score = Score::ALL.get(value).map(|it| Answer::Rated(*it));
            let text = Some(Value::typed(&format!("text {value}"))).filter(|_| value < 8);
            let edit = match key {
                0 if value == 8 && counter == 1 => {
                    replica.drop_before(Key::Note(question), clock);
                    continue;
                }
                0 => Edit::answer(question, score),
                1 => Edit::new(Key::Note(question), text).unwrap(),
                2 => Edit::new(Key::Name, text).unwrap(),
                3 => Edit::new(Key::Flag(question), Some(Value::Set)).unwrap(),
                4 => Edit::new(Key::OutOfScope(MODEL.processes().next().unwrap()), text).unwrap(),
                _ => {
                    let json = format!("{{ \"at\": \"{clock}\", \"x\": {value} }}");
                    let kept = document::kept("future/field", &json).unwrap();
                    replica.keep("future/field".to_owned(), kept);
                    continue;
                }
            };
            replica.apply(edit, clock);
        }
        replica
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn replicas_may_meet_in_any_order(a in any_replica(), b in any_replica(), c in any_replica()) {
        let left = a.clone().merge(b.clone()).merge(c.clone());
        prop_assert_eq!(&left, &b.clone().merge(c.clone()).merge(a.clone()));
        prop_assert_eq!(&left, &a.clone().merge(b.clone().merge(c.clone())));
        prop_assert_eq!(&left, &left.clone().merge(b));
        prop_assert_eq!(&a, &a.clone().merge(a.clone()));
        prop_assert_eq!(&left.clone(), &Assessment::new(left.id().clone()).merge(left));
    }

    #[test]
    fn merging_loses_nothing_that_stood(a in any_replica(), b in any_replica()) {
        let both = a.clone().merge(b.clone());
        for (key, register) in a.registers().chain(b.registers()) {
            // What was taken out for good is the one thing that goes.
            if both.erased(key).is_some_and(|it| it > register.clock()) {
                continue;
            }
            let merged = both.register(key).unwrap();
            prop_assert!(merged.clock() >= register.clock());
            let kept = merged.earlier().len() == plumbline::assessment::Register::EARLIER_MAX
                || merged.value() == register.value()
                || merged.earlier().iter().any(|it| it.value.as_ref() == register.value())
                // The same writer said something else within the minute.
                || merged.clock().writer == register.clock().writer
                || merged.earlier().iter().any(|it| it.clock.writer == register.clock().writer);
            prop_assert!(kept, "{}", key.name(&MODEL));
        }
    }

    #[test]
    fn merged_replicas_come_back_from_a_file(a in any_replica(), b in any_replica()) {
        let both = a.merge(b);
        let file = document::write(&MODEL, [&both]);
        prop_assert_eq!(&document::read(&MODEL, file.as_bytes()).unwrap(), &[both]);
    }

    #[test]
    fn any_number_laid_side_by_side_differ_in_the_same_way_in_any_order(
        a in any_replica(), b in any_replica(), c in any_replica(),
    ) {
        let found = plumbline::assessment::differences_of(&[&a, &b, &c]);
        let other = plumbline::assessment::differences_of(&[&c, &a, &b]);
        let all = a.clone().merge(b.clone()).merge(c.clone());
        prop_assert_eq!(found.len(), other.len());
        for (it, other) in found.iter().zip(&other) {
            prop_assert_eq!((it.key, &it.merged), (other.key, &other.merged));
            prop_assert_eq!(all.value(it.key), it.merged.as_ref());
            prop_assert!((0..3).any(|side| it.stands(side)));
            prop_assert_eq!(it.is_conflict(), other.is_conflict());
            for side in 0..3 {
                prop_assert_eq!(it.value_of(side), other.value_of((side + 1) % 3));
            }
        }
        for key in Key::all(&MODEL).into_iter().filter(|key| found.iter().all(|it| it.key != *key)) {
            prop_assert!(a.value(key) == b.value(key) && b.value(key) == c.value(key));
        }
    }

    #[test]
    fn differences_are_what_a_merge_has_to_decide(a in any_replica(), b in any_replica()) {
        let both = a.clone().merge(b.clone());
        let found = plumbline::assessment::differences(&a, &b);
        for it in &found {
            prop_assert_ne!(it.my_value(), it.their_value());
            let stands = if it.theirs_stands() { it.their_value() } else { it.my_value() };
            prop_assert_eq!(both.value(it.key), stands);
        }
        for key in Key::all(&MODEL) {
            if found.iter().all(|it| it.key != key) {
                prop_assert_eq!(a.value(key), b.value(key));
            }
        }
    }
}

/// One thing that somebody says about the note of a question, at any of three
/// machines, each with a clock of its own that may be wrong by years.
#[derive(Clone, Debug)]
enum Turn {
    /// Says something, or takes it back.
    Says(usize, Option<u8>),
    /// Takes in what another has.
    Meets(usize, usize),
    /// Writes a file that is opened at the end, by everybody.
    Exports(usize),
}

fn any_turn() -> impl Strategy<Value = Turn> {
    prop_oneof![
        4 => (0_usize..3, proptest::option::weighted(0.8, 0_u8..5))
            .prop_map(|(who, what)| Turn::Says(who, what)),
        2 => (0_usize..3, 0_usize..3).prop_map(|(who, whom)| Turn::Meets(who, whom)),
        2 => (0_usize..3).prop_map(Turn::Exports),
    ]
}

/// Three machines whose clocks go wrong by up to years either way.
struct Machines {
    all: Vec<Assessment>,
    clocks: Vec<Clock>,
    wrong: Vec<i64>,
    minute: u64,
    files: Vec<String>,
}

impl Machines {
    const START: u64 = 1_700_000_000_000;

    fn new(wrong: &[i64]) -> Self {
        let id = AssessmentId::from_random(5);
        let clock = |at: usize| Clock::start(0, Writer(at as u64 + 1));
        Self {
            all: vec![Assessment::new(id); wrong.len()],
            clocks: (0..wrong.len()).map(clock).collect(),
            wrong: wrong.to_vec(),
            minute: 0,
            files: Vec::new(),
        }
    }

    fn now(&self, who: usize) -> u64 {
        (Self::START + self.minute * 60_000).saturating_add_signed(self.wrong[who] * 3_600_000)
    }

    /// The next moment of somebody who has seen what is before them.
    fn tick(&mut self, who: usize) -> Clock {
        let seen = self.all[who].latest().max(Some(self.clocks[who])).unwrap();
        self.clocks[who] = seen.next(self.now(who), Writer(who as u64 + 1));
        self.clocks[who]
    }

    fn take(&mut self, turn: &Turn, key: Key) {
        self.minute += 7;
        match *turn {
            Turn::Says(who, what) => {
                let clock = self.tick(who);
                let value = what.map(|it| Value::typed(&format!("Kim {it}")));
                self.all[who].apply(Edit::new(key, value).unwrap(), clock);
            }
            Turn::Meets(who, whom) => {
                let other = self.all[whom].clone();
                self.all[who] = self.all[who].clone().merge(other);
            }
            Turn::Exports(who) => self.files.push(document::write(&MODEL, [&self.all[who]])),
        }
    }

    fn opened(&self) -> Vec<Assessment> {
        let read = |it: &String| document::read(&MODEL, it.as_bytes()).unwrap().remove(0);
        self.files.iter().map(read).collect()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn files_may_be_opened_in_any_order_and_more_than_once_whatever_the_clocks(
        wrong in proptest::collection::vec(-100_000_i64..100_000, 3),
        turns in proptest::collection::vec(any_turn(), 1..20),
        order in proptest::collection::vec(any::<prop::sample::Index>(), 1..12),
    ) {
        let key = Key::Note(MODEL.questions().next().unwrap());
        let mut machines = Machines::new(&wrong);
        turns.iter().for_each(|it| machines.take(it, key));
        let files = machines.opened();
        prop_assume!(!files.is_empty());
        let empty = || Assessment::new(AssessmentId::from_random(5));
        let merge = |all: Assessment, it: &Assessment| all.merge(it.clone());
        let once = files.iter().fold(empty(), merge);
        let chosen = order.iter().map(|it| &files[it.index(files.len())]);
        let again = chosen.chain(files.iter().rev()).fold(empty(), merge);
        prop_assert_eq!(once, again);
    }

    #[test]
    fn what_somebody_says_stands_over_all_that_was_seen_before(
        wrong in proptest::collection::vec(-100_000_i64..100_000, 3),
        turns in proptest::collection::vec(any_turn(), 1..20),
        who in 0_usize..3,
    ) {
        let key = Key::Note(MODEL.questions().next().unwrap());
        let mut machines = Machines::new(&wrong);
        turns.iter().for_each(|it| machines.take(it, key));
        let before = machines.all[who].clone();
        let clock = machines.tick(who);
        let mut it = before.clone();
        it.apply(Edit::new(key, Some(Value::typed("last"))).unwrap(), clock);
        let both = before.merge(it);
        prop_assert_eq!(both.text(key), "last");
        // At a time that this machine would call right.
        prop_assert!(!plumbline::assessment::clock::is_ahead(clock.ms, machines.now(who)));
    }

    #[test]
    fn what_was_taken_out_for_good_comes_back_from_no_older_file(
        wrong in proptest::collection::vec(-100_000_i64..100_000, 3),
        turns in proptest::collection::vec(any_turn(), 1..20),
        later in proptest::collection::vec(any_turn(), 0..8),
        order in proptest::collection::vec(any::<prop::sample::Index>(), 1..12),
        keeps_what_stands: bool,
    ) {
        let key = Key::Note(MODEL.questions().next().unwrap());
        let mut machines = Machines::new(&wrong);
        turns.iter().for_each(|it| machines.take(it, key));
        // Whoever takes it out has seen what there is.
        let older: Vec<Assessment> = machines.opened().into_iter().chain(machines.all.clone()).collect();
        let seen = older.iter().fold(machines.all[0].clone(), |all, it| all.merge(it.clone()));
        machines.all[0] = seen.clone();
        let stood = seen.value(key).cloned();
        if keeps_what_stands {
            machines.all[0].erase_earlier(key);
        } else {
            let moment = machines.tick(0);
            machines.all[0].erase(key, moment);
        }
        let allowed = if keeps_what_stands { stood } else { None };
        let clean = machines.all[0].clone();
        let merged = order.iter().fold(clean, |it, at| {
            let old = older[at.index(older.len())].clone();
            if at.index(2) == 0 { it.merge(old) } else { old.merge(it) }
        });
        prop_assert_eq!(merged.value(key), allowed.as_ref());
        prop_assert!(merged.register(key).is_none_or(|it| it.earlier().is_empty()));
        let file = document::write(&MODEL, [&merged]);
        prop_assert_eq!(&document::read(&MODEL, file.as_bytes()).unwrap()[0], &merged);
        // And what is said by those who have seen that stands.
        machines.all = vec![merged; 3];
        for turn in &later {
            machines.take(turn, key);
            if let Turn::Says(who, what) = turn {
                let value = what.map(|it| Value::typed(&format!("Kim {it}")));
                prop_assert_eq!(machines.all[*who].value(key), value.as_ref());
            }
        }
    }
}
