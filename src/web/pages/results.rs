//! Results: where the organisation stands, in one sentence, in charts, and in
//! figures that can be opened.

use std::sync::Arc;

use leptos::prelude::*;

use super::{heading, section, take};
use crate::assessment::{Aggregation, Assessment, AssessmentId, Edit, Key, Value};
use crate::model::{Depth, ProcessIx};
use crate::report::{self, Fact};
use crate::route::{Route, Spot};
use crate::scoring::{self, Overall, ProcessGap, ScoreSheet};
use crate::web::app;
use crate::web::backup::What;
use crate::web::browser::{self, dom};
use crate::web::components::leaving::Leaving;
use crate::web::components::{chart, leaving};
use crate::web::desk::Desk;
use crate::web::library::Library;
use crate::web::live::{live, memo};
use crate::web::shelf::{self, Kept};
use crate::web::wording::{self, display_name};

/// The page.
pub fn page() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let library = expect_context::<Library>();
    let compare: RwSignal<Option<Behind>> = RwSignal::new(None);
    let previous = behind(library, compare);
    let overall = memo(move || desk.sheet.with(|it| it.overall.clone()));
    let leaving = expect_context::<Leaving>();
    let export = move |_| {
        let what = What::One(desk.assessment.get_untracked());
        leaving::hand_over(library, leaving, what, |_| ());
    };
    view! {
        <header class="page__head">{heading("Results")}</header>
        <div class="stack results">
            <p class="verdict">{live(move || overall.with(wording::verdict))}</p>
            <TitleBlock desk />
            <Headline desk overall />
            <div class="cluster no-print">
                <button class="button" type="button" on:click=|_| dom::print()>"Print or save as PDF"</button>
                <button class="button" type="button" on:click=export>"Export the file"</button>
                <a class="button" href=app::link(desk, Route::Share)>"Share by link"</a>
                <a class="button" href=app::link(desk, Route::Raters)>"Several people"</a>
                <a class="button" href=app::link(desk, |id| Route::Assess(id, Spot::default()))>"Go on answering"</a>
                <Compare desk library compare />
            </div>
            <take::Take desk />
        </div>
        {section("radar", "All processes", "Now against the target. A process without answers has no level, which is not the same as level 0.", chart::radar(desk, previous))}
        {section("bars", "Process by process", "The bar should reach its target mark. The hatched part is still open.", chart::bars(desk, previous))}
        {section("profile", "Attribute profile", "The process attributes of ISO/IEC 33020. Level 2 needs 1.1 at F and both of 2 at L or better.", chart::profile(desk))}
        <Gaps desk />
        <Groups desk />
        <LeftOut desk />
    }
}

/// What was assessed, by whom and when, as on a drawing.
#[component]
pub(super) fn TitleBlock(
    /// The open assessment.
    desk: Desk,
) -> impl IntoView {
    let facts = desk.slice(move |it| report::facts(desk.model, it, browser::now_ms()));
    let fact = |it: Fact| {
        let class = match it.label {
            "Organisation" => "title-block__wide",
            "Scope" => "title-block__full",
            _ => "",
        };
        view! { <div class=class><dt>{it.label}</dt><dd dir="auto">{it.value}</dd></div> }
    };
    view! { <dl class="title-block">{live(move || facts.get().into_iter().map(fact).collect_view())}</dl> }
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

/// What is laid behind the charts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Behind {
    /// Another assessment.
    Other(AssessmentId),
    /// A named state, by the key of its record.
    State(String),
}

impl Behind {
    /// From the code of an option.
    fn parse(code: String) -> Option<Self> {
        match AssessmentId::parse(&code) {
            Some(id) => Some(Behind::Other(id)),
            None => (!code.is_empty()).then_some(Behind::State(code)),
        }
    }
}

/// The figures of what is laid behind the charts.
pub(super) fn behind(
    library: Library,
    compare: RwSignal<Option<Behind>>,
) -> Memo<Option<ScoreSheet>> {
    let model = library.model();
    // Not anew with every letter that is said elsewhere.
    let figures = memo(move || match compare.get()? {
        Behind::Other(id) => library.stored(&id).map(|it| it.sheet(model)),
        Behind::State(key) => {
            let state = shelf::all(library).into_iter().find(|it| it.key == key)?;
            Some(Arc::new(scoring::score(model, &state.assessment)))
        }
    });
    memo(move || figures.with(|it| it.as_deref().cloned()))
}

/// Which earlier state or other assessment to lay behind the charts.
#[component]
pub(super) fn Compare(
    /// The open assessment.
    desk: Desk,
    /// What is in this browser.
    library: Library,
    /// The one chosen.
    compare: RwSignal<Option<Behind>>,
) -> impl IntoView {
    let sample = desk.assessment.with_untracked(Assessment::is_sample);
    // Belief is never laid over measurement.
    let is_quick = |it: &Assessment| it.depth() == Depth::Quick;
    let quick = desk.assessment.with_untracked(is_quick);
    // A sample is compared with samples, real work with real work.
    let states = untrack(|| shelf::snapshots(library, &desk.id())).into_iter();
    let states = states.filter(|it| is_quick(&it.assessment) == quick);
    let state = |it: Arc<Kept>| {
        let words = format!("{} · {}", it.name, wording::moment(it.at));
        (it.key.clone(), words)
    };
    let all = untrack(|| library.all());
    let others: Vec<&Assessment> = all
        .iter()
        .map(|it| it.assessment())
        .filter(|it| *it.id() != desk.id() && it.is_sample() == sample && is_quick(it) == quick)
        .collect();
    let names = others.iter().map(|it| display_name(it)).collect();
    let dated =
        |at: usize| others.get(at).map_or_else(String::new, |it| wording::dated(it).words());
    let names = wording::distinct(names, dated);
    let others = others.iter().map(|it| it.id().to_string()).zip(names);
    let options: Vec<(String, String)> = states.map(state).chain(others).collect();
    (!options.is_empty()).then(|| {
        let choose = move |event| compare.set(Behind::parse(event_target_value(&event)));
        view! {
            <div class="cluster">
                <label class="field__label" for="compare">"Compare with"</label>
                <select class="input input--short" id="compare" on:change=choose>
                    <option value="">"nothing"</option>
                    {options.into_iter().map(|(code, name)| view! { <option value=code>{name}</option> }).collect_view()}
                </select>
            </div>
        }
    })
}

/// Gaps against the targets, the worst first.
#[component]
fn Gaps(
    /// The open assessment.
    desk: Desk,
) -> impl IntoView {
    let model = desk.model;
    let rows = memo(move || desk.sheet.with(|sheet| scoring::worst_first(model, sheet)));
    let row = move |process: ProcessIx| {
        let href = Route::Process(desk.id(), process).fragment(model);
        desk.sheet.with(|sheet| {
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
        {section("gaps", "Gaps", view! { "The largest risk first. While answers are open a gap has two ends. "<a href="#/method">"How gaps and risks are found"</a> }, view! {
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
    let figures = move || desk.sheet.with(|it| chart::table(&report::groups(desk.model, it)));
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
            .then(|| section("left-out", "Left out", report::LEFT_OUT, chart::table(&table)))
    })
}
