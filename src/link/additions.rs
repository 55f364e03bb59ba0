//! What came to the format after its first links: who answers what,
//! comments, and records. It stands behind everything else, and only in links that have some
//! of it, so that all others stay as they were and as short.

use super::LinkFault;
use super::coder::{Coder, Odds};
use super::walk::Body;
use crate::assessment::{
    Assessment, Comment, CommentId, FIELDS, Holds, Key, Links, Of, RecordId, Register, Row,
    Subject, Value,
};
use crate::model::{ProcessIx, QuestionIx};

/// How many additions this version knows. A reader that knows fewer than a link
/// has must not guess what follows.
pub(super) const ADDITIONS: u64 = 3;

/// From this one on a link with additions carries the epoch of its clocks. Links
/// without one are of the first.
pub(super) const WITH_EPOCH: u64 = 2;

/// From this one on a link with additions ends with records.
const WITH_RECORDS: u64 = 3;

/// The fields of records, in the order of the table, where they are only ever added behind
/// these.
fn record_rows() -> impl Iterator<Item = &'static Row> {
    let is_record = |row: &&Row| matches!(row.subject, Subject::Record(_) | Subject::Mention(_));
    FIELDS.iter().filter(is_record).filter(|row| row.links != Links::Never)
}

/// How many additions a link of this assessment needs. None for most of them.
pub(super) fn needed(assessment: &Assessment) -> u64 {
    let stand = || assessment.registers().filter(|(_, it)| it.value().is_some()).map(|it| it.0);
    match assessment.latest() {
        _ if stand().any(|key| matches!(key.of(), Of::Record(..) | Of::Mention(..))) => {
            WITH_RECORDS
        }
        Some(latest) if latest.epoch > 0 => WITH_EPOCH,
        _ => u64::from(stand().any(|key| key.row().links == Links::Added)),
    }
}

impl<C: Coder> Body<'_, C> {
    /// The additions, for processes and questions in the order of the format.
    #[inline(never)]
    pub(super) fn additions(
        &mut self,
        number: u64,
        processes: &[ProcessIx],
        questions: &[QuestionIx],
    ) -> Result<(), LinkFault> {
        let mut odds = [Odds::EVEN; 2];
        for process in processes {
            self.text(&mut odds[0], Key::ProcessAssignee(*process))?;
        }
        for question in questions {
            self.text(&mut odds[1], Key::Assignee(*question))?;
        }
        let mut odds = [Odds::EVEN; 2];
        for question in questions {
            self.comments(&mut odds, *question)?;
        }
        if number >= WITH_RECORDS { self.records(questions) } else { Ok(()) }
    }

    /// The records, field by field: each in which something stands, as long as there are
    /// more.
    fn records(&mut self, questions: &[QuestionIx]) -> Result<(), LinkFault> {
        let known = record_rows().count() as u64;
        let rows = self.coder.raw(8, known);
        if rows > known {
            return Err(LinkFault::Newer);
        }
        for row in record_rows().take(usize::try_from(rows).unwrap_or_default()) {
            let given = self.given.map_or_else(Vec::new, |it| {
                let of_row = |key: Key| std::ptr::eq(key.row(), row);
                let stand = it.registers().filter(|(key, it)| of_row(*key) && it.value().is_some());
                stand.map(|(key, _)| key).collect()
            });
            let mut given = given.into_iter();
            let mut odds = Odds::EVEN;
            loop {
                let next = given.next();
                if !self.coder.bit(&mut odds, next.is_some()) {
                    break;
                }
                let key = self.record_key(row, next, questions)?;
                if self.found.register(key).is_some() {
                    return Err(LinkFault::Changed);
                }
                let mut is_said = Odds::EVEN;
                match row.holds {
                    Holds::Text => self.text(&mut is_said, key)?,
                    _ => self.set(&mut is_said, key)?,
                }
            }
        }
        Ok(())
    }

    /// Which record a field is of, and which question.
    fn record_key(
        &mut self,
        row: &Row,
        given: Option<Key>,
        questions: &[QuestionIx],
    ) -> Result<Key, LinkFault> {
        let (mine, id) = match given.map(Key::of) {
            Some(Of::Record(_, id)) => (None, id),
            Some(Of::Mention(it, _, id)) => (Some(it), id),
            _ => (None, RecordId(0)),
        };
        let high = self.coder.raw(32, id.0 >> 32);
        let id = RecordId(high << 32 | self.coder.raw(32, id.0 & 0xFFFF_FFFF));
        let of = match row.subject {
            Subject::Mention(kind) => {
                let at = questions.iter().position(|it| Some(*it) == mine).unwrap_or(0);
                let at = usize::try_from(self.coder.raw(12, at as u64)).unwrap_or(usize::MAX);
                Of::Mention(*questions.get(at).ok_or(LinkFault::Changed)?, kind, id)
            }
            Subject::Record(kind) => Of::Record(kind, id),
            _ => return Err(LinkFault::Changed),
        };
        row.key_of(of).ok_or(LinkFault::Changed)
    }

    /// The thread of a question: one after the other, as long as there are more.
    fn comments(&mut self, odds: &mut [Odds; 2], question: QuestionIx) -> Result<(), LinkFault> {
        let given: Vec<(CommentId, Comment)> = self.given.map_or_else(Vec::new, |it| {
            it.comments(question).into_iter().map(|(id, it)| (id, it.clone())).collect()
        });
        let mut given = given.into_iter();
        loop {
            let next = given.next();
            if !self.coder.bit(&mut odds[0], next.is_some()) {
                return Ok(());
            }
            let (id, comment) = next.unzip();
            let id = self.coder.raw(32, id.map_or(0, |CommentId(id)| u64::from(id)));
            let id = CommentId(u32::try_from(id).map_err(|_| LinkFault::Changed)?);
            let comment = self.comment(&mut odds[1], comment.as_ref())?;
            let key = Key::Comment(question, id);
            if self.found.register(key).is_some() {
                return Err(LinkFault::Changed);
            }
            self.found.absorb(key, Register::new(Some(Value::Comment(comment)), self.clock));
        }
    }

    fn comment(
        &mut self,
        settled: &mut Odds,
        given: Option<&Comment>,
    ) -> Result<Comment, LinkFault> {
        let said = self.coder.raw(48, given.map_or(0, |it| it.said & 0xFFFF_FFFF_FFFF));
        let is_settled = self.coder.bit(settled, given.is_some_and(|it| it.is_settled));
        let by = self.words(given.map(|it| &it.by))?;
        let text = self.words(given.map(Comment::text))?;
        let comment = Comment::new(said, by, text).ok_or(LinkFault::Changed)?;
        Ok(comment.settled(is_settled))
    }
}
