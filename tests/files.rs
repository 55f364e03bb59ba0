//! Files of every version there has been open as what they were, and are the same bytes when
//! they are written again: fixtures that the program of their day wrote, which are never
//! changed. One is added whenever something comes to files.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use plumbline::assessment::{Assessment, AssessmentId};
use plumbline::document::records::{Records, from_records, parse_record};
use plumbline::document::{self, Aside, Opened, Refused, Why};
use plumbline::lock;
use plumbline::model::Model;

#[path = "files/said.rs"]
mod said;
use said::With;

static MODEL: LazyLock<Model> = LazyLock::new(|| plumbline::bank::shipped().unwrap());

/// The version of the model that all fixtures name.
const VERSION: &str = "1.0.0";

/// What files hold, and the first program that wrote it, by its commit.
const FILES: [(&str, With); 7] = [
    // 4ee8d18: the first of all, with no sum.
    ("files/1-first.json", With::First),
    // 04ff82e: still with no sum.
    ("files/2-threads.json", With::Threads),
    // 4b81341: a sum; and every word of every list that can be picked from.
    ("files/3-codes.json", With::Threads),
    ("files/3-sum.json", With::Threads),
    // 6776765
    ("files/4-taken-out.json", With::TakenOut),
    // b342f98: a back-up, with states and the bin.
    ("files/5-back-up.json", With::TakenOut),
    // 845acb1
    ("files/6-pieces.json", With::Pieces),
];

/// The same under a passphrase, by 48fa5fc.
const LOCKED: &str = "files/locked.json";

/// Files without a sum of which the content is compared elsewhere.
const OF_STORES: [&str; 2] = ["stores/version-1.expected.json", "stores/version-2.expected.json"];

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(name)
}

fn fixture(name: &str) -> String {
    fs::read_to_string(path(name)).unwrap_or_else(|it| panic!("{name}: {it}"))
}

fn opened(text: &str) -> Opened {
    let it = document::open(&MODEL, text.as_bytes()).unwrap();
    assert!(!it.is_altered, "the sum does not fit");
    it
}

/// Everything that was in a file, as a file of this version.
fn written(it: &Opened) -> String {
    let packed = it.asides.iter().flat_map(Aside::packed);
    let all: Vec<Assessment> = it.assessments.iter().cloned().chain(packed).collect();
    document::write(&MODEL, &all)
}

fn is_sum(line: &str) -> bool {
    line.starts_with("  \"sum\": \"")
}

/// That a text is what this version makes of an earlier one: the same bytes, but for the
/// sum, where there was none, and what names the program, which is the version of its model.
#[track_caller]
fn check_same_bytes(name: &str, before: &str, again: &str) {
    let names_model = |version: &str| format!("\"version\": \"{version}\" }},");
    let lasting = |text: &str, version: &str| -> String {
        let lines = text.lines().filter(|it| !is_sum(it));
        lines.map(|it| it.replace(&names_model(version), &names_model("")) + "\n").collect()
    };
    let (one, other) = (lasting(again, MODEL.version()), lasting(before, VERSION));
    let line = one.lines().zip(other.lines()).find(|(a, b)| a != b);
    assert!(one == other, "{name} differs: {line:?}");
    assert_eq!(again.lines().position(is_sum), Some(3), "{name}");
    if MODEL.version() == VERSION && before.lines().any(is_sum) {
        assert!(again == before, "{name} has another sum");
    }
}

/// What is in a file of that day.
fn expected(name: &str, with: With) -> Opened {
    let host = said::host(&MODEL, with);
    let mut it = Opened {
        assessments: vec![host.clone(), said::sample(&MODEL)],
        asides: Vec::new(),
        is_altered: false,
    };
    if with >= With::Threads {
        it.assessments.insert(1, said::rater(&MODEL));
    }
    if name == "files/3-codes.json" {
        it.assessments = said::of_every_word(&MODEL);
    }
    if name == "files/5-back-up.json" {
        let aside = |key: &str, why, name: &str, assessment: &Assessment| Aside {
            key: key.to_owned(),
            why,
            name: name.to_owned(),
            at: 1_795_488_894_685,
            assessment: assessment.clone(),
            raters: Vec::new(),
        };
        it.assessments = vec![said::sample(&MODEL)];
        let key = "01a20b7a4ede-abcdefghjkmn";
        it.asides = vec![
            aside("01a20b7a4edd-abcdefghjkmn", Why::Snapshot, "Before the audit", &host),
            Aside {
                raters: vec![said::rater(&MODEL)],
                ..aside(key, Why::Deleted, "Hafen \"Works\"", &host)
            },
            aside("01a20b7a4edf-zyxwvutsrqpn", Why::Replaced, "Sample", &it.assessments[0]),
        ];
    }
    it
}

#[test]
fn every_version_has_its_file_and_it_opens_as_what_it_was() {
    for (name, with) in FILES {
        assert_eq!(opened(&fixture(name)), expected(name, with), "{name}");
    }
}

#[test]
fn every_file_is_among_those_that_are_tried() {
    let mut there: Vec<String> = fs::read_dir(path("files"))
        .unwrap()
        .map(|it| format!("files/{}", it.unwrap().file_name().to_string_lossy()))
        .filter(|it| it.ends_with(".json"))
        .collect();
    there.sort();
    let tried: Vec<&str> = FILES.iter().map(|(name, _)| *name).chain([LOCKED]).collect();
    assert_eq!(there, tried);
}

#[test]
fn a_file_of_every_version_is_the_same_bytes_when_written_again_but_for_a_sum_it_had_not() {
    let names = FILES.iter().map(|(name, _)| *name).chain(OF_STORES);
    let mut with_sum = 0;
    for name in names {
        let text = fixture(name);
        with_sum += usize::from(text.lines().any(is_sum));
        let again = written(&opened(&text));
        check_same_bytes(name, &text, &again);
        assert_eq!(opened(&again), opened(&text), "{name}");
        assert!(written(&opened(&again)) == again, "{name} changes with each time");
    }
    assert_eq!(with_sum, 5);
}

#[test]
fn a_locked_file_of_the_first_version_holds_what_it_held_and_is_the_same_bytes_again() {
    // Only a browser locks: what would be encrypted stands in the place of the cipher text,
    // and a tag behind it.
    let text = fixture(LOCKED);
    let Err(Refused::Locked(locked)) = document::read(&MODEL, text.as_bytes()) else {
        panic!("is locked")
    };
    assert_eq!((locked.salt, locked.nonce), ([1; 16], [2; 12]));
    assert_eq!(document::write_locked(&locked), text);
    let (padded, tag) = locked.cipher.split_last_chunk::<16>().unwrap();
    assert_eq!(*tag, [5; 16]);
    let inner = lock::unpadded(padded).unwrap();
    assert_eq!(lock::padded(inner), padded);
    let inner = std::str::from_utf8(inner).unwrap();
    let found = opened(inner);
    assert_eq!(found, expected(LOCKED, With::Earlier));
    check_same_bytes(LOCKED, inner, &written(&found));
}

#[test]
fn a_file_that_another_program_wrote_says_the_same_when_written_again_and_then_stays() {
    // They are on one line and without a sum, so the bytes are others.
    let json = |text: &str| -> serde_json::Value {
        let mut it: serde_json::Value = serde_json::from_str(text).unwrap();
        it.as_object_mut().unwrap().remove("sum");
        for one in it["assessments"].as_array_mut().unwrap() {
            one["model"]["version"].take();
        }
        it
    };
    let mut n = 0;
    for entry in fs::read_dir(path("inputs")).unwrap() {
        let name = format!("inputs/{}", entry.unwrap().file_name().to_string_lossy());
        let text = fixture(&name);
        let found = opened(&text);
        let again = written(&found);
        assert_eq!(json(&again), json(&text), "{name}");
        assert_eq!(opened(&again), found, "{name}");
        assert!(written(&opened(&again)) == again, "{name} changes with each time");
        n += 1;
    }
    assert!(n >= 5, "the inputs are gone");
}

#[test]
fn the_storage_with_every_field_says_what_the_file_with_every_field_says() {
    let records: Records = serde_json::from_str(&fixture("stores/every-field.json")).unwrap();
    let of = |id: &AssessmentId| {
        let own = records.iter().filter_map(|(key, json)| {
            let (of, name) = parse_record(key)?;
            (of == *id).then(|| (name.to_owned(), json.clone()))
        });
        from_records(&MODEL, id, own).0
    };
    let all = opened(&fixture("files/6-pieces.json")).assessments;
    let stored: Vec<Assessment> = all.iter().map(|it| of(it.id())).collect();
    assert_eq!(stored, all);
}
