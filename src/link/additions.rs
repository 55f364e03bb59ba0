//! What came to the format after its first links: who answers what, and
//! comments. It stands behind everything else, and only in links that have some
//! of it, so that all others stay as they were and as short.

use super::LinkFault;
use super::coder::{Coder, Odds};
use super::walk::Body;
use crate::assessment::{Assessment, Comment, CommentId, Key, Register, Value};
use crate::model::{ProcessIx, QuestionIx};

/// How many additions this version knows. A reader that knows fewer than a link
/// has must not guess what follows.
pub(super) const ADDITIONS: u64 = 2;

/// From this one on a link with additions carries the epoch of its clocks. Links
/// without one are of the first.
pub(super) const WITH_EPOCH: u64 = 2;

/// How many additions a link of this assessment needs. None for most of them.
pub(super) fn needed(assessment: &Assessment) -> u64 {
    let is_addition =
        |key: Key| matches!(key, Key::ProcessAssignee(_) | Key::Assignee(_) | Key::Comment(..));
    let has_any = assessment.registers().any(|(key, it)| it.value().is_some() && is_addition(key));
    match assessment.latest() {
        Some(latest) if latest.epoch > 0 => WITH_EPOCH,
        _ => u64::from(has_any),
    }
}

impl<C: Coder> Body<'_, C> {
    /// The additions, for processes and questions in the order of the format.
    pub(super) fn additions(
        &mut self,
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
        Ok(())
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
