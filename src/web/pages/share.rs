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
use crate::web::components::words::{self, Look};
use crate::web::desk::Desk;
use crate::web::library::Library;
use crate::web::live::{live, memo, off};
use crate::web::names;
use crate::web::wording::{self, display_name};

const LINK: &str = "share-link";
const PASSPHRASE: &str = "share-passphrase";

/// How long the typing of a passphrase rests before it is worked in, in
/// milliseconds.
const TYPING_MS: i32 = 400;

const NO_CRYPTOGRAPHY: &str = "This browser offers this page no cryptography: the page has to be served over https. Nothing was locked and nothing left.";

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
            {heading("Share")}
            <p class="lead">"The link itself carries what you tick; there is no server in between. Whoever has the link can read what is in it, and so can the mail or chat it travels in."</p>
            <p><a href=Route::Raters(desk.id()).fragment()>"Collect the answers of several people"</a></p>
        </header>
        {section("purpose", "What for", "Opening a link never changes what the other person has.", view! { <Purposes desk aim parts /> })}
        {section("contents", "What goes in", "Nothing else leaves: no earlier values, no file names beyond what you tick; and, unless it is to go on elsewhere, nothing of what is out of scope or not asked.", view! { <Contents model=desk.model kind parts copy /> })}
        {section("passphrase", "A passphrase, if you like", "For what is not for everyone who sees the mail.", view! { <Passphrase passphrase /> })}
        {section("link", "The link", "It stays as it is: later changes need a new link.", view! { <Link desk link held=copy passphrase /> })}
        {live(move || (kind.get() != Kind::Invitation).then(|| section("file", "Or a file", "For what is too long for a link.", view! { <File desk copy passphrase /> })))}
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
        (
            Aim::Result,
            "result",
            "Show the results",
            "A copy to look at: levels and charts, beside whatever the other person has.",
        ),
        (
            Aim::Answers,
            "answers",
            "Send my answers back",
            "To whoever invited you and collects everybody's: with your name, notes and evidence.",
        ),
        (
            Aim::Invitation,
            "invitation",
            "Invite others to answer",
            "Scope, depth and targets without answers. Each person begins an assessment of their own.",
        ),
        (
            Aim::Full,
            "full",
            "Go on elsewhere",
            "Everything that you tick, what is out of scope as well: to continue in another browser or to hand over.",
        ),
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
            <legend class="visually-hidden">"What the link is for"</legend>
            <div class="cards">{cards.into_iter().collect_view()}</div>
        </fieldset>
        {live(move || (aim.get() == Aim::Answers).then(|| view! {
            <div class="field">
                <label class="field__label" for="my-answers-name">"Your name"</label>
                <p class="field__hint" id="my-answers-hint">"So that one knows whose answers they are. Leave it empty to stay unnamed."</p>
                {words::field(desk, Key::Assessors, "my-answers-name".to_owned(), words::plain, Look {
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
        let (code, title, text) = match part {
            Part::SetUp | Part::Ratings => {
                ("ratings", "Answers", "Ratings, beliefs, own ratings, flags")
            }
            Part::Organisation => ("organisation", "Organisation", "Name, unit, scope, title"),
            Part::People => {
                ("people", "People", "Assessors, who answers what, who is to be asked, who wrote")
            }
            Part::Notes => (
                "notes",
                "Notes and comments",
                "Why something is rated, left out or not applicable",
            ),
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
            <p>"Always: depth, edition, targets, which processes are in scope, how figures are put together, whether your own staff assesses, and when it was begun."</p>
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
            <label class="field__label" for=PASSPHRASE>"Passphrase"</label>
            <p class="field__hint" id="passphrase-hint">"Send it another way than the link. Without it nobody opens the link or the file, you included: it is kept nowhere."</p>
            <input class="input ltr" id=PASSPHRASE type="text" autocomplete="off" autocapitalize="off" spellcheck="false" maxlength="200" aria-describedby="passphrase-hint" prop:value=live(move || passphrase.get()) on:input=move |event| passphrase.set(event_target_value(&event)) />
            <p class="field__hint" role="status">{live(move || strength.get().to_string())}</p>
        </div>
        <p><button class="button button--small" type="button" on:click=suggest>"Suggest one"</button></p>
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
    let hint = move || {
        match state.get() {
        Made::Link(_) => format!("{} characters. {}", length.get(), fits(length.get()).1),
        Made::Locking => "Locking it…".to_owned(),
        Made::Failed => NO_CRYPTOGRAPHY.to_owned(),
        Made::TooLong => "This is more than a link can carry. Save it as a file, or leave out notes and evidence.".to_owned(),
    }
    };
    // What was said is about the link as it was.
    Effect::new(move |_| {
        link.track();
        said.set(String::new());
    });
    let copy = move |_| {
        let text = link.get_untracked();
        let n = length.get_untracked();
        let words = format!(
            "Copied: {n} characters. {}",
            held.with_untracked(|it| link::contents(desk.model, it))
        );
        links::copy_text(&text, move |copied| {
            // The page may have been left by then.
            let words = if copied {
                words.clone()
            } else {
                dom::select(LINK);
                "This browser does not let the page copy. The link is selected: copy it yourself."
                    .to_owned()
            };
            let _ = said.try_set(words);
        });
    };
    let mail = move || {
        let name = desk.read(display_name);
        let subject = links::encoded(&format!("Plumbline: {name}"));
        link.with(|it| {
            let how = if passphrase.with(|it| it.trim().is_empty()) {
                "This link opens the assessment; nothing is stored on a server."
            } else {
                "This link opens the assessment with a passphrase, which you get another way; nothing is stored on a server."
            };
            let what = held.with(|it| link::contents(desk.model, it));
            let body = format!("{how} {what} ({} characters)\n\n{it}\n", it.chars().count());
            format!("mailto:?subject={subject}&body={}", links::encoded(&body))
        })
    };
    view! {
        <div class="field">
            <label class="field__label" for=LINK>"Link"</label>
            <input class="input ltr" id=LINK type="text" readonly=true prop:value=live(move || link.get()) on:focus=|_| dom::select(LINK) />
            <p class="field__hint" data-fits=live(move || fits(length.get()).0)>{live(hint)}</p>
        </div>
        <div class="cluster">
            <button class="button button--primary" type="button" aria-disabled=off(is_none) on:click=copy>"Copy the link"</button>
            {live(move || (!is_none()).then(|| view! {
                <a class="button" href=mail() rel="noreferrer">"Write a mail with it"</a>
                <a class="button" href=link.get()>"Try it"</a>
            }))}
        </div>
        <p role="status">{live(move || said.get())}</p>
        {live(move || (!is_none()).then(|| link.with(|it| qr::code(it)).map_or_else(
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
    let failed: RwSignal<Option<&'static str>> = RwSignal::new(None);
    let working = RwSignal::new(false);
    let save = move |_| {
        failed.set(None);
        let text = copy.with_untracked(|it| document::write(desk.model, [it]));
        let name = desk.look(display_name);
        let hand_over = move |name: String, text: String| {
            if !files::download(&name, "application/json", &text) {
                let _ = failed.try_set(Some("The browser refused the download."));
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
                    let name = wording::file(&format!("{name} locked"), "json");
                    hand_over(name, document::write_locked(&locked));
                }
                Err(_) => {
                    let _ = failed.try_set(Some(NO_CRYPTOGRAPHY));
                }
            }
        });
    };
    let word = move || match (working.get(), passphrase.with(|it| it.trim().is_empty())) {
        (true, _) => "Locking it…",
        (_, true) => "Save it as a file",
        _ => "Save it as a locked file",
    };
    view! {
        <p>"The same parts, with when each was said. Whoever opens the file sees what is in it first, and can merge it with what they have."</p>
        <p><button class="button" type="button" aria-disabled=off(move || working.get()) on:click=save>{live(word)}</button></p>
        <p class="field__error" role="alert" hidden=live(move || failed.get().is_none())>{live(move || failed.get())}</p>
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
