//! The last changes, to take back and to do again.

use super::{Answer, Edit, Key, Value};

/// What is taken back in one go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The changes that go back, or forward again.
    pub edits: Vec<Edit>,
    /// When the field was changed last, in milliseconds since 1970 (UTC).
    pub at: u64,
}

/// Changes to take back, and those that were taken back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Steps {
    done: Vec<Step>,
    undone: Vec<Step>,
}

impl Steps {
    /// Most changes that can be taken back.
    pub const MAX: usize = 60;

    /// Changes of one text within this time are one step, in milliseconds.
    const PAUSE_MS: u64 = 2_000;

    /// Steps as they were kept: the latest last.
    pub fn new(mut done: Vec<Step>, undone: Vec<Step>) -> Self {
        done.drain(..done.len().saturating_sub(Self::MAX));
        Self { done, undone }
    }

    /// What can be taken back, the latest last.
    pub fn done(&self) -> &[Step] {
        &self.done
    }

    /// What can be done again, the next one last.
    pub fn undone(&self) -> &[Step] {
        &self.undone
    }

    /// Notes a change by the one that undoes it. What is typed in one go is
    /// taken back in one go.
    pub fn note(&mut self, undo: Edit, now_ms: u64) {
        if let Some(last) = self.done.last_mut()
            && last.key() == Some(undo.key())
            && is_typed(&undo)
            && now_ms.saturating_sub(last.at) < Self::PAUSE_MS
        {
            last.at = now_ms;
            self.undone.clear();
            return;
        }
        self.note_all(vec![undo], now_ms);
    }

    /// Notes several changes, to be taken back in one go. What was taken back
    /// before cannot be done again any more.
    pub fn note_all(&mut self, undo: Vec<Edit>, now_ms: u64) {
        self.undone.clear();
        self.done.push(Step { edits: undo, at: now_ms });
        self.done.drain(..self.done.len().saturating_sub(Self::MAX));
    }

    /// Forgets what was said about a field, as far as it was a text: what was taken
    /// out for good is not to come back by undoing. Returns whether there was any.
    pub fn forget(&mut self, key: Key) -> bool {
        let is_text = |it: &Edit| {
            it.key() == key && it.value().is_some_and(|value| !value.texts().is_empty())
        };
        let mut any = false;
        for steps in [&mut self.done, &mut self.undone] {
            for step in steps.iter_mut() {
                let before = step.edits.len();
                step.edits.retain(|it| !is_text(it));
                any |= step.edits.len() < before;
            }
            steps.retain(|it| !it.edits.is_empty());
        }
        any
    }

    /// Takes back the last step: `apply` makes a change and returns the one that
    /// undoes it. Returns whether there was one.
    pub fn undo(&mut self, apply: impl FnMut(Edit) -> Edit) -> bool {
        let step = self.done.pop().map(|it| it.carried_out(apply));
        let any = step.is_some();
        self.undone.extend(step);
        any
    }

    /// Does again what was taken back last. Returns whether there was anything.
    pub fn redo(&mut self, apply: impl FnMut(Edit) -> Edit) -> bool {
        let step = self.undone.pop().map(|it| it.carried_out(apply));
        let any = step.is_some();
        self.done.extend(step);
        any
    }
}

impl Step {
    /// What it is about: the field, when it is one.
    pub fn key(&self) -> Option<Key> {
        match self.edits.as_slice() {
            [edit] => Some(edit.key()),
            _ => None,
        }
    }

    /// Does it, last change first, and becomes the way back.
    fn carried_out(self, apply: impl FnMut(Edit) -> Edit) -> Self {
        let Step { edits, at } = self;
        Step { edits: edits.into_iter().rev().map(apply).collect(), at }
    }
}

/// Whether a change replaced a text, as typing does letter by letter.
fn is_typed(undo: &Edit) -> bool {
    match undo.key() {
        Key::Name
        | Key::Organisation
        | Key::Unit
        | Key::Scope
        | Key::Assessors
        | Key::OutOfScope(_)
        | Key::Note(_)
        | Key::Evidence(_)
        | Key::ProcessAssignee(_)
        | Key::Assignee(_) => true,
        Key::Answer(_) => matches!(
            undo.value(),
            Some(Value::Answer(Answer::NotApplicable { .. } | Answer::AskSomeone { .. }))
        ),
        Key::Independence
        | Key::Edition
        | Key::Depth
        | Key::Preset
        | Key::Aggregation
        | Key::Created
        | Key::Sample
        | Key::RaterOf
        | Key::Target(_)
        | Key::Belief(_)
        | Key::Override(..)
        | Key::Checks(_)
        | Key::Flag(_)
        | Key::Comment(..)
        | Key::Who(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Assessment, AssessmentId, Clock, Writer};
    use super::*;

    /// A person who types, at times of their own.
    struct Person {
        assessment: Assessment,
        steps: Steps,
        clock: Clock,
    }

    impl Person {
        fn new() -> Self {
            Self {
                assessment: Assessment::new(AssessmentId::from_random(1)),
                steps: Steps::default(),
                clock: Clock::start(0, Writer(1)),
            }
        }

        fn types(&mut self, key: Key, text: &str, at: u64) {
            self.clock = self.clock.next(at, Writer(1));
            let edit = Edit::new(key, Some(Value::typed(text))).unwrap();
            let undo = self.assessment.apply(edit, self.clock);
            self.steps.note(undo, at);
        }

        fn goes(&mut self, back: bool) -> bool {
            let Self { assessment, steps, clock } = self;
            *clock = clock.next(0, Writer(1));
            let apply = |edit| assessment.apply(edit, *clock);
            if back { steps.undo(apply) } else { steps.redo(apply) }
        }
    }

    #[test]
    fn there_and_back_again() {
        let mut it = Person::new();
        it.types(Key::Name, "a", 0);
        it.types(Key::Name, "ab", 100);
        it.types(Key::Unit, "x", 200);
        it.types(Key::Name, "other", 300);
        assert!(it.goes(true));
        assert_eq!(it.assessment.text(Key::Name), "ab");
        assert!(it.goes(true));
        // What was typed in one go goes in one go.
        assert!(it.goes(true));
        assert_eq!(it.assessment.value(Key::Name), None);
        assert!(!it.goes(true));
        for _ in 0..3 {
            assert!(it.goes(false));
        }
        assert_eq!(it.assessment.text(Key::Name), "other");
        assert_eq!(it.assessment.text(Key::Unit), "x");
        assert!(!it.goes(false));
    }

    #[test]
    fn a_new_change_ends_what_could_be_done_again() {
        let mut it = Person::new();
        it.types(Key::Name, "a", 0);
        it.goes(true);
        it.types(Key::Unit, "x", 10_000);
        assert!(!it.goes(false));
    }

    #[test]
    fn what_was_taken_out_for_good_is_not_undone() {
        let mut it = Person::new();
        it.types(Key::Scope, "Kim was careless", 0);
        it.types(Key::Unit, "x", 10_000);
        it.types(Key::Scope, "as agreed", 20_000);
        it.types(Key::Unit, "y", 30_000);
        it.goes(true);
        it.clock = it.clock.next(40_000, Writer(1));
        it.assessment.erase(Key::Scope, it.clock);
        assert!(it.steps.forget(Key::Scope) && !it.steps.forget(Key::Scope));
        while it.goes(true) {}
        assert_eq!(it.assessment.text(Key::Scope), "");
        while it.goes(false) {}
        assert_eq!(it.assessment.text(Key::Scope), "");
        assert_eq!(it.assessment.text(Key::Unit), "y");
    }

    #[test]
    fn only_so_many_are_kept() {
        let mut it = Person::new();
        for at in 0..200 {
            it.types(Key::Name, &format!("{at}"), at * 10_000);
        }
        assert_eq!(it.steps.done().len(), Steps::MAX);
        while it.goes(true) {}
        assert_eq!(it.assessment.text(Key::Name), "139");
    }
}
