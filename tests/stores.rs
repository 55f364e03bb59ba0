//! Storages of every version there has been open as what they were: a fixture
//! is added with each version and never changed.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use plumbline::assessment::{Assessment, AssessmentId, FIELDS, Row};
use plumbline::document::records::{
    Age, MODEL_RECORD, Records, STORE_VERSION, STORE_VERSION_RECORD, age, all_records,
    from_records, parse_record, record,
};
use plumbline::document::{self, erasure_name, erasure_to_json, register_to_json};
use plumbline::model::Model;
use plumbline::store::{Store, keys, shorten, spelt};

#[path = "store/double.rs"]
#[expect(dead_code, reason = "nothing crashes here")]
mod double;
use double::Double;

fn fixture(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stores").join(name);
    fs::read_to_string(&path).unwrap_or_else(|it| panic!("{}: {it}", path.display()))
}

/// The texts of a fixture, as they lie there.
fn lying(name: &str) -> Records {
    serde_json::from_str(&fixture(name)).unwrap()
}

/// The same as they were said.
fn said(texts: Records) -> Records {
    texts.into_iter().map(|(key, text)| (key, spelt(text))).collect()
}

fn stored(version: u32) -> Records {
    said(lying(&format!("version-{version}.json")))
}

/// Everything a storage holds, as the app has it after its start.
fn opened(model: &Model, records: Records) -> Vec<Assessment> {
    let age = age(records.get(STORE_VERSION_RECORD).map(String::as_str));
    assert!(!matches!(age, Age::Newer(_)));
    let ids: BTreeSet<AssessmentId> =
        records.keys().filter_map(|it| parse_record(it)).map(|(id, _)| id).collect();
    ids.into_iter()
        .map(|id| {
            let own = records.iter().filter_map(|(key, json)| {
                let (of, name) = parse_record(key)?;
                (of == id).then(|| (name.to_owned(), json.clone()))
            });
            let (assessment, unreadable) = from_records(model, &id, own);
            assert_eq!(unreadable, Vec::<String>::new());
            assessment
        })
        .collect()
}

#[test]
fn every_version_has_its_storage_and_it_opens_as_what_it_was() {
    let model = plumbline::bank::shipped().unwrap();
    for version in 1..=STORE_VERSION {
        let expected = fixture(&format!("version-{version}.expected.json"));
        let found = opened(&model, stored(version));
        assert_eq!(document::read(&model, expected.as_bytes()), Ok(found), "version {version}");
        assert!(stored(version).keys().any(|it| it.starts_with("plumbline/shelf/")));
    }
}

#[test]
fn the_storage_with_every_field_has_every_field() {
    // What a start and a first answer need for it is recorded by .ci/parts/record.mjs: a
    // field that is missing here would make such a start stand still.
    let model = plumbline::bank::shipped().unwrap();
    let found = opened(&model, lying("every-field.json"));
    let said = |row: &Row| {
        let mut all = found.iter().flat_map(|it| it.registers());
        all.any(|(key, _)| std::ptr::eq(key.row(), row))
    };
    let lacking: Vec<&str> = FIELDS.iter().filter(|row| !said(row)).map(|row| row.name).collect();
    assert_eq!(lacking, Vec::<&str>::new());
    assert!(found.iter().any(|it| it.erasures().next().is_some() && !it.kept().is_empty()));
}

#[test]
fn records_of_this_version_lie_there_in_the_letters_of_its_fixture() {
    let texts = lying("version-2.json");
    let mut shorter = 0;
    for (key, text) in stored(2) {
        let short = shorten(&text);
        shorter += usize::from(short.is_some());
        assert_eq!(texts[&key], short.unwrap_or(text), "{key}");
    }
    assert!(shorter >= 16, "{shorter}");
}

/// The records of assessments as this version says them, each made of what it has in memory.
fn records_of(model: &Model, all: &[Assessment]) -> Records {
    let of = |it: &Assessment| {
        let known = it.registers().map(|(key, it)| (key.name(model), register_to_json(it)));
        let erased = it.erasures().map(|(key, it)| (erasure_name(key, model), erasure_to_json(it)));
        let kept = it.kept().iter().map(|(name, it)| (name.clone(), it.json.clone()));
        // As `library` writes it, for the model of the fixtures.
        let which = format!("{{\"id\":\"{}\",\"version\":\"1.0.0\"}}", model.id());
        let all = known.chain(erased).chain(kept).chain([(MODEL_RECORD.to_owned(), which)]);
        all.map(|(name, json)| (record(it.id(), &name), json)).collect::<Records>()
    };
    all.iter().flat_map(of).collect()
}

/// The same storage after all that is read of it was written again: records of assessments
/// as they are said now, and the others as they were read.
fn written_again(model: &Model, texts: &Records) -> Records {
    let port = Double::default();
    port.texts.replace(texts.clone());
    let store = Store::new(Some(Box::new(port.clone())));
    let anew = records_of(model, &opened(model, said(texts.clone())));
    for key in store.keys(keys::STORAGE) {
        let json = anew.get(&key).cloned().or_else(|| store.get(&key)).unwrap();
        assert_eq!(store.set(&key, &json), Ok(()), "{key}");
    }
    let lies = port.texts.borrow().clone();
    assert_eq!(lies.keys().collect::<Vec<_>>(), texts.keys().collect::<Vec<_>>());
    lies
}

/// The keys of which the texts are not the same bytes.
fn differing<'a>(one: &'a Records, other: &'a Records) -> Vec<&'a str> {
    let keys: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
    keys.into_iter().filter(|it| one.get(*it) != other.get(*it)).map(String::as_str).collect()
}

/// Written by hand, with its parts in another order than any version has written them.
const BY_HAND: &str = "plumbline/1/abcdefghjkmn/comment/incident.record/0000002a";

#[test]
fn every_record_of_every_version_is_said_in_the_same_bytes_by_this_one() {
    // In which letters a record lies there differs, and is left out here; what it says has
    // been the same text since version 1.
    let model = plumbline::bank::shipped().unwrap();
    for (name, others) in [
        ("version-1.json", &[][..]),
        ("version-2.json", &[][..]),
        ("every-field.json", &[BY_HAND][..]),
    ] {
        let records = said(lying(name));
        let again = records_of(&model, &opened(&model, records.clone()));
        let mut ours = records;
        ours.retain(|key, _| key.starts_with(all_records()));
        assert!(ours.len() >= 17, "{name}");
        assert_eq!(differing(&again, &ours), others, "{name}");
    }
}

#[test]
fn a_storage_of_this_version_written_again_is_the_same_bytes() {
    let model = plumbline::bank::shipped().unwrap();
    let texts = lying(&format!("version-{STORE_VERSION}.json"));
    assert_eq!(differing(&written_again(&model, &texts), &texts), Vec::<&str>::new());
}

#[test]
fn a_storage_of_version_1_written_again_is_the_same_bytes_until_version_2_is_said_and_then_its() {
    // Version 2 lies there in fewer letters, so those bytes are others on purpose: they are
    // those of its fixture, which says the same as the one of version 1.
    let model = plumbline::bank::shipped().unwrap();
    let mut texts = lying("version-1.json");
    assert_eq!(differing(&written_again(&model, &texts), &texts), Vec::<&str>::new());
    texts.insert(STORE_VERSION_RECORD.to_owned(), "2".to_owned());
    let now = written_again(&model, &texts);
    assert!(differing(&now, &texts).len() >= 16);
    assert_eq!(differing(&now, &lying("version-2.json")), Vec::<&str>::new());
    assert_eq!(opened(&model, said(now.clone())), opened(&model, stored(1)));
    assert_eq!(written_again(&model, &now), now);
}

#[test]
fn a_storage_brought_up_to_this_version_says_the_same_in_fewer_letters_when_written_again() {
    // The one with every field lies there as version 1 has left it, and says version 2.
    let model = plumbline::bank::shipped().unwrap();
    let texts = lying("every-field.json");
    let now = written_again(&model, &texts);
    assert!(differing(&now, &texts).len() >= 40);
    assert_eq!(differing(&said(now.clone()), &texts), [BY_HAND]);
    assert_eq!(opened(&model, said(now.clone())), opened(&model, texts));
    assert_eq!(differing(&written_again(&model, &now), &now), Vec::<&str>::new());
}

#[test]
fn a_state_on_the_shelf_is_the_same_bytes_when_written_again_but_for_the_sum() {
    // A shelf of before files had a sum. The record around the file is of `library::shelf`,
    // which copies the rest of it as it was read.
    let model = plumbline::bank::shipped().unwrap();
    for version in 1..=STORE_VERSION {
        let records = stored(version);
        let (key, json) = records.iter().find(|(key, _)| key.starts_with(keys::SHELF)).unwrap();
        let shelved: serde_json::Value = serde_json::from_str(json).unwrap();
        let (why, at) = (shelved["why"].as_str().unwrap(), shelved["at"].as_u64().unwrap());
        assert_eq!((why, &shelved["name"]), ("snapshot", &"Before the audit".into()));
        let file = shelved["file"].as_str().unwrap();
        let found = document::read(&model, file.as_bytes()).unwrap();
        // It was kept of what stands there, before the entry of a later version came.
        let mut all = opened(&model, records.clone());
        let mut live = all.pop().unwrap();
        assert!(live.take_kept("answer/incident.from-the-future").is_some());
        assert_eq!(found, [live]);
        assert_eq!(*key, keys::shelf(at, found[0].id()));
        let again = document::write(&model, &found);
        let is_sum = |it: &&str| it.starts_with("  \"sum\": ");
        assert_eq!(again.lines().filter(is_sum).count(), 1);
        let rest: Vec<&str> = again.lines().filter(|it| !is_sum(it)).collect();
        assert_eq!(rest.join("\n") + "\n", file, "version {version}");
        let back = document::read(&model, again.as_bytes()).unwrap();
        assert_eq!(back, found);
        assert_eq!(document::write(&model, &back), again);
    }
}

#[test]
fn a_storage_from_before_the_version_was_written_opens_too() {
    let model = plumbline::bank::shipped().unwrap();
    let mut records = stored(1);
    assert!(records.remove(STORE_VERSION_RECORD).is_some());
    assert_eq!(opened(&model, records), opened(&model, stored(1)));
}

#[test]
fn what_is_cut_anywhere_is_set_aside_and_the_rest_opens() {
    let model = plumbline::bank::shipped().unwrap();
    let records = stored(1);
    let ours = || records.iter().filter(|(key, _)| key.starts_with(all_records()));
    let (id, _) = parse_record(ours().next().unwrap().0).unwrap();
    let own: Vec<(String, String)> = ours()
        .filter_map(|(key, json)| Some((parse_record(key)?, json)))
        .filter(|((of, _), _)| *of == id)
        .map(|((_, name), json)| (name.to_owned(), json.clone()))
        .collect();
    let (whole, _) = from_records(&model, &id, own.clone());
    for at in 0..own.len() {
        if own[at].0 == "model" {
            continue;
        }
        for end in 0..own[at].1.len() {
            let mut damaged = own.clone();
            damaged[at].1 = own[at].1.chars().take(end).collect();
            let (found, unreadable) = from_records(&model, &id, damaged);
            assert_eq!(unreadable, [own[at].0.clone()], "cut at {end}");
            let n = found.registers().count() + found.kept().len();
            assert_eq!(n + 1, whole.registers().count() + whole.kept().len());
        }
    }
}
