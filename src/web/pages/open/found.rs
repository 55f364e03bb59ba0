//! What is in the files that were opened, or in a link: what it says that is not said
//! here, where it will be found, and taking it over by adding, merging or replacing.

use leptos::prelude::*;

use super::asides;
use crate::assessment::{Assessment, AssessmentId, Key, differences, differences_of};
use crate::document::Aside;
use crate::library::import::{self, Arrival, Choice, Done, Moved, Side};
use crate::model::Model;
use crate::route::{Locator, Route};
use crate::scoring;
use crate::web::browser;
use crate::web::components::differences;
use crate::web::incoming::Incoming;
use crate::web::library::{Library, News};
use crate::web::live::live;
use crate::web::wording::{self, display_name, plural};
use crate::words::news;

/// One assessment of the files, and what is to become of it.
#[derive(Clone)]
struct Item {
    arrival: Arrival,
    choice: RwSignal<Choice>,
    /// Whether it was taken over already.
    is_done: StoredValue<bool>,
}

impl Item {
    fn new(arrival: Arrival) -> Self {
        Self { arrival, choice: RwSignal::new(Choice::Merge), is_done: StoredValue::new(false) }
    }

    /// Does what was chosen, and says where to find it.
    fn carry_out(&self, library: Library) -> Result<AssessmentId, ()> {
        let choice = self.choice.get_untracked();
        let done = library.act(|it, now| self.arrival.take_over(it, choice, now));
        let Done { id, taken } = done.map_err(|_| ())?;
        if let Some(fields) = taken {
            let words = match fields {
                // Nothing gave way, so there is no state before.
                0 => news::merged_nothing(),
                _ => news::merged(fields),
            };
            let way = (news::history(), Route::History(id.clone()).fragment());
            library.tell(Some(News { words, way }));
        }
        Ok(id)
    }
}

/// What is in the files, and the button that takes it over.
#[component]
pub fn Found(
    /// What is in this browser.
    library: Library,
    /// The files in hand.
    incoming: Incoming,
    /// What they hold, with the name of the file.
    found: Vec<(String, Assessment)>,
    /// What they hold of states and of a bin.
    kept: Vec<Aside>,
) -> impl IntoView {
    let failed = RwSignal::new(false);
    let (arrivals, places) = import::look(&library.kept(), found);
    let items: Vec<Item> = arrivals.into_iter().map(Item::new).collect();
    let rows = items.iter().map(|it| row(library, it)).collect_view();
    let n = items.iter().filter(|it| !it.arrival.is_rater).count();
    let with = match items.len() - n {
        0 => String::new(),
        raters => format!(", with {}", plural(raters, "rater", "raters")),
    };
    let lacking = asides::lacking(library, &kept);
    let aside = asides::preview(&kept, &lacking);
    let title = match n {
        0 if !kept.is_empty() => format!("{} found", asides::held(&kept)),
        _ => format!("{} found{with}", plural(n, "assessment", "assessments")),
    };
    let word = match items.len() + lacking.len() {
        _ if lacking.is_empty() && !items.iter().any(|it| it.arrival.is_news()) => {
            "Go on with what is here"
        }
        1 => "Take it over",
        _ => "Take all over",
    };
    let add = move |_| {
        let mut first = None;
        for item in items.iter().filter(|it| !it.is_done.get_value()) {
            match item.carry_out(library) {
                Ok(id) => {
                    // A second try goes on after it.
                    item.is_done.set_value(true);
                    first = first.or_else(|| (!item.arrival.is_rater).then_some(id));
                }
                Err(()) => {
                    failed.set(true);
                    return;
                }
            }
        }
        if asides::take_in(library, &kept).is_err() {
            failed.set(true);
            return;
        }
        incoming.clear();
        let to = match first {
            Some(id) if n == 1 => Route::Assess(id, Locator::default()),
            _ => Route::Home,
        };
        browser::go(&to.fragment());
    };
    view! {
        <section class="notice" aria-labelledby="found">
            <h2 id="found">{title}</h2>
            <ul class="stack">{rows}</ul>
            {aside}
            {places.iter().map(|it| view! { <p dir="auto">{moved(it)}</p> }).collect_view()}
            <Show when=move || failed.get()>
                <p class="field__error" role="alert">"The browser refused to store it: its storage is full or blocked. What was here before is unchanged. Make room, then add it again."</p>
            </Show>
            <div class="cluster">
                <button class="button button--primary" type="button" on:click=add>{word}</button>
                <button class="button" type="button" on:click=move |_| incoming.clear()>"Leave it"</button>
            </div>
        </section>
    }
}

/// What becomes of something that is here already and will be found in another place.
fn moved(it: &Moved) -> String {
    match &it.host {
        Some(host) => format!(
            "{}, which is here already, belongs to {host}: it will be among its raters.",
            rater_name(&it.assessment)
        ),
        None => {
            let name = display_name(&it.assessment);
            format!("{name}, which is here already, will stand on its own.")
        }
    }
}

fn row(library: Library, item: &Item) -> impl IntoView + use<> {
    let arrival = &item.arrival;
    let it = &arrival.assessment;
    let model = library.model_of(it.id());
    let counts = scoring::score(model, it).overall.counts;
    let dated = wording::dated(it).words();
    let kept = it.kept().len();
    let ahead = it.ahead(browser::now_ms());
    let state = match &arrival.mine {
        Some(mine) if !arrival.is_rater && arrival.is_news() => {
            choices(model, item, mine).into_any()
        }
        Some(_) if !arrival.is_rater => view! {
            <p>"Already here, with everything that is in the file: nothing to add."</p>
        }
        .into_any(),
        _ => {
            apart(model, arrival).map(|(words, table)| view! { <p>{words}</p> {table} }).into_any()
        }
    };
    view! {
        <li>
            <strong dir="auto">{if arrival.is_rater { rater_name(it) } else { display_name(it) }}</strong>
            {arrival.is_rater.then(|| view! { " "<span class="tag">"Rater"</span> })}
            {it.is_sample().then(|| view! { " "<span class="tag">"Sample"</span> })}
            <p>{format!("{} of {} answered, {dated}, in ", counts.done(), plural(counts.asked().into(), "question", "questions"))}<span dir="auto">{arrival.files()}</span>"."</p>
            {(kept > 0).then(|| view! { <p>{format!("{} kept and exported again, and not shown.", plural(kept, "entry made by another version is", "entries made by another version are"))}</p> })}
            {(ahead > 0).then(|| view! { <p>{format!("{}, and what is said from now on counts as later.", plural(ahead, "entry is dated in the future: a clock was wrong. It stays as it is", "entries are dated in the future: a clock was wrong. They stay as they are"))}</p> })}
            {state}
        </li>
    }
}

fn rater_name(rater: &Assessment) -> String {
    match rater.text(Key::Assessors) {
        "" => "A rater without a name".to_owned(),
        name => name.to_owned(),
    }
}

/// One of the same origin is here: what differs, and what to do.
fn choices(model: &'static Model, item: &Item, mine: &Assessment) -> impl IntoView + use<> {
    let taken = differences(mine, &item.arrival.assessment);
    let taken = taken.iter().filter(|it| it.theirs_stands()).count();
    let choice = item.choice;
    let name = format!("choice-{}", mine.id());
    let cards = [
        (
            Choice::Merge,
            "Merge",
            match taken {
                0 => "Field by field the later one stands: nothing in the file is later than what is here.".to_owned(),
                _ => format!("Field by field the later one stands: {} taken over. What gives way is kept as an earlier value.", plural(taken, "field is", "fields are")),
            },
        ),
        (Choice::Beside, "Add as new", "Beside the one that is here, which stays as it is.".to_owned()),
        (Choice::Replace, "Replace", "The one that is here goes to the bin.".to_owned()),
    ]
    .map(|(it, title, text)| {
        view! {
            <label class="card">
                <input type="radio" name=name.clone() prop:checked=live(move || choice.get() == it) on:change=move |_| choice.set(it) />
                <span class="card__title">{title}</span>
                <span class="card__text">{text}</span>
            </label>
        }
    });
    view! {
        <fieldset>
            <legend>"One of the same origin is already here."</legend>
            <div class="cards">{cards.into_iter().collect_view()}</div>
        </fieldset>
        {apart(model, &item.arrival).map(|(_, table)| table)}
    }
}

/// What is here and what each file says, where they do not say the same: in words and
/// as a table.
fn apart(model: &'static Model, item: &Arrival) -> Option<(String, impl IntoView + use<>)> {
    let here = item.mine.iter().map(|it| (it, "Here".to_owned()));
    let is_one = item.sides.len() == 1;
    let name = |it: &Side| if is_one { "In the file".to_owned() } else { it.file.clone() };
    let files = item.sides.iter().map(|it| (&it.assessment, name(it)));
    let sides = differences::Sides { all: here.chain(files).collect(), marks_what_stands: true };
    let all: Vec<&Assessment> = sides.all.iter().map(|(it, _)| *it).collect();
    let found = differences_of(&all);
    if found.is_empty() {
        return None;
    }
    let conflicts = found.iter().filter(|it| it.is_conflict()).count();
    let caption = format!(
        "{}; in {conflicts} {}.",
        plural(found.len(), "field differs", "fields differ"),
        if all.len() == 2 { "both sides say something" } else { "different things are said" }
    );
    let words = match &item.mine {
        Some(_) => "Some of it is here already, and not the same.",
        None => "The files do not say the same.",
    };
    let words = format!(
        "{words} Field by field the later one stands; what gives way is kept as an earlier value."
    );
    let table = view! {
        <details class="fold" open=found.len() <= 12>
            <summary>{caption}</summary>
            {differences::table(model, &found, "Field by field".to_owned(), &sides)}
        </details>
    };
    Some((words, table))
}
