//! What a copy holds, in words: said before it leaves and where it arrives, with the
//! same counts as every page.

use super::body::Kind;
use super::share::{self, Part, Parts};
use crate::assessment::{Answer, Assessment, Checks, Key, RecordKind, Value};
use crate::model::{Depth, Model};
use crate::scoring;
use crate::wording::plural;

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
    let mut held = vec![plural(counts.done().into(), "answer", "answers")];
    let others: [(usize, &str, &str); 11] = [
        (counts.ask_someone.into(), "question left to someone", "questions left to someone"),
        (aside.out_of_scope, "answer out of scope", "answers out of scope"),
        (aside.not_asked, "answer not asked for here", "answers not asked for here"),
        (beliefs, "belief", "beliefs"),
        (count(|it| matches!(it, Key::Override(..))), "own rating", "own ratings"),
        (count(|it| matches!(it, Key::Flag(_))), "flag", "flags"),
        (count(|it| matches!(it, Key::Note(_))), "note", "notes"),
        (count(|it| matches!(it, Key::Comment(..))), "comment", "comments"),
        (count(|it| matches!(it, Key::Evidence(_))), "evidence reference", "evidence references"),
        (pieces, "piece of evidence", "pieces of evidence"),
        (
            count(|it| matches!(it, Key::Checks(_))),
            "question with ticked checks",
            "questions with ticked checks",
        ),
    ];
    held.extend(
        others.into_iter().filter(|it| it.0 > 0).map(|(n, one, many)| plural(n, one, many)),
    );
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
        let entries = plural(n_aside, "entry", "entries");
        held.push(format!("among them {entries} about what is out of scope or not asked"));
    }
    let named = [Key::Name, Key::Organisation, Key::Unit, Key::Scope];
    let name = if named.into_iter().any(|it| !copy.text(it).trim().is_empty()) {
        "the organisation by name"
    } else {
        "no organisation"
    };
    if names_anybody(copy) {
        held.push("names of people".to_owned());
    }
    format!("It holds {}, {name}.", held.join(", "))
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
