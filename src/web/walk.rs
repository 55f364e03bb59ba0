//! The way through the questionnaire: which question is in hand, and to the next one.

use crate::assessment::Assessment;
use crate::model::Depth;
use crate::questionnaire::{self, Place};
use crate::route::{Route, Spot};
use crate::web::browser::dom;
use crate::web::desk::Desk;
use crate::web::here::Here;
use crate::web::names;

/// Leads the eye to a place, if it is on the page.
pub fn show(desk: Desk, spot: Spot) {
    if let Some(question) = spot.question {
        dom::show_and_focus(&names::question(desk.model, question));
    }
}

/// What keys are about, with the id of its card: the one card on screen in the
/// quick depth and in flash mode, else the one that holds the focus.
pub fn in_hand(desk: Desk, is_flash: bool) -> Option<(String, Place)> {
    let is_quick = desk.look(Assessment::depth) == Depth::Quick;
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
pub fn go_to_next_open(desk: Desk, here: Here, flash: bool) -> bool {
    let in_hand = in_hand(desk, flash);
    let is_quick = !flash && desk.look(Assessment::depth) == Depth::Quick;
    if let Some((card, place)) = in_hand.as_ref().filter(|_| is_quick)
        && desk.look(|it| questionnaire::is_open_at(it, *place))
        && !dom::has_focus_within(card)
    {
        // It is in sight, and nobody has come to it yet.
        dom::show_and_focus(card);
        return true;
    }
    let last = here.seen_now();
    let last = last.process.map(|process| Place { process, question: last.question });
    let from = in_hand.map(|(_, place)| place).or(last);
    let next = desk.look(|it| questionnaire::next_open(desk.model, it, from));
    let Some(next) = next else { return false };
    go_to(desk, here, next, flash);
    true
}

/// Goes to a place of the questionnaire.
pub fn go_to(desk: Desk, here: Here, place: Place, flash: bool) {
    let spot = Spot { process: Some(place.process), question: place.question };
    let place = spot.locator(desk.model);
    let to = if flash { Route::Flash(desk.id(), place) } else { Route::Assess(desk.id(), place) };
    if !here.go(&to) {
        // Already in the address: only the eye has to be led there.
        show(desk, spot);
    }
}
