//! What was said of one field here and elsewhere, neither having seen the other.

use crate::assessment::{Key, Text, Value};

/// What is said by a text; nothing by one that takes it back.
pub type Say = fn(Text) -> Option<Value>;

/// Two values of one field. The later one stands, and the other must not go unseen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// The field.
    pub key: Key,
    /// What was said here; `None` where it was taken back.
    pub mine: Option<Value>,
    /// What was said elsewhere.
    pub theirs: Option<Value>,
    /// Whether the field that somebody is typing in shows it; a notice does otherwise.
    pub is_at_field: bool,
}

impl Clash {
    /// Both as one text, the other's first; `None` where one of them is no text.
    pub fn both(&self, between: &str) -> Option<String> {
        let words = |it: &Option<Value>| Some(it.as_ref()?.words()?.as_str().to_owned());
        Some([words(&self.theirs)?, words(&self.mine)?].join(between))
    }
}
