//! What assessments say differently, field by field.

use std::collections::BTreeSet;

use super::field::Key;
use super::register::Register;
use super::{Assessment, Value};

/// A field in which assessments do not all say the same. Some may have never said
/// anything; at least two of them say different things otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The field.
    pub key: Key,
    /// What each has, in their order.
    pub sides: Vec<Option<Register>>,
    /// What would stand after a merge of all: it was said last, or what the others say
    /// was taken out for good.
    pub merged: Option<Value>,
}

impl Difference {
    /// What one of them says; `None` when nothing, or taken back.
    pub fn value_of(&self, side: usize) -> Option<&Value> {
        self.sides.get(side).and_then(Option::as_ref).and_then(Register::value)
    }

    /// What the first one says; `None` when nothing, or taken back.
    pub fn my_value(&self) -> Option<&Value> {
        self.value_of(0)
    }

    /// What the second one says; `None` when nothing, or taken back.
    pub fn their_value(&self) -> Option<&Value> {
        self.value_of(1)
    }

    /// Whether two of them say something, and not the same, so that one has to give
    /// way in a merge.
    pub fn is_conflict(&self) -> bool {
        let mut said = self.sides.iter().flatten().filter_map(Register::value);
        let first = said.next();
        said.any(|it| Some(it) != first)
    }

    /// Whether one of them says what would stand after a merge of all.
    pub fn stands(&self, side: usize) -> bool {
        self.value_of(side) == self.merged.as_ref()
    }

    /// Whether what the second one says would stand after a merge.
    pub fn theirs_stands(&self) -> bool {
        self.stands(1)
    }
}

/// The differences between two assessments of the same model, in key order.
pub fn differences(mine: &Assessment, theirs: &Assessment) -> Vec<Difference> {
    differences_of(&[mine, theirs])
}

/// The differences between any number of assessments of the same model, in key
/// order.
pub fn differences_of(all: &[&Assessment]) -> Vec<Difference> {
    let Some(merged) = all.iter().copied().cloned().reduce(Assessment::merge) else {
        return Vec::new();
    };
    let keys: BTreeSet<Key> =
        all.iter().flat_map(|it| it.registers()).map(|(key, _)| key).collect();
    let differ = |key: &Key| {
        let mut values = all.iter().map(|it| it.value(*key));
        let first = values.next();
        values.any(|it| Some(it) != first)
    };
    keys.into_iter()
        .filter(differ)
        .map(|key| Difference {
            key,
            sides: all.iter().map(|it| it.register(key).cloned()).collect(),
            merged: merged.value(key).cloned(),
        })
        .collect()
}
