//! Records of a browser's storage: their names, the version of the whole, and
//! an assessment read from them.
//!
//! A register is a record of its own under `plumbline/1/<assessment>/<register>`.
//! `plumbline/version` says which version counts. Version 2 has the same records in fewer
//! letters (`store::short`), reads both, and writes the short ones only where the version has
//! been said: so an upgrade that is cut off has changed nothing, and a tab of version 1 has
//! stopped before it meets what it cannot read. A layout that is another one would be written
//! beside the earlier one and switched to last.
//!
//! Rules: there is one step per version, without gaps, which the length of
//! `STEPS` sees to; a storage of every version is kept in `tests/stores`; what
//! a newer version wrote is read as far as it is understood and never written.

use std::collections::BTreeMap;

use super::aside;
use super::register::{erased_key, erasure_from_json, kept, register_from_json};
use crate::assessment::{Assessment, AssessmentId, Key};
use crate::model::Model;

/// The version of the storage that is written.
pub const STORE_VERSION: u32 = 2;

/// The record that says the version.
pub const STORE_VERSION_RECORD: &str = "plumbline/version";

/// Assessments: one record per register.
const ASSESSMENTS: &str = "plumbline/1/";

/// The register name under which an assessment's model is stored. It is written
/// last: without it an assessment is not whole.
pub const MODEL_RECORD: &str = "model";

/// Records by name, as JSON texts.
pub type Records = BTreeMap<String, String>;

/// A step from one version to the next: what is to be written, beside what is
/// there.
type Step = fn(&Records) -> Records;

/// The step at place `n` leads from version `n` to version `n + 1`. Version 0 is
/// version 1 without the record that says so; version 2 has records lie there in fewer
/// letters as they are written, and reads the long ones. None of them has anything to write.
const STEPS: [Option<Step>; STORE_VERSION as usize] = [None, None];

/// How a storage stands to this version of the app.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Age {
    /// Of this version.
    Current,
    /// Of an earlier one, to be brought up to date.
    Older(u32),
    /// Of a later one, to be read and left alone.
    Newer(u32),
}

/// The age of a storage by what its version record holds.
pub fn age(version: Option<&str>) -> Age {
    let version = version.and_then(|it| it.trim().parse::<u32>().ok()).unwrap_or(0);
    match version {
        STORE_VERSION => Age::Current,
        it if it < STORE_VERSION => Age::Older(it),
        it => Age::Newer(it),
    }
}

/// What has to be written to bring records of an earlier version up to date.
/// Nothing is to be removed for it. They are read only where there is something to write.
pub fn upgrade(from: u32, records: impl FnOnce() -> Records) -> Records {
    let from = usize::try_from(from).unwrap_or(usize::MAX);
    let mut steps = STEPS.iter().skip(from).flatten().peekable();
    let mut news = Records::new();
    if steps.peek().is_none() {
        return news;
    }
    let mut all = records();
    for step in steps {
        let written = step(&all);
        all.extend(written.clone());
        news.extend(written);
    }
    news
}

/// The record of a register.
pub fn record(id: &AssessmentId, register: &str) -> String {
    format!("{ASSESSMENTS}{id}/{register}")
}

/// The beginning of all records of an assessment.
pub fn records(id: &AssessmentId) -> String {
    record(id, "")
}

/// The beginning of all records of all assessments.
pub fn all_records() -> &'static str {
    ASSESSMENTS
}

/// The assessment and the register of a record.
pub fn parse_record(key: &str) -> Option<(AssessmentId, &str)> {
    let (id, register) = key.strip_prefix(ASSESSMENTS)?.split_once('/')?;
    Some((AssessmentId::parse(id)?, register))
}

/// An assessment from the records of its registers, and the names of those that
/// cannot be read.
pub fn from_records(
    model: &Model,
    id: &AssessmentId,
    records: impl IntoIterator<Item = (String, String)>,
) -> (Assessment, Vec<String>) {
    let mut assessment = Assessment::new(id.clone());
    let mut unreadable = Vec::new();
    for (name, json) in records.into_iter().filter(|(name, _)| name != MODEL_RECORD) {
        if !take(&mut assessment, model, &name, &json) {
            unreadable.push(name);
        }
    }
    (assessment, unreadable)
}

/// Takes a record in, merged with what is there; false when it cannot be read.
pub(crate) fn take(assessment: &mut Assessment, model: &Model, name: &str, json: &str) -> bool {
    if let Some(key) = Key::parse(name, model) {
        let register = register_from_json(key, json).map(|it| assessment.absorb(key, it));
        return register.is_ok();
    }
    if let Some(key) = erased_key(name, model) {
        return erasure_from_json(json).map(|it| assessment.drop_before(key, it)).is_ok();
    }
    // What an earlier version took out of a back-up as an assessment is one now.
    name == aside::REGISTER
        || kept(name, json).map(|it| assessment.keep(name.to_owned(), it)).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_record_says_what_to_do() {
        assert_eq!(age(None), Age::Older(0));
        assert_eq!(age(Some("0")), Age::Older(0));
        assert_eq!(age(Some("nonsense")), Age::Older(0));
        assert_eq!(age(Some(&STORE_VERSION.to_string())), Age::Current);
        assert_eq!(age(Some("1")), Age::Older(1));
        assert_eq!(age(Some("3")), Age::Newer(3));
        assert_eq!(age(Some("101")), Age::Newer(101));
    }

    #[test]
    fn an_upgrade_from_any_version_ends_and_removes_nothing() {
        let records =
            Records::from([("plumbline/1/abcdefghjkmn/model".to_owned(), "{}".to_owned())]);
        for from in 0..=STORE_VERSION {
            let news = upgrade(from, || records.clone());
            assert!(news.keys().all(|it| it.starts_with("plumbline/")), "{from}");
        }
        assert_eq!(upgrade(STORE_VERSION, || records.clone()), Records::new());
        assert_eq!(upgrade(u32::MAX, || records.clone()), Records::new());
    }
}
