//! Events of the window and the document that live as long as the page.
//!
//! They reach the program when the part that deals with them is there (`Stage`). Clicks and
//! typed words before that are held back by the page's own script, and what happened by
//! itself is caught up with; keys that are shortcuts are not heard before.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, EventTarget, KeyboardEvent, StorageEvent};

use super::Stage;

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

/// Calls back when the fragment changes: from the first answers on where the program
/// itself has changed it, and else from when the page can be used.
pub fn on_fragment(callback: impl Fn() + Clone + 'static) {
    let (missed, then) = (Rc::new(Cell::new(false)), super::fragment());
    let in_use = Rc::new(Cell::new(false));
    let (again, is_missed, begins) = (callback.clone(), missed.clone(), in_use.clone());
    let was_missed = missed.clone();
    listen_from(Stage::Answers, window(), "hashchange", false, move |_| {
        if super::has_gone() || in_use.get() { callback() } else { missed.set(true) }
    });
    super::when(Stage::Answers, move |_| {
        if super::fragment() != then {
            was_missed.set(true);
        }
    });
    super::when(Stage::Use, move |_| {
        begins.set(true);
        if is_missed.get() {
            again();
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
/// frozen and goes on; and once when all of the program has come, if any of this happened
/// before, or another tab wrote something: that is heard from then on alone. `early` is called
/// whenever it happens from the first answers on.
pub fn on_return(early: impl Fn() + Clone + 'static, callback: impl Fn() + Clone + 'static) {
    let (resumed, missed) = (callback.clone(), callback.clone());
    let document = || web_sys::window().and_then(|it| it.document()).map(Into::into);
    let has_missed = Rc::new(Cell::new(false));
    for (target, name) in [(window(), "storage"), (window(), "pageshow"), (document(), "resume")] {
        let (has_missed, early) = (has_missed.clone(), early.clone());
        listen_from(Stage::Answers, target, name, false, move |event| {
            let kind = event.type_();
            if kind != "pageshow" || is_again(&event) {
                has_missed.set(true);
                if kind != "storage" {
                    early();
                }
            }
        });
    }
    let is_late = has_missed.clone();
    super::when(Stage::Answers, move |late| is_late.set(late || is_late.get()));
    super::when(Stage::Whole, move |_| {
        if has_missed.get() {
            missed();
        }
        listen(document(), "resume", move |_| resumed());
    });
    listen_late("pageshow", move |event| {
        if is_again(&event) {
            callback();
        }
    });
}

/// Whether the page comes back from the browser's cache, and is not just loaded.
fn is_again(event: &Event) -> bool {
    event.dyn_ref::<web_sys::PageTransitionEvent>().is_some_and(|it| it.persisted())
}

/// Calls back on keys without control, alt or command.
pub fn on_key(callback: impl Fn(Key) + 'static) {
    listen_late("keydown", move |event| {
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
    listen_late("keydown", move |event| {
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

/// Calls back with each key of the local storage under which another tab writes a text, and
/// with that text; or with none when it removes it.
pub fn on_written(callback: impl Fn(&str, Option<String>) + 'static) {
    listen_from(Stage::Answers, window(), "storage", false, move |event| {
        if let Ok(event) = event.dyn_into::<StorageEvent>()
            && let Some(key) = event.key()
        {
            callback(&key, event.new_value());
        }
    });
}

/// Calls back when another tab changes the local storage, from when all of the program has
/// come: what it did before that is found by who listens to [`on_return`].
pub fn on_foreign_change(callback: impl Fn(Foreign) + 'static) {
    listen_late("storage", move |event| {
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
    listen_from(Stage::Use, window(), "click", true, |event| {
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
    listen_from(Stage::Use, window(), "keydown", true, move |_| pressed.set(true));
    listen_from(Stage::Use, window(), "pointerdown", true, move |_| pointed.set(false));
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
    listen_late("beforeprint", move |_| before());
    listen_late("afterprint", move |_| after());
}

/// Calls back when the window has another size.
pub fn on_resize(callback: impl Fn() + Clone + 'static) {
    let missed = callback.clone();
    listen(window(), "resize", move |_| callback());
    super::when(Stage::Use, move |is_late| {
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
        window.queue_microtask(boxed(Box::new(callback)).unchecked_ref());
    }
}

/// Behind one type: what a callback takes in the program is compiled once.
fn boxed(callback: Box<dyn FnOnce()>) -> JsValue {
    Closure::once_into_js(callback)
}

/// Calls back once the page is complete, before it is painted.
pub fn before_paint(callback: impl FnOnce() + 'static) {
    frame(Box::new(callback));
}

/// Calls back after the next two frames, when what was changed is on screen.
pub fn after_paint(callback: impl FnOnce() + 'static) {
    let callback = Box::new(callback);
    frame(Box::new(move || frame(callback)));
}

/// The same; at once where the page lies behind another, as nothing is put on screen there,
/// and after [`SHOWN_MS`] where no frames come though it does not.
pub fn when_shown(callback: impl FnOnce() + 'static) {
    shown(Box::new(callback));
}

/// By then what was changed is on screen, or nothing is.
const SHOWN_MS: i32 = 200;

fn shown(callback: Box<dyn FnOnce()>) {
    if is_behind() {
        callback();
        return;
    }
    let once = Rc::new(Cell::new(Some(callback)));
    let first = once.clone();
    let call = |it: &Cell<Option<Box<dyn FnOnce()>>>| {
        if let Some(callback) = it.take() {
            callback();
        }
    };
    after_paint(move || call(&first));
    later(SHOWN_MS, move || call(&once));
}

/// Whether the page lies behind another.
fn is_behind() -> bool {
    web_sys::window().and_then(|it| it.document()).is_some_and(|it| it.hidden())
}

fn frame(callback: Box<dyn FnOnce()>) {
    if let Some(window) = web_sys::window() {
        let _ = window.request_animation_frame(boxed(callback).unchecked_ref());
    }
}

/// Calls back after some milliseconds, when the page can be used at the soonest.
pub fn later(ms: i32, callback: impl FnOnce() + 'static) {
    super::when_later(Stage::Use, ms, move |_| callback());
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
    listen_from(Stage::Use, target, name, false, callback);
}

/// Listens to the window from when all of the program is there.
pub(super) fn listen_late(name: &'static str, callback: impl Fn(Event) + 'static) {
    listen_from(Stage::Whole, window(), name, false, callback);
}

fn listen_from(
    stage: Stage,
    target: Option<EventTarget>,
    name: &'static str,
    is_on_the_way_down: bool,
    callback: impl Fn(Event) + 'static,
) {
    let Some(target) = target else { return };
    let closure = Closure::<dyn Fn(Event)>::new(callback);
    super::when(stage, move |_| {
        let listener = closure.as_ref().unchecked_ref();
        let _ =
            target.add_event_listener_with_callback_and_bool(name, listener, is_on_the_way_down);
        closure.forget();
    });
}
