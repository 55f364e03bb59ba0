//! Events of the window and the document that live as long as the page.
//!
//! They reach the program when all of it is there (`when_whole`): what a reader does
//! before that is held back by the page's own script, or caught up with.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, Event, EventTarget, KeyboardEvent, StorageEvent};

/// A key that was pressed, without modifiers but shift.
pub struct Key {
    /// As in `KeyboardEvent.key`.
    pub name: String,
    event: KeyboardEvent,
}

impl Key {
    /// Tells the browser that the key has been dealt with.
    pub fn handled(&self) {
        self.event.prevent_default();
    }
}

/// What another tab did to the local storage.
pub struct Foreign {
    /// The key; `None` when everything was cleared.
    pub key: Option<String>,
    /// The value before; `None` when there was none.
    pub before: Option<String>,
    /// The new value; `None` when it was removed.
    pub value: Option<String>,
}

/// Calls back when the fragment changes.
pub fn on_fragment(callback: impl Fn() + Clone + 'static) {
    let (missed, then) = (callback.clone(), super::fragment());
    listen(window(), "hashchange", move |_| callback());
    super::when_whole(move |_| {
        if super::fragment() != then {
            missed();
        }
    });
}

/// Calls back when the page is about to be hidden or left.
pub fn on_hidden(callback: impl Fn() + Clone + 'static) {
    let document = web_sys::window().and_then(|it| it.document());
    let hidden = callback.clone();
    listen(document.map(Into::into), "visibilitychange", move |_| {
        let document = web_sys::window().and_then(|it| it.document());
        if document.is_some_and(|it| it.hidden()) {
            hidden();
        }
    });
    listen(window(), "pagehide", move |_| callback());
}

/// Has the browser ask before the page is closed, when the callback says so.
pub fn on_leave(is_unsaved: impl Fn() -> bool + 'static) {
    listen(window(), "beforeunload", move |event| {
        if is_unsaved() {
            event.prevent_default();
        }
    });
}

/// Calls back when the page comes back from the browser's back-forward cache, or was
/// frozen and goes on.
pub fn on_return(callback: impl Fn() + Clone + 'static) {
    let document = web_sys::window().and_then(|it| it.document());
    let resumed = callback.clone();
    listen(document.map(Into::into), "resume", move |_| resumed());
    listen(window(), "pageshow", move |event| {
        let again =
            event.dyn_ref::<web_sys::PageTransitionEvent>().is_some_and(|it| it.persisted());
        if again {
            callback();
        }
    });
}

/// Calls back on keys without control, alt or command.
pub fn on_key(callback: impl Fn(Key) + 'static) {
    listen(window(), "keydown", move |event| {
        if let Ok(event) = event.dyn_into::<KeyboardEvent>()
            && !event.ctrl_key()
            && !event.alt_key()
            && !event.meta_key()
            && !event.is_composing()
        {
            callback(Key { name: event.key(), event });
        }
    });
}

/// Calls back on Ctrl+Z (or Cmd) and on its opposite, Ctrl+Shift+Z or Ctrl+Y.
/// The callback says whether it used the key.
pub fn on_undo(callback: impl Fn(bool) -> bool + 'static) {
    listen(window(), "keydown", move |event| {
        let Ok(event) = event.dyn_into::<KeyboardEvent>() else { return };
        let is_redo = match event.key().as_str() {
            "z" | "Z" => event.shift_key(),
            "y" => true,
            _ => return,
        };
        if (event.ctrl_key() || event.meta_key()) && !event.alt_key() && callback(is_redo) {
            event.prevent_default();
        }
    });
}

/// Calls back when another tab changes the local storage.
pub fn on_foreign_change(callback: impl Fn(Foreign) + 'static) {
    listen(window(), "storage", move |event| {
        if let Ok(event) = event.dyn_into::<StorageEvent>() {
            callback(Foreign {
                key: event.key(),
                before: event.old_value(),
                value: event.new_value(),
            });
        }
    });
}

/// Keeps buttons that are marked `aria-disabled` from doing anything.
pub fn heed_off() {
    // On the way down, before any other listener.
    listen_at(window(), "click", true, |event| {
        let at = event.target().and_then(|it| it.dyn_into::<web_sys::Element>().ok());
        let off = at.and_then(|it| it.closest("button[aria-disabled=true]").ok().flatten());
        if off.is_some() {
            event.prevent_default();
            event.stop_immediate_propagation();
        }
    });
}

/// Calls back with what a key has brought the focus to, once the page has scrolled there.
pub fn on_focus_by_key(callback: impl Fn(&Element) + Clone + 'static) {
    let is_by_key = Rc::new(Cell::new(false));
    let (pressed, pointed) = (is_by_key.clone(), is_by_key.clone());
    listen_at(window(), "keydown", true, move |_| pressed.set(true));
    listen_at(window(), "pointerdown", true, move |_| pointed.set(false));
    listen(window(), "focusin", move |event| {
        let element = event.target().and_then(|it| it.dyn_into::<Element>().ok());
        if let Some(element) = element.filter(|_| is_by_key.get()) {
            let callback = callback.clone();
            before_paint(move || callback(&element));
        }
    });
}

/// Calls back when the page is no longer on the full screen.
pub fn on_full_screen_end(callback: impl Fn() + 'static) {
    let document = web_sys::window().and_then(|it| it.document());
    listen(document.map(Into::into), "fullscreenchange", move |_| {
        let document = web_sys::window().and_then(|it| it.document());
        if document.is_some_and(|it| it.fullscreen_element().is_none()) {
            callback();
        }
    });
}

/// Calls back before the page is laid out for paper, and when it is on screen again.
pub fn on_print(before: impl Fn() + 'static, after: impl Fn() + 'static) {
    listen(window(), "beforeprint", move |_| before());
    listen(window(), "afterprint", move |_| after());
}

/// Calls back when the window has another size.
pub fn on_resize(callback: impl Fn() + Clone + 'static) {
    let missed = callback.clone();
    listen(window(), "resize", move |_| callback());
    super::when_whole(move |is_late| {
        if is_late {
            missed();
        }
    });
}

/// Calls back when the page is scrolled.
pub fn on_scroll(callback: impl Fn() + 'static) {
    listen(window(), "scroll", move |_| callback());
}

/// Calls back once the page shows what was changed just now, before the next key is
/// heard.
pub fn at_once(callback: impl FnOnce() + 'static) {
    if let Some(window) = web_sys::window() {
        window.queue_microtask(Closure::once_into_js(callback).unchecked_ref());
    }
}

/// Calls back once the page is complete, before it is painted.
pub fn before_paint(callback: impl FnOnce() + 'static) {
    frame(callback);
}

/// Calls back after the next two frames, when what was changed is on screen.
pub fn after_paint(callback: impl FnOnce() + 'static) {
    frame(move || frame(callback));
}

fn frame(callback: impl FnOnce() + 'static) {
    if let Some(window) = web_sys::window() {
        let closure = Closure::once_into_js(callback);
        let _ = window.request_animation_frame(closure.unchecked_ref());
    }
}

/// Calls back after some milliseconds.
pub fn later(ms: i32, callback: impl FnOnce() + 'static) {
    if let Some(window) = web_sys::window() {
        let closure = Closure::once_into_js(callback);
        let _ = window
            .set_timeout_with_callback_and_timeout_and_arguments_0(closure.unchecked_ref(), ms);
    }
}

pub(super) fn window() -> Option<EventTarget> {
    web_sys::window().map(Into::into)
}

/// Listens for as long as the page lives.
pub(super) fn listen(
    target: Option<EventTarget>,
    name: &'static str,
    callback: impl Fn(Event) + 'static,
) {
    listen_at(target, name, false, callback);
}

fn listen_at(
    target: Option<EventTarget>,
    name: &'static str,
    is_on_the_way_down: bool,
    callback: impl Fn(Event) + 'static,
) {
    let Some(target) = target else { return };
    let closure = Closure::<dyn Fn(Event)>::new(callback);
    super::when_whole(move |_| {
        let listener = closure.as_ref().unchecked_ref();
        let _ =
            target.add_event_listener_with_callback_and_bool(name, listener, is_on_the_way_down);
        closure.forget();
    });
}
