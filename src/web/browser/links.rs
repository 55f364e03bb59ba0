//! Links that go out and come in: the clipboard, mail, and this tab's memory.

use wasm_bindgen::JsCast;

use super::storage::Tab;
use crate::store::Port as _;

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
    Tab.set(key, text);
}

/// The text that is kept, if there is one.
pub fn kept_for_tab(key: &str) -> Option<String> {
    Tab.get(key)
}

/// Forgets it.
pub fn forget_for_tab(key: &str) {
    Tab.remove(key);
}
