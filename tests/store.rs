//! Laws of what a browser keeps: whatever is written, removed, refused, cut off or late,
//! what was said to be saved is there at the end, and what was removed is not.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use plumbline::assessment::{Answer, AssessmentId, Clock, Key, Register, Value, Writer};
use plumbline::document::{self, records::Records};
use plumbline::model::{Model, Score};
use plumbline::store::turns::{BOOKS, Turn, Turns};
use plumbline::store::{Port as _, Store, TakenIn, heed_written, keys, meet, spelt};
use proptest::prelude::*;

#[path = "store/double.rs"]
#[allow(dead_code, reason = "other files use the rest of it")]
mod double;
use double::Double;

static MODEL: LazyLock<Model> = LazyLock::new(|| plumbline::bank::shipped().unwrap());

const ASSESSMENTS: usize = 2;
const FIELDS: usize = 3;

#[derive(Clone, Debug)]
enum Event {
    /// Somebody answers a question of an assessment.
    Says(usize, usize, usize),
    /// An assessment is removed.
    Removes(usize),
    /// The browser opens a book.
    Opens(usize),
    /// What is being written into a book has been written, or refused.
    Ends(usize, bool),
    /// The storage is full, or has room again.
    Fills(bool),
    /// Another window is opened beside the page, and reads a book first.
    Joins(usize),
    /// The page is left in good order and opened again.
    Reloads,
    /// The browser crashes, and so many of its last writes to the storage are lost.
    Crashes(usize),
}

fn any_event() -> impl Strategy<Value = Event> {
    let book = 0..BOOKS;
    prop_oneof![
        10 => (0..ASSESSMENTS, 0..FIELDS, 0..Score::ALL.len())
            .prop_map(|(of, field, score)| Event::Says(of, field, score)),
        2 => (0..ASSESSMENTS).prop_map(Event::Removes),
        6 => book.clone().prop_map(Event::Opens),
        8 => (book, prop::bool::weighted(0.9)).prop_map(|(book, is)| Event::Ends(book, is)),
        1 => any::<bool>().prop_map(Event::Fills),
        1 => (0..BOOKS).prop_map(Event::Joins),
        1 => Just(Event::Reloads),
        1 => (0_usize..12).prop_map(Event::Crashes),
    ]
}

/// What was said of a field, and what became of it.
#[derive(Clone, Debug)]
struct Said {
    of: usize,
    key: String,
    clock: Clock,
    number: u64,
    is_safe: bool,
}

/// What a page writes into a book: records as they stood when its turn began.
type Changes = Vec<(String, Option<String>)>;

/// A browser with one page.
struct World {
    storage: Double,
    books: [Records; BOOKS],
    store: Store,
    turns: Turns,
    is_open: [bool; BOOKS],
    writing: [Option<(Turn, Changes)>; BOOKS],
    page: u64,
    minute: u64,
    said: Vec<Said>,
    /// When each assessment was removed last, and whether nothing can have undone that.
    removed: [Option<(Clock, bool)>; ASSESSMENTS],
}

fn id(of: usize) -> AssessmentId {
    AssessmentId::from_random(of as u64 + 1)
}

fn name(of: usize, field: usize) -> String {
    let question = MODEL.questions().nth(field).unwrap();
    keys::record(&id(of), &Key::Answer(question).name(&MODEL))
}

impl World {
    fn new() -> Self {
        let storage = Double::default();
        storage.set(keys::VERSION, &document::records::STORE_VERSION.to_string());
        Self {
            store: Store::new(Some(Box::new(storage.clone()))),
            storage,
            books: Default::default(),
            turns: Turns::default(),
            is_open: [false; BOOKS],
            writing: [None, None],
            page: 1,
            minute: 0,
            said: Vec::new(),
            removed: [None; ASSESSMENTS],
        }
    }

    fn clock(&mut self) -> Clock {
        self.minute += 1;
        Clock::start(1_700_000_000_000 + self.minute * 60_000, Writer(self.page))
    }

    /// Another page takes the place of this one. What was not safe is not looked for.
    fn start(&mut self) {
        self.said.retain(|it| it.is_safe);
        self.store = Store::new(Some(Box::new(self.storage.clone())));
        self.turns = Turns::default();
        self.is_open = [false; BOOKS];
        self.writing = [None, None];
        self.page += 1;
    }

    fn happen(&mut self, event: &Event) {
        match *event {
            Event::Says(of, field, score) => {
                let clock = self.clock();
                let value = Value::Answer(Answer::Rated(Score::ALL[score]));
                let json = document::register_to_json(&Register::new(Some(value), clock));
                let key = name(of, field);
                // What is refused is in the memory of the page, and goes into the journal.
                let _ = self.store.set(&key, &json);
                let _ = self.store.set(&keys::record(&id(of), keys::MODEL), "\"model\"");
                let number = self.turns.note(&self.store.take_pending());
                self.said.push(Said { of, key, clock, number, is_safe: false });
            }
            Event::Removes(of) => {
                let clock = self.clock();
                // A book that is still to come may hold more than anybody has seen here:
                // nobody has removed that.
                let is_seen = self.is_seen(of);
                let stored = |key: &str| self.store.get(key).as_deref().map(clock_in);
                let seen = self.said.iter().map(|it| stored(&it.key) >= Some(it.clock));
                let seen: Vec<bool> = seen.collect();
                let mut seen = seen.into_iter();
                self.said.retain(|it| !seen.next().unwrap() || it.of != of);
                self.store.remove_all(&keys::records(&id(of)));
                self.store.keep_removed();
                // What does not fit is not put down, and may come back.
                let is_certain = is_seen && !self.storage.is_full.get();
                self.turns.note(&self.store.take_pending());
                self.removed[of] = Some((clock, is_certain));
            }
            Event::Opens(book) if !self.is_open[book] => {
                self.is_open[book] = true;
                let writer = Writer(self.page);
                let taken = meet(&MODEL, &self.store, &self.books[book], writer).taken;
                self.turns.opened(book, taken.lacking, taken.found);
            }
            Event::Opens(_) => {}
            Event::Ends(book, is_done) => self.end(book, is_done),
            Event::Fills(is_full) => self.storage.is_full.set(is_full),
            Event::Joins(book) => {
                let before = self.storage.texts.borrow().clone();
                let other = Store::new(Some(Box::new(self.storage.clone())));
                meet(&MODEL, &other, &self.books[book], Writer(1_000 + self.page));
                // The page hears of what was written, as of everything that another one writes.
                let after = self.storage.texts.borrow().clone();
                for (key, _) in after.iter().filter(|(key, json)| before.get(*key) != Some(json)) {
                    heed_written(&MODEL, &self.store, key, Writer(self.page));
                }
            }
            Event::Reloads => {
                self.store.keep_removed();
                self.start();
            }
            Event::Crashes(lost) => {
                self.storage.crash(lost);
                self.forgive_removals();
                self.start();
            }
        }
        self.go_on();
    }

    fn is_seen(&self, of: usize) -> bool {
        let all = keys::records(&id(of));
        let latest = |json: &str| document::clock_of(json);
        let here = self.store.keys(&all).iter().filter_map(|it| latest(&self.store.get(it)?)).max();
        let there = self.books.iter().flatten().filter(|(key, _)| key.starts_with(&all));
        there.filter_map(|(_, json)| latest(json)).max() <= here
    }

    /// What was removed may come back: nobody could put down that it was.
    fn forgive_removals(&mut self) {
        for it in self.removed.iter_mut().flatten() {
            it.1 = false;
        }
    }

    fn end(&mut self, book: usize, is_done: bool) {
        let Some((_, changes)) = self.writing[book].take() else { return };
        for (key, json) in changes.into_iter().filter(|_| is_done) {
            match json {
                Some(json) => drop(self.books[book].insert(key, json)),
                None => drop(self.books[book].remove(&key)),
            }
        }
        self.turns.ended(book, is_done);
    }

    fn go_on(&mut self) {
        while let Some(turn) = self.turns.take() {
            let stands = turn.keys.iter().map(|it| (it.clone(), self.store.get(it)));
            self.writing[turn.book] = Some((turn.clone(), stands.collect()));
        }
        if self.turns.is_told() {
            self.store.drop_removed();
        }
        for it in &mut self.said {
            it.is_safe |= self.turns.is_safe(it.number) == Some(true);
        }
    }

    /// Whatever is still to come comes.
    fn settle(&mut self) {
        self.storage.is_full.set(false);
        for book in 0..BOOKS {
            self.happen(&Event::Opens(book));
            while self.writing.iter().any(Option::is_some) {
                (0..BOOKS).for_each(|it| self.happen(&Event::Ends(it, true)));
            }
        }
    }
}

fn clock_in(json: &str) -> Clock {
    let key = Key::Answer(MODEL.questions().next().unwrap());
    document::register_from_json(key, json).unwrap().clock()
}

/// That what was said to be saved is there at the end, and what was removed is not.
fn holds(events: &[Event]) -> Result<(), TestCaseError> {
    let mut world = World::new();
    events.iter().for_each(|it| world.happen(it));
    // And once more from the start, with whatever is late.
    world.happen(&Event::Reloads);
    world.settle();
    for it in world.said.iter().filter(|it| it.is_safe) {
        let stored = world.store.get(&it.key);
        let stored = stored.as_deref().map(clock_in);
        prop_assert!(stored >= Some(it.clock), "{it:?} gives {stored:?}");
    }
    for (of, removed) in world.removed.iter().enumerate() {
        let Some((moment, true)) = removed else { continue };
        let model = keys::record(&id(of), keys::MODEL);
        let is_said_since = world.storage.get(&model).is_some();
        if !is_said_since {
            let left = world.store.keys(&keys::records(&id(of)));
            prop_assert_eq!(&left, &Vec::<String>::new(), "removed at {:?}", moment);
        }
    }
    // Storage and both books hold the same, and nobody has anything left to tell.
    let of = |all: &Records| -> BTreeMap<String, String> {
        let journaled = all.iter().filter(|(key, _)| keys::is_journaled(key));
        journaled.map(|(key, text)| (key.clone(), spelt(text.clone()))).collect()
    };
    let stored = of(&world.storage.texts.borrow());
    for book in &world.books {
        prop_assert_eq!(&of(book), &stored);
    }
    prop_assert!(world.turns.is_told());
    prop_assert_eq!(world.storage.get(keys::REMOVED), None);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn what_was_said_to_be_saved_is_there_and_what_was_removed_is_not(
        events in proptest::collection::vec(any_event(), 0..80),
    ) {
        holds(&events)?;
    }
}

#[test]
fn a_full_storage_keeps_what_was_there_and_the_page_has_the_rest() {
    let storage = Double::default();
    let store = Store::new(Some(Box::new(storage.clone())));
    let (old, new) = (name(0, 0), name(0, 1));
    store.set(&old, "1").unwrap();
    storage.is_full.set(true);
    assert!(store.set(&new, "2").is_err());
    assert!(store.set(&old, "12").is_err());
    assert_eq!(storage.get(&old).as_deref(), Some("1"));
    assert_eq!(store.get(&old).as_deref(), Some("12"));
    let refused: BTreeSet<String> = store.refused(keys::all_records()).into_iter().collect();
    assert_eq!(refused, BTreeSet::from([old.clone(), new.clone()]));
    storage.is_full.set(false);
    store.set(&old, "12").unwrap();
    store.set(&new, "2").unwrap();
    assert!(store.refused(keys::all_records()).is_empty());
    assert_eq!(storage.get(&new).as_deref(), Some("2"));
}

#[test]
fn what_was_refused_here_and_what_another_page_wrote_since_are_both_kept() {
    let storage = Double::default();
    let store = Store::new(Some(Box::new(storage.clone())));
    let key = name(0, 0);
    let said = |score: usize, minute: u64, page: u64| {
        let value = Value::Answer(Answer::Rated(Score::ALL[score]));
        let clock = Clock::start(1_700_000_000_000 + minute * 120_000, Writer(page));
        document::register_to_json(&Register::new(Some(value), clock))
    };
    let read = |json: Option<String>| {
        let question = Key::Answer(MODEL.questions().next().unwrap());
        document::register_from_json(question, &json.unwrap()).unwrap()
    };
    let rated = |score: usize| Some(Value::Answer(Answer::Rated(Score::ALL[score])));
    storage.is_full.set(true);
    assert!(store.set(&key, &said(0, 1, 1)).is_err());
    storage.is_full.set(false);
    let theirs = said(1, 2, 2);
    storage.set(&key, &theirs);
    heed_written(&MODEL, &store, &key, Writer(1));
    for it in [read(store.get(&key)), read(storage.get(&key).map(spelt))] {
        assert_eq!(it.value(), rated(1).as_ref());
        assert_eq!(it.earlier().first().and_then(|it| it.value.clone()), rated(0));
    }
    assert!(!store.is_refused(&key));
    // Of what was not refused it changes nothing.
    let later = said(2, 3, 2);
    storage.set(&key, &later);
    heed_written(&MODEL, &store, &key, Writer(1));
    assert_eq!(storage.get(&key).map(spelt), Some(later));
}

#[test]
fn a_removal_that_was_put_down_stays_where_there_is_no_room_for_another() {
    let storage = Double::default();
    for of in [0, 1] {
        storage.set(&keys::record(&id(of), keys::MODEL), "\"model\"");
    }
    let removes = |of: usize| {
        let store = Store::new(Some(Box::new(storage.clone())));
        store.remove_all(&keys::records(&id(of)));
        store.keep_removed();
        storage.get(keys::REMOVED)
    };
    let put_down = removes(0);
    assert!(put_down.as_ref().is_some_and(|it| it.contains(id(0).as_str())));
    storage.is_full.set(true);
    assert_eq!(removes(1), put_down);
    storage.is_full.set(false);
    storage.set(&keys::record(&id(1), keys::MODEL), "\"model\"");
    assert!(removes(1).is_some_and(|it| [0, 1].iter().all(|of| it.contains(id(*of).as_str()))));
}

#[test]
fn to_a_newer_versions_storage_nothing_is_written() {
    let storage = Double::default();
    let store = Store::new(Some(Box::new(storage.clone())));
    let key = name(0, 0);
    store.set(&key, "1").unwrap();
    let before = storage.texts.borrow().clone();
    store.close();
    assert!(store.set(&key, "2").is_err());
    assert!(store.put(&key, "3").is_err());
    store.remove(&key);
    store.remove_all(&keys::records(&id(0)));
    store.keep_removed();
    store.drop_removed();
    let book = Records::from([(name(1, 0), "4".to_owned())]);
    let taken = meet(&MODEL, &store, &book, Writer(1)).taken;
    assert_eq!(taken, TakenIn::default());
    assert_eq!(*storage.texts.borrow(), before);
}

#[test]
fn without_a_storage_everything_is_in_memory_and_nothing_is_called_refused() {
    let store = Store::new(None);
    store.set(&name(0, 0), "1").unwrap();
    assert_eq!(store.get(&name(0, 0)).as_deref(), Some("1"));
    assert!(store.refused(keys::STORAGE).is_empty() && !store.is_lasting());
    store.remove(&name(0, 0));
    store.keep_removed();
    assert_eq!(store.keys(keys::STORAGE), Vec::<String>::new());
}

#[test]
fn what_was_removed_twice_and_said_again_in_a_full_storage_is_there() {
    use Event::{Ends, Fills, Opens, Reloads, Removes, Says};
    let events =
        [Says(0, 0, 0), Removes(0), Reloads, Says(0, 0, 0), Removes(0), Fills(true), Says(0, 0, 0)];
    let safe = [Opens(1), Ends(1, true)];
    holds(&[events.as_slice(), &safe].concat()).unwrap();
}

#[test]
fn what_was_said_after_a_removal_survives_a_crash_that_takes_the_storage_back_to_it() {
    use Event::{Crashes, Ends, Opens, Reloads, Removes, Says};
    let both = [Opens(0), Ends(0, true), Opens(1), Ends(1, true), Ends(0, true)];
    let first = [Says(0, 0, 0), Removes(0), Reloads];
    let again = [Says(0, 1, 0), Ends(0, true), Ends(1, true)];
    for lost in 0..8 {
        holds(&[first.as_slice(), &both, &again, &[Crashes(lost)]].concat()).unwrap();
    }
}

#[test]
fn what_was_removed_for_good_is_not_mixed_into_what_is_opened_after_it() {
    let said = |score: usize, minute: u64| {
        let value = Value::Answer(Answer::Rated(Score::ALL[score]));
        let clock = Clock::start(1_700_000_000_000 + minute * 120_000, Writer(1));
        document::register_to_json(&Register::new(Some(value), clock))
    };
    let model = keys::record(&id(0), keys::MODEL);
    let (kept, lost, unseen) = (name(0, 0), name(0, 1), name(0, 2));
    let all = keys::records(&id(0));
    let both = [false, true];
    let cases = both.into_iter().flat_map(|good| both.map(|reloaded| (good, reloaded)));
    // Said later than all that was seen, or before some of it.
    for ((is_for_good, is_reloaded), unseen_at) in cases.flat_map(|it| [(it, 7), (it, 3)]) {
        let storage = Double::default();
        let mut store = Store::new(Some(Box::new(storage.clone())));
        for (key, json) in [(&kept, said(1, 5)), (&lost, said(1, 5)), (&model, "1".to_owned())] {
            store.set(key, &json).unwrap();
        }
        // The book is late, and holds something later that nobody has seen here.
        let book = [&kept, &lost, &model].map(|it| (it.clone(), store.get(it).unwrap()));
        let mut book = Records::from(book);
        book.insert(unseen.clone(), said(2, unseen_at));
        store.remove_all(&all);
        store.keep_removed();
        if is_for_good {
            store.bury(&all, 1_700_000_000_000 + 9 * 120_000, Writer(1));
        }
        store.keep_removed();
        // An older file of it is opened.
        store.set(&kept, &said(0, 1)).unwrap();
        store.set(&model, "1").unwrap();
        if is_reloaded {
            store = Store::new(Some(Box::new(storage.clone())));
        }
        meet(&MODEL, &store, &book, Writer(2));
        assert_eq!(store.get(&kept), Some(said(0, 1)));
        assert_eq!(store.get(&lost), None);
        // Nobody has removed what nobody had seen, unless it was to go whatever it was.
        let expected = (!is_for_good).then(|| said(2, unseen_at));
        assert_eq!(store.get(&unseen), expected, "{is_for_good} {is_reloaded}");
        // When all books have heard of it nothing is put down any more.
        store.take_pending();
        store.drop_removed();
        assert_eq!(storage.get(keys::REMOVED), None);
    }
}

#[test]
fn what_was_written_and_does_not_count_takes_nothing_along_that_a_late_book_holds() {
    let storage = Double::default();
    let store = Store::new(Some(Box::new(storage.clone())));
    let book = Records::from([
        (name(0, 0), "1".to_owned()),
        (keys::record(&id(0), keys::MODEL), "1".to_owned()),
    ]);
    storage.is_full.set(true);
    assert!(store.set(&name(0, 1), "2").is_err());
    store.withdraw(&keys::records(&id(0)));
    assert_eq!(store.take_pending(), Vec::<String>::new());
    storage.is_full.set(false);
    let taken = meet(&MODEL, &store, &book, Writer(1)).taken;
    assert_eq!(taken.lacking, Vec::<String>::new());
    for (key, json) in &book {
        assert_eq!(store.get(key).as_ref(), Some(json));
    }
}
