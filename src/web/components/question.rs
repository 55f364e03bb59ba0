//! One question: the statement, the scale as native radios, and beside it what
//! helps to answer.

use leptos::prelude::*;

use crate::assessment::{Answer, Checks, Edit, Edition, Key, Text, Value};
use crate::model::{QuestionIx, QuestionRef, Rating, Score};
use crate::questionnaire::{self, State};
use crate::web::clash::Say;
use crate::web::components::earlier::earlier;
use crate::web::components::text::around;
use crate::web::components::thread::Thread;
use crate::web::components::words::{self, Look};
use crate::web::components::{assignee, erase, note};
use crate::web::desk::Desk;
use crate::web::here::Here;
use crate::web::live::{live, memo, off, once};
use crate::web::names;
use crate::web::parts::apart;
use crate::web::wording;
use crate::words::card;

/// What is marked in the main radio group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    Rated(Rating),
    NotApplicable,
    AskSomeone,
}

fn mark(answer: Option<&Answer>) -> Option<Mark> {
    answer.map(|it| match it {
        Answer::Rated(score) => Mark::Rated(score.rating()),
        Answer::NotApplicable { .. } => Mark::NotApplicable,
        Answer::AskSomeone { .. } => Mark::AskSomeone,
    })
}

/// A question card.
#[component]
pub fn Question(
    /// The open assessment.
    desk: Desk,
    /// Where the reader is.
    here: Here,
    /// Which question.
    question: QuestionIx,
    /// Its number among those shown, and how many there are.
    position: (usize, usize),
) -> impl IntoView {
    let it = desk.model.question(question);
    let id = names::question(desk.model, question);
    let state = desk.slice_of(question, move |it| questionnaire::state(it, question));
    let flagged = desk.slice_of(question, move |it| it.is_flagged(question));
    let state_code = move || match state.get() {
        State::Untouched => "untouched",
        State::Started => "started",
        State::AskSomeone => "unknown",
        State::Rated => "answered",
        State::NotApplicable => "not-applicable",
    };
    let (number, all) = position;
    let why = format!("{id}-why");
    let title = &it.title();
    let place = if it.is_base() {
        card::place(card::Place { number, all, title })
    } else {
        let attribute = desk.model.attribute_id(it.attribute());
        card::place_of_attribute(card::PlaceOfAttribute { number, all, attribute, title })
    };
    view! {
        <article class="question" id=id.clone() data-state=state_code data-flag=live(move || flagged.get().then_some("")) on:focusin=move |_| here.look_at(desk, question)>
            <div class="question__grid">
            <div class="question__main">
                <fieldset aria-describedby=why.clone()>
                    <legend>
                        <span class="question__place">
                            {place}
                            {live(move || flagged.get().then(|| view! { " "<span class="tag tag--alert">{card::tag_flagged()}</span> }))}
                        </span>
                        <span class="question__statement">{it.statement().into_owned()}</span>
                    </legend>
                    <p class="question__why" id=why.clone()>{it.why().into_owned()}</p>
                    <Scale desk question name=id.clone() />
                </fieldset>
                <Refinement desk question name=id.clone() />
                <Reason desk question name=id.clone() />
                <Remarks desk question name=id.clone() />
                <Thread desk question name=id.clone() />
            </div>
            <Guidance desk question />
            </div>
        </article>
    }
}

/// The main radio group.
#[component]
fn Scale(
    /// The open assessment.
    desk: Desk,
    /// Which question.
    question: QuestionIx,
    /// Prefix of ids and name of the group.
    name: String,
) -> impl IntoView {
    let marked = desk.slice_of(question, move |it| mark(it.answer(question)));
    let option = |this: Mark, code: &'static str, label: String, hint: String| {
        let is_other = !matches!(this, Mark::Rated(_));
        let letter = (!is_other).then_some(code);
        let choose = move |_| {
            let answer = match this {
                Mark::Rated(rating) => Answer::Rated(Score::of(rating)),
                Mark::NotApplicable => Answer::NotApplicable { reason: Text::default() },
                Mark::AskSomeone => Answer::AskSomeone { whom: Text::default() },
            };
            desk.answer(question, Some(answer));
        };
        view! {
            <label class="rating__option" class=("rating__option--other", is_other) data-early=if is_other { "2" } else { "1" }>
                <input
                    type="radio"
                    name=name.clone()
                    value=code
                    prop:checked=live(move || marked.get() == Some(this))
                    on:change=choose
                />
                <span class="rate" data-rating=letter aria-hidden="true">{code}</span>
                <span class="rating__word">{label}" "<span class="rating__text">{hint}</span></span>
            </label>
        }
    };
    let rated =
        |it: Rating, hint: String| option(Mark::Rated(it), it.code(), it.name().to_owned(), hint);
    let is_marked = move || marked.get().is_some();
    let clear = move |_| {
        let undo = Edit::answer(question, None);
        desk.apply_with_notice(card::cleared(), undo);
    };
    view! {
        <div class="rating">
            {rated(Rating::N, card::not_hint())}
            {rated(Rating::P, card::partially_hint())}
            {rated(Rating::L, card::largely_hint())}
            {rated(Rating::F, card::fully_hint())}
            {option(Mark::AskSomeone, "?", card::unknown(), card::unknown_hint())}
            {option(Mark::NotApplicable, "–", card::not_applicable(), card::not_applicable_hint())}
        </div>
        <div class="cluster">
            <Flag desk question />
            <button class="button button--quiet button--small" type="button" on:click=clear aria-disabled=off(move || !is_marked())>
                {card::clear()}
            </button>
        </div>
    }
}

/// Finer steps of P and L.
#[component]
fn Refinement(
    /// The open assessment.
    desk: Desk,
    /// Which question.
    question: QuestionIx,
    /// Prefix of ids.
    name: String,
) -> impl IntoView {
    let score = desk.slice_of(question, move |it| it.answer(question).and_then(Answer::score));
    let rating = memo(move || score.get().map(Score::rating));
    move || {
        let whole = |it: Score| (it, it.code().to_owned());
        let steps: [(Score, String); 3] = match rating.get()? {
            Rating::P => [
                (Score::PMinus, card::a_little()),
                whole(Score::P),
                (Score::PPlus, card::nearly_half()),
            ],
            Rating::L => [
                (Score::LMinus, card::just_over_half()),
                whole(Score::L),
                (Score::LPlus, card::nearly_all()),
            ],
            Rating::N | Rating::F => return None,
        };
        let group = format!("{name}-fine");
        let buttons = steps.map(|(step, label)| {
            view! {
                <label>
                    <input
                        type="radio"
                        name=group.clone()
                        prop:checked=live(move || score.get() == Some(step))
                        on:change=move |_| desk.answer(question, Some(Answer::Rated(step)))
                    />
                    <span>{label}</span>
                </label>
            }
        });
        Some(view! {
            <fieldset data-early="2">
                <legend class="group-label">{card::finer()}</legend>
                <div class="segments">{buttons.collect_view()}</div>
            </fieldset>
        })
    }
}

/// The reason of "not applicable", or whom to ask.
#[component]
fn Reason(
    /// The open assessment.
    desk: Desk,
    /// Which question.
    question: QuestionIx,
    /// Prefix of ids.
    name: String,
) -> impl IntoView {
    let id = format!("{name}-reason");
    let key = Key::Answer(question);
    let marked = desk.slice_of(question, move |it| mark(it.answer(question)));
    let left = RwSignal::new(0);
    // What is being typed in stays, even where another tab has just rated it.
    let kept = StoredValue::new(None);
    let asks = {
        let id = id.clone();
        memo(move || {
            left.track();
            let marked = marked.get();
            if !words::is_in_use(desk, key, &id) {
                kept.set_value(marked);
            }
            kept.get_value()
        })
    };
    move || {
        let applies = match asks.get()? {
            Mark::Rated(_) => return None,
            Mark::NotApplicable => false,
            Mark::AskSomeone => true,
        };
        let hint_id = format!("{id}-hint");
        let described_by = Some(hint_id.clone());
        let look = Look { max: words::REASON_MAX, described_by, left, ..Look::default() };
        let id = id.clone();
        Some(apart(move || {
            let (label, hint, say): (String, String, Say) = match applies {
                false => (card::reason(), card::reason_hint(), |reason| {
                    Some(Value::Answer(Answer::NotApplicable { reason }))
                }),
                true => (card::whom(), card::whom_hint(), |whom| {
                    Some(Value::Answer(Answer::AskSomeone { whom }))
                }),
            };
            view! {
                <div class="field" data-early="2">
                    <label class="field__label" for=id.clone()>{label}</label>
                    <p class="field__hint" id=hint_id>{hint}</p>
                    {words::field(desk, key, id, say, look)}
                </div>
            }
        }))
    }
}

/// Note, evidence and who answers. What is inside is made when it is first
/// opened, as most never are.
#[component]
fn Remarks(
    /// The open assessment.
    desk: Desk,
    /// Which question.
    question: QuestionIx,
    /// Prefix of ids.
    name: String,
) -> impl IntoView {
    let has = desk.slice_of(question, move |it| {
        [Key::Note(question), Key::Evidence(question)].map(|key| !it.text(key).is_empty())
    });
    let has_something = has.get_untracked().contains(&true);
    let was_opened = RwSignal::new(has_something);
    // What came since stands on paper, too, folded away or not.
    let is_made = memo(move || was_opened.get() || has.get().contains(&true));
    let summary = live(move || match has.get() {
        [false, false] => card::remarks(),
        [true, false] => card::remarks_note(),
        [false, true] => card::remarks_evidence(),
        [true, true] => card::remarks_both(),
    });
    view! {
        <details class="fold" open=has_something on:toggle=move |_| once(was_opened)>
            <summary>{summary}</summary>
            {live(move || is_made.get().then(|| apart(|| view! {
                <div class="question__extra">
                    {note::field(desk, question, &name)}
                    {evidence(desk, question, &name)}
                    {assignee::of_question(desk, question, &name)}
                    {earlier(desk, Key::Answer(question))}
                    {erase::of_question(desk, question, &name)}
                </div>
            })))}
        </details>
    }
}

fn evidence(desk: Desk, question: QuestionIx, name: &str) -> impl IntoView + use<> {
    let id = format!("{name}-evidence");
    let look = Look { max: words::DESCRIPTION_MAX, ..Look::default() };
    view! {
        <div class="field">
            <label class="field__label" for=id.clone()>{card::evidence()}</label>
            {words::field(desk, Key::Evidence(question), id, words::plain, look)}
        </div>
    }
}

/// Flag for review.
#[component]
fn Flag(
    /// The open assessment.
    desk: Desk,
    /// Which question.
    question: QuestionIx,
) -> impl IntoView {
    let flagged = desk.slice_of(question, move |it| it.is_flagged(question));
    let toggle = move |_| {
        let value = (!flagged.get_untracked()).then_some(Value::Set);
        if let Some(edit) = Edit::new(Key::Flag(question), value) {
            desk.apply(edit);
        }
    };
    view! {
        <button
            class="button button--small"
            type="button"
            aria-pressed=live(move || if flagged.get() { "true" } else { "false" })
            on:click=toggle
        >
            <span aria-hidden="true">"⚑"</span>
            <span>{live(move || if flagged.get() { card::flagged() } else { card::flag() })}</span>
        </button>
    }
}

/// What helps to answer: checks, an example, typical evidence, clauses.
#[component]
fn Guidance(
    /// The open assessment.
    desk: Desk,
    /// Which question.
    question: QuestionIx,
) -> impl IntoView {
    let it = desk.model.question(question);
    let n = it.checks().len();
    let ticked = desk.slice_of(question, move |it| it.checks(question));
    let suggested = memo(move || ticked.get().suggested(n));
    let rated = desk.slice_of(question, move |it| it.answer(question).and_then(Answer::score));
    let tick = move |at: usize, on: bool| {
        let checks = ticked.get_untracked().with(at, on);
        let value = (checks != Checks::NONE).then_some(Value::Checks(checks));
        if let Some(edit) = Edit::new(Key::Checks(question), value) {
            desk.apply(edit);
        }
    };
    let checks = it.checks().enumerate().map(|(at, text)| {
        view! {
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=live(move || ticked.get().has(at))
                    on:change=move |event| tick(at, event_target_checked(&event))
                />
                <span>{text.into_owned()}</span>
            </label>
        }
    });
    let suggestion = move || {
        let rating = suggested.get()?;
        let seen = ticked.get().count(n);
        let agrees = rated.get().map(Score::rating) == Some(rating);
        let accept = move |_| desk.answer(question, Some(Answer::Rated(Score::of(rating))));
        Some(apart(move || {
            let name = rating.name();
            let suggests = match agrees {
                true => card::suggests_the_same(card::SuggestsTheSame {
                    n: seen,
                    all: n,
                    rating: &name,
                }),
                false => card::suggests(card::Suggests { n: seen, all: n, rating: &name }),
            };
            view! {
                <p class="checks__suggestion">
                    <span>{around(suggests, |it| view! { <strong>{it}</strong> }.into_any())}</span>
                    {(!agrees).then(|| view! {
                        <button class="button button--small" type="button" on:click=accept>
                            {card::rate_it(rating.code())}
                        </button>
                    })}
                </p>
            }
        }))
    };
    let edition = desk.slice(|it| it.edition());
    view! {
        <div class="guide">
            <fieldset class="checks" data-early="2">
                <legend class="group-label">{card::checks()}</legend>
                {checks.collect_view()}
                <div aria-live="polite">{suggestion}</div>
            </fieldset>
            <div>
                <p class="guide__label">{card::example()}</p>
                <p>{it.example().into_owned()}</p>
            </div>
            <div>
                <p class="guide__label">{card::typical_evidence()}</p>
                <ul>
                    {it.evidence().map(|text| view! { <li>{text.into_owned()}</li> }).collect_view()}
                </ul>
            </div>
            <p class="soft">{live(move || clauses(it, edition.get()))}</p>
        </div>
    }
}

/// The clauses of a question, the leading edition first.
fn clauses(it: QuestionRef<'_>, edition: Edition) -> String {
    let practice = it.practice();
    let list = |edition: &str, numbers: &[String]| {
        let all = numbers.join(", ");
        let words = || card::clauses(card::Clauses { edition, numbers: &all });
        (!numbers.is_empty()).then(words)
    };
    let of_2005 = list("2005", &practice.clauses.e2005);
    let of_2018 = list("2018", &practice.clauses.e2018);
    let order = match edition {
        Edition::E2005 => [of_2005, of_2018],
        Edition::E2018 => [of_2018, of_2005],
    };
    let numbers: Vec<String> = order.into_iter().flatten().collect();
    if numbers.is_empty() {
        return card::beyond_clauses();
    }
    format!("{} · {}", wording::demand(practice.requirement), numbers.join(" · "))
}
