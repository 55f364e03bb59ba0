//! What is listed from notes is what reading everything anew would list, and it is listed
//! without reading anything.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;
use crate::assessment::{Answer, Edit, Text, Value, Writer};
use crate::catalogue::Catalogue;
use crate::document::records::{self, MODEL_RECORD};
use crate::document::register_to_json;
use crate::model::Score;
use crate::scoring;

static MODEL: LazyLock<Model> = LazyLock::new(|| bank::shipped().unwrap());

/// Long after all that is said here.
const NOW: u64 = 1_795_884_483_742;

fn model(_: &AssessmentId) -> &'static Model {
    &MODEL
}

fn id(of: usize) -> AssessmentId {
    AssessmentId::from_random(of as u64)
}

/// A storage with notes, of which whoever writes a record takes away those of its
/// assessment, as the store does.
#[derive(Default)]
struct Storage {
    records: BTreeMap<String, String>,
    notes: BTreeMap<AssessmentId, String>,
    reads: RefCell<usize>,
}

impl Storage {
    fn read(&self, key: &str) -> Option<String> {
        *self.reads.borrow_mut() += 1;
        self.records.get(key).cloned()
    }

    fn write(&mut self, (key, json): (String, Option<String>)) {
        if let Some((id, _)) = records::parse_record(&key) {
            self.notes.remove(&id);
        }
        match json {
            Some(json) => self.records.insert(key, json),
            None => self.records.remove(&key),
        };
    }

    /// One assessment, read anew.
    fn anew(&self, id: &AssessmentId) -> Option<Listed> {
        self.records.get(&records::record(id, MODEL_RECORD))?;
        let own = self.records.iter().filter_map(|(key, json)| {
            let (of, name) = records::parse_record(key)?;
            (of == *id).then(|| (name.to_owned(), json.clone()))
        });
        let (it, _) = records::from_records(&MODEL, id, own);
        Some(Listed::of(&MODEL, &it, &scoring::score(&MODEL, &it), NOW))
    }

    fn note(&mut self, id: &AssessmentId) {
        if let Some(it) = self.anew(id) {
            self.notes.insert(id.clone(), it.text(&MODEL));
        }
    }

    /// Notes what a page knows, as it does it: it may not have heard of the latest.
    fn note_found(&mut self, catalogue: &Catalogue, id: &AssessmentId) {
        if let Some((it, false)) = catalogue.found(id) {
            self.notes.insert(id.clone(), it.text(&MODEL));
        }
    }

    /// A page hears that another one has written a record.
    fn hear(&mut self, catalogue: &mut Catalogue, key: &str) {
        if let Some((id, _)) = records::parse_record(key) {
            self.notes.remove(&id);
        }
        catalogue.touch(key);
    }

    /// A page that has just been opened.
    fn opened(&self) -> Catalogue {
        let mut catalogue = Catalogue::default();
        self.records.keys().for_each(|it| catalogue.enter(it));
        catalogue
    }

    fn listed(&self, catalogue: &mut Catalogue) -> Vec<Listed> {
        let note = |id: &AssessmentId| self.notes.get(id).cloned();
        let all = catalogue.listing(&model, &|key| self.read(key), &note, NOW);
        let mut all: Vec<Listed> = all.iter().map(|it| Listed::clone(it)).collect();
        all.sort_by(|a, b| a.id.cmp(&b.id));
        all
    }
}

fn said(of: usize, key: Key, value: Option<Value>, ms: u64) -> (String, Option<String>) {
    let mut it = Assessment::new(id(of));
    let clock = Clock { epoch: 0, ms, counter: 0, writer: Writer(1) };
    it.apply(Edit::new(key, value).unwrap(), clock);
    let json = register_to_json(it.register(key).unwrap());
    (records::record(&id(of), &key.name(&MODEL)), Some(json))
}

fn any_write() -> impl Strategy<Value = (String, Option<String>)> {
    (0_usize..3, 0_usize..9, 0_usize..40).prop_map(|(of, what, value)| {
        let question = MODEL.questions().nth(value % 5).unwrap();
        let model = records::record(&id(of), MODEL_RECORD);
        let text = |it: &str| Some(Value::typed(it));
        let ms = 1_790_000_000_000 + value as u64;
        match what {
            0..=2 => (model, Some("{}".to_owned())),
            3 => (model, None),
            4 => said(of, Key::Name, text(&format!("\"{value}\"\n[")), ms),
            5 => said(of, Key::RaterOf, text(id((of + value) % 3).as_str()), ms),
            6 => (said(of, Key::Answer(question), None, ms).0, None),
            7 => {
                let whom = Answer::AskSomeone { whom: Text::default() };
                said(of, Key::Answer(question), Some(Value::Answer(whom)), ms)
            }
            _ => {
                let score = Score::ALL[value % Score::ALL.len()];
                said(of, Key::Answer(question), Some(Value::Answer(Answer::Rated(score))), ms)
            }
        }
    })
}

#[derive(Clone, Debug)]
enum Event {
    Written((String, Option<String>)),
    /// So many of the news that wait are heard of, latest first.
    Heard(usize),
    Noted(usize),
    Listed,
    /// The page is left, and another one opened.
    Opened,
}

fn any_event() -> impl Strategy<Value = Event> {
    prop_oneof![
        6 => any_write().prop_map(Event::Written),
        3 => (0_usize..6).prop_map(Event::Heard),
        3 => (0_usize..3).prop_map(Event::Noted),
        2 => Just(Event::Listed),
        1 => Just(Event::Opened),
    ]
}

proptest! {
    #[test]
    fn what_is_listed_is_what_reading_anew_lists(
        events in proptest::collection::vec(any_event(), 0..80),
    ) {
        let mut storage = Storage::default();
        let mut catalogue = Catalogue::default();
        let mut waiting: Vec<String> = Vec::new();
        for event in events {
            match event {
                Event::Written((key, json)) => {
                    storage.write((key.clone(), json));
                    waiting.push(key);
                }
                Event::Heard(n) => {
                    for key in waiting.split_off(waiting.len().saturating_sub(n)).iter().rev() {
                        storage.hear(&mut catalogue, key);
                    }
                }
                Event::Noted(of) => storage.note_found(&catalogue, &id(of)),
                Event::Listed => drop(storage.listed(&mut catalogue)),
                // What a page had not heard of when it was left is found when its notes are
                // looked up.
                Event::Opened => {
                    waiting.drain(..).for_each(|it| storage.hear(&mut catalogue, &it));
                    catalogue = storage.opened();
                }
            }
        }
        waiting.iter().for_each(|key| storage.hear(&mut catalogue, key));
        let anew: BTreeMap<_, _> = (0..3).filter_map(|of| Some((id(of), storage.anew(&id(of))?))).collect();
        let anew: Vec<Listed> = anew.into_values().collect();
        prop_assert_eq!(&storage.listed(&mut catalogue), &anew);
        // And so does the next page, by whatever notes there are.
        prop_assert_eq!(&storage.listed(&mut storage.opened()), &anew);
    }

    #[test]
    fn a_note_is_read_as_it_was_written(writes in proptest::collection::vec(any_write(), 0..30)) {
        let mut storage = Storage::default();
        writes.into_iter().for_each(|it| storage.write(it));
        for of in 0..3 {
            if let Some(it) = storage.anew(&id(of)) {
                let text = it.text(&MODEL);
                prop_assert_eq!(Listed::parse(&MODEL, &id(of), &text), Some(it));
                // That of another one says nothing of this one.
                prop_assert_eq!(Listed::parse(&MODEL, &id(of + 7), &text), None);
            }
        }
    }
}

#[test]
fn listing_reads_no_record_but_of_what_has_no_note() {
    let mut storage = Storage::default();
    for of in 0..40 {
        storage.write((records::record(&id(of), MODEL_RECORD), Some("{}".to_owned())));
        for question in MODEL.questions().take(20) {
            let answer = Value::Answer(Answer::Rated(Score::L));
            storage.write(said(of, Key::Answer(question), Some(answer), 1_790_000_000_000));
        }
        storage.note(&id(of));
    }
    assert_eq!(storage.listed(&mut storage.opened()).len(), 40);
    assert_eq!(storage.reads.take(), 0);

    // Of the one in which something has been said since all is read, and of no other.
    let mut catalogue = storage.opened();
    let written = said(7, Key::Name, Some(Value::typed("Another")), 1_790_000_000_001);
    storage.write(written.clone());
    catalogue.touch(&written.0);
    let names: Vec<String> = storage.listed(&mut catalogue).into_iter().map(|it| it.name).collect();
    assert_eq!(names.iter().filter(|it| *it == "Another").count(), 1);
    assert_eq!(storage.reads.take(), 22);
    storage.listed(&mut catalogue);
    assert_eq!(storage.reads.take(), 0);
}

#[test]
fn a_note_of_another_edition_or_a_damaged_one_is_none() {
    let mut storage = Storage::default();
    storage.write((records::record(&id(1), MODEL_RECORD), Some("{}".to_owned())));
    storage.note(&id(1));
    let text = storage.notes[&id(1)].clone();
    let damaged = [
        "",
        "[]",
        "{",
        &text[..text.len() - 2],
        &text.replacen(MODEL.version(), "0.0.1", 1),
        &text.replace("#/a/", "#/b/"),
        &text.replace("\"0\"", "\"many\""),
    ];
    for it in damaged {
        assert_eq!(Listed::parse(&MODEL, &id(1), it), None, "{it}");
        storage.notes.insert(id(1), it.to_owned());
        let expected: Vec<Listed> = storage.anew(&id(1)).into_iter().collect();
        assert_eq!(storage.listed(&mut storage.opened()), expected);
    }
}

#[test]
fn a_level_says_whether_it_is_a_range_and_a_belief() {
    let none = scoring::score(&MODEL, &Assessment::new(id(1))).overall;
    assert_eq!(level(&none), "No level yet");
    let tally =
        scoring::Tally { in_scope: 13, with_level: 2, sum: 3, sum_highest: 3, ..none.tally };
    let mut it = Overall { tally, ..none };
    assert_eq!(level(&it), "Mean level 1.5 over 2 of 13");
    it.is_belief = true;
    assert_eq!(level(&it), "Mean level 1.5 (belief) over 2 of 13");
    it.tally.sum_highest = 8;
    assert_eq!(level(&it), "Mean level 1.5 to 4 (belief) over 2 of 13");
}
