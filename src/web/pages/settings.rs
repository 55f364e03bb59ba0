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
use crate::web::components::twice;
use crate::web::library::{Left, Library, SecondCopy};
use crate::web::live::{live, memo};
use crate::web::me;
use crate::web::names;
use crate::web::preferences::{Preferences, Theme};
use crate::web::wording;

const CONFIRM: &str = "confirm-everything";

const NOT_EMPTIED: &str = " But the browser did not let go of its second copy of them, and they may come back: clear the data of this site in the browser's settings, too.";

const DELETING: &str = "Deleted here. The second copy is being emptied, and the browser takes long for it: keep this page open until it says that nothing is left, or what was deleted may come back.";

const NO_JOURNAL: &str = "This browser keeps no journal (IndexedDB is missing or blocked): if it crashes, the last minute may be lost.";

const JOURNAL_IS_SLOW: &str = "The browser has not opened its journal yet (IndexedDB is slow, or another tab holds it): if it crashes before that, the last minute may be lost.";

const MY_NAME: &str = "my-name";

/// The page.
pub fn page() -> impl IntoView {
    let library = expect_context::<Library>();
    let preferences = expect_context::<Preferences>();
    let themes = Theme::ALL.map(|(theme, code, name)| {
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
        begun
            .get()
            .filter(|begun| *begun != now)
            .map(|_| format!("Another tab says {now} by now. What you leave in this field counts."))
    };
    let raw = move |_| {
        let store = library.store();
        let records: serde_json::Map<String, serde_json::Value> = store
            .keys(names::STORAGE)
            .into_iter()
            .filter_map(|key| Some((key.clone(), store.get(&key)?.into())))
            .collect();
        let text = serde_json::Value::from(records).to_string();
        files::download(&wording::file("plumbline-raw-data", "json"), "application/json", &text);
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
        <header class="page__head">{heading("Settings and data")}</header>
        {section("you", "You", "Only if you work with others.", view! {
            <div class="field">
                <label class="field__label" for=MY_NAME>"Your name, if you like"</label>
                <p class="field__hint" id="my-name-hint">"What you say from now on carries it, so that others see who said what when two versions meet. It goes along in exported files, and in shared ones only if People is ticked."</p>
                <input class="input input--short" id=MY_NAME type="text" dir="auto" autocomplete="name" maxlength=me::NAME_MAX.to_string() aria-describedby="my-name-hint" prop:value=live(shown_name) on:focus=move |_| begun.set(Some(untrack(name))) on:change=move |event| library.call_me(&event_target_value(&event)) on:blur=move |_| begun.set(None) />
                <p class="field__status" role="status" dir="auto">{live(other_name)}</p>
            </div>
        })}
        {section("device", "On this device", "Kept in this browser, not in your assessments.", view! {
                <fieldset>
                    <legend class="group-label">"Light or dark"</legend>
                    <div class="segments">{themes.collect_view()}</div>
                </fieldset>
                <label class="check">
                    <input
                        type="checkbox"
                        prop:checked=live(move || preferences.keys())
                        on:change=move |event| preferences.choose_keys(&library.store(), event_target_checked(&event))
                    />
                    <span>"Number keys rate the question in hand: 1 Not, 2 Partially, 3 Largely, 4 Fully, 0 Don't know; in the quick depth 0 to 5 pick the level. n goes to the next unanswered"</span>
                </label>
        })}
        {section("data", "Your data", "Yours alone: no server, no account.", view! {
                <p>
                    "Everything you enter is kept in this browser's own storage, on this device. There is no server and no \
                     account; after the page has loaded nothing is sent anywhere. Clearing the browser's data deletes it, and some \
                     browsers clear it by themselves when a page is not visited for a while: export a file now and then."
                </p>
                {browser::shared_host().map(|it| view! { <p class="notice" role="note">{wording::shared_host(&it)}</p> })}
                <p role="status">{live(move || match done.get() {
                    Some(Left { records, has_journal }) => [
                        format!("Deleted. {} left in this browser.", wording::plural(records, "entry of this app is", "entries of this app are")),
                        if has_journal { NOT_EMPTIED.to_owned() } else { String::new() },
                    ].concat(),
                    None if is_deleting.get() && matches!(library.copy(), SecondCopy::Late | SecondCopy::Silent) => DELETING.to_owned(),
                    None => format!("{} in this browser{}.", wording::plural(stored.get(), "assessment", "assessments"), library.so_far().unwrap_or_default()),
                })}</p>
                <div class="cluster">
                    <button class="button" type="button" on:click=raw>"Download the raw data"</button>
                    <button class="button button--danger" type="button" on:click=|_| dom::open_dialog(CONFIRM)>"Delete everything"</button>
                </div>
        })}
        <Bin library />
        // Last, as it comes and changes by itself: it pushes no button away.
        {section("safety", "How safe it is", "What this browser says of its storage.", view! {
                {live(move || (stored.get() > 0 && !library.is_crash_safe()).then(|| {
                    let words = match library.copy() {
                        SecondCopy::Reading => return None,
                        SecondCopy::Late | SecondCopy::Silent => JOURNAL_IS_SLOW,
                        SecondCopy::Read => NO_JOURNAL,
                    };
                    Some(view! { <p>{words}</p> })
                }))}
                <p>{live(move || keeping.with(kept_words))}</p>
                {live(move || {
                    stored.track();
                    let usage = library.store().usage();
                    view! {
                        <p>{wording::usage(usage)}{(library.is_lasting() && !library.is_newer()).then(|| format!(" {}", wording::fits(usage)))}</p>
                        {usage.is_high().then(|| view! { <p class="notice" role="note">"Half of it is taken. Export what is finished and delete it here, or empty the bin, before the browser refuses to store more."</p> })}
                    }
                })}
                {browser::keep::is_forgetful().then(|| view! { <p><strong>"Safari"</strong>" deletes what a site has stored when it was not visited for seven days. Export a file, or add the page to the home screen."</p> })}
        })}
            <dialog class="dialog" id=CONFIRM aria-labelledby="everything-title">
                <div class="dialog__body">
                <h2 id="everything-title">"Delete everything of this app?"</h2>
                <p>"All assessments, samples and settings in this browser. Exported files are not touched. This cannot be undone."</p>
                </div>
                <div class="dialog__actions">
                    <button class="button button--danger" type="button" on:click=delete>"Delete everything"</button>
                    <button class="button" type="button" autofocus=true on:click=|_| dom::close_dialog(CONFIRM)>"Keep it"</button>
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
        let words = match kept.why {
            Why::Deleted => "deleted",
            Why::Replaced | Why::Snapshot => "replaced by an import",
        };
        let of = format!(" {}", kept.name);
        let back = kept.clone();
        view! {
            <li class="register__row register__row--plain">
                <div>
                    <h3 class="register__name" dir="auto">{kept.name.clone()}</h3>
                    <p class="register__meta">{format!("{words} {}", wording::moment(kept.at))}</p>
                </div>
                <p class="register__actions">
                    <button class="button button--small" type="button" on:click=move |_| {
                        // What was said of the bin may be about this.
                        library.tell(None);
                        failed.set(library.act(|it, now| shelf::put_back(it, &back, now)).is_err());
                        events::after_paint(dom::focus_heading_if_free);
                    }>"Put back"<span class="visually-hidden">{of.clone()}</span></button>
                    {twice::button("Delete for good", "Really, for good?", of, move || {
                        library.act(|it, now| shelf::remove(it, &kept, now));
                        events::after_paint(dom::focus_heading_if_free);
                    })}
                </p>
            </li>
        }
    };
    section(
        "bin",
        "Bin",
        "Deleted and replaced assessments, for 30 days.",
        view! {
            <Show when=move || failed.get()>
                <p class="field__error" role="alert">"The browser refused to store it: its storage is full. It is still in the bin."</p>
            </Show>
            {live(move || match kept.get() {
                kept if kept.is_empty() => view! { <p>"The bin is empty"{live(move || library.so_far())}"."</p> }.into_any(),
                kept => view! { <ul class="register">{kept.into_iter().map(row).collect_view()}</ul> }.into_any(),
            })}
        },
    )
}

/// How safely the browser keeps things, in words.
fn kept_words(keeping: &Keeping) -> String {
    let promise = match keeping.is_promised {
        Some(true) => "The browser has promised not to clear it by itself.",
        Some(false) => {
            "The browser has not promised to keep it: it may clear it when the disk is full."
        }
        None => "The browser does not say how long it keeps it.",
    };
    match (keeping.used, keeping.allowed) {
        (Some(used), Some(allowed)) if allowed > 0 => {
            format!("{promise} This site uses {} of {} MB.", megabytes(used), megabytes(allowed))
        }
        _ => promise.to_owned(),
    }
}

fn megabytes(bytes: u64) -> String {
    let tenths = bytes / 104_858;
    format!("{}.{}", tenths / 10, tenths % 10)
}
