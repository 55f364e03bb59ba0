//! The page in the place of an assessment that another tab took away while it was open
//! here: what became of it, and what was being typed.

use leptos::prelude::*;

use crate::document::Why;
use crate::library::backup::What;
use crate::route;
use crate::web::browser::{dom, events, links};
use crate::web::components::leaving::{self, Leaving};
use crate::web::components::page::heading;
use crate::web::components::text::{around, plain};
use crate::web::library::Library;
use crate::web::live::live;
use crate::web::loss::{Gone, Loss, why};
use crate::web::names;
use crate::words::gone as words;

/// The page.
pub fn page(library: Library, loss: Loss) -> impl IntoView {
    let gone = expect_context::<Gone>();
    let Loss { id, name, typed, unsaved } = loss;
    let leaving = expect_context::<Leaving>();
    let unsaved = unsaved.map(|it| {
        let download = move |_| {
            leaving::hand_over(library, leaving, What::One(it.clone()), |_| ());
        };
        view! {
            {plain(words::unsaved())}
            <p><button class="button" type="button" on:click=download>{words::download()}</button></p>
        }
    });
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
        let (title, text) = match (is_here, why) {
            (true, Some(Why::Replaced)) => (words::replaced(), words::replaced_text()),
            (true, _) => (words::again(), words::again_text()),
            (false, Some(_)) => (words::in_bin(), words::in_bin_text()),
            (false, None) => (words::deleted(), words::deleted_text()),
        };
        view! {
            {heading(title)}
            <p><strong dir="auto">{name.clone()}</strong></p>
            {plain(text)}
            <p class="cluster">
                {is_here.then(|| view! { <button class="button button--primary" type="button" on:click=move |_| gone.go_on()>{words::go_on()}</button> })}
                {why.map(|_| view! { <a class="button" href=route::SETTINGS>{words::open_bin()}</a> })}
                <a class="button" href=route::HOME>{words::see_here()}</a>
            </p>
        }
    };
    let fields = typed.into_iter().enumerate().map(|(at, (label, text))| {
        let id = format!("typed-{at}");
        let copied = RwSignal::new(String::new());
        let copy = {
            let text = text.clone();
            move |_| {
                links::copy_text(&text, move |is_copied| {
                    let said = if is_copied { words::copied() } else { words::not_copied() };
                    let _ = copied.try_set(said);
                });
            }
        };
        view! {
            <div class="field">
                <label class="field__label" for=id.clone() dir="auto">{label.clone()}</label>
                <textarea class="input" id=id rows="3" dir="auto" readonly=true prop:value=text></textarea>
                <p class="cluster">
                    <button class="button button--small" type="button" on:click=copy>{around(words::copy(&label), |it| view! { <span class="visually-hidden">{it}</span> }.into_any())}</button>
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
            {unsaved}
            {has_typed.then(|| view! {
                <section class="notice" aria-labelledby="typed">
                    <h2 id="typed">{words::typed()}</h2>
                    {plain(words::typed_note())}
                    {fields}
                </section>
            })}
        </div>
    }
}
