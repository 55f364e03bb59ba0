//! The shipped bank and sample as data: what a person relies on when reading
//! them. The build step has checked their form.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use plumbline::assessment::{Answer, AssessmentId, Key};
use plumbline::bank::Advice;
use plumbline::document;
use plumbline::model::{Depth, Kind, Level, Model};
use plumbline::questionnaire;
use plumbline::scoring::{self, Standing};

fn model() -> Model {
    plumbline::bank::shipped().unwrap()
}

fn sample(model: &Model) -> plumbline::assessment::Assessment {
    let id = AssessmentId::from_random(1);
    plumbline::bank::sample(model, id, 1_764_000_000_000)
        .expect("every register of the sample is read")
}

#[test]
fn thirteen_processes_in_five_groups_and_two_areas() {
    let model = model();
    let processes = model.processes().filter(|it| model.kind(*it) == Kind::Process).count();
    assert_eq!(processes, 13);
    assert_eq!(model.n_processes(), 15);
    assert_eq!(model.groups().count(), 6);
}

/// Ids are a promise of the file format: they may be added and aliased, never
/// renamed or reused. To add one, add it to the list.
#[test]
fn no_id_has_disappeared() {
    let model = model();
    let frozen = include_str!("../src/link/positions.txt");
    for id in frozen.lines() {
        let known = model.process_by_id(id).is_some() || model.question_by_id(id).is_some();
        assert!(known, "{id} is gone: files that name it would lose an answer; add an alias");
    }
    let listed: BTreeSet<&str> = frozen.lines().collect();
    for question in model.questions() {
        let id = model.question(question).id();
        assert!(listed.contains(id), "{id} is new: add it at the end of src/link/positions.txt");
    }
}

#[test]
fn every_text_is_there_and_what_whoever_begins_sees_first_needs_no_more_to_be_read() {
    let (model, advice) = (model(), Advice::shipped().unwrap());
    let brief: Vec<bool> = model.processes().map(|it| model.is_brief(it)).collect();
    assert!(!brief[0] && brief[1..].iter().all(|it| *it), "{brief:?}");
    for question in model.questions() {
        let it = model.question(question);
        let texts = [it.statement(), it.why(), it.example()];
        let advice = [advice.recommendation(it), advice.benefit(it)];
        assert!(texts.iter().chain(&advice).all(|it| !it.is_empty()), "{}", it.id());
        assert!(it.checks().len() > 0 && it.evidence().len() > 0, "{}", it.id());
    }
    for it in model.processes() {
        assert!(!model.purpose(it).is_empty() && !model.risks(it).is_empty());
    }
}

/// The files of the bank as somebody wrote them: processes and areas, by their ids.
fn written() -> BTreeMap<String, toml::Table> {
    let files = ["process", "area"].map(|it| std::fs::read_dir(Path::new("src/bank").join(it)));
    let read = files.into_iter().flat_map(Result::unwrap).map(|it| {
        let table: toml::Table =
            std::fs::read_to_string(it.unwrap().path()).unwrap().parse().unwrap();
        (table["id"].as_str().unwrap().to_owned(), table)
    });
    read.collect()
}

/// A field of a file: a text, or several.
fn texts<'a>(table: &'a toml::Table, field: &str) -> Vec<&'a str> {
    match &table[field] {
        toml::Value::Array(all) => all.iter().map(|it| it.as_str().unwrap()).collect(),
        one => vec![one.as_str().unwrap()],
    }
}

/// The practice with this id.
fn practice<'a>(table: &'a toml::Table, id: &str) -> &'a toml::Table {
    let mut all = table["practices"].as_array().unwrap().iter().map(|it| it.as_table().unwrap());
    all.find(|it| it["id"].as_str() == Some(id)).unwrap()
}

/// The texts are shipped apart from one another, and put together when they are wanted.
#[test]
fn every_process_and_question_has_the_texts_that_were_written_for_it() {
    let (model, advice) = (model(), Advice::shipped().unwrap());
    let processes = written();
    let generic: toml::Table =
        std::fs::read_to_string("src/bank/generic.toml").unwrap().parse().unwrap();
    assert_eq!(model.n_processes(), processes.len());
    for process in model.processes() {
        let id = &model.process(process).id;
        let file = &processes[id];
        assert_eq!([model.purpose(process)], *texts(file, "purpose"), "{id}");
        assert_eq!(model.risks(process), texts(file, "risks"), "{id}");
        assert_eq!(model.statements(process), texts(file, "statements"), "{id}");
    }
    for question in model.questions() {
        let it = model.question(question);
        let process = &model.process(it.process()).id;
        let written = if it.is_base() {
            practice(&processes[process], it.id())
        } else {
            let id = it.id().strip_prefix(process.as_str()).and_then(|it| it.strip_prefix('.'));
            practice(&generic, id.unwrap())
        };
        let checks: Vec<_> = it.checks().collect();
        let evidence: Vec<_> = it.evidence().collect();
        for (field, shown) in [
            ("title", &[it.title()][..]),
            ("statement", &[it.statement()]),
            ("why", &[it.why()]),
            ("example", &[it.example()]),
            ("checks", &checks),
            ("evidence", &evidence),
            ("recommendation", &[advice.recommendation(it)]),
            ("benefit", &[advice.benefit(it)]),
        ] {
            let all = texts(written, field).into_iter().map(|text| it.words(text));
            assert_eq!(shown, all.collect::<Vec<_>>(), "{field} of {}", it.id());
        }
    }
}

#[test]
fn the_usual_questionnaire_fits_a_sitting() {
    let model = model();
    let assessment = plumbline::assessment::Assessment::new(AssessmentId::from_random(1));
    let size = questionnaire::size(&model, &assessment);
    assert!(size.processes <= 128, "{} questions on the processes", size.processes);
    for process in model.processes() {
        let n = questionnaire::asked(&model, &assessment, process).len();
        assert!((7..=15).contains(&n), "{} asks {n}", model.process(process).id);
    }
}

#[test]
fn generic_practices_read_well_in_every_process() {
    let (model, advice) = (model(), Advice::shipped().unwrap());
    for question in model.questions() {
        let it = model.question(question);
        let advice = [advice.recommendation(it), advice.benefit(it)];
        let texts = [it.statement(), it.why(), it.example()].into_iter().chain(advice);
        for shown in texts.chain(it.checks()).chain(it.evidence()) {
            assert!(!shown.contains(['{', '}']), "{}: {shown}", it.id());
            assert!(!shown.contains("  "), "{}: {shown}", it.id());
            let first = shown.chars().next().unwrap();
            assert!(!first.is_lowercase(), "{}: begins in lower case: {shown}", it.id());
        }
        let words = it.statement().split_whitespace().count();
        assert!(words <= 32, "{}: {words} words: {}", it.id(), it.statement());
    }
}

/// To write it anew after a change of the bank: `WRITE=1 cargo test --test bank`.
#[test]
fn the_questionnaire_on_paper_is_the_bank() {
    let page = plumbline::report::blank::write(&model());
    let path = "public/questionnaire.html";
    if std::env::var_os("WRITE").is_some() {
        std::fs::write(path, &page).unwrap();
    }
    let there = std::fs::read_to_string(path).unwrap();
    assert!(there == page, "{path} is not up to date: WRITE=1 cargo test --test bank");
    assert!(page.matches("scope=\"row\"").count() > 120);
    assert!(!page.contains('{'), "a slot is not filled");
}

#[test]
fn the_sample_is_whole_marked_and_worth_looking_at() {
    let model = model();
    let sample = sample(&model);
    assert!(sample.is_sample());
    assert!(sample.text(Key::Organisation).contains("fictional"));
    assert_eq!(sample.depth(), Depth::Standard);
    let sheet = scoring::score(&model, &sample);
    let levels: BTreeSet<Level> =
        sheet.processes.iter().filter_map(|it| it.levels()).map(|it| it.lowest).collect();
    assert!(levels.len() >= 4, "levels 0 to 3 are all shown: {levels:?}");
    let open = sheet.processes.iter().filter(|it| it.counts.open() > 0).count();
    assert_eq!(open, 1, "one process shows what open answers look like");
    assert!(sheet.processes.iter().all(|it| it.standing != Standing::NotAssessed));
    let tally = sheet.overall.tally;
    assert!(tally.at_target > 0 && tally.at_target < tally.in_scope);
    assert!(sample.answers().any(|(_, it)| matches!(it, Answer::NotApplicable { .. })));
    assert!(sample.answers().any(|(_, it)| matches!(it, Answer::AskSomeone { .. })));
}

#[test]
fn the_sample_can_be_exported_and_read() {
    let model = model();
    let sample = sample(&model);
    let file = document::write(&model, [&sample]);
    assert_eq!(document::read(&model, file.as_bytes()).unwrap(), [sample]);
}

#[test]
fn a_sample_is_one_as_long_as_it_holds_what_was_made_up_and_is_alone_until_somebody_says_something()
{
    use plumbline::assessment::{Assessment, Clock, Edit, Value, Writer};
    use plumbline::bank::is_sample_alone;
    use plumbline::model::{Rating, Score};
    let model = plumbline::bank::shipped().unwrap();
    let sample = sample(&model);
    assert!(is_sample_alone(&model, &sample));
    let question = model.questions().next().unwrap();
    let later = Clock::start(1_764_000_100_000, Writer(7));
    let mut changed = sample.clone();
    let undo =
        changed.apply(Edit::answer(question, Some(Answer::Rated(Score::of(Rating::N)))), later);
    assert!(changed.is_sample() && !is_sample_alone(&model, &changed));
    // Taken back, somebody has said it all the same.
    changed.apply(undo, later.next(1_764_000_200_000, Writer(7)));
    assert!(changed.is_sample() && !is_sample_alone(&model, &changed));
    // What is said with the set-up of a sample is somebody's own, even where the mark
    // has come along.
    let mut own = Assessment::new(AssessmentId::from_random(3));
    let begun = Clock::start(1_764_000_300_000, Writer(9));
    own.apply(Edit::new(Key::Sample, Some(Value::Set)).unwrap(), begun);
    own.apply(
        Edit::answer(question, Some(Answer::Rated(Score::of(Rating::F)))),
        begun.next(begun.ms, Writer(9)),
    );
    assert!(!own.is_sample() && !is_sample_alone(&model, &own));
}
