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
use plumbline::document;
use plumbline::document::records::{
    Age, Records, STORE_VERSION, STORE_VERSION_RECORD, age, all_records, from_records, parse_record,
};
use plumbline::model::Model;
use plumbline::store::{shorten, spelt};

fn fixture(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stores").join(name);
    fs::read_to_string(&path).unwrap_or_else(|it| panic!("{}: {it}", path.display()))
}

fn stored(version: u32) -> Records {
    let texts: Records =
        serde_json::from_str(&fixture(&format!("version-{version}.json"))).unwrap();
    texts.into_iter().map(|(key, text)| (key, spelt(text))).collect()
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
    let records: Records = serde_json::from_str(&fixture("every-field.json")).unwrap();
    let found = opened(&model, records);
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
    let texts: Records = serde_json::from_str(&fixture("version-2.json")).unwrap();
    let mut shorter = 0;
    for (key, text) in stored(2) {
        let short = shorten(&text);
        shorter += usize::from(short.is_some());
        assert_eq!(texts[&key], short.unwrap_or(text), "{key}");
    }
    assert!(shorter >= 16, "{shorter}");
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
