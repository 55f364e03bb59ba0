//! The shipped model: text files beside this one, checked and embedded by the
//! build step (`build.rs`). `README.md` tells editors what each field means.
//!
//! Invariant: no content stands in code, and no code in the content.

use crate::model::{Model, RawModel};

/// The compact form written by the build step.
const BYTES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/bank.bin"));

/// The shipped model.
///
/// # Errors
///
/// Only when the build itself is damaged: the build step has already checked
/// the same bytes with the same code. The message is for the crash screen.
pub fn shipped() -> Result<Model, String> {
    let raw: RawModel = postcard::from_bytes(BYTES).map_err(|it| format!("the bank is unreadable: {it}"))?;
    Model::parse(raw).map_err(|faults| {
        faults.first().map_or_else(String::new, |it| format!("the bank is unsound: {it}"))
    })
}
