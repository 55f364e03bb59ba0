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
use crate::web::components::text::around;
use crate::web::components::title_block::TitleBlock;
use crate::web::components::{chart, leaving};
use crate::web::desk::Desk;
use crate::web::library::Library;
use crate::web::live::{live, memo};
use crate::web::wording;
use crate::words::results as words;

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
        <header class="page__head">{heading(words::heading())}</header>
        <div class="stack results">
            <p class="verdict">{live(move || overall.with(wording::verdict))}</p>
            <TitleBlock reading=*desk />
            <Headline desk overall />
            <div class="cluster no-print">
                <button class="button" type="button" on:click=|_| dom::print()>{words::print()}</button>
                <button class="button" type="button" on:click=export>{words::export()}</button>
                <a class="button" href=desk.link(Route::Share)>{words::share()}</a>
                <a class="button" href=desk.link(Route::Raters)>{words::raters()}</a>
                <a class="button" href=desk.link(|id| Route::Assess(id, Locator::default()))>{words::go_on()}</a>
                <Compare reading=*desk library compare />
            </div>
            <Reports desk />
        </div>
        {section("radar", words::radar(), words::radar_note(), chart::radar(*desk, previous))}
        {section("bars", words::bars(), words::bars_note(), chart::bars(*desk, previous))}
        {section("profile", words::profile(), words::profile_note(), chart::profile(*desk))}
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
    let figure_of = move || {
        overall.with(|it| {
            let (how, base) = (&wording::aggregation(it.aggregation), &wording::base(it));
            if it.is_belief {
                words::figure_believed(words::FigureBelieved { how, base })
            } else {
                words::figure(words::Figure { how, base })
            }
        })
    };
    let some_of = |n: u16, all: u16| {
        let words = words::some_of(words::SomeOf { n: n.into(), all: all.into() });
        around(words, |it| view! { <small>{it}</small> }.into_any())
    };
    let weakest =
        move || overall.get().tally.weakest.map_or_else(|| "–".to_owned(), |it| it.to_string());
    view! {
        <dl class="figures">
            <div>
                <dt>{live(figure_of)}</dt>
                <dd>{figure}</dd>
            </div>
            <div>
                <dt>{words::at_target()}</dt>
                <dd>{live(move || some_of(overall.get().tally.at_target, overall.get().tally.with_level))}</dd>
            </div>
            <div>
                <dt>{words::lowest()}</dt>
                <dd>{weakest}</dd>
            </div>
            <div>
                <dt>{live(move || match overall.get().counts.ask_someone {
                    0 => words::answered(),
                    n => words::answered_some_left(n.into()),
                })}</dt>
                <dd>{live(move || some_of(overall.get().counts.done(), overall.get().counts.asked()))}</dd>
            </div>
        </dl>
        <div class="field no-print">
            <label class="field__label" for="aggregation">{words::one_figure()}</label>
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
                ProcessGap::Known { risk, .. } if risk.is_settled() => risk.lowest.code(),
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
    let note = around(words::gaps_note(), |it| view! { <a href=route::METHOD>{it}</a> }.into_any());
    view! {
        {section("gaps", words::gaps(), note, view! {
            <div class="scroller" tabindex="0" role="group" aria-label=words::gaps_table()>
                <table class="table table--wide">
                    <thead>
                        <tr>
                            <th scope="col">{words::process()}</th>
                            <th scope="col">{words::stands_at()}</th>
                            <th scope="col" class="is-number">{words::target()}</th>
                            <th scope="col">{words::gap()}</th>
                            <th scope="col">{words::risk()}</th>
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
    section("groups", words::groups(), words::groups_note(), live(figures))
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
        (!table.rows.is_empty()).then(|| {
            section("left-out", words::left_out(), report::left_out_note(), chart::table(&table))
        })
    })
}
