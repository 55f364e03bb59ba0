//! One question at a time, for a workshop or for quick hands: number keys
//! rate, `n` goes on. On a projector everything else is out of the way and the
//! letters are large; votes that were collected stay hidden until they are asked
//! for.

use leptos::prelude::*;

use crate::questionnaire::{self, Place};
use crate::route::{Route, Spot};
use crate::web::browser::{dom, events, foot};
use crate::web::components::assignee;
use crate::web::components::page::heading;
use crate::web::components::question::Question;
use crate::web::components::quick_card::QuickCard;
use crate::web::components::votes::votes;
use crate::web::desk::Desk;
use crate::web::here::{Here, OnProjector};
use crate::web::keys;
use crate::web::library::Library;
use crate::web::live::{live, memo, off};
use crate::web::preferences::Preferences;
use crate::web::round::Round;
use crate::web::walk;
use crate::web::wording;
use crate::words::flash as words;

/// The page.
pub fn page() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let model = desk.model;
    let here = expect_context::<Here>();
    let preferences = expect_context::<Preferences>();
    let places = memo(move || desk.read(|it| questionnaire::all_places(model, it)));
    // The address names a question, or a process whose first one is meant.
    let at = memo(move || {
        let (process, spot) = here.read(|it| desk.spot(it));
        places.with(|all| {
            let of_process = || all.iter().position(|it| it.process == process);
            let wanted = all.iter().position(|it| {
                it.process == process && (spot.question.is_none() || it.question == spot.question)
            });
            wanted.or_else(of_process).unwrap_or(0)
        })
    });
    // What another tab changes of the set-up must not put another question under the
    // hand of whoever types.
    let kept = StoredValue::new(None);
    let left = RwSignal::new(0_u32);
    let place = memo(move || {
        left.track();
        let place = places.with(|all| all.get(at.get()).copied());
        if kept.get_value().is_none() || !dom::is_typing_within("flash") {
            kept.set_value(place);
        }
        kept.get_value()
    });
    // Keys rate what is on screen, so the address has to name it.
    Effect::new(move |_| {
        if let Some(Place { process, question }) = place.get() {
            here.shows(desk, Spot { process: Some(process), question });
        }
    });
    // Another question is another page to the reader: from its top.
    Effect::new(move |previous: Option<Option<Place>>| {
        let now = place.get();
        if previous.is_some_and(|it| it != now) {
            events::before_paint(dom::scroll_to_top);
        }
        now
    });
    let go = move |to: usize| {
        let place = places.with_untracked(|all| all.get(to).copied());
        if let Some(place) = place {
            walk::go_to(desk, here, place, true);
        }
    };
    let round = Round::of(desk, expect_context::<Library>());
    let on_projector = expect_context::<OnProjector>();
    Effect::new(move |_| dom::set_projector(on_projector.get()));
    on_cleanup(move || {
        on_projector.leave();
        dom::set_projector(false);
    });
    let n = move || places.with(Vec::len);
    // Who does not see the page hears what comes after "Next".
    let said = move || {
        let question = place.get()?.question?;
        let statement = &model.question(question).statement();
        Some(words::said(words::Said { at: at.get() + 1, all: n(), statement }))
    };
    let hint = move || match place.get() {
        Some(place) if preferences.keys() => keys::hint(model, place),
        Some(_) => words::keys_off(),
        None => String::new(),
    };
    let back = move || {
        let process = place.get().map(|it| it.process);
        let spot = process.map(Spot::process).unwrap_or_default();
        Route::Assess(desk.id(), spot.locator(model)).fragment()
    };
    let strip = NodeRef::<leptos::html::Nav>::new();
    strip.on_load(|it| foot::watch(&it));
    view! {
        <div class="flash" on:focusout=move |_| left.update(|it| *it = it.wrapping_add(1))>
            <header class="stack">
                <p class="page__back cluster">
                    <a href=back>{words::back()}</a>
                    <button class="button button--small" type="button" aria-pressed=live(move || on_projector.get().to_string()) on:click=move |_| on_projector.turn()>{words::projector()}</button>
                </p>
                {heading(move || place.get().map(|it| model.process(it.process).name.clone()).unwrap_or_default())}
                <div class="flash__bar">
                    <p data-live-level="">
                        {live(move || place.get().map(|it| desk.figures(|sheet| wording::standing(sheet.process(it.process)))))}
                    </p>
                    <p>{live(move || words::place(words::Place { at: at.get() + 1, all: n() }))}</p>
                    <p class="visually-hidden" role="status">{live(said)}</p>
                    <progress class="progress" max=n value=live(move || at.get() + 1) aria-label=words::progress()></progress>
                </div>
            </header>
            {live(move || {
                let place = place.get()?;
                let card = match place.question {
                    Some(question) => view! { <Question desk here question position=(at.get_untracked() + 1, places.with_untracked(Vec::len)) /> }.into_any(),
                    None => view! { <QuickCard desk process=place.process /> }.into_any(),
                };
                Some(view! { {card} {votes(round, place)} })
            })}
            {assignee::suggestions(desk)}
            <nav class="flash__moves" aria-label=words::questions() node_ref=strip>
                <button class="button" type="button" aria-disabled=off(move || at.get() == 0) on:click=move |_| go(at.get_untracked().saturating_sub(1))>{words::previous()}</button>
                <button class="button button--primary" type="button" aria-disabled=off(move || { at.get() + 1 >= n() }) on:click=move |_| go(at.get_untracked() + 1)>{words::next()}</button>
            </nav>
            <p class="keys">{live(hint)}</p>
        </div>
    }
}
