//! What a page needs on paper and nowhere else: a field is only as long as it is
//! on screen, so its text is written out beside it; what is folded away and says
//! something is laid open. The style sheet for print shows the one and hides the
//! other. After printing everything is as it was.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, HtmlTextAreaElement};

use super::{dom, events};

/// On the root while the page is laid out for paper.
const ON_PAPER: &str = "data-on-paper";
/// The class of a text that was written out. It is no duplicate to whoever listens:
/// on screen it is never shown, on paper the field is not.
const WRITTEN: &str = "written";
/// On what was folded away before.
const LAID_OPEN: &str = "data-laid-open";
/// On a card whose texts are so long that it may break over two pages.
const LONG: &str = "data-long";
/// The lines of text from which on it may: whole, it would leave much of a page
/// empty.
const LINES: usize = 8;
/// Characters that fit on a line, roughly.
const LINE: usize = 100;

/// What one types or chooses in, as far as the screen shows it.
const FIELDS: &str = "main :is(textarea, select, input[type=text], input[type=search])";
/// What is folded away and belongs to what is printed: arithmetic, risks, and what
/// somebody said.
const FOLDED: &str =
    "main details:not([open]):is(.trace *, .process-head *, :has(.written, .thread__item))";

/// Makes the page ready whenever it is printed.
pub fn heed() {
    events::on_print(lay_out, put_back);
}

fn lay_out() {
    // Some browsers say twice that they print.
    put_back();
    if let Some(root) = dom::document().and_then(|it| it.document_element()) {
        let _ = root.set_attribute(ON_PAPER, "");
    }
    dom::each(FIELDS, |field| {
        let text = text_of(field);
        if !text.trim().is_empty() {
            write_out(field, &text);
        }
    });
    dom::each("main .question", |card| {
        if lines_in(card) > LINES {
            let _ = card.set_attribute(LONG, "");
        }
    });
    dom::each(FOLDED, |it| {
        let _ = it.set_attribute("open", "");
        let _ = it.set_attribute(LAID_OPEN, "");
    });
}

fn put_back() {
    if let Some(root) = dom::document().and_then(|it| it.document_element()) {
        let _ = root.remove_attribute(ON_PAPER);
    }
    dom::each(&[".", WRITTEN].concat(), Element::remove);
    dom::each(&["[", LONG, "]"].concat(), |it| {
        let _ = it.remove_attribute(LONG);
    });
    dom::each(&["[", LAID_OPEN, "]"].concat(), |it| {
        let _ = it.remove_attribute("open");
        let _ = it.remove_attribute(LAID_OPEN);
    });
}

/// How many lines the texts of a card take, roughly, each with its heading.
fn lines_in(card: &Element) -> usize {
    let Ok(texts) = card.query_selector_all(".written, .thread__text") else { return 0 };
    let text = |at| texts.item(at).and_then(|it| it.text_content()).unwrap_or_default();
    let lines = |text: String| -> usize {
        1 + text.lines().map(|it| 1 + it.chars().count() / LINE).sum::<usize>()
    };
    (0..texts.length()).map(|at| lines(text(at))).sum()
}

/// What stands in a field now; of a choice, its words.
fn text_of(field: &Element) -> String {
    if let Some(it) = field.dyn_ref::<HtmlTextAreaElement>() {
        return it.value();
    }
    if let Some(it) = field.dyn_ref::<HtmlInputElement>() {
        return it.value();
    }
    let chosen = field.query_selector("option:checked").ok().flatten();
    chosen.and_then(|it| it.text_content()).unwrap_or_default()
}

fn write_out(field: &Element, text: &str) {
    let Some(written) = dom::document().and_then(|it| it.create_element("p").ok()) else { return };
    written.set_class_name(WRITTEN);
    let _ = written.set_attribute("dir", "auto");
    written.set_text_content(Some(text));
    let _ = field.insert_adjacent_element("afterend", &written);
}
