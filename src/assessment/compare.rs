//! What two assessments say differently, field by field.

use std::collections::BTreeSet;

use super::key::Key;
use super::register::Register;
use super::{Assessment, Value};

/// A field in which two assessments do not say the same. Either may have never
/// said anything; both say different things otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The field.
    pub key: Key,
    /// What the first one has.
    pub mine: Option<Register>,
    /// What the second one has.
    pub theirs: Option<Register>,
    /// Whether what the second one says would stand after a merge: it was said
    /// later, or took what the first one says out for good.
    pub theirs_stands: bool,
}

impl Difference {
    /// What the first one says; `None` when nothing, or taken back.
    pub fn my_value(&self) -> Option<&Value> {
        self.mine.as_ref().and_then(Register::value)
    }

    /// What the second one says; `None` when nothing, or taken back.
    pub fn their_value(&self) -> Option<&Value> {
        self.theirs.as_ref().and_then(Register::value)
    }

    /// Whether both say something, so that one has to give way in a merge.
    pub fn is_conflict(&self) -> bool {
        self.my_value().is_some() && self.their_value().is_some()
    }
}

/// The differences between two assessments of the same model, in key order.
pub fn differences(mine: &Assessment, theirs: &Assessment) -> Vec<Difference> {
    let both = mine.clone().merge(theirs.clone());
    let keys: BTreeSet<Key> =
        mine.registers().chain(theirs.registers()).map(|(key, _)| key).collect();
    keys.into_iter()
        .filter(|key| mine.value(*key) != theirs.value(*key))
        .map(|key| Difference {
            key,
            mine: mine.register(key).cloned(),
            theirs: theirs.register(key).cloned(),
            theirs_stands: both.value(key) == theirs.value(key),
        })
        .collect()
}
