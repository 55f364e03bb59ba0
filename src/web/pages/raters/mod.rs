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
use crate::web::desk::Desk;
use crate::web::library::Library;
use crate::web::live::{live, memo};
use crate::web::round::Round;

/// The page.
pub fn page() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let library = expect_context::<Library>();
    let round = Round::of(desk, library);
    let has_any = memo(move || round.raters.with(|it| !it.is_empty()));
    let share = Route::Share(desk.id()).fragment();
    view! {
        <header class="page__head">
            {heading("Several people")}
            <p class="lead">"Share the questions out; or let everyone answer all of them alone, and then talk about what you see differently. Nobody's answers are merged with anybody else's. What you agree on is the answer of this assessment, and that is what counts."</p>
        </header>
        {assignee::suggestions(desk)}
        {section("shares", "Who answers what", "For people who share the questions out. On the assess page each process and each question can name who answers.", shares::table(desk))}
        {section("collect", "Collect", view! { "Send everyone "<a href=share>"an invitation"</a>", and let them send their link or file back." }, collect::collect(round))}
        {live(move || has_any.get().then(|| view! {
            {section("who", "Who answered", "Kept beside the assessment, and exported with it.", votes::who(round))}
            {section("agreement", "How far you agree", "Of the questions that two or more have rated. Lowest, mean and highest are what the votes alone would give; the agreed level counts. The mean of picked levels has two decimals; that of answers is the level that follows from their mean percentages, each as the nearest step.", votes::agreement(round))}
            {section("discuss", "To talk about", "Two steps or more apart, or disputed whether it applies at all. Votes stay on record as they are: whoever sees it differently is not overruled in silence.", votes::discuss(round))}
            {section("all", "All votes", "As they came in.", votes::all(round))}
        }))}
    }
}
