//! What every page is made of: its heading and its sections.

use leptos::prelude::*;

use crate::assessment::Belief;
use crate::scoring::{ProcessScore, Standing};
use crate::web::names;

/// The heading of a page: takes the focus when the page changes.
pub fn heading(text: impl IntoView) -> impl IntoView {
    view! { <h1 id=names::HEADING tabindex="-1">{text}</h1> }
}

/// A section: its heading and a note in the margin, the matter beside it.
pub fn section(
    id: &'static str,
    title: impl Into<String>,
    note: impl IntoView,
    body: impl IntoView,
) -> impl IntoView {
    view! {
        <section class="section" aria-labelledby=id>
            <div class="section__head">
                <h2 class="section__title" id=id>{title.into()}</h2>
                <p class="section__note">{note}</p>
            </div>
            <div class="section__body">{body}</div>
        </section>
    }
}

/// The level of a process as a large figure; a letter for an area, a sign for what
/// has none.
pub fn badge(score: &ProcessScore) -> AnyView {
    if let Some(levels) = score.levels() {
        let level = levels.lowest.to_string();
        return view! { <span class="level level--large" data-level=level.clone() aria-hidden="true">{level.clone()}</span> }
            .into_any();
    }
    let rating = match score.standing {
        Standing::Area(bounds) => Some(bounds.lowest),
        Standing::Believed(Belief::Rating(rating)) => Some(rating),
        _ => None,
    };
    match rating {
        Some(it) => {
            view! { <span class="rate" data-rating=it.code() aria-hidden="true">{it.code()}</span> }
                .into_any()
        }
        None => {
            // The signs of the charts.
            let sign = match score.standing {
                Standing::OutOfScope => "×",
                Standing::NotApplicable => "–",
                _ => "?",
            };
            view! { <span class="level level--large" aria-hidden="true">{sign}</span> }.into_any()
        }
    }
}
