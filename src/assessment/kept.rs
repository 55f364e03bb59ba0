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
    /// To which version of the questions its answers were given, where that is not the version
    /// of the model that it was read with: whoever writes it says so again.
    pub fn version(&self) -> Option<Version> {
        self.version
    }

    /// Says so. Of replicas of several versions the latest counts: what an earlier one has
    /// not got is kept aside.
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
