//! Who sits here, preferences of the device, what is stored and how safely, the bin,
//! and deleting everything.

use std::sync::Arc;

use leptos::prelude::*;

use crate::document::{Aside, Why};
use crate::library::shelf;
use crate::web::browser;
use crate::web::browser::keep::{self, Keeping};
use crate::web::browser::{dom, events, files};
use crate::web::components::page::{heading, section};
use crate::web::components::text::{around, line, plain};
use crate::web::components::twice;
use crate::web::library::{Left, Library, SecondCopy};
use crate::web::live::{live, memo};
use crate::web::me;
use crate::web::names;
use crate::web::preferences::{Preferences, Theme};
use crate::web::wording;
use crate::words::settings as words;

const CONFIRM: &str = "confirm-everything";

const MY_NAME: &str = "my-name";

/// The page.
pub fn page() -> impl IntoView {
    let library = expect_context::<Library>();
    let preferences = expect_context::<Preferences>();
    let themes = Theme::ALL.map(|(theme, code)| {
        let name = match theme {
            Theme::System => words::theme_system(),
            Theme::Light => words::theme_light(),
            Theme::Dark => words::theme_dark(),
        };
        view! {
            <label>
                <input
                    type="radio"
                    name="theme"
                    value=code
                    prop:checked=live(move || preferences.theme() == theme)
                    on:change=move |_| preferences.choose_theme(&library.store(), theme)
                />
                <span>{name}</span>
            </label>
        }
    });
    let stored = memo(move || library.all().len());
    let name = move || library.me().map(|it| it.name).unwrap_or_default();
    // What it was when the cursor came into the field.
    let begun: RwSignal<Option<String>> = RwSignal::new(None);
    let shown_name = move || match begun.with(Option::is_some) {
        true => dom::value_of(MY_NAME),
        false => name(),
    };
    let other_name = move || {
        let now = name();
        begun.get().filter(|begun| *begun != now).map(|_| words::other_name(&now))
    };
    let raw = move |_| {
        let store = library.store();
        let records: serde_json::Map<String, serde_json::Value> = store
            .keys(names::STORAGE)
            .into_iter()
            .filter_map(|key| Some((key.clone(), store.get(&key)?.into())))
            .collect();
        let text = serde_json::Value::from(records).to_string();
        files::download(&wording::file(&words::raw_file(), "json"), "application/json", &text);
    };
    let keeping = RwSignal::new(Keeping::default());
    keep::look(move |piece, value| {
        let _ = keeping.try_update(|it| piece(it, value));
    });
    let done: RwSignal<Option<Left>> = RwSignal::new(None);
    let is_deleting = RwSignal::new(false);
    let delete = move |_| {
        dom::close_dialog(CONFIRM);
        is_deleting.set(true);
        library.remove_everything(move |left| done.set(Some(left)));
    };
    view! {
        <header class="page__head">{heading(words::heading())}</header>
        {section("you", words::you(), words::you_note(), view! {
            <div class="field">
                <label class="field__label" for=MY_NAME>{words::my_name()}</label>
                <p class="field__hint" id="my-name-hint">{words::my_name_hint()}</p>
                <input class="input input--short" id=MY_NAME type="text" dir="auto" autocomplete="name" maxlength=me::NAME_MAX.to_string() aria-describedby="my-name-hint" prop:value=live(shown_name) on:focus=move |_| begun.set(Some(untrack(name))) on:change=move |event| library.call_me(&event_target_value(&event)) on:blur=move |_| begun.set(None) />
                <p class="field__status" role="status" dir="auto">{live(other_name)}</p>
            </div>
        })}
        {section("device", words::device(), words::device_note(), view! {
                <fieldset>
                    <legend class="group-label">{words::theme()}</legend>
                    <div class="segments">{themes.collect_view()}</div>
                </fieldset>
                <label class="check">
                    <input
                        type="checkbox"
                        prop:checked=live(move || preferences.keys())
                        on:change=move |event| preferences.choose_keys(&library.store(), event_target_checked(&event))
                    />
                    <span>{words::keys()}</span>
                </label>
        })}
        {section("data", words::data(), words::data_note(), view! {
                {plain(words::data_text())}
                {browser::shared_host().map(|it| view! { <p class="notice" role="note">{wording::shared_host(&it)}</p> })}
                <p role="status">{live(move || match done.get() {
                    Some(Left { records, has_journal: false }) => words::deleted(records),
                    Some(Left { records, has_journal: true }) => [words::deleted(records), words::not_emptied()].join(" "),
                    None if is_deleting.get() && matches!(library.copy(), SecondCopy::Late | SecondCopy::Silent) => words::deleting(),
                    None if library.copy() == SecondCopy::Late => words::stored_so_far(stored.get()),
                    None => words::stored(stored.get()),
                })}</p>
                <div class="cluster">
                    <button class="button" type="button" on:click=raw>{words::raw()}</button>
                    <button class="button button--danger" type="button" on:click=|_| dom::open_dialog(CONFIRM)>{words::delete_everything()}</button>
                </div>
        })}
        <Bin library />
        // Last, as it comes and changes by itself: it pushes no button away.
        {section("safety", words::safety(), words::safety_note(), view! {
                {live(move || (stored.get() > 0 && !library.is_crash_safe()).then(|| {
                    let said = match library.copy() {
                        SecondCopy::Reading => return None,
                        SecondCopy::Late | SecondCopy::Silent => words::journal_is_slow(),
                        SecondCopy::Read => words::no_journal(),
                    };
                    Some(plain(said))
                }))}
                <p>{live(move || keeping.with(kept_words))}</p>
                {live(move || {
                    stored.track();
                    let usage = library.store().usage();
                    view! {
                        <p>{wording::usage(usage)}{(library.is_lasting() && !library.is_newer()).then(|| format!(" {}", wording::fits(usage)))}</p>
                        {usage.is_high().then(|| view! { <p class="notice" role="note">{words::half_taken()}</p> })}
                    }
                })}
                {browser::keep::is_forgetful().then(|| view! { <p>{around(words::forgetful(), |it| view! { <strong>{it}</strong> }.into_any())}</p> })}
        })}
            <dialog class="dialog" id=CONFIRM aria-labelledby="everything-title">
                <div class="dialog__body">
                <h2 id="everything-title">{words::delete_heading()}</h2>
                {plain(words::delete_note())}
                </div>
                <div class="dialog__actions">
                    <button class="button button--danger" type="button" on:click=delete>{words::delete_everything()}</button>
                    <button class="button" type="button" autofocus=true on:click=|_| dom::close_dialog(CONFIRM)>{words::keep()}</button>
                </div>
            </dialog>
    }
}

/// What was deleted or replaced, with the way back.
#[component]
fn Bin(
    /// What is in this browser.
    library: Library,
) -> impl IntoView {
    let kept = memo(move || {
        let mut kept = library.asides();
        kept.retain(|it| it.why != Why::Snapshot);
        kept
    });
    let failed = RwSignal::new(false);
    let row = move |kept: Arc<Aside>| {
        let moment = wording::moment(kept.at);
        let became = match kept.why {
            Why::Deleted => words::bin_deleted(&moment),
            Why::Replaced | Why::Snapshot => words::bin_replaced(&moment),
        };
        let of = format!(" {}", kept.name);
        let back = kept.clone();
        view! {
            <li class="register__row register__row--plain">
                <div>
                    <h3 class="register__name" dir="auto">{kept.name.clone()}</h3>
                    {line("register__meta", became)}
                </div>
                <p class="register__actions">
                    <button class="button button--small" type="button" on:click=move |_| {
                        // What was said of the bin may be about this.
                        library.tell(None);
                        failed.set(library.act(|it, now| shelf::put_back(it, &back, now)).is_err());
                        events::after_paint(dom::focus_heading_if_free);
                    }>{words::put_back()}<span class="visually-hidden">{of.clone()}</span></button>
                    {twice::button(words::delete_for_good(), words::really_for_good(), of, move || {
                        library.act(|it, now| shelf::remove(it, &kept, now));
                        events::after_paint(dom::focus_heading_if_free);
                    })}
                </p>
            </li>
        }
    };
    section(
        "bin",
        words::bin(),
        words::bin_note(),
        view! {
            <Show when=move || failed.get()>
                <p class="field__error" role="alert">{words::bin_no_room()}</p>
            </Show>
            {live(move || match kept.get() {
                kept if kept.is_empty() => view! {
                    <p>{live(move || match library.copy() {
                        SecondCopy::Late => words::bin_empty_so_far(),
                        SecondCopy::Reading | SecondCopy::Silent | SecondCopy::Read => words::bin_empty(),
                    })}</p>
                }.into_any(),
                kept => view! { <ul class="register">{kept.into_iter().map(row).collect_view()}</ul> }.into_any(),
            })}
        },
    )
}

/// How safely the browser keeps things, in words.
fn kept_words(keeping: &Keeping) -> String {
    let promise = match keeping.is_promised {
        Some(true) => words::promised(),
        Some(false) => words::not_promised(),
        None => words::promise_unknown(),
    };
    match (keeping.used, keeping.allowed) {
        (Some(used), Some(allowed)) if allowed > 0 => {
            let (used, allowed) = (megabytes(used), megabytes(allowed));
            let uses = words::uses(words::Uses { used: &used, allowed: &allowed });
            [promise, uses].join(" ")
        }
        _ => promise,
    }
}

fn megabytes(bytes: u64) -> String {
    let tenths = bytes / 104_858;
    format!("{}.{}", tenths / 10, tenths % 10)
}
