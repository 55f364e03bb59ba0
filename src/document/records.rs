//! Records of a browser's storage: their names, the version of the whole, and
//! an assessment read from them.
//!
//! A register is a record of its own under `plumbline/1/<assessment>/<register>`.
//! `plumbline/version` says which version counts. Version 2 has the same records in fewer
//! letters (`store::short`), reads both, and writes the short ones only where the version has
//! been said: so an upgrade that is cut off has changed nothing, and a tab of version 1 has
//! stopped before it meets what it cannot read. So of what earlier versions wrote nothing has
//! to be written anew. A layout that is another one would be written beside the earlier one
//! and switched to last.
//!
//! Rules: a storage of every version is kept in `tests/stores`; what a newer version wrote is
//! read as far as it is understood and never written.

use std::collections::BTreeMap;

use super::aside;
use super::identity::state;
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

/// How a storage stands to this version of the app.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Age {
    /// Of this version.
    Current,
    /// Of an earlier one, or of none: this one can have it by saying so.
    Older,
    /// Of a later one, to be read and left alone.
    Newer(u32),
}

/// The age of a storage by what its version record holds.
pub fn age(version: Option<&str>) -> Age {
    let version = version.and_then(|it| it.trim().parse::<u32>().ok()).unwrap_or(0);
    match version {
        STORE_VERSION => Age::Current,
        it if it < STORE_VERSION => Age::Older,
        it => Age::Newer(it),
    }
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
    for (name, json) in records {
        if name == MODEL_RECORD {
            state(&mut assessment, model, &json);
        } else if !take(&mut assessment, model, &name, &json) {
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
        assert_eq!(age(None), Age::Older);
        assert_eq!(age(Some("0")), Age::Older);
        assert_eq!(age(Some("nonsense")), Age::Older);
        assert_eq!(age(Some(&STORE_VERSION.to_string())), Age::Current);
        assert_eq!(age(Some("1")), Age::Older);
        assert_eq!(age(Some("3")), Age::Newer(3));
        assert_eq!(age(Some("101")), Age::Newer(101));
    }
}
