//! Opening files: preview first, then what is in them ([`found`]). Nothing that is
//! here is lost to a file.

mod asides;
mod found;

use std::rc::Rc;

use leptos::prelude::*;

use self::found::Found;
use crate::assessment::Assessment;
use crate::document::{self, Aside, Opened, Refused};
use crate::lock::{Locked, Purpose};
use crate::web::browser::{dom, files};
use crate::web::components::page::heading;
use crate::web::components::text::{around, line, plain, title};
use crate::web::components::unlock;
use crate::web::incoming::{Incoming, Preview, Problem, receive};
use crate::web::library::Library;
use crate::web::live::live;
use crate::words::open as words;

const INPUT: &str = "file-input";

/// The page.
pub fn page() -> impl IntoView {
    let library = expect_context::<Library>();
    let incoming = expect_context::<Incoming>();
    on_cleanup(move || incoming.clear());
    let chosen = move |event: leptos::ev::Event| {
        let files = files::chosen(&event_target(&event));
        if !files.is_empty() {
            receive(library, incoming, files);
        }
    };
    view! {
        <header class="page__head">
            {heading(words::heading())}
            {line("lead", words::lead())}
        </header>
        <div class="stack">
            <div class="drop">
                <input class="visually-hidden" id=INPUT type="file" multiple=true accept=".json,application/json" on:change=chosen tabindex="-1" aria-label=words::files() />
                <button class="button button--primary" type="button" on:click=|_| dom::click(INPUT)>{words::choose()}</button>
                {plain(words::drop())}
            </div>
            <div aria-live="polite">
                {live(move || {
                    // They come as they are read: what is shown must not hang on that.
                    let mut previews = incoming.previews();
                    previews.sort_by(|a, b| a.name.cmp(&b.name));
                    let (good, bad): (Vec<Preview>, Vec<Preview>) =
                        previews.into_iter().partition(|it| it.content.is_ok());
                    let refused = bad.into_iter().enumerate().map(|(at, it)| match it.content {
                        Err(Problem::Refused(Refused::Locked(content))) => {
                            locked(library, incoming, it.name, content, at).into_any()
                        }
                        other => refused(it.name, other.err()).into_any(),
                    });
                    let mut altered = Vec::new();
                    let mut found: Vec<(String, Assessment)> = Vec::new();
                    let mut kept: Vec<Aside> = Vec::new();
                    for Preview { name, content } in good {
                        let Ok(Opened { assessments, asides, is_altered }) = content else { continue };
                        if is_altered {
                            altered.push(name.clone());
                        }
                        found.extend(assessments.into_iter().map(|it| (name.clone(), it)));
                        // The same may be in several files.
                        for it in asides {
                            if !kept.iter().any(|other| other.is_same(&it)) {
                                kept.push(it);
                            }
                        }
                    }
                    view! {
                        {refused.collect_view()}
                        {(!altered.is_empty()).then(|| view! {
                            <div class="notice" role="note">
                                <p>{around(words::altered(&altered.join(", ")), |files| view! { <span dir="auto">{files}</span> }.into_any())}</p>
                            </div>
                        })}
                        {(!found.is_empty() || !kept.is_empty()).then(|| view! { <Found library incoming found kept /> })}
                    }
                })}
            </div>
        </div>
    }
}

/// A file that wants its passphrase first.
fn locked(
    library: Library,
    incoming: Incoming,
    name: String,
    content: Locked,
    at: usize,
) -> impl IntoView {
    let which = content.clone();
    let done = Rc::new(move |bytes: Vec<u8>| {
        let read = document::open(library.shipped(), &bytes).map_err(Problem::Refused);
        incoming.unlocked(&which, read);
    });
    view! {
        <section class="notice" aria-label=words::locked()>
            {title(words::is_locked())}
            <p dir="auto"><strong>{name}</strong></p>
            {unlock::unlock(content, Purpose::File, &format!("file-{at}"), done)}
        </section>
    }
}

fn refused(name: String, problem: Option<Problem>) -> impl IntoView {
    let (why, faults) = match &problem {
        None | Some(Problem::Unreadable) => (words::unreadable(), Vec::new()),
        Some(Problem::Refused(refused @ Refused::Faults { shown, all })) => {
            let mut lines: Vec<(String, String)> =
                shown.iter().map(|it| (it.place.clone(), it.reason.clone())).collect();
            if *all > lines.len() {
                lines.push((String::new(), words::more_faults(all - lines.len())));
            }
            (refused.to_string(), lines)
        }
        Some(Problem::Refused(refused)) => (refused.to_string(), Vec::new()),
    };
    view! {
        <section class="notice notice--error" aria-label=words::refused()>
            {title(words::not_opened())}
            <p dir="auto"><strong>{name}</strong></p>
            {plain(why)}
            {(!faults.is_empty()).then(|| view! { <ul class="faults">{faults.into_iter().map(|(place, reason)| view! { <li><span class="faults__place">{place}</span><span>{reason}</span></li> }).collect_view()}</ul> })}
            {plain(words::unchanged())}
        </section>
    }
}
