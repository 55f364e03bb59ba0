//! The last changes, to take back and to do again.

use super::{Edit, Entry, Holds, Key, Value};

/// A change that was made, seen from what comes after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The change that undoes it.
    pub back: Edit,
    /// What the field said after it. Where it says something else by now, somebody
    /// else has been at it, and to undo the change discards that.
    pub left: Option<Value>,
}

/// What is taken back in one go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The changes to take back, or to do again.
    pub changes: Vec<Change>,
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

    /// Notes a change. What is typed in one go is taken back in one go.
    pub fn note(&mut self, change: Change, now_ms: u64) {
        if let Some(Step { changes, at }) = self.done.last_mut()
            && let [last] = changes.as_mut_slice()
            && last.back.key() == change.back.key()
            && is_typed(&change.back)
            && now_ms.saturating_sub(*at) < Self::PAUSE_MS
        {
            last.left = change.left;
            *at = now_ms;
            self.undone.clear();
            return;
        }
        self.note_all(vec![change], now_ms);
    }

    /// Notes several changes, to be taken back in one go. What was taken back
    /// before cannot be done again any more.
    pub fn note_all(&mut self, changes: Vec<Change>, now_ms: u64) {
        self.undone.clear();
        self.done.push(Step { changes, at: now_ms });
        self.done.drain(..self.done.len().saturating_sub(Self::MAX));
    }

    /// Forgets what was said about a field, as far as it was a text: what was taken
    /// out for good is not to come back by undoing. Returns whether there was any.
    pub fn forget(&mut self, key: Key) -> bool {
        let has_text = |it: Option<&Value>| it.is_some_and(|value| !value.texts().is_empty());
        let is_text = |it: &Change| {
            it.back.key() == key && (has_text(it.back.value()) || has_text(it.left.as_ref()))
        };
        let mut any = false;
        for steps in [&mut self.done, &mut self.undone] {
            for step in steps.iter_mut() {
                let before = step.changes.len();
                step.changes.retain(|it| !is_text(it));
                any |= step.changes.len() < before;
            }
            steps.retain(|it| !it.changes.is_empty());
        }
        any
    }

    /// Takes back the last step: `take_back` undoes a change, which is one itself.
    /// Returns whether there was a step.
    pub fn undo(&mut self, take_back: impl FnMut(Change) -> Change) -> bool {
        let step = self.done.pop().map(|it| it.taken_back(take_back));
        let any = step.is_some();
        self.undone.extend(step);
        any
    }

    /// Does again what was taken back last. Returns whether there was anything.
    pub fn redo(&mut self, take_back: impl FnMut(Change) -> Change) -> bool {
        let step = self.undone.pop().map(|it| it.taken_back(take_back));
        let any = step.is_some();
        self.done.extend(step);
        any
    }
}

impl Step {
    /// What it is about: the field, when it is one.
    pub fn key(&self) -> Option<Key> {
        match self.changes.as_slice() {
            [change] => Some(change.back.key()),
            _ => None,
        }
    }

    /// Takes it back, last change first, and becomes the way to where it was.
    fn taken_back(self, take_back: impl FnMut(Change) -> Change) -> Self {
        let Step { changes, at } = self;
        Step { changes: changes.into_iter().rev().map(take_back).collect(), at }
    }
}

/// Whether a change replaced a text, as typing does letter by letter.
fn is_typed(undo: &Edit) -> bool {
    let row = undo.key().row();
    row.entry == Entry::Typed
        && (row.holds == Holds::Text || undo.value().is_some_and(|it| it.words().is_some()))
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
            let change = self.assessment.change(edit, self.clock);
            self.steps.note(change, at);
        }

        fn goes(&mut self, back: bool) -> bool {
            let Self { assessment, steps, clock } = self;
            *clock = clock.next(0, Writer(1));
            let take_back = |it: Change| {
                assert_eq!(it.left.as_ref(), assessment.value(it.back.key()));
                assessment.change(it.back, *clock)
            };
            if back { steps.undo(take_back) } else { steps.redo(take_back) }
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
    fn a_step_knows_what_it_left_behind() {
        let mut it = Person::new();
        it.types(Key::Name, "a", 0);
        it.types(Key::Name, "ab", 100);
        let left = |it: &Person| it.steps.done().last().map(|it| it.changes[0].left.clone());
        assert_eq!(left(&it), Some(Some(Value::typed("ab"))));
        // Somebody else says something in between: undoing is not what it was.
        let theirs = Edit::new(Key::Name, Some(Value::typed("theirs"))).unwrap();
        it.assessment.apply(theirs, it.clock.next(200, Writer(2)));
        assert_ne!(left(&it).flatten().as_ref(), it.assessment.value(Key::Name));
        it.steps.undo(|change| it.assessment.change(change.back, it.clock));
        assert_eq!(it.assessment.value(Key::Name), None);
        // And so the way back leads to what they said.
        it.steps.redo(|change| it.assessment.change(change.back, it.clock));
        assert_eq!(it.assessment.text(Key::Name), "theirs");
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
