//! What was assessed, by whom and when, as on a drawing.

use leptos::prelude::*;

use crate::report::{self, About, Fact};
use crate::web::browser;
use crate::web::live::live;
use crate::web::reading::Reading;

/// What was assessed, by whom and when, as on a drawing.
#[component]
pub fn TitleBlock(
    /// The assessment.
    reading: Reading,
) -> impl IntoView {
    let facts = reading.slice(move |it| report::facts(reading.model, it, browser::now_ms()));
    let fact = |it: Fact| {
        let class = match it.about {
            About::Organisation => "title-block__wide",
            About::Scope => "title-block__full",
            About::Other => "",
        };
        view! { <div class=class><dt>{it.label}</dt><dd dir="auto">{it.value}</dd></div> }
    };
    view! { <dl class="title-block">{live(move || facts.get().into_iter().map(fact).collect_view())}</dl> }
}
