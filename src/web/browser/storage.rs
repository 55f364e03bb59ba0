//! The local storage, as the port that the store wants.
//!
//! gloo-storage throws when storage is blocked, so it is used only after a probe.

use gloo_storage::{LocalStorage, Storage as _};

use crate::store::{Port, Store};

/// The store of this page: over the local storage if that works, in memory if not.
pub fn open() -> Store {
    const PROBE: &str = "plumbline/probe";
    let works =
        web_sys::window().and_then(|it| it.local_storage().ok().flatten()).is_some_and(|it| {
            // A full storage still works for reading: only access counts.
            let _ = it.set_item(PROBE, "1");
            it.remove_item(PROBE).is_ok()
        });
    Store::new(works.then(|| Box::new(Local) as Box<dyn Port>))
}

/// The local storage of the browser. The raw one: what is not JSON has to be seen to be
/// saved, and gloo's own way to write panics when a browser throws what is no error
/// object.
struct Local;

impl Port for Local {
    fn get(&self, key: &str) -> Option<String> {
        LocalStorage::raw().get_item(key).ok().flatten()
    }

    fn set(&self, key: &str, text: &str) -> bool {
        LocalStorage::raw().set_item(key, text).is_ok()
    }

    fn remove(&self, key: &str) {
        LocalStorage::delete(key);
    }

    fn keys(&self) -> Vec<String> {
        let storage = LocalStorage::raw();
        let n = storage.length().unwrap_or(0);
        (0..n).filter_map(|it| storage.key(it).ok().flatten()).collect()
    }
}
