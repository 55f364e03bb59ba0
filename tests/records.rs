//! Records of an assessment, each of many fields: what two replicas that were apart make
//! of one when they meet.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::sync::LazyLock;

use plumbline::assessment::{
    Assessment, AssessmentId, Clock, Edit, FIELDS, Key, PieceId, RecordId, RecordKind, Value,
    Writer,
};
use plumbline::document;
use plumbline::link::{self, Kind, Part, Parts};
use plumbline::model::Model;
use proptest::prelude::*;

static MODEL: LazyLock<Model> = LazyLock::new(|| plumbline::bank::shipped().unwrap());

fn blank() -> Assessment {
    Assessment::new(AssessmentId::from_random(1))
}

fn piece(id: u64) -> PieceId {
    PieceId(RecordId(id))
}

/// What somebody does with one of two pieces: writes its title, its address, or deletes it.
#[derive(Clone, Copy, Debug)]
struct Deed {
    id: u64,
    what: u8,
    at: u64,
    writer: u64,
}

impl Deed {
    fn clock(self) -> Clock {
        Clock::start(self.at, Writer(self.writer))
    }

    fn is_deletion(self) -> bool {
        self.what == 2
    }

    fn on(self, assessment: &mut Assessment) {
        let words = Value::typed(&format!("{} at {}", self.what, self.at));
        let (key, value) = match self.what {
            0 => (Key::PieceTitle(piece(self.id)), words),
            1 => (Key::PieceAddress(piece(self.id)), words),
            _ => (Key::PieceGone(piece(self.id)), Value::Set),
        };
        assessment.apply(Edit::new(key, Some(value)).unwrap(), self.clock());
    }
}

/// Deeds of one replica, each at a moment of its own.
fn deeds(writer: u64) -> impl Strategy<Value = Vec<Deed>> {
    prop::collection::vec((0..2_u64, 0..3_u8), 0..9).prop_map(move |all| {
        let deed = |(at, (id, what))| Deed { id, what, at, writer };
        (0..).zip(all).map(deed).collect()
    })
}

proptest! {
    /// Delete against edit: the later one has the last word, in whatever order they meet,
    /// and no text is lost by a deletion.
    #[test]
    fn the_last_word_on_a_record_counts(mine in deeds(1), theirs in deeds(2)) {
        let said = |deeds: &[Deed]| {
            let mut it = blank();
            deeds.iter().for_each(|deed| deed.on(&mut it));
            it
        };
        let (here, there) = (said(&mine), said(&theirs));
        let one = here.clone().merge(there.clone());
        let other = there.merge(here);
        prop_assert_eq!(&one, &other);

        let all: Vec<Deed> = mine.into_iter().chain(theirs).collect();
        for id in 0..2 {
            let of_it = || all.iter().filter(|it| it.id == id);
            let last = of_it().max_by_key(|it| it.clock());
            let is_there = one.records(RecordKind::Piece).contains(&RecordId(id));
            prop_assert_eq!(is_there, last.is_some_and(|it| !it.is_deletion()));
            for what in 0..2 {
                let last = of_it().filter(|it| it.what == what).max_by_key(|it| it.clock());
                let key = if what == 0 { Key::PieceTitle(piece(id)) } else { Key::PieceAddress(piece(id)) };
                let expected = last.map_or(String::new(), |it| format!("{what} at {}", it.at));
                prop_assert_eq!(one.text(key), expected);
            }
        }
    }
}

#[test]
fn what_two_replicas_make_out_of_the_same_old_data_is_one_record() {
    let question = MODEL.question_by_id("incident.record").unwrap();
    let made = |writer: u64, at: u64| {
        let mut it = blank();
        let id = PieceId(RecordId::made_of(&["piece", "Ticket 4711, shared drive"]));
        let title = Value::typed("Ticket 4711, shared drive");
        for (key, value) in [(Key::PieceTitle(id), title), (Key::Shows(question, id), Value::Set)] {
            it.apply(Edit::new(key, Some(value)).unwrap(), Clock::start(at, Writer(writer)));
        }
        it
    };
    let both = made(1, 5).merge(made(2, 9));
    assert_eq!(both.records(RecordKind::Piece).len(), 1);
    // Apart where the data is, also where it only reads alike when put together.
    assert_ne!(RecordId::made_of(&["ab", "c"]), RecordId::made_of(&["a", "bc"]));
    assert_ne!(RecordId::made_of(&["piece", "a"]), RecordId::made_of(&["piece", "b"]));
}

#[test]
fn what_two_people_add_by_themselves_stays_two_records() {
    let mut both = blank();
    for (id, writer) in [(3, 1), (4, 2)] {
        let edit = Edit::new(Key::PieceTitle(piece(id)), Some(Value::typed("Ticket 4711")));
        both.apply(edit.unwrap(), Clock::start(5, Writer(writer)));
    }
    assert_eq!(both.records(RecordKind::Piece), [RecordId(3), RecordId(4)]);
}

#[test]
fn a_copy_to_look_at_has_the_records_that_count_and_no_others() {
    let counts = MODEL.question_by_id("incident.record").unwrap();
    let aside = MODEL
        .questions()
        .find(|it| MODEL.question(*it).process() != MODEL.question(counts).process());
    let aside = aside.unwrap();
    let mut it = blank();
    let mut at = 0;
    let mut say = |key, value| {
        at += 1;
        it.apply(Edit::new(key, Some(value)).unwrap(), Clock::start(at, Writer(1)));
    };
    say(Key::OutOfScope(MODEL.question(aside).process()), Value::typed("not ours"));
    for (id, question) in [(1, counts), (2, aside), (3, counts)] {
        say(Key::PieceTitle(piece(id)), Value::typed("Ticket"));
        say(Key::Shows(question, piece(id)), Value::Set);
    }
    say(Key::PieceGone(piece(3)), Value::Set);
    let titles = |kind| {
        let copy = link::share::copy(&MODEL, &it, kind, Parts::of(&[Part::Evidence]));
        (1..=3).filter(|id| copy.value(Key::PieceTitle(piece(*id))).is_some()).collect::<Vec<u64>>()
    };
    assert_eq!(titles(Kind::Result), [1]);
    assert_eq!(titles(Kind::Full), [1, 2, 3]);
}

#[test]
fn every_row_has_a_name_of_its_own_and_finds_its_key_by_it() {
    for row in FIELDS {
        let same: Vec<_> = FIELDS.iter().filter(|it| it.name == row.name).collect();
        // Who answers a process and who answers a question: told apart by the id.
        let most = if row.name == "assigned/*" { 2 } else { 1 };
        assert!(same.len() <= most, "{} is the name of {} fields", row.name, same.len());
    }
    let all = Key::all(&MODEL);
    assert!(all.is_sorted(), "the order of the table is the order of files");
    for key in all {
        assert_eq!(Key::parse(&key.name(&MODEL), &MODEL), Some(key));
        assert!(document::erased_key(&document::erasure_name(key, &MODEL), &MODEL) == Some(key));
    }
}
