//! Plumbline: self-assessment against ISO/IEC 20000-1, entirely in the browser.
//!
//! # Layers
//!
//! Arrows never point back:
//! [`model`] (what can be assessed, with the shipped [`bank`]) <- [`assessment`]
//! (what a user said) <- [`questionnaire`], [`scoring`] and [`raters`] (what
//! follows from it) <- [`chart`] (drawn) <- [`report`] (as a document) <- `web`
//! (shown). [`catalogue`] keeps what a storage holds in memory. [`wording`] has
//! the words for figures, [`moment`] those for times. [`document`] is the only place
//! where assessments meet serde, [`link`] packs an assessment into an
//! address, [`leaving`] says what a file would hold beside what is shown, and [`lock`]
//! puts either under a passphrase; [`route`] is the only place that knows addresses.
//!
//! # Invariants
//!
//! Everything but `web` is pure Rust: no browser, no clock, no randomness, no
//! floating point in a figure. The web half and its dependencies exist only
//! for wasm32, so the compiler keeps them out of here.
//!
//! Start reading at [`scoring::score`]: one function feeds every view.

mod address;
pub mod assessment;
pub mod bank;
mod base64;
pub mod catalogue;
pub mod chart;
mod checksum;
pub mod document;
mod embedded;
pub mod file_name;
pub mod leaving;
pub mod link;
pub mod lock;
pub mod model;
pub mod moment;
pub mod questionnaire;
pub mod raters;
pub mod report;
pub mod route;
pub mod scoring;
#[cfg(target_arch = "wasm32")]
pub mod web;
pub mod wording;
mod xml;
