//! Which model an assessment was given answers to, as files and storages say it.

use std::borrow::Cow;

use serde::Deserialize;

use crate::assessment::Assessment;
use crate::model::{Model, Version};

/// Fields of a newer minor version may stand beside these.
#[derive(Deserialize)]
pub(super) struct Identity {
    pub id: String,
    version: String,
}

impl Identity {
    /// What is said, if it can be read.
    pub fn parse(json: &str) -> Option<Self> {
        serde_json::from_str(json).ok()
    }

    /// The version, where it is a later one than this model's.
    pub fn later_than(&self, model: &Model) -> Option<Version> {
        Version::parse(&self.version).filter(|it| Some(*it) > Version::parse(model.version()))
    }
}

/// To which version of the questions the answers were given.
pub(super) fn version_of<'a>(model: &'a Model, assessment: &Assessment) -> Cow<'a, str> {
    match assessment.version() {
        Some(it) => Cow::Owned(it.to_string()),
        None => Cow::Borrowed(model.version()),
    }
}

/// The record of the model that an assessment was given answers to.
pub fn model_record(model: &Model, assessment: &Assessment) -> String {
    record(model.id(), &version_of(model, assessment))
}

fn record(id: &str, version: &str) -> String {
    // Both are letters, digits, dots and dashes: the build checks it.
    format!("{{\"id\":\"{id}\",\"version\":\"{version}\"}}")
}

/// Takes in what that record says.
pub fn state(assessment: &mut Assessment, model: &Model, json: &str) {
    let is_ours = json == record(model.id(), model.version());
    assessment.state_version(if is_ours { None } else { later_version(model, json) });
}

/// The version that it says, where that is a later one than the model's.
// What seldom happens is in a function of its own: who comes back need not load it.
#[inline(never)]
pub fn later_version(model: &Model, json: &str) -> Option<Version> {
    Identity::parse(json).filter(|it| it.id == model.id())?.later_than(model)
}
