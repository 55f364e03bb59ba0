//! What a link holds, beside one's own work: looked at first, taken over only
//! when the reader says so.

use std::rc::Rc;

use leptos::prelude::*;

use crate::assessment::{Assessment, AssessmentId};
use crate::library::{import, shelf};
use crate::link::{self, Kind, LinkFault, Parcel};
use crate::lock::{Locked, Purpose};
use crate::moment::Moment;
use crate::questionnaire;
use crate::route::{self, Locator, Route};
use crate::web::browser::{self, Stage, links};
use crate::web::components::compare::{Behind, Compare, behind};
use crate::web::components::late::{late, on_its_way};
use crate::web::components::page::{heading, section};
use crate::web::components::text::{line, plain};
use crate::web::components::title_block::TitleBlock;
use crate::web::components::{chart, unlock};
use crate::web::incoming::{Incoming, OpenedLink, offer, open_link};
use crate::web::library::Library;
use crate::web::names;
use crate::web::parts::{Come, apart};
use crate::web::reading::Reading;
use crate::web::wording::{self, display_name};
use crate::words::shared as words;

/// The page.
pub fn page() -> impl IntoView {
    let library = expect_context::<Library>();
    let opened = expect_context::<OpenedLink>();
    if !opened.is_any_now()
        && let Some(fragment) = links::kept_for_tab(names::LINK)
    {
        open_link(library, opened, &fragment);
    }
    move || match opened.found().as_deref() {
        Some(Ok(parcel)) => whole(library, parcel.clone()).into_any(),
        None if opened.is_waiting() => on_its_way().into_any(),
        Some(Err(LinkFault::Locked(it))) => {
            let it = it.clone();
            late(move || locked(library, opened, it))
        }
        Some(Err(fault)) => broken(fault.to_string()).into_any(),
        None => late(|| broken(words::not_kept())),
    }
}

fn broken(why: String) -> impl IntoView {
    view! {
        <div class="stack">
            {heading(words::broken())}
            {line("lead", why)}
            {plain(words::untouched())}
            <p><a class="button button--primary" href=route::HOME>{words::go_home()}</a></p>
        </div>
    }
}

fn locked(library: Library, opened: OpenedLink, locked: Locked) -> impl IntoView + use<> {
    let done = Rc::new(move |content: Vec<u8>| {
        opened.unlocked(link::unlocked(library.shipped(), &content));
    });
    view! {
        <div class="stack">
            {heading(words::locked())}
            {line("lead", words::locked_lead())}
            {unlock::unlock(locked, Purpose::Link, "link", done)}
            {plain(words::untouched())}
        </div>
    }
}

fn whole(library: Library, parcel: Parcel) -> impl IntoView {
    let Parcel { kind, made, assessment } = parcel;
    let made = match Moment::of(made, browser::now_ms()) {
        it @ Moment::At(_) => words::made_on(&it.day()),
        it @ Moment::ClockWrong => it.day(),
    };
    let (title, lead) = match kind {
        Kind::Invitation => (words::invitation(), words::invitation_lead()),
        Kind::Result => (words::result(), words::result_lead()),
        Kind::Full => (words::full(), words::full_lead()),
    };
    let model = library.model_of(assessment.id());
    let reading = Reading::of(model, assessment.clone());
    let come: Come = expect_context();
    let name = display_name(&assessment);
    view! {
        <header class="page__head">
            {heading(title)}
            {line("lead", lead)}
        </header>
        <div class="stack results">
            <p><strong dir="auto">{name}</strong>{format!(" · {made}")}{assessment.is_sample().then(|| view! { " "<span class="tag">{words::tag_sample()}</span> })}</p>
            {match kind {
                Kind::Invitation => {
                    let size = questionnaire::size(model, &assessment);
                    plain(words::size(size.processes + size.areas))
                }
                Kind::Result | Kind::Full => apart(|| plain(link::contents(model, &assessment))),
            }}
            <Ways library kind assessment />
        </div>
        {move || (kind != Kind::Invitation && come.has(Stage::Whole)).then(|| view! { <Figures reading library /> })}
    }
}

/// What can be done with it.
#[component]
fn Ways(
    /// What is in this browser.
    library: Library,
    /// What the link is meant for.
    kind: Kind,
    /// What it holds.
    assessment: Assessment,
) -> impl IntoView {
    let failed = RwSignal::new(false);
    let is_here = library.has(assessment.id());
    let incoming = expect_context::<Incoming>();
    let begun = match kind {
        Kind::Invitation => import::begun(&library.kept(), assessment.id()),
        Kind::Result | Kind::Full => None,
    };
    let known = begun.clone();
    let take = move |_| {
        let to = match kind {
            Kind::Invitation => library
                .act(|it, now| import::accept(it, &assessment, known.as_ref(), now))
                .map(|id| Route::Assess(id, Locator::default())),
            Kind::Result => {
                let from = words::from_link();
                let added = library.act(|it, now| import::add_copy(it, &assessment, &from, now));
                added.ok().map(Route::Results)
            }
            Kind::Full if is_here => {
                offer(incoming, &words::the_link(), vec![assessment.clone()]);
                Some(Route::Open)
            }
            Kind::Full => {
                // Another tab may have taken it over since this page was made.
                let added = library.act(|it, now| shelf::merge(it, &assessment, now)).ok();
                added.map(|()| Route::Assess(assessment.id().clone(), Locator::default()))
            }
        };
        match to {
            Some(to) => {
                // Who goes back finds the invitation, also after a reload.
                if kind != Kind::Invitation {
                    links::forget_for_tab(names::LINK);
                }
                browser::go(&to.fragment());
            }
            None => failed.set(true),
        }
    };
    let close = move |_| {
        links::forget_for_tab(names::LINK);
        browser::go(route::HOME);
    };
    let is_early = (kind == Kind::Invitation).then_some("1");
    let look = if begun.is_some() { "button" } else { "button button--primary" };
    let word = match kind {
        Kind::Invitation if begun.is_some() => words::once_more(),
        Kind::Invitation => words::start(),
        Kind::Result => words::save_copy(),
        Kind::Full if is_here => words::put_together(),
        Kind::Full => words::go_on(),
    };
    view! {
        {begun.is_some().then(|| apart(|| plain(words::has_begun())))}
        <div class="cluster no-print">
            {begun.map(|id| apart(move || go_on(id)))}
            <button class=look type="button" data-early=is_early on:click=take>{word}</button>
            <button class="button" type="button" on:click=close>{words::close()}</button>
        </div>
        <Show when=move || failed.get()>
            <p class="field__error" role="alert">{words::no_room()}</p>
        </Show>
    }
}

/// The way to what was begun with the same invitation.
fn go_on(id: AssessmentId) -> impl IntoView {
    let to = Route::Assess(id, Locator::default()).fragment();
    view! {
        <a class="button button--primary" href=to>{words::go_on_answering()}</a>
    }
}

/// The pictures, with one's own laid behind if wanted.
#[component]
fn Figures(
    /// What the link holds.
    reading: Reading,
    /// What is in this browser.
    library: Library,
) -> impl IntoView {
    let compare: RwSignal<Option<Behind>> = RwSignal::new(None);
    let previous = behind(library, compare);
    let verdict = reading.figures_now(|it| wording::verdict(&it.overall));
    view! {
        <div class="stack results">
            <p class="verdict">{verdict}</p>
            <TitleBlock reading />
            <Compare reading library compare />
        </div>
        {section("radar", words::radar(), words::radar_note(), chart::radar(reading, previous))}
        {section("bars", words::bars(), words::bars_note(), chart::bars(reading, previous))}
        {section("profile", words::profile(), words::profile_note(), chart::profile(reading))}
    }
}
