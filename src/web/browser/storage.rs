//! The local storage behind a port that survives a blocked, full or foreign
//! storage.
//!
//! gloo-storage throws when storage is blocked, so it is used only after a
//! probe, and what cannot be written stays in memory and is reported.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use gloo_storage::{LocalStorage, Storage as _};

use crate::web::names;

/// Why something could not be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WriteError {
    /// The browser refused: full, or taken away.
    Refused,
    /// Written without complaint, and something else was read back.
    ReadBackDiffers,
    /// A newer version of the app has the storage.
    Newer,
}

/// How much of the local storage is taken, in characters, by which browsers
/// count it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// By this app.
    pub ours: usize,
    /// By whatever else has the same address.
    pub others: usize,
}

impl Usage {
    /// What every browser gives an address, at least: about five million
    /// characters. None says how much it is.
    pub const ROOM: usize = 5 * 1024 * 1024;

    /// Whether half of the room is taken, so that it is time to make some.
    pub fn is_high(self) -> bool {
        (self.ours + self.others) * 2 > Self::ROOM
    }
}

/// Called with the key of a record that has changed.
type OnChange = Rc<dyn Fn(&str)>;

/// Where records are kept.
#[derive(Default)]
pub struct Store {
    /// Whether the local storage can be used.
    is_local: Cell<bool>,
    /// Records that the local storage does not take: the only place when it is
    /// blocked, the rest when it is full. They count before it.
    memory: RefCell<BTreeMap<String, String>>,
    /// Records of which the journal has not heard yet how they stand.
    pending: RefCell<BTreeSet<String>>,
    /// What was removed since the page was opened: records, and beginnings of records
    /// that end in a slash. A book of the journal that comes late may hold them still.
    removed: RefCell<BTreeSet<String>>,
    /// Those of them of which the journal may not have heard yet: removed by this page,
    /// or by one that was left too early.
    untold: RefCell<BTreeSet<String>>,
    /// Set when nothing may be written any more.
    is_closed: Cell<bool>,
    /// Who wants to know which records change.
    on_change: RefCell<Option<OnChange>>,
}

impl Store {
    /// The local storage if it works, memory if not.
    pub fn open() -> Self {
        const PROBE: &str = "plumbline/probe";
        let works =
            web_sys::window().and_then(|it| it.local_storage().ok().flatten()).is_some_and(|it| {
                // A full storage still works for reading: only access counts.
                let _ = it.set_item(PROBE, "1");
                it.remove_item(PROBE).is_ok()
            });
        let it = Self::default();
        it.is_local.set(works);
        it.recall_removed();
        it
    }

    /// Whether records outlive the page.
    pub fn is_lasting(&self) -> bool {
        self.is_local.get()
    }

    /// From here on it is read, and what is written stays in memory: a newer
    /// version of the app has it.
    pub fn close(&self) {
        self.is_closed.set(true);
        self.pending.take();
    }

    /// Whether it was closed.
    pub fn is_closed(&self) -> bool {
        self.is_closed.get()
    }

    /// The JSON text of a record; `None` when there is none.
    pub fn get(&self, key: &str) -> Option<String> {
        if let Some(json) = self.memory.borrow().get(key) {
            return Some(json.clone());
        }
        // The raw text, since what is not JSON has to be seen to be saved.
        self.is_local.get().then(|| LocalStorage::raw().get_item(key).ok().flatten()).flatten()
    }

    /// Writes the JSON text of a record and reads it back.
    ///
    /// # Errors
    ///
    /// The record is in the memory of this page alone.
    pub fn set(&self, key: &str, json: &str) -> Result<(), WriteError> {
        self.removed.borrow_mut().remove(key);
        self.note(key);
        self.put(key, json)
    }

    /// Calls back with the key of each record that this page writes or removes,
    /// when it has done so.
    pub fn on_change(&self, callback: impl Fn(&str) + 'static) {
        self.on_change.replace(Some(Rc::new(callback)));
    }

    fn changed(&self, key: &str) {
        let callback = self.on_change.borrow().clone();
        if let Some(callback) = callback {
            callback(key);
        }
    }

    /// Writes a record that the journal has already.
    ///
    /// # Errors
    ///
    /// The record is in the memory of this page alone.
    pub fn put(&self, key: &str, json: &str) -> Result<(), WriteError> {
        let written = self.write(key, json);
        self.changed(key);
        written
    }

    fn write(&self, key: &str, json: &str) -> Result<(), WriteError> {
        if self.is_closed.get() {
            self.memory.borrow_mut().insert(key.to_owned(), json.to_owned());
            return Err(WriteError::Newer);
        }
        if !self.is_local.get() {
            self.memory.borrow_mut().insert(key.to_owned(), json.to_owned());
            return Ok(());
        }
        self.memory.borrow_mut().remove(key);
        // The raw storage: gloo's own way to write panics when a browser throws what
        // is no error object.
        let written = LocalStorage::raw()
            .set_item(key, json)
            .map_err(|_| WriteError::Refused)
            .and_then(|()| match self.get(key).as_deref() == Some(json) {
                true => Ok(()),
                false => Err(WriteError::ReadBackDiffers),
            });
        if written.is_err() {
            self.memory.borrow_mut().insert(key.to_owned(), json.to_owned());
        }
        written
    }

    /// Removes a record.
    pub fn remove(&self, key: &str) {
        self.note(key);
        self.remember_removed(key);
        self.memory.borrow_mut().remove(key);
        if self.is_local.get() && !self.is_closed.get() {
            LocalStorage::delete(key);
        }
        self.changed(key);
    }

    /// Removes all records that begin so, also those that only a book of the journal
    /// may hold that is still to come. It ends in a slash.
    pub fn remove_all(&self, prefix: &str) {
        for key in self.keys(prefix) {
            self.remove(&key);
        }
        self.remember_removed(prefix);
    }

    fn remember_removed(&self, key: &str) {
        self.forget(key);
        if names::is_journaled(key) {
            self.untold.borrow_mut().insert(key.to_owned());
        }
    }

    /// Takes note that a record, or all that begin so, were removed, here or in another
    /// tab.
    pub fn forget(&self, key: &str) {
        if names::is_journaled(key) {
            self.removed.borrow_mut().insert(key.to_owned());
        }
    }

    /// Takes note that something that was removed is back.
    pub fn bring_back(&self, key: &str) {
        self.removed.borrow_mut().remove(key);
    }

    /// Whether a record was removed since the page was opened.
    pub fn is_removed(&self, key: &str) -> bool {
        let covers = |it: &String| it == key || it.ends_with('/') && key.starts_with(it.as_str());
        self.removed.borrow().iter().any(covers)
    }

    /// Whether anything was.
    pub fn has_removed(&self) -> bool {
        !self.removed.borrow().is_empty()
    }

    /// Puts down what was removed and may still be in the journal: the page is being left,
    /// and the next one must not bring it back from there.
    pub fn keep_removed(&self) {
        if self.is_closed.get() || !self.is_local.get() {
            return;
        }
        let untold = self.untold.borrow();
        let is_covered = |it: &String| {
            untold.iter().any(|of| of != it && of.ends_with('/') && it.starts_with(of.as_str()))
        };
        let mut gone: BTreeSet<String> =
            untold.iter().filter(|it| !is_covered(it) && self.is_gone(it)).cloned().collect();
        if gone.is_empty() {
            return;
        }
        gone.extend(self.kept_removed());
        let json = serde_json::Value::from_iter(gone).to_string();
        // Where even this is refused, it comes back, and can be removed again.
        let _ = LocalStorage::raw().set_item(names::REMOVED, &json);
    }

    /// The journal has heard of all that was removed, unless that is still to be handed
    /// to it.
    pub fn drop_removed(&self) {
        let is_handed_over = self.pending.borrow().is_empty();
        if !is_handed_over || self.untold.borrow().is_empty() {
            return;
        }
        let told = self.untold.take();
        let kept = self.kept_removed();
        // What another page put down meanwhile stays.
        if !kept.is_empty() && kept.is_subset(&told) && !self.is_closed.get() {
            LocalStorage::delete(names::REMOVED);
        }
    }

    /// Takes up what pages removed that were left too early.
    fn recall_removed(&self) {
        let kept = self.kept_removed();
        // What is here has been brought back since.
        self.removed.replace(kept.iter().filter(|it| self.is_gone(it)).cloned().collect());
        self.untold.replace(kept);
    }

    fn kept_removed(&self) -> BTreeSet<String> {
        let json = self.get(names::REMOVED).unwrap_or_default();
        let mut kept: BTreeSet<String> = serde_json::from_str(&json).unwrap_or_default();
        // Never everything at once: a record, or all of one assessment.
        kept.retain(|it| {
            names::is_journaled(it) && it != names::SHELF && it != names::all_records()
        });
        kept
    }

    /// Whether nothing is left of a record, or of an assessment, of this name.
    fn is_gone(&self, removed: &str) -> bool {
        let model = removed.ends_with('/').then(|| [removed, names::MODEL].concat());
        self.get(model.as_deref().unwrap_or(removed)).is_none()
    }

    /// All keys that begin so. Foreign keys of the same origin are not looked
    /// into.
    pub fn keys(&self, prefix: &str) -> Vec<String> {
        let mut keys: BTreeSet<String> =
            self.memory.borrow().keys().filter(|it| it.starts_with(prefix)).cloned().collect();
        if self.is_local.get() {
            let storage = LocalStorage::raw();
            let n = storage.length().unwrap_or(0);
            let stored = (0..n).filter_map(|it| storage.key(it).ok().flatten());
            keys.extend(stored.filter(|it| it.starts_with(prefix)));
        }
        keys.into_iter().collect()
    }

    /// How much of the local storage is taken.
    pub fn usage(&self) -> Usage {
        let mut usage = Usage::default();
        if !self.is_local.get() {
            return usage;
        }
        let storage = LocalStorage::raw();
        for at in 0..storage.length().unwrap_or(0) {
            let Some(key) = storage.key(at).ok().flatten() else { continue };
            let value = storage.get_item(&key).ok().flatten().unwrap_or_default();
            let length = key.encode_utf16().count() + value.encode_utf16().count();
            let whose = match key.starts_with(names::STORAGE) {
                true => &mut usage.ours,
                false => &mut usage.others,
            };
            *whose += length;
        }
        usage
    }

    /// Notes a change for the journal. Preferences are not worth one.
    fn note(&self, key: &str) {
        if names::is_journaled(key) && !self.is_closed.get() {
            self.pending.borrow_mut().insert(key.to_owned());
        }
    }

    /// Records that the local storage has refused.
    pub fn refused(&self, prefix: &str) -> Vec<String> {
        if !self.is_local.get() {
            return Vec::new();
        }
        self.memory.borrow().keys().filter(|it| it.starts_with(prefix)).cloned().collect()
    }

    /// The records of which the journal has not heard yet how they stand.
    pub fn take_pending(&self) -> Vec<String> {
        self.pending.take().into_iter().collect()
    }
}
