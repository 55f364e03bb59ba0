//! The local storage and the memory of the tab, as the ports that the store and the library
//! want.
//!
//! gloo-storage throws when storage is blocked, so it is used only after a probe.

use gloo_storage::{LocalStorage, SessionStorage, Storage as _};

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
        keys_of(&LocalStorage::raw())
    }
}

/// The memory of the tab, where the browser lets it be used.
pub struct Tab;

impl Port for Tab {
    fn get(&self, key: &str) -> Option<String> {
        tab_works().then(|| SessionStorage::raw().get_item(key).ok().flatten()).flatten()
    }

    fn set(&self, key: &str, text: &str) -> bool {
        tab_works() && SessionStorage::raw().set_item(key, text).is_ok()
    }

    fn remove(&self, key: &str) {
        if tab_works() {
            SessionStorage::delete(key);
        }
    }

    fn keys(&self) -> Vec<String> {
        if tab_works() { keys_of(&SessionStorage::raw()) } else { Vec::new() }
    }
}

/// Whether there is a memory of this tab: gloo-storage throws when it is
/// blocked.
fn tab_works() -> bool {
    web_sys::window().and_then(|it| it.session_storage().ok().flatten()).is_some()
}

fn keys_of(storage: &web_sys::Storage) -> Vec<String> {
    let n = storage.length().unwrap_or(0);
    (0..n).filter_map(|it| storage.key(it).ok().flatten()).collect()
}
