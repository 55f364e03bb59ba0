//! What sticks to the foot of the window lies over the page: as much room is kept
//! free below whatever is scrolled to. How high it is depends on the text in it and
//! on how the reader has it set.

use std::cell::RefCell;

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, ResizeObserver};

/// Everything that sticks there.
const STRIPS: &str = ".live, .tally, .flash > .flash__moves";

thread_local! {
    static OBSERVER: RefCell<Option<ResizeObserver>> = const { RefCell::new(None) };
    /// Holds one rule: the policy of the page forbids styles on elements.
    static SHEET: RefCell<Option<JsValue>> = const { RefCell::new(None) };
}

/// Keeps the room for a strip, as high as it is, for as long as it is on the page.
/// A browser that cannot tell keeps what the style sheet says.
pub fn watch(strip: &Element) {
    OBSERVER.with_borrow_mut(|observer| {
        if observer.is_none() {
            let changed = Closure::<dyn FnMut()>::new(keep_room);
            *observer = ResizeObserver::new(changed.as_ref().unchecked_ref()).ok();
            changed.forget();
        }
        if let Some(observer) = observer {
            observer.observe(strip);
        }
    });
}

fn keep_room() {
    let height = highest().unwrap_or(0.0).ceil();
    SHEET.with_borrow_mut(|sheet| {
        if sheet.is_none() {
            *sheet = adopted();
        }
        let Some(sheet) = sheet else { return };
        let replace = Reflect::get(sheet, &"replaceSync".into()).ok();
        if let Some(replace) = replace.and_then(|it| it.dyn_into::<Function>().ok()) {
            let rule = format!(":root {{ --foot: {height}px; }}");
            let _ = replace.call1(sheet, &rule.into());
        }
    });
}

/// The height of the highest strip that sticks.
fn highest() -> Option<f64> {
    let window = web_sys::window()?;
    let strips = window.document()?.query_selector_all(STRIPS).ok()?;
    let strips = (0..strips.length()).filter_map(|at| strips.get(at)?.dyn_into::<Element>().ok());
    let sticks = |it: &Element| {
        let style = window.get_computed_style(it).ok().flatten();
        let value = |name: &str| style.as_ref()?.get_property_value(name).ok();
        value("position").as_deref() == Some("sticky") && value("bottom").as_deref() == Some("0px")
    };
    strips.filter(sticks).map(|it| it.get_bounding_client_rect().height()).reduce(f64::max)
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
