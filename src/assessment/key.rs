//! What something can be said about, and the names of it in files and storage.

use std::ops::RangeInclusive;

use super::clock::{Person, hex};
use super::comment::CommentId;
use crate::model::{AttributeIx, Model, ProcessIx, QuestionIx};

/// A register's key. The order is the order in files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// Name of the assessment.
    Name,
    /// Organisation.
    Organisation,
    /// Unit within it.
    Unit,
    /// Scope statement.
    Scope,
    /// Names of the assessors.
    Assessors,
    /// Internal or independent.
    Independence,
    /// Which clause numbers lead.
    Edition,
    /// How deep the questionnaire goes.
    Depth,
    /// Id of the target preset.
    Preset,
    /// How figures are put together.
    Aggregation,
    /// When it was begun.
    Created,
    /// Set on made-up samples.
    Sample,
    /// The id of the assessment that these answers of one rater were collected
    /// for.
    RaterOf,
    /// Target level of a process, where it differs from the preset.
    Target(ProcessIx),
    /// The reason why a process is out of scope.
    OutOfScope(ProcessIx),
    /// The statement picked in the quick depth.
    Belief(ProcessIx),
    /// An assessor's own rating of an attribute.
    Override(ProcessIx, AttributeIx),
    /// The answer to a question.
    Answer(QuestionIx),
    /// A note on a question.
    Note(QuestionIx),
    /// Where the evidence is.
    Evidence(QuestionIx),
    /// Ticked checks.
    Checks(QuestionIx),
    /// Flagged for review.
    Flag(QuestionIx),
    /// Who is to answer the questions of a process.
    ProcessAssignee(ProcessIx),
    /// Who is to answer a question, where it is not who answers its process.
    Assignee(QuestionIx),
    /// A remark on a question.
    Comment(QuestionIx, CommentId),
    /// The name that a person goes by.
    Who(Person),
}

impl Key {
    /// Keys that are about the assessment as a whole, with their names.
    const META: [(Key, &'static str); 13] = [
        (Key::Name, "name"),
        (Key::Organisation, "organisation"),
        (Key::Unit, "unit"),
        (Key::Scope, "scope"),
        (Key::Assessors, "assessors"),
        (Key::Independence, "independence"),
        (Key::Edition, "edition"),
        (Key::Depth, "depth"),
        (Key::Preset, "preset"),
        (Key::Aggregation, "aggregation"),
        (Key::Created, "created"),
        (Key::Sample, "sample"),
        (Key::RaterOf, "rater-of"),
    ];

    /// Whether it is what a person says, as opposed to how the questionnaire was set
    /// up.
    pub fn is_said(self) -> bool {
        match self {
            Key::Answer(_)
            | Key::Belief(_)
            | Key::Note(_)
            | Key::Evidence(_)
            | Key::Checks(_)
            | Key::Comment(..) => true,
            Key::Name
            | Key::Organisation
            | Key::Unit
            | Key::Scope
            | Key::Assessors
            | Key::Independence
            | Key::Edition
            | Key::Depth
            | Key::Preset
            | Key::Aggregation
            | Key::Created
            | Key::Sample
            | Key::RaterOf
            | Key::Target(_)
            | Key::OutOfScope(_)
            | Key::Override(..)
            | Key::Flag(_)
            | Key::ProcessAssignee(_)
            | Key::Assignee(_)
            | Key::Who(_) => false,
        }
    }

    /// The range of all answers.
    pub(super) fn answers() -> RangeInclusive<Key> {
        Key::Answer(QuestionIx::FIRST)..=Key::Answer(QuestionIx::LAST)
    }

    /// The range of the comments on a question.
    pub(super) fn comments(question: QuestionIx) -> RangeInclusive<Key> {
        Key::Comment(question, CommentId::FIRST)..=Key::Comment(question, CommentId::LAST)
    }

    /// The name in files and storage: `set-up/name`, `answer/incident.record`,
    /// `override/incident/2.1` …
    pub fn name(self, model: &Model) -> String {
        let process = |kind: &str, it: ProcessIx| format!("{kind}/{}", model.process(it).id);
        let question = |kind: &str, it: QuestionIx| format!("{kind}/{}", model.question(it).id());
        match self {
            Key::Target(it) => process("target", it),
            Key::OutOfScope(it) => process("out-of-scope", it),
            Key::Belief(it) => process("belief", it),
            Key::Override(it, attribute) => {
                format!("{}/{}", process("override", it), model.attribute_id(attribute))
            }
            Key::Answer(it) => question("answer", it),
            Key::Note(it) => question("note", it),
            Key::Evidence(it) => question("evidence", it),
            Key::Checks(it) => question("checks", it),
            Key::Flag(it) => question("flag", it),
            Key::ProcessAssignee(it) => process("assigned", it),
            Key::Assignee(it) => question("assigned", it),
            Key::Comment(it, CommentId(id)) => format!("{}/{id:08x}", question("comment", it)),
            Key::Who(person) => format!("who/{person}"),
            meta => Self::META
                .iter()
                .find(|(key, _)| *key == meta)
                .map_or_else(String::new, |(_, name)| format!("set-up/{name}")),
        }
    }

    /// The key with this name; `None` for kinds and ids that this model does
    /// not know.
    pub fn parse(name: &str, model: &Model) -> Option<Self> {
        let (kind, id) = name.split_once('/')?;
        Some(match kind {
            "set-up" => Self::META.iter().find(|(_, name)| *name == id)?.0,
            "target" => Key::Target(model.process_by_id(id)?),
            "out-of-scope" => Key::OutOfScope(model.process_by_id(id)?),
            "belief" => Key::Belief(model.process_by_id(id)?),
            "override" => {
                let (process, attribute) = id.split_once('/')?;
                Key::Override(model.process_by_id(process)?, model.attribute_by_id(attribute)?)
            }
            "answer" => Key::Answer(model.question_by_id(id)?),
            "note" => Key::Note(model.question_by_id(id)?),
            "evidence" => Key::Evidence(model.question_by_id(id)?),
            "checks" => Key::Checks(model.question_by_id(id)?),
            "flag" => Key::Flag(model.question_by_id(id)?),
            "assigned" => match model.process_by_id(id) {
                Some(process) => Key::ProcessAssignee(process),
                None => Key::Assignee(model.question_by_id(id)?),
            },
            "comment" => {
                let (question, id) = id.split_once('/')?;
                let id = u32::try_from(hex(id, 8)?).ok()?;
                Key::Comment(model.question_by_id(question)?, CommentId(id))
            }
            "who" => Key::Who(Person::parse(id)?),
            _ => return None,
        })
    }

    /// Every key that a model allows, in order. Of comments and names, of which
    /// there may be any number, one each.
    pub fn all(model: &Model) -> Vec<Key> {
        let mut keys: Vec<Key> = Self::META.iter().map(|(key, _)| *key).collect();
        for it in model.processes() {
            keys.extend([
                Key::Target(it),
                Key::OutOfScope(it),
                Key::Belief(it),
                Key::ProcessAssignee(it),
            ]);
            keys.extend(model.attributes_of(it).map(|attribute| Key::Override(it, attribute)));
        }
        for it in model.questions() {
            keys.extend([
                Key::Answer(it),
                Key::Note(it),
                Key::Evidence(it),
                Key::Checks(it),
                Key::Flag(it),
                Key::Assignee(it),
                Key::Comment(it, CommentId::FIRST),
            ]);
        }
        keys.push(Key::Who(Person(0)));
        keys.sort_unstable();
        keys
    }
}
