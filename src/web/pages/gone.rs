//! The page in the place of an assessment that another tab took away while it was open
//! here: what became of it, and what was being typed.

use leptos::prelude::*;

use crate::document::Why;
use crate::route;
use crate::web::browser::{dom, events, links};
use crate::web::components::page::heading;
use crate::web::library::Library;
use crate::web::live::live;
use crate::web::loss::{Gone, Loss, why};
use crate::web::names;

/// The page.
pub fn page(library: Library, loss: Loss) -> impl IntoView {
    let gone = expect_context::<Gone>();
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
                {is_here.then(|| view! { <button class="button button--primary" type="button" on:click=move |_| gone.go_on()>"Go on with what is here now"</button> })}
                {why.map(|_| view! { <a class="button" href=route::SETTINGS>"Open the bin"</a> })}
                <a class="button" href=route::HOME>"See what is here"</a>
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
