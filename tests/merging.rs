//! Laws of merging: any replicas and files, in any order, any number of times, under
//! any clocks.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use std::collections::BTreeSet;
use std::sync::LazyLock;

use plumbline::assessment::{
    Answer, Assessment, AssessmentId, Clock, Edit, Key, Register, Said, Value, Writer,
};
use plumbline::document;
use plumbline::model::{Model, Score, Version};
use proptest::prelude::*;

static MODEL: LazyLock<Model> = LazyLock::new(|| plumbline::bank::shipped().unwrap());

/// What several writers may have said about a few fields, at times that
/// collide, in stretches that collide.
fn any_replica() -> impl Strategy<Value = Assessment> {
    let said = (0_usize..6, 0_usize..9, 0_u64..5, 0_u64..400_000, 0_u16..2, 0_u64..3);
    let version = proptest::option::of(1_u16..4);
    (proptest::collection::vec(said, 0..40), version).prop_map(|(all, minor)| {
        let mut replica = Assessment::new(AssessmentId::from_random(5));
        replica.state_version(minor.and_then(|it| Version::parse(&format!("1.{it}.0"))));
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
    fn merging_keeps_all_that_was_said_but_what_is_older_than_a_register_remembers(
        a in any_replica(), b in any_replica(),
    ) {
        let both = a.clone().merge(b.clone());
        for key in Key::all(&MODEL) {
            let said = [&a, &b].into_iter().filter_map(|it| it.register(key));
            let mut said: Vec<&Said> = said.flat_map(Register::all).collect();
            said.sort_unstable_by(|a, b| b.cmp(a));
            // What is typed within a minute is one thing, and the end of it counts.
            let mut minutes = BTreeSet::new();
            said.retain(|it| minutes.insert((it.clock.epoch, it.clock.writer, it.clock.ms >> 16)));
            // What was taken out for good is the one thing that goes.
            said.retain(|it| both.erased(key).is_none_or(|moment| it.clock >= moment));
            said.truncate(1 + Register::EARLIER_MAX);
            let left: Vec<&Said> = both.register(key).into_iter().flat_map(Register::all).collect();
            prop_assert_eq!(left, said, "{}", key.name(&MODEL));
        }
    }

    #[test]
    fn what_was_replaced_does_not_come_back_from_any_copy_of_it(
        mine in any_replica(), other in any_replica(), now in 0_u64..500_000,
    ) {
        let new = mine.replaced_by(&other, now, Writer(7));
        let mut wanted = other.clone();
        wanted.heed(&mine);
        // Whatever a copy holds of it: all of it, or a part that is older.
        let mut older = Assessment::new(mine.id().clone());
        for (key, register) in mine.registers() {
            if let Some(said) = register.earlier().first() {
                older.put(key, Register::new(said.value.clone(), said.clock));
            }
        }
        let keys: BTreeSet<Key> =
            [&mine, &other].iter().flat_map(|it| it.registers()).map(|it| it.0).collect();
        for copy in [mine.clone(), older, Assessment::new(mine.id().clone())] {
            let both = new.clone().merge(copy);
            for key in keys.iter().filter(|it| wanted.register(**it).is_some()) {
                prop_assert_eq!(both.value(*key), wanted.value(*key), "{}", key.name(&MODEL));
            }
        }
        // What was replaced does not leave with it either.
        for key in &keys {
            prop_assert!(new.texts_of(*key).is_subset(&other.texts_of(*key)));
            prop_assert_eq!(new.register(*key).is_some(), wanted.register(*key).is_some());
        }
        prop_assert_eq!(new.kept(), wanted.kept());
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
