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
use crate::web::components::{chart, differences, erase, twice};
use crate::web::desk::Desk;
use crate::web::library::Library;
use crate::web::live::{live, memo, off};
use crate::web::reading::Reading;
use crate::web::wording::{self, plural};

const NAME: &str = "state-name";

/// The assessment as it stands, among the states to choose from.
const NOW: &str = "now";

/// What it is called there.
const WORD_NOW: &str = "Now";

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
            {heading("History")}
            <p class="lead">"Keep a state under a name before a workshop, an audit or a large change. Compare it later, or go back to it."</p>
        </header>
        {section("save", "Keep this state", "Kept in this browser, beside the assessment.", view! { <Keep desk library /> })}
        {section("states", "States", "Going back is a change like any other: it can be taken back.", live(move || {
            let states = states.get();
            if states.is_empty() {
                return view! { <p>"No state has been kept yet."</p> }.into_any();
            }
            let rows = states.into_iter().map(|it| view! { <State desk library kept=it pair /> });
            view! { <ul class="register">{rows.collect_view()}</ul> }.into_any()
        }))}
        {live(move || has_any.get().then(|| view! {
            {section("compare", "Compare", "Any two states: their figures over each other, and what was changed from one to the other.", view! { <Compare desk pair /> })}
        }))}
        {section("former", "Earlier and deleted texts", "Kept so that nothing is lost by mistake. They leave with an exported file unless you say otherwise.", view! { <erase::Formers desk /> })}
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
            return Some((WORD_NOW.to_owned(), desk.read(Assessment::clone)));
        }
        self.states.with(|all| {
            let at = all.iter().position(|it| it.key == key)?;
            let names = all.iter().map(|it| it.name.clone()).chain([WORD_NOW.to_owned()]);
            let kept = |at: usize| {
                all.get(at).map_or("as it stands".to_owned(), |it| wording::moment(it.at))
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
            ["State of ", &Moment::of(now, now).minute()].concat()
        } else {
            typed.chars().take(200).collect()
        };
        let kept = desk.look(|it| {
            library.act(|kept, now| shelf::put(kept, Why::Snapshot, name.clone(), it, now))
        });
        said.set(match kept {
            Ok(()) => format!("Kept as {name}."),
            Err(_) => "The browser refused to store it: its storage is full or blocked.".to_owned(),
        });
    };
    view! {
        <div class="cluster">
            <label class="field__label" for=NAME>"Name"</label>
            <input class="input input--short" id=NAME type="text" dir="auto" maxlength="200" autocomplete="off" data-draft="" on:keydown=move |event| if event.key() == "Enter" { keep() } />
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
    kept: Arc<Aside>,
    /// Which two are compared.
    pair: Pair,
) -> impl IntoView {
    let (key, name, at) = (kept.key.clone(), kept.name.clone(), kept.at);
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
                <p class="register__meta">{format!("{} · ", wording::moment(at))}{live(move || found.with(|it| match it.len() {
                    0 => "the same as now".to_owned(),
                    n => format!("{} since", plural(n, "field changed", "fields changed")),
                }))}</p>
            </div>
            <p class="register__actions">
                <button class="button button--small" type="button" on:click=compare>"Compare with now"<span class="visually-hidden">{of.clone()}</span></button>
                <button class="button button--small" type="button" aria-disabled=off(move || found.with(Vec::is_empty)) on:click=go_back>"Go back to it"<span class="visually-hidden">{of.clone()}</span></button>
                {twice::button("Delete", "Delete for good?", of, move || library.act(|it, now| shelf::remove(it, &kept, now)))}
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
    let choice = move |id: &'static str, label: &'static str, of: RwSignal<String>| {
        let option = move |key: String, name: String| {
            let this = key.clone();
            view! { <option value=key prop:selected=live(move || of.with(|it| *it == this))>{name}</option> }
        };
        let states = move || {
            let all = pair.states.get().into_iter();
            let when = |it: &Aside| format!("{} · {}", it.name, wording::moment(it.at));
            all.map(|it| option(it.key.clone(), when(&it))).collect_view()
        };
        let nothing = of.with_untracked(String::is_empty);
        view! {
            <div class="field">
                <label class="field__label" for=id>{label}</label>
                <select class="input" id=id on:change=move |event| of.set(event_target_value(&event))>
                    {nothing.then(|| option(String::new(), "choose a state".to_owned()))}
                    {option(NOW.to_owned(), WORD_NOW.to_owned())}
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
            {choice("compare-earlier", "From", pair.earlier)}
            {choice("compare-later", "To", pair.later)}
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
    let caption =
        format!("{} from {earlier_name} to {later_name}", plural(found.len(), "change", "changes"));
    let sides = differences::Sides {
        all: vec![(&earlier, earlier_name.clone()), (&later, later_name)],
        marks_what_stands: false,
    };
    let table = differences::table(model, &found, caption, &sides);
    let behind = scoring::score(model, &earlier);
    let has_level = |it: &ProcessScore| {
        matches!(it.standing, Standing::Measured(_) | Standing::Area(_) | Standing::Believed(_))
    };
    let missing = (!behind.processes.iter().any(has_level)).then(|| {
        format!("No process had a level in {earlier_name}: there is nothing to draw of it.")
    });
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
