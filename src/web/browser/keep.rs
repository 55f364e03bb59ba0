//! How safely the browser keeps what it stores.

use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::StorageManager;

/// What the browser says about its storage.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Keeping {
    /// Whether it has promised not to clear it by itself; `None` when it does
    /// not say.
    pub is_promised: Option<bool>,
    /// Bytes in use by this site, all apps of it together.
    pub used: Option<u64>,
    /// Bytes that it allows.
    pub allowed: Option<u64>,
}

fn manager() -> Option<StorageManager> {
    let navigator = web_sys::window()?.navigator();
    let there = Reflect::get(&navigator, &"storage".into()).ok()?;
    there.dyn_into::<StorageManager>().ok()
}

/// Asks the browser to keep what is stored. It may ask the user, decide by
/// itself or refuse: nothing waits for it.
pub fn ask() {
    super::forgive(manager().and_then(|it| it.persist().ok()).map(Into::into));
}

/// Finds out how it keeps things, piece by piece.
pub fn look(callback: impl Fn(fn(&mut Keeping, JsValue), JsValue) + Clone + 'static) {
    let Some(manager) = manager() else { return };
    let promised: fn(&mut Keeping, JsValue) = |it, value| it.is_promised = value.as_bool();
    let estimated: fn(&mut Keeping, JsValue) = |it, value| {
        let number = |name: &str| {
            let number = Reflect::get(&value, &name.into()).ok()?.as_f64()?;
            Some(number as u64)
        };
        it.used = number("usage");
        it.allowed = number("quota");
    };
    let answers = [
        (manager.persisted().map(JsCast::unchecked_into::<js_sys::Promise>), promised),
        (manager.estimate().map(JsCast::unchecked_into::<js_sys::Promise>), estimated),
    ];
    for (promise, piece) in answers {
        let Ok(promise) = promise else { continue };
        let callback = callback.clone();
        super::when_settled(promise, move |value| {
            if let Ok(value) = value {
                callback(piece, value);
            }
        });
    }
}

/// Whether this is Safari, which deletes what a site has stored when it was not
/// visited for seven days.
pub fn is_forgetful() -> bool {
    let agent = web_sys::window().and_then(|it| it.navigator().user_agent().ok());
    agent.is_some_and(|it| {
        it.contains("Safari/")
            && !["Chrome", "Chromium", "Android"].iter().any(|other| it.contains(other))
    })
}
