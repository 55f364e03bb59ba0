//! Several units side by side: every process against every unit, so that one
//! sees who holds the others up and who could show them how.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use leptos::prelude::*;

use crate::assessment::{Assessment, AssessmentId, Key};
use crate::catalogue::Stored;
use crate::model::ProcessIx;
use crate::route::{self, Route};
use crate::scoring::{self, ProcessScore, ScoreSheet};
use crate::web::components::page::{heading, section};
use crate::web::components::text::{around, line, plain};
use crate::web::library::Library;
use crate::web::live::{live, memo};
use crate::web::wording;
use crate::web::wording::display_name;
use crate::words::units as words;

/// One unit and its figures.
#[derive(Clone, Debug, PartialEq)]
struct Unit {
    id: AssessmentId,
    name: String,
    sheet: Arc<ScoreSheet>,
}

/// An organisation and its units to choose from.
type Organisation = (String, Vec<Choice>);

/// One unit to choose, without its figures: they change more often.
#[derive(Clone, Debug, PartialEq)]
struct Choice {
    id: AssessmentId,
    name: String,
    is_sample: bool,
}

/// The units by organisation.
fn organisations(all: &[Arc<Stored>]) -> Vec<Organisation> {
    let mut organisations: BTreeMap<&str, Vec<&Assessment>> = BTreeMap::new();
    for it in all.iter().map(|it| it.assessment()) {
        organisations.entry(it.text(Key::Organisation).trim()).or_default().push(it);
    }
    let choices = |units: Vec<&Assessment>| {
        let names = unit_names(units.iter().copied());
        let choice = |(it, name): (&Assessment, String)| Choice {
            id: it.id().clone(),
            name,
            is_sample: it.is_sample(),
        };
        units.into_iter().zip(names).map(choice).collect()
    };
    organisations.into_iter().map(|(name, units)| (name.to_owned(), choices(units))).collect()
}

/// The page.
pub fn page() -> impl IntoView {
    let library = expect_context::<Library>();
    let all = memo(move || library.all());
    // What was taken out: a unit that comes later is in.
    let out: RwSignal<BTreeSet<AssessmentId>> = RwSignal::new(samples(&all.get_untracked()));
    let units = memo(move || {
        let all = all.get();
        let is_in = |it: &&Arc<Stored>| out.with(|out| !out.contains(it.id()));
        let chosen: Vec<&Arc<Stored>> = all.iter().filter(is_in).collect();
        let names = unit_names(chosen.iter().map(|it| it.assessment()));
        let unit = |(it, name): (&Arc<Stored>, String)| Unit {
            id: it.id().clone(),
            name,
            sheet: it.sheet(library.model_of(it.id())),
        };
        chosen.into_iter().zip(names).map(unit).collect::<Vec<_>>()
    });
    let choices = memo(move || all.with(|all| organisations(all)));
    view! {
        <header class="page__head">
            {heading(words::heading())}
            {line("lead", words::lead())}
        </header>
        {section("choose", words::choose(), words::choose_note(), live(move || choices.with(|it| choose(it, out))))}
        {section("levels", words::levels(), words::levels_note(), live(move || table(library, &units.get())))}
    }
}

/// Samples are never mixed with real work, as long as there is any.
fn samples(all: &[Arc<Stored>]) -> BTreeSet<AssessmentId> {
    let has_own = all.iter().any(|it| !it.is_sample());
    let samples = all.iter().filter(|it| has_own && it.is_sample());
    samples.map(|it| it.id().clone()).collect()
}

/// What a unit is called among those of its organisation.
fn unit_name(it: &Assessment) -> String {
    let unit = it.text(Key::Unit).trim();
    if unit.is_empty() { display_name(it) } else { unit.to_owned() }
}

/// What units are called side by side: alike ones with their organisation, or when
/// they were changed.
fn unit_names<'a>(all: impl Iterator<Item = &'a Assessment>) -> Vec<String> {
    let all: Vec<&Assessment> = all.collect();
    let names: Vec<String> = all.iter().map(|it| unit_name(it)).collect();
    let more = |at: usize| {
        all.get(at).map_or_else(String::new, |it| {
            let organisation = it.text(Key::Organisation).trim();
            let dated = wording::dated(it).words();
            if organisation.is_empty() {
                dated
            } else {
                words::apart(words::Apart { organisation, dated: &dated })
            }
        })
    };
    wording::distinct(names, more)
}

fn choose(all: &[Organisation], out: RwSignal<BTreeSet<AssessmentId>>) -> AnyView {
    if all.is_empty() {
        let none = around(words::none(), |it| view! { <a href=route::OPEN>{it}</a> }.into_any());
        return view! { <p>{none}</p> }.into_any();
    }
    let fields = all.iter().map(|(name, units)| {
        let boxes = units.iter().map(|it| {
            let id = it.id.clone();
            let (is, turn) = (id.clone(), id);
            view! {
                <label class="check">
                    <input
                        type="checkbox"
                        prop:checked=live(move || out.with(|it| !it.contains(&is)))
                        on:change=move |event| {
                            let is_in = event_target_checked(&event);
                            out.update(|it| {
                                if is_in { it.remove(&turn); } else { it.insert(turn.clone()); }
                            });
                        }
                    />
                    <span dir="auto">{it.name.clone()}{it.is_sample.then(|| view! { " "<span class="tag">{words::tag_sample()}</span> })}</span>
                </label>
            }
        });
        let name = if name.is_empty() { words::unnamed() } else { name.clone() };
        view! {
            <fieldset>
                <legend class="group-label" dir="auto">{name}</legend>
                {boxes.collect_view()}
            </fieldset>
        }
    });
    fields.collect_view().into_any()
}

fn table(library: Library, units: &[Unit]) -> AnyView {
    if units.is_empty() {
        return plain(words::tick_one());
    }
    // The rows are those that all of them have.
    let model = library.shipped();
    let heads = units.iter().map(|it| {
        let href = Route::Results(it.id.clone()).fragment();
        view! { <th scope="col"><a href=href dir="auto">{it.name.clone()}</a></th> }
    });
    let row = |process: ProcessIx| {
        let cells = units.iter().map(|it| {
            let href = Route::Process(it.id.clone(), model.process(process).id.clone()).fragment();
            cell(it.sheet.process(process), href)
        });
        let across = scoring::across(units.iter().map(|it| &*it.sheet), process);
        let range = match (across.lowest, across.highest) {
            (Some(lowest), Some(highest)) if lowest == highest => lowest.to_string(),
            (Some(lowest), Some(highest)) => {
                let (lowest, highest) = (lowest.to_string(), highest.to_string());
                words::lowest_to_highest(words::LowestToHighest {
                    lowest: &lowest,
                    highest: &highest,
                })
            }
            _ => words::unknown(),
        };
        let reached = match across.measured {
            0 => words::unknown(),
            measured => words::of_measured(words::OfMeasured {
                reached: across.at_target.into(),
                measured: measured.into(),
            }),
        };
        view! {
            <tr>
                <th scope="row">{model.process(process).name.clone()}</th>
                {cells.collect_view()}
                <td class="is-number">{range}</td>
                <td class="is-number">{reached}</td>
            </tr>
        }
    };
    let groups = model.groups().map(|group| {
        let rows = model.members(group).map(row).collect_view();
        view! {
            <tbody>
                <tr><th class="units__group" scope="rowgroup" colspan=units.len() + 3>{model.group_title(group).to_owned()}</th></tr>
                {rows}
            </tbody>
        }
    });
    view! {
        <div class="scroller" tabindex="0" role="group" aria-label=words::table()>
            <table class="table table--wide units">
                <caption>{words::caption()}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words::process()}</th>
                        {heads.collect_view()}
                        <th scope="col" class="is-number">{words::range()}</th>
                        <th scope="col" class="is-number">{words::at_target()}</th>
                    </tr>
                </thead>
                {groups.collect_view()}
            </table>
        </div>
    }
    .into_any()
}

/// Where a process of a unit stands, with the way to its arithmetic.
fn cell(score: &ProcessScore, href: String) -> impl IntoView + use<> {
    let level = score.levels().map(|it| it.lowest.to_string());
    view! {
        <td>
            <a class="units__cell" href=href>
                {level.map(|it| view! { <span class="level" data-level=it.clone() aria-hidden="true">{it.clone()}</span> })}
                <span>{wording::standing(score)}</span>
            </a>
        </td>
    }
}
