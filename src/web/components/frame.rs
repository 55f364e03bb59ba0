//! The frame around every page: skip link, header, notices, footer.

use leptos::prelude::*;

use super::overtaken::{self, OvertakenNotice};
use super::save_state::{SaveBanner, SaveState, SecondCopyBand};
use super::text::{around, plain};
use crate::assessment::{AssessmentId, Step};
use crate::route::{self, Route};
use crate::web::browser::{dom, events};
use crate::web::desk::Desk;
use crate::web::here::{Here, OpenDesk};
use crate::web::library::{Library, News};
use crate::web::live::{live, memo, off};
use crate::web::names;
use crate::web::parts::apart;
use crate::web::wording;
use crate::words::{frame as words, news};

/// The frame.
#[component]
pub fn Frame(
    /// The page.
    children: Children,
) -> impl IntoView {
    let open = expect_context::<OpenDesk>();
    let library = expect_context::<Library>();
    view! {
        <a class="skip-link" href="#main" on:click=|event| {
            // The fragment is ours: moving the focus is all the link does.
            event.prevent_default();
            crate::web::browser::dom::focus(names::HEADING);
        }>{words::skip_link()}</a>
        <header class="masthead">
            <a class="wordmark" href=route::HOME>
                <svg class="wordmark__mark" viewBox="0 0 24 32" aria-hidden="true" focusable="false">
                    <path class="wordmark__line" d="M12 0V14" />
                    <path class="wordmark__bob" d="M9.5 12.5h5v2.5H17l-1.3 9L12 31l-3.7-7L7 15h2.5z" />
                </svg>
                <span>{words::wordmark()}</span>
            </a>
            {live(move || open.get().map(|desk| view! { <DeskNav desk /> }))}
            <nav class="masthead__side" aria-label=words::about_app()>
                <a href=route::METHOD>{words::method()}</a>
                <a href=route::SETTINGS>{words::settings()}</a>
            </nav>
        </header>
        {live(move || open.get().map(|desk| view! { <SampleBand desk /> <SaveBanner desk /> }))}
        {live(move || library.is_newer().then(|| view! {
            <div class="banner banner--warn" role="alert">
                {plain(words::newer())}
                <div class="banner__actions">
                    <button class="button button--primary" type="button" on:click=|_| crate::web::browser::reload()>{words::reload()}</button>
                    <a class="button" href=route::SETTINGS>{words::raw_data()}</a>
                </div>
            </div>
        }))}
        <main id=names::MAIN class="page">{children()}</main>
        <footer class="footer">
            {plain(words::caution())}
        </footer>
        <SecondCopyBand />
        {live(move || open.get().map(|desk| view! { <OvertakenNotice desk /> <UndoNotice desk /> }))}
        <NewsNotice library />
    }
}

#[component]
fn DeskNav(
    /// The open assessment.
    desk: Desk,
) -> impl IntoView {
    let here = expect_context::<Here>();
    let current = move |is: fn(&Route) -> bool| live(move || here.read(is).then_some("page"));
    let tab = move |name: String, to: fn(AssessmentId) -> Route, is: fn(&Route) -> bool| {
        view! {
            <a href=desk.link(to) aria-current=current(is)>{name}</a>
        }
    };
    // Back to where one was. Of the desk nothing is read: what was seen outlives it.
    let (id, model) = (desk.id(), desk.model);
    let assess = live(move || Route::Assess(id.clone(), here.seen().locator(model)).fragment());
    let name = move || desk.read(wording::display_name);
    view! {
        <div class="masthead__desk">
            <p class="masthead__name" dir="auto">{name}</p>
            <nav class="tabs" aria-label=words::pages()>
                {tab(words::set_up(), Route::SetUp, |it| matches!(it, Route::SetUp(_)))}
                <a href=assess aria-current=current(|it| matches!(it, Route::Assess(..) | Route::Flash(..)))>{words::assess()}</a>
                {tab(words::results(), Route::Results, |it| {
                    matches!(it, Route::Results(_) | Route::Process(..))
                })}
                {tab(words::history(), Route::History, |it| matches!(it, Route::History(_)))}
                {tab(words::share(), Route::Share, |it| matches!(it, Route::Share(_) | Route::Raters(_)))}
            </nav>
            <StepButtons desk />
            <SaveState desk />
        </div>
    }
}

/// Undo and redo, each naming the field it is about.
#[component]
fn StepButtons(
    /// The open assessment.
    desk: Desk,
) -> impl IntoView {
    let field = move |steps: &[Step]| {
        steps.last().map(|it| match it.key() {
            Some(key) => wording::field(desk.model, key),
            None => words::fields(it.changes.len()),
        })
    };
    let back = memo(move || desk.steps(|it| field(it.done())));
    let forward = memo(move || desk.steps(|it| field(it.undone())));
    let undo = move || match back.get() {
        Some(field) => words::undo_field(&field),
        None => words::undo_nothing(),
    };
    let redo = move || match forward.get() {
        Some(field) => words::redo_field(&field),
        None => words::redo_nothing(),
    };
    view! {
        <p class="steps">
            <button class="steps__button" type="button" aria-disabled=off(move || back.get().is_none()) title=live(undo) aria-label=live(undo) on:click=move |_| desk.step_back()>"↶"</button>
            <button class="steps__button" type="button" aria-disabled=off(move || forward.get().is_none()) title=live(redo) aria-label=live(redo) on:click=move |_| desk.step_forward()>"↷"</button>
        </p>
    }
}

/// Says on every page of a sample that it is made up.
#[component]
fn SampleBand(
    /// The open assessment.
    desk: Desk,
) -> impl IntoView {
    let library = expect_context::<Library>();
    let is_sample = desk.slice(|it| it.is_sample());
    let remove = move |_| {
        // As it stands now: another tab may have gone on with it.
        desk.read_again();
        if desk.look(|it| library.discard(it)).is_ok() {
            crate::web::browser::go(route::HOME);
        } else {
            let way = (news::see_room(), route::SETTINGS.to_owned());
            library.tell(Some(News { words: news::sample_stays(), way }));
        }
    };
    view! {
        <Show when=move || is_sample.get()>
            <aside class="band" aria-label=words::sample()>
                <p>{around(words::sample_note(), |it| view! { <strong>{it}</strong> }.into_any())}</p>
                <div class="band__actions">
                    <a class="button button--small" href=route::NEW>{words::start_yours()}</a>
                    <button class="button button--small" type="button" on:click=remove>
                        {words::remove_sample()}
                    </button>
                </div>
            </aside>
        </Show>
    }
}

/// What was done and is not seen here, with the way to it.
#[component]
fn NewsNotice(
    /// What is in this browser.
    library: Library,
) -> impl IntoView {
    let open = expect_context::<OpenDesk>();
    // There is room for one: what there is to choose from comes first, then what can be
    // taken back.
    let is_taken = memo(move || {
        open.get().is_some_and(|desk| overtaken::any(desk) || desk.removal().is_some())
    });
    view! {
        <div class="toast-region" role="status">
            {live(move || library.news().filter(|_| !is_taken.get()).map(|News { words: said, way: (name, to) }| apart(move || view! {
                <div class="toast">
                    <span dir="auto">{said}</span>
                    <a class="button button--small" href=to on:click=move |_| library.tell(None)>{name}</a>
                    <button class="toast__close" type="button" aria-label=words::close_notice() on:click=move |_| library.tell(None)>"×"</button>
                </div>
            })))}
        </div>
    }
}

/// The last removal, with the way back.
#[component]
fn UndoNotice(
    /// The open assessment.
    desk: Desk,
) -> impl IntoView {
    view! {
        <div class="toast-region" role="status">
            {live(move || desk.removal().filter(|_| !overtaken::any(desk)).map(|said| apart(move || view! {
                <div class="toast" on:focusin=|event| dom::remember_left(&event)>
                    <span>{said}</span>
                    <button class="button button--small" type="button" on:click=move |_| {
                        desk.undo();
                        events::before_paint(dom::focus_left);
                    }>
                        {words::undo()}
                    </button>
                    <button
                        class="toast__close"
                        type="button"
                        aria-label=words::close_notice()
                        on:click=move |_| {
                            desk.close_removal();
                            events::before_paint(dom::focus_left);
                        }
                    >
                        "×"
                    </button>
                </div>
            })))}
        </div>
    }
}
