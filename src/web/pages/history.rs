//! Named states of an assessment: save one, compare it with now, go back to it.

use leptos::prelude::*;

use super::assess::plural;
use super::{heading, section};
use crate::assessment::{Edit, differences};
use crate::web::browser::{self, dom};
use crate::web::components::differences;
use crate::web::desk::Desk;
use crate::web::library::Library;
use crate::web::live::{live, memo, off};
use crate::web::shelf::{self, Kept, Why};

const NAME: &str = "state-name";

/// The page.
pub fn page() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let library = expect_context::<Library>();
    let states = memo(move || shelf::snapshots(library, &desk.id()));
    let opened: RwSignal<Option<String>> = RwSignal::new(None);
    view! {
        <header class="page__head">
            {heading("History")}
            <p class="lead">"Keep a state under a name before a workshop, an audit or a large change. Compare it later, or go back to it."</p>
        </header>
        {section("save", "Keep this state", "Kept in this browser, beside the assessment.", view! { <Keep desk library /> })}
        {section("states", "States", "Going back is a change like any other: it can be taken back.", move || {
            let states = states.get();
            if states.is_empty() {
                return view! { <p>"No state has been kept yet."</p> }.into_any();
            }
            let rows = states.into_iter().map(|it| view! { <State desk library kept=it opened /> });
            view! { <ul class="register">{rows.collect_view()}</ul> }.into_any()
        })}
    }
}

#[component]
fn Keep(
    /// The open assessment.
    desk: Desk,
    /// What is in this browser.
    library: Library,
) -> impl IntoView {
    let said = RwSignal::new(String::new());
    let keep = move || {
        let typed = dom::value_of(NAME).trim().to_owned();
        let name = if typed.is_empty() {
            format!("State of {}", browser::date(browser::now_ms()))
        } else {
            typed.chars().take(200).collect()
        };
        let kept = desk
            .assessment
            .with_untracked(|it| shelf::put(library, Why::Snapshot, name.clone(), it));
        said.set(match kept {
            Ok(()) => format!("Kept as {name}."),
            Err(_) => "The browser refused to store it: its storage is full or blocked.".to_owned(),
        });
    };
    view! {
        <div class="cluster">
            <label class="field__label" for=NAME>"Name"</label>
            <input class="input input--short" id=NAME type="text" dir="auto" maxlength="200" autocomplete="off" on:keydown=move |event| if event.key() == "Enter" { keep() } />
            <button class="button button--primary" type="button" on:click=move |_| keep()>"Keep this state"</button>
        </div>
        <p role="status" dir="auto">{live(move || said.get())}</p>
    }
}

#[component]
fn State(
    /// The open assessment.
    desk: Desk,
    /// What is in this browser.
    library: Library,
    /// The state.
    kept: Kept,
    /// The state whose differences are shown.
    opened: RwSignal<Option<String>>,
) -> impl IntoView {
    let Kept { key, name, at, assessment, .. } = kept.clone();
    let found = memo(move || desk.read(|now| differences(&assessment, now)));
    let is_open = {
        let key = key.clone();
        memo(move || opened.with(|it| it.as_ref() == Some(&key)))
    };
    let of = format!(" {name}");
    let compare = move |_| {
        opened.set(if is_open.get_untracked() { None } else { Some(key.clone()) });
    };
    let go_back = move |_| {
        let then = found.get_untracked().into_iter();
        desk.apply_all(then.filter_map(|it| Edit::new(it.key, it.my_value().cloned())));
    };
    view! {
        <li class="register__row register__row--plain">
            <div>
                <h3 class="register__name" dir="auto">{name}</h3>
                <p class="register__meta">{format!("{} {} · ", browser::date(at), browser::time_of_day(at))}{live(move || found.with(|it| match it.len() {
                    0 => "the same as now".to_owned(),
                    n => format!("{} since", plural(n, "field changed", "fields changed")),
                }))}</p>
            </div>
            <p class="register__actions">
                <button class="button button--small" type="button" aria-expanded=live(move || is_open.get().to_string()) on:click=compare>"Compare with now"<span class="visually-hidden">{of.clone()}</span></button>
                <button class="button button--small" type="button" aria-disabled=off(move || found.with(Vec::is_empty)) on:click=go_back>"Go back to it"<span class="visually-hidden">{of.clone()}</span></button>
                <button class="button button--small button--quiet" type="button" on:click=move |_| shelf::remove(library, &kept)>"Delete"<span class="visually-hidden">{of}</span></button>
            </p>
            <div class="register__more">
                {live(move || is_open.get().then(|| found.with(|it| differences::table(desk.model, it, "What has changed since".to_owned(), ("Then", "Now"), false))))}
            </div>
        </li>
    }
}
