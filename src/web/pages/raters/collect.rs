//! Taking in what others answered: links, codes or files, looked at first.

use std::rc::Rc;

use leptos::prelude::*;

use crate::assessment::{Assessment, Clock, Key, Value};
use crate::document::{self, Refused};
use crate::library::shelf;
use crate::link::{self, LinkFault, Parcel};
use crate::lock::{Locked, Purpose};
use crate::raters;
use crate::scoring;
use crate::web::browser::files::{self, ReadError};
use crate::web::browser::{self, dom, events};
use crate::web::components::text::{around, named};
use crate::web::components::unlock;
use crate::web::live::live;
use crate::web::round::Round;
use crate::web::wording;
use crate::words::{Around, raters as words};

const PASTE: &str = "raters-links";
const FILES: &str = "raters-files";

/// Something that came in.
#[derive(Clone)]
struct Arrival {
    from: String,
    content: Content,
}

#[derive(Clone)]
enum Content {
    Answers {
        came: Assessment,
        /// What the rater is called; blank for nobody in particular.
        name: RwSignal<String>,
    },
    Locked(Locked, Purpose),
    Refused(String),
}

#[derive(Clone, Copy)]
struct Arrivals(RwSignal<Vec<Arrival>, LocalStorage>);

impl Arrivals {
    fn push(self, from: &str, content: Content) {
        let from = from.to_owned();
        self.0.update(|it| it.push(Arrival { from, content }));
    }

    fn answers(self, from: &str, came: Assessment) {
        let name = RwSignal::new(came.text(Key::Assessors).to_owned());
        self.push(from, Content::Answers { came, name });
    }

    fn link(self, from: &str, read: Result<Parcel, LinkFault>) {
        match read {
            Ok(parcel) => self.answers(from, parcel.assessment),
            Err(LinkFault::Locked(it)) => self.push(from, Content::Locked(it, Purpose::Link)),
            Err(fault) => self.push(from, Content::Refused(fault.to_string())),
        }
    }

    fn file(self, from: &str, read: Result<Vec<Assessment>, Refused>) {
        match read {
            Ok(all) => all.into_iter().for_each(|it| self.answers(from, it)),
            Err(Refused::Locked(it)) => self.push(from, Content::Locked(it, Purpose::File)),
            Err(refused) => self.push(from, Content::Refused(refused.to_string())),
        }
    }
}

/// Fields for links and files, and what they hold.
pub(super) fn collect(round: Round) -> impl IntoView {
    let model = round.desk.model;
    let arrivals = Arrivals(RwSignal::new_local(Vec::new()));
    let said = RwSignal::new(String::new());
    let look = move |_| {
        let found = link::found_in(&dom::value_of(PASTE));
        if found.is_empty() {
            said.set(words::no_link());
            return;
        }
        said.set(String::new());
        dom::clear(PASTE);
        for (fragment, number) in found.iter().zip(1..) {
            arrivals.link(&words::link_number(number), link::read(model, fragment));
        }
    };
    let chosen = move |event: leptos::ev::Event| {
        for file in files::chosen(&event_target(&event)) {
            let name = file.name();
            files::read(&file, document::BYTES_MAX, move |bytes| match bytes {
                Ok(bytes) => arrivals.file(&name, document::read(model, &bytes)),
                Err(ReadError::TooLarge { bytes }) => {
                    arrivals.file(&name, Err(Refused::TooLarge { bytes }));
                }
                Err(ReadError::Unreadable) => {
                    arrivals.push(&name, Content::Refused(words::unreadable()));
                }
            });
        }
    };
    let paper = |it| view! { <a href="questionnaire.html">{it}</a> }.into_any();
    view! {
        <div class="field">
            <label class="field__label" for=PASTE>{words::links()}</label>
            <p class="field__hint" id="raters-hint">{around(words::links_hint(), paper)}</p>
            <textarea class="input ltr" id=PASTE rows="3" spellcheck="false" aria-describedby="raters-hint"></textarea>
        </div>
        <div class="cluster">
            <button class="button button--primary" type="button" on:click=look>{words::look()}</button>
            <input class="visually-hidden" id=FILES type="file" multiple=true accept=".json,application/json" on:change=chosen tabindex="-1" aria-label=words::files() />
            <button class="button" type="button" on:click=|_| dom::click(FILES)>{words::choose()}</button>
        </div>
        <div aria-live="polite">
            <p>{live(move || said.get())}</p>
            {live(move || {
                let all = arrivals.0.get();
                (!all.is_empty()).then(|| arrived(round, arrivals, said, all))
            })}
        </div>
    }
}

fn arrived(
    round: Round,
    arrivals: Arrivals,
    said: RwSignal<String>,
    all: Vec<Arrival>,
) -> impl IntoView {
    let ready: Vec<(Assessment, RwSignal<String>)> = all
        .iter()
        .filter_map(|it| match &it.content {
            Content::Answers { came, name } => Some((came.clone(), *name)),
            Content::Locked(..) | Content::Refused(_) => None,
        })
        .collect();
    let n = ready.len();
    // What was answered before anybody else was heard is one person's view.
    let (n_own, n_done) = round.desk.figures_now(|it| {
        let counts = it.overall.counts;
        (counts.given(), counts.done())
    });
    let is_first = n > 0 && n_own > 0 && round.raters.with_untracked(Vec::is_empty);
    let counts_own = RwSignal::new(is_first);
    let add = move |_| {
        let mut clock = Clock::start(browser::now_ms(), round.library.writer());
        let own = counts_own.get_untracked().then(|| own(round));
        let came = ready.iter().map(|(came, name)| (came.clone(), name.get_untracked()));
        for (came, name) in own.into_iter().chain(came) {
            clock = clock.next(browser::now_ms(), round.library.writer());
            if round
                .library
                .act(|it, now| shelf::merge(it, &rater(round, &came, &name, clock), now))
                .is_err()
            {
                said.set(words::no_room());
                return;
            }
        }
        if counts_own.get_untracked() {
            round.desk.apply_all(raters::cleared(&round.items.get_untracked()));
        }
        let taken = words::taken_in(n);
        said.set(match counts_own.get_untracked() {
            true => [taken, words::own_is_vote()].join(" "),
            false => taken,
        });
        arrivals.0.set(Vec::new());
        events::after_paint(dom::focus_heading_if_free);
    };
    let rows = all.into_iter().enumerate().map(|(at, it)| row(round, arrivals, it, at));
    view! {
        <section class="notice" aria-labelledby="arrived">
            <h3 id="arrived">{words::arrived(n)}</h3>
            <ul class="stack">{rows.collect_view()}</ul>
            {is_first.then(|| view! {
                <label class="check">
                    <input type="checkbox" prop:checked=live(move || counts_own.get()) on:change=move |event| counts_own.set(event_target_checked(&event)) />
                    <span>{match n_own > n_done {
                        true => words::count_own_with_unknown(n_own.into()),
                        false => words::count_own(n_own.into()),
                    }}</span>
                </label>
            })}
            <div class="cluster">
                {(n > 0).then(|| view! { <button class="button button--primary" type="button" on:click=add>{if n == 1 { words::take() } else { words::take_all() }}</button> })}
                <button class="button" type="button" on:click=move |_| arrivals.0.set(Vec::new())>{words::leave()}</button>
            </div>
        </section>
    }
}

/// The answers that are here, and what whoever gave them is called.
fn own(round: Round) -> (Assessment, String) {
    let own = round.desk.look(Clone::clone);
    let me = untrack(|| round.library.me()).map(|it| it.name);
    let name = me.unwrap_or_else(|| own.text(Key::Assessors).trim().to_owned());
    let name = if name.is_empty() { words::host() } else { name };
    (own, name)
}

fn rater(round: Round, came: &Assessment, name: &str, clock: Clock) -> Assessment {
    // It may be an older file of something here.
    let came = shelf::known(&round.library.kept(), came.clone());
    raters::as_rater(round.desk.model, &round.desk.id(), &came, name, clock)
}

fn row(round: Round, arrivals: Arrivals, arrival: Arrival, at: usize) -> AnyView {
    let Arrival { from, content } = arrival;
    match content {
        Content::Refused(why) => view! {
            <li>{named(words::refused(&from))}" "<span class="field__error">{why}</span></li>
        }
        .into_any(),
        Content::Locked(locked, purpose) => {
            let model = round.desk.model;
            let name = from.clone();
            let which = locked.clone();
            let done = Rc::new(move |bytes: Vec<u8>| {
                // The list may have become another one, or been left, meanwhile.
                let is_it =
                    |it: &Arrival| matches!(&it.content, Content::Locked(it, _) if *it == which);
                let at = arrivals.0.try_with_untracked(|all| all.iter().position(is_it));
                let Some(at) = at.flatten() else { return };
                arrivals.0.update(|it| {
                    it.remove(at);
                });
                match purpose {
                    Purpose::Link => arrivals.link(&name, link::unlocked(model, &bytes)),
                    Purpose::File => arrivals.file(&name, document::read(model, &bytes)),
                }
            });
            let id = format!("arrival-{at}");
            view! {
                <li>
                    <p>{named(words::is_locked(&from))}</p>
                    {unlock::unlock(locked, purpose, &id, done)}
                </li>
            }
            .into_any()
        }
        Content::Answers { came, name } => {
            let id = format!("arrival-{at}-name");
            let held = held(round, &from, &came);
            let strange = strange(round, &came);
            let id_of = came.id().clone();
            // Earlier in the list there may be what the same person answered.
            let is_twice = move || {
                let mine = name.get();
                let is_it = |it: &Arrival| match &it.content {
                    Content::Answers { came, name } => {
                        *came.id() == id_of && name.with(|it| it.trim() == mine.trim())
                    }
                    Content::Locked(..) | Content::Refused(_) => false,
                };
                let above = |all: &Vec<Arrival>| all.iter().take(at).any(is_it);
                !mine.trim().is_empty() && arrivals.0.with_untracked(above)
            };
            let state = move || {
                let clock = Clock::start(browser::now_ms(), round.library.writer());
                let rater = rater(round, &came, &name.get(), clock);
                let here =
                    round.raters.with(|all| all.iter().find(|it| it.id() == rater.id()).cloned());
                match here {
                    None if is_twice() => words::same_person(),
                    None => words::is_new(),
                    Some(here) if is_same(&here, &rater) => words::nothing_new(),
                    Some(_) => words::same_name(),
                }
            };
            view! {
                <li>
                    <div class="field">
                        <label class="field__label" for=id.clone()>{words::name()}</label>
                        <input class="input input--short" id=id type="text" dir="auto" maxlength="200" autocomplete="off" prop:value=live(move || name.get()) on:input=move |event| name.set(event_target_value(&event)) />
                    </div>
                    <p>{named(held)}" "{live(state)}</p>
                    {strange.map(|it| view! { <p class="field__error" dir="auto">{it}</p> })}
                </li>
            }
            .into_any()
        }
    }
}

/// Whether two say the same about every question.
fn is_same(one: &Assessment, other: &Assessment) -> bool {
    let said = |it: &Assessment| -> Vec<_> {
        let all = it.registers().filter(|(key, _)| !matches!(key, Key::RaterOf | Key::Assessors));
        all.filter_map(|(key, it)| Some((key, it.value()?.clone()))).collect()
    };
    said(one) == said(other)
}

/// What came in may be about somebody else: a file or a link that was taken by mistake.
/// Every rater's assessment has an identity of its own, so the organisation has to do,
/// where what came names one: answers that are sent back usually do not.
fn strange(round: Round, came: &Assessment) -> Option<String> {
    let theirs = came.text(Key::Organisation).trim();
    let ours = round.desk.read(|it| it.text(Key::Organisation).trim().to_owned());
    let is_other = !theirs.is_empty() && !ours.is_empty() && !same_name(theirs, &ours);
    is_other.then(|| words::other_organisation(words::OtherOrganisation { theirs, ours: &ours }))
}

/// Whether two names differ in case and spaces at most.
fn same_name(one: &str, other: &str) -> bool {
    let plain = |it: &str| it.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    plain(one) == plain(other)
}

/// What came in, in words.
fn held(round: Round, source: &str, came: &Assessment) -> Around {
    let counts = round.desk.read(|agreed| raters::progress(round.desk.model, agreed, came));
    let (done, asked) = (usize::from(counts.done()), usize::from(counts.asked()));
    let organisation = came.text(Key::Organisation);
    let is_named = !organisation.is_empty();
    let own = scoring::score(round.desk.model, came).overall.counts;
    if counts.given() == 0 && own.done() > 0 {
        let depth = wording::value(Some(&Value::Depth(came.depth())));
        let depth = depth.as_str();
        return match is_named {
            true => words::holds_none_of(words::HoldsNoneOf { source, asked, organisation, depth }),
            false => words::holds_none(words::HoldsNone { source, asked, depth }),
        };
    }
    match (is_named, usize::from(counts.ask_someone)) {
        (false, 0) => words::holds(words::Holds { source, done, asked }),
        (true, 0) => words::holds_of(words::HoldsOf { source, done, asked, organisation }),
        (false, left) => words::holds_and_left(words::HoldsAndLeft { source, done, asked, left }),
        (true, left) => words::holds_of_and_left(words::HoldsOfAndLeft {
            source,
            done,
            asked,
            organisation,
            left,
        }),
    }
}
