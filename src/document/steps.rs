//! The last changes as JSON, for the memory of a tab.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::register::{register_from_json, register_to_json};
use crate::assessment::{Change, Clock, Edit, Key, Register, Step, Steps, Value, Writer};
use crate::model::Model;

#[derive(Serialize, Deserialize)]
struct RawSteps {
    done: Vec<RawStep>,
    undone: Vec<RawStep>,
}

#[derive(Serialize, Deserialize)]
struct RawStep {
    at: u64,
    changes: Vec<RawChange>,
}

/// The field, what it said before and after.
#[derive(Serialize, Deserialize)]
struct RawChange(String, Box<RawValue>, Box<RawValue>);

/// The steps as JSON.
pub fn steps_to_json(model: &Model, steps: &Steps) -> String {
    let value = |it: Option<&Value>| {
        let register = Register::new(it.cloned(), Clock::start(0, Writer(0)));
        RawValue::from_string(register_to_json(&register)).ok()
    };
    let change = |it: &Change| {
        let name = it.back.key().name(model);
        Some(RawChange(name, value(it.back.value())?, value(it.left.as_ref())?))
    };
    let raw = |all: &[Step]| {
        let raw = |it: &Step| RawStep {
            at: it.at,
            changes: it.changes.iter().filter_map(change).collect(),
        };
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
    let change = |RawChange(name, before, after): RawChange| {
        let key = Key::parse(&name, model)?;
        let value = |json: &RawValue| {
            let register = register_from_json(key, json.get()).ok()?;
            Some(register.value().cloned())
        };
        Some(Change { back: Edit::new(key, value(&before)?)?, left: value(&after)? })
    };
    let step = |it: RawStep| {
        let changes: Vec<Change> = it.changes.into_iter().filter_map(change).collect();
        (!changes.is_empty()).then_some(Step { changes, at: it.at })
    };
    // A step that is missing in the middle does no harm: each says what its
    // field was, whatever came after.
    Steps::new(
        done.into_iter().filter_map(step).collect(),
        undone.into_iter().filter_map(step).collect(),
    )
}
