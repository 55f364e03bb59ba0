//! Reading and moving around in the page.

use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlDialogElement, HtmlElement};

/// The document.
pub fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// The element with this id.
pub fn by_id(id: &str) -> Option<Element> {
    document()?.get_element_by_id(id)
}

/// Whether the element with this id is there.
pub fn exists(id: &str) -> bool {
    by_id(id).is_some()
}

/// Empties the element with this id and returns it, to mount in.
pub fn emptied(id: &str) -> Option<HtmlElement> {
    let element = by_id(id)?.dyn_into::<HtmlElement>().ok()?;
    element.set_text_content(None);
    Some(element)
}

/// Moves the focus to the element with this id, without scrolling.
pub fn focus(id: &str) {
    if let Some(element) = by_id(id).and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
        let options = web_sys::FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = element.focus_with_options(&options);
    }
}

/// Scrolls to the top of the page at once.
pub fn scroll_to_top() {
    if let Some(window) = web_sys::window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}

/// Scrolls the element with this id into view and moves the focus to the
/// first control in it.
pub fn show_and_focus(id: &str) {
    let Some(element) = by_id(id) else { return };
    element.scroll_into_view();
    let control = element.query_selector("input:checked, input").ok().flatten();
    if let Some(control) = control.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
        let options = web_sys::FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = control.focus_with_options(&options);
    }
}

/// Opens the dialog with this id, modally.
pub fn open_dialog(id: &str) {
    if let Some(dialog) = by_id(id).and_then(|it| it.dyn_into::<HtmlDialogElement>().ok())
        && !dialog.open()
    {
        let _ = dialog.show_modal();
    }
}

/// Closes the dialog with this id.
pub fn close_dialog(id: &str) {
    if let Some(dialog) = by_id(id).and_then(|it| it.dyn_into::<HtmlDialogElement>().ok()) {
        dialog.close();
    }
}

/// Clicks the element with this id, as for a hidden file input.
pub fn click(id: &str) {
    if let Some(element) = by_id(id).and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
        element.click();
    }
}

/// Prints the page.
pub fn print() {
    if let Some(window) = web_sys::window() {
        let _ = window.print();
    }
}

/// Sets the theme of the page: `light`, `dark`, or the system's when `None`.
pub fn set_theme(theme: Option<&str>) {
    if let Some(root) = document().and_then(|it| it.document_element()) {
        let _ = match theme {
            Some(theme) => root.set_attribute("data-theme", theme),
            None => root.remove_attribute("data-theme"),
        };
    }
}

/// Whether the keyboard focus is in something one types in.
pub fn is_typing() -> bool {
    let Some(active) = document().and_then(|it| it.active_element()) else { return false };
    let tag = active.tag_name();
    let text_input = tag == "INPUT"
        && !matches!(
            active.get_attribute("type").as_deref(),
            Some("radio" | "checkbox" | "button" | "submit" | "file")
        );
    text_input || tag == "TEXTAREA" || tag == "SELECT"
}

/// Whether a dialog is open.
pub fn is_dialog_open() -> bool {
    document().and_then(|it| it.query_selector("dialog[open]").ok().flatten()).is_some()
}

/// The id of the closest ancestor (or itself) of the focused element whose id
/// begins so.
pub fn focused_ancestor(prefix: &str) -> Option<String> {
    let active = document()?.active_element()?;
    let found = active.closest(&format!("[id^=\"{prefix}\"]")).ok().flatten()?;
    Some(found.id())
}
