//! How much fits into what a browser gives an address, and that what earlier versions have
//! left there gives room when it is needed.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::LazyLock;

use plumbline::assessment::{
    Answer, Assessment, AssessmentId, Clock, Edition, Key, Register, Value, Writer,
};
use plumbline::document::records::{STORE_VERSION, from_records};
use plumbline::document::register_to_json;
use plumbline::model::{Depth, Model, Score};
use plumbline::questionnaire;
use plumbline::store::{Port, Store, Usage, WriteError, keys};

static MODEL: LazyLock<Model> = LazyLock::new(|| plumbline::bank::shipped().unwrap());

/// Characters, as browsers count what an address has.
const ROOM: usize = 5_000_000;

/// A storage that takes so many characters and no more.
#[derive(Clone, Default)]
struct Limited {
    texts: Rc<RefCell<BTreeMap<String, String>>>,
    used: Rc<Cell<usize>>,
}

fn size(key: &str, text: &str) -> usize {
    key.encode_utf16().count() + text.encode_utf16().count()
}

impl Port for Limited {
    fn get(&self, key: &str) -> Option<String> {
        self.texts.borrow().get(key).cloned()
    }

    fn set(&self, key: &str, text: &str) -> bool {
        let before = self.texts.borrow().get(key).map_or(0, |it| size(key, it));
        let after = self.used.get() - before + size(key, text);
        if after <= ROOM {
            self.texts.borrow_mut().insert(key.to_owned(), text.to_owned());
            self.used.set(after);
        }
        after <= ROOM
    }

    fn remove(&self, key: &str) {
        if let Some(text) = self.texts.borrow_mut().remove(key) {
            self.used.set(self.used.get() - size(key, &text));
        }
    }

    fn keys(&self) -> Vec<String> {
        self.texts.borrow().keys().cloned().collect()
    }
}

/// An assessment in full depth as somebody leaves it after some weeks: everything answered,
/// some of it answered anew, notes of some lines to thirty questions.
fn full(of: usize) -> Assessment {
    let id = AssessmentId::from_random(of as u64 + 1);
    let mut it = Assessment::new(id);
    let set_up = [
        (Key::Created, Value::Time(1_790_000_000_000)),
        (Key::Organisation, Value::typed("Hafen Works")),
        (Key::Scope, Value::typed("Booking and gate control, from Port Carrow, for all terminals")),
        (Key::Assessors, Value::typed("Kim, of the service desk")),
        (Key::Depth, Value::Depth(Depth::Full)),
        (Key::Edition, Value::Edition(Edition::E2018)),
    ];
    let mut ms = 1_790_000_000_000 + of as u64 * 1_000_000_000;
    let mut say = |it: &mut Assessment, key: Key, value: Value| {
        ms += 97_000;
        let writer = Writer(0x9e37_79b9_7f4a_7c15_u64.wrapping_mul(of as u64 + 1));
        it.absorb(key, Register::new(Some(value), Clock::start(ms, writer)));
    };
    for (key, value) in set_up {
        say(&mut it, key, value);
    }
    let processes = MODEL.processes();
    let asked = |process| questionnaire::asked(&MODEL, &it, process);
    let questions: Vec<_> = processes.flat_map(asked).collect();
    for (at, question) in questions.iter().enumerate() {
        let score = Score::ALL[(at + of) % Score::ALL.len()];
        say(&mut it, Key::Answer(*question), Value::Answer(Answer::Rated(score)));
    }
    for question in questions.iter().step_by(10) {
        say(&mut it, Key::Answer(*question), Value::Answer(Answer::Rated(Score::ALL[0])));
    }
    let words = "Seen at the desk of the second site, with the last three reviews; the list of major incidents \
                 is kept by hand and has no owner since spring, Kim asks whether the new tool will do it.";
    for question in questions.iter().skip(of % 5).step_by(6).take(30) {
        say(&mut it, Key::Note(*question), Value::typed(words));
    }
    it
}

/// The records of an assessment, as versions before this one had them lie in the storage.
fn records(it: &Assessment) -> Vec<(String, String)> {
    let registers = it.registers().map(|(key, register)| {
        (keys::record(it.id(), &key.name(&MODEL)), register_to_json(register))
    });
    let model = (
        keys::record(it.id(), keys::MODEL),
        "{\"id\":\"iso20000-13\",\"version\":\"1.0.0\"}".to_owned(),
    );
    registers.chain([model]).collect()
}

fn write(store: &Store, it: &Assessment) -> Result<(), WriteError> {
    records(it).iter().try_for_each(|(key, json)| store.set(key, json))
}

fn read(store: &Store, id: &AssessmentId) -> Assessment {
    let records = store.keys(&keys::records(id)).into_iter();
    let records = records.map(|key| {
        let json = store.get(&key).unwrap();
        (keys::parse_record(&key).unwrap().1.to_owned(), json)
    });
    let (it, unreadable) = from_records(&MODEL, id, records);
    assert_eq!(unreadable, Vec::<String>::new());
    it
}

#[test]
fn two_hundred_full_assessments_with_thirty_notes_each_fit() {
    let storage = Limited::default();
    assert!(storage.set(keys::VERSION, &STORE_VERSION.to_string()));
    let store = Store::new(Some(Box::new(storage.clone())));
    for of in 0..200 {
        assert_eq!(write(&store, &full(of)), Ok(()), "{of}: {} are taken", storage.used.get());
    }
    let one = full(7);
    assert_eq!(one.registers().filter(|(key, _)| matches!(key, Key::Answer(_))).count(), 208);
    assert!(one.registers().count() >= 244, "{}", one.registers().count());
    assert_eq!(one.registers().filter(|(key, _)| matches!(key, Key::Note(_))).count(), 30);
    let usage = store.usage();
    assert!(usage.ours <= 200 * Usage::FULL, "{} each", usage.ours / 200);
    assert_eq!(usage.fits(), (Usage::ROOM - usage.ours) / Usage::FULL);
    for of in [0, 7, 199] {
        assert_eq!(read(&store, full(of).id()), full(of));
    }
}

#[test]
fn what_an_earlier_version_has_left_gives_room_when_it_is_needed() {
    let storage = Limited::default();
    let mut n = 0;
    let fits = |of: usize| records(&full(of)).iter().all(|(key, text)| storage.set(key, text));
    while fits(n) {
        n += 1;
    }
    // While a tab of that version may be open, nothing of it is touched.
    let store = Store::new(Some(Box::new(storage.clone())));
    assert!((n..n + 3).any(|of| write(&store, &full(of)).is_err()));
    assert!(storage.texts.borrow().values().all(|it| !it.starts_with('@')));
    storage.remove(&storage.keys()[0]);
    assert!(storage.set(keys::VERSION, &STORE_VERSION.to_string()));
    // What does not fit is whole after all, and so are the others.
    let store = Store::new(Some(Box::new(storage.clone())));
    let end = n + 30;
    for of in n..end {
        assert_eq!(write(&store, &full(of)), Ok(()), "{of} after {n}");
    }
    for of in [0, n / 2, n, end - 1] {
        assert_eq!(read(&store, full(of).id()), full(of));
    }
    // Damaged records, and what else is there, lie as they lay.
    let store = Store::new(Some(Box::new(storage.clone())));
    let broken = keys::record(full(0).id(), "note/broken");
    assert!(storage.set(&broken, "{ \"value\": "));
    let mut others = 0;
    while storage.set(&format!("other-{others}"), &"x".repeat(10_000)) {
        others += 1;
    }
    let refused =
        store.set(&broken.replace("broken", "more"), &format!("\"{}\"", "x".repeat(2_500_000)));
    assert_eq!(refused, Err(WriteError::Refused));
    assert_eq!(storage.get(&broken).as_deref(), Some("{ \"value\": "));
    let long = storage.texts.borrow().values().filter(|it| it.starts_with("{ \"value\"")).count();
    assert_eq!(long, 1, "by now all the others lie there in fewer letters");
    assert_eq!(read(&store_without(&storage, &broken), full(0).id()), full(0));
}

fn store_without(storage: &Limited, key: &str) -> Store {
    storage.remove(key);
    Store::new(Some(Box::new(storage.clone())))
}

#[test]
fn what_is_noted_for_lists_goes_with_the_next_word_and_gives_way_to_it() {
    let storage = Limited::default();
    assert!(storage.set(keys::VERSION, &STORE_VERSION.to_string()));
    let store = Store::new(Some(Box::new(storage.clone())));
    let (first, second) = (full(0), full(1));
    for it in [&first, &second] {
        write(&store, it).unwrap();
        store.note_listed(it.id(), "[]");
    }
    let noted = || store.keys(keys::LISTED);
    assert_eq!(noted().len(), 2);
    let (key, json) = &records(&first)[0];
    assert_eq!(store.set(key, json), Ok(()));
    assert_eq!(noted(), [keys::listed(second.id())]);
    store.note_listed(first.id(), "[]");
    store.remove(key);
    assert_eq!(noted(), [keys::listed(second.id())]);

    // Nothing that somebody says is refused for want of the room that notes take.
    store.note_listed(second.id(), &"x".repeat(1_000));
    assert!(storage.set("another app", &"x".repeat(ROOM - storage.used.get() - 20)));
    assert_eq!(store.set(key, json), Ok(()));
    assert_eq!(noted(), Vec::<String>::new());
    // Also where room was looked for before in vain.
    assert!(storage.set("a third app", &"x".repeat(ROOM - storage.used.get() - 12)));
    let (other, json) = &records(&second)[0];
    store.remove(other);
    assert!(storage.set("a fourth app", &"x".repeat(ROOM - storage.used.get() - 13)));
    assert_eq!(store.set(other, json), Err(WriteError::Refused));
    storage.remove("a third app");
    store.note_listed(first.id(), &"x".repeat(ROOM - storage.used.get() - 40));
    assert_eq!(noted().len(), 1);
    assert_eq!(store.set(other, json), Ok(()));
    assert_eq!(noted(), Vec::<String>::new());
    // And where there is none left they are not noted.
    assert!(storage.set("more of it", &"x".repeat(ROOM - storage.used.get() - 12)));
    store.note_listed(second.id(), "a note");
    assert_eq!(noted(), Vec::<String>::new());
    assert_eq!(store.refused(keys::STORAGE), Vec::<String>::new());
}
