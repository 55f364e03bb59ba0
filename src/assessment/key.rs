//! The names of what can be said, in files and storage; and ranges of it.

use std::ops::{Range, RangeInclusive};

use super::about::Of;
use super::comment::CommentId;
use super::field::{FIELDS, Key, Row};
use super::value::Value;
use crate::model::{Model, ProcessIx, QuestionIx};

impl Row {
    /// What stands before and behind the ids in a name of this field; `None` when it is
    /// about the assessment as a whole.
    fn around(&self) -> Option<(&'static str, &'static str)> {
        self.name.split_once('*')
    }

    /// The key of this field about that; `None` when it is about something else.
    pub fn key_of(&self, of: Of) -> Option<Key> {
        (self.key)(of)
    }

    /// The ids in a name, if it can be one of this field.
    fn ids_in<'a>(&self, name: &'a str) -> Option<&'a str> {
        match self.around() {
            Some((before, behind)) => name.strip_prefix(before)?.strip_suffix(behind),
            None => (name == self.name).then_some(""),
        }
    }
}

impl Key {
    /// The name in files and storage: `set-up/name`, `answer/incident.record`,
    /// `override/incident/2.1` …
    pub fn name(self, model: &Model) -> String {
        let row = self.row();
        match row.around() {
            Some((before, behind)) => format!("{before}{}{behind}", self.of().ids(model)),
            None => row.name.to_owned(),
        }
    }

    /// The key with this name; `None` for kinds and ids that this model does
    /// not know.
    pub fn parse(name: &str, model: &Model) -> Option<Self> {
        FIELDS.iter().find_map(|row| {
            let of = row.subject.parse(row.ids_in(name)?, model)?;
            (row.key)(of)
        })
    }

    /// Whether a value is of the kind that the field takes.
    pub fn takes(self, value: &Value) -> bool {
        self.row().holds.takes(value)
    }

    /// Every key that a model allows, in order. Of comments and names, of which
    /// there may be any number, one each.
    pub fn all(model: &Model) -> Vec<Key> {
        let of_row = |row: &Row| row.subject.all(model).into_iter().filter_map(row.key);
        FIELDS.iter().flat_map(of_row).collect()
    }

    /// The range of all answers.
    pub(super) fn answers() -> RangeInclusive<Key> {
        Key::Answer(QuestionIx::FIRST)..=Key::Answer(QuestionIx::LAST)
    }

    /// The range of what scoring wants to know of processes as such: targets, scope, beliefs
    /// and overrides, which stand together in the table.
    pub(super) fn of_processes() -> Range<Key> {
        Key::Target(ProcessIx::FIRST)..Key::Answer(QuestionIx::FIRST)
    }

    /// The range of the comments on a question.
    pub(super) fn comments(question: QuestionIx) -> RangeInclusive<Key> {
        Key::Comment(question, CommentId::FIRST)..=Key::Comment(question, CommentId::LAST)
    }
}
