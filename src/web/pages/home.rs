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
use crate::web::components::text::{around, line, plain};
use crate::web::library::{Library, News, SecondCopy};
use crate::web::live::{live, memo};
use crate::web::parts::Come;
use crate::web::wording;
use crate::words::{home as words, news};

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
                None => words::refused(),
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
                {heading(words::heading())}
                {line("lead", words::lead())}
                {line("pill", words::local_only())}
            </div>
            <div class="hero__drawing" node_ref=drawing></div>
        </div>
        <section class="ways" aria-label=words::ways()>
            {way(words::begin(), words::begin_lead(), "button button--primary", route::NEW)}
            {way(words::open(), words::open_lead(), "button", route::OPEN)}
            {way(words::sample(), words::sample_lead(), "button", route::SAMPLE)}
        </section>
        <section class="section" aria-labelledby="shelf-title">
            <div class="section__head">
                <h2 class="section__title" id="shelf-title">{words::here()}</h2>
                {line("section__note", words::here_note())}
                <Show when=move || has_own.get()>
                    <button class="button button--small" type="button" on:click=export_all>
                        {words::back_up()}
                    </button>
                    {line("section__note", words::back_up_note())}
                    <p class="section__note">{live(move || last_backup.get().map(|it| match it {
                        Some(ms) => words::backed_up(&wording::day(ms)),
                        None => words::not_backed_up(),
                    }))}</p>
                    <p class="section__note" role="status">{live(move || exported.get())}</p>
                </Show>
                {live(move || (n.get() > 1).then(|| view! { <p><a href=route::UNITS>{words::units()}</a></p> }))}
            </div>
            <div class="section__body">
            <Show when=move || is_due.get()>
                <div class="notice" role="note">
                    {plain(if browser::keep::is_forgetful() { words::due_forgetful() } else { words::due() })}
                    <button class="button" type="button" on:click=export_all>{words::back_up_now()}</button>
                </div>
            </Show>
            {live(move || if n.get() == 0 {
                view! {
                    <div class="empty">
                        <p>
                            {live(move || match library.copy() {
                                SecondCopy::Reading => String::new(),
                                SecondCopy::Late => words::looking() + " ",
                                SecondCopy::Silent | SecondCopy::Read => words::none() + " ",
                            })}
                            {words::empty()}
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
                    let way = (news::open_bin(), route::SETTINGS.to_owned());
                    library.tell(Some(News { words: news::deleted_elsewhere(), way }));
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
                    <h2 id="confirm-title">{words::delete_heading()}</h2>
                    <p>{around(words::delete_note(&name), |name| view! { <strong dir="auto">{name}</strong> }.into_any())}</p>
                    <Show when=move || no_room.get()>
                        <p class="field__error" role="alert">{words::no_room()}</p>
                    </Show>
                    </div>
                    <div class="dialog__actions">
                        <button class="button" type="button" on:click=download>{words::download()}</button>
                        <button class="button button--danger" type="button" on:click=delete>{words::bin()}</button>
                        <Show when=move || no_room.get()>
                            <button class="button button--danger" type="button" on:click=delete_for_good.clone()>{words::delete_for_good()}</button>
                        </Show>
                        <button class="button" type="button" autofocus=true on:click=move |_| dom::close_dialog(CONFIRM)>{words::keep()}</button>
                    </div>
                }
            }))}
        </dialog>
    }
}

/// A way in.
fn way(title: String, lead: String, button: &'static str, to: &'static str) -> AnyView {
    view! {
        <div class="way">
            <h2>{title.clone()}</h2>
            {plain(lead)}
            <a class=button href=to>{title}</a>
        </div>
    }
    .into_any()
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
    let (done, asked) = (usize::from(it.done), usize::from(it.asked));
    let progress = move || match library.copy() {
        SecondCopy::Late => words::progress_so_far(words::ProgressSoFar { done, asked }),
        _ => words::progress(words::Progress { done, asked }),
    };
    let meta = [it.level.as_str(), " · ", it.dated.as_str()].concat();
    let assess = Route::Assess(id.clone(), it.next.clone()).fragment();
    let results = Route::Results(id.clone()).fragment();
    let set_up = Route::SetUp(id.clone()).fragment();
    let is_sample = it.is_sample;
    let most = asked.max(1);
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
                {is_sample.then(|| view! { " "<span class="tag">{words::tag_sample()}</span> })}
            </h3>
            <p class="register__meta">{meta}</p>
        </div>
        <div class="register__progress">
            <span>{live(progress)}</span>
            <progress class="progress" max=most value=done aria-label=words::answered_in(of.trim())></progress>
        </div>
        <p class="register__actions">
            <a class="button button--small" href=assess>{words::continue_with()}<span class="visually-hidden">{of.clone()}</span></a>
            <a class="button button--small" href=results>{words::results()}<span class="visually-hidden">{of.clone()}</span></a>
            <a class="button button--small" href=set_up>{words::set_up()}<span class="visually-hidden">{of.clone()}</span></a>
            <button class="button button--small" type="button" on:click=export>{words::export()}<span class="visually-hidden">{of.clone()}</span></button>
            <button class="button button--small button--quiet" type="button" on:click=delete>{words::delete()}<span class="visually-hidden">{of}</span></button>
        </p>
    }
}
