//! Who sits at this browser, if they gave a name: what they say carries it, so
//! that others see who said what. A preference of the device, not of any
//! assessment.

use serde::{Deserialize, Serialize};

use super::names;
use crate::assessment::Person;
use crate::store::Store;

/// Longest name, in characters.
pub const NAME_MAX: usize = 80;

/// Somebody who gave a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Me {
    /// Stays the same when the name is corrected.
    pub person: Person,
    /// Never blank.
    pub name: String,
}

#[derive(Serialize, Deserialize)]
struct Record {
    id: String,
    name: String,
}

impl Me {
    /// Whoever gave a name in this browser before.
    pub fn load(store: &Store) -> Option<Self> {
        Self::read(&store.get(names::ME)?)
    }

    /// In a function of its own, as few give a name.
    #[inline(never)]
    fn read(json: &str) -> Option<Self> {
        let Record { id, name } = serde_json::from_str(json).ok()?;
        let name = cut(&name);
        Some(Self { person: Person::parse(&id)?, name }).filter(|it| !it.name.is_empty())
    }

    /// Keeps it for the next page load. What cannot be stored holds until this
    /// page is left.
    pub fn store(me: Option<&Self>, store: &Store) {
        match me {
            Some(Self { person, name }) => {
                let record = Record { id: person.to_string(), name: name.clone() };
                if let Ok(json) = serde_json::to_string(&record) {
                    let _ = store.set(names::ME, &json);
                }
            }
            None => store.remove(names::ME),
        }
    }
}

/// A name as it is kept; empty when it says nothing.
pub fn cut(name: &str) -> String {
    name.trim().chars().filter(|it| !it.is_control()).take(NAME_MAX).collect()
}
