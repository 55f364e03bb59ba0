//! Parts that only say something: lines of text, headings, tables. Which for what: `line`
//! for a paragraph with a class, `plain` for one without, `title` for a heading of a part
//! of a page, `table` for everything in rows and columns, `around` for a sentence of which a
//! part is a link or stands out, `named` where that is a name, `heard` where it is not seen.

use leptos::prelude::*;

use crate::words::Around;

/// A paragraph.
pub fn plain(words: String) -> AnyView {
    view! { <p>{words}</p> }.into_any()
}

/// A paragraph of a kind that the style sheets know.
pub fn line(class: &'static str, words: String) -> AnyView {
    view! { <p class=class>{words}</p> }.into_any()
}

/// A heading below that of the page.
pub fn title(words: String) -> AnyView {
    view! { <h2>{words}</h2> }.into_any()
}

/// A sentence, and what shows the part of it that is marked.
pub fn around(words: Around, inside: impl FnOnce(String) -> AnyView) -> AnyView {
    let Around { before, inside: marked, after } = words;
    (before, inside(marked), after).into_any()
}

/// A sentence whose marked part is what somebody typed, as a name, and stands out.
pub fn named(words: Around) -> AnyView {
    around(words, |it| view! { <strong dir="auto">{it}</strong> }.into_any())
}

/// The words of a button whose marked part is for whoever does not see where the button stands.
pub fn heard(words: Around) -> AnyView {
    around(words, |it| view! { <span class="visually-hidden">{it}</span> }.into_any())
}

/// The head of a column.
pub struct Column {
    words: String,
    is_number: bool,
}

impl Column {
    /// Of words.
    pub fn words(words: String) -> Self {
        Self { words, is_number: false }
    }

    /// Of numbers, which stand below one another at their end.
    pub fn numbers(words: String) -> Self {
        Self { words, is_number: true }
    }
}

/// A table that scrolls by itself where it is too wide. `label` says to who cannot see it what
/// it is of; `rows` are `<tr>`s.
pub fn table(label: String, head: impl IntoIterator<Item = Column>, rows: AnyView) -> AnyView {
    let head = head.into_iter().map(|it| {
        let class = it.is_number.then_some("is-number");
        view! { <th scope="col" class=class>{it.words}</th> }
    });
    let head = head.collect_view().into_any();
    view! {
        <div class="scroller" tabindex="0" role="group" aria-label=label>
            <table class="table"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>
        </div>
    }
    .into_any()
}
