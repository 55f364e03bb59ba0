//! What a copy holds, in words: said before it leaves and where it arrives, with the
//! same counts as every page.

use super::body::Kind;
use super::share::{self, Part, Parts};
use crate::assessment::{Answer, Assessment, Checks, Key, RecordKind, Value};
use crate::model::{Depth, Model};
use crate::scoring;
use crate::words::links as words;

/// Says how many there are of something.
type Count = fn(usize) -> String;

/// What a copy holds, in a sentence.
pub fn contents(model: &Model, copy: &Assessment) -> String {
    let counts = scoring::score(model, copy).overall.counts;
    let aside = scoring::aside(model, copy);
    let count = |is: fn(Key) -> bool| {
        copy.registers()
            .filter(|(key, it)| is(*key) && it.value().is_some_and(says_anything))
            .count()
    };
    // In the quick depth they are the answers.
    let beliefs = match copy.depth() {
        Depth::Quick => 0,
        Depth::Standard | Depth::Full => count(|it| matches!(it, Key::Belief(_))),
    };
    // Who has none need not load how they are counted.
    let has_pieces = copy.registers().any(|(key, _)| matches!(key, Key::PieceTitle(_)));
    let pieces = if has_pieces { copy.records(RecordKind::Piece).len() } else { 0 };
    let mut held = vec![words::answers(counts.done().into())];
    let others: [(usize, Count); 11] = [
        (counts.ask_someone.into(), words::left_to_someone),
        (aside.out_of_scope, words::out_of_scope),
        (aside.not_asked, words::not_asked),
        (beliefs, words::beliefs),
        (count(|it| matches!(it, Key::Override(..))), words::own_ratings),
        (count(|it| matches!(it, Key::Flag(_))), words::flags),
        (count(|it| matches!(it, Key::Note(_))), words::notes),
        (count(|it| matches!(it, Key::Comment(..))), words::comments),
        (count(|it| matches!(it, Key::Evidence(_))), words::references),
        (pieces, words::pieces),
        (count(|it| matches!(it, Key::Checks(_))), words::ticked),
    ];
    held.extend(others.into_iter().filter(|it| it.0 > 0).map(|(n, say)| say(n)));
    // An answer among them has been counted as such above.
    let results = share::copy(model, copy, Kind::Result, Parts::of(&Part::OPTIONAL));
    let is_aside = |key: Key| {
        results.register(key).is_none()
            && matches!(
                key,
                Key::Note(_)
                    | Key::Comment(..)
                    | Key::Evidence(_)
                    | Key::Checks(_)
                    | Key::Flag(_)
                    | Key::Override(..)
            )
    };
    let said = copy.registers().filter(|(_, it)| it.value().is_some_and(says_anything));
    let n_aside = said.filter(|(key, _)| is_aside(*key)).count();
    if n_aside > 0 {
        held.push(words::among_them(n_aside));
    }
    let named = [Key::Name, Key::Organisation, Key::Unit, Key::Scope];
    if names_anybody(copy) {
        held.push(words::people());
    }
    let held = held.join(", ");
    if named.into_iter().any(|it| !copy.text(it).trim().is_empty()) {
        words::holds_organisation(&held)
    } else {
        words::holds_no_organisation(&held)
    }
}

fn says_anything(value: &Value) -> bool {
    match value {
        Value::Text(text) => !text.is_blank(),
        Value::Checks(checks) => *checks != Checks::NONE,
        _ => true,
    }
}

/// Whether somebody's name stands in what was said.
fn names_anybody(copy: &Assessment) -> bool {
    copy.registers().filter_map(|(key, it)| Some((key, it.value()?))).any(|(key, value)| {
        let name = match (key, value) {
            (
                Key::Assessors | Key::ProcessAssignee(_) | Key::Assignee(_) | Key::Who(_),
                Value::Text(name),
            ) => name,
            (_, Value::Answer(Answer::AskSomeone { whom })) => whom,
            (_, Value::Comment(comment)) => &comment.by,
            _ => return false,
        };
        !name.is_blank()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::{AssessmentId, Clock, Edit, PieceId, RecordId, Writer};

    #[test]
    fn pieces_of_evidence_are_counted_as_long_as_they_are_there() {
        let model = crate::bank::shipped().unwrap();
        let mut it = Assessment::new(AssessmentId::from_random(1));
        assert!(!contents(&model, &it).contains("evidence"));
        for (n, words) in [(1, "1 piece of evidence"), (2, "2 pieces of evidence")] {
            let key = Key::PieceTitle(PieceId(RecordId(n)));
            let title = Edit::new(key, Some(Value::typed("Log of incidents"))).unwrap();
            it.apply(title, Clock::start(n, Writer(1)));
            assert!(contents(&model, &it).contains(words));
        }
        let gone = Edit::new(Key::PieceGone(PieceId(RecordId(2))), Some(Value::Set)).unwrap();
        it.apply(gone, Clock::start(3, Writer(1)));
        assert!(contents(&model, &it).contains("1 piece of evidence"));
    }
}
