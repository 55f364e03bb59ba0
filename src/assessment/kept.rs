//! What another version of the app, or of its questions, said of an assessment: it is kept,
//! and said again.

use std::collections::BTreeMap;

use super::{Assessment, Clock};
use crate::model::Version;

/// A register that this version cannot read. Of two the later one counts, and
/// one with a clock before one without.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Kept {
    /// When it was said, where that can be read.
    pub at: Option<Clock>,
    /// The register as JSON text.
    pub json: String,
}

impl Assessment {
    /// To which version of the questions its answers were given, where that is a later one
    /// than the model has that it was read with: whoever writes it says so again. `None` says
    /// the model's own, so that of replicas the latest counts, in whatever app they meet.
    pub fn version(&self) -> Option<Version> {
        self.version
    }

    /// Says so, or that it is the model's own. What the model has not got is kept as it came.
    pub fn state_version(&mut self, version: Option<Version>) {
        self.version = version;
    }

    /// Keeps a register that this version cannot read.
    pub fn keep(&mut self, name: String, kept: Kept) {
        let later = match self.kept.remove(&name) {
            Some(mine) => mine.max(kept),
            None => kept,
        };
        self.kept.insert(name, later);
    }

    /// Lets go of one, as a record that is gone or written over.
    pub(crate) fn let_go_kept(&mut self, name: &str) {
        self.kept.remove(name);
    }

    /// Takes away a register that this version cannot read.
    pub fn take_kept(&mut self, name: &str) -> Option<Kept> {
        self.kept.remove(name)
    }

    /// Registers that this version cannot read, by name.
    pub fn kept(&self) -> &BTreeMap<String, Kept> {
        &self.kept
    }
}
