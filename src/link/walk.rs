//! The walk through the format of a link, and the steps that all its parts take: a
//! field, a text, a mark, one of a list.

use super::LinkFault;
use super::coder::{Coder, Odds};
use super::text::Letters;
use crate::assessment::{Assessment, AssessmentId, Clock, Key, Register, Text, Value, Writer};
use crate::model::Model;

/// Most letters in all texts of a link together: more than any link of ours
/// holds, and little to keep in memory.
const TEXT_MAX: usize = 512 * 1024;

/// A walk through the format.
pub(super) struct Body<'m, C> {
    pub(super) model: &'m Model,
    pub(super) coder: C,
    /// What is written; a reader has none.
    pub(super) given: Option<&'m Assessment>,
    /// What was read, or written.
    pub(super) found: Assessment,
    /// When a writer writes, in milliseconds since 1970 (UTC).
    pub(super) now_ms: u64,
    pub(super) clock: Clock,
    letters: Option<Letters>,
    text_left: usize,
}

impl<'m, C: Coder> Body<'m, C> {
    pub(super) fn new(
        model: &'m Model,
        coder: C,
        given: Option<&'m Assessment>,
        now_ms: u64,
    ) -> Self {
        let id = given.map_or_else(|| AssessmentId::from_random(0), |it| it.id().clone());
        Self {
            model,
            coder,
            given,
            found: Assessment::new(id),
            now_ms,
            clock: Clock::start(now_ms, Writer::LINK),
            letters: None,
            text_left: TEXT_MAX,
        }
    }

    /// One field: whether it is there, and what it says.
    pub(super) fn field(
        &mut self,
        odds: &mut Odds,
        key: Key,
        say: impl FnOnce(&mut Self, Option<&Value>) -> Result<Value, LinkFault>,
    ) -> Result<(), LinkFault> {
        let given = self.given.and_then(|it| it.value(key));
        if !self.coder.bit(odds, given.is_some()) {
            return Ok(());
        }
        let value = say(self, given)?;
        if !key.takes(&value) {
            return Err(LinkFault::Changed);
        }
        self.found.absorb(key, Register::new(Some(value), self.clock));
        Ok(())
    }

    pub(super) fn text(&mut self, odds: &mut Odds, key: Key) -> Result<(), LinkFault> {
        self.field(odds, key, |it, value| {
            let given = if let Some(Value::Text(text)) = value { Some(text) } else { None };
            Ok(Value::Text(it.words(given)?))
        })
    }

    pub(super) fn set(&mut self, odds: &mut Odds, key: Key) -> Result<(), LinkFault> {
        self.field(odds, key, |_, _| Ok(Value::Set))
    }

    /// One of a list that is only ever added to: 16 at most.
    pub(super) fn code(
        &mut self,
        key: Key,
        all: impl Iterator<Item = Value>,
    ) -> Result<(), LinkFault> {
        let all: Vec<Value> = all.collect();
        let mut odds = Odds::EVEN;
        self.field(&mut odds, key, |it, value| {
            let at = value.and_then(|value| all.iter().position(|it| it == value)).unwrap_or(0);
            let at = it.coder.raw(4, at as u64);
            let value = usize::try_from(at).ok().and_then(|it| all.get(it));
            value.cloned().ok_or(LinkFault::Newer)
        })
    }

    pub(super) fn words(&mut self, given: Option<&Text>) -> Result<Text, LinkFault> {
        let letters = self.letters.get_or_insert_with(Letters::new);
        // Four bytes are the most that a letter takes. A reader takes only so much in
        // all; a writer never cuts what somebody said.
        let most = Text::MAX * 4;
        let is_writer = self.given.is_some();
        let most = if is_writer { most } else { most.min(self.text_left) };
        let given = given.map_or("", Text::as_str).as_bytes();
        let bytes = letters.bytes(&mut self.coder, given, most);
        self.text_left = self.text_left.saturating_sub(bytes.len());
        if !is_writer && self.text_left == 0 {
            return Err(LinkFault::TooLong);
        }
        let text = String::from_utf8(bytes).map_err(|_| LinkFault::Changed)?;
        Text::read(text).ok_or(LinkFault::Changed)
    }

    /// Whether a writer has anything of this kind; a reader is told.
    pub(super) fn has_any(&self, is: impl Fn(Key) -> bool) -> bool {
        let has = |it: &Assessment| {
            it.registers().any(|(key, register)| register.value().is_some() && is(key))
        };
        self.given.is_some_and(has)
    }
}
