//! What is kept up record by record is what reading everything anew would give.

use std::cell::RefCell;
use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;
use crate::assessment::{Answer, Edit, Value, Writer};
use crate::document::register_to_json;
use crate::model::Score;

static MODEL: LazyLock<Model> = LazyLock::new(|| crate::bank::shipped().unwrap());

fn model(_: &AssessmentId) -> &'static Model {
    &MODEL
}

/// A storage that notes which of its records are read.
#[derive(Default)]
struct Storage {
    records: BTreeMap<String, String>,
    reads: RefCell<Vec<String>>,
}

impl Storage {
    fn read(&self, key: &str) -> Option<String> {
        self.reads.borrow_mut().push(key.to_owned());
        self.records.get(key).cloned()
    }

    /// What was read since this was asked last, in order of the keys.
    fn take_reads(&self) -> Vec<String> {
        let mut reads = self.reads.take();
        reads.sort();
        reads
    }

    /// Everything that is whole, read anew, with the names of what is unreadable.
    fn anew(&self) -> Vec<(Assessment, BTreeSet<String>)> {
        let ids: BTreeSet<AssessmentId> =
            self.records.keys().filter_map(|it| Some(records::parse_record(it)?.0)).collect();
        let whole =
            ids.iter().filter(|id| self.records.contains_key(&records::record(id, MODEL_RECORD)));
        whole
            .map(|id| {
                let own = self.records.iter().filter_map(|(key, json)| {
                    let (of, name) = records::parse_record(key)?;
                    (of == *id).then(|| (name.to_owned(), json.clone()))
                });
                let (assessment, unreadable) = records::from_records(&MODEL, id, own);
                (assessment, unreadable.into_iter().collect())
            })
            .collect()
    }

    fn looked(&self, catalogue: &mut Catalogue) -> Vec<(Assessment, BTreeSet<String>)> {
        let all = catalogue.all(&model, &|key| self.read(key));
        all.iter().map(|it| (it.assessment().clone(), it.unreadable().clone())).collect()
    }
}

fn id(at: usize) -> AssessmentId {
    AssessmentId::from_random(at as u64)
}

/// A register of a question, as a record.
fn record(of: usize, key: Key, value: Value, ms: u64) -> (String, String) {
    let clock = Clock { epoch: 0, ms, counter: 0, writer: Writer(1) };
    let mut assessment = Assessment::new(id(of));
    assessment.apply(Edit::new(key, Some(value)).unwrap(), clock);
    let json = register_to_json(assessment.register(key).unwrap());
    (records::record(&id(of), &key.name(&MODEL)), json)
}

fn answer(of: usize, question: usize, score: usize) -> (String, String) {
    let question = MODEL.questions().nth(question).unwrap();
    let answer = Answer::Rated(Score::ALL[score % Score::ALL.len()]);
    record(of, Key::Answer(question), Value::Answer(answer), score as u64)
}

fn whole(of: usize) -> (String, String) {
    (records::record(&id(of), MODEL_RECORD), "{}".to_owned())
}

/// What may happen to a storage and to who looks at it.
#[derive(Clone, Debug)]
enum Event {
    Written(String, String),
    Removed(String),
    /// So many of the news that wait are heard of, latest first.
    Heard(usize),
    LookedAtAll,
    LookedAt(AssessmentId),
}

fn any_record() -> impl Strategy<Value = (String, String)> {
    (0_usize..3, 0_usize..11, 0_usize..40).prop_map(|(of, name, value)| match name {
        0..=2 => whole(of),
        3 => (records::record(&id(of), "future/field"), format!("{{ \"x\": {value} }}")),
        4 => ("plumbline/theme".to_owned(), "\"dark\"".to_owned()),
        5 if value < 20 => (answer(of, value % 3, 0).0, "{ \"value\":".to_owned()),
        6 if value < 20 => (records::record(&id(of), "future/field"), "{".to_owned()),
        // What was said before a moment is taken out for good.
        9 => {
            let question = MODEL.questions().nth(value % 3).unwrap();
            let clock = Clock { epoch: 0, ms: value as u64 / 2, counter: 0, writer: Writer(1) };
            let name = document::erasure_name(Key::Answer(question), &MODEL);
            let json = if value == 39 { "{".to_owned() } else { document::erasure_to_json(clock) };
            (records::record(&id(of), &name), json)
        }
        7 => record(of, Key::Name, Value::typed(&format!("name {value}")), value as u64),
        _ => answer(of, value % 3, value),
    })
}

fn any_event() -> impl Strategy<Value = Event> {
    prop_oneof![
        6 => any_record().prop_map(|(key, json)| Event::Written(key, json)),
        2 => any_record().prop_map(|(key, _)| Event::Removed(key)),
        4 => (0_usize..6).prop_map(Event::Heard),
        2 => Just(Event::LookedAtAll),
        1 => (0_usize..3).prop_map(|it| Event::LookedAt(id(it))),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn after_any_writes_heard_of_in_any_order_it_is_as_read_anew(
        events in proptest::collection::vec(any_event(), 0..120),
    ) {
        let mut storage = Storage::default();
        let mut catalogue = Catalogue::default();
        let mut waiting: Vec<String> = Vec::new();
        for event in events {
            match event {
                Event::Written(key, json) => {
                    storage.records.insert(key.clone(), json);
                    waiting.push(key);
                }
                Event::Removed(key) => {
                    storage.records.remove(&key);
                    waiting.push(key);
                }
                Event::Heard(n) => {
                    for key in waiting.split_off(waiting.len().saturating_sub(n)).iter().rev() {
                        catalogue.touch(key);
                    }
                }
                Event::LookedAtAll => {
                    storage.looked(&mut catalogue);
                }
                Event::LookedAt(id) => {
                    let one = catalogue.get(&model, &id, &|key| storage.read(key));
                    let among = catalogue.whole.get(&id);
                    prop_assert_eq!(one.as_ref(), among);
                }
            }
            // No look reads a record twice.
            let reads = storage.take_reads();
            prop_assert_eq!(&reads.iter().cloned().collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>(), &reads);
        }
        waiting.iter().for_each(|key| { catalogue.touch(key); });
        prop_assert_eq!(storage.looked(&mut catalogue), storage.anew());
        for it in catalogue.all(&model, &|key| storage.read(key)) {
            prop_assert_eq!(it.latest(), it.assessment().latest());
            prop_assert_eq!(&*it.sheet(&MODEL), &scoring::score(&MODEL, it.assessment()));
        }
    }
}

/// Many whole assessments, looked at once.
fn many(n: usize) -> (Storage, Catalogue) {
    let mut storage = Storage::default();
    for of in 0..n {
        storage.records.extend((0..20).map(|question| answer(of, question, question)));
        storage.records.extend([whole(of)]);
    }
    let mut catalogue = Catalogue::default();
    for key in storage.records.keys() {
        catalogue.touch(key);
    }
    storage.looked(&mut catalogue);
    (storage, catalogue)
}

#[test]
fn the_first_look_reads_each_record_once_and_the_next_only_what_was_touched() {
    let (mut storage, mut catalogue) = many(80);
    assert_eq!(storage.take_reads(), storage.records.keys().cloned().collect::<Vec<_>>());
    let before = catalogue.all(&model, &|key| storage.read(key));
    assert_eq!(storage.take_reads(), Vec::<String>::new());

    let (key, json) = answer(7, 3, 5);
    storage.records.insert(key.clone(), json);
    catalogue.touch(&key);
    let after = catalogue.all(&model, &|key| storage.read(key));
    assert_eq!(storage.take_reads(), [key]);
    // The others are the very same: what follows from them is found once.
    let changed: Vec<&AssessmentId> = before
        .iter()
        .zip(&after)
        .filter(|(before, after)| !Arc::ptr_eq(before, after))
        .map(|(_, after)| after.id())
        .collect();
    assert_eq!(changed, [&id(7)]);
    // Who held the earlier one still has it.
    assert_ne!(before, after);
}

#[test]
fn one_that_is_looked_at_alone_has_no_other_read() {
    let (storage, _) = many(5);
    let mut catalogue = Catalogue::default();
    storage.records.keys().for_each(|key| {
        catalogue.touch(key);
    });
    storage.take_reads();
    assert!(catalogue.get(&model, &id(2), &|key| storage.read(key)).is_some());
    let own = records::records(&id(2));
    assert!(storage.take_reads().iter().all(|it| it.starts_with(&own)));
}

#[test]
fn what_is_not_whole_is_not_read_until_it_is() {
    let mut storage = Storage::default();
    let mut catalogue = Catalogue::default();
    let (key, json) = answer(1, 0, 0);
    storage.records.insert(key.clone(), json);
    catalogue.touch(&key);
    assert_eq!(storage.looked(&mut catalogue), []);
    assert_eq!(storage.take_reads(), Vec::<String>::new());
    let (last, json) = whole(1);
    storage.records.insert(last.clone(), json);
    catalogue.touch(&last);
    assert_eq!(storage.looked(&mut catalogue), storage.anew());
    assert_eq!(storage.take_reads(), [key.clone(), last.clone()]);
    // It is gone, and comes back with what it had.
    let model = storage.records.remove(&last).unwrap();
    catalogue.touch(&last);
    assert_eq!(storage.looked(&mut catalogue), []);
    storage.records.insert(last.clone(), model);
    catalogue.touch(&last);
    assert_eq!(storage.looked(&mut catalogue), storage.anew());
    assert_eq!(storage.anew().len(), 1);
}

#[test]
fn what_cannot_be_read_is_told_once() {
    let (mut storage, mut catalogue) = many(2);
    let damaged = (answer(1, 3, 0).0, "{ \"value\":".to_owned());
    storage.records.extend([damaged.clone()]);
    catalogue.touch(&damaged.0);
    let other = answer(1, 4, 7);
    storage.records.extend([other.clone()]);
    catalogue.touch(&other.0);
    assert_eq!(storage.looked(&mut catalogue), storage.anew());
    assert_eq!(catalogue.take_damaged(), [damaged]);
    catalogue.touch(&other.0);
    storage.looked(&mut catalogue);
    assert_eq!(catalogue.take_damaged(), []);
}

#[test]
fn single_records_are_read_once_and_after_they_were_touched() {
    let mut storage = Storage::default();
    storage.records.extend([("a".to_owned(), "1".to_owned()), ("b".to_owned(), "x".to_owned())]);
    let mut shelf: Shelf<u64> = Shelf::default();
    ["a", "b", "gone"].into_iter().for_each(|it| shelf.touch(it));
    let all = |shelf: &mut Shelf<u64>, storage: &Storage| {
        let read = shelf.look(|key| storage.read(key)?.parse().ok()).clone();
        (read.into_iter().collect::<Vec<_>>(), storage.take_reads())
    };
    let reads = |keys: &[&str]| keys.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
    assert_eq!(all(&mut shelf, &storage), (vec![("a".to_owned(), 1)], reads(&["a", "b", "gone"])));
    assert_eq!(all(&mut shelf, &storage), (vec![("a".to_owned(), 1)], reads(&[])));
    storage.records.insert("b".to_owned(), "2".to_owned());
    storage.records.remove("a");
    shelf.touch("b");
    shelf.touch("a");
    assert_eq!(all(&mut shelf, &storage), (vec![("b".to_owned(), 2)], reads(&["a", "b"])));
}
