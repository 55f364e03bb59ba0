//! Typed functions over the browser: the only place that names `web_sys` or
//! `js_sys`.
//!
//! Invariants: nothing here panics; what the browser refuses is an `Option` or
//! a `Result` in the app's own types.

pub mod crash;
pub mod dom;
pub mod events;
pub mod files;
pub mod foot;
pub mod journal;
pub mod keep;
pub mod links;
pub mod lock;
pub mod paper;
pub mod storage;

use std::cell::Cell;

use leptos::task::spawn_local;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    /// Set by `boot.js`, which brings the parts of the program.
    #[wasm_bindgen(js_namespace = window, js_name = plumblineAt, catch)]
    fn plumbline_at(stage: u8, callback: &JsValue, ms: i32) -> Result<bool, JsValue>;
}

/// How much of the program there is beyond the first page; a release build comes in parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// What an invitation takes until the first answers.
    Answers = 1,
    /// What answering takes, and what happens to a page meanwhile.
    Use,
    /// All of it.
    Whole,
}

/// Calls back when so much of the program is there, after the start at the soonest, with
/// whether the page has been in use without. Whatever calls into the program later is
/// set up in here: nothing reaches for a part that is still on its way. Returns whether
/// it is there by now.
pub fn when(stage: Stage, callback: impl FnOnce(bool) + 'static) -> bool {
    // Without the page's script there is no page.
    at(stage, 0, Box::new(callback))
}

/// Behind one type: compiled once.
fn at(stage: Stage, ms: i32, callback: Box<dyn FnOnce(bool)>) -> bool {
    plumbline_at(stage as u8, &Closure::once_into_js(callback), ms).unwrap_or(true)
}

/// Whether so much of the program is there.
pub fn has(stage: Stage) -> bool {
    plumbline_at(stage as u8, &JsValue::UNDEFINED, 0).unwrap_or(true)
}

/// As [`when`], but not before so many milliseconds have passed.
pub(super) fn when_later(stage: Stage, ms: i32, callback: impl FnOnce(bool) + 'static) {
    at(stage, ms, Box::new(callback));
}

/// Calls back with what becomes of a promise.
fn when_settled(
    promise: js_sys::Promise,
    callback: impl FnOnce(Result<JsValue, JsValue>) + 'static,
) {
    settle(promise, Box::new(callback));
}

/// Behind one type: compiled once.
fn settle(promise: js_sys::Promise, callback: Box<dyn FnOnce(Result<JsValue, JsValue>)>) {
    spawn_local(async move { callback(JsFuture::from(promise).await) });
}

/// Milliseconds since 1970 (UTC), by the machine's clock.
pub fn now_ms() -> u64 {
    let now = js_sys::Date::now();
    if now.is_finite() && now > 0.0 { now as u64 } else { 0 }
}

/// Random bits, good enough to tell writers and assessments apart.
pub fn random_bits() -> u64 {
    let mut bytes = [0_u8; 8];
    let crypto = web_sys::window().and_then(|it| it.crypto().ok());
    let drawn = crypto.is_some_and(|it| it.get_random_values_with_u8_array(&mut bytes).is_ok());
    if drawn {
        u64::from_le_bytes(bytes)
    } else {
        (js_sys::Math::random() * 2_f64.powi(53)) as u64 ^ (now_ms() << 11)
    }
}

/// A time of day in the user's own form, to the second.
pub fn time_of_day(ms: u64) -> String {
    let date = js_sys::Date::new(&JsValue::from_f64(ms as f64));
    let two = |it: u32| format!("{it:02}");
    format!("{}:{}:{}", two(date.get_hours()), two(date.get_minutes()), two(date.get_seconds()))
}

/// A moment in the user's own zone, as in `2026-03-12 14:05:09`. Pages take that of
/// `wording`, which knows a wrong clock.
pub fn moment(ms: u64) -> String {
    let date = js_sys::Date::new(&JsValue::from_f64(ms as f64));
    let (year, month, day) = (date.get_full_year(), date.get_month() + 1, date.get_date());
    format!("{year:04}-{month:02}-{day:02} {}", time_of_day(ms))
}

/// Lets a promise fail in silence: what it is for is a favour.
fn forgive(promise: Option<JsValue>) {
    if let Some(promise) = promise.and_then(|it| it.dyn_into::<js_sys::Promise>().ok()) {
        when_settled(promise, |_| ());
    }
}

/// The fragment of the address, with its `#`.
pub fn fragment() -> String {
    web_sys::window().and_then(|it| it.location().hash().ok()).unwrap_or_default()
}

thread_local! {
    /// Whether the program has changed the address, and has not heard of it.
    static GONE: Cell<bool> = const { Cell::new(false) };
}

/// Whether a change of the address that is heard of is the program's own.
fn has_gone() -> bool {
    GONE.take()
}

/// Goes to a fragment; the way back leads here.
pub fn go(fragment: &str) {
    GONE.set(true);
    if let Some(window) = web_sys::window() {
        // Only a malformed address is refused, and ours are not.
        let _ = window.location().set_hash(fragment);
    }
}

/// The host of the page, if others may have pages there, too: the app is in a
/// folder of it and not at its root, or it is of those that give every project one.
pub fn shared_host() -> Option<String> {
    let location = web_sys::window()?.location();
    let (host, name) = (location.host().ok()?, location.hostname().ok()?);
    let in_folder = location.pathname().ok()?.rfind('/').is_some_and(|it| it > 0);
    let of_projects = [".github.io", ".gitlab.io"].iter().any(|it| name.ends_with(it));
    (!host.is_empty() && (in_folder || of_projects)).then_some(host)
}

/// Loads the page anew.
pub fn reload() {
    if let Some(window) = web_sys::window() {
        let _ = window.location().reload();
    }
}

/// Puts another fragment in the place of this one without telling anybody: the
/// address follows the reader, the way back does not. `here` does that, and nobody else.
pub fn replace_quietly(fragment: &str) {
    if let Some(history) = web_sys::window().and_then(|it| it.history().ok()) {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(fragment));
    }
}

/// Whether there is room for a list beside the text. Costs a layout: see
/// `IsWide` of `here`.
pub fn is_wide() -> bool {
    let width = web_sys::window().and_then(|it| it.inner_width().ok()?.as_f64());
    width.is_some_and(|it| it >= 1024.0)
}

/// Sets the title of the page.
pub fn set_title(title: &str) {
    if let Some(document) = dom::document() {
        document.set_title(title);
    }
}

/// Whether the page was asked to start without opening anything, after a
/// crash at start.
pub fn is_safe_start() -> bool {
    web_sys::window()
        .and_then(|it| it.location().search().ok())
        .is_some_and(|it| it.contains("safe"))
}
