//! The pages, one file each. A page reads slices of the desk, shows them, and
//! hands edits back; it decides nothing about the domain.

mod asides;
pub mod assess;
pub mod flash;
mod found;
pub mod gone;
pub mod history;
pub mod home;
pub mod keys;
pub mod method;
pub mod open;
pub mod process;
pub mod raters;
pub mod results;
pub mod set_up;
pub mod settings;
pub mod share;
pub mod shared;
mod take;
pub mod units;

use leptos::prelude::*;

use super::library::Library;
use super::live::live;
use super::names;
use crate::assessment::{AssessmentId, Belief};
use crate::scoring::{ProcessScore, Standing};

/// The heading of a page: takes the focus when the page changes.
pub fn heading(text: impl IntoView) -> impl IntoView {
    view! { <h1 id=names::HEADING tabindex="-1">{text}</h1> }
}

/// A section: its heading and a note in the margin, the matter beside it.
pub fn section(
    id: &'static str,
    title: &'static str,
    note: impl IntoView,
    body: impl IntoView,
) -> impl IntoView {
    view! {
        <section class="section" aria-labelledby=id>
            <div class="section__head">
                <h2 class="section__title" id=id>{title}</h2>
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

/// No such address.
pub fn not_found() -> impl IntoView {
    view! {
        <div class="stack">
            {heading("There is no such page")}
            <p>"The address may be cut or mistyped. Your assessments are untouched."</p>
            <p><a class="button button--primary" href="#/">"Go to the first page"</a></p>
        </div>
    }
}

/// An address of an assessment that is not in this browser.
pub fn not_here(library: Library) -> impl IntoView {
    live(move || match library.may_bring_more() {
        true => looking().into_any(),
        false => missing().into_any(),
    })
}

/// It may come out of the second copy yet.
fn looking() -> impl IntoView {
    view! {
        <div class="stack">
            {heading("Looking for this assessment")}
            <p>
                "It is not among what has been read so far. A second copy of what is kept in this \
                 browser is still being read, and it may be in that."
            </p>
            <p><a class="button" href="#/">"See what is here"</a></p>
        </div>
    }
}

fn missing() -> impl IntoView {
    view! {
        <div class="stack">
            {heading("This assessment is not in this browser")}
            <p>
                "Assessments live in the browser they were made in. It may have been made on another \
                 device, in another browser, or been deleted here. If you have its file, open it."
            </p>
            <p class="cluster">
                <a class="button button--primary" href="#/open">"Open a file"</a>
                <a class="button" href="#/">"See what is here"</a>
            </p>
        </div>
    }
}

/// Opens the sample, adding it if it is not here; `None` when the browser
/// refuses to store it or the build is damaged.
pub fn sample(library: Library) -> Option<AssessmentId> {
    let here = untrack(|| library.all());
    if let Some(sample) = here.iter().find(|it| it.is_sample()) {
        return Some(sample.id().clone());
    }
    let id = AssessmentId::from_random(super::browser::random_bits());
    let now = super::browser::now_ms();
    let sample = crate::bank::sample(library.model(), id, now)?;
    // What is refused stays in memory, and the desk says so.
    let _ = library.write_again(&sample);
    Some(sample.id().clone())
}
