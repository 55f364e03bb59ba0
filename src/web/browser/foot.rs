//! What sticks to the foot of the window lies over the page: as much room is kept
//! free below whatever is scrolled to. How high it is depends on the text in it and
//! on how the reader has it set.

use std::cell::{Cell, RefCell};

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DomRect, Element, ResizeObserver, Window};

use super::{Stage, events};

/// Room above a strip for the line around what has the focus, in pixels.
const GAP: f64 = 12.0;

/// Everything that sticks there.
const STRIPS: &str = ".live, .tally, .flash > .flash__moves";

/// What lies over the page above them: what comes and goes by itself pushes nothing
/// away from under the pointer.
const BAND: &str = "#second-copy";

thread_local! {
    /// The rule that holds.
    static RULE: RefCell<String> = const { RefCell::new(String::new()) };
    /// How much room is kept at the end of the page, in pixels.
    static ROOM: Cell<f64> = const { Cell::new(0.0) };
    static OBSERVER: RefCell<Option<ResizeObserver>> = const { RefCell::new(None) };
    /// Holds one rule: the policy of the page forbids styles on elements.
    static SHEET: RefCell<Option<JsValue>> = const { RefCell::new(None) };
}

/// Keeps the room for a strip, as high as it is, for as long as it is on the page.
/// A browser that cannot tell keeps what the style sheet says.
pub fn watch(strip: &Element) {
    let strip = strip.clone();
    super::when(Stage::Use, move |_| observe(&strip));
}

fn observe(strip: &Element) {
    OBSERVER.with_borrow_mut(|observer| {
        if observer.is_none() {
            let changed = Closure::<dyn FnMut()>::new(keep_room);
            *observer = ResizeObserver::new(changed.as_ref().unchecked_ref()).ok();
            changed.forget();
            events::on_focus_by_key(uncover);
            // In a low window some of it does not stick, and is as high as before.
            events::on_resize(keep_room);
            // Nor does it at the end of what it belongs to.
            // Most of the time there is nothing in the band, and this comes with every turn of
            // the wheel.
            events::on_scroll(|| {
                if band().is_some_and(|it| it.first_element_child().is_some()) {
                    keep_room();
                }
            });
        }
        if let Some(observer) = observer {
            observer.observe(strip);
        }
    });
}

/// Scrolls what has the focus out from under a strip. Browsers see to the caret in a text
/// and to the small box of a choice: not to the rest of the text, nor to the label.
fn uncover(focused: &Element) {
    let label = focused.matches("[type=radio], [type=checkbox]").unwrap_or(false);
    let label = label.then(|| focused.closest("label").ok().flatten()).flatten();
    let place = label.as_ref().unwrap_or(focused).get_bounding_client_rect();
    let over: Vec<DomRect> =
        sticking().chain(band()).map(|it| it.get_bounding_client_rect()).collect();
    let is_beside = |it: &&DomRect| place.left() < it.right() && place.right() > it.left();
    let is_under = |it: &DomRect| place.bottom() + GAP > it.top() && place.top() < it.bottom();
    let beside = || over.iter().filter(is_beside);
    let top = beside().map(|it| it.top()).fold(f64::INFINITY, f64::min);
    // A dialog lies over the strips, and so does what is in them.
    let is_over = |of: &str| focused.closest(of).ok().flatten().is_some();
    if beside().any(is_under)
        && !is_over(STRIPS)
        && !is_over(BAND)
        && !is_over("dialog")
        && let Some(window) = web_sys::window()
    {
        // What is higher than the room there is begins in sight.
        let by = (place.bottom() + GAP - top).min(place.top() - head(&window));
        window.scroll_by_with_x_and_y(0.0, by.max(0.0));
    }
}

/// The room that the style sheet keeps below the upper edge of the window, in pixels.
fn head(window: &Window) -> f64 {
    let root = window.document().and_then(|it| it.document_element());
    let room = root.and_then(|it| computed(&it, "scroll-padding-top"));
    // Up to the next whole one.
    let whole = room.and_then(|it| it.split(['.', 'p']).next()?.parse::<u16>().ok());
    whole.map_or(0.0, |it| f64::from(it) + 1.0)
}

fn keep_room() {
    let height = |it: Element| it.get_bounding_client_rect().height();
    let strip = sticking().map(height).fold(0.0, f64::max).ceil();
    let band = band().map(height).filter(|it| *it > 0.0).map(f64::ceil);
    // The band stands on a strip that sticks, and at the foot where that has been left behind.
    let stand = sticking().map(|it| it.get_bounding_client_rect());
    let foot = window_height();
    let stand = stand.filter(|it| it.bottom() > foot - band.unwrap_or(0.0));
    let stand = stand.map(|it| foot - it.top()).fold(0.0, f64::max).ceil();
    let reach = band.map_or(0.0, |it| stand + it);
    // Room to scroll the end of the page out from under it. It stays: to take it away would
    // move what is in sight.
    let room = ROOM.get().max(band.filter(|_| is_scrolled()).unwrap_or(0.0));
    ROOM.set(room);
    SHEET.with_borrow_mut(|sheet| {
        if sheet.is_none() {
            *sheet = adopted();
        }
        let Some(sheet) = sheet else { return };
        let replace = Reflect::get(sheet, &"replaceSync".into()).ok();
        if let Some(replace) = replace.and_then(|it| it.dyn_into::<Function>().ok()) {
            // Whole ones, and no larger than a window.
            let [stand, reach, foot, room] =
                [stand, reach, strip.max(reach), room].map(|it| it as u32);
            let rule = format!(
                ":root {{ --strip: {stand}px; --band: {reach}px; --foot: {foot}px; --room: {room}px; }}"
            );
            // It is laid out anew for nothing else.
            if RULE.replace(rule.clone()) != rule {
                let _ = replace.call1(sheet, &rule.into());
            }
        }
    });
}

fn window_height() -> f64 {
    let window = web_sys::window();
    window.and_then(|it| it.inner_height().ok()?.as_f64()).unwrap_or(0.0)
}

/// Whether the page is higher than the window.
fn is_scrolled() -> bool {
    let root = web_sys::window().and_then(|it| it.document()?.document_element());
    root.is_some_and(|it| it.scroll_height() > it.client_height())
}

/// The strips that stick now.
fn sticking() -> impl Iterator<Item = Element> {
    let document = web_sys::window().and_then(|it| it.document());
    let strips = document.and_then(|it| it.query_selector_all(STRIPS).ok());
    let count = strips.as_ref().map_or(0, |it| it.length());
    let strips = (0..count).filter_map(move |at| strips.as_ref()?.get(at)?.dyn_into().ok());
    strips.filter(|it: &Element| {
        computed(it, "position").as_deref() == Some("sticky")
            && computed(it, "bottom").as_deref() == Some("0px")
    })
}

/// The band, while it lies over the page.
fn band() -> Option<Element> {
    let document = web_sys::window()?.document()?;
    let band = document.query_selector(BAND).ok()??;
    (computed(&band, "position")? == "fixed").then_some(band)
}

/// What holds for an element in the end.
fn computed(it: &Element, property: &str) -> Option<String> {
    let style = web_sys::window()?.get_computed_style(it).ok()??;
    style.get_property_value(property).ok()
}

/// A style sheet of our own beside that of the page.
fn adopted() -> Option<JsValue> {
    let window = web_sys::window()?;
    let make = Reflect::get(&window, &"CSSStyleSheet".into()).ok()?.dyn_into::<Function>().ok()?;
    let sheet = Reflect::construct(&make, &Array::new()).ok()?;
    let document = window.document()?;
    let adopted = Array::from(&Reflect::get(&document, &"adoptedStyleSheets".into()).ok()?);
    adopted.push(&sheet);
    let is_set = Reflect::set(&document, &"adoptedStyleSheets".into(), &adopted);
    is_set.ok()?.then_some(sheet)
}
