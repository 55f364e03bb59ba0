//! Reading and moving around in the page.

use std::cell::RefCell;
use std::sync::Once;

use wasm_bindgen::JsCast;
use web_sys::{
    Document, Element, Event, HtmlDialogElement, HtmlElement, HtmlTextAreaElement, Node,
};

use super::events;
use crate::web::names;

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

thread_local! {
    /// The drawing of the static first view, which the first page shows again:
    /// it stands in `public/index.html` alone.
    static DRAWING: RefCell<Option<Node>> = const { RefCell::new(None) };
}

/// Empties the element with this id and returns it, to mount in. The drawing
/// of the static first view is kept.
pub fn emptied(id: &str) -> Option<HtmlElement> {
    let element = by_id(id)?.dyn_into::<HtmlElement>().ok()?;
    let drawing = by_id("wall").map(Node::from);
    DRAWING.with(|it| it.replace(drawing));
    element.set_text_content(None);
    Some(element)
}

/// Puts the drawing of the static first view into an element.
pub fn put_drawing(into: &Element) {
    DRAWING.with_borrow(|drawing| {
        if let Some(copy) = drawing.as_ref().and_then(|it| it.clone_node_with_deep(true).ok()) {
            let _ = into.append_child(&copy);
        }
    });
}

/// Does something with every element that matches.
pub fn each(selector: &str, act: impl Fn(&Element)) {
    let found = document().and_then(|it| it.query_selector_all(selector).ok());
    let Some(found) = found else { return };
    for at in 0..found.length() {
        if let Some(it) = found.item(at).and_then(|it| it.dyn_into::<Element>().ok()) {
            act(&it);
        }
    }
}

/// Moves the focus to the element with this id, without scrolling.
pub fn focus(id: &str) {
    if let Some(element) = by_id(id).and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
        let options = web_sys::FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = element.focus_with_options(&options);
    }
}

/// Gives the focus back to what has it now, should it lose it by being taken off the page
/// and put back at once, as rows are that change places.
pub fn hold_focus() {
    let active = || document()?.active_element().filter(|it| it.tag_name() != "BODY");
    if let Some(held) = active() {
        events::at_once(move || {
            if active().is_none() && held.is_connected() {
                focus_quietly(held);
            }
        });
    }
}

thread_local! {
    /// What had the focus before a notice took it.
    static LEFT: RefCell<Option<HtmlElement>> = const { RefCell::new(None) };
}

/// Remembers where the focus came from, when it enters an element.
pub fn remember_left(event: &web_sys::FocusEvent) {
    let into = event.current_target().and_then(|it| it.dyn_into::<Node>().ok());
    let from = event.related_target().and_then(|it| it.dyn_into::<HtmlElement>().ok());
    if into.is_some_and(|it| !it.contains(from.as_ref().map(AsRef::as_ref))) {
        LEFT.with(|it| it.replace(from));
    }
}

/// Gives the focus back once what had it is gone.
pub fn focus_left() {
    let left = LEFT.with(RefCell::take).filter(|it| it.is_connected());
    if let Some(left) = left {
        let options = web_sys::FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = left.focus_with_options(&options);
    }
}

/// Scrolls to the top of the page at once.
pub fn scroll_to_top() {
    if let Some(window) = web_sys::window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}

/// Scrolls the element with this id into view.
pub fn show(id: &str) {
    if let Some(element) = by_id(id) {
        element.scroll_into_view();
    }
}

/// Scrolls the element with this id into view and moves the focus to the
/// first control in it.
pub fn show_and_focus(id: &str) {
    let Some(element) = by_id(id) else { return };
    element.scroll_into_view();
    let find = |selector| element.query_selector(selector).ok().flatten();
    if let Some(control) = find("input[type=radio]:checked").or_else(|| find("input")) {
        focus_quietly(control);
    }
}

/// Whether what has the focus is in this element.
pub fn has_focus_within(id: &str) -> bool {
    let active = document().and_then(|it| it.active_element());
    by_id(id).is_some_and(|it| it.contains(active.as_deref()))
}

/// The radio that has the focus, if one has.
fn focused_radio() -> Option<Element> {
    let active = document()?.active_element()?;
    active.matches("input[type=radio]").unwrap_or(false).then_some(active)
}

fn focus_quietly(element: Element) {
    if let Ok(element) = element.dyn_into::<HtmlElement>() {
        let options = web_sys::FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = element.focus_with_options(&options);
    }
}

/// Moves the focus to the radio with this value in the element with this id, from
/// another radio in it: arrow keys go on from the one that has the focus.
pub fn move_to_radio(id: &str, value: &str) {
    let Some(element) = by_id(id) else { return };
    if focused_radio().is_some_and(|it| element.contains(Some(&it)))
        && let Ok(Some(radio)) =
            element.query_selector(&format!("input[type=radio][value=\"{value}\"]"))
    {
        focus_quietly(radio);
    }
}

/// Moves the focus from a radio to the chosen one of its group, if that is another
/// one: it was chosen by a key, by an undo or in another tab.
pub fn move_to_chosen() {
    let chosen = focused_radio().and_then(|it| {
        let name = it.get_attribute("name")?;
        let group = document()?.query_selector_all("input[type=radio]:checked").ok()?;
        let all = (0..group.length()).filter_map(|at| group.get(at)?.dyn_into::<Element>().ok());
        let mut same = all.filter(|other| other.get_attribute("name").as_ref() == Some(&name));
        same.next().filter(|chosen| *chosen != it)
    });
    if let Some(chosen) = chosen {
        focus_quietly(chosen);
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

/// On the root while a page has just come: what of it is not in sight is laid out a moment
/// later (style). It says whether another one was there before.
const NEW: &str = "data-new";

/// A page has just come, the first one or another.
pub fn mark_new(is_first: bool) {
    if let Some(root) = document().and_then(|it| it.document_element()) {
        let _ = root.set_attribute(NEW, if is_first { "first" } else { "" });
    }
}

/// What is in sight of the page has been painted. The focus goes to the heading of one that
/// has followed another, unless something has it.
pub fn settle() {
    let Some(root) = document().and_then(|it| it.document_element()) else { return };
    if root.get_attribute(NEW).as_deref() == Some("") {
        focus_heading_if_free();
    }
    let _ = root.remove_attribute(NEW);
}

/// Moves the focus to the heading of the page, unless something has it: who is
/// already typing is not interrupted.
pub fn focus_heading_if_free() {
    let active = document().and_then(|it| it.active_element());
    if active.is_none_or(|it| it.tag_name() == "BODY") {
        focus(names::HEADING);
    }
}

/// The same when what has the focus is inside an element of this class: it was made
/// for what has just left the page.
pub fn focus_heading_if_within(class: &str) {
    let active = document().and_then(|it| it.active_element());
    let selector = [".", class].concat();
    if active.is_some_and(|it| it.closest(&selector).ok().flatten().is_some()) {
        focus(names::HEADING);
    }
}

/// Takes the focus from whatever has it.
pub fn blur() {
    let active = document().and_then(|it| it.active_element());
    if let Some(active) = active.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
        let _ = active.blur();
    }
}

/// The text in the field with this id, of one line or of several.
pub fn value_of(id: &str) -> String {
    let Some(field) = by_id(id) else { return String::new() };
    match field.dyn_into::<web_sys::HtmlInputElement>() {
        Ok(line) => line.value(),
        Err(it) => it.dyn_into::<HtmlTextAreaElement>().map(|it| it.value()).unwrap_or_default(),
    }
}

/// Whether the element with this id has the focus.
pub fn has_focus(id: &str) -> bool {
    document().and_then(|it| it.active_element()).is_some_and(|it| it.id() == id)
}

/// Whether the cursor is in the field that is marked with this name.
pub fn is_in_field(name: &str) -> bool {
    let active = document().and_then(|it| it.active_element());
    active.is_some_and(|it| it.get_attribute("data-field").as_deref() == Some(name))
}

/// What stands in fields and may be kept nowhere: in the one that somebody types in, and
/// in those that are marked as drafts. Each with what the field is called.
pub fn half_typed() -> Vec<(String, String)> {
    let Some(document) = document() else { return Vec::new() };
    let active = document.active_element().filter(is_text_field);
    let drafts = document.query_selector_all("[data-draft]").ok();
    let drafts =
        drafts.into_iter().flat_map(|all| (0..all.length()).filter_map(move |at| all.item(at)));
    let drafts = drafts.filter_map(|it| it.dyn_into::<Element>().ok());
    let drafts = drafts.filter(|it| active.as_ref() != Some(it));
    let fields = active.clone().into_iter().chain(drafts);
    let named = fields.map(|it| (name_of(&document, &it), value_of(&it.id())));
    named.filter(|(_, text)| !text.trim().is_empty()).collect()
}

/// What a field is called, with the question that it is about.
fn name_of(document: &Document, field: &Element) -> String {
    let text = |it: Element| it.text_content().map(|it| it.trim().to_owned());
    let label = document.query_selector(&format!("label[for=\"{}\"]", field.id())).ok().flatten();
    let label = label.and_then(text).or_else(|| field.get_attribute("aria-label"));
    let card = field.closest(".question").ok().flatten();
    let place = card.and_then(|it| it.query_selector(".question__statement").ok().flatten());
    let parts = [label, place.and_then(text)];
    parts.into_iter().flatten().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// Whether somebody types into a field inside an element of this class.
pub fn is_typing_within(class: &str) -> bool {
    let active = document().and_then(|it| it.active_element()).filter(is_text_field);
    active.is_some_and(|it| it.closest(&[".", class].concat()).ok().flatten().is_some())
}

/// Empties the field of several lines with this id.
pub fn clear(id: &str) {
    if let Some(field) = by_id(id).and_then(|it| it.dyn_into::<HtmlTextAreaElement>().ok()) {
        field.set_value("");
    }
}

/// Selects the text of the field with this id.
pub fn select(id: &str) {
    let field = document().and_then(|it| it.get_element_by_id(id));
    if let Some(field) = field.and_then(|it| it.dyn_into::<web_sys::HtmlInputElement>().ok()) {
        field.select();
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

/// Makes the page fit for a projector, on the full screen where the browser
/// allows it, or as it was.
pub fn set_projector(on: bool) {
    let Some(document) = document() else { return };
    let Some(root) = document.document_element() else { return };
    if on {
        let _ = root.set_attribute("data-projector", "");
        // Called by its name: what it promises may be broken.
        let ask = js_sys::Reflect::get(&root, &"requestFullscreen".into()).ok();
        let ask = ask.and_then(|it| it.dyn_into::<js_sys::Function>().ok());
        super::forgive(ask.and_then(|it| it.call0(&root).ok()));
    } else if root.has_attribute("data-projector") {
        let _ = root.remove_attribute("data-projector");
        if document.fullscreen_element().is_some() {
            document.exit_fullscreen();
        }
    }
}

thread_local! {
    /// What had the focus last.
    static FOCUSED: RefCell<Option<Element>> = const { RefCell::new(None) };
}

/// Remembers what has the focus, or that the reader has turned to something else.
pub fn remember_focused(element: Option<Element>) {
    FOCUSED.with(|it| it.replace(element));
}

/// Has the page remember what has the focus, for [`is_typing`]; from the
/// first time on that it is asked to.
pub fn follow_focus() {
    static BEGUN: Once = Once::new();
    BEGUN.call_once(|| {
        let element = |event: &Event| event.target().and_then(|it| it.dyn_into().ok());
        events::listen(events::window(), "focusin", move |event| remember_focused(element(&event)));
        events::listen(events::window(), "pointerdown", |_| remember_focused(None));
    });
}

/// Whether the keyboard focus is in something one types in. Whoever types into a field
/// that is taken off the page, as another tab may have it, types on for a moment: those
/// letters must not be taken for keys.
pub fn is_typing() -> bool {
    let Some(active) = document().and_then(|it| it.active_element()) else { return false };
    let was_in = || {
        FOCUSED
            .with_borrow(|it| it.as_ref().is_some_and(|it| is_text_field(it) && !it.is_connected()))
    };
    is_text_field(&active)
        || active.tag_name() == "SELECT"
        || active.tag_name() == "BODY" && was_in()
}

fn is_text_field(element: &Element) -> bool {
    let tag = element.tag_name();
    tag == "TEXTAREA"
        || tag == "INPUT"
            && !matches!(
                element.get_attribute("type").as_deref(),
                Some("radio" | "checkbox" | "button" | "submit" | "file")
            )
}

/// Whether a dialog is open.
pub fn is_dialog_open() -> bool {
    document().and_then(|it| it.query_selector("dialog[open]").ok().flatten()).is_some()
}

/// The id of the first element that matches.
pub fn id_of_first(selector: &str) -> Option<String> {
    Some(document()?.query_selector(selector).ok().flatten()?.id())
}

/// The id of the closest ancestor (or itself) of the focused element whose id
/// begins so.
pub fn focused_ancestor(prefix: &str) -> Option<String> {
    let active = document()?.active_element()?;
    let found = active.closest(&format!("[id^=\"{prefix}\"]")).ok().flatten()?;
    Some(found.id())
}

/// Draws a picture as the first child of an element, in the place of an
/// earlier one. It is parsed as XML, all of it in one call: node by node the
/// results page took twice the time. Whoever made it has escaped every text, and
/// what comes out of the parser runs no script.
pub fn draw(into: &Element, picture: &str) {
    let Some(svg) = svg(picture) else { return };
    match into.first_element_child() {
        Some(old) if old.tag_name() == "svg" => {
            let _ = into.replace_child(&svg, &old);
        }
        first => {
            let _ = into.insert_before(&svg, first.map(Node::from).as_ref());
        }
    }
}

fn svg(picture: &str) -> Option<Node> {
    let parser = web_sys::DomParser::new().ok()?;
    let parsed = parser.parse_from_string(picture, web_sys::SupportedType::ImageSvgXml).ok()?;
    let root = parsed.document_element().filter(|it| it.tag_name() == "svg")?;
    document()?.adopt_node(&root).ok()
}
