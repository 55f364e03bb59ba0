//! Named states of an assessment: save one, go back to one, and lay any two
//! over each other.

use std::sync::Arc;

use leptos::prelude::*;

use crate::assessment::{Assessment, Edit, Key, differences};
use crate::document::{Aside, Why};
use crate::library::shelf;
use crate::model::Model;
use crate::moment::Moment;
use crate::scoring::{self, ProcessScore, ScoreSheet, Standing};
use crate::web::browser::{self, dom};
use crate::web::components::page::{heading, section};
use crate::web::components::text::{line, plain};
use crate::web::components::{chart, differences, erase, twice};
use crate::web::desk::Desk;
use crate::web::library::Library;
use crate::web::live::{live, memo, off};
use crate::web::reading::Reading;
use crate::web::wording;
use crate::words::history as words;

const NAME: &str = "state-name";

/// The assessment as it stands, among the states to choose from.
const NOW: &str = "now";

/// The page.
pub fn page() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let library = expect_context::<Library>();
    let states = memo(move || library.states(&desk.id()));
    let has_any = memo(move || states.with(|it| !it.is_empty()));
    let pair = Pair {
        earlier: RwSignal::new(String::new()),
        later: RwSignal::new(NOW.to_owned()),
        states,
    };
    view! {
        <header class="page__head">
            {heading(words::heading())}
            {line("lead", words::lead())}
        </header>
        {section("save", words::keep(), words::keep_note(), view! { <Keep desk library /> })}
        {section("states", words::states(), words::states_note(), live(move || {
            let states = states.get();
            if states.is_empty() {
                return plain(words::none());
            }
            let rows = states.into_iter().map(|it| view! { <State desk library kept=it pair /> });
            view! { <ul class="register">{rows.collect_view()}</ul> }.into_any()
        }))}
        {live(move || has_any.get().then(|| view! {
            {section("compare", words::compare(), words::compare_note(), view! { <Compare desk pair /> })}
        }))}
        {section("former", words::former(), words::former_note(), view! { <erase::Formers desk /> })}
    }
}

/// Which two states are compared: keys of records, or [`NOW`].
#[derive(Clone, Copy)]
struct Pair {
    /// Nothing as long as it is empty.
    earlier: RwSignal<String>,
    later: RwSignal<String>,
    states: Memo<Vec<Arc<Aside>>>,
}

impl Pair {
    /// A state by its key, with a name that no other one has.
    fn state(self, desk: Desk, key: &str) -> Option<(String, Assessment)> {
        if key == NOW {
            return Some((words::now(), desk.read(Assessment::clone)));
        }
        self.states.with(|all| {
            let at = all.iter().position(|it| it.key == key)?;
            let names = all.iter().map(|it| it.name.clone()).chain([words::now()]);
            let kept = |at: usize| {
                all.get(at).map_or_else(words::as_it_stands, |it| wording::moment(it.at))
            };
            let name = wording::distinct(names.collect(), kept).into_iter().nth(at)?;
            Some((name, all.get(at)?.assessment.clone()))
        })
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
            let now = browser::now_ms();
            words::state_of(&Moment::of(now, now).minute())
        } else {
            typed.chars().take(200).collect()
        };
        let kept = desk.look(|it| {
            library.act(|kept, now| shelf::put(kept, Why::Snapshot, name.clone(), it, now))
        });
        said.set(match kept {
            Ok(()) => words::kept_as(&name),
            Err(_) => words::no_room(),
        });
    };
    view! {
        <div class="cluster">
            <label class="field__label" for=NAME>{words::name()}</label>
            <input class="input input--short" id=NAME type="text" dir="auto" maxlength="200" autocomplete="off" data-draft="" on:keydown=move |event| if event.key() == "Enter" { keep() } />
            <button class="button button--primary" type="button" on:click=move |_| keep()>{words::keep()}</button>
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
    kept: Arc<Aside>,
    /// Which two are compared.
    pair: Pair,
) -> impl IntoView {
    let (key, name, moment) = (kept.key.clone(), kept.name.clone(), wording::moment(kept.at));
    let state = kept.clone();
    let found = memo(move || {
        let mut found = desk.read(|now| differences(&state.assessment, now));
        // What people are called and what they remarked is no state to go back to.
        found.retain(|it| !matches!(it.key, Key::Who(_) | Key::Comment(..)));
        found
    });
    let of = format!(" {name}");
    let compare = move |_| {
        pair.earlier.set(key.clone());
        pair.later.set(NOW.to_owned());
        browser::events::after_paint(|| dom::show("compare"));
    };
    let go_back = move |_| {
        let then = found.get_untracked().into_iter();
        desk.apply_all(then.filter_map(|it| Edit::new(it.key, it.my_value().cloned())));
    };
    view! {
        <li class="register__row register__row--plain">
            <div>
                <h3 class="register__name" dir="auto">{name}</h3>
                <p class="register__meta">{live(move || found.with(|it| match it.len() {
                    0 => words::same(&moment),
                    n => words::changed(words::Changed { moment: &moment, n }),
                }))}</p>
            </div>
            <p class="register__actions">
                <button class="button button--small" type="button" on:click=compare>{words::compare_with_now()}<span class="visually-hidden">{of.clone()}</span></button>
                <button class="button button--small" type="button" aria-disabled=off(move || found.with(Vec::is_empty)) on:click=go_back>{words::go_back()}<span class="visually-hidden">{of.clone()}</span></button>
                {twice::button(words::delete(), words::delete_for_good(), of, move || library.act(|it, now| shelf::remove(it, &kept, now)))}
            </p>
        </li>
    }
}

/// Two states: what changed, and one laid behind the other.
#[component]
fn Compare(
    /// The open assessment.
    desk: Desk,
    /// Which two.
    pair: Pair,
) -> impl IntoView {
    let choice = move |id: &'static str, label: String, of: RwSignal<String>| {
        let option = move |key: String, name: String| {
            let this = key.clone();
            view! { <option value=key prop:selected=live(move || of.with(|it| *it == this))>{name}</option> }
        };
        let states = move || {
            let all = pair.states.get().into_iter();
            let when = |it: &Aside| {
                words::kept(words::Kept { name: &it.name, moment: &wording::moment(it.at) })
            };
            all.map(|it| option(it.key.clone(), when(&it))).collect_view()
        };
        let nothing = of.with_untracked(String::is_empty);
        view! {
            <div class="field">
                <label class="field__label" for=id>{label}</label>
                <select class="input" id=id on:change=move |event| of.set(event_target_value(&event))>
                    {nothing.then(|| option(String::new(), words::choose()))}
                    {option(NOW.to_owned(), words::now())}
                    {live(states)}
                </select>
            </div>
        }
    };
    let chosen = memo(move || {
        let earlier = pair.state(desk, &pair.earlier.get())?;
        Some((earlier, pair.state(desk, &pair.later.get())?))
    });
    view! {
        <div class="cluster">
            {choice("compare-earlier", words::from(), pair.earlier)}
            {choice("compare-later", words::to(), pair.later)}
        </div>
        {live(move || chosen.get().map(|(earlier, later)| over_each_other(desk.model, earlier, later)))}
    }
}

fn over_each_other(
    model: &'static Model,
    (earlier_name, earlier): (String, Assessment),
    (later_name, later): (String, Assessment),
) -> impl IntoView {
    let mut found = differences(&earlier, &later);
    found.retain(|it| !matches!(it.key, Key::Who(_)));
    let caption = words::changes(words::Changes {
        n: found.len(),
        earlier: &earlier_name,
        later: &later_name,
    });
    let sides = differences::Sides {
        all: vec![(&earlier, earlier_name.clone()), (&later, later_name)],
        marks_what_stands: false,
    };
    let table = differences::table(model, &found, caption, &sides);
    let behind = scoring::score(model, &earlier);
    let has_level = |it: &ProcessScore| {
        matches!(it.standing, Standing::Measured(_) | Standing::Area(_) | Standing::Believed(_))
    };
    let missing =
        (!behind.processes.iter().any(has_level)).then(|| words::nothing_to_draw(&earlier_name));
    let behind: Memo<Option<ScoreSheet>> = memo(move || Some(behind.clone()));
    let shown = Reading::of(model, later);
    view! {
        <div class="stack">
            {missing.map(|it| view! { <p class="notice" role="note" dir="auto">{it}</p> })}
            {chart::radar(shown, behind)}
            {chart::bars(shown, behind)}
            {table}
        </div>
    }
}
