//! The questionnaire: processes on the side, questions in the middle, the live
//! level beside them. What is shown of it is chosen in `toolbar`, and made in `list`.

mod list;
mod toolbar;

use leptos::prelude::*;

use self::list::Questions;
use self::toolbar::Toolbar;
use crate::assessment::Assessment;
use crate::model::{Depth, ProcessIx};
use crate::questionnaire::Filter;
use crate::route::{Route, Spot};
use crate::scoring::Standing;
use crate::web::browser::{Stage, dom, events, foot};
use crate::web::components::late::on_its_way;
use crate::web::components::page::{badge, heading};
use crate::web::components::quick_card::QuickCard;
use crate::web::components::text::around;
use crate::web::components::{assignee, chart};
use crate::web::desk::Desk;
use crate::web::here::{Here, IsWide};
use crate::web::library::{Library, SecondCopy};
use crate::web::live::{live, memo};
use crate::web::parts::{Come, apart};
use crate::web::walk;
use crate::web::wording;
use crate::words::{Around, assess as words};

/// The page.
pub fn page() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let here = expect_context::<Here>();
    let process = memo(move || here.read(|it| desk.spot(it).0));
    let depth = desk.slice(Assessment::depth);
    let come: Come = expect_context();
    // The texts of all processes but the first come with a later part of the program, and
    // so does the quick depth.
    let is_early = move || depth.get() != Depth::Quick && !desk.model.is_brief(process.get());
    let is_here = memo(move || is_early() || come.has(Stage::Use));
    let search = RwSignal::new(String::new());
    let filter = RwSignal::new(Filter::All);
    let person = RwSignal::new(String::new());

    // The eye is led to the question that the address names.
    // Another process is another page to the reader: from its top.
    Effect::new(move |previous: Option<ProcessIx>| {
        let (process, spot) = here.come_to(desk);
        if spot.question.is_none() && previous.is_some_and(|it| it != process) {
            events::before_paint(dom::scroll_to_top);
            events::after_paint(|| {
                dom::focus_heading_if_free();
                dom::focus_heading_if_within("assess__main");
            });
        }
        events::after_paint(move || walk::show(desk, spot));
        process
    });

    view! {
        <div class="assess">
            <Rail desk process />
            <div class="assess__main">
                {live(move || if is_here.get() {
                    process_head(desk, process.get(), depth.get()).into_any()
                } else {
                    on_its_way().into_any()
                })}
                {live(move || match depth.get() {
                    _ if !is_here.get() => ().into_any(),
                    Depth::Quick => {
                        apart(|| view! { <QuickCard desk process=process.get() /> })
                    }
                    Depth::Standard | Depth::Full => view! {
                        <Toolbar desk here search filter person />
                        <Questions desk here process search filter person />
                    }.into_any(),
                })}
                {live(move || onwards(desk, process.get()))}
            </div>
            <Live desk process />
            {live(move || come.has(Stage::Use).then(|| apart(|| assignee::suggestions(desk))))}
        </div>
    }
}

/// The list of processes with their progress.
#[component]
fn Rail(
    /// The open assessment.
    desk: Desk,
    /// The process on the page.
    #[prop(into)]
    process: Signal<ProcessIx>,
) -> impl IntoView {
    let model = desk.model;
    let groups = model.groups().map(|group| {
        let members: Vec<ProcessIx> = model.members(group).collect();
        let rows = members.into_iter().map(|it| {
            let href = Route::Assess(desk.id(), Spot::process(it).locator(model)).fragment();
            let counts = memo(move || desk.figures(|sheet| sheet.process(it).counts));
            let standing = memo(move || desk.figures(|sheet| sheet.process(it).standing));
            let current = move || (process.get() == it).then_some("page");
            let done = move || {
                let counts = counts.get();
                match standing.get() {
                    Standing::OutOfScope => words::out_of_scope(),
                    _ => words::done_of(words::DoneOf {
                        done: counts.done().into(),
                        asked: counts.asked().into(),
                    }),
                }
            };
            let state = move || {
                let counts = counts.get();
                match standing.get() {
                    Standing::OutOfScope => "out",
                    _ if counts.asked() > 0 && counts.open() == 0 => "done",
                    _ if counts.done() > 0 => "begun",
                    _ => "new",
                }
            };
            view! {
                <li>
                    <a class="process-nav__link" href=href aria-current=current data-state=state>
                        <span class="process-nav__name">{model.process(it).short.clone()}</span>
                        " "<span class="process-nav__count">{done}</span>
                        <progress class="progress" aria-hidden="true" max=live(move || counts.get().asked().max(1)) value=live(move || counts.get().done())></progress>
                    </a>
                </li>
            }
        });
        view! {
            <li>
                <h2 class="process-nav__group">{model.group_title(group).to_owned()}</h2>
                <ul>{rows.collect_view()}</ul>
            </li>
        }
    });
    let overall = memo(move || desk.figures(|it| it.overall.counts));
    // As it is when the page opens: a list must not fold by itself.
    let is_wide = expect_context::<IsWide>().now();
    let done = move || overall.get().done();
    let asked = move || overall.get().asked().max(1);
    let library = expect_context::<Library>();
    let progress = move || {
        let counts = overall.get();
        let (done, asked) = (counts.done().into(), counts.asked().into());
        match library.copy() {
            SecondCopy::Late => words::answered_so_far(words::AnsweredSoFar { done, asked }),
            _ => words::answered(words::Answered { done, asked }),
        }
    };
    view! {
        <nav class="process-nav" aria-label=words::processes()>
            <details class="process-nav__fold" open=is_wide data-early="0">
                <summary>
                    {words::processes()}" "
                    <span class="process-nav__count">{progress}</span>
                </summary>
                <p class="process-nav__total">{progress}</p>
                <progress class="progress" max=asked value=done aria-label=words::answered_in_all()></progress>
                <ul>{groups.collect_view()}</ul>
            </details>
        </nav>
    }
}

fn process_head(desk: Desk, process: ProcessIx, depth: Depth) -> impl IntoView {
    let model = desk.model;
    let it = model.process(process);
    let reason = desk.slice(move |it| it.out_of_scope(process).map(str::to_owned));
    let target = memo(move || desk.figures(|it| it.process(process).target));
    let believed = memo(move || desk.figures(|it| it.process(process).belief));
    let result = Route::Process(desk.id(), model.process(process).id.clone()).fragment();
    let flash = Route::Flash(desk.id(), Spot::process(process).locator(model)).fragment();
    view! {
        <header class="process-head">
            <p class="process-head__place">
                {model.group_title(model.group_of(process)).to_owned()}
                {live(move || target.get().map(|it| {
                    let strong = |it| view! { <strong>{it}</strong> }.into_any();
                    view! { " · "{around(words::target_level(&it.to_string()), strong)} }
                }))}
                {live(move || believed.get().filter(|_| depth != Depth::Quick).map(|it| [" · ", &words::believed(&wording::belief(it))].concat()))}
            </p>
            {heading(it.name.clone())}
            <p class="process-head__ways">
                <a href=result>{words::result()}</a>
                {(depth != Depth::Quick).then(|| view! { <a href=flash>{words::one_at_a_time()}</a> })}
            </p>
            <p class="process-head__purpose">{model.purpose(process).to_owned()}</p>
            {(depth != Depth::Quick).then(|| assignee::of_process(desk, process))}
            <details class="fold" data-early="0">
                <summary>{words::risks()}</summary>
                <ul class="risks">{model.risks(process).iter().map(|risk| view! { <li>{risk.clone()}</li> }).collect_view()}</ul>
            </details>
            {live(move || reason.get().map(|reason| apart(|| view! {
                <p class="notice" role="note">
                    {around(words::left_out(&reason), |it| view! { <span dir="auto">{it}</span> }.into_any())}" "
                    <a href=Route::SetUp(desk.id()).fragment()>{words::change_scope()}</a>
                </p>
            })))}
        </header>
    }
}

/// The live level, always in view.
#[component]
fn Live(
    /// The open assessment.
    desk: Desk,
    /// The process on the page.
    #[prop(into)]
    process: Signal<ProcessIx>,
) -> impl IntoView {
    let score = memo(move || desk.figures(|it| it.process(process.get()).clone()));
    let standing = move || score.with(wording::standing);
    let result = move || {
        let id = desk.model.process(process.get()).id.clone();
        Route::Process(desk.id(), id).fragment()
    };
    let left = move || match score.with(|it| (it.standing, it.counts.open())) {
        (Standing::OutOfScope, _) => words::not_counted(),
        (_, 0) => words::nothing_open(),
        (_, n) => words::open(n.into()),
    };
    let come: Come = expect_context();
    let is_measured = memo(move || score.with(|it| !it.attributes.is_empty()));
    let strip = NodeRef::<leptos::html::Aside>::new();
    strip.on_load(|it| foot::watch(&it));
    view! {
        <aside class="live" aria-labelledby="live-title" node_ref=strip>
            <h2 id="live-title">{words::so_far()}</h2>
            <div class="live__now">
                {live(move || score.with(badge))}
                <div>
                    <p class="live__word" data-live-level="">{standing}</p>
                    <p class="live__text">{left}</p>
                </div>
            </div>
            {live(move || come.has(Stage::Use).then(|| chart::strip(*desk, process.get())))}
            {live(move || (is_measured.get() && come.has(Stage::Use)).then(|| view! { <div class="live__more">{chart::mini(*desk, process.get())}</div> }))}
            <p class="live__more"><a href=result>{words::why()}</a></p>
        </aside>
    }
}

/// The way to the processes before and after.
fn onwards(desk: Desk, process: ProcessIx) -> impl IntoView {
    let model = desk.model;
    let link = |to: Route, class: &'static str, words: Around| {
        let words = around(words, |it| view! { <span>{it}</span> }.into_any());
        view! { <a class=class href=to.fragment()>{words}</a> }.into_any()
    };
    let to = |it: ProcessIx| Route::Assess(desk.id(), Spot::process(it).locator(model));
    let name = |it: ProcessIx| model.process(it).name.as_str();
    let before = model.processes().take_while(|it| *it != process).last();
    let after = model.processes().skip_while(|it| *it != process).nth(1);
    view! {
        <nav class="flash__moves" aria-label=words::ways()>
            {before.map(|it| link(to(it), "button", words::before(name(it))))}
            {match after {
                Some(it) => link(to(it), "button button--primary", words::next(name(it))),
                None => {
                    let results = Route::Results(desk.id());
                    link(results, "button button--primary", words::next_results())
                }
            }}
        </nav>
    }
}
