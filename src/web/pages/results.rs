//! Results: where the organisation stands, in one sentence, in charts, and in
//! figures that can be opened.

use leptos::prelude::*;

use crate::assessment::{Aggregation, Edit, Key, Value};
use crate::library::backup::What;
use crate::model::ProcessIx;
use crate::report;
use crate::route::{self, Locator, Route};
use crate::scoring::{self, Overall, ProcessGap};
use crate::web::browser::dom;
use crate::web::components::compare::{Behind, Compare, behind};
use crate::web::components::leaving::Leaving;
use crate::web::components::page::{heading, section};
use crate::web::components::reports::Reports;
use crate::web::components::title_block::TitleBlock;
use crate::web::components::{chart, leaving};
use crate::web::desk::Desk;
use crate::web::library::Library;
use crate::web::live::{live, memo};
use crate::web::wording;

/// The page.
pub fn page() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let library = expect_context::<Library>();
    let compare: RwSignal<Option<Behind>> = RwSignal::new(None);
    let previous = behind(library, compare);
    let overall = memo(move || desk.figures(|it| it.overall.clone()));
    let leaving = expect_context::<Leaving>();
    let export = move |_| {
        let what = What::One(desk.look(Clone::clone));
        leaving::hand_over(library, leaving, what, |_| ());
    };
    view! {
        <header class="page__head">{heading("Results")}</header>
        <div class="stack results">
            <p class="verdict">{live(move || overall.with(wording::verdict))}</p>
            <TitleBlock reading=*desk />
            <Headline desk overall />
            <div class="cluster no-print">
                <button class="button" type="button" on:click=|_| dom::print()>"Print or save as PDF"</button>
                <button class="button" type="button" on:click=export>"Export the file"</button>
                <a class="button" href=desk.link(Route::Share)>"Share by link"</a>
                <a class="button" href=desk.link(Route::Raters)>"Several people"</a>
                <a class="button" href=desk.link(|id| Route::Assess(id, Locator::default()))>"Go on answering"</a>
                <Compare reading=*desk library compare />
            </div>
            <Reports desk />
        </div>
        {section("radar", "All processes", "Now against the target. A process without answers has no level, which is not the same as level 0.", chart::radar(*desk, previous))}
        {section("bars", "Process by process", "The bar should reach its target mark. The hatched part is still open.", chart::bars(*desk, previous))}
        {section("profile", "Attribute profile", "The process attributes of ISO/IEC 33020. Level 2 needs 1.1 at F and both of 2 at L or better.", chart::profile(*desk))}
        <Gaps desk />
        <Groups desk />
        <LeftOut desk />
    }
}

/// The overall figure, how it is put together, and what it rests on.
#[component]
fn Headline(
    /// The open assessment.
    desk: Desk,
    /// Overall figures.
    overall: Memo<Overall>,
) -> impl IntoView {
    let figure = move || match overall.get().figure {
        None => "–".to_owned(),
        Some(it) => wording::figure(it.hundredths),
    };
    let choose = move |event| {
        if let Some(it) = Aggregation::from_code(&event_target_value(&event))
            && let Some(edit) = Edit::new(Key::Aggregation, Some(Value::Aggregation(it)))
        {
            desk.apply(edit);
        }
    };
    let options = Aggregation::ALL.iter().map(|it| {
        let it = *it;
        view! { <option value=it.code() prop:selected=live(move || overall.get().aggregation == it)>{wording::aggregation(it)}</option> }
    });
    let weakest =
        move || overall.get().tally.weakest.map_or_else(|| "–".to_owned(), |it| it.to_string());
    view! {
        <dl class="figures">
            <div>
                <dt>{live(move || format!("capability level{}: {}, {}", if overall.get().is_belief { " as believed" } else { "" }, wording::aggregation(overall.get().aggregation), overall.with(wording::base)))}</dt>
                <dd>{figure}</dd>
            </div>
            <div>
                <dt>"processes at or above their target, of those with a level"</dt>
                <dd>{live(move || overall.get().tally.at_target)}" "<small>"of "{live(move || overall.get().tally.with_level)}</small></dd>
            </div>
            <div>
                <dt>"the lowest level of any process"</dt>
                <dd>{weakest}</dd>
            </div>
            <div>
                <dt>{live(move || match overall.get().counts.ask_someone {
                    0 => "questions answered".to_owned(),
                    n => format!("questions answered; {n} left to someone who knows"),
                })}</dt>
                <dd>{live(move || overall.get().counts.done())}" "<small>"of "{live(move || overall.get().counts.asked())}</small></dd>
            </div>
        </dl>
        <div class="field no-print">
            <label class="field__label" for="aggregation">"One figure for all processes"</label>
            <select class="input input--short" id="aggregation" on:change=choose>{options.collect_view()}</select>
        </div>
    }
}

/// Gaps against the targets, the worst first.
#[component]
fn Gaps(
    /// The open assessment.
    desk: Desk,
) -> impl IntoView {
    let model = desk.model;
    let rows = memo(move || desk.figures(|sheet| scoring::worst_first(model, sheet)));
    let row = move |process: ProcessIx| {
        let href = Route::Process(desk.id(), model.process(process).id.clone()).fragment();
        desk.figures(|sheet| {
            let score = sheet.process(process);
            let settled = match &score.gap {
                ProcessGap::Known { risk, .. } if risk.is_settled() => risk.lowest.name(),
                ProcessGap::Known { .. } | ProcessGap::Unknown => "unknown",
            };
            view! {
                <tr>
                    <th scope="row"><a href=href>{model.process(process).name.clone()}</a></th>
                    <td>{wording::standing(score)}</td>
                    <td class="is-number">{report::target(score)}</td>
                    <td>{wording::gap(&score.gap)}</td>
                    <td><span class="risk" data-risk=settled>{wording::risk(&score.gap)}</span></td>
                </tr>
            }
        })
    };
    view! {
        {section("gaps", "Gaps", view! { "The largest risk first. While answers are open a gap has two ends. "<a href=route::METHOD>"How gaps and risks are found"</a> }, view! {
            <div class="scroller" tabindex="0" role="group" aria-label="Gaps to the target">
                <table class="table table--wide">
                    <thead>
                        <tr>
                            <th scope="col">"Process"</th>
                            <th scope="col">"Stands at"</th>
                            <th scope="col" class="is-number">"Target"</th>
                            <th scope="col">"Gap"</th>
                            <th scope="col">"Risk"</th>
                        </tr>
                    </thead>
                    <tbody>{live(move || rows.get().into_iter().map(row).collect_view())}</tbody>
                </table>
            </div>
        })}
    }
}

/// Groups, each figure with the number of processes it rests on.
#[component]
fn Groups(
    /// The open assessment.
    desk: Desk,
) -> impl IntoView {
    let figures = move || desk.figures(|it| chart::table(&report::groups(desk.model, it)));
    section("groups", "Groups", "Every count names what it is counted of.", live(figures))
}

/// What is not in the figures, each with its reason.
#[component]
fn LeftOut(
    /// The open assessment.
    desk: Desk,
) -> impl IntoView {
    let table = desk.slice(move |it| report::left_out(desk.model, it));
    live(move || {
        let table = table.get();
        (!table.rows.is_empty())
            .then(|| section("left-out", "Left out", report::left_out_note(), chart::table(&table)))
    })
}
