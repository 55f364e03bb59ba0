//! JSON objects whose parts are read one by one, so that each fault has its place.

use std::collections::BTreeSet;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error as _, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::refused::{FileFault, Refused};

/// A JSON object with its parts unread; a name that appears twice is refused,
/// where serde would silently take the last.
pub(super) struct Object(pub(super) Vec<(String, Box<RawValue>)>);

impl Object {
    /// The JSON of a part.
    pub(super) fn part(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(it, _)| it == name).map(|(_, json)| json.get())
    }
}

/// Marks an error that is about syntax as far as a person cares; the name that appears twice
/// follows. Serde carries texts only, and no text of a parser begins so.
pub(super) const TWICE: char = '\u{1}';

impl<'de> Deserialize<'de> for Object {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Parts;

        impl<'de> Visitor<'de> for Parts {
            type Value = Object;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object, A::Error> {
                let mut names = BTreeSet::new();
                let mut parts = Vec::new();
                while let Some((name, json)) = map.next_entry::<String, Box<RawValue>>()? {
                    if !names.insert(name.clone()) {
                        let shown: String = name.chars().take(60).collect();
                        return Err(A::Error::custom(format!("{TWICE}{shown}")));
                    }
                    parts.push((name, json));
                }
                Ok(Object(parts))
            }
        }

        deserializer.deserialize_map(Parts)
    }
}

pub(super) fn one_fault(place: &str, reason: String) -> Refused {
    let fault = FileFault { place: place.to_owned(), reason };
    Refused::Faults { shown: vec![fault], all: 1 }
}
