//! Results: where the organisation stands, in one sentence, in charts, and in
//! figures that can be opened.

use leptos::prelude::*;

use super::{heading, section};
use crate::assessment::{
    Aggregation, Answer, Assessment, AssessmentId, Edit, Independence, Key, Value,
};
use crate::model::{Depth, Kind, ProcessIx};
use crate::route::{Route, Spot};
use crate::scoring::{self, Bounds, Figure, Overall, ProcessGap, Risk, ScoreSheet};
use crate::web::app;
use crate::web::backup;
use crate::web::browser::{self, dom};
use crate::web::components::chart;
use crate::web::desk::Desk;
use crate::web::library::Library;
use crate::web::live::{live, memo};
use crate::web::shelf::{self, Kept};
use crate::web::wording::{self, display_name, plural};

/// The page.
pub fn page() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let library = expect_context::<Library>();
    let compare: RwSignal<Option<Behind>> = RwSignal::new(None);
    let previous = behind(library, compare);
    let overall = memo(move || desk.sheet.with(|it| it.overall.clone()));
    let export = move |_| {
        desk.assessment.with_untracked(|it| backup::export(library, it));
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
    let model = desk.model;
    let text = move |key: Key| desk.read(|it| it.text(key).trim().to_owned());
    let or_dash = move |key: Key| {
        move || Some(text(key)).filter(|it| !it.is_empty()).unwrap_or_else(|| "–".to_owned())
    };
    let organisation = move || {
        let parts = [text(Key::Organisation), text(Key::Unit)];
        let said: Vec<String> = parts.into_iter().filter(|it| !it.is_empty()).collect();
        if said.is_empty() { "–".to_owned() } else { said.join(", ") }
    };
    let assessor = move || {
        let who = desk.read(|it| match it.independence() {
            Independence::Internal => "internal",
            Independence::Independent => "independent",
        });
        let name = text(Key::Assessors);
        if name.is_empty() { who.to_owned() } else { format!("{name}, {who}") }
    };
    let depth = move || {
        desk.read(|it| match it.depth() {
            Depth::Quick => "Quick: belief, no proof",
            Depth::Standard => "Standard",
            Depth::Full => "Full",
        })
    };
    let state_of =
        move || desk.read(|it| it.latest().map(|it| browser::date(it.ms)).unwrap_or_default());
    view! {
        <dl class="title-block">
            <div class="title-block__wide"><dt>"Organisation"</dt><dd dir="auto">{live(organisation)}</dd></div>
            <div><dt>"Assessor"</dt><dd dir="auto">{assessor}</dd></div>
            <div><dt>"Model"</dt><dd>{format!("{} {}", model.title(), model.version())}</dd></div>
            <div><dt>"Depth"</dt><dd>{depth}</dd></div>
            <div><dt>"State of"</dt><dd>{state_of}</dd></div>
            <div class="title-block__full"><dt>"Scope"</dt><dd dir="auto">{or_dash(Key::Scope)}</dd></div>
        </dl>
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
        Some(Figure { hundredths: Bounds { lowest, highest }, .. }) if lowest == highest => {
            wording::hundredths(lowest)
        }
        Some(Figure { hundredths: Bounds { lowest, highest }, .. }) => {
            format!("{} to {}", wording::hundredths(lowest), wording::hundredths(highest))
        }
    };
    let base = move || {
        let overall = overall.get();
        match (overall.figure, overall.aggregation) {
            (None, _) => "no process has a level".to_owned(),
            (Some(it), Aggregation::MeanOfGroups) => {
                format!("over {}", plural(usize::from(it.over), "group", "groups"))
            }
            (Some(it), _) => {
                format!("over {} of {} processes in scope", it.over, overall.tally.in_scope)
            }
        }
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
                <dt>{live(move || format!("capability level{}: {}, {}", if overall.get().is_belief { " as believed" } else { "" }, wording::aggregation(overall.get().aggregation), base()))}</dt>
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
    memo(move || {
        let assessment = match compare.get()? {
            Behind::Other(id) => library.load(&id)?.assessment,
            Behind::State(key) => {
                shelf::all(library).into_iter().find(|it| it.key == key)?.assessment
            }
        };
        Some(scoring::score(library.model(), &assessment))
    })
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
    let state = |it: Kept| {
        let words = format!("{} · {}", it.name, browser::date(it.at));
        (it.key, words)
    };
    let all = untrack(|| library.all()).into_iter();
    let others = all
        .filter(|it| *it.id() != desk.id() && it.is_sample() == sample && is_quick(it) == quick)
        .map(|it| (it.id().to_string(), display_name(&it)));
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
    let rows = memo(move || {
        desk.sheet.with(|sheet| {
            let with = |wanted: Risk| {
                sheet.processes.iter().filter(move |it| {
                    let risk = match &it.gap {
                        ProcessGap::Known { risk, .. } => risk.lowest,
                        ProcessGap::Unknown => Risk::None,
                    };
                    model.kind(it.process) == Kind::Process && risk == wanted
                })
            };
            let worst_first = [Risk::High, Risk::Medium, Risk::Low, Risk::None];
            worst_first.into_iter().flat_map(with).map(|it| it.process).collect::<Vec<_>>()
        })
    });
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
                    <td class="is-number">{score.target.to_string()}</td>
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
    let model = desk.model;
    let rows = move || {
        desk.sheet.with(|sheet| {
            sheet
                .groups
                .iter()
                .map(|group| {
                    let tally = group.tally;
                    let mean = match tally.mean_hundredths() {
                        Some(mean) => format!("{} over {} of {}", wording::hundredths(mean), tally.with_level, tally.in_scope),
                        None if tally.in_scope == 0 => "has no level".to_owned(),
                        None => format!("none of {}", tally.in_scope),
                    };
                    let target = if tally.with_level == 0 { "–".to_owned() } else { format!("{} of {}", tally.at_target, tally.with_level) };
                    view! {
                        <tr>
                            <th scope="row">{model.group_title(group.group).to_owned()}</th>
                            <td>{mean}</td>
                            <td>{target}</td>
                            <td>{format!("{} of {}", group.counts.done(), group.counts.asked())}</td>
                        </tr>
                    }
                })
                .collect_view()
        })
    };
    view! {
        {section("groups", "Groups", "Every count names what it is counted of.", view! {
            <div class="scroller" tabindex="0" role="group" aria-label="Figures by group">
                <table class="table table--wide">
                    <thead>
                        <tr>
                            <th scope="col">"Group"</th>
                            <th scope="col">"Mean level"</th>
                            <th scope="col">"At target"</th>
                            <th scope="col">"Answered"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        })}
    }
}

/// What is not in the figures, each with its reason.
#[component]
fn LeftOut(
    /// The open assessment.
    desk: Desk,
) -> impl IntoView {
    let model = desk.model;
    let rows = desk.slice(move |it| {
        let reason = |it: &str| Some(it.trim().to_owned()).filter(|it| !it.is_empty());
        let processes = model.processes().filter_map(|process| {
            let why = it.out_of_scope(process)?;
            Some((model.process(process).name.clone(), "out of scope", reason(why)))
        });
        let questions = it.answers().filter_map(|(question, answer)| {
            let Answer::NotApplicable { reason: why } = answer else { return None };
            let question = model.question(question);
            let name = format!("{}: {}", model.process(question.process()).name, question.title());
            Some((name, "not applicable", reason(why.as_str())))
        });
        processes.chain(questions).collect::<Vec<_>>()
    });
    let row = |(name, what, why): (String, &'static str, Option<String>)| {
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td>{what}</td>
                <td dir="auto">{match why {
                    Some(why) => view! { {why} }.into_any(),
                    None => view! { <span class="field__error">"no reason given"</span> }.into_any(),
                }}</td>
            </tr>
        }
    };
    live(move || {
        let rows = rows.get();
        (!rows.is_empty()).then(|| {
            section("left-out", "Left out", "In none of the figures. Certification to the 2018 edition accepts no exclusions.", view! {
                <div class="scroller" tabindex="0" role="group" aria-label="What was left out, and why">
                    <table class="table">
                        <thead><tr><th scope="col">"What"</th><th scope="col">"How"</th><th scope="col">"Why"</th></tr></thead>
                        <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
                    </table>
                </div>
            })
        })
    })
}
