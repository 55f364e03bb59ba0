//! Number keys: rate the question that has the focus. Can be switched off in
//! the settings, as one-letter shortcuts must.

use leptos::prelude::*;

use crate::assessment::{Answer, Text};
use crate::model::{QuestionIx, Rating, Score};
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
        return go_to_next_open(desk, route, is_flash);
    }
    let answer = match key {
        "1" => Answer::Rated(Score::of(Rating::N)),
        "2" => Answer::Rated(Score::of(Rating::P)),
        "3" => Answer::Rated(Score::of(Rating::L)),
        "4" => Answer::Rated(Score::of(Rating::F)),
        "0" => Answer::AskSomeone { whom: Text::default() },
        _ => return false,
    };
    let Some(question) = focused_question(desk, is_flash) else { return false };
    desk.answer(question, Some(answer));
    true
}

/// The question that keys are about: the one on screen in flash mode, else the
/// one that holds the focus.
fn focused_question(desk: Desk, is_flash: bool) -> Option<QuestionIx> {
    let id = if is_flash {
        // The address may name a question that is not asked any more: what
        // counts is the card that can be seen.
        dom::id_of_first(".flash .question")?
    } else {
        dom::focused_ancestor(names::QUESTION)?
    };
    desk.model.questions().find(|it| {
        id.starts_with(&names::question(desk.model, *it)) && {
            // `q-incident-record-guide` belongs to `q-incident-record`.
            let own = names::question(desk.model, *it);
            id.len() == own.len() || id.as_bytes().get(own.len()) == Some(&b'-')
        }
    })
}

/// Goes to the next open question after the one in hand; round to the start.
pub fn go_to_next_open(desk: Desk, route: &Route, flash: bool) -> bool {
    let here = focused_question(desk, flash).map(|question| Place {
        process: desk.model.question(question).process(),
        question: Some(question),
    });
    let here = here.or(match route {
        Route::Assess(_, Spot { process: Some(process), question }) => {
            Some(Place { process: *process, question: *question })
        }
        _ => None,
    });
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
