//! The local storage behind a port that survives a blocked, full or foreign
//! storage.
//!
//! gloo-storage throws when storage is blocked, so it is used only after a
//! probe, and what cannot be written stays in memory and is reported.

use std::cell::RefCell;
use std::collections::BTreeMap;

use gloo_storage::{LocalStorage, Storage as _};
use serde_json::value::RawValue;

/// Why something could not be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WriteError {
    /// The browser refused: full, or taken away.
    Refused,
    /// Written without complaint, and something else was read back.
    ReadBackDiffers,
}

/// Where records are kept.
pub enum Store {
    /// The browser's local storage.
    Local,
    /// Memory of this page only, because the local storage is blocked.
    Memory(RefCell<BTreeMap<String, String>>),
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
        if works { Store::Local } else { Store::Memory(RefCell::default()) }
    }

    /// Whether records outlive the page.
    pub fn is_lasting(&self) -> bool {
        matches!(self, Store::Local)
    }

    /// The JSON text of a record; `None` when there is none.
    pub fn get(&self, key: &str) -> Option<String> {
        match self {
            // The raw text, since what is not JSON has to be seen to be saved.
            Store::Local => LocalStorage::raw().get_item(key).ok().flatten(),
            Store::Memory(records) => records.borrow().get(key).cloned(),
        }
    }

    /// Writes the JSON text of a record and reads it back.
    ///
    /// # Errors
    ///
    /// The record is not stored, or not as it was meant; the caller keeps it.
    pub fn set(&self, key: &str, json: &str) -> Result<(), WriteError> {
        match self {
            Store::Local => {
                let raw: &RawValue = serde_json::from_str(json).map_err(|_| WriteError::Refused)?;
                LocalStorage::set(key, raw).map_err(|_| WriteError::Refused)?;
                if self.get(key).as_deref() == Some(json) {
                    Ok(())
                } else {
                    Err(WriteError::ReadBackDiffers)
                }
            }
            Store::Memory(records) => {
                records.borrow_mut().insert(key.to_owned(), json.to_owned());
                Ok(())
            }
        }
    }

    /// Removes a record.
    pub fn remove(&self, key: &str) {
        match self {
            Store::Local => LocalStorage::delete(key),
            Store::Memory(records) => {
                records.borrow_mut().remove(key);
            }
        }
    }

    /// All keys that begin so. Foreign keys of the same origin are not looked
    /// into.
    pub fn keys(&self, prefix: &str) -> Vec<String> {
        match self {
            Store::Local => {
                let storage = LocalStorage::raw();
                let n = storage.length().unwrap_or(0);
                (0..n)
                    .filter_map(|it| storage.key(it).ok().flatten())
                    .filter(|it| it.starts_with(prefix))
                    .collect()
            }
            Store::Memory(records) => {
                records.borrow().keys().filter(|it| it.starts_with(prefix)).cloned().collect()
            }
        }
    }
}
