//! Makes a link: what goes in, how long it becomes, and ways to hand it on.

use leptos::prelude::*;

use super::assess::plural;
use super::{display_name, heading, section};
use crate::assessment::{Assessment, Key};
use crate::link::{self, Kind, Part, Parts, qr, share};
use crate::web::browser::{self, dom, links};
use crate::web::desk::Desk;
use crate::web::live::{live, memo};

const LINK: &str = "share-link";

/// The page.
pub fn page() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let kind = RwSignal::new(Kind::Result);
    let parts = RwSignal::new(usual_parts(Kind::Result));
    let copy = memo(move || desk.read(|it| share::copy(it, parts.get().allowed(kind.get()))));
    let link = memo(move || {
        let fragment = copy.with(|it| link::write(desk.model, kind.get(), it, browser::now_ms()));
        format!("{}{fragment}", links::page_address())
    });
    view! {
        <header class="page__head">
            {heading("Share by link")}
            <p class="lead">"The link itself carries what you tick; there is no server in between. Whoever has the link can read what is in it, and so can the mail or chat it travels in."</p>
        </header>
        {section("purpose", "What for", "Opening a link never changes what the other person has.", view! { <Purpose kind parts /> })}
        {section("contents", "What goes in", "Nothing else leaves: no earlier values, no file names beyond what you tick.", view! { <Contents kind parts copy /> })}
        {section("link", "The link", "It stays as it is: later changes need a new link.", view! { <Link desk link /> })}
    }
}

/// What people usually mean to send.
fn usual_parts(kind: Kind) -> Parts {
    match kind {
        Kind::Invitation => Parts::of(&[Part::Organisation]),
        Kind::Result => Parts::of(&[Part::Ratings, Part::Organisation]),
        Kind::Full => Parts::of(&Part::OPTIONAL),
    }
}

#[component]
fn Purpose(
    /// What the link is meant for.
    kind: RwSignal<Kind>,
    /// What goes in.
    parts: RwSignal<Parts>,
) -> impl IntoView {
    let cards = [
        (
            Kind::Result,
            "result",
            "Show the results",
            "A copy to look at: levels and charts, beside whatever the other person has.",
        ),
        (
            Kind::Invitation,
            "invitation",
            "Invite others to answer",
            "Scope, depth and targets without answers. Each person begins an assessment of their own.",
        ),
        (
            Kind::Full,
            "full",
            "Go on elsewhere",
            "Everything, to continue in another browser or to hand over.",
        ),
    ]
    .map(|(it, code, title, text)| {
        let choose = move |_| {
            kind.set(it);
            parts.set(usual_parts(it));
        };
        view! {
            <label class="card">
                <input type="radio" name="purpose" value=code prop:checked=live(move || kind.get() == it) on:change=choose />
                <span class="card__title">{title}</span>
                <span class="card__text">{text}</span>
            </label>
        }
    });
    view! {
        <fieldset>
            <legend class="visually-hidden">"What the link is for"</legend>
            <div class="cards">{cards.into_iter().collect_view()}</div>
        </fieldset>
    }
}

#[component]
fn Contents(
    /// What the link is meant for.
    kind: RwSignal<Kind>,
    /// What goes in.
    parts: RwSignal<Parts>,
    /// What goes out.
    copy: Memo<Assessment>,
) -> impl IntoView {
    let boxes = Part::OPTIONAL.map(|part| {
        let (code, title, text) = match part {
            Part::SetUp | Part::Ratings => {
                ("ratings", "Answers", "Ratings, beliefs, own ratings, flags")
            }
            Part::Organisation => ("organisation", "Organisation", "Name, unit, scope, title"),
            Part::People => ("people", "People", "Assessors, and who is to be asked"),
            Part::Notes => {
                ("notes", "Notes and reasons", "Why something is rated, left out or not applicable")
            }
            Part::Evidence => ("evidence", "Evidence", "References and ticked checks"),
        };
        let is_barred = move || !Parts::SET_UP.with(part, true).allowed(kind.get()).has(part);
        view! {
            <label class="check">
                <input
                    type="checkbox"
                    value=code
                    prop:checked=live(move || parts.get().has(part))
                    prop:disabled=live(is_barred)
                    on:change=move |event| {
                        let ticked = event_target_checked(&event);
                        parts.update(|it| *it = it.with(part, ticked));
                    }
                />
                <span><strong>{title}</strong>": "{text}</span>
            </label>
        }
    });
    view! {
        <fieldset>
            <legend class="visually-hidden">"What goes into the link"</legend>
            <p>"Always: depth, edition, targets and which processes are in scope."</p>
            {boxes.into_iter().collect_view()}
        </fieldset>
        <p role="status">{live(move || copy.with(contents))}</p>
    }
}

/// What a copy holds, in words.
pub(super) fn contents(copy: &Assessment) -> String {
    let count = |is: fn(Key) -> bool| copy.registers().filter(|(key, _)| is(*key)).count();
    let mut held = vec![plural(count(|it| matches!(it, Key::Answer(_))), "answer", "answers")];
    let others: [(usize, &str, &str); 4] = [
        (count(|it| matches!(it, Key::Belief(_))), "belief", "beliefs"),
        (count(|it| matches!(it, Key::Override(..))), "own rating", "own ratings"),
        (count(|it| matches!(it, Key::Note(_))), "note", "notes"),
        (count(|it| matches!(it, Key::Evidence(_))), "evidence reference", "evidence references"),
    ];
    held.extend(
        others.into_iter().filter(|it| it.0 > 0).map(|(n, one, many)| plural(n, one, many)),
    );
    let named = [Key::Name, Key::Organisation, Key::Unit, Key::Scope];
    let name = if named.into_iter().any(|it| !copy.text(it).trim().is_empty()) {
        "the organisation by name"
    } else {
        "no organisation"
    };
    let people = if copy.text(Key::Assessors).trim().is_empty() { "" } else { ", names of people" };
    format!("It holds {}, {name}{people}.", held.join(", "))
}

#[component]
fn Link(
    /// The open assessment.
    desk: Desk,
    /// The whole address.
    link: Memo<String>,
) -> impl IntoView {
    let said = RwSignal::new(String::new());
    let length = memo(move || link.with(|it| it.chars().count()));
    // What was said is about the link as it was.
    Effect::new(move |_| {
        link.track();
        said.set(String::new());
    });
    let copy = move |_| {
        let text = link.get_untracked();
        let n = length.get_untracked();
        links::copy_text(&text, move |copied| {
            if copied {
                said.set(format!("Copied: {n} characters."));
            } else {
                dom::select(LINK);
                said.set("This browser does not let the page copy. The link is selected: copy it yourself.".to_owned());
            }
        });
    };
    let mail = move || {
        let name = desk.read(display_name);
        let subject = links::encoded(&format!("Plumbline: {name}"));
        link.with(|it| {
            let body =
                format!("This link opens the assessment; nothing is stored on a server.\n\n{it}\n");
            format!("mailto:?subject={subject}&body={}", links::encoded(&body))
        })
    };
    view! {
        <div class="field">
            <label class="field__label" for=LINK>"Link"</label>
            <input class="input ltr" id=LINK type="text" readonly=true prop:value=live(move || link.get()) on:focus=|_| dom::select(LINK) />
            <p class="field__hint" data-fits=live(move || fits(length.get()).0)>{live(move || format!("{} characters. {}", length.get(), fits(length.get()).1))}</p>
        </div>
        <div class="cluster">
            <button class="button button--primary" type="button" on:click=copy>"Copy the link"</button>
            <a class="button" href=mail rel="noreferrer">"Write a mail with it"</a>
            <a class="button" href=live(move || link.get())>"Try it"</a>
        </div>
        <p role="status">{live(move || said.get())}</p>
        {live(move || link.with(|it| qr::code(it)).map_or_else(
            || view! { <p>{format!("Too long for a QR code that phones can read from a slide ({} characters at most). Leave out notes and evidence.", qr::BYTES_MAX)}</p> }.into_any(),
            |code| view! {
                <figure class="qr">
                    <svg viewBox=format!("0 0 {0} {0}", code.size) role="img" aria-label="QR code of the link">
                        <rect width=code.size height=code.size fill="#fff" />
                        <path d=code.path fill="#000" shape-rendering="crispEdges" />
                    </svg>
                    <figcaption>"The same link, for phones and slides."</figcaption>
                </figure>
            }.into_any(),
        ))}
    }
}

/// How far a link of this length gets.
fn fits(length: usize) -> (&'static str, &'static str) {
    match length {
        0..=1_000 => ("everywhere", "It passes through any mail and chat."),
        1_001..=2_000 => {
            ("mostly", "Some mail programs cut links of this length: try it with yourself first.")
        }
        _ => (
            "file",
            "Mail and chat will cut it. Send the exported file, or leave out notes and evidence.",
        ),
    }
}
