//! Links that go out and come in: the clipboard, mail, and this tab's memory.

use gloo_storage::{SessionStorage, Storage as _};
use wasm_bindgen::JsCast;

/// The address of this page without its fragment.
pub fn page_address() -> String {
    let address = web_sys::window().and_then(|it| it.location().href().ok()).unwrap_or_default();
    address.split('#').next().unwrap_or_default().to_owned()
}

/// A text as part of an address.
pub fn encoded(text: &str) -> String {
    js_sys::encode_uri_component(text).into()
}

/// Copies a text and says whether the browser let us.
pub fn copy_text(text: &str, callback: impl FnOnce(bool) + 'static) {
    // There is no clipboard on a page that is not served safely.
    let clipboard = web_sys::window().map(|it| it.navigator()).and_then(|it| {
        let there = js_sys::Reflect::get(&it, &"clipboard".into()).ok()?;
        (!there.is_undefined()).then(|| it.clipboard())
    });
    let Some(clipboard) = clipboard else {
        callback(false);
        return;
    };
    super::when_settled(clipboard.write_text(text).unchecked_into(), move |it| {
        callback(it.is_ok())
    });
}

/// Keeps a text until the tab is closed.
pub fn keep_for_tab(key: &str, text: &str) {
    if works() {
        // The raw memory, as with the local storage.
        let _ = SessionStorage::raw().set_item(key, text);
    }
}

/// The text that is kept, if there is one.
pub fn kept_for_tab(key: &str) -> Option<String> {
    works().then(|| SessionStorage::raw().get_item(key).ok().flatten()).flatten()
}

/// Forgets it.
pub fn forget_for_tab(key: &str) {
    if works() {
        SessionStorage::delete(key);
    }
}

/// Forgets everything that begins so.
pub fn forget_all_for_tab(prefix: &str) {
    if works() {
        let storage = SessionStorage::raw();
        let n = storage.length().unwrap_or(0);
        let keys: Vec<String> = (0..n).filter_map(|it| storage.key(it).ok().flatten()).collect();
        for key in keys.iter().filter(|it| it.starts_with(prefix)) {
            SessionStorage::delete(key);
        }
    }
}

/// Whether there is a memory of this tab: gloo-storage throws when it is
/// blocked.
fn works() -> bool {
    web_sys::window().and_then(|it| it.session_storage().ok().flatten()).is_some()
}
