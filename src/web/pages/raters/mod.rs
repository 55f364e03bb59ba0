//! Several people on one assessment. Either they share the questions out
//! ([`shares`]), or all of them answer the same ones: then their answers are
//! collected ([`collect`]), laid side by side and talked about ([`votes`]), and what
//! is agreed is the answer of the assessment itself.

mod collect;
mod shares;
mod votes;

use leptos::prelude::*;

use crate::route::Route;
use crate::web::components::assignee;
use crate::web::components::page::{heading, section};
use crate::web::components::text::{around, line};
use crate::web::desk::Desk;
use crate::web::library::Library;
use crate::web::live::{live, memo};
use crate::web::round::Round;
use crate::words::raters as words;

/// The page.
pub fn page() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let library = expect_context::<Library>();
    let round = Round::of(desk, library);
    let has_any = memo(move || round.raters.with(|it| !it.is_empty()));
    let share = Route::Share(desk.id()).fragment();
    let invite = around(words::collect_note(), |it| view! { <a href=share>{it}</a> }.into_any());
    view! {
        <header class="page__head">
            {heading(words::heading())}
            {line("lead", words::lead())}
        </header>
        {assignee::suggestions(desk)}
        {section("shares", words::shares(), words::shares_note(), shares::table(desk))}
        {section("collect", words::collect(), invite, collect::collect(round))}
        {live(move || has_any.get().then(|| view! {
            {section("who", words::who(), words::who_note(), votes::who(round))}
            {section("agreement", words::agreement(), words::agreement_note(), votes::agreement(round))}
            {section("discuss", words::discuss(), words::discuss_note(), votes::discuss(round))}
            {section("all", words::all(), words::all_note(), votes::all(round))}
        }))}
    }
}
