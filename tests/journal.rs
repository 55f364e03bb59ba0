//! Laws of the journal: whose turn it is among its books, whatever the browser does
//! with them, and what stands of a record that storage and book both hold.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use plumbline::assessment::{Clock, Key, Person, Register, Value, Writer};
use plumbline::document;
use plumbline::model::{Model, QuestionIx, Score};
use plumbline::store::stands;
use plumbline::store::turns::{BOOKS, Gone, Turn, Turns};
use proptest::prelude::*;

static MODEL: LazyLock<Model> = LazyLock::new(|| plumbline::bank::shipped().unwrap());

/// What happens to the books and around them.
#[derive(Clone, Debug)]
enum Event {
    Change(u8),
    Remove(u8),
    Empty,
    /// The browser opens a book.
    Open(usize),
    /// A book is not there, or not any more.
    Gone(usize, Gone),
    /// What is being written has been written, or refused.
    End(usize, bool),
    Silent(usize),
}

fn any_event() -> impl Strategy<Value = Event> {
    let book = 0..BOOKS;
    let gone = prop_oneof![Just(Gone::Absent), Just(Gone::Refused), Just(Gone::Closed)];
    prop_oneof![
        8 => (0_u8..6).prop_map(Event::Change),
        2 => (0_u8..6).prop_map(Event::Remove),
        1 => Just(Event::Empty),
        3 => book.clone().prop_map(Event::Open),
        1 => (book.clone(), gone).prop_map(|(book, how)| Event::Gone(book, how)),
        8 => (book.clone(), prop::bool::weighted(0.85)).prop_map(|(book, is)| Event::End(book, is)),
        1 => book.prop_map(Event::Silent),
    ]
}

/// A record is the number of its last change: the later one stands.
type Records = BTreeMap<String, u32>;

/// Records as they stood when a turn began; nothing where there were none.
type Changes = Vec<(String, Option<u32>)>;

/// What was asked for: a record and the number it then had, if it was not removed.
struct Asked {
    number: u64,
    key: String,
    then: Option<u32>,
}

struct World {
    turns: Turns,
    here: Records,
    /// Removed since the start: what a late book holds of it does not come back.
    removed: BTreeSet<String>,
    disks: [Records; BOOKS],
    is_open: [bool; BOOKS],
    is_gone: [bool; BOOKS],
    writing: [Option<(Turn, Changes)>; BOOKS],
    is_silent: [bool; BOOKS],
    asked: Vec<Asked>,
    count: u32,
    has_failed: bool,
}

impl World {
    fn new(here: Records, disks: [Records; BOOKS]) -> Self {
        Self {
            turns: Turns::default(),
            here,
            removed: BTreeSet::new(),
            disks,
            is_open: [false; BOOKS],
            is_gone: [false; BOOKS],
            writing: [None, None],
            is_silent: [false; BOOKS],
            asked: Vec::new(),
            count: 100,
            has_failed: false,
        }
    }

    fn note(&mut self, key: String) {
        let number = self.turns.note(std::slice::from_ref(&key));
        let then = self.here.get(&key).copied();
        self.asked.push(Asked { number, key, then });
    }

    /// Compares a book with what is here, as it stands when the book comes.
    fn open(&mut self, book: usize) {
        if self.is_open[book] || self.is_gone[book] {
            return;
        }
        self.is_open[book] = true;
        let held = match self.turns.is_void(book) {
            true => Records::new(),
            false => self.disks[book].clone(),
        };
        let (mut lacks, mut found) = (Vec::new(), Vec::new());
        let keys: BTreeSet<String> = held.keys().chain(self.here.keys()).cloned().collect();
        for key in keys {
            let mine = self.here.get(&key).copied();
            let theirs = held.get(&key).copied();
            let stands = match self.removed.contains(&key) {
                true => mine,
                false => mine.max(theirs),
            };
            if stands != mine {
                self.here.insert(key.clone(), stands.unwrap());
                found.push(key.clone());
            }
            if stands != theirs {
                lacks.push(key);
            }
        }
        self.turns.opened(book, lacks, found);
    }

    fn happen(&mut self, event: Event) {
        match event {
            Event::Change(at) => {
                self.count += 1;
                let key = format!("record {at}");
                self.here.insert(key.clone(), self.count);
                self.removed.remove(&key);
                self.note(key);
            }
            Event::Remove(at) => {
                let key = format!("record {at}");
                self.here.remove(&key);
                self.removed.insert(key.clone());
                // What it was before is not asked for any more.
                self.asked.retain(|it| it.key != key);
                self.note(key);
            }
            Event::Empty => {
                self.here.clear();
                self.asked.clear();
                self.turns.empty();
            }
            Event::Open(book) => self.open(book),
            Event::Gone(book, how) => {
                if how != Gone::Absent || !self.is_open[book] {
                    self.turns.gone(book, how);
                    self.is_gone[book] = true;
                }
            }
            Event::End(book, is_done) => self.end(book, is_done),
            Event::Silent(book) => {
                if let Some((turn, _)) = &self.writing[book] {
                    self.is_silent[book] |= self.turns.silent(book, turn.upto);
                }
            }
        }
        self.go_on();
    }

    fn end(&mut self, book: usize, is_done: bool) {
        let Some((turn, changes)) = self.writing[book].take() else { return };
        self.is_silent[book] = false;
        self.has_failed |= !is_done;
        if is_done {
            if turn.empties {
                self.disks[book].clear();
            }
            for (key, json) in changes {
                match json {
                    Some(json) => self.disks[book].insert(key, json),
                    None => self.disks[book].remove(&key),
                };
            }
        }
        self.turns.ended(book, is_done);
    }

    fn go_on(&mut self) {
        while let Some(turn) = self.turns.take() {
            let book = turn.book;
            let at_once =
                (0..BOOKS).filter(|it| self.writing[*it].is_some() && !self.is_silent[*it]);
            assert_eq!(at_once.filter(|it| !self.is_gone[*it]).count(), 0, "both at once");
            let other = 1 - book;
            let is_there = self.is_open[other] && !self.is_gone[other];
            if is_there && !self.has_failed && !self.is_silent[other] {
                // This one may break under way: the other has all that was called safe.
                self.is_in(other);
            }
            let as_it_stands = turn.keys.iter().map(|it| (it.clone(), self.here.get(it).copied()));
            self.writing[book] = Some((turn.clone(), as_it_stands.collect()));
        }
    }

    /// All that is called safe is in this book, or was changed again since.
    fn is_in(&self, book: usize) {
        for it in self.asked.iter().filter(|it| self.turns.is_safe(it.number) == Some(true)) {
            let has = self.disks[book].get(&it.key).copied();
            assert!(has >= it.then, "{} of {:?} is not in book {book}: {has:?}", it.key, it.then);
        }
    }

    /// All that is called safe is in one of them.
    fn keeps_its_word(&self) {
        for it in self.asked.iter().filter(|it| self.turns.is_safe(it.number) == Some(true)) {
            let has = self.disks.iter().any(|disk| disk.get(&it.key).copied() >= it.then);
            assert!(has, "{} of {:?} is in no book", it.key, it.then);
        }
        // Once all is told, no book holds anything that was removed, or lacks anything.
        if self.turns.is_told() {
            for (disk, is_gone) in self.disks.iter().zip(self.is_gone) {
                assert!(is_gone || *disk == self.here, "told, and otherwise");
            }
        }
    }
}

fn any_records() -> impl Strategy<Value = Records> {
    let record = (0_u8..6, 1_u32..90).prop_map(|(at, n)| (format!("record {at}"), n));
    proptest::collection::vec(record, 0..8).prop_map(|it| it.into_iter().collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn whenever_books_come_fail_or_fall_silent_what_is_called_safe_is_in_one_and_in_the_end_in_both(
        here in any_records(),
        disks in [any_records(), any_records()],
        events in proptest::collection::vec(any_event(), 0..60),
    ) {
        let mut world = World::new(here, disks);
        for event in events {
            world.happen(event);
            world.keeps_its_word();
        }
        // Whatever is still to come comes, and nothing is refused any more.
        for book in 0..BOOKS {
            world.happen(Event::Open(book));
        }
        for change in [0, 1] {
            world.happen(Event::Change(change));
            while world.writing.iter().any(Option::is_some) {
                for book in 0..BOOKS {
                    world.happen(Event::End(book, true));
                }
            }
        }
        for book in (0..BOOKS).filter(|it| !world.is_gone[*it]) {
            prop_assert_eq!(&world.disks[book], &world.here);
        }
        let all_gone = world.is_gone.iter().all(|it| *it);
        for it in &world.asked {
            prop_assert!(world.turns.is_safe(it.number).is_some());
            prop_assert!(all_gone || world.turns.is_safe(it.number) == Some(true));
        }
    }

    #[test]
    fn a_record_stands_alike_whichever_book_came_first_and_both_are_told_what_they_lack(
        texts in [any_record(), any_record(), any_record()],
        is_removed in any::<bool>(),
    ) {
        let key = record_key();
        let [mine, first, second] = &texts;
        let run = |mine: &Option<String>, order: [&Option<String>; 2]| {
            let mut here = mine.clone();
            for book in order {
                let both = (here.as_deref(), book.as_deref());
                let it = stands(&MODEL, &key, both, None, is_removed, Writer(9));
                prop_assert_eq!(it.is_news, it.json != here);
                here = it.json;
            }
            Ok(here)
        };
        let one = run(mine, [first, second])?;
        prop_assert_eq!(&one, &run(mine, [second, first])?);
        // Once told, a book has nothing new and lacks nothing.
        let again = stands(&MODEL, &key, (one.as_deref(), one.as_deref()), None, is_removed, Writer(9));
        prop_assert!(!again.is_news && !again.book_lacks);
        if is_removed {
            prop_assert_eq!(&one, mine, "what was removed does not come back");
        }
    }
}

fn record_key() -> String {
    let key = Key::Answer(QuestionIx::FIRST).name(&MODEL);
    format!("plumbline/1/abcdefghjkmn/{key}")
}

fn said(score: Score, ms: u64, writer: u64) -> String {
    let value = Value::Answer(plumbline::assessment::Answer::Rated(score));
    let clock = Clock { epoch: 0, ms, counter: 0, writer: Writer(writer) };
    document::register_to_json(&Register::new(Some(value), clock))
}

fn any_record() -> impl Strategy<Value = Option<String>> {
    let score = (0..Score::ALL.len()).prop_map(|it| Score::ALL[it]);
    let whole = (score, 1_u64..1 << 22, 1_u64..4).prop_map(|(score, ms, by)| said(score, ms, by));
    proptest::option::weighted(0.8, whole)
}

#[test]
fn a_book_that_comes_late_is_filled_before_the_other_is_touched_again() {
    let mut turns = Turns::default();
    turns.opened(0, [], []);
    let number = turns.note(&["a".to_owned()]);
    assert_eq!(turns.is_safe(number), None);
    let turn = turns.take().unwrap();
    assert_eq!(turn.book, 0);
    turns.ended(0, true);
    // Said to be safe while the other is on its way still.
    assert_eq!(turns.is_safe(number), Some(true));
    turns.opened(1, ["a".to_owned()], []);
    turns.note(&["a".to_owned(), "b".to_owned()]);
    let turn = turns.take().unwrap();
    assert_eq!((turn.book, turn.keys.len()), (1, 2));
}

#[test]
fn with_no_book_yet_nothing_is_called_safe_and_with_none_to_come_that_is_known() {
    let mut turns = Turns::default();
    let number = turns.note(&["a".to_owned()]);
    assert_eq!((turns.is_safe(number), turns.works()), (None, false));
    turns.gone(1, Gone::Absent);
    assert_eq!((turns.is_safe(number), turns.is_opening()), (None, true));
    turns.gone(0, Gone::Refused);
    assert_eq!((turns.is_safe(number), turns.is_opening()), (Some(false), false));
}

#[test]
fn to_be_emptied_waits_for_the_book_that_is_still_to_come() {
    let mut turns = Turns::default();
    turns.opened(0, [], []);
    let number = turns.empty();
    assert!(turns.take().unwrap().empties);
    turns.ended(0, true);
    assert_eq!(turns.is_emptied(number), None);
    assert!(turns.is_void(1));
    turns.opened(1, [], []);
    assert!(turns.take().unwrap().empties);
    turns.ended(1, true);
    assert_eq!(turns.is_emptied(number), Some(true));
}

#[test]
fn what_the_page_said_without_knowing_of_the_other_is_said_to_whoever_sits_there() {
    let key = record_key();
    let here = Writer::of(Person(7), 9);
    let mine = said(Score::N, 2 << 17, here.0);
    let before = said(Score::F, 1 << 17, 4);
    let it = stands(&MODEL, &key, (Some(&mine), Some(&before)), None, false, here);
    assert!(it.has_met && it.book_lacks && it.is_news);
    let json = it.json.unwrap();
    let parsed = document::register_from_json(Key::Answer(QuestionIx::FIRST), &json).unwrap();
    assert_eq!(parsed.earlier().len(), 1, "the earlier one is kept");
    // The same was said, or another page load said it: nobody is told.
    let same = said(Score::N, 1 << 17, 4);
    assert!(!stands(&MODEL, &key, (Some(&mine), Some(&same)), None, false, here).has_met);
    let other = Writer::of(Person(7), 10);
    assert!(!stands(&MODEL, &key, (Some(&mine), Some(&before)), None, false, other).has_met);
}

#[test]
fn of_a_damaged_and_a_whole_record_the_whole_one_stands_and_a_damaged_one_is_told_to_nobody() {
    let key = record_key();
    let whole = said(Score::L, 5, 1);
    let writer = Writer(9);
    let it = stands(&MODEL, &key, (Some("{ cut"), Some(&whole)), None, false, writer);
    assert!(it.is_aside && it.is_news && !it.book_lacks);
    assert_eq!(it.json.as_ref(), Some(&whole));
    let it = stands(&MODEL, &key, (Some(&whole), Some("{ cut")), None, false, writer);
    assert!(!it.is_news && it.book_lacks);
    let it = stands(&MODEL, &key, (Some("{ cut"), None), None, false, writer);
    assert!(!it.book_lacks && it.json.is_some());
}
