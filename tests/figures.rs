//! Figures agree wherever they stand: one count of what is answered, and neither
//! level nor target nor gap of what is left out.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use std::sync::LazyLock;

use plumbline::assessment::{
    Answer, Assessment, AssessmentId, Belief, Clock, Edit, Key, Override, Text, Value, Writer,
};
use plumbline::link::{self, Kind, Part, Parts, share};
use plumbline::model::{self, Depth, Level, Model, ProcessIx, QuestionIx, Rating, Score};
use plumbline::scoring::{self, GapClass, ProcessGap, ScoreSheet, Standing, trace};
use plumbline::{chart, questionnaire, raters, report, wording};
use proptest::prelude::*;

static MODEL: LazyLock<Model> = LazyLock::new(|| plumbline::bank::shipped().unwrap());

const CLOCK: Clock = Clock { epoch: 0, ms: 1, counter: 0, writer: Writer(1) };

fn say(assessment: &mut Assessment, key: Key, value: Value) {
    assessment.apply(Edit::new(key, Some(value)).unwrap(), CLOCK);
}

fn none() -> Answer {
    Answer::NotApplicable { reason: Text::typed("none") }
}

fn any_answer() -> impl Strategy<Value = Option<Answer>> {
    prop_oneof![
        6 => (0..Score::ALL.len()).prop_map(|it| Some(Answer::Rated(Score::ALL[it]))),
        1 => Just(Some(none())),
        1 => Just(Some(Answer::AskSomeone { whom: Text::typed("Kim") })),
        4 => Just(None),
    ]
}

/// What becomes of a process.
fn any_fate() -> impl Strategy<Value = u8> {
    prop_oneof![4 => Just(0_u8), 1 => Just(1), 1 => Just(2), 1 => Just(3)]
}

/// A set-up of any depth, with processes left out, not applicable or not answered,
/// and beliefs, own ratings and notes everywhere.
fn any_assessment() -> impl Strategy<Value = Assessment> {
    let n = MODEL.n_processes();
    (
        proptest::collection::vec(any_answer(), MODEL.n_questions()),
        proptest::collection::vec((1_u8..=5, any_fate(), 0_u8..=6), n),
        prop_oneof![1 => Just(Depth::Quick), 2 => Just(Depth::Standard), 2 => Just(Depth::Full)],
    )
        .prop_map(|(answers, processes, depth)| {
            let mut it = Assessment::new(AssessmentId::from_random(5));
            say(&mut it, Key::Depth, Value::Depth(depth));
            for (question, answer) in MODEL.questions().zip(answers) {
                it.apply(Edit::answer(question, answer), CLOCK);
            }
            for (process, (target, fate, belief)) in MODEL.processes().zip(processes) {
                let target = Level::from_number(target).unwrap();
                say(&mut it, Key::Target(process), Value::Level(target));
                if let Some(level) = Level::from_number(belief) {
                    let rating = Rating::ALL[usize::from(belief) % 4];
                    let belief = match MODEL.kind(process) {
                        model::Kind::Process => Belief::Level(level),
                        model::Kind::Area => Belief::Rating(rating),
                    };
                    say(&mut it, Key::Belief(process), Value::Belief(belief));
                }
                let of_it: Vec<QuestionIx> = MODEL.questions_of(process).collect();
                say(&mut it, Key::Note(of_it[0]), Value::typed("a note"));
                let own = Override::new(Rating::L, Text::typed("seen")).unwrap();
                let attribute = MODEL.attributes_of(process).last().unwrap();
                match fate {
                    1 => say(&mut it, Key::OutOfScope(process), Value::typed("the parent does it")),
                    2 => of_it.iter().for_each(|question| {
                        it.apply(Edit::answer(*question, Some(none())), CLOCK);
                    }),
                    3 => say(&mut it, Key::Override(process, attribute), Value::Override(own)),
                    _ => {}
                }
            }
            it
        })
}

fn sheet(assessment: &Assessment) -> ScoreSheet {
    scoring::score(&MODEL, assessment)
}

/// The numbers of a sentence like "It holds 2 answers, 1 note.", by what they count.
fn number(sentence: &str, what: &str) -> usize {
    let words = sentence.trim_start_matches("It holds ").split(", ");
    let counted = words.filter_map(|it| it.split_once(' '));
    counted
        .filter(|(_, it)| it.trim_end_matches('s') == what.trim_end_matches('s'))
        .find_map(|(n, _)| n.parse().ok())
        .unwrap_or(0)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn what_is_answered_is_counted_alike_everywhere(assessment in any_assessment()) {
        let sheet = sheet(&assessment);
        let counts = sheet.overall.counts;
        let all = |of: &str| format!("{} of {}", counts.done(), counts.asked()) == of;
        // Set up, the pages of the questions, groups.
        let size = questionnaire::size(&MODEL, &assessment);
        prop_assert_eq!(size.processes + size.areas, usize::from(counts.asked()));
        let places = questionnaire::all_places(&MODEL, &assessment);
        prop_assert_eq!(places.len(), usize::from(counts.asked()));
        let groups: u16 = sheet.groups.iter().map(|it| it.counts.done()).sum();
        prop_assert_eq!(groups, counts.done());
        let table = report::groups(&MODEL, &sheet);
        for (row, group) in table.rows.iter().zip(&sheet.groups) {
            let words = format!("{} of {}", group.counts.done(), group.counts.asked());
            prop_assert_eq!(&row.last().unwrap().text, &words);
        }
        // Report, workbook, table.
        let report = report::report(&MODEL, &assessment, &sheet, 1);
        prop_assert!(all(&report.figures.last().unwrap().value));
        let answers = || report.processes.iter().flat_map(|it| &it.answers);
        let open = |it: &str| it == "not answered" || it.starts_with("Don't know");
        prop_assert_eq!(answers().count(), usize::from(counts.asked()));
        let answered = answers().filter(|it| !open(&it.answer)).count();
        prop_assert_eq!(answered, usize::from(counts.done()));
        // A rater who said the same of the same questions.
        prop_assert_eq!(raters::progress(&MODEL, &assessment, &assessment), counts);
        // With what counts nowhere, it is every answer there is.
        let aside = scoring::aside(&MODEL, &assessment);
        let picked = MODEL.processes().filter(|it| assessment.belief(*it).is_some()).count();
        let given = match assessment.depth() {
            Depth::Quick => assessment.answers().count() + picked,
            Depth::Standard | Depth::Full => assessment.answers().count(),
        };
        prop_assert_eq!(usize::from(counts.given()) + aside.out_of_scope + aside.not_asked, given);
    }

    #[test]
    fn a_link_to_the_results_holds_what_they_show_and_one_to_go_on_everything(
        assessment in any_assessment(),
    ) {
        let sheet = sheet(&assessment);
        let counts = sheet.overall.counts;
        let parts = Parts::of(&Part::OPTIONAL);
        let shown = share::copy(&MODEL, &assessment, Kind::Result, parts);
        let whole = share::copy(&MODEL, &assessment, Kind::Full, parts);
        // The figures are the same in both, and so is what is said of them.
        for copy in [&shown, &whole] {
            let figures = scoring::score(&MODEL, copy);
            prop_assert_eq!(&figures.overall, &sheet.overall);
            let words = link::contents(&MODEL, copy);
            prop_assert_eq!(number(&words, "answers"), usize::from(counts.done()), "{}", &words);
            let left = number(&words, "questions left to someone");
            let asked = number(&words, "question left to someone");
            prop_assert_eq!(left.max(asked), usize::from(counts.ask_someone), "{}", &words);
        }
        prop_assert_eq!(scoring::aside(&MODEL, &shown), scoring::Aside::default());
        prop_assert_eq!(scoring::aside(&MODEL, &whole), scoring::aside(&MODEL, &assessment));
        let words = link::contents(&MODEL, &whole);
        let out = number(&words, "answers out of scope").max(number(&words, "answer out of scope"));
        prop_assert_eq!(out, scoring::aside(&MODEL, &assessment).out_of_scope, "{}", words);
        // Of a process that is out of scope the results say that it is, and why.
        let is_out = |it: ProcessIx| assessment.out_of_scope(it).is_some();
        for (key, _) in shown.registers() {
            let of = match key {
                Key::Answer(it) | Key::Note(it) => MODEL.question(it).process(),
                Key::Belief(it) | Key::Override(it, _) => it,
                _ => continue,
            };
            prop_assert!(!is_out(of), "{:?}", key);
        }
        let reasons = |it: &Assessment| -> Vec<Option<String>> {
            MODEL.processes().map(|process| it.out_of_scope(process).map(str::to_owned)).collect()
        };
        prop_assert_eq!(reasons(&shown), reasons(&assessment));
    }

    #[test]
    fn what_is_left_out_has_no_level_no_target_no_gap_and_no_verdict(
        assessment in any_assessment(),
    ) {
        let sheet = sheet(&assessment);
        let report = report::report(&MODEL, &assessment, &sheet, 1);
        for score in &sheet.processes {
            let left_out = matches!(score.standing, Standing::OutOfScope | Standing::NotApplicable);
            let is_area = MODEL.kind(score.process) == model::Kind::Area;
            prop_assert_eq!(score.target.is_none(), left_out || is_area);
            let is_measured = matches!(score.standing, Standing::Measured(_));
            prop_assert_eq!(trace::steps(&MODEL, score).is_empty(), !is_measured);
            if left_out {
                prop_assert_eq!(score.levels(), None);
                prop_assert_eq!(score.is_at_target(), None);
                prop_assert_eq!(&score.gap, &ProcessGap::Unknown);
                let strip = chart::strip(&MODEL, score).picture;
                let name = &MODEL.process(score.process).name;
                let said = report.processes.iter().find(|it| it.name == *name);
                for words in said.map(|it| &it.standing).into_iter().chain([&strip.description]) {
                    prop_assert!(!words.contains("target") && !words.contains("gap"), "{}", words);
                }
            }
            if score.standing == Standing::OutOfScope || assessment.depth() == Depth::Quick {
                prop_assert!(score.attributes.is_empty());
            }
        }
        // Each own rating that the report lists counts in a figure.
        let own = report.chapters.iter().find(|it| it.id == "own");
        let named = |name: &str| sheet.processes.iter().find(|it| MODEL.process(it.process).name == name);
        for row in own.iter().flat_map(|it| &it.table.rows) {
            let standing = named(&row[0].text).unwrap().standing;
            prop_assert!(matches!(standing, Standing::Measured(_) | Standing::Area(_)));
        }
    }

    #[test]
    fn gaps_are_listed_by_risk_and_then_by_size(assessment in any_assessment()) {
        let sheet = sheet(&assessment);
        let ranked = scoring::worst_first(&MODEL, &sheet);
        let of_processes = |it: &ProcessIx| MODEL.kind(*it) == model::Kind::Process;
        prop_assert_eq!(ranked.len(), MODEL.processes().filter(of_processes).count());
        for pair in ranked.windows(2) {
            match (&sheet.process(pair[0]).gap, &sheet.process(pair[1]).gap) {
                (ProcessGap::Unknown, other) => prop_assert_eq!(other, &ProcessGap::Unknown),
                (ProcessGap::Known { .. }, ProcessGap::Unknown) => {}
                (
                    ProcessGap::Known { risk, class, levels },
                    ProcessGap::Known { risk: next_risk, class: next_class, levels: next_levels },
                ) => {
                    prop_assert!(risk.lowest >= next_risk.lowest);
                    if risk.lowest > next_risk.lowest {
                        continue;
                    }
                    prop_assert!(class.lowest >= next_class.lowest);
                    let at = |levels: &[scoring::LevelGap], class: GapClass| {
                        levels.iter().position(|it| it.class.lowest == class)
                    };
                    if class.lowest == next_class.lowest {
                        prop_assert!(at(levels, class.lowest) <= at(next_levels, class.lowest));
                    }
                }
            }
        }
    }
}

/// Rates every question of some attributes of a process.
fn rate(assessment: &mut Assessment, process: &str, ratings: &[(&str, Score)]) {
    let process = MODEL.process_by_id(process).unwrap();
    for question in MODEL.questions_of(process) {
        let attribute = MODEL.attribute_id(MODEL.question(question).attribute());
        let score = ratings.iter().find(|(it, _)| *it == attribute);
        let answer = score.map(|(_, score)| Answer::Rated(*score));
        assessment.apply(Edit::answer(question, answer), CLOCK);
    }
}

#[test]
fn a_larger_gap_stands_above_a_smaller_one_of_the_same_risk() {
    let mut it = Assessment::new(AssessmentId::from_random(1));
    let process = |id: &str| MODEL.process_by_id(id).unwrap();
    for id in ["service-level", "capacity", "incident", "problem"] {
        say(&mut it, Key::Target(process(id)), Value::Level(Level::Established));
    }
    // All of medium risk: slight at level 1, significant at level 2, the same at
    // level 3, substantial at level 3.
    let up_to_two = [("1.1", Score::F), ("2.1", Score::F), ("2.2", Score::F)];
    let at_three = |one, other| [&up_to_two[..], &[("3.1", one), ("3.2", other)]].concat();
    let all_full = at_three(Score::F, Score::F);
    let changed = |attribute: &str, score| -> Vec<(&str, Score)> {
        all_full.iter().map(|it| if it.0 == attribute { (it.0, score) } else { *it }).collect()
    };
    rate(&mut it, "service-level", &changed("1.1", Score::L));
    rate(&mut it, "capacity", &at_three(Score::P, Score::F));
    rate(&mut it, "incident", &changed("2.1", Score::P));
    rate(&mut it, "problem", &at_three(Score::N, Score::N));
    let sheet = sheet(&it);
    let gaps: Vec<(String, String, String)> = scoring::worst_first(&MODEL, &sheet)
        .into_iter()
        .map(|it| {
            let gap = &sheet.process(it).gap;
            (MODEL.process(it).id.clone(), wording::gap(gap), wording::risk(gap))
        })
        .collect();
    let row = |id: &str, gap: &str| (id.to_owned(), gap.to_owned(), "medium".to_owned());
    assert_eq!(
        gaps[..4],
        [
            row("problem", "substantial"),
            row("incident", "significant"),
            row("capacity", "significant"),
            row("service-level", "slight"),
        ]
    );
    assert!(gaps[4..].iter().all(|it| it.1 == "–"), "what has no gap comes last");
}

#[test]
fn each_reason_for_no_level_has_a_sentence_of_its_own() {
    let new = || Assessment::new(AssessmentId::from_random(1));
    let processes: Vec<ProcessIx> =
        MODEL.processes().filter(|it| MODEL.kind(*it) == model::Kind::Process).collect();
    let out = |it: &mut Assessment, some: &[ProcessIx]| {
        for process in some {
            say(it, Key::OutOfScope(*process), Value::typed("not ours"));
        }
    };
    let not_applicable = |it: &mut Assessment, some: &[ProcessIx]| {
        for question in some.iter().flat_map(|it| MODEL.questions_of(*it)) {
            it.apply(Edit::answer(question, Some(none())), CLOCK);
        }
    };
    let says = |it: &Assessment| {
        let sheet = sheet(it);
        let report = report::report(&MODEL, it, &sheet, 1);
        let radar = chart::radar(&MODEL, &sheet, None, chart::Size::Wide).picture.description;
        // Of the last group, which is one of processes.
        let groups = report::groups(&MODEL, &sheet).rows;
        let group = groups.last().unwrap()[1].text.clone();
        (report.verdict, radar, group)
    };

    let nothing = says(&new());
    assert!(nothing.0.starts_with("Nothing has been rated yet"), "{}", nothing.0);
    assert!(nothing.1.contains("None is assessed yet."), "{}", nothing.1);
    assert!(nothing.2.starts_with("none of "), "{}", nothing.2);

    let mut it = new();
    out(&mut it, &processes);
    let all_out = says(&it);
    assert_eq!(all_out.0, "No process is in scope, so there is no level to show.");
    assert!(all_out.1.contains("13 out of scope.") && !all_out.1.contains("yet"), "{}", all_out.1);
    assert_eq!(all_out.2, "out of scope");

    let mut it = new();
    not_applicable(&mut it, &processes);
    let none_applies = says(&it);
    assert_eq!(
        none_applies.0,
        "Every process is in scope and marked not applicable throughout, so there is no level to show."
    );
    assert!(none_applies.1.contains("13 not applicable."), "{}", none_applies.1);
    assert!(!none_applies.1.contains("yet"), "{}", none_applies.1);
    assert_eq!(none_applies.2, "not applicable");

    let mut it = new();
    out(&mut it, &processes[..1]);
    not_applicable(&mut it, &processes[1..]);
    assert_eq!(
        says(&it).0,
        "Each process is out of scope or marked not applicable throughout, so there is no level to show."
    );

    // One that applies to nothing is in scope all the same.
    let mut it = new();
    not_applicable(&mut it, &processes[..1]);
    let id = &MODEL.process(processes[1]).id;
    rate(&mut it, id, &[("1.1", Score::F)]);
    let figures = report::report(&MODEL, &it, &sheet(&it), 1).figures;
    let level = &figures.first().unwrap().value;
    assert!(level.ends_with("over 1 of 12 processes in scope that apply)"), "{level}");
}

#[test]
fn what_is_out_of_scope_stays_at_home_when_results_are_shown() {
    let file = include_bytes!("inputs/counts-and-out-of-scope.json");
    let found = plumbline::document::read(&MODEL, file).unwrap();
    let it = &found[0];
    let counts = sheet(it).overall.counts;
    assert_eq!((counts.done(), counts.ask_someone, counts.given()), (2, 1, 3));
    let says = |kind| {
        let copy = share::copy(&MODEL, it, kind, Parts::of(&Part::OPTIONAL));
        let link = link::write(&MODEL, kind, &copy, 1_795_900_000_000);
        let parcel = link::read(&MODEL, &link).unwrap();
        let notes = format!("{:?}", parcel.assessment.registers().collect::<Vec<_>>());
        (link::contents(&MODEL, &parcel.assessment), notes.contains("TEXT OF A PROCESS OUT"))
    };
    let of = "the organisation by name.";
    let shown = "It holds 2 answers, 1 question left to someone, names of people,";
    assert_eq!(says(Kind::Result), (format!("{shown} {of}"), false));
    let whole = "It holds 2 answers, 1 question left to someone, 4 answers out of scope, 1 note, among them 1 entry about what is out of scope or not asked, names of people,";
    assert_eq!(says(Kind::Full), (format!("{whole} {of}"), true));
}
