//! Plumbline: self-assessment against ISO/IEC 20000-1, entirely in the browser.
//!
//! # Layers
//!
//! Arrows never point back:
//! [`model`] (what can be assessed, with the shipped [`bank`]) <- [`assessment`]
//! (what a user said) <- [`questionnaire`], [`scoring`] and [`raters`] (what
//! follows from it) <- [`chart`] (drawn) <- [`report`] (as a document) <- `web`
//! (shown). [`store`] keeps records alike in
//! storage and journal, [`catalogue`] what they hold in memory, and what lists say of it. [`wording`] has
//! the words for figures, [`moment`] those for times. [`document`] is the only place
//! where assessments meet serde, [`link`] packs an assessment into an
//! address, [`leaving`] says what a file would hold beside what is shown, and [`lock`]
//! puts either under a passphrase; [`route`] is the only place that knows addresses.
//! `tests/tidy.rs` holds this and the rest of the house rules.
//!
//! # The way of one answer
//!
//! `web::components::question` makes an [`assessment::Edit`] of a click and hands it to
//! `web::desk`, the one place through which the open assessment changes.
//! [`assessment::Assessment::change`] merges it into its register and returns the way
//! back, which becomes a step to undo. `web::desk::save` has `web::library` write the
//! register as a record of its own ([`document::register_to_json`]): into the local
//! storage, in fewer letters ([`store::shorten`]) and read back, and then into the journal, whose books take turns
//! ([`store::turns`]). "Saved" is said when the journal has answered.
//!
//! # The way of one figure
//!
//! [`scoring::score`] makes every figure at once, out of the model and the answers that
//! [`questionnaire::asked`] asks for. `web::reading` keeps them in one memo, from which
//! pages, [`chart`]s and the [`report`] take theirs; [`scoring::trace`] opens a figure
//! down to the arithmetic. Nothing else computes one.
//!
//! # Where something new goes
//!
//! - A question: a row of `src/bank` (its README says how), and nothing else.
//! - A field: its row in the table of [`assessment::field`], which settles its name in
//!   files, what it holds, the part of a copy that it belongs to, how undo takes it and
//!   whether links carry it; its word in `web::wording`; and the page that shows it. The
//!   schema is written anew by `WRITE=1 cargo test --test schema`. A new kind of value
//!   takes its JSON (`document::register`) and its words, too. What there is any number
//!   of is a record with an id ([`assessment::record`]), with a row for each of its fields.
//! - A page: a file of `web::pages`, which needs no other page; its address in [`route`];
//!   its place in `web::app`. What two pages show is a part in `web::components`.
//! - A chart: a file of [`chart`], as a function from figures to a picture and a table.
//! - An export: a writer beside those of [`report`], from the same plain data.
//!
//! # Words of this house
//!
//! - *Register*: what stands for one field, by whom and since when, with the last things
//!   it replaced. Its *clock* decides what stands when two meet.
//! - *Replica*: the same assessment in another tab, file or link.
//! - *Stretch*: a minute of one writer, of which the last thing counts.
//! - *Record*: a register as a storage has it, under a key of its own; and, in
//!   [`assessment::record`], what an assessment has any number of.
//! - *Locator*: a place in the questionnaire as an address names it; a *spot* is the same
//!   in a model.
//! - *Part*, *stage*: a release build comes in parts, and what it can do with those that
//!   have come is a stage (`web::parts`).
//! - *Journal*: the second copy of all records, in two *books*.
//! - *Desk*: the assessment that is open and can be changed; a *reading* only looks.
//! - *Library*: all assessments of a browser. *Shelf*, *aside*: what is kept beside them,
//!   which are named states and the bin.
//! - *Host* and *rater*: an assessment, and what somebody answered for it.
//! - *Standing*: where a process stands, which need not be a level; *bounds*: the least
//!   and the most that open answers can still make of a figure.
//! - *Asked*: part of the chosen depth and within the target, or answered all the same.
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
mod case;
pub mod catalogue;
pub mod chart;
mod checksum;
pub mod document;
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
pub mod store;
#[cfg(target_arch = "wasm32")]
pub mod web;
pub mod wording;
mod xml;
