//! Before a file leaves: what it holds that no page shows, with a tick to leave it
//! out. Where there is nothing of the kind it leaves at once.

use std::sync::Arc;

use leptos::prelude::*;

use crate::leaving::{LeftOut, Unseen};
use crate::library::backup::{self, Held, Leave, What};
use crate::web::browser::{self, dom, events, files};
use crate::web::components::text::plain;
use crate::web::library::Library;
use crate::web::live::live;
use crate::words::leaving as words;

const DIALOG: &str = "leaving";

/// What is about to leave, if somebody is asked about it. Provided by the app.
#[derive(Clone, Copy, Default)]
pub struct Leaving {
    asked: RwSignal<Option<Asked>>,
}

/// What somebody is asked about.
#[derive(Clone)]
struct Asked {
    what: What,
    unseen: Unseen,
    /// What is to be left out, as far as it has been said.
    ticked: LeftOut,
    /// Whether it is asked once more, as what would leave has changed.
    has_changed: bool,
    /// Outlives the page that asked: its signals may be gone when somebody presses.
    done: Done,
}

/// Hears what the files hold; nothing when the browser refused.
type Done = Arc<dyn Fn(Option<Held>) + Send + Sync>;

/// Hands it over, or asks first. `done` hears what the files hold; nothing when the
/// browser refused.
pub fn hand_over(
    library: Library,
    leaving: Leaving,
    what: What,
    done: impl Fn(Option<Held>) + Send + Sync + 'static,
) {
    let unseen = Unseen::of(|it| library.model_of(it), &backup::meant(&library.kept(), &what));
    if !unseen.is_any() {
        done(leave(library, &what, LeftOut::default()));
        return;
    }
    let (ticked, done) = (LeftOut::default(), Arc::new(done));
    leaving.asked.set(Some(Asked { what, unseen, ticked, has_changed: false, done }));
    events::after_paint(|| dom::open_dialog(DIALOG));
}

/// Hands it to the user without what is left out. What the files hold; nothing when the
/// browser refuses one.
fn leave(library: Library, what: &What, left_out: LeftOut) -> Option<Held> {
    let may_lack = untrack(|| library.may_bring_more());
    let how = Leave { left_out, may_lack, now_ms: browser::now_ms() };
    let files = backup::files(&library.kept(), what, how)?;
    let give = |(name, text): &(String, String)| files::download(name, "application/json", text);
    if !files.files.iter().all(give) {
        return None;
    }
    library.act(|it, now| backup::note(it, &files, now.ms));
    Some(files.held)
}

/// The question, one for all pages.
#[component]
pub fn Question(
    /// What is in this browser.
    library: Library,
) -> impl IntoView {
    let leaving = expect_context::<Leaving>();
    view! {
        <dialog class="dialog no-print" id=DIALOG aria-labelledby="leaving-title">
            {live(move || leaving.asked.get().map(|it| form(library, leaving, it)))}
        </dialog>
    }
}

fn form(library: Library, leaving: Leaving, asked: Asked) -> impl IntoView {
    let Asked { what, unseen, ticked, has_changed, done } = asked;
    // What was ticked stays so when it is asked once more.
    let left_out = RwSignal::new(ticked);
    let tick = move |n: usize,
                     label: String,
                     is: fn(LeftOut) -> bool,
                     set: fn(&mut LeftOut, bool)| {
        (n > 0).then(|| view! {
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=live(move || is(left_out.get()))
                    on:change=move |event| left_out.update(|it| set(it, event_target_checked(&event)))
                />
                <span>{label}</span>
            </label>
        })
    };
    let former = words::former(unseen.former);
    let uncounted = words::uncounted(unseen.uncounted);
    let settled = words::settled(unseen.settled);
    let go = move |_| {
        // What was asked about may not be what would leave now.
        let now = Unseen::of(|it| library.model_of(it), &backup::meant(&library.kept(), &what));
        if now != unseen {
            let (what, done) = (what.clone(), done.clone());
            let ticked = left_out.get_untracked();
            leaving.asked.set(Some(Asked { what, unseen: now, ticked, has_changed: true, done }));
            return;
        }
        dom::close_dialog(DIALOG);
        done(leave(library, &what, left_out.get_untracked()));
    };
    view! {
        <div class="dialog__body">
            <h2 id="leaving-title">{words::heading()}</h2>
            {has_changed.then(|| view! { <p role="alert">{words::has_changed()}</p> })}
            {plain(words::note())}
            <fieldset class="checks">
                <legend class="visually-hidden">{words::left_out()}</legend>
                {tick(unseen.former, former, |it| it.former, |it, on| it.former = on)}
                {tick(unseen.uncounted, uncounted, |it| it.uncounted, |it, on| it.uncounted = on)}
                {tick(unseen.settled, settled, |it| it.settled, |it, on| it.settled = on)}
            </fieldset>
        </div>
        <div class="dialog__actions">
            <button class="button button--primary" type="button" autofocus=true on:click=go>{words::export()}</button>
            <button class="button" type="button" on:click=|_| dom::close_dialog(DIALOG)>{words::cancel()}</button>
        </div>
    }
}
