//! The questions of the page. Those that are seen first are made first, and the others
//! once these are on screen: the page is there at once, however long the list.

use leptos::prelude::*;
use leptos::tachys::view::iterators::StaticVec;

use crate::model::{Kind, Level, ProcessIx, QuestionIx};
use crate::questionnaire::{self, Filter};
use crate::web::browser::{dom, events};
use crate::web::components::question::Question;
use crate::web::desk::Desk;
use crate::web::here::Here;
use crate::web::live::{live, memo};
use crate::web::parts::apart;
use crate::web::wording;

/// So many are made before anything is painted: more than a screen shows.
const FIRST: usize = 4;
/// So many are made between two frames after that.
const MORE: usize = 8;

/// The questions that pass search and filter. A search or filter looks through
/// all processes; otherwise the page shows one.
#[component]
pub(super) fn Questions(
    /// The open assessment.
    desk: Desk,
    /// The process on the page.
    #[prop(into)]
    process: Signal<ProcessIx>,
    /// Words to look for.
    search: RwSignal<String>,
    /// Which questions to show.
    filter: RwSignal<Filter>,
    /// Whose questions to show; empty for everybody's.
    person: RwSignal<String>,
) -> impl IntoView {
    let model = desk.model;
    let everywhere = memo(move || {
        !search.with(|it| it.trim().is_empty())
            || filter.get() != Filter::All
            || !person.with(String::is_empty)
    });
    // What another tab changes of the set-up must not take a question away while
    // somebody types in it.
    let kept = StoredValue::new(None);
    let is_held = RwSignal::new(false);
    let release = move |_| {
        // What had the cursor may go with the page, and says so when that is gone.
        if is_held.try_get_untracked() == Some(true) {
            is_held.set(false);
        }
    };
    let asked = memo(move || {
        is_held.track();
        let everywhere = everywhere.get();
        let one = process.get();
        let asked = desk.read(|it| {
            model
                .processes()
                .filter(|p| (everywhere && it.out_of_scope(*p).is_none()) || *p == one)
                .flat_map(|p| questionnaire::asked(model, it, p))
                .collect::<Vec<QuestionIx>>()
        });
        let here = (everywhere, one);
        match kept.get_value() {
            Some((then, list))
                if then == here && list != asked && dom::is_typing_within("questions") =>
            {
                is_held.update_untracked(|it| *it = true);
                list
            }
            _ => {
                kept.set_value(Some((here, asked.clone())));
                asked
            }
        }
    });
    // Answers are not tracked here: a question that is being answered must not
    // vanish under the hand because it no longer passes the filter.
    let shown = memo(move || {
        let words = search.get();
        let filter = filter.get();
        let person = person.get();
        let asked = asked.get();
        desk.look(|it| {
            asked
                .into_iter()
                .filter(|q| person.is_empty() || it.assignee(model, *q) == person)
                .filter(|q| filter.passes(it, *q) && questionnaire::matches(model, it, *q, &words))
                .collect::<Vec<QuestionIx>>()
        })
    });
    let Here(route) = expect_context();
    let named = move || route.with_untracked(|it| desk.spot(it)).1.question;
    let mut before = (None, 0);
    let is_busy = RwSignal::new(false);
    let reset = move |_| {
        search.set(String::new());
        filter.set(Filter::All);
        person.set(String::new());
    };
    view! {
        <div class="questions" on:focusout=release data-more=live(move || is_busy.get().then_some(""))>
            <p class="soft" role="status">
                {live(move || everywhere.get().then(|| format!("{} in all processes", wording::plural(shown.with(Vec::len), "question", "questions"))))}
                {live(move || everywhere.get().then(|| apart(|| view! {
                    " "<button class="button button--quiet button--small" type="button" on:click=reset>"Show the process again"</button>
                })))}
            </p>
            {live(move || {
                let list = shown.get();
                let n = list.len();
                // Of the same process nothing that stood there goes for a moment.
                let of = list.first().map(|it| model.question(*it).process());
                let first = first_of(&list, named()).max(if of == before.0 { before.1 } else { 0 }).min(n);
                before = (of, n);
                let made = RwSignal::new(first);
                is_busy.set(first < n);
                if first < n {
                    events::after_paint(move || make_more(made, n, is_busy));
                }
                let mut lots: Vec<AnyView> = Vec::new();
                let mut from = 0;
                while from < n {
                    let to = if from == 0 { first } else { from + MORE }.min(n);
                    let is_due = memo(move || made.get() > from);
                    let last = from.checked_sub(1).map(|it| list[it]);
                    let lot = list[from..to].to_vec();
                    let lot = move || match is_due.get() {
                        true => cards(desk, &lot, last, (from, n), everywhere.get_untracked()),
                        false => ().into_any(),
                    };
                    lots.push(live(lot).into_any());
                    from = to;
                }
                StaticVec::from(lots).into_any()
            })}
        </div>
    }
}

/// How many of a list are made at once: with the question that the address names, as
/// the reader is led to it.
fn first_of(list: &[QuestionIx], named: Option<QuestionIx>) -> usize {
    let named = named.and_then(|it| list.iter().position(|question| *question == it));
    named.map_or(FIRST, |at| FIRST.max(at + 2))
}

/// Makes some more of `n` with each frame, until another list has come.
fn make_more(made: RwSignal<usize>, n: usize, is_busy: RwSignal<bool>) {
    let so_far = made.try_update(|it| {
        *it += MORE;
        *it
    });
    match so_far {
        Some(it) if it < n => events::before_paint(move || make_more(made, n, is_busy)),
        Some(_) => is_busy.set(false),
        None => {}
    }
}

/// Some of `n` cards, the first of them after `from` others, under the titles of their
/// parts.
fn cards(
    desk: Desk,
    lot: &[QuestionIx],
    before: Option<QuestionIx>,
    (from, n): (usize, usize),
    is_of_all: bool,
) -> AnyView {
    let model = desk.model;
    let part = move |question: QuestionIx| {
        let it = model.question(question);
        (it.process(), it.level())
    };
    let mut last = before.map(part);
    let cards = lot.iter().enumerate().map(|(at, question)| {
        let question = *question;
        let (process, level) = part(question);
        let title = (last != Some((process, level))).then(|| {
            let of = is_of_all.then(|| format!("{}: ", model.process(process).name));
            view! {
                <h2 class="part-title">
                    <span>{of}{part_title(model.kind(process), level)}</span>
                    <small>{part_note(model.kind(process), level)}</small>
                </h2>
            }
        });
        last = Some((process, level));
        view! { {title} <Question desk question position=(from + at + 1, n) /> }.into_any()
    });
    StaticVec::from(cards.collect::<Vec<AnyView>>()).into_any()
}

fn part_title(kind: Kind, level: Level) -> String {
    match kind {
        Kind::Process => format!("Level {}", wording::level_name(level)),
        Kind::Area => "What it takes".to_owned(),
    }
}

fn part_note(kind: Kind, level: Level) -> &'static str {
    match (kind, level) {
        (Kind::Area, _) => "",
        (_, Level::Performed) => "what this process does",
        _ => "asked of every process, in the words of this one",
    }
}
