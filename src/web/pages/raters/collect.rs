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
use crate::web::components::unlock;
use crate::web::live::live;
use crate::web::round::Round;
use crate::web::wording;
use crate::web::wording::plural;

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
            said.set("There is no link of this app in the text.".to_owned());
            return;
        }
        said.set(String::new());
        dom::clear(PASTE);
        for (fragment, number) in found.iter().zip(1..) {
            arrivals.link(&format!("Link {number}"), link::read(model, fragment));
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
                    let words = "The file could not be read: it may have been moved or deleted.";
                    arrivals.push(&name, Content::Refused(words.to_owned()));
                }
            });
        }
    };
    view! {
        <div class="field">
            <label class="field__label" for=PASTE>"Links"</label>
            <p class="field__hint" id="raters-hint">"One or many, whole or from their # on, with whatever stands around them. Nothing is added before you have seen it. For interviews there is "<a href="questionnaire.html">"the questionnaire on paper"</a>"."</p>
            <textarea class="input ltr" id=PASTE rows="3" spellcheck="false" aria-describedby="raters-hint"></textarea>
        </div>
        <div class="cluster">
            <button class="button button--primary" type="button" on:click=look>"Look at them"</button>
            <input class="visually-hidden" id=FILES type="file" multiple=true accept=".json,application/json" on:change=chosen tabindex="-1" aria-label="Files of raters" />
            <button class="button" type="button" on:click=|_| dom::click(FILES)>"Choose files"</button>
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
    let with_unknown = if n_own > n_done { ", \"Don't know\" included," } else { "" };
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
                said.set("The browser refused to store it: its storage is full or blocked. What was here before is unchanged.".to_owned());
                return;
            }
        }
        if counts_own.get_untracked() {
            round.desk.apply_all(raters::cleared(&round.items.get_untracked()));
        }
        let taken = format!("{} taken in.", plural(n, "rater", "raters"));
        let back = match counts_own.get_untracked() {
            true => {
                " What was answered here is a vote now, too. Undo gives those answers back; raters stay until they are taken out."
            }
            false => "",
        };
        said.set([&taken, back].concat());
        arrivals.0.set(Vec::new());
        events::after_paint(dom::focus_heading_if_free);
    };
    let rows = all.into_iter().enumerate().map(|(at, it)| row(round, arrivals, it, at));
    view! {
        <section class="notice" aria-labelledby="arrived">
            <h3 id="arrived">{format!("{} with answers", plural(n, "rater", "raters"))}</h3>
            <ul class="stack">{rows.collect_view()}</ul>
            {is_first.then(|| view! {
                <label class="check">
                    <input type="checkbox" prop:checked=live(move || counts_own.get()) on:change=move |event| counts_own.set(event_target_checked(&event)) />
                    <span>{match n_own {
                        1 => format!("The answer that is here already{with_unknown} is one person's: count it as a vote, too."),
                        n => format!("The {n} answers that are here already{with_unknown} are one person's: count them as votes, too."),
                    }}" Where others have answered the same question, nothing is agreed then until you say so."</span>
                </label>
            })}
            <div class="cluster">
                {(n > 0).then(|| view! { <button class="button button--primary" type="button" on:click=add>{if n == 1 { "Take it in" } else { "Take all in" }}</button> })}
                <button class="button" type="button" on:click=move |_| arrivals.0.set(Vec::new())>"Leave it"</button>
            </div>
        </section>
    }
}

/// The answers that are here, and what whoever gave them is called.
fn own(round: Round) -> (Assessment, String) {
    let own = round.desk.look(Clone::clone);
    let me = untrack(|| round.library.me()).map(|it| it.name);
    let name = me.unwrap_or_else(|| own.text(Key::Assessors).trim().to_owned());
    let name = if name.is_empty() { "Host".to_owned() } else { name };
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
        Content::Refused(words) => view! {
            <li><strong dir="auto">{from}</strong>": "<span class="field__error">{words}</span></li>
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
                    <p><strong dir="auto">{from}</strong>" is locked."</p>
                    {unlock::unlock(locked, purpose, &id, done)}
                </li>
            }
            .into_any()
        }
        Content::Answers { came, name } => {
            let id = format!("arrival-{at}-name");
            let words = held(round, &came);
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
                    None if is_twice() => {
                        "The same person as above: where both say something, the later stands. Another person needs another name."
                    }
                    None => "New.",
                    Some(here) if is_same(&here, &rater) => "Already here, with the same answers.",
                    Some(_) => {
                        "Under this name there are answers already: where both say something, the later stands. Another person needs another name."
                    }
                }
            };
            view! {
                <li>
                    <div class="field">
                        <label class="field__label" for=id.clone()>"Name, if you like"</label>
                        <input class="input input--short" id=id type="text" dir="auto" maxlength="200" autocomplete="off" prop:value=live(move || name.get()) on:input=move |event| name.set(event_target_value(&event)) />
                    </div>
                    <p><strong dir="auto">{from}</strong>{format!(": {words} ")}{live(state)}</p>
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
    is_other.then(|| {
        format!("These answers are about {theirs}, this assessment is about {ours}. Look whether they belong here.")
    })
}

/// Whether two names differ in case and spaces at most.
fn same_name(one: &str, other: &str) -> bool {
    let plain = |it: &str| it.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    plain(one) == plain(other)
}

/// What came in, in words.
fn held(round: Round, came: &Assessment) -> String {
    let counts = round.desk.read(|agreed| raters::progress(round.desk.model, agreed, came));
    let asked = counts.asked();
    let of = came.text(Key::Organisation);
    let of = if of.is_empty() { String::new() } else { format!(" ({of})") };
    let own = scoring::score(round.desk.model, came).overall.counts;
    if counts.given() == 0 && own.done() > 0 {
        let depth = wording::value(Some(&Value::Depth(came.depth())));
        return format!("none of the {asked} questions asked here{of}; its depth is {depth}.");
    }
    let left = match counts.ask_someone {
        0 => String::new(),
        n => format!("; {n} left to someone who knows"),
    };
    format!("{} of the {asked} questions asked here{of}{left}.", counts.done())
}
