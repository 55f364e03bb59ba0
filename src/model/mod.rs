//! What an assessment model *is*: the measurement scale, process attributes,
//! processes, practices and clauses, and the checks that a model has to pass.
//!
//! Reading order: [`scale`] (ratings, levels, exact arithmetic), [`raw`] (the
//! shape of the data files), [`check`] (what makes a model sound), [`sound`]
//! (the checked model that the rest of the app works with) with [`index`] (what
//! stands for ids in it), [`kinds`] (of what kind things are), [`version`] (of its content)
//! and `slots` (a process's words in general texts).
//!
//! Invariants: this module knows nothing of any user's answers, and the build
//! script compiles it too, so it names nothing outside itself. The build
//! checks the shipped bank, and the app trusts what the build has checked.

pub mod check;
pub mod index;
pub mod kinds;
pub mod raw;
pub mod scale;
mod slots;
pub mod sound;
pub mod version;

pub use check::Fault;
pub use index::{AttributeIx, GroupIx, ProcessIx, QuestionIx};
pub use kinds::{Counting, Depth, Kind};
pub use raw::RawModel;
pub use scale::{Achievement, Level, Rating, Score};
pub use sound::{Model, QuestionRef};
pub use version::Version;
