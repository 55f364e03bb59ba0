//! The pages, one file each. A page reads slices of the desk, shows them, and
//! hands edits back; it decides nothing about the domain.

pub mod assess;
pub mod flash;
pub mod gone;
pub mod history;
pub mod home;
pub mod method;
pub mod open;
pub mod process;
pub mod raters;
pub mod results;
pub mod set_up;
pub mod settings;
pub mod share;
pub mod shared;
pub mod units;

use leptos::prelude::*;

use super::components::page::heading;
use super::library::Library;
use super::live::live;
use super::loss;
use crate::assessment::AssessmentId;
use crate::route;

/// No such address.
pub fn not_found() -> impl IntoView {
    view! {
        <div class="stack">
            {heading("There is no such page")}
            <p>"The address may be cut or mistyped. Your assessments are untouched."</p>
            <p><a class="button button--primary" href=route::HOME>"Go to the first page"</a></p>
        </div>
    }
}

/// An address of an assessment that is not in this browser.
pub fn not_here(library: Library, id: AssessmentId) -> impl IntoView {
    live(move || match loss::why(library, &id) {
        Some(_) => binned().into_any(),
        None if library.may_bring_more() => looking().into_any(),
        None => missing().into_any(),
    })
}

fn binned() -> impl IntoView {
    view! {
        <div class="stack">
            {heading("This assessment is in the bin")}
            <p>"It stays there for 30 days and can be put back."</p>
            <p class="cluster">
                <a class="button button--primary" href=route::SETTINGS>"Open the bin"</a>
                <a class="button" href=route::HOME>"See what is here"</a>
            </p>
        </div>
    }
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
            <p><a class="button" href=route::HOME>"See what is here"</a></p>
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
                <a class="button button--primary" href=route::OPEN>"Open a file"</a>
                <a class="button" href=route::HOME>"See what is here"</a>
            </p>
        </div>
    }
}
