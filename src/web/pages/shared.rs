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
use crate::web::components::title_block::TitleBlock;
use crate::web::components::{chart, unlock};
use crate::web::incoming::{Incoming, OpenedLink, offer, open_link};
use crate::web::library::Library;
use crate::web::names;
use crate::web::parts::{Come, apart};
use crate::web::reading::Reading;
use crate::web::wording::{self, display_name, plural};

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
        Some(Err(fault)) => broken(&fault.to_string()).into_any(),
        None => {
            broken("The link is not kept after its tab is closed. Open it again where you got it.")
                .into_any()
        }
    }
}

fn broken(why: &str) -> impl IntoView + use<> {
    view! {
        <div class="stack">
            {heading("This link cannot be opened")}
            <p class="lead">{why.to_owned()}</p>
            <p>"What is in this browser was not touched."</p>
            <p><a class="button button--primary" href=route::HOME>"Go to the first page"</a></p>
        </div>
    }
}

fn locked(library: Library, opened: OpenedLink, locked: Locked) -> impl IntoView + use<> {
    let done = Rc::new(move |content: Vec<u8>| {
        opened.unlocked(link::unlocked(library.shipped(), &content));
    });
    view! {
        <div class="stack">
            {heading("This link is locked")}
            <p class="lead">"It arrived whole. What is in it can be read with its passphrase."</p>
            {unlock::unlock(locked, Purpose::Link, "link", done)}
            <p>"What is in this browser was not touched."</p>
        </div>
    }
}

fn whole(library: Library, parcel: Parcel) -> impl IntoView {
    let Parcel { kind, made, assessment } = parcel;
    let made = match Moment::of(made, browser::now_ms()) {
        it @ Moment::At(_) => ["link made on ", &it.day()].concat(),
        it @ Moment::ClockWrong => it.day(),
    };
    let (title, lead) = match kind {
        Kind::Invitation => (
            "You are invited to assess",
            "The link brings scope, depth and targets. Your answers will be yours: they stay in this browser until you share them.",
        ),
        Kind::Result => (
            "A shared assessment",
            "A copy to look at. Nothing of it is in this browser yet, and your own assessments are not touched.",
        ),
        Kind::Full => (
            "A shared assessment, to go on with",
            "Nothing of it is in this browser yet, and your own assessments are not touched.",
        ),
    };
    let model = library.model_of(assessment.id());
    let reading = Reading::of(model, assessment.clone());
    let come: Come = expect_context();
    let name = display_name(&assessment);
    view! {
        <header class="page__head">
            {heading(title)}
            <p class="lead">{lead}</p>
        </header>
        <div class="stack results">
            <p><strong dir="auto">{name}</strong>{format!(" · {made}")}{assessment.is_sample().then(|| view! { " "<span class="tag">"Sample"</span> })}</p>
            {match kind {
                Kind::Invitation => {
                    let size = questionnaire::size(model, &assessment);
                    let n = plural(size.processes + size.areas, "question", "questions");
                    view! { <p>{format!("{n} about how your organisation manages its services. Answer what you can, say \"Don't know\" where you cannot, and stop and go on whenever you like. When you are done, send your answers back from the page Share.")}</p> }.into_any()
                }
                Kind::Result | Kind::Full => apart(|| view! { <p>{link::contents(model, &assessment)}</p> }),
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
    let take = move |_| {
        let to = match kind {
            Kind::Invitation => library
                .act(|it, now| import::accept(it, &assessment, now))
                .map(|id| Route::Assess(id, Locator::default())),
            Kind::Result => {
                let added =
                    library.act(|it, now| import::add_copy(it, &assessment, "from a link", now));
                added.ok().map(Route::Results)
            }
            Kind::Full if is_here => {
                offer(incoming, "the link", vec![assessment.clone()]);
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
                links::forget_for_tab(names::LINK);
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
        Kind::Invitation if begun.is_some() => "Answer it once more, apart",
        Kind::Invitation => "Start answering",
        Kind::Result => "Save a copy here",
        Kind::Full if is_here => "Put it together with mine",
        Kind::Full => "Go on with it here",
    };
    view! {
        {begun.is_some().then(|| apart(|| view! { <p>"You have begun to answer this in this browser."</p> }))}
        <div class="cluster no-print">
            {begun.map(|id| apart(move || go_on(id)))}
            <button class=look type="button" data-early=is_early on:click=take>{word}</button>
            <button class="button" type="button" on:click=close>"Close it"</button>
        </div>
        <Show when=move || failed.get()>
            <p class="field__error" role="alert">"The browser refused to store it: its storage is full or blocked. What was here before is unchanged."</p>
        </Show>
    }
}

/// The way to what was begun with the same invitation.
fn go_on(id: AssessmentId) -> impl IntoView {
    let to = Route::Assess(id, Locator::default()).fragment();
    view! {
        <a class="button button--primary" href=to>"Go on answering"</a>
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
        {section("radar", "All processes", "As the link says, against its targets.", chart::radar(reading, previous))}
        {section("bars", "Process by process", "The hatched part is still open.", chart::bars(reading, previous))}
        {section("profile", "Attribute profile", "The process attributes of ISO/IEC 33020.", chart::profile(reading))}
    }
}
