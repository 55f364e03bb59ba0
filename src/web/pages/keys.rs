//! Number keys: rate the question in hand, or pick a statement in the quick
//! depth. Can be switched off in the settings, as one-letter shortcuts must.

use leptos::prelude::*;

use crate::assessment::{Answer, Assessment, Belief, Edit, Key, Text, Value};
use crate::model::{Depth, Kind, Level, Model, ProcessIx, QuestionIx, Rating, Score};
use crate::questionnaire::{self, Place};
use crate::route::{Route, Spot};
use crate::web::browser::{self, dom};
use crate::web::desk::Desk;
use crate::web::names;

/// Deals with a key. False when it means nothing here.
pub fn press(desk: Desk, route: &Route, key: &str) -> bool {
    let is_flash = matches!(route, Route::Flash(..));
    if !is_flash && !matches!(route, Route::Assess(..)) {
        return false;
    }
    if key == "n" {
        return go_to_next_open(desk, is_flash);
    }
    let Some((card, place)) = in_hand(desk, is_flash) else { return false };
    let said = match place.question {
        Some(question) => answer(question, key),
        None => belief(desk.model, place.process, key),
    };
    let Some((edit, code)) = said else { return false };
    dom::move_to_radio(&card, &code);
    desk.apply(edit);
    true
}

/// What a key says about a question, and the value of its radio.
fn answer(question: QuestionIx, key: &str) -> Option<(Edit, String)> {
    if key == "0" {
        let ask = Answer::AskSomeone { whom: Text::default() };
        return Some((Edit::answer(question, Some(ask)), "?".to_owned()));
    }
    let rating = rating(key)?;
    let rated = Answer::Rated(Score::of(rating));
    Some((Edit::answer(question, Some(rated)), rating.code().to_owned()))
}

/// What a key says about a process in the quick depth, and the value of its
/// radio: a level by its number; areas have ratings.
fn belief(model: &Model, process: ProcessIx, key: &str) -> Option<(Edit, String)> {
    let (belief, code) = match model.kind(process) {
        Kind::Process => {
            let level = key.parse().ok().and_then(Level::from_number)?;
            (Belief::Level(level), level.to_string())
        }
        Kind::Area => {
            let rating = rating(key)?;
            (Belief::Rating(rating), rating.code().to_owned())
        }
    };
    let edit = Edit::new(Key::Belief(process), Some(Value::Belief(belief)))?;
    Some((edit, code))
}

fn rating(key: &str) -> Option<Rating> {
    Some(match key {
        "1" => Rating::N,
        "2" => Rating::P,
        "3" => Rating::L,
        "4" => Rating::F,
        _ => return None,
    })
}

/// What the keys do in this place, in words.
pub fn hint(model: &Model, place: Place) -> &'static str {
    match (place.question, model.kind(place.process)) {
        (Some(_), _) => {
            "Keys: 1 Not, 2 Partially, 3 Largely, 4 Fully, 0 Don't know, n next unanswered."
        }
        (None, Kind::Process) => "Keys: 0 to 5 pick the level, n next unanswered.",
        (None, Kind::Area) => "Keys: 1 Not, 2 Partially, 3 Largely, 4 Fully, n next unanswered.",
    }
}

/// What keys are about, with the id of its card: the one card on screen in the
/// quick depth and in flash mode, else the one that holds the focus.
fn in_hand(desk: Desk, is_flash: bool) -> Option<(String, Place)> {
    let is_quick = desk.assessment.with_untracked(Assessment::depth) == Depth::Quick;
    let id = if is_flash || is_quick {
        // The address may name a question that is not asked any more: what
        // counts is the card that can be seen.
        dom::id_of_first("article.question")?
    } else {
        dom::focused_ancestor(names::QUESTION)?
    };
    let model = desk.model;
    let question = model.questions().find(|it| {
        id.strip_prefix(&names::question(model, *it)).is_some_and(|rest| {
            // `q-incident-record-guide` belongs to `q-incident-record`.
            rest.is_empty() || rest.starts_with('-')
        })
    });
    match question {
        Some(it) => {
            let process = model.question(it).process();
            Some((names::question(model, it), Place { process, question }))
        }
        None => {
            let process = model.processes().find(|it| id == names::process(model, *it))?;
            Some((id, Place { process, question }))
        }
    }
}

/// Goes to the next open question after the one in hand; round to the start.
/// Whoever presses a button has the focus there: then it is the question that
/// had it last.
pub fn go_to_next_open(desk: Desk, flash: bool) -> bool {
    let last = desk.place.get_untracked();
    let last = last.process.map(|process| Place { process, question: last.question });
    let here = in_hand(desk, flash).map(|(_, place)| place).or(last);
    let next = desk.assessment.with_untracked(|it| questionnaire::next_open(desk.model, it, here));
    let Some(next) = next else { return false };
    go_to(desk, next, flash);
    true
}

/// Goes to a place of the questionnaire.
pub fn go_to(desk: Desk, place: Place, flash: bool) {
    let spot = Spot { process: Some(place.process), question: place.question };
    let to = if flash { Route::Flash(desk.id(), spot) } else { Route::Assess(desk.id(), spot) };
    let fragment = to.fragment(desk.model);
    if browser::fragment() == fragment {
        // Already in the address: only the eye has to be led there.
        super::assess::show(desk, spot);
    } else {
        browser::go(&fragment);
    }
}
