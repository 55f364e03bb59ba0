//! Pages that come with a later part of the program.

use leptos::prelude::*;

use super::page::heading;
use super::text::line;
use crate::web::browser::Stage;
use crate::web::parts::{Come, apart};
use crate::words::late as words;

/// A page that waits until all of the program has come, with words in its place.
pub fn late<V: IntoView + 'static>(page: impl FnOnce() -> V) -> AnyView {
    let come: Come = expect_context();
    if come.has(Stage::Whole) { apart(page) } else { on_its_way().into_any() }
}

/// The words in the place of a page that has not come. By its class the page's own script
/// knows that it waits.
pub fn on_its_way() -> impl IntoView {
    view! {
        <div class="stack on-its-way">
            {heading(words::heading())}
            {line("lead", words::note())}
        </div>
    }
}
