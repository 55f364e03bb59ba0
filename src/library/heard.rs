//! What another page did, as this one hears of it: for all that is kept, and for an
//! assessment that is open.

use super::Library;
use crate::assessment::{Assessment, AssessmentId, Clock, Key, Register, Writer};
use crate::document;
use crate::model::Model;
use crate::store::{heed_written, keys as names};

impl Library {
    /// Takes note of what another page has written or removed: the name of the record, or
    /// none where everything was cleared, and its text before and now. `writer` is this page
    /// load.
    pub fn heed(
        &self,
        key: Option<&str>,
        (before, value): (Option<&str>, Option<&str>),
        writer: Writer,
    ) {
        let Some(key) = key else {
            self.touch_all();
            return;
        };
        let store = &self.store;
        match value {
            None => {
                // For a book of the journal that is still to come: everything goes with the
                // record of the version.
                if key == names::VERSION {
                    store.forget(names::all_records(), Some(Clock::END));
                    store.forget(names::SHELF, Some(Clock::END));
                }
                store.forget(key, before.and_then(document::clock_of));
            }
            Some(json) => {
                if key == names::REMOVED {
                    store.heed_put_down(json);
                }
                store.heed_again(key, json);
                heed_written(self.shipped(), store, key, writer);
            }
        }
        if let Some((id, name)) = names::parse_record(key)
            && let Some(key) = document::erased_key(name, self.model_of(&id))
        {
            self.forget_steps(&id, key);
        }
        store.heed_foreign(key);
        self.touch(key);
    }
}

/// What another page has written of an assessment that is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    /// With which model it is answered.
    Model,
    /// Before which moment what was said for a key is taken out for good.
    TakenOut(Key, Clock),
    /// What stands for a key.
    Said(Key, Register),
}

/// Reads what another page has written, if it is of this assessment and can be read.
pub fn of(model: &Model, id: &AssessmentId, record: &str, json: &str) -> Option<Heard> {
    let (_, name) = names::parse_record(record).filter(|(of, _)| of == id)?;
    if name == names::MODEL {
        return Some(Heard::Model);
    }
    if let Some(key) = document::erased_key(name, model) {
        return Some(Heard::TakenOut(key, document::erasure_from_json(json).ok()?));
    }
    let key = Key::parse(name, model)?;
    Some(Heard::Said(key, document::register_from_json(key, json).ok()?))
}

/// Whether what another page says is news to an assessment that is open; and whether that has
/// more, as both have written at once: then what they agree on is written back. The other page
/// finds nothing new in it, so this ends there.
pub fn differs(mine: &Assessment, key: Key, theirs: &Register) -> (bool, bool) {
    match mine.register(key) {
        Some(mine) => {
            let merged = mine.clone().merge(theirs.clone());
            (merged != *mine, merged != *theirs)
        }
        None => (true, false),
    }
}

/// An assessment that is open is read again from what is stored.
pub fn read_again(mine: &mut Assessment, stored: Assessment) {
    let old = std::mem::replace(mine, Assessment::new(stored.id().clone()));
    *mine = old.merge(stored);
}
