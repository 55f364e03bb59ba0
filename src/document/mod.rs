//! Files and storage records: the only place where assessments meet serde.
//!
//! One file holds one or more assessments, one register a line, in a fixed
//! order, so that the same content is always the same bytes and two files can
//! be compared line by line. `public/schema/plumbline-1.schema.json` is the
//! published schema. Storage holds the same registers, one record each.
//!
//! Rules of the format: a change of meaning raises the version; anything new
//! gets a new register name, and a register name that is not known is kept and
//! written out again, as is the version of the questions that an assessment says it is
//! of. Beside the registers stands only what follows from them, as
//! the checksum does: whoever does not know it loses nothing.
//!
//! Invariants: nothing read is trusted (size, counts, names, types, lengths);
//! a file is taken whole or refused with everything that is wrong with it.

pub mod aside;
mod identity;
mod kind;
mod locked;
mod object;
mod read;
pub mod records;
mod refused;
mod register;
mod steps;
mod unfit;

use crate::assessment::Assessment;
use crate::checksum::crc32;
use crate::model::Model;

pub use aside::{Aside, Why};
pub use identity::{later_version, model_record, state};
pub use kind::Kind;
pub use locked::write_locked;
pub use read::{Opened, open, read};
pub use refused::{FileFault, Refused};
pub use register::{
    clock_of, erased_key, erasure_from_json, erasure_name, erasure_to_json, kept,
    register_from_json, register_to_json,
};
pub use steps::{steps_from_json, steps_to_json};
pub use unfit::{Expected, Unfit};

/// What a file says it is.
pub const FORMAT: &str = "plumbline";

/// What a file under a passphrase says it is.
pub const LOCKED_FORMAT: &str = "plumbline-locked";

/// The version of the format that is written.
pub const VERSION: u32 = 1;

/// Largest file that is read, in bytes.
pub const BYTES_MAX: usize = 5 * 1024 * 1024;

/// Most assessments in one file.
pub const ASSESSMENTS_MAX: usize = 200;

/// Most registers in one assessment: several times what the largest model has.
pub const REGISTERS_MAX: usize = 20_000;

/// The file of these assessments.
pub fn write<'a>(model: &Model, assessments: impl IntoIterator<Item = &'a Assessment>) -> String {
    let mut out = String::new();
    out.push_str("{\n  \"format\": ");
    push_json(&mut out, FORMAT);
    out.push_str(",\n  \"version\": ");
    out.push_str(&VERSION.to_string());
    let list = list(model, assessments);
    // What stands behind it is what it is the sum of.
    out.push_str(&format!(",\n  \"sum\": \"{:08x}\"", crc32(list.as_bytes())));
    out.push_str(",\n  \"assessments\": ");
    out.push_str(&list);
    out.push_str("\n}\n");
    out
}

fn list<'a>(model: &Model, assessments: impl IntoIterator<Item = &'a Assessment>) -> String {
    let mut out = String::from("[");
    for (at, assessment) in assessments.into_iter().enumerate() {
        out.push_str(if at == 0 { "\n    {\n" } else { ",\n    {\n" });
        write_assessment(&mut out, model, assessment);
        out.push_str("    }");
    }
    out.push_str("\n  ]");
    out
}

fn write_assessment(out: &mut String, model: &Model, assessment: &Assessment) {
    out.push_str("      \"id\": ");
    push_json(out, assessment.id().as_str());
    out.push_str(",\n      \"model\": { \"id\": ");
    push_json(out, model.id());
    out.push_str(", \"version\": ");
    push_json(out, &identity::version_of(model, assessment));
    out.push_str(" },\n      \"registers\": {");
    let known =
        assessment.registers().map(|(key, register)| (key.name(model), register_to_json(register)));
    let erased =
        assessment.erasures().map(|(key, it)| (erasure_name(key, model), erasure_to_json(it)));
    let kept = assessment.kept().iter().map(|(name, it)| (name.clone(), it.json.clone()));
    for (at, (name, json)) in known.chain(erased).chain(kept).enumerate() {
        out.push_str(if at == 0 { "\n        " } else { ",\n        " });
        push_json(out, &name);
        out.push_str(": ");
        out.push_str(&json);
    }
    out.push_str("\n      }\n");
}

/// Appends a JSON string.
fn push_json(out: &mut String, text: &str) {
    // A string always has a JSON form.
    out.push_str(&serde_json::to_string(text).unwrap_or_default());
}

#[cfg(test)]
mod tests;
