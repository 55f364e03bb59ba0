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
use crate::web::library::Library;
use crate::web::live::{live, memo};
use crate::web::wording;
use crate::web::wording::display_name;

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
            {heading("Units side by side")}
            <p class="lead">"Teams, sites or companies that each have an assessment of their own. A process is only as good for the whole as in the unit where it stands lowest."</p>
        </header>
        {section("choose", "Which", "By organisation. Each is one assessment in this browser.", live(move || choices.with(|it| choose(it, out))))}
        {section("levels", "Levels", "Levels as rated. Belief is marked and not counted.", live(move || table(library, &units.get())))}
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
            if organisation.is_empty() { dated } else { [organisation, ", ", &dated].concat() }
        })
    };
    wording::distinct(names, more)
}

fn choose(all: &[Organisation], out: RwSignal<BTreeSet<AssessmentId>>) -> AnyView {
    if all.is_empty() {
        return view! { <p>"There is no assessment in this browser yet. "<a href=route::OPEN>"Open the files of the units"</a></p> }
            .into_any();
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
                    <span dir="auto">{it.name.clone()}{it.is_sample.then(|| view! { " "<span class="tag">"Sample"</span> })}</span>
                </label>
            }
        });
        let name = if name.is_empty() { "Organisation not named".to_owned() } else { name.clone() };
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
        return view! { <p>"Tick at least one unit."</p> }.into_any();
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
            (Some(lowest), Some(highest)) => format!("{lowest} to {highest}"),
            _ => "–".to_owned(),
        };
        view! {
            <tr>
                <th scope="row">{model.process(process).name.clone()}</th>
                {cells.collect_view()}
                <td class="is-number">{range}</td>
                <td class="is-number">{match across.measured { 0 => "–".to_owned(), n => format!("{} of {n}", across.at_target) }}</td>
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
        <div class="scroller" tabindex="0" role="group" aria-label="Levels of all units">
            <table class="table table--wide units">
                <caption>"Each level leads to what it is made of."</caption>
                <thead>
                    <tr>
                        <th scope="col">"Process"</th>
                        {heads.collect_view()}
                        <th scope="col" class="is-number">"Lowest to highest"</th>
                        <th scope="col" class="is-number">"At target"</th>
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
