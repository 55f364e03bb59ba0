//! Opening a file: preview first, then add. Nothing that is here is changed by
//! a file.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::assess::plural;
use super::{display_name, heading};
use crate::assessment::{Assessment, AssessmentId, Edit, Key, Value};
use crate::document::{self, Refused};
use crate::route::{Route, Spot};
use crate::scoring;
use crate::web::browser::files::ReadError;
use crate::web::browser::{self, dom, files};
use crate::web::library::Library;
use crate::web::live::live;

const INPUT: &str = "file-input";

/// What became of the file that was chosen. Provided by the app, so that a
/// file can be dropped on any page.
#[derive(Clone, Copy)]
pub struct Incoming(pub RwSignal<Option<Preview>, LocalStorage>);

/// A file, before anything is done with it.
#[derive(Clone)]
pub struct Preview {
    name: String,
    content: Result<Vec<Assessment>, Problem>,
}

/// Why a file cannot be opened.
#[derive(Clone)]
enum Problem {
    Refused(Refused),
    Unreadable,
}

/// Offers assessments that came in another way than by file.
pub fn offer(incoming: Incoming, name: &str, assessments: Vec<Assessment>) {
    incoming.0.set(Some(Preview { name: name.to_owned(), content: Ok(assessments) }));
}

/// Reads a file for its preview.
pub fn take(library: Library, incoming: Incoming, file: web_sys::File) {
    let name = file.name();
    files::read(&file, document::BYTES_MAX, move |bytes| {
        let content = match bytes {
            Ok(bytes) => document::read(library.model, &bytes).map_err(Problem::Refused),
            Err(ReadError::TooLarge { bytes }) => {
                Err(Problem::Refused(Refused::TooLarge { bytes }))
            }
            Err(ReadError::Unreadable) => Err(Problem::Unreadable),
        };
        incoming.0.set(Some(Preview { name, content }));
    });
}

/// The page.
pub fn page() -> impl IntoView {
    let library = expect_context::<Library>();
    let incoming = expect_context::<Incoming>();
    on_cleanup(move || incoming.0.set(None));
    let chosen = move |event: leptos::ev::Event| {
        if let Some(file) = files::chosen(&event_target(&event)) {
            take(library, incoming, file);
        }
    };
    view! {
        <header class="page__head">
            {heading("Open a file")}
            <p class="lead">"Choose a .json file that was exported here. You see what is in it before anything is added, and nothing that is in this browser is changed."</p>
        </header>
        <div class="stack">
            <div class="drop">
                <input class="visually-hidden" id=INPUT type="file" accept=".json,application/json" on:change=chosen tabindex="-1" aria-label="File to open" />
                <button class="button button--primary" type="button" on:click=|_| dom::click(INPUT)>"Choose a file"</button>
                <p>"or drop it anywhere on this page"</p>
            </div>
            <div aria-live="polite">
                {live(move || incoming.0.get().map(|it| match it.content {
                    Ok(assessments) => view! { <Found library incoming name=it.name assessments /> }.into_any(),
                    Err(problem) => refused(it.name, problem).into_any(),
                }))}
            </div>
        </div>
    }
}

fn refused(name: String, problem: Problem) -> impl IntoView {
    let (words, faults) = match &problem {
        Problem::Unreadable => (
            "The file could not be read: it may have been moved, deleted or locked since you chose it.".to_owned(),
            Vec::new(),
        ),
        Problem::Refused(refused @ Refused::Faults { shown, all }) => {
            let mut lines: Vec<(String, String)> =
                shown.iter().map(|it| (it.place.clone(), it.reason.clone())).collect();
            if *all > lines.len() {
                lines.push((String::new(), format!("and {} more", all - lines.len())));
            }
            (refused.to_string(), lines)
        }
        Problem::Refused(refused) => (refused.to_string(), Vec::new()),
    };
    view! {
        <section class="notice notice--error" aria-labelledby="refused">
            <h2 id="refused">"This file was not opened"</h2>
            <p dir="auto"><strong>{name}</strong></p>
            <p>{words}</p>
            {(!faults.is_empty()).then(|| view! { <ul class="faults">{faults.into_iter().map(|(place, reason)| view! { <li><span class="faults__place">{place}</span><span>{reason}</span></li> }).collect_view()}</ul> })}
            <p>"Nothing was changed."</p>
        </section>
    }
}

/// What is in the file, and the button that adds it.
#[component]
fn Found(
    /// What is in this browser.
    library: Library,
    /// The file in hand.
    incoming: Incoming,
    /// The file's name.
    name: String,
    /// What it holds.
    assessments: Vec<Assessment>,
) -> impl IntoView {
    let model = library.model;
    let failed = RwSignal::new(false);
    let here: BTreeSet<AssessmentId> =
        assessments.iter().map(|it| it.id().clone()).filter(|it| library.has(it)).collect();
    let rows = assessments
        .iter()
        .map(|it| {
            let sheet = scoring::score(model, it);
            let counts = sheet.overall.counts;
            let changed = it.latest().map(|it| browser::date(it.ms)).unwrap_or_default();
            let same = here.contains(it.id()).then(|| {
                let unchanged = library.load(it.id()).is_some_and(|mine| mine.assessment == *it);
                if unchanged {
                    "Already here, with the same content: nothing to add."
                } else {
                    "One of the same origin is already here and stays as it is. This one is added beside it as a copy."
                }
            });
            let kept = it.kept().len();
            view! {
                <li>
                    <strong dir="auto">{display_name(it)}</strong>
                    {it.is_sample().then(|| view! { <span class="tag">"Sample"</span> })}
                    <p>{format!("{} of {} questions answered, last change {changed}.", counts.done(), counts.asked())}</p>
                    {same.map(|it| view! { <p>{it}</p> })}
                    {(kept > 0).then(|| view! { <p>{format!("{} made by another version are kept and exported again, and not shown.", plural(kept, "entry", "entries"))}</p> })}
                </li>
            }
        })
        .collect_view();
    let n = assessments.len();
    let add = move |_| {
        let mut first = None;
        for assessment in &assessments {
            match added(library, assessment) {
                Ok(id) => first = first.or(Some(id)),
                Err(()) => {
                    failed.set(true);
                    return;
                }
            }
        }
        incoming.0.set(None);
        let to = match first {
            Some(id) if n == 1 => Route::Assess(id, Spot::default()),
            _ => Route::Home,
        };
        browser::go(&to.fragment(model));
    };
    view! {
        <section class="notice" aria-labelledby="found">
            <h2 id="found">{format!("{} in ", plural(n, "assessment", "assessments"))}<span dir="auto">{name}</span></h2>
            <ul class="stack">{rows}</ul>
            <Show when=move || failed.get()>
                <p class="field__error" role="alert">"The browser refused to store it: its storage is full or blocked. What was here before is unchanged. Make room, then add it again."</p>
            </Show>
            <div class="cluster">
                <button class="button button--primary" type="button" on:click=add>{if n == 1 { "Add it" } else { "Add all" }}</button>
                <button class="button" type="button" on:click=move |_| incoming.0.set(None)>"Leave it"</button>
            </div>
        </section>
    }
}

/// Adds an assessment, as a copy when one of its identity is here. Returns
/// where it can be found.
fn added(library: Library, assessment: &Assessment) -> Result<AssessmentId, ()> {
    let id = assessment.id().clone();
    let Some(mine) = library.load(&id) else {
        return library.add(assessment).map(|()| id).map_err(|_| ());
    };
    if mine.assessment == *assessment {
        return Ok(id);
    }
    let copy_id = AssessmentId::from_random(browser::random_bits());
    let mut copy = assessment.clone().with_id(copy_id.clone());
    let name = format!("{} (copy)", display_name(assessment));
    if let (Some(edit), Some(clock)) =
        (Edit::new(Key::Name, Some(Value::typed(&name))), copy.latest())
    {
        copy.apply(edit, clock.next(browser::now_ms(), library.writer));
    }
    library.add(&copy).map(|()| copy_id).map_err(|_| ())
}
