//! Links of every version there has been open as what they were, and are the same text when
//! they are written again. Beside each fixture lies what it says, as a file; neither is ever
//! changed: a person may still have the link in a mail.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use plumbline::assessment::{Assessment, Clock, FIELDS, Links, Register, Subject, Writer};
use plumbline::document;
use plumbline::link::{self, Kind, LinkFault, Parcel};
use plumbline::lock::{self, Locked};
use plumbline::model::Model;

#[path = "files/said.rs"]
#[expect(dead_code, reason = "links are of one assessment")]
mod said;
use said::With;

static MODEL: LazyLock<Model> = LazyLock::new(|| plumbline::bank::shipped().unwrap());

/// A file of links.
struct Fixture {
    name: &'static str,
    kinds: &'static str,
    made: u64,
    /// What a link names of its version: how many ids, and how many fields of records, it
    /// knows of.
    knows: (usize, usize),
}

const FIXTURES: [Fixture; 2] = [
    Fixture {
        name: "version-1",
        kinds: "invitation result full",
        made: 1_795_449_960_000,
        knows: (433, 4),
    },
    Fixture {
        name: "later",
        kinds: "full full invitation result full result full result full \
                full full full full full full full full",
        made: 1_795_500_000_000,
        knows: (433, 4),
    },
];

impl Fixture {
    /// What its links are meant for.
    fn kinds(&self) -> Vec<Kind> {
        let kind = |it| match it {
            "invitation" => Kind::Invitation,
            "result" => Kind::Result,
            "full" => Kind::Full,
            other => panic!("{other} is no kind"),
        };
        self.kinds.split_whitespace().map(kind).collect()
    }
}

/// What links of this version know of.
fn known_now() -> (usize, usize) {
    let positions = include_str!("../src/link/positions.txt").lines().count();
    let is_record = |it: Subject| matches!(it, Subject::Record(_) | Subject::Mention(_));
    let fields = FIELDS.iter().filter(|it| is_record(it.subject) && it.links != Links::Never);
    (positions, fields.count())
}

fn text(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/links").join(name);
    fs::read_to_string(&path).unwrap_or_else(|it| panic!("{}: {it}", path.display()))
}

/// The links of a fixture.
fn links(name: &str) -> Vec<String> {
    let lines = text(&format!("{name}.txt"));
    let lines = lines.lines().filter(|it| !it.starts_with("//"));
    lines.map(|it| it.split_once(' ').unwrap().1.to_owned()).collect()
}

/// What a link of a fixture says, the first being number 1.
fn expected(fixture: &Fixture, number: usize) -> Parcel {
    let file = text(&format!("{}.{number}.expected.json", fixture.name));
    let [assessment] = &document::read(&MODEL, file.as_bytes()).unwrap()[..] else {
        panic!("one assessment")
    };
    let kind = fixture.kinds()[number - 1];
    Parcel { kind, made: fixture.made, assessment: assessment.clone() }
}

/// What a link holds under its passphrase.
fn unlocked(locked: &Locked) -> Vec<u8> {
    let (padded, tag) = locked.cipher.split_last_chunk::<16>().unwrap();
    assert_eq!((locked.salt, locked.nonce, *tag), ([1; 16], [2; 12], [5; 16]));
    let content = lock::unpadded(padded).unwrap();
    assert_eq!(lock::padded(content), padded);
    content.to_vec()
}

#[test]
fn every_link_opens_with_all_that_it_said_to_whom_and_when() {
    for fixture in &FIXTURES {
        let links = links(fixture.name);
        assert_eq!(links.len(), fixture.kinds().len(), "{}", fixture.name);
        for (link, number) in links.iter().zip(1..) {
            let found = match link::read(&MODEL, link) {
                Err(LinkFault::Locked(it)) => link::unlocked(&MODEL, &unlocked(&it)),
                other => other,
            };
            let found = found.unwrap();
            let expected = expected(fixture, number);
            let place = format!("{} {number}", fixture.name);
            assert_eq!((found.kind, found.made), (expected.kind, expected.made), "{place}");
            assert_eq!(found.assessment.id(), expected.assessment.id(), "{place}");
            // Field by field, so that what differs is named.
            let pairs = found.assessment.registers().zip(expected.assessment.registers());
            for (one, other) in pairs {
                assert_eq!(one, other, "{place}");
            }
            assert_eq!(found, expected, "{place}");
        }
    }
}

#[test]
fn every_link_written_again_from_what_it_said_is_the_same_text() {
    // A link names how many ids it knows of. Once there are more, one that is written again
    // names more, and only says the same: then one of that version has to be among these.
    let is_of_now = |it: &Fixture| it.knows == known_now();
    assert!(FIXTURES.iter().any(is_of_now), "no link of this version is in tests/links");
    for fixture in &FIXTURES {
        for (link, number) in links(fixture.name).iter().zip(1..) {
            let it = expected(fixture, number);
            let again = match link::read(&MODEL, link) {
                Err(LinkFault::Locked(locked)) => {
                    let content = link::content(&MODEL, it.kind, &it.assessment, it.made);
                    assert!(!is_of_now(fixture) || content == unlocked(&locked));
                    let mut cipher = lock::padded(&content);
                    cipher.extend([5; 16]);
                    link::write_locked(&Locked { cipher, ..locked })
                }
                _ => link::write(&MODEL, it.kind, &it.assessment, it.made),
            };
            if is_of_now(fixture) {
                assert_eq!(again, *link, "{} {number}", fixture.name);
            }
            let back = match link::read(&MODEL, &again) {
                Err(LinkFault::Locked(locked)) => link::unlocked(&MODEL, &unlocked(&locked)),
                other => other,
            };
            assert_eq!(back, Ok(it), "{} {number}", fixture.name);
        }
    }
}

#[test]
fn a_full_link_says_what_the_file_of_its_day_says_but_for_the_past_and_for_persons() {
    // What lies beside the links was made by reading them; this was not.
    let fixture = &FIXTURES[1];
    let hosts = [
        (1, With::First),
        (2, With::First),
        (5, With::Threads),
        (7, With::TakenOut),
        (9, With::Pieces),
    ];
    let hosts = hosts.map(|(number, with)| (number, said::host(&MODEL, with)));
    for (number, said) in hosts.into_iter().chain((10..).zip(said::of_every_word(&MODEL))) {
        let epoch = said.latest().unwrap().epoch;
        let clock = Clock::start(fixture.made, Writer::LINK).in_epoch(epoch).unwrap();
        let mut assessment = Assessment::new(said.id().clone());
        for (key, register) in said.registers().filter(|(key, _)| key.row().links != Links::Never) {
            if let Some(value) = register.value() {
                assessment.absorb(key, Register::new(Some(value.clone()), clock));
            }
        }
        assert_eq!(expected(fixture, number).assessment, assessment, "{number}");
    }
}

#[test]
fn everything_beside_the_links_belongs_to_one() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/links");
    let names = fs::read_dir(folder).unwrap();
    let mut there: Vec<String> =
        names.map(|it| it.unwrap().file_name().to_string_lossy().into_owned()).collect();
    let mut wanted: Vec<String> = Vec::new();
    for fixture in &FIXTURES {
        let name = fixture.name;
        wanted.push(format!("{name}.txt"));
        wanted.extend((1..=fixture.kinds().len()).map(|it| format!("{name}.{it}.expected.json")));
    }
    there.sort();
    wanted.sort();
    assert_eq!(there, wanted);
}
