//! Parts of a view that follow signals, behind one type per kind of value.
//!
//! Every closure has a type of its own, and Leptos compiles its machinery for
//! each: two kilobytes a closure. Behind a shared box it is compiled once per
//! kind of value.

use std::sync::{Arc, Mutex};

use leptos::prelude::*;

/// A part of a view that follows the signals it reads.
pub fn live<T: 'static>(
    f: impl FnMut() -> T + Send + 'static,
) -> Arc<Mutex<dyn FnMut() -> T + Send>> {
    Arc::new(Mutex::new(f))
}

/// Whether a button can do nothing for now, as `aria-disabled`. It keeps the
/// focus, which `disabled` takes from whoever has just pressed it;
/// `events::heed_off` sees to it that it does nothing.
pub fn off(
    is: impl Fn() -> bool + Send + 'static,
) -> Arc<Mutex<dyn FnMut() -> Option<&'static str> + Send>> {
    live(move || is().then_some("true"))
}

/// Sets a flag that stays set, and tells nobody again: what follows it would be
/// built anew.
pub fn once(flag: RwSignal<bool>) {
    if !flag.get_untracked() {
        flag.set(true);
    }
}

/// A memo; the closure is boxed for the same reason.
pub fn memo<T: PartialEq + Send + Sync + 'static>(
    f: impl Fn() -> T + Send + Sync + 'static,
) -> Memo<T> {
    boxed(Box::new(f))
}

fn boxed<T: PartialEq + Send + Sync + 'static>(f: Box<dyn Fn() -> T + Send + Sync>) -> Memo<T> {
    Memo::new(move |_| f())
}
