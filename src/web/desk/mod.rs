//! The assessment that is open: answers go in through [`Desk::apply`], figures
//! come out of one memo, and every change is written at once.

mod place;
mod save;
mod seen;
mod told;

pub use save::Saved;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;

use leptos::prelude::*;

use super::browser::{self, dom, events, links};
use super::clash::Clash;
use super::library::Library;
use super::names;
use super::reading::Reading;
use crate::assessment::erasure::WordsByField;
use crate::assessment::{Answer, Assessment, Change, Clock, Edit, Key, Steps, Value};
use crate::document;
use crate::library::Loaded;
use crate::library::heard::{self, Heard};
use crate::model::QuestionIx;

/// The open assessment. Provided to the pages that show one.
#[derive(Clone, Copy)]
pub struct Desk {
    /// What only looks at it.
    reading: Reading,
    /// What was said.
    assessment: RwSignal<Assessment>,
    /// Whoever follows one question alone.
    each: told::Each,
    /// Whether it is stored.
    saved: RwSignal<Saved>,
    /// Records that could not be read when it was opened.
    put_aside: usize,
    /// The last change that can be taken back from a notice.
    undo: RwSignal<Option<(String, Change)>>,
    /// The last changes, to take back and to do again.
    steps: RwSignal<Steps>,
    /// Whether something is on its way into the journal.
    is_saving: RwSignal<bool>,
    /// What was said here and elsewhere of one field, neither having seen the other:
    /// one entry a field, until somebody has chosen.
    overtaken: RwSignal<Vec<Clash>>,
    /// How many times something was sent there.
    sent: StoredValue<u64>,
    library: Library,
    clock: StoredValue<Clock>,
    unsaved: StoredValue<BTreeSet<Key>>,
    /// What was found dropped when it was looked at last.
    dropped: StoredValue<BTreeSet<Key>>,
    /// What was taken out for good and may still be in copies.
    to_erase: StoredValue<WordsByField>,
    /// Whether another tab has taken it away.
    is_lost: StoredValue<bool>,
}

impl Deref for Desk {
    type Target = Reading;

    fn deref(&self) -> &Reading {
        &self.reading
    }
}

impl Desk {
    /// Puts an assessment on the desk.
    pub fn new(library: Library, loaded: Loaded) -> Self {
        let Loaded { assessment, put_aside } = loaded;
        let now = browser::now_ms();
        let clock = assessment.latest().map_or_else(
            || Clock::start(now, library.writer()),
            |it| it.next(now, library.writer()),
        );
        let model = library.model_of(assessment.id());
        let assessment = RwSignal::new(assessment);
        let reading = Reading::following(model, assessment.into());
        let unsaved = library.kept().refused(&reading.id());
        let saved = match unsaved.len() {
            _ if !library.is_lasting() => Saved::MemoryOnly,
            0 => Saved::AsOpened,
            changes => Saved::Refused { changes },
        };
        Self {
            reading,
            assessment,
            each: StoredValue::new(model.questions().map(|_| ArcTrigger::new()).collect()),
            saved: RwSignal::new(saved),
            put_aside,
            undo: RwSignal::new(None),
            steps: RwSignal::new(Steps::default()),
            is_saving: RwSignal::new(false),
            overtaken: RwSignal::new(Vec::new()),
            sent: StoredValue::new(0),
            library,
            clock: StoredValue::new(clock),
            unsaved: StoredValue::new(unsaved),
            dropped: StoredValue::new(BTreeSet::new()),
            to_erase: StoredValue::new(BTreeMap::new()),
            is_lost: StoredValue::new(false),
        }
    }

    /// Applies an edit, writes it, and returns the change that was made.
    pub fn apply(self, edit: Edit) -> Change {
        if matches!(edit.key(), Key::Answer(_)) && !self.library.has_asked_to_keep() {
            browser::keep::ask();
        }
        self.sign();
        let change = self.change(edit);
        self.steps.update(|it| it.note(change.clone(), browser::now_ms()));
        change
    }

    /// Applies several edits that are taken back in one go.
    pub fn apply_all(self, edits: impl IntoIterator<Item = Edit>) {
        self.sign();
        let changes: Vec<Change> = edits.into_iter().map(|it| self.change(it)).collect();
        self.steps.update(|it| it.note_all(changes, browser::now_ms()));
    }

    /// Takes back the last change.
    pub fn step_back(self) {
        self.steps.try_update(|it| it.undo(|change| self.take_back(change)));
    }

    /// Does again what was taken back last.
    pub fn step_forward(self) {
        self.steps.try_update(|it| it.redo(|change| self.take_back(change)));
    }

    /// Takes up the steps of this tab, for as long as it is open.
    pub fn take_up_steps(self) {
        if let Some(json) = links::kept_for_tab(&names::steps(&self.id())) {
            self.steps.set(document::steps_from_json(self.model, &json));
            self.forget_erased();
        }
    }

    /// Keeps the steps in the memory of the tab, unless the assessment is gone:
    /// they hold what was said in it.
    pub fn keep_steps(self) {
        if !self.library.has(&self.id()) {
            links::forget_for_tab(&names::steps(&self.id()));
            return;
        }
        let json = self.steps.with_untracked(|it| document::steps_to_json(self.model, it));
        links::keep_for_tab(&names::steps(&self.id()), &json);
    }

    /// Puts down what whoever changes something here is called, if they gave a
    /// name: once, and again when it is another one. No step to take back.
    fn sign(self) {
        let Some(me) = untrack(|| self.library.me()) else { return };
        let key = Key::Who(me.person);
        let is_known = self.assessment.with_untracked(|it| it.text(key) == me.name);
        if !is_known && let Some(edit) = Edit::new(key, Some(Value::typed(&me.name))) {
            self.change(edit);
        }
    }

    /// Undoes a change. What somebody else has said since of the same field gives way
    /// by it, and that is said.
    fn take_back(self, change: Change) -> Change {
        let Change { back, left } = change;
        let key = back.key();
        self.read_stored(key);
        let theirs = self.assessment.with_untracked(|it| it.value(key).cloned());
        if theirs != left {
            self.overtake(key, back.value().cloned(), theirs);
        }
        self.change(back)
    }

    fn change(self, edit: Edit) -> Change {
        let key = edit.key();
        self.library.settle(&self.id());
        if let Some(theirs) = self.read_stored(key) {
            self.overtake(key, edit.value().cloned(), theirs);
        }
        let mut clock = self.clock.get_value();
        clock = clock.next(browser::now_ms(), self.library.writer());
        self.clock.set_value(clock);
        let left = edit.value().cloned();
        let change = self.alter(Some(key), |it| it.change(edit.clone(), clock));
        self.unsaved.update_value(|it| {
            it.insert(key);
        });
        self.save();
        change.unwrap_or(Change { back: edit, left })
    }

    /// Takes fields out for good: what stood before or, of a `whole` one, what stands as
    /// well. Here, in every copy that this browser holds, and in what can be undone.
    /// Returns whether all of it is gone; what is not stays in the storage, and is
    /// taken out with the next save.
    pub fn erase(self, fields: impl IntoIterator<Item = (Key, bool)>) -> bool {
        let mut keys = Vec::new();
        for (key, whole) in fields {
            self.read_stored(key);
            let clock = self.clock.get_value().next(browser::now_ms(), self.library.writer());
            self.clock.set_value(clock);
            let before = self.look(|it| it.words_of(key));
            self.alter(
                Some(key),
                |it| {
                    if whole { it.erase(key, clock) } else { it.erase_earlier(key) }
                },
            );
            self.forget(key);
            let gone = &before - &self.look(|it| it.words_of(key));
            self.to_erase.update_value(|it| it.entry(key).or_default().extend(gone));
            keys.push(key);
        }
        self.unsaved.update_value(|it| it.extend(&keys));
        self.save();
        let is_left = |it: &BTreeSet<Key>| keys.iter().any(|key| it.contains(key));
        self.to_erase.with_value(BTreeMap::is_empty) && !self.unsaved.with_value(is_left)
    }

    /// Nothing that could be undone brings back what was taken out of a field.
    fn forget(self, key: Key) {
        self.steps.update(|it| {
            it.forget(key);
        });
        self.keep_steps();
        if self.undo.with_untracked(|it| it.as_ref().is_some_and(|(_, it)| it.back.key() == key)) {
            self.undo.set(None);
        }
        if self.overtaken.with_untracked(|all| all.iter().any(|it| it.key == key)) {
            self.settle(key);
        }
    }

    /// Takes out what another tab has taken out for good.
    fn heed(self, key: Key, moment: Clock) {
        self.clock.update_value(|it| *it = (*it).max(moment));
        if self.assessment.with_untracked(|it| it.erased(key) < Some(moment)) {
            self.alter(Some(key), |it| it.drop_before(key, moment));
            self.forget(key);
        }
    }

    /// Takes over what another tab may have written under this key and has not
    /// been heard of yet, so that writing keeps it. Returns it if it says something
    /// else than was known.
    fn read_stored(self, key: Key) -> Option<Option<Value>> {
        if let Some(moment) = self.library.kept().erased(&self.id(), key) {
            self.heed(key, moment);
        }
        let stored = self.library.kept().register(&self.id(), key)?;
        self.clock.update_value(|it| *it = (*it).max(stored.clock()));
        let is_known = self.assessment.with_untracked(|it| it.register(key) == Some(&stored));
        if is_known {
            return None;
        }
        let value = |it: &Assessment| it.value(key).cloned();
        let mine = self.assessment.with_untracked(value);
        // Told to nobody: the change that follows is.
        self.assessment.update_untracked(|it| {
            it.absorb(key, stored);
        });
        let theirs = self.assessment.with_untracked(value);
        (theirs != mine).then_some(theirs)
    }

    /// Keeps in sight what was said elsewhere of a field, `theirs`, and what was said
    /// here, where one of them gives way to the other. Of one field the last two count.
    pub fn overtake(self, key: Key, mine: Option<Value>, theirs: Option<Value>) {
        let is_known = self.overtaken.with_untracked(|all| all.iter().any(|it| it.key == key));
        if mine == theirs && !is_known || matches!(key, Key::Who(_)) {
            return;
        }
        let is_at_field = dom::is_in_field(&key.name(self.model));
        let clash = Clash { key, mine, theirs, is_at_field };
        self.overtaken.update(|all| {
            all.retain(|it| it.key != key);
            if clash.mine != clash.theirs {
                all.push(clash);
            }
        });
    }

    /// What stands by of a field, if something does. Tracked.
    pub fn clash(self, key: Key) -> Option<Clash> {
        // A view may ask once more when what was open is gone.
        let it = self.overtaken.try_with(|all| all.iter().find(|it| it.key == key).cloned());
        it.flatten()
    }

    /// The field that showed what stands by is gone: a notice shows it from now on.
    pub fn take_from_field(self, key: Key) {
        let is_it = |it: &Clash| it.key == key && it.is_at_field;
        if self.overtaken.try_with_untracked(|all| all.iter().any(is_it)) == Some(true) {
            self.overtaken.update(|all| {
                for it in all.iter_mut().filter(|it| it.key == key) {
                    it.is_at_field = false;
                }
            });
        }
    }

    /// Somebody has chosen.
    pub fn settle(self, key: Key) {
        self.overtaken.update(|all| all.retain(|it| it.key != key));
    }

    /// Applies an edit that can be taken back from a notice with this text.
    pub fn apply_with_notice(self, notice: impl Into<String>, edit: Edit) {
        let change = self.apply(edit);
        self.undo.set(Some((notice.into(), change)));
    }

    /// Takes back the change of the notice.
    pub fn undo(self) {
        if let Some((_, change)) = self.undo.get_untracked() {
            self.undo.set(None);
            self.sign();
            let change = self.take_back(change);
            self.steps.update(|it| it.note(change, browser::now_ms()));
        }
    }

    /// Says something of a field, or takes it back. What does not fit is not said.
    pub fn say(self, key: Key, value: Option<Value>) {
        if let Some(edit) = Edit::new(key, value) {
            self.apply(edit);
        }
    }

    /// Answers a question.
    pub fn answer(self, question: QuestionIx, answer: Option<Answer>) {
        self.apply(Edit::answer(question, answer));
    }

    /// Whether this assessment is taken away with the record under this name.
    pub fn goes_with(self, name: &str) -> bool {
        name == names::record(&self.id(), names::MODEL)
    }

    /// Takes over what another tab wrote, when it is newer than what is here.
    pub fn adopt(self, change: &events::Foreign) {
        let (Some(key), Some(json)) = (&change.key, &change.value) else { return };
        let (key, register) = match heard::of(self.model, &self.id(), key, json) {
            Some(Heard::Model) => {
                self.alter(None, |it| document::state(it, self.model, json));
                return;
            }
            Some(Heard::TakenOut(key, moment)) => return self.heed(key, moment),
            Some(Heard::Said(key, register)) => (key, register),
            None => return,
        };
        self.clock.update_value(|it| *it = (*it).max(register.clock()));
        // What the other one goes on to write is the other text, also where mine stands.
        let is_stale = |it: &Clash| {
            let theirs = register.value();
            it.key == key && it.theirs.as_ref() != theirs && it.mine.as_ref() != theirs
        };
        let is_theirs = !register.clock().writer.is_page_of(self.library.writer());
        if is_theirs && self.overtaken.with_untracked(|all| all.iter().any(is_stale)) {
            self.overtaken.update(|all| {
                for it in all.iter_mut().filter(|it| is_stale(it)) {
                    it.theirs = register.value().cloned();
                }
            });
        }
        let (is_news, mine_has_more) =
            self.assessment.with_untracked(|it| heard::differs(it, key, &register));
        if is_news {
            self.alter(Some(key), |it| it.absorb(key, register));
        }
        if mine_has_more {
            self.unsaved.update_value(|it| {
                it.insert(key);
            });
            self.save();
        }
    }

    /// Reads everything again from the store, for a page that comes back from
    /// the browser's cache with an old memory.
    pub fn read_again(self) {
        let Some(loaded) = self.library.load(&self.id()) else { return };
        if let Some(latest) = loaded.assessment.latest() {
            self.clock.update_value(|it| *it = (*it).max(latest));
        }
        self.alter(None, |mine| heard::read_again(mine, loaded.assessment));
        self.forget_erased();
    }

    /// A step may be older than what was taken out for good meanwhile.
    fn forget_erased(self) {
        let erased = self.look(|it| it.erasures().map(|(key, _)| key).collect::<Vec<Key>>());
        erased.into_iter().for_each(|it| self.forget(it));
    }
}
