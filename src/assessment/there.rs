//! Which records are there. Two replicas agree on it whatever the order in which they meet:
//!
//! - A record that was deleted is there again once something of it is said after that: who
//!   goes on with it has the last word, and nothing that was said is lost meanwhile.
//! - What both make out of the same old data is one record: its id follows from the data.
//! - What two people add by themselves is two records, even if it reads the same: which of
//!   them is one too many only they can say.

use std::collections::BTreeMap;

use super::Assessment;
use super::about::Of;
use super::clock::Clock;
use super::field::Key;
use super::record::{RecordId, RecordKind};

impl Assessment {
    /// The records of a kind that are there, in the order of their ids.
    pub fn records(&self, kind: RecordKind) -> Vec<RecordId> {
        /// When something of it was said last, and when it was deleted last.
        #[derive(Default)]
        struct Ends {
            said: Option<Clock>,
            gone: Option<Clock>,
        }
        let mut all: BTreeMap<RecordId, Ends> = BTreeMap::new();
        for (key, register) in self.registers().filter(|(_, it)| it.value().is_some()) {
            if let Of::Record(is, id) = key.of()
                && is == kind
            {
                let ends = all.entry(id).or_default();
                let end = if is_gone(key) { &mut ends.gone } else { &mut ends.said };
                *end = (*end).max(Some(register.clock()));
            }
        }
        all.retain(|_, ends| ends.said > ends.gone);
        all.into_keys().collect()
    }
}

/// Whether this field says that the record was deleted.
fn is_gone(key: Key) -> bool {
    matches!(key, Key::PieceGone(_))
}
