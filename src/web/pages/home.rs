//! The first page: three ways in, and the assessments in this browser.

use std::sync::Arc;

use leptos::prelude::*;

use crate::assessment::AssessmentId;
use crate::catalogue::Listed;
use crate::library::backup::What;
use crate::route::{self, Route};
use crate::web::browser::{self, Stage, dom, events};
use crate::web::components::leaving::{self, Leaving};
use crate::web::components::page::heading;
use crate::web::library::{Library, News, SecondCopy};
use crate::web::live::{live, memo};
use crate::web::parts::Come;
use crate::web::wording;

const CONFIRM: &str = "confirm-delete";

/// The page. The hero has to look the same as the static first view in
/// `public/index.html`, so that nothing moves when the app takes over.
pub fn page() -> impl IntoView {
    let library = expect_context::<Library>();
    let all = memo(move || library.listing());
    library.note_listing();
    let exported: RwSignal<Option<String>> = RwSignal::new(None);
    let leaving = expect_context::<Leaving>();
    let export_all = move |_| {
        leaving::hand_over(library, leaving, What::Everything, move |held| {
            let _ = exported.try_set(Some(match held {
                Some(held) => held.words(),
                None => "The browser refused the download. Nothing was changed.".to_owned(),
            }));
        });
    };
    // It looks into the bin, too: nobody waits for that.
    let come: Come = expect_context();
    let last_backup =
        memo(move || come.has(Stage::Whole).then(|| all.with(|it| library.last_backup(it))));
    let is_due = memo(move || all.with(|it| library.is_backup_due(it)));
    // The rows stay as long as their assessments do: what is said in one of them
    // changes that one, and may put it on top.
    let order =
        memo(move || all.with(|all| all.iter().map(|it| it.id.clone()).collect::<Vec<_>>()));
    let n = memo(move || order.with(Vec::len));
    let doomed: RwSignal<Option<Arc<Listed>>> = RwSignal::new(None);
    let drawing = NodeRef::<leptos::html::Div>::new();
    drawing.on_load(|it| dom::put_drawing(&it));
    let has_own = memo(move || all.with(|it| library.has_own(it)));
    view! {
        <div class="hero">
            <div class="hero__text">
                {heading("How true does your service management stand?")}
                <p class="lead">
                    "Measure 13 processes against ISO/IEC 20000-1: the capability level of each, the gap to your target, and the answers behind every figure."
                </p>
                <p class="pill">"Saved in this browser only, nothing is sent"</p>
            </div>
            <div class="hero__drawing" node_ref=drawing></div>
        </div>
        <section class="ways" aria-label="Three ways in">
            <div class="way">
                <h2>"Start an assessment"</h2>
                <p>"Ten minutes for a first bearing, or a long sitting for figures that hold. Stop and go on whenever you like."</p>
                <a class="button button--primary" href=route::NEW>"Start an assessment"</a>
            </div>
            <div class="way">
                <h2>"Open a file"</h2>
                <p>"Go on with an assessment that you or a colleague exported. Nothing changes before you have seen what is in it."</p>
                <a class="button" href=route::OPEN>"Open a file"</a>
            </div>
            <div class="way">
                <h2>"Look at a sample"</h2>
                <p>"A finished case of a made-up organisation, with charts, gaps, and the answers behind every figure."</p>
                <a class="button" href=route::SAMPLE>"Look at a sample"</a>
            </div>
        </section>
        <section class="section" aria-labelledby="shelf-title">
            <div class="section__head">
                <h2 class="section__title" id="shelf-title">"In this browser"</h2>
                <p class="section__note">"Kept on this device. Clearing site data removes them, so export what matters."</p>
                <Show when=move || has_own.get()>
                    <button class="button button--small" type="button" on:click=export_all>
                        "Back up everything"
                    </button>
                    <p class="section__note">"With raters, kept states and the bin; settings of this device are not in it."</p>
                    <p class="section__note">{live(move || last_backup.get().map(|it| match it {
                        Some(ms) => format!("All of it was exported on {}.", wording::day(ms)),
                        None => "Not all of it is backed up yet.".to_owned(),
                    }))}</p>
                    <p class="section__note" role="status">{live(move || exported.get())}</p>
                </Show>
                {live(move || (n.get() > 1).then(|| view! { <p><a href=route::UNITS>"Units side by side"</a></p> }))}
            </div>
            <div class="section__body">
            <Show when=move || is_due.get()>
                <div class="notice" role="note">
                    <p>"More than a week of work is in this browser alone. Browsers may clear it: back it up to a file."{browser::keep::is_forgetful().then_some(" Safari deletes it after seven days without a visit.")}</p>
                    <button class="button" type="button" on:click=export_all>"Back up now"</button>
                </div>
            </Show>
            {live(move || if n.get() == 0 {
                view! {
                    <div class="empty">
                        <p>
                            {live(move || match library.copy() {
                                SecondCopy::Reading => "",
                                SecondCopy::Late => "Still looking for what was kept here. ",
                                SecondCopy::Silent | SecondCopy::Read => "No assessment yet. ",
                            })}
                            "What you start is kept here, in this browser on this device. \
                             Had one here before? Look into the bin under Settings; browsers may also clear \
                             stored data: open your exported file."
                        </p>
                    </div>
                }.into_any()
            } else {
                let each = move || {
                    // Whoever is about to press something in a row keeps hold of it.
                    dom::hold_focus();
                    order.get()
                };
                view! {
                    <ul class="register">
                        <For each key=AssessmentId::clone children=move |id| row(library, id, doomed) />
                    </ul>
                }.into_any()
            })}
            </div>
        </section>
        <dialog class="dialog" id=CONFIRM aria-labelledby="confirm-title">
            // What it says stays when it is closed: the browser tells of that late, when it
            // may be about to open for another one.
            {live(move || doomed.get().map(|it| {
                let name = it.name.clone();
                let id = it.id.clone();
                let export = id.clone();
                let gone = move || {
                    dom::close_dialog(CONFIRM);
                    let words = "Another tab has deleted it meanwhile. What is in the bin can be put back.";
                    let way = ("Open the bin", route::SETTINGS.to_owned());
                    library.tell(Some(News { words: words.to_owned(), way }));
                    events::after_paint(dom::focus_heading_if_free);
                };
                let download = move |_| match library.load(&export) {
                    Some(it) => leaving::hand_over(library, leaving, What::Whole(it.assessment), |_| ()),
                    None => gone(),
                };
                let for_good = id.clone();
                let no_room = RwSignal::new(false);
                let delete = move |_| {
                    // As it stands now: another tab may have gone on with it, or deleted it.
                    let Some(it) = library.load(&id) else { return gone() };
                    match library.bin(&it.assessment) {
                        Ok(()) => {
                            dom::close_dialog(CONFIRM);
                            // The button that asked is gone with its row.
                            events::after_paint(dom::focus_heading_if_free);
                        }
                        Err(_) => no_room.set(true),
                    }
                };
                let delete_for_good = move |_| {
                    dom::close_dialog(CONFIRM);
                    library.act(|it, now| it.remove_for_good(&for_good, now));
                    events::after_paint(dom::focus_heading_if_free);
                };
                view! {
                    <div class="dialog__body">
                    <h2 id="confirm-title">"Delete this assessment?"</h2>
                    <p><strong dir="auto">{name}</strong>" goes to the bin, where it stays for 30 days. The bin is under Settings and data."</p>
                    <Show when=move || no_room.get()>
                        <p class="field__error" role="alert">"There is no room for the bin: the browser's storage is full, or it is larger than one file may be. Download it first, then delete it for good."</p>
                    </Show>
                    </div>
                    <div class="dialog__actions">
                        <button class="button" type="button" on:click=download>"Download it first"</button>
                        <button class="button button--danger" type="button" on:click=delete>"Move to the bin"</button>
                        <Show when=move || no_room.get()>
                            <button class="button button--danger" type="button" on:click=delete_for_good.clone()>"Delete for good"</button>
                        </Show>
                        <button class="button" type="button" autofocus=true on:click=move |_| dom::close_dialog(CONFIRM)>"Keep it"</button>
                    </div>
                }
            }))}
        </dialog>
    }
}

/// One assessment, as it stands.
fn row(library: Library, id: AssessmentId, doomed: RwSignal<Option<Arc<Listed>>>) -> impl IntoView {
    let listed = memo(move || library.listed(&id));
    let shown = move || listed.get().map(|it| content(library, it, doomed));
    view! { <li class="register__row">{live(shown)}</li> }
}

fn content(
    library: Library,
    it: Arc<Listed>,
    doomed: RwSignal<Option<Arc<Listed>>>,
) -> impl IntoView {
    let name = it.name.clone();
    let id = it.id.clone();
    let progress = format!("{} of {} answered", it.done, it.asked);
    let meta = [it.level.as_str(), " · ", it.dated.as_str()].concat();
    let assess = Route::Assess(id.clone(), it.next.clone()).fragment();
    let results = Route::Results(id.clone()).fragment();
    let set_up = Route::SetUp(id.clone()).fragment();
    let is_sample = it.is_sample;
    let (done, asked) = (it.done, it.asked.max(1));
    let leaving = expect_context::<Leaving>();
    let export = move |_| {
        if let Some(it) = library.load(&id) {
            leaving::hand_over(library, leaving, What::One(it.assessment), |_| ());
        }
    };
    let delete = move |_| {
        doomed.set(Some(it.clone()));
        browser::events::after_paint(|| dom::open_dialog(CONFIRM));
    };
    let of = format!(" {name}");
    view! {
        <div>
            <h3 class="register__name">
                <a href=assess.clone() dir="auto">{name}</a>
                {is_sample.then(|| view! { " "<span class="tag">"Sample"</span> })}
            </h3>
            <p class="register__meta">{meta}</p>
        </div>
        <div class="register__progress">
            <span>{progress}{live(move || library.so_far())}</span>
            <progress class="progress" max=asked value=done aria-label=format!("Answered in{of}")></progress>
        </div>
        <p class="register__actions">
            <a class="button button--small" href=assess>"Continue"<span class="visually-hidden">{of.clone()}</span></a>
            <a class="button button--small" href=results>"Results"<span class="visually-hidden">{of.clone()}</span></a>
            <a class="button button--small" href=set_up>"Set up"<span class="visually-hidden">{of.clone()}</span></a>
            <button class="button button--small" type="button" on:click=export>"Export"<span class="visually-hidden">{of.clone()}</span></button>
            <button class="button button--small button--quiet" type="button" on:click=delete>"Delete"<span class="visually-hidden">{of}</span></button>
        </p>
    }
}
