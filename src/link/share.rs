//! What may leave in a copy that is shared: of each field the table of fields says
//! which part of a copy it belongs to, and here it is said what the parts do.

use std::collections::BTreeSet;

use super::body::Kind;
pub use crate::assessment::Part;
use crate::assessment::{
    Answer, Assessment, Key, Of, Override, RecordId, RecordKind, Register, Text, Value,
};
use crate::model::{Depth, Model};
use crate::questionnaire::all_places;
use crate::words::unsaid as words;

/// A choice of parts. The set-up is always in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parts {
    chosen: u8,
}

impl Parts {
    /// The set-up alone.
    pub const SET_UP: Parts = Parts { chosen: 0 };

    /// These parts.
    pub fn of(parts: &[Part]) -> Self {
        parts.iter().fold(Self::SET_UP, |it, part| it.with(*part, true))
    }

    /// Whether a part is chosen.
    pub fn has(self, part: Part) -> bool {
        part == Part::SetUp || self.chosen & Self::bit(part) != 0
    }

    /// With a part chosen or not.
    #[must_use]
    pub fn with(self, part: Part, chosen: bool) -> Self {
        let bit = Self::bit(part);
        Self { chosen: if chosen { self.chosen | bit } else { self.chosen & !bit } }
    }

    /// What of these parts a link of this kind may carry: an invitation with
    /// answers would be a result.
    #[must_use]
    pub fn allowed(self, kind: Kind) -> Self {
        match kind {
            Kind::Invitation => [Part::Ratings, Part::Notes, Part::Evidence]
                .into_iter()
                .fold(self, |it, part| it.with(part, false)),
            Kind::Result | Kind::Full => self,
        }
    }

    fn bit(part: Part) -> u8 {
        1 << part as u8
    }
}

/// A value with the texts taken out that its parts do not cover.
fn value(value: &Value, parts: Parts, in_scope_text: bool) -> Value {
    let text = |it: &Text, part: Part| if parts.has(part) { it.clone() } else { Text::default() };
    match value {
        Value::Answer(Answer::NotApplicable { reason }) => {
            Value::Answer(Answer::NotApplicable { reason: text(reason, Part::Notes) })
        }
        Value::Answer(Answer::AskSomeone { whom }) => {
            Value::Answer(Answer::AskSomeone { whom: text(whom, Part::People) })
        }
        Value::Override(it) if !parts.has(Part::Notes) => {
            // An own rating never stands without a reason.
            let unsaid = Text::typed(&words::not_shared());
            Override::new(it.rating, unsaid).map_or_else(|| value.clone(), Value::Override)
        }
        Value::Comment(it) if !parts.has(Part::People) => Value::Comment(it.clone().nameless()),
        Value::Text(_) if !in_scope_text => Value::Text(Text::default()),
        Value::Text(_)
        | Value::Answer(Answer::Rated(_))
        | Value::Belief(_)
        | Value::Level(_)
        | Value::Checks(_)
        | Value::Override(_)
        | Value::Depth(_)
        | Value::Edition(_)
        | Value::Independence(_)
        | Value::Aggregation(_)
        | Value::Time(_)
        | Value::Comment(_)
        | Value::Set => value.clone(),
    }
}

/// What the figures of an assessment rest on.
struct Counted<'a> {
    model: &'a Model,
    assessment: &'a Assessment,
    /// By question: whether it is asked. The quick depth asks none of them.
    asked: Vec<bool>,
    /// The records that are there and have to do with a question that is asked.
    records: BTreeSet<(RecordKind, RecordId)>,
}

impl<'a> Counted<'a> {
    fn of(model: &'a Model, assessment: &'a Assessment) -> Self {
        let mut asked = vec![false; model.n_questions()];
        for question in all_places(model, assessment).into_iter().filter_map(|it| it.question) {
            if let Some(it) = asked.get_mut(question.index()) {
                *it = true;
            }
        }
        let of_kind = |kind| assessment.records(kind).into_iter().map(move |id| (kind, id));
        let there: BTreeSet<_> = RecordKind::ALL.into_iter().flat_map(of_kind).collect();
        let stand = assessment.registers().filter(|(_, it)| it.value().is_some());
        let records = stand.filter_map(|(key, _)| match key.of() {
            Of::Mention(it, kind, id) if asked.get(it.index()) == Some(&true) => Some((kind, id)),
            _ => None,
        });
        let records = records.filter(|it| there.contains(it)).collect();
        Self { model, assessment, asked, records }
    }

    /// Whether what is said for a key is part of the results. The set-up is: what is
    /// left out is listed there, with its reason.
    fn has(&self, key: Key) -> bool {
        let in_scope = |it| self.assessment.out_of_scope(it).is_none();
        match (key.of(), key.row().leaves) {
            (Of::Assessment | Of::Person(_), _) | (_, Some(Part::SetUp)) => true,
            // Who answers is asked before anything is: an invitation has it, too.
            (Of::Question(it), Some(Part::People)) => in_scope(self.model.question(it).process()),
            (Of::Question(it) | Of::Comment(it, _), _) => self.asked.get(it.index()) == Some(&true),
            (Of::Record(kind, id), _) => self.records.contains(&(kind, id)),
            (Of::Mention(it, kind, id), _) => {
                self.asked.get(it.index()) == Some(&true) && self.records.contains(&(kind, id))
            }
            (Of::Process(it), _) => in_scope(it),
            (Of::Attribute(it, _), _) => in_scope(it) && self.assessment.depth() != Depth::Quick,
        }
    }
}

/// The copy that may leave in a link or file of this kind: what stands now, of these
/// parts alone, and only what counts, except where it is to be gone on with elsewhere.
/// Earlier values, entries of other versions and what was taken back stay here, and
/// so do the names of people who have said nothing of it.
pub fn copy(model: &Model, assessment: &Assessment, kind: Kind, parts: Parts) -> Assessment {
    let parts = parts.allowed(kind);
    let counted = Counted::of(model, assessment);
    let leaves = |key: Key| kind == Kind::Full || counted.has(key);
    let mut copy = Assessment::new(assessment.id().clone());
    copy.state_version(assessment.version());
    let mut speakers = BTreeSet::new();
    let (names, rest): (Vec<_>, Vec<_>) =
        assessment.registers().partition(|(key, _)| matches!(key, Key::Who(_)));
    for (key, register) in rest.into_iter().chain(names) {
        let Some(said) = register.value() else { continue };
        if !key.row().leaves.is_some_and(|it| parts.has(it)) || !leaves(key) {
            continue;
        }
        if key == Key::Sample && !assessment.is_sample() {
            continue;
        }
        let in_scope_text = !matches!(key, Key::OutOfScope(_)) || parts.has(Part::Notes);
        let shared = value(said, parts, in_scope_text);
        // Whoever said it is a person, too: the same number in every assessment.
        let clock = match (shared == *said, parts.has(Part::People)) {
            (false, _) => register.clock().before(),
            (true, false) => register.clock().nameless(),
            (true, true) => register.clock(),
        };
        match key {
            Key::Who(who) if kind != Kind::Full && !speakers.contains(&who) => continue,
            Key::Who(_) => {}
            _ => {
                speakers.insert(clock.writer.person());
            }
        }
        copy.absorb(key, Register::new(Some(shared), clock));
    }
    copy
}
