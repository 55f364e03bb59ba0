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
use super::components::text::plain;
use super::library::Library;
use super::live::live;
use super::loss;
use crate::assessment::AssessmentId;
use crate::route;
use crate::words::absent as words;

/// No such address.
pub fn not_found() -> impl IntoView {
    view! {
        <div class="stack">
            {heading(words::no_page())}
            {plain(words::no_page_note())}
            <p><a class="button button--primary" href=route::HOME>{words::go_home()}</a></p>
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
            {heading(words::binned())}
            {plain(words::binned_note())}
            <p class="cluster">
                <a class="button button--primary" href=route::SETTINGS>{words::open_bin()}</a>
                <a class="button" href=route::HOME>{words::see_what_is_here()}</a>
            </p>
        </div>
    }
}

/// It may come out of the second copy yet.
fn looking() -> impl IntoView {
    view! {
        <div class="stack">
            {heading(words::looking())}
            {plain(words::looking_note())}
            <p><a class="button" href=route::HOME>{words::see_what_is_here()}</a></p>
        </div>
    }
}

fn missing() -> impl IntoView {
    view! {
        <div class="stack">
            {heading(words::missing())}
            {plain(words::missing_note())}
            <p class="cluster">
                <a class="button button--primary" href=route::OPEN>{words::open_file()}</a>
                <a class="button" href=route::HOME>{words::see_what_is_here()}</a>
            </p>
        </div>
    }
}
