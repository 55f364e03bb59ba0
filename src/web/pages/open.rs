//! Opening files: preview first, then add, merge or replace. Nothing that is
//! here is lost to a file.

use std::rc::Rc;

use leptos::prelude::*;

use super::heading;
use crate::assessment::{Assessment, AssessmentId, Clock, Edit, Key, Value, differences};
use crate::document::{self, Opened, Refused};
use crate::lock::{Locked, Purpose};
use crate::model::Model;
use crate::raters;
use crate::route::{Route, Spot};
use crate::scoring;
use crate::web::browser::files::ReadError;
use crate::web::browser::{self, dom, files};
use crate::web::components::{differences, unlock};
use crate::web::library::{Library, News};
use crate::web::live::live;
use crate::web::shelf::{self, Why};
use crate::web::wording::{self, display_name, plural};

const INPUT: &str = "file-input";

/// What became of the files that were chosen. Provided by the app, so that
/// files can be dropped on any page.
#[derive(Clone, Copy)]
pub struct Incoming(pub RwSignal<Vec<Preview>, LocalStorage>);

/// A file, before anything is done with it.
#[derive(Clone)]
pub struct Preview {
    name: String,
    content: Result<Opened, Problem>,
}

/// Why a file cannot be opened.
#[derive(Clone)]
enum Problem {
    Refused(Refused),
    Unreadable,
}

/// Offers assessments that came in another way than by file.
pub fn offer(incoming: Incoming, name: &str, assessments: Vec<Assessment>) {
    incoming.0.set(vec![Preview {
        name: name.to_owned(),
        content: Ok(Opened { assessments, is_altered: false }),
    }]);
}

/// Reads files for their previews.
pub fn take(library: Library, incoming: Incoming, files: Vec<files::File>) {
    incoming.0.set(Vec::new());
    for file in files {
        let name = file.name();
        files::read(&file, document::BYTES_MAX, move |bytes| {
            let content = match bytes {
                Ok(bytes) => document::open(library.model(), &bytes).map_err(Problem::Refused),
                Err(ReadError::TooLarge { bytes }) => {
                    Err(Problem::Refused(Refused::TooLarge { bytes }))
                }
                Err(ReadError::Unreadable) => Err(Problem::Unreadable),
            };
            incoming.0.update(|it| it.push(Preview { name, content }));
        });
    }
}

/// The page.
pub fn page() -> impl IntoView {
    let library = expect_context::<Library>();
    let incoming = expect_context::<Incoming>();
    on_cleanup(move || incoming.0.set(Vec::new()));
    let chosen = move |event: leptos::ev::Event| {
        let files = files::chosen(&event_target(&event));
        if !files.is_empty() {
            take(library, incoming, files);
        }
    };
    view! {
        <header class="page__head">
            {heading("Open files")}
            <p class="lead">"Choose .json files that were exported here. You see what is in them before anything is added, and decide what happens to what is here already."</p>
        </header>
        <div class="stack">
            <div class="drop">
                <input class="visually-hidden" id=INPUT type="file" multiple=true accept=".json,application/json" on:change=chosen tabindex="-1" aria-label="Files to open" />
                <button class="button button--primary" type="button" on:click=|_| dom::click(INPUT)>"Choose files"</button>
                <p>"or drop them anywhere on this page"</p>
            </div>
            <div aria-live="polite">
                {live(move || {
                    let previews = incoming.0.get();
                    let (good, bad): (Vec<Preview>, Vec<Preview>) =
                        previews.into_iter().partition(|it| it.content.is_ok());
                    let refused = bad.into_iter().enumerate().map(|(at, it)| match it.content {
                        Err(Problem::Refused(Refused::Locked(content))) => {
                            locked(library, incoming, it.name, content, at).into_any()
                        }
                        other => refused(it.name, other.err()).into_any(),
                    });
                    let mut altered = Vec::new();
                    let mut found: Vec<(String, Assessment)> = Vec::new();
                    for Preview { name, content } in good {
                        let Ok(Opened { assessments, is_altered }) = content else { continue };
                        if is_altered {
                            altered.push(name.clone());
                        }
                        found.extend(assessments.into_iter().map(|it| (name.clone(), it)));
                    }
                    view! {
                        {refused.collect_view()}
                        {(!altered.is_empty()).then(|| view! {
                            <div class="notice" role="note">
                                <p>"Changed since it was exported, by hand or by another program: "<span dir="auto">{altered.join(", ")}</span>". It can be read; look at what is in it before you take it over."</p>
                            </div>
                        })}
                        {(!found.is_empty()).then(|| view! { <Found library incoming found /> })}
                    }
                })}
            </div>
        </div>
    }
}

/// A file that wants its passphrase first.
fn locked(
    library: Library,
    incoming: Incoming,
    name: String,
    content: Locked,
    at: usize,
) -> impl IntoView {
    let which = content.clone();
    let done = Rc::new(move |bytes: Vec<u8>| {
        let read = document::open(library.model(), &bytes).map_err(Problem::Refused);
        incoming.0.update(|all| {
            let is_it = |it: &&mut Preview| matches!(&it.content, Err(Problem::Refused(Refused::Locked(it))) if *it == which);
            if let Some(it) = all.iter_mut().find(is_it) {
                it.content = read;
            }
        });
    });
    view! {
        <section class="notice" aria-label="Locked">
            <h2>"This file is locked"</h2>
            <p dir="auto"><strong>{name}</strong></p>
            {unlock::unlock(content, Purpose::File, &format!("file-{at}"), done)}
        </section>
    }
}

fn refused(name: String, problem: Option<Problem>) -> impl IntoView {
    let (words, faults) = match &problem {
        None | Some(Problem::Unreadable) => (
            "The file could not be read: it may have been moved, deleted or locked since you chose it.".to_owned(),
            Vec::new(),
        ),
        Some(Problem::Refused(refused @ Refused::Faults { shown, all })) => {
            let mut lines: Vec<(String, String)> =
                shown.iter().map(|it| (it.place.clone(), it.reason.clone())).collect();
            if *all > lines.len() {
                lines.push((String::new(), format!("and {} more", all - lines.len())));
            }
            (refused.to_string(), lines)
        }
        Some(Problem::Refused(refused)) => (refused.to_string(), Vec::new()),
    };
    view! {
        <section class="notice notice--error" aria-label="Refused">
            <h2>"This file was not opened"</h2>
            <p dir="auto"><strong>{name}</strong></p>
            <p>{words}</p>
            {(!faults.is_empty()).then(|| view! { <ul class="faults">{faults.into_iter().map(|(place, reason)| view! { <li><span class="faults__place">{place}</span><span>{reason}</span></li> }).collect_view()}</ul> })}
            <p>"Nothing was changed."</p>
        </section>
    }
}

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

/// One assessment of a file, and what is to become of it.
#[derive(Clone)]
struct Item {
    assessment: Assessment,
    file: String,
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
            assessment,
            file,
            mine,
            choice: RwSignal::new(Choice::Merge),
            is_done: StoredValue::new(false),
        }
    }

    /// Whether it is what a rater answered for another assessment.
    fn is_rater(&self) -> bool {
        raters::rater_of(&self.assessment).is_some()
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
            let added = if self.mine.is_some() { Ok(()) } else { library.merge(&self.assessment) };
            return added.map(|()| id).map_err(|_| ());
        };
        match self.choice.get_untracked() {
            Choice::Merge => {
                let mine = library.load(&id).map_or_else(|| mine.clone(), |it| it.assessment);
                let taken = differences(&mine, &self.assessment);
                let taken = taken.iter().filter(|it| it.theirs_stands).count();
                if taken > 0 {
                    // The way back: a state like any other.
                    let name = format!("Before merging {}", self.file);
                    shelf::put(library, Why::Snapshot, name, &mine).map_err(|_| ())?;
                }
                library.merge(&self.assessment).map_err(|_| ())?;
                let words = format!(
                    "{} taken over. The state before is kept in the history.",
                    plural(taken, "field was", "fields were")
                );
                let way = ("History", Route::History(id.clone()).fragment(library.model()));
                library.tell(Some(News { words, way }));
                Ok(id)
            }
            Choice::Beside => {
                let mut copy = self.assessment.clone();
                copy.heed(mine);
                let copy = copy_of(&copy, "copy");
                library.add(&copy).map(|()| copy.id().clone()).map_err(|_| ())
            }
            Choice::Replace => {
                // As it stands now: more may have been said since it was looked at.
                let mine = library.load(&id).map_or_else(|| mine.clone(), |it| it.assessment);
                let name = display_name(&mine);
                shelf::put(library, Why::Replaced, name, &mine).map_err(|_| ())?;
                // What was taken out for good here does not come back by it.
                let mut new = self.assessment.clone();
                new.heed(&mine);
                library.remove(&id);
                let added = library.add(&new);
                if added.is_err() {
                    // As it was; what is refused now is in memory and said so.
                    let _ = library.write_again(&mine);
                }
                added.map(|()| id).map_err(|_| ())
            }
        }
    }
}

/// The same content under an identity and a name of its own, which says in
/// brackets where it comes from. Its state is of the same day: the name is not
/// later than what it is a copy of.
pub(super) fn copy_of(assessment: &Assessment, from: &str) -> Assessment {
    let id = AssessmentId::from_random(browser::random_bits());
    let mut copy = assessment.clone().with_id(id);
    let name = format!("{} ({from})", display_name(assessment));
    if let (Some(edit), Some(clock)) =
        (Edit::new(Key::Name, Some(Value::typed(&name))), copy.latest())
    {
        copy.apply(edit, clock);
    }
    copy
}

/// What is in the files, and the button that takes it over.
#[component]
fn Found(
    /// What is in this browser.
    library: Library,
    /// The files in hand.
    incoming: Incoming,
    /// What they hold, with the name of the file.
    found: Vec<(String, Assessment)>,
) -> impl IntoView {
    let model = library.model();
    let failed = RwSignal::new(false);
    // Two files of the same assessment are two replicas of it.
    let mut items: Vec<Item> = Vec::new();
    for (file, assessment) in found {
        match items.iter_mut().find(|it| it.assessment.id() == assessment.id()) {
            Some(it) => {
                it.assessment = it.assessment.clone().merge(assessment);
                it.file = format!("{}, {file}", it.file);
            }
            None => items.push(Item::new(library, file, assessment)),
        }
    }
    // Answers of a rater whose assessment is nowhere stand on their own.
    let known: Vec<AssessmentId> = items.iter().map(|it| it.assessment.id().clone()).collect();
    for item in &mut items {
        let of = raters::rater_of(&item.assessment);
        if of.is_some_and(|it| !known.contains(&it) && !library.has(&it))
            && let Some(edit) = Edit::new(Key::RaterOf, None)
        {
            let clock = Clock::start(browser::now_ms(), library.writer());
            item.assessment.apply(edit, clock);
        }
    }
    let rows = items.iter().map(|it| row(library, it)).collect_view();
    let n = items.iter().filter(|it| !it.is_rater()).count();
    let with = match items.len() - n {
        0 => String::new(),
        raters => format!(", with {}", plural(raters, "rater", "raters")),
    };
    let word = match items.len() {
        _ if !items.iter().any(Item::is_news) => "Go on with what is here",
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
                    first = first.or_else(|| (!item.is_rater()).then_some(id));
                }
                Err(()) => {
                    failed.set(true);
                    return;
                }
            }
        }
        incoming.0.set(Vec::new());
        let to = match first {
            Some(id) if n == 1 => Route::Assess(id, Spot::default()),
            _ => Route::Home,
        };
        browser::go(&to.fragment(model));
    };
    view! {
        <section class="notice" aria-labelledby="found">
            <h2 id="found">{format!("{} found{with}", plural(n, "assessment", "assessments"))}</h2>
            <ul class="stack">{rows}</ul>
            <Show when=move || failed.get()>
                <p class="field__error" role="alert">"The browser refused to store it: its storage is full or blocked. What was here before is unchanged. Make room, then add it again."</p>
            </Show>
            <div class="cluster">
                <button class="button button--primary" type="button" on:click=add>{word}</button>
                <button class="button" type="button" on:click=move |_| incoming.0.set(Vec::new())>"Leave it"</button>
            </div>
        </section>
    }
}

fn row(library: Library, item: &Item) -> impl IntoView + use<> {
    let model = library.model();
    let it = &item.assessment;
    let counts = scoring::score(model, it).overall.counts;
    let dated = wording::dated(it).words();
    let kept = it.kept().len();
    let ahead = it.ahead(browser::now_ms());
    let state = item.mine.as_ref().filter(|_| !item.is_rater()).map(|mine| {
        if item.is_news() {
            choices(model, item, mine).into_any()
        } else {
            view! { <p>"Already here, with everything that is in the file: nothing to add."</p> }
                .into_any()
        }
    });
    view! {
        <li>
            <strong dir="auto">{if item.is_rater() { rater_name(it) } else { display_name(it) }}</strong>
            {item.is_rater().then(|| view! { " "<span class="tag">"Rater"</span> })}
            {it.is_sample().then(|| view! { " "<span class="tag">"Sample"</span> })}
            <p>{format!("{} of {} questions answered, {dated}, in ", counts.done(), counts.asked())}<span dir="auto">{item.file.clone()}</span>"."</p>
            {(kept > 0).then(|| view! { <p>{format!("{} made by another version are kept and exported again, and not shown.", plural(kept, "entry", "entries"))}</p> })}
            {(ahead > 0).then(|| view! { <p>{format!("{} dated in the future: a clock was wrong. They stay as they are, and what is said from now on counts as later.", plural(ahead, "entry is", "entries are"))}</p> })}
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
    let found = differences(mine, &item.assessment);
    let conflicts = found.iter().filter(|it| it.is_conflict()).count();
    let taken = found.iter().filter(|it| it.theirs_stands).count();
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
    let sides = differences::Sides {
        mine: (mine, "Here".to_owned()),
        theirs: (&item.assessment, "In the file".to_owned()),
        marks_what_stands: true,
    };
    let caption = format!(
        "{}; in {} both sides say something.",
        plural(found.len(), "field differs", "fields differ"),
        conflicts
    );
    view! {
        <fieldset>
            <legend>"One of the same origin is already here."</legend>
            <div class="cards">{cards.into_iter().collect_view()}</div>
        </fieldset>
        {(!found.is_empty()).then(|| view! {
            <details class="fold" open=found.len() <= 12>
                <summary>{caption}</summary>
                {differences::table(model, &found, "Field by field".to_owned(), &sides)}
            </details>
        })}
    }
}
