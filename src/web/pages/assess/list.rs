//! The questions of the page. Those that are seen first are made first, and the others
//! once these are on screen: the page is there at once, however long the list.

use std::ops::Range;

use leptos::prelude::*;
use leptos::tachys::view::iterators::StaticVec;

use crate::model::{Kind, Level, ProcessIx, QuestionIx};
use crate::questionnaire::{self, Filter};
use crate::route::Spot;
use crate::web::browser::{dom, events};
use crate::web::components::question::Question;
use crate::web::desk::Desk;
use crate::web::here::Here;
use crate::web::live::{live, memo};
use crate::web::parts::apart;
use crate::web::walk;
use crate::web::wording;
use crate::words::assess as words;

/// So many are made before anything is painted: more than a screen shows.
const FIRST: usize = 4;

/// The questions that pass search and filter. A search or filter looks through
/// all processes; otherwise the page shows one.
#[component]
pub(super) fn Questions(
    /// The open assessment.
    desk: Desk,
    /// Where the reader is.
    here: Here,
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
        let of = (everywhere, one);
        match kept.get_value() {
            Some((then, list))
                if then == of && list != asked && dom::is_typing_within("questions") =>
            {
                is_held.update_untracked(|it| *it = true);
                list
            }
            _ => {
                kept.set_value(Some((of, asked.clone())));
                asked
            }
        }
    });
    let named = move || here.look(|it| desk.spot(it)).1.question;
    let cut = StoredValue::new(Cut::default());
    // Answers are not tracked here: a question that is being answered must not
    // vanish under the hand because it no longer passes the filter.
    let shown = memo(move || {
        let words = search.get();
        let filter = filter.get();
        let person = person.get();
        let asked = asked.get();
        let list = desk.look(|it| {
            asked
                .into_iter()
                .filter(|q| person.is_empty() || it.assignee(model, *q) == person)
                .filter(|q| filter.passes(it, *q) && questionnaire::matches(model, it, *q, &words))
                .collect::<Vec<QuestionIx>>()
        });
        let of = Some((everywhere.get(), process.get()));
        cut.update_value(|it| {
            // Of the same page nothing that stood there goes for a moment.
            if it.of != of {
                let named = named();
                *it = Cut { of, number: it.number + 1, first: first_of(&list, named), named };
            }
        });
        list
    });
    // Of which list there are all cards.
    let whole = RwSignal::new(0);
    let is_whole = move || whole.get() == cut.with_value(|it| it.number);
    let first = move |n: usize| cut.with_value(|it| it.first).min(n);
    let is_busy = move || {
        let n = shown.with(Vec::len);
        !is_whole() && first(n) < n
    };
    let mut awaited = 0;
    let reset = move |_| {
        search.set(String::new());
        filter.set(Filter::All);
        person.set(String::new());
    };
    view! {
        <div class="questions" on:focusout=release data-more=live(move || is_busy().then_some(""))>
            <p class="soft" role="status">
                {live(move || everywhere.get().then(|| words::found(shown.with(Vec::len))))}
                {live(move || everywhere.get().then(|| apart(|| view! {
                    " "<button class="button button--quiet button--small" type="button" on:click=reset>{words::show_process()}</button>
                })))}
            </p>
            {live(move || {
                let list = shown.get();
                let number = cut.with_value(|it| it.number);
                if awaited != number {
                    awaited = number;
                    events::after_paint(move || {
                        let rest = shown.try_with_untracked(|it| it.iter().skip(first(it.len())).copied().collect::<Vec<_>>());
                        // Not where the page has been left.
                        let Some(rest) = rest else { return };
                        let before = cut.with_value(|it| it.named);
                        let named = named().filter(|it| before != Some(*it) && rest.contains(it));
                        make_all(desk, (whole, number), named);
                    });
                }
                let first = first(list.len());
                cards(desk, here, &list, 0..first, everywhere.get_untracked())
            })}
            {live(move || {
                let list = shown.get();
                let n = list.len();
                let from = if is_whole() { first(n) } else { n };
                cards(desk, here, &list, from..n, everywhere.get_untracked())
            })}
        </div>
    }
}

/// Where a list of questions is cut in two.
#[derive(Default)]
struct Cut {
    /// Of which page it is: whether of all processes, and of which one.
    of: Option<(bool, ProcessIx)>,
    /// Which of the lists that there have been it is, from 1.
    number: usize,
    /// So many of its cards are made at once.
    first: usize,
    /// The question that the address named then: the reader has been led to it.
    named: Option<QuestionIx>,
}

/// How many of a list are made at once: with the question that the address names, as
/// the reader is led to it.
fn first_of(list: &[QuestionIx], named: Option<QuestionIx>) -> usize {
    let named = named.and_then(|it| list.iter().position(|question| *question == it));
    named.map_or(FIRST, |at| FIRST.max(at + 2))
}

/// The first cards of a list, `this`, are on screen: now the others. Where the address has
/// come to name one of these meanwhile, the reader is led there.
fn make_all(desk: Desk, (whole, this): (RwSignal<usize>, usize), named: Option<QuestionIx>) {
    // Not where the page has been left.
    if whole.try_set(this).is_none()
        && let Some(question) = named
    {
        let spot = Spot::question(desk.model, question);
        events::after_paint(move || walk::show(desk, spot));
    }
}

/// Some of the cards of a list, under the titles of their parts.
fn cards(
    desk: Desk,
    here: Here,
    list: &[QuestionIx],
    which: Range<usize>,
    is_of_all: bool,
) -> AnyView {
    let model = desk.model;
    let n = list.len();
    let part_of = |question| {
        let it = model.question(question);
        (it.process(), it.level())
    };
    let before = which.start.checked_sub(1).and_then(|it| list.get(it));
    let mut last = before.map(|it| part_of(*it));
    let cards = which.filter_map(|at| Some((at, *list.get(at)?))).map(|(at, question)| {
        let part = part_of(question);
        let title = (last != Some(part)).then(|| {
            let of = is_of_all.then(|| model.process(part.0).name.as_str());
            view! {
                <h2 class="part-title">
                    <span>{part_title(model.kind(part.0), part.1, of)}</span>
                    <small>{part_note(model.kind(part.0), part.1)}</small>
                </h2>
            }
        });
        last = Some(part);
        view! { {title} <Question desk here question position=(at + 1, n) /> }.into_any()
    });
    StaticVec::from(cards.collect::<Vec<AnyView>>()).into_any()
}

/// The title of a part of the list, with the process it is of where there are several.
fn part_title(kind: Kind, level: Level, process: Option<&str>) -> String {
    let level = &wording::level_name(level);
    match (kind, process) {
        (Kind::Process, None) => words::level(level),
        (Kind::Process, Some(process)) => words::level_of(words::LevelOf { process, level }),
        (Kind::Area, None) => words::area(),
        (Kind::Area, Some(process)) => words::area_of(process),
    }
}

fn part_note(kind: Kind, level: Level) -> String {
    match (kind, level) {
        (Kind::Area, _) => String::new(),
        (_, Level::Performed) => words::performed_note(),
        _ => words::higher_note(),
    }
}
