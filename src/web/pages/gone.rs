//! The page in the place of an assessment that another tab took away while it was open
//! here: what became of it, and what was being typed.

use leptos::prelude::*;

use super::heading;
use crate::assessment::AssessmentId;
use crate::web::browser::{dom, events, links};
use crate::web::desk::Desk;
use crate::web::library::Library;
use crate::web::live::live;
use crate::web::names;
use crate::web::shelf::{self, Why};
use crate::web::wording::display_name;

/// What is known of it. Provided by the app, as long as nobody has gone on with it.
#[derive(Clone, Copy)]
pub struct Gone(pub RwSignal<Option<Loss>>);

/// An assessment that is gone from under the hand.
#[derive(Clone, Debug, PartialEq)]
pub struct Loss {
    /// Which it was.
    pub id: AssessmentId,
    name: String,
    /// What stood in fields and may be nowhere else: what the field is called, and the
    /// text.
    typed: Vec<(String, String)>,
}

impl Loss {
    /// Of what is open, as the page stands.
    pub fn of(desk: Desk) -> Self {
        let name = desk.assessment.with_untracked(display_name);
        Self { id: desk.id(), name, typed: dom::half_typed() }
    }
}

/// Whether an assessment that is not here any more lies in the bin.
pub fn is_in_bin(library: Library, id: &AssessmentId) -> bool {
    !library.has(id) && why(library, id).is_some()
}

/// Why it was put into the bin last, if it is there.
fn why(library: Library, id: &AssessmentId) -> Option<Why> {
    let is_it = |it: &shelf::Kept| it.why != Why::Snapshot && it.assessment.id() == id;
    shelf::all(library).iter().find(|it| is_it(it)).map(|it| it.why)
}

/// The page.
pub fn page(library: Library, loss: Loss) -> impl IntoView {
    let Gone(gone) = expect_context();
    let Loss { id, name, typed } = loss;
    // They are about what is not here any more.
    links::forget_for_tab(&names::steps(&id));
    // What had the cursor went with the page.
    events::after_paint(dom::focus_heading_if_free);
    on_cleanup({
        let id = id.clone();
        move || library.drop_leftovers(&id)
    });
    let what = move || {
        // It may be brought back, or be replaced in two steps.
        library.track();
        let is_here = library.has(&id);
        let why = why(library, &id);
        let (title, words) = match (is_here, why) {
            (true, Some(Why::Replaced)) => (
                "This assessment was replaced",
                "Another tab put what a file holds in its place while it was open here. What stood here before is in the bin for 30 days.",
            ),
            (true, _) => (
                "This assessment is here again",
                "Another tab had taken it away while it was open here.",
            ),
            (false, Some(_)) => (
                "This assessment is in the bin",
                "Another tab moved it there while it was open here. It stays in the bin for 30 days and can be put back.",
            ),
            (false, None) => (
                "This assessment was deleted",
                "Another tab deleted it for good while it was open here. It is not in the bin.",
            ),
        };
        view! {
            {heading(title)}
            <p><strong dir="auto">{name.clone()}</strong></p>
            <p>{words}</p>
            <p class="cluster">
                {is_here.then(|| view! { <button class="button button--primary" type="button" on:click=move |_| gone.set(None)>"Go on with what is here now"</button> })}
                {why.map(|_| view! { <a class="button" href="#/settings">"Open the bin"</a> })}
                <a class="button" href="#/">"See what is here"</a>
            </p>
        }
    };
    let fields = typed.into_iter().enumerate().map(|(at, (label, text))| {
        let id = format!("typed-{at}");
        let copied = RwSignal::new("");
        let copy = {
            let text = text.clone();
            move |_| {
                links::copy_text(&text, move |is_copied| {
                    let words = if is_copied { "Copied." } else { "This browser does not let the page copy: select the text." };
                    let _ = copied.try_set(words);
                });
            }
        };
        view! {
            <div class="field">
                <label class="field__label" for=id.clone() dir="auto">{label.clone()}</label>
                <textarea class="input" id=id rows="3" dir="auto" readonly=true prop:value=text></textarea>
                <p class="cluster">
                    <button class="button button--small" type="button" on:click=copy>"Copy"<span class="visually-hidden">{format!(": {label}")}</span></button>
                    <span role="status">{live(move || copied.get())}</span>
                </p>
            </div>
        }
    });
    let fields: Vec<_> = fields.collect();
    let has_typed = !fields.is_empty();
    view! {
        <div class="stack">
            <div class="stack" role="alert">{live(what)}</div>
            {has_typed.then(|| view! {
                <section class="notice" aria-labelledby="typed">
                    <h2 id="typed">"What you were writing"</h2>
                    <p>"The last of it may be nowhere else: copy what you still need."</p>
                    {fields}
                </section>
            })}
        </div>
    }
}
