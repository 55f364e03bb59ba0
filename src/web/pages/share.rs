//! Makes a link or a file, locked if wanted: what goes in, how long the link becomes,
//! and ways to hand it on.

use leptos::prelude::*;

use crate::assessment::{Assessment, Key};
use crate::document;
use crate::link::{self, Kind, Part, Parts, qr, share};
use crate::lock::{Purpose, Strength};
use crate::model::Model;
use crate::route::Route;
use crate::web::browser::{self, dom, events, files, links, lock};
use crate::web::components::page::{heading, section};
use crate::web::components::text::{around, line, plain};
use crate::web::components::words::{self as fields, Look};
use crate::web::desk::Desk;
use crate::web::library::Library;
use crate::web::live::{live, memo, off};
use crate::web::names;
use crate::web::wording::{self, display_name};
use crate::words::share as words;

const LINK: &str = "share-link";
const PASSPHRASE: &str = "share-passphrase";

/// How long the typing of a passphrase rests before it is worked in, in
/// milliseconds.
const TYPING_MS: i32 = 400;

/// The page.
pub fn page() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let library = expect_context::<Library>();
    // Who was invited is expected to answer.
    let is_invited = library.store().get(&names::invited(&desk.id())).is_some();
    let usual = if is_invited { Aim::Answers } else { Aim::Result };
    let aim = RwSignal::new(usual);
    let kind = memo(move || aim.get().kind());
    let parts = RwSignal::new(usual.usual_parts());
    let copy = memo(move || desk.read(|it| share::copy(desk.model, it, kind.get(), parts.get())));
    let passphrase = RwSignal::new(String::new());
    let link = link_of(desk, kind, copy, passphrase);
    view! {
        <header class="page__head">
            {heading(words::heading())}
            {line("lead", words::lead())}
            <p><a href=Route::Raters(desk.id()).fragment()>{words::collect()}</a></p>
        </header>
        {section("purpose", words::purpose(), words::purpose_note(), view! { <Purposes desk aim parts /> })}
        {section("contents", words::contents(), words::contents_note(), view! { <Contents model=desk.model kind parts copy /> })}
        {section("passphrase", words::passphrase_section(), words::passphrase_note(), view! { <Passphrase passphrase /> })}
        {section("link", words::the_link(), words::link_note(), view! { <Link desk link held=copy passphrase /> })}
        {live(move || (kind.get() != Kind::Invitation).then(|| section("file", words::file(), words::file_note(), view! { <File desk copy passphrase /> })))}
    }
}

/// The whole address; nothing while it is being locked.
fn link_of(
    desk: Desk,
    kind: Memo<Kind>,
    copy: Memo<Assessment>,
    passphrase: RwSignal<String>,
) -> Memo<Made> {
    let locked: RwSignal<Made> = RwSignal::new(Made::Locking);
    // Each change makes what was begun before it void.
    let turn = StoredValue::new(0_u32);
    Effect::new(move |_| {
        copy.track();
        kind.track();
        let is_asked = passphrase.with(|it| !it.trim().is_empty());
        turn.update_value(|it| *it = it.wrapping_add(1));
        let mine = turn.get_value();
        locked.set(Made::Locking);
        // Half a second of arithmetic: not for every letter that is typed.
        events::later(TYPING_MS, move || {
            if !is_asked || turn.try_get_value() != Some(mine) {
                return;
            }
            let content = copy.with_untracked(|it| {
                link::content(desk.model, kind.get_untracked(), it, browser::now_ms())
            });
            let passphrase = passphrase.get_untracked();
            lock::lock(Purpose::Link, &content, &passphrase, move |it| {
                if turn.try_get_value() == Some(mine) {
                    locked.set(it.map_or(Made::Failed, |it| address(&link::write_locked(&it))));
                }
            });
        });
    });
    memo(move || {
        if passphrase.with(|it| !it.trim().is_empty()) {
            return locked.get();
        }
        let write = |it: &Assessment| link::write(desk.model, kind.get(), it, browser::now_ms());
        address(&copy.with(write))
    })
}

fn address(fragment: &str) -> Made {
    if fragment.len() > link::LETTERS_MAX {
        return Made::TooLong;
    }
    Made::Link(format!("{}{fragment}", links::page_address()))
}

/// How far the link is.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Made {
    /// The whole address.
    Link(String),
    /// The passphrase is being worked in.
    Locking,
    /// The browser has no cryptography for this page.
    Failed,
    /// It would be refused by whoever opens it.
    TooLong,
}

impl Made {
    fn link(&self) -> &str {
        match self {
            Made::Link(link) => link,
            Made::Locking | Made::Failed | Made::TooLong => "",
        }
    }
}

/// What somebody is up to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Aim {
    Result,
    /// To whoever collects the answers of several people.
    Answers,
    Invitation,
    Full,
}

impl Aim {
    /// The kind of link for it.
    fn kind(self) -> Kind {
        match self {
            Aim::Result | Aim::Answers => Kind::Result,
            Aim::Invitation => Kind::Invitation,
            Aim::Full => Kind::Full,
        }
    }

    /// What people usually mean to send.
    fn usual_parts(self) -> Parts {
        match self {
            Aim::Invitation => Parts::of(&[Part::Organisation]),
            Aim::Result => Parts::of(&[Part::Ratings, Part::Organisation]),
            Aim::Answers => Parts::of(&[Part::Ratings, Part::People, Part::Notes, Part::Evidence]),
            Aim::Full => Parts::of(&Part::OPTIONAL),
        }
    }
}

#[component]
fn Purposes(
    /// The open assessment.
    desk: Desk,
    /// What the link is meant for.
    aim: RwSignal<Aim>,
    /// What goes in.
    parts: RwSignal<Parts>,
) -> impl IntoView {
    let cards = [
        (Aim::Result, "result", words::result(), words::result_text()),
        (Aim::Answers, "answers", words::answers(), words::answers_text()),
        (Aim::Invitation, "invitation", words::invitation(), words::invitation_text()),
        (Aim::Full, "full", words::full(), words::full_text()),
    ]
    .map(|(it, code, title, text)| {
        let choose = move |_| {
            aim.set(it);
            parts.set(it.usual_parts());
        };
        view! {
            <label class="card">
                <input type="radio" name="purpose" value=code prop:checked=live(move || aim.get() == it) on:change=choose />
                <span class="card__title">{title}</span>
                <span class="card__text">{text}</span>
            </label>
        }
    });
    view! {
        <fieldset>
            <legend class="visually-hidden">{words::purposes()}</legend>
            <div class="cards">{cards.into_iter().collect_view()}</div>
        </fieldset>
        {live(move || (aim.get() == Aim::Answers).then(|| view! {
            <div class="field">
                <label class="field__label" for="my-answers-name">{words::my_name()}</label>
                <p class="field__hint" id="my-answers-hint">{words::my_name_hint()}</p>
                {fields::field(desk, Key::Assessors, "my-answers-name".to_owned(), fields::plain, Look {
                    class: "input input--short",
                    described_by: Some("my-answers-hint".to_owned()),
                    autocomplete: "name",
                    ..Look::default()
                })}
            </div>
        }))}
    }
}

#[component]
fn Contents(
    /// What can be assessed.
    model: &'static Model,
    /// What the link is meant for.
    kind: Memo<Kind>,
    /// What goes in.
    parts: RwSignal<Parts>,
    /// What goes out.
    copy: Memo<Assessment>,
) -> impl IntoView {
    let boxes = Part::OPTIONAL.map(|part| {
        let (code, what) = match part {
            Part::SetUp | Part::Ratings => ("ratings", words::part_ratings()),
            Part::Organisation => ("organisation", words::part_organisation()),
            Part::People => ("people", words::part_people()),
            Part::Notes => ("notes", words::part_notes()),
            Part::Evidence => ("evidence", words::part_evidence()),
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
                <span>{around(what, |it| view! { <strong>{it}</strong> }.into_any())}</span>
            </label>
        }
    });
    view! {
        <fieldset>
            <legend class="visually-hidden">{words::parts()}</legend>
            {plain(words::always())}
            {boxes.into_iter().collect_view()}
        </fieldset>
        <p role="status">{live(move || copy.with(|it| link::contents(model, it)))}</p>
    }
}

#[component]
fn Passphrase(
    /// What locks link and file; nothing when it is empty.
    passphrase: RwSignal<String>,
) -> impl IntoView {
    let strength = memo(move || passphrase.with(|it| Strength::of(it)));
    let suggest = move |_| {
        if let Some(it) = lock::suggestion() {
            passphrase.set(it);
        }
    };
    view! {
        <div class="field">
            <label class="field__label" for=PASSPHRASE>{words::passphrase()}</label>
            <p class="field__hint" id="passphrase-hint">{words::passphrase_hint()}</p>
            <input class="input ltr" id=PASSPHRASE type="text" autocomplete="off" autocapitalize="off" spellcheck="false" maxlength="200" aria-describedby="passphrase-hint" prop:value=live(move || passphrase.get()) on:input=move |event| passphrase.set(event_target_value(&event)) />
            <p class="field__hint" role="status">{live(move || strength.get().to_string())}</p>
        </div>
        <p><button class="button button--small" type="button" on:click=suggest>{words::suggest()}</button></p>
    }
}

#[component]
fn Link(
    /// The open assessment.
    desk: Desk,
    /// The whole address.
    link: Memo<Made>,
    /// What it holds.
    held: Memo<Assessment>,
    /// What locks it.
    passphrase: RwSignal<String>,
) -> impl IntoView {
    let said = RwSignal::new(String::new());
    let state = link;
    let link = memo(move || state.with(|it| it.link().to_owned()));
    let is_none = move || link.with(String::is_empty);
    let length = memo(move || link.with(|it| it.chars().count()));
    let hint = move || match state.get() {
        Made::Link(_) => {
            let n = length.get();
            match Reach::of(n) {
                Reach::Everywhere => words::goes_everywhere(n),
                Reach::Mostly => words::goes_mostly(n),
                Reach::Nowhere => words::goes_nowhere(n),
            }
        }
        Made::Locking => words::locking(),
        Made::Failed => words::no_cryptography(),
        Made::TooLong => words::too_long(),
    };
    // What was said is about the link as it was.
    Effect::new(move |_| {
        link.track();
        said.set(String::new());
    });
    let copy = move |_| {
        let text = link.get_untracked();
        let n = length.get_untracked();
        let contents = held.with_untracked(|it| link::contents(desk.model, it));
        let done = words::copied(words::Copied { n, contents: &contents });
        links::copy_text(&text, move |copied| {
            // The page may have been left by then.
            let done = if copied {
                done.clone()
            } else {
                dom::select(LINK);
                words::not_copied()
            };
            let _ = said.try_set(done);
        });
    };
    let mail = move || {
        let name = desk.read(display_name);
        let subject = links::encoded(&words::mail_subject(&name));
        link.with(|it| {
            let contents = held.with(|it| link::contents(desk.model, it));
            let (contents, n) = (contents.as_str(), it.chars().count());
            let text = if passphrase.with(|it| it.trim().is_empty()) {
                words::mail_text(words::MailText { contents, n })
            } else {
                words::mail_text_locked(words::MailTextLocked { contents, n })
            };
            let body = format!("{text}\n\n{it}\n");
            format!("mailto:?subject={subject}&body={}", links::encoded(&body))
        })
    };
    view! {
        <div class="field">
            <label class="field__label" for=LINK>{words::link()}</label>
            <input class="input ltr" id=LINK type="text" readonly=true prop:value=live(move || link.get()) on:focus=|_| dom::select(LINK) />
            <p class="field__hint" data-fits=live(move || Reach::of(length.get()).code())>{live(hint)}</p>
        </div>
        <div class="cluster">
            <button class="button button--primary" type="button" aria-disabled=off(is_none) on:click=copy>{words::copy()}</button>
            {live(move || (!is_none()).then(|| view! {
                <a class="button" href=mail() rel="noreferrer">{words::mail()}</a>
                <a class="button" href=link.get()>{words::try_it()}</a>
            }))}
        </div>
        <p role="status">{live(move || said.get())}</p>
        {live(move || (!is_none()).then(|| link.with(|it| qr::code(it)).map_or_else(
            || plain(words::no_code(qr::BYTES_MAX)),
            |code| view! {
                <figure class="qr">
                    <svg viewBox=format!("0 0 {0} {0}", code.size) role="img" aria-label=words::code()>
                        <rect width=code.size height=code.size fill="#fff" />
                        <path d=code.path fill="#000" shape-rendering="crispEdges" />
                    </svg>
                    <figcaption>{words::code_note()}</figcaption>
                </figure>
            }.into_any(),
        )))}
    }
}

#[component]
fn File(
    /// The open assessment.
    desk: Desk,
    /// What goes out.
    copy: Memo<Assessment>,
    /// What locks it.
    passphrase: RwSignal<String>,
) -> impl IntoView {
    let failed: RwSignal<Option<String>> = RwSignal::new(None);
    let working = RwSignal::new(false);
    let save = move |_| {
        failed.set(None);
        let text = copy.with_untracked(|it| document::write(desk.model, [it]));
        let name = desk.look(display_name);
        let hand_over = move |name: String, text: String| {
            if !files::download(&name, "application/json", &text) {
                let _ = failed.try_set(Some(words::refused()));
            }
        };
        let passphrase = passphrase.get_untracked();
        if passphrase.trim().is_empty() {
            hand_over(wording::file(&name, "json"), text);
            return;
        }
        working.set(true);
        lock::lock(Purpose::File, text.as_bytes(), &passphrase, move |it| {
            let _ = working.try_set(false);
            match it {
                Ok(locked) => {
                    let name = wording::file(&words::file_locked(&name), "json");
                    hand_over(name, document::write_locked(&locked));
                }
                Err(_) => {
                    let _ = failed.try_set(Some(words::no_cryptography()));
                }
            }
        });
    };
    let word = move || match (working.get(), passphrase.with(|it| it.trim().is_empty())) {
        (true, _) => words::locking(),
        (_, true) => words::save(),
        _ => words::save_locked(),
    };
    view! {
        {plain(words::file_text())}
        <p><button class="button" type="button" aria-disabled=off(move || working.get()) on:click=save>{live(word)}</button></p>
        <p class="field__error" role="alert" hidden=live(move || failed.get().is_none())>{live(move || failed.get())}</p>
    }
}

/// How far a link gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reach {
    Everywhere,
    Mostly,
    Nowhere,
}

impl Reach {
    /// By its length.
    fn of(length: usize) -> Self {
        match length {
            0..=1_000 => Reach::Everywhere,
            1_001..=2_000 => Reach::Mostly,
            _ => Reach::Nowhere,
        }
    }

    /// What the style sheets know it by.
    fn code(self) -> &'static str {
        match self {
            Reach::Everywhere => "everywhere",
            Reach::Mostly => "mostly",
            Reach::Nowhere => "file",
        }
    }
}
