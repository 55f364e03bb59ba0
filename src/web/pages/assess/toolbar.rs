//! What is shown of the questionnaire: search, filter, whose questions; and the
//! way to the next open one.

use leptos::prelude::*;

use crate::questionnaire::{self, Filter};
use crate::web::desk::Desk;
use crate::web::here::Here;
use crate::web::live::{live, memo, off};
use crate::words::assess as words;

/// Search, filter, next open question.
#[component]
pub(super) fn Toolbar(
    /// The open assessment.
    desk: Desk,
    /// Where the reader is.
    here: Here,
    /// Words to look for.
    search: RwSignal<String>,
    /// Which questions to show.
    filter: RwSignal<Filter>,
    /// Whose questions to show; empty for everybody's.
    person: RwSignal<String>,
) -> impl IntoView {
    let next = move |_| {
        crate::web::walk::go_to_next_open(desk, here, false);
    };
    let label = |it: Filter| match it {
        Filter::All => words::show_all(),
        Filter::Open => words::show_open(),
        Filter::Flagged => words::show_flagged(),
        Filter::WithNote => words::show_noted(),
        Filter::AskSomeone => words::show_unknown(),
        Filter::Commented => words::show_commented(),
    };
    let choose = move |event| {
        let code = event_target_value(&event);
        let found = Filter::ALL.into_iter().find(|(_, it)| *it == code);
        filter.set(found.map(|(it, _)| it).unwrap_or_default());
    };
    let counts = memo(move || desk.figures(|it| it.overall.counts));
    let all_done = move || counts.get().open() == 0;
    view! {
        <form class="toolbar" role="search" on:submit=|event| event.prevent_default()>
            <div class="field">
                <label class="field__label" for="search">{words::search()}</label>
                <input
                    class="input"
                    id="search"
                    type="search"
                    placeholder=words::search_hint()
                    autocomplete="off"
                    prop:value=live(move || search.get())
                    on:input=move |event| search.set(event_target_value(&event))
                />
            </div>
            <div class="field">
                <label class="field__label" for="filter">{words::show()}</label>
                <select class="input" id="filter" on:change=choose>
                    {Filter::ALL.map(|(it, code)| view! {
                        <option value=code prop:selected=live(move || filter.get() == it)>{label(it)}</option>
                    }).collect_view()}
                </select>
            </div>
            <Whose desk person />
            <button class="button" type="button" on:click=next aria-disabled=off(all_done)>
                {live(move || match counts.get() {
                    it if it.asked() == 0 => words::nothing_asked(),
                    it if it.open() == 0 => words::all_answered(),
                    _ => words::next_open(),
                })}
            </button>
        </form>
    }
}

/// Whose questions to show, as soon as somebody was named.
#[component]
fn Whose(
    /// The open assessment.
    desk: Desk,
    /// The one chosen; empty for everybody.
    person: RwSignal<String>,
) -> impl IntoView {
    let names = desk.slice(move |it| {
        let shares = questionnaire::shares(desk.model, it).into_iter();
        shares.map(|it| it.name.to_owned()).filter(|it| !it.is_empty()).collect::<Vec<_>>()
    });
    // Whoever is no longer named is no longer looked for.
    Effect::new(move |_| {
        let is_gone =
            |chosen: &String| !chosen.is_empty() && names.with(|all| !all.contains(chosen));
        if person.with_untracked(is_gone) {
            person.set(String::new());
        }
    });
    move || {
        let names = names.get();
        (!names.is_empty()).then(|| view! {
            <div class="field">
                <label class="field__label" for="person">{words::whose()}</label>
                <select class="input" id="person" on:change=move |event| person.set(event_target_value(&event))>
                    <option value="" prop:selected=live(move || person.with(String::is_empty))>{words::of_everybody()}</option>
                    {names.into_iter().map(|it| {
                        let name = it.clone();
                        view! { <option value=it.clone() prop:selected=live(move || person.with(|chosen| *chosen == name))>{it.clone()}</option> }
                    }).collect_view()}
                </select>
            </div>
        })
    }
}
