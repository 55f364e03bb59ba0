//! Number keys: rate the question in hand, or pick a statement in the quick
//! depth. Can be switched off in the settings, as one-letter shortcuts must.

use crate::assessment::{Answer, Belief, Edit, Key, Text, Value};
use crate::model::{Kind, Level, Model, ProcessIx, QuestionIx, Rating, Score};
use crate::questionnaire::Place;
use crate::route::Route;
use crate::web::browser::dom;
use crate::web::desk::Desk;
use crate::web::here::Here;
use crate::web::walk::{go_to_next_open, in_hand};
use crate::words::keys as words;

/// Deals with a key. False when it means nothing here.
pub fn press(desk: Desk, here: Here, key: &str) -> bool {
    let is_flash = here.look(|it| matches!(it, Route::Flash(..)));
    if !is_flash && !here.look(|it| matches!(it, Route::Assess(..))) {
        return false;
    }
    if key == "n" {
        return go_to_next_open(desk, here, is_flash);
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
pub fn hint(model: &Model, place: Place) -> String {
    match (place.question, model.kind(place.process)) {
        (Some(_), _) => words::question(),
        (None, Kind::Process) => words::belief_of_process(),
        (None, Kind::Area) => words::belief_of_area(),
    }
}
