//! What was said here and elsewhere of one field, side by side, to choose from: at the
//! field that somebody is in, or in a notice.

use leptos::prelude::*;

use crate::assessment::{Key, Text, Value};
use crate::web::browser::{Stage, dom, events};
use crate::web::clash::{Clash, Say};
use crate::web::components::text::{heard, plain};
use crate::web::desk::Desk;
use crate::web::live::{live, memo, off};
use crate::web::parts::{Come, apart};
use crate::web::wording;
use crate::words::{Around, clash as words};

/// How two texts become one.
#[derive(Clone, Copy)]
pub struct Both {
    /// What is said by it.
    pub say: Say,
    /// What stands between them.
    pub between: &'static str,
    /// Longest text, in characters.
    pub max: usize,
}

/// A value in words; where there is none it says so.
fn in_words(value: Option<&Value>) -> String {
    let is_text = matches!(value, None | Some(Value::Text(_)));
    match wording::value(value) {
        it if is_text && (value.is_none() || it.is_empty()) => words::empty(),
        it => it,
    }
}

/// What is done once somebody has chosen.
pub type Chosen = std::sync::Arc<dyn Fn(Option<Value>) + Send + Sync>;

/// Both, and the buttons. `chosen` is called with what was chosen, once the buttons are
/// gone.
pub fn choice(desk: Desk, key: Key, both: Option<Both>, chosen: Chosen) -> impl IntoView {
    let text = move |of: fn(&Clash) -> &Option<Value>| {
        live(move || desk.clash(key).map(|it| in_words(of(&it).as_ref())).unwrap_or_default())
    };
    let use_it = move |of: fn(Clash, Option<Both>) -> Option<Value>| {
        let chosen = chosen.clone();
        move |_| {
            let Some(clash) = untrack(|| desk.clash(key)) else { return };
            let value = of(clash, both);
            desk.settle(key);
            desk.say(key, value.clone());
            // The button is gone: the focus goes back to where it came from.
            let chosen = chosen.clone();
            events::before_paint(move || chosen(value));
        }
    };
    let joined = move || both.and_then(|it| desk.clash(key)?.both(it.between));
    let is_both = memo(move || joined().is_some());
    let is_too_long =
        move || both.is_some_and(|it| joined().is_some_and(|text| text.chars().count() > it.max));
    let join = use_it(|clash, both| {
        let both = both?;
        (both.say)(Text::typed(&clash.both(both.between)?))
    });
    view! {
        <div class="notice">
            <dl class="clash">
                <dt>{words::mine()}</dt><dd dir="auto">{text(|it| &it.mine)}</dd>
                <dt>{words::theirs()}</dt><dd dir="auto">{text(|it| &it.theirs)}</dd>
            </dl>
            <p class="cluster">
                <button class="button button--small" type="button" on:click=use_it(|it, _| it.mine)>{words::use_mine()}</button>
                <button class="button button--small" type="button" on:click=use_it(|it, _| it.theirs)>{words::use_theirs()}</button>
                {live(move || is_both.get().then(|| view! {
                    <button class="button button--small" type="button" aria-disabled=off(is_too_long) on:click=join.clone()>{live(move || if is_too_long() { words::too_long() } else { words::use_both() })}</button>
                }))}
            </p>
        </div>
    }
}

/// Whether there is something that no field shows. Tracked.
pub fn any(desk: Desk) -> bool {
    desk.clashes(|all| all.iter().any(|it| !it.is_at_field))
}

/// The notice of what no field shows.
#[component]
pub fn OvertakenNotice(
    /// The open assessment.
    desk: Desk,
) -> impl IntoView {
    let keys = memo(move || {
        desk.clashes(|all| {
            let all = all.iter().filter(|it| !it.is_at_field);
            all.map(|it| it.key).collect::<Vec<Key>>()
        })
    });
    let come: Come = expect_context();
    let close = move |_| {
        desk.close_clashes();
        events::before_paint(dom::focus_left);
    };
    view! {
        <div class="toast-region" role="status">
            {live(move || {
                let keys = keys.get();
                // What there is to choose from waits for what shows it.
                (!keys.is_empty() && come.has(Stage::Whole)).then(|| apart(|| view! {
                    <div class="toast toast--choice" on:focusin=|event| dom::remember_left(&event)>
                        {plain(words::note())}
                        <button class="toast__close" type="button" aria-label=words::close() on:click=close>"×"</button>
                        <ul>{keys.into_iter().map(|key| row(desk, key)).collect_view()}</ul>
                    </div>
                }))
            })}
        </div>
    }
}

/// One field: what was said of it, and the way to what does not stand.
fn row(desk: Desk, key: Key) -> impl IntoView {
    let field = wording::field(desk.model, key);
    let side = move |label: String, button: Around, of: fn(&Clash) -> &Option<Value>| {
        // `None` once it is gone, and for the moment before its row is.
        let value = memo(move || desk.clash(key).map(|it| of(&it).clone()));
        let stands =
            desk.slice(move |it| value.get().is_none_or(|value| value.as_ref() == it.value(key)));
        let take = move |_| {
            if let Some(value) = value.get_untracked() {
                desk.settle(key);
                desk.say(key, value);
                events::before_paint(dom::focus_left);
            }
        };
        view! {
            <dt>{label}</dt>
            <dd dir="auto">
                {live(move || value.get().map(|it| {
                    let value = in_words(it.as_ref());
                    if stands.get() { words::stands(&value) } else { value }
                }))}
                {live(move || (!stands.get()).then(|| view! {
                    " "<button class="button button--small" type="button" on:click=take>{heard(button.clone())}</button>
                }))}
            </dd>
        }
    };
    let (use_mine, use_theirs) = (words::use_mine_of(&field), words::use_theirs_of(&field));
    view! {
        <li>
            <strong>{field}</strong>
            <dl class="clash">
                {side(words::mine(), use_mine, |it| &it.mine)}
                {side(words::theirs(), use_theirs, |it| &it.theirs)}
            </dl>
        </li>
    }
}
