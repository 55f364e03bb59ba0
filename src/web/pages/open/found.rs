//! What is in the files that were opened, or in a link: what it says that is not said
//! here, where it will be found, and taking it over by adding, merging or replacing.

use leptos::prelude::*;

use super::asides;
use crate::assessment::{Assessment, AssessmentId, Key, differences, differences_of};
use crate::model::Model;
use crate::raters;
use crate::route::{Locator, Route};
use crate::scoring;
use crate::web::browser;
use crate::web::components::differences;
use crate::web::incoming::{Incoming, copy_of};
use crate::web::library::{Library, News};
use crate::web::live::live;
use crate::web::shelf::{self, Aside, Why};
use crate::web::wording::{self, display_name, plural};

/// What to do with an assessment of which one of the same origin is here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Choice {
    /// Field by field, the later one stands.
    Merge,
    /// Both, side by side.
    Beside,
    /// The one here goes to the bin.
    Replace,
}

/// What a file says of an assessment, or several files that say the same.
#[derive(Clone)]
struct Side {
    file: String,
    assessment: Assessment,
}

/// One assessment of the files, and what is to become of it.
#[derive(Clone)]
struct Item {
    /// What the files say, put together.
    assessment: Assessment,
    /// What each says that says something else than the others.
    sides: Vec<Side>,
    /// Whether it is what a rater answered for an assessment that is here or comes
    /// along.
    is_rater: bool,
    /// The one of the same origin that is here.
    mine: Option<Assessment>,
    choice: RwSignal<Choice>,
    /// Whether it was taken over already.
    is_done: StoredValue<bool>,
}

impl Item {
    fn new(library: Library, file: String, assessment: Assessment) -> Self {
        let mine = library.load(assessment.id()).map(|it| it.assessment);
        Self {
            sides: vec![Side { file, assessment: assessment.clone() }],
            assessment,
            is_rater: false,
            mine,
            choice: RwSignal::new(Choice::Merge),
            is_done: StoredValue::new(false),
        }
    }

    /// Takes in what another file says of it: two files of the same assessment are
    /// two replicas of it.
    fn join(&mut self, other: Self) {
        self.assessment = self.assessment.clone().merge(other.assessment);
        for Side { mut file, assessment } in other.sides {
            match self.sides.iter_mut().find(|it| it.assessment == assessment) {
                Some(same) => same.file = format!("{}, {file}", same.file),
                None => {
                    // From two folders, as it may be.
                    let n = self.sides.iter().filter(|it| it.file == file).count();
                    if n > 0 {
                        file = format!("{file} ({})", n + 1);
                    }
                    self.sides.push(Side { file, assessment });
                }
            }
        }
    }

    /// The names of the files that it is in.
    fn files(&self) -> String {
        self.sides.iter().map(|it| it.file.as_str()).collect::<Vec<_>>().join(", ")
    }

    /// As it will be here when the files are merged with it.
    fn merged(&self) -> Assessment {
        let mine = self.mine.clone();
        mine.map_or_else(|| self.assessment.clone(), |it| it.merge(self.assessment.clone()))
    }

    /// Whether there is anything in it that is not here already.
    fn is_news(&self) -> bool {
        // What differs and would give way in a merge can still replace what is here.
        self.mine.as_ref().is_none_or(|mine| {
            mine.clone().merge(self.assessment.clone()) != *mine
                || !differences(mine, &self.assessment).is_empty()
        })
    }

    /// Does what was chosen, and says where to find it.
    fn carry_out(&self, library: Library) -> Result<AssessmentId, ()> {
        let id = self.assessment.id().clone();
        let Some(mine) = self.mine.as_ref().filter(|_| self.is_news()) else {
            // Another tab may have taken it over since it was looked at.
            let added =
                if self.mine.is_some() { Ok(()) } else { shelf::merge(library, &self.assessment) };
            return added.map(|()| id).map_err(|_| ());
        };
        match self.choice.get_untracked() {
            Choice::Merge => {
                let mine = library.load(&id).map_or_else(|| mine.clone(), |it| it.assessment);
                let taken = differences(&mine, &self.assessment);
                let taken = taken.iter().filter(|it| it.theirs_stands()).count();
                if taken > 0 {
                    // The way back: a state like any other.
                    let name = format!("Before merging {}", self.files());
                    shelf::put(library, Why::Snapshot, name, &mine).map_err(|_| ())?;
                }
                shelf::merge(library, &self.assessment).map_err(|_| ())?;
                let words = format!(
                    "{} taken over. The state before is kept in the history.",
                    plural(taken, "field was", "fields were")
                );
                let way = ("History", Route::History(id.clone()).fragment());
                library.tell(Some(News { words, way }));
                Ok(id)
            }
            Choice::Beside => {
                let copy = shelf::known(library, self.assessment.clone());
                let copy = copy_of(&copy, "copy");
                library.add(&copy).map(|()| copy.id().clone()).map_err(|_| ())
            }
            Choice::Replace => {
                // As it stands now: more may have been said since it was looked at.
                let mine = library.load(&id).map_or_else(|| mine.clone(), |it| it.assessment);
                let name = display_name(&mine);
                shelf::put(library, Why::Replaced, name, &mine).map_err(|_| ())?;
                library.replace(&mine, &self.assessment).map(|()| id).map_err(|_| ())
            }
        }
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
    let mut items: Vec<Item> = Vec::new();
    for (file, assessment) in found {
        let item = Item::new(library, file, assessment);
        match items.iter_mut().find(|it| it.assessment.id() == item.assessment.id()) {
            Some(it) => it.join(item),
            None => items.push(item),
        }
    }
    let moved = place(library, &mut items);
    let rows = items.iter().map(|it| row(library, it)).collect_view();
    let n = items.iter().filter(|it| !it.is_rater).count();
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
        _ if lacking.is_empty() && !items.iter().any(Item::is_news) => "Go on with what is here",
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
                    first = first.or_else(|| (!item.is_rater).then_some(id));
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
            {moved.into_iter().map(|it| view! { <p dir="auto">{it}</p> }).collect_view()}
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

/// Says of each whether it will be found as a rater's. Returns what becomes of those
/// that are here already and will be found in another place.
fn place(library: Library, items: &mut [Item]) -> Vec<String> {
    let stored = untrack(|| library.everything());
    let here = || stored.iter().map(|it| it.assessment());
    let mut claims = raters::claims(here());
    let before = raters::hosts(&claims);
    let merged: Vec<Assessment> = items.iter().map(Item::merged).collect();
    claims.extend(raters::claims(&merged));
    let after = raters::hosts(&claims);
    for item in items.iter_mut() {
        item.is_rater = after.contains_key(item.assessment.id());
    }
    let name = |id: &AssessmentId| {
        merged.iter().chain(here()).find(|it| it.id() == id).map(display_name).unwrap_or_default()
    };
    let is_given = |it: &Assessment| merged.iter().any(|given| given.id() == it.id());
    let moved = here().map(Assessment::id).zip(here()).filter(|(_, it)| !is_given(it));
    let moved = moved.filter(|(id, _)| before.get(id) != after.get(id));
    moved
        .map(|(id, it)| match after.get(id) {
            Some(host) => format!(
                "{}, which is here already, belongs to {}: it will be among its raters.",
                rater_name(it),
                name(host)
            ),
            None => format!("{}, which is here already, will stand on its own.", name(id)),
        })
        .collect()
}

fn row(library: Library, item: &Item) -> impl IntoView + use<> {
    let it = &item.assessment;
    let model = library.model_of(it.id());
    let counts = scoring::score(model, it).overall.counts;
    let dated = wording::dated(it).words();
    let kept = it.kept().len();
    let ahead = it.ahead(browser::now_ms());
    let state = match &item.mine {
        Some(mine) if !item.is_rater && item.is_news() => choices(model, item, mine).into_any(),
        Some(_) if !item.is_rater => view! {
            <p>"Already here, with everything that is in the file: nothing to add."</p>
        }
        .into_any(),
        _ => apart(model, item).map(|(words, table)| view! { <p>{words}</p> {table} }).into_any(),
    };
    view! {
        <li>
            <strong dir="auto">{if item.is_rater { rater_name(it) } else { display_name(it) }}</strong>
            {item.is_rater.then(|| view! { " "<span class="tag">"Rater"</span> })}
            {it.is_sample().then(|| view! { " "<span class="tag">"Sample"</span> })}
            <p>{format!("{} of {} answered, {dated}, in ", counts.done(), plural(counts.asked().into(), "question", "questions"))}<span dir="auto">{item.files()}</span>"."</p>
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
    let taken = differences(mine, &item.assessment);
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
        {apart(model, item).map(|(_, table)| table)}
    }
}

/// What is here and what each file says, where they do not say the same: in words and
/// as a table.
fn apart(model: &'static Model, item: &Item) -> Option<(String, impl IntoView + use<>)> {
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
