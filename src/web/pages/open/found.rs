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
use crate::web::components::text::{around, plain};
use crate::web::incoming::Incoming;
use crate::web::library::{Library, News};
use crate::web::live::live;
use crate::web::wording::{self, display_name};
use crate::words::{news, open as words};

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
            let said = match fields {
                // Nothing gave way, so there is no state before.
                0 => news::merged_nothing(),
                _ => news::merged(fields),
            };
            let way = (news::history(), Route::History(id.clone()).fragment());
            library.tell(Some(News { words: said, way }));
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
    let raters = items.len() - n;
    let lacking = asides::lacking(library, &kept);
    let aside = asides::preview(&kept, &lacking);
    let title = match (n, raters) {
        (0, _) if !kept.is_empty() => asides::found(&kept),
        (n, 0) => words::found(n),
        (n, raters) => words::found_with_raters(words::FoundWithRaters { n, raters }),
    };
    let word = match items.len() + lacking.len() {
        _ if lacking.is_empty() && !items.iter().any(|it| it.arrival.is_news()) => words::go_on(),
        1 => words::take(),
        _ => words::take_all(),
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
                <p class="field__error" role="alert">{words::no_room()}</p>
            </Show>
            <div class="cluster">
                <button class="button button--primary" type="button" on:click=add>{word}</button>
                <button class="button" type="button" on:click=move |_| incoming.clear()>{words::leave()}</button>
            </div>
        </section>
    }
}

/// What becomes of something that is here already and will be found in another place.
fn moved(it: &Moved) -> String {
    match &it.host {
        Some(host) => {
            words::will_be_rater(words::WillBeRater { name: &rater_name(&it.assessment), host })
        }
        None => words::will_stand_alone(&display_name(&it.assessment)),
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
        Some(_) if !arrival.is_rater => plain(words::nothing_to_add()),
        _ => apart(model, arrival).map(|(how, table)| view! { {plain(how)} {table} }).into_any(),
    };
    let files = arrival.files();
    let answered = words::answered(words::Answered {
        done: counts.done().into(),
        asked: counts.asked().into(),
        dated: &dated,
        files: &files,
    });
    view! {
        <li>
            <strong dir="auto">{if arrival.is_rater { rater_name(it) } else { display_name(it) }}</strong>
            {arrival.is_rater.then(|| view! { " "<span class="tag">{words::tag_rater()}</span> })}
            {it.is_sample().then(|| view! { " "<span class="tag">{words::tag_sample()}</span> })}
            <p>{around(answered, |files| view! { <span dir="auto">{files}</span> }.into_any())}</p>
            {(kept > 0).then(|| plain(words::other_version(kept)))}
            {(ahead > 0).then(|| plain(words::ahead(ahead)))}
            {state}
        </li>
    }
}

fn rater_name(rater: &Assessment) -> String {
    match rater.text(Key::Assessors) {
        "" => words::unnamed_rater(),
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
            words::merge(),
            match taken {
                0 => words::merge_nothing(),
                n => words::merge_text(n),
            },
        ),
        (Choice::Beside, words::beside(), words::beside_text()),
        (Choice::Replace, words::replace(), words::replace_text()),
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
            <legend>{words::same_origin()}</legend>
            <div class="cards">{cards.into_iter().collect_view()}</div>
        </fieldset>
        {apart(model, &item.arrival).map(|(_, table)| table)}
    }
}

/// What is here and what each file says, where they do not say the same: in words and
/// as a table.
fn apart(model: &'static Model, item: &Arrival) -> Option<(String, impl IntoView + use<>)> {
    let here = item.mine.iter().map(|it| (it, words::here()));
    let is_one = item.sides.len() == 1;
    let name = |it: &Side| if is_one { words::in_file() } else { it.file.clone() };
    let files = item.sides.iter().map(|it| (&it.assessment, name(it)));
    let sides = differences::Sides { all: here.chain(files).collect(), marks_what_stands: true };
    let all: Vec<&Assessment> = sides.all.iter().map(|(it, _)| *it).collect();
    let found = differences_of(&all);
    if found.is_empty() {
        return None;
    }
    let conflicts = found.iter().filter(|it| it.is_conflict()).count();
    let n = found.len();
    let caption = if all.len() == 2 {
        words::differ_between_two(words::DifferBetweenTwo { n, conflicts })
    } else {
        words::differ_among_many(words::DifferAmongMany { n, conflicts })
    };
    let how = match &item.mine {
        Some(_) => words::differs_from_here(),
        None => words::files_differ(),
    };
    let table = view! {
        <details class="fold" open=found.len() <= 12>
            <summary>{caption}</summary>
            {differences::table(model, &found, words::field_by_field(), &sides)}
        </details>
    };
    Some((how, table))
}
