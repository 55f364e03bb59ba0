//! The questions of the page. Those that are seen first are made first, and the others
//! once these are on screen: the page is there at once, however long the list.

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

/// So many are made before anything is painted: more than a screen shows.
const FIRST: usize = 4;

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
    // Which of the lists that there have been is to be made as a whole.
    let whole = RwSignal::new(0);
    let mut lists: usize = 0;
    let mut before: Vec<QuestionIx> = Vec::new();
    let process_of =
        move |list: &[QuestionIx]| list.first().map(|it| model.question(*it).process());
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
                let is_whole = whole.get() == lists && list == before;
                let first = if is_whole || process_of(&list) == process_of(&before) {
                    // Of the same process nothing that stood there goes for a moment.
                    n
                } else {
                    first_of(&list, named()).min(n)
                };
                if list != before {
                    lists += 1;
                    before.clone_from(&list);
                }
                is_busy.set(first < n);
                if first < n {
                    let (this, rest) = (lists, list[first..].to_vec());
                    events::after_paint(move || {
                        let named = named().filter(|it| rest.contains(it));
                        make_all(desk, (whole, this), named);
                    });
                }
                cards(desk, &list[..first], n, everywhere.get_untracked())
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

/// The first cards of `n`, under the titles of their parts.
fn cards(desk: Desk, list: &[QuestionIx], n: usize, is_of_all: bool) -> AnyView {
    let model = desk.model;
    let mut last = None;
    let cards = list.iter().enumerate().map(|(at, question)| {
        let question = *question;
        let it = model.question(question);
        let part = (it.process(), it.level());
        let title = (last != Some(part)).then(|| {
            let of = is_of_all.then(|| format!("{}: ", model.process(part.0).name));
            view! {
                <h2 class="part-title">
                    <span>{of}{part_title(model.kind(part.0), part.1)}</span>
                    <small>{part_note(model.kind(part.0), part.1)}</small>
                </h2>
            }
        });
        last = Some(part);
        view! { {title} <Question desk question position=(at + 1, n) /> }.into_any()
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
