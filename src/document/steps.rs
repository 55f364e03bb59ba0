//! The last changes as JSON, for the memory of a tab.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::register::{register_from_json, register_to_json};
use crate::assessment::{Clock, Edit, Key, Register, Step, Steps, Writer};
use crate::model::Model;

#[derive(Serialize, Deserialize)]
struct RawSteps {
    done: Vec<RawStep>,
    undone: Vec<RawStep>,
}

#[derive(Serialize, Deserialize)]
struct RawStep {
    at: u64,
    edits: Vec<(String, Box<RawValue>)>,
}

/// The steps as JSON.
pub fn steps_to_json(model: &Model, steps: &Steps) -> String {
    let edit = |it: &Edit| {
        let register = Register::new(it.value().cloned(), Clock::start(0, Writer(0)));
        let register = RawValue::from_string(register_to_json(&register)).ok()?;
        Some((it.key().name(model), register))
    };
    let raw = |all: &[Step]| {
        let raw =
            |it: &Step| RawStep { at: it.at, edits: it.edits.iter().filter_map(edit).collect() };
        all.iter().map(raw).collect()
    };
    let raw = RawSteps { done: raw(steps.done()), undone: raw(steps.undone()) };
    serde_json::to_string(&raw).unwrap_or_default()
}

/// Steps from JSON; what cannot be read is left out.
pub fn steps_from_json(model: &Model, json: &str) -> Steps {
    let Ok(RawSteps { done, undone }) = serde_json::from_str(json) else {
        return Steps::default();
    };
    let edit = |(name, json): (String, Box<RawValue>)| {
        let key = Key::parse(&name, model)?;
        let register = register_from_json(key, json.get()).ok()?;
        Edit::new(key, register.value().cloned())
    };
    let step = |it: RawStep| {
        let edits: Vec<Edit> = it.edits.into_iter().filter_map(edit).collect();
        (!edits.is_empty()).then_some(Step { edits, at: it.at })
    };
    // A step that is missing in the middle does no harm: each says what its
    // field was, whatever came after.
    Steps::new(
        done.into_iter().filter_map(step).collect(),
        undone.into_iter().filter_map(step).collect(),
    )
}
