//! The save state in words, and the banner when something is not stored.

use leptos::prelude::*;

use crate::assessment::Key;
use crate::library::backup::What;
use crate::web::browser::{self, Stage, foot};
use crate::web::components::leaving::{self, Leaving};
use crate::web::components::text::{named, plain};
use crate::web::desk::{Desk, Saved};
use crate::web::here::OpenDesk;
use crate::web::library::{Library, SecondCopy};
use crate::web::live::{live, memo};
use crate::web::parts::{Come, apart};
use crate::web::wording;
use crate::words::saving as words;

/// How much of a text that gave way is shown; the history has all of it.
const LETTERS_MAX: usize = 80;

/// "Saved 14:03:22", in the header.
#[component]
pub fn SaveState(
    /// The open assessment.
    desk: Desk,
) -> impl IntoView {
    let library = expect_context::<Library>();
    // Kept here, and no book of the journal has it yet.
    let is_once = memo(move || {
        desk.is_saving()
            && matches!(library.copy(), SecondCopy::Late | SecondCopy::Silent)
            && matches!(desk.saved(), Saved::AsOpened | Saved::At(_))
    });
    let said = move || match desk.saved() {
        _ if is_once.get() => words::once(),
        Saved::AsOpened if library.is_blank(&desk.id()) => words::nothing_yet(),
        Saved::AsOpened => words::saved(),
        Saved::At(ms) => words::saved_at(&browser::time_of_day(ms)),
        Saved::Refused { .. } => words::not_saved(),
        Saved::MemoryOnly => words::this_tab_only(),
    };
    let state = move || match desk.saved() {
        _ if is_once.get() => "once",
        _ if desk.is_saving() => "saving",
        Saved::AsOpened | Saved::At(_) => "saved",
        Saved::Refused { .. } | Saved::MemoryOnly => "unsaved",
    };
    view! { <p class="save-state" data-state=state>{said}</p> }
}

/// Says that a second copy of what is kept here is still being read, and what it
/// turned out to hold that the reader had said otherwise meanwhile. It lies over the
/// foot of the page, as it comes and goes by itself: what is pushed away under a
/// pointer is a click that is lost.
#[component]
pub fn SecondCopyBand() -> impl IntoView {
    let library = expect_context::<Library>();
    let open = expect_context::<OpenDesk>();
    let copy = move || match library.copy() {
        SecondCopy::Reading | SecondCopy::Read => None,
        SecondCopy::Late => Some(words::copy_is_late()),
        SecondCopy::Silent => Some(words::copy_is_slow()),
    };
    let fields = memo(move || {
        let desk = open.get()?;
        let id = desk.id();
        let mut fields: Vec<String> = library.met(|all| {
            let mine = all.iter().filter(|it| it.0 == id);
            mine.map(|it| gave_way(desk, it.1)).collect()
        });
        fields.sort();
        fields.dedup();
        (!fields.is_empty()).then(|| fields.join("; "))
    });
    let close = move |_| library.close_met();
    let shown = || {
        let band = NodeRef::<leptos::html::Div>::new();
        band.on_load(|it| foot::watch(&it));
        band
    };
    view! {
        <div id="second-copy" role="status">
            {live(move || copy().map(|it| apart(|| view! { <div class="band" node_ref=shown()>{plain(it)}</div> })))}
            {live(move || fields.get().map(|it| apart(|| view! {
                <div class="band" node_ref=shown()>
                    <p>{named(words::gave_way(&it))}</p>
                    <div class="band__actions">
                        <button class="button button--small" type="button" on:click=close>{words::close()}</button>
                    </div>
                </div>
            })))}
        </div>
    }
}

/// A field, and what was said of it before what stands.
fn gave_way(desk: Desk, key: Key) -> String {
    let field = wording::field(desk.model, key);
    let before = desk.look(|it| {
        let said = it.register(key)?.earlier().first()?;
        Some(wording::value(said.value.as_ref()))
    });
    match before {
        Some(it) if it.chars().count() > LETTERS_MAX => {
            let before: String = it.chars().take(LETTERS_MAX).collect();
            words::field_cut(words::FieldCut { field: &field, before: &before })
        }
        Some(before) => words::field(words::Field { field: &field, before: &before }),
        None => field,
    }
}

/// What is wrong with saving, what is safe and what to do.
#[component]
pub fn SaveBanner(
    /// The open assessment.
    desk: Desk,
) -> impl IntoView {
    let library = expect_context::<Library>();
    let come = expect_context::<Come>();
    let why = memo(move || match desk.saved() {
        // The head of the page says it as soon as it is so: what may be done comes later.
        _ if !come.has(Stage::Whole) => None,
        // The page says itself why nothing is stored.
        _ if library.is_newer() => None,
        Saved::AsOpened | Saved::At(_) => None,
        Saved::Refused { .. } => Some(words::refused()),
        Saved::MemoryOnly => Some(words::memory_only()),
    });
    let leaving = expect_context::<Leaving>();
    let download = move |_| {
        leaving::hand_over(library, leaving, What::One(desk.look(Clone::clone)), |_| ());
    };
    // The banner stays in place while its words follow: a button that is made
    // anew with every refused change slips away under the click.
    let is_shown = memo(move || why.with(Option::is_some));
    let is_refused =
        memo(move || come.has(Stage::Whole) && matches!(desk.saved(), Saved::Refused { .. }));
    // Not with every change that is refused: all of the storage is looked through.
    let usage = memo(move || is_refused.get().then(|| wording::usage(library.store().usage())));
    let count = move || match desk.saved() {
        Saved::Refused { changes } => words::in_this_tab_alone(changes) + " ",
        _ => String::new(),
    };
    view! {
        {live(move || is_shown.get().then(|| apart(|| view! {
            <aside class="banner banner--warn" aria-label=words::banner()>
                <div>
                    <p role="alert">{live(move || why.get())}</p>
                    // Beside the alert: a number that grows is no news of its own.
                    <p>{live(count)}{live(move || usage.get())}</p>
                </div>
                <div class="banner__actions">
                    <button class="button button--primary" type="button" on:click=download>
                        {words::download()}
                    </button>
                    <Show when=move || is_refused.get()>
                        <button class="button" type="button" on:click=move |_| desk.save()>
                            {words::try_again()}
                        </button>
                    </Show>
                </div>
            </aside>
        })))}
        {(desk.put_aside() > 0).then(|| apart(|| view! {
            <div class="banner banner--warn" role="status">
                {plain(words::put_aside(desk.put_aside()))}
            </div>
        }))}
    }
}
