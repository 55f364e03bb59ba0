//! The storage, with what it does not take and what was removed from it.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::keys;
use super::port::Port;
use super::removals::{Removals, is_any, join, leave_out, names_of, removals};
use super::room::{Usage, give_back, is_of_this_version, make_room};
use super::short::{shorten, spelt};
use super::turns::Health;
use crate::assessment::{AssessmentId, Clock, Writer};
use crate::document::clock_of;

/// Why something could not be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WriteError {
    /// The browser refused: full, or taken away.
    Refused,
    /// Written without complaint, and something else was read back.
    ReadBackDiffers,
    /// A newer version of the app has the storage.
    Newer,
}

/// Called with the key of a record that has changed.
type OnChange = Rc<dyn Fn(&str)>;

/// What was said of an assessment where many are listed does not count any more: one of
/// its records is about to be written, or removed.
fn forget_listed(port: &dyn Port, key: &str) {
    if let Some((id, _)) = keys::parse_record(key) {
        port.remove(&keys::listed(&id));
    }
}

/// Where records are kept.
pub struct Store {
    /// The storage; `None` where the browser lets none be used.
    port: Option<Box<dyn Port>>,
    /// Records that the storage does not take: the only place when there is none, the
    /// rest when it is full. They count before it.
    memory: RefCell<BTreeMap<String, String>>,
    /// Records of which the journal has not heard yet how they stand.
    pending: RefCell<BTreeSet<String>>,
    /// What was removed since the page was opened, by this page or by one beside it: records,
    /// and beginnings of records that end in a slash. A book of the journal that comes late
    /// may hold them still.
    removed: RefCell<Removals>,
    /// What this page removed and the journal may not have heard of yet.
    untold: RefCell<Removals>,
    /// The same of other pages, from before this one was opened.
    recalled: RefCell<Removals>,
    /// Set when nothing may be written any more.
    is_closed: Cell<bool>,
    /// Set when no more room can be made by having records lie there in fewer letters.
    is_short: Cell<bool>,
    /// Whether there may be notes for lists, of which each takes room: to look for them takes
    /// a look at everything.
    has_notes: Cell<bool>,
    /// Who wants to know which records change.
    on_change: RefCell<Option<OnChange>>,
}

impl Store {
    /// Over a storage, or in memory alone where there is none.
    pub fn new(port: Option<Box<dyn Port>>) -> Self {
        let it = Self {
            port,
            memory: RefCell::default(),
            pending: RefCell::default(),
            removed: RefCell::default(),
            untold: RefCell::default(),
            recalled: RefCell::default(),
            is_closed: Cell::new(false),
            is_short: Cell::new(false),
            has_notes: Cell::new(true),
            on_change: RefCell::default(),
        };
        it.recalled.replace(it.kept_removed());
        it
    }

    /// Whether records outlive the page.
    pub fn is_lasting(&self) -> bool {
        self.port.is_some()
    }

    /// From here on it is read, and what is written stays in memory: a newer
    /// version of the app has it.
    pub fn close(&self) {
        self.is_closed.set(true);
        self.pending.take();
    }

    /// Whether it was closed.
    pub fn is_closed(&self) -> bool {
        self.is_closed.get()
    }

    /// The JSON text of a record; `None` when there is none.
    pub fn get(&self, key: &str) -> Option<String> {
        if let Some(json) = self.memory.borrow().get(key) {
            return Some(json.clone());
        }
        self.stored(key)
    }

    /// What the storage has of a record, whatever this page says there in its memory.
    pub fn stored(&self, key: &str) -> Option<String> {
        self.port.as_ref().and_then(|it| it.get(key)).map(spelt)
    }

    /// Whether what somebody else has of a record is no news: the same, or not later.
    pub fn knows(&self, key: &str, json: &str) -> bool {
        self.get(key).is_some_and(|it| {
            let (mine, theirs) = (clock_of(&it), clock_of(json));
            it == json || theirs.is_some() && mine >= theirs
        })
    }

    /// Writes the JSON text of a record and reads it back.
    ///
    /// # Errors
    ///
    /// The record is in the memory of this page alone.
    pub fn set(&self, key: &str, json: &str) -> Result<(), WriteError> {
        self.note(key);
        self.put(key, json)
    }

    /// Calls back with the key of each record that this page writes or removes,
    /// when it has done so.
    pub fn on_change(&self, callback: impl Fn(&str) + 'static) {
        self.on_change.replace(Some(Rc::new(callback)));
    }

    fn changed(&self, key: &str) {
        let callback = self.on_change.borrow().clone();
        if let Some(callback) = callback {
            callback(key);
        }
    }

    /// Writes a record that the journal has already.
    ///
    /// # Errors
    ///
    /// The record is in the memory of this page alone.
    pub fn put(&self, key: &str, json: &str) -> Result<(), WriteError> {
        let written = self.write(key, json);
        self.changed(key);
        written
    }

    fn write(&self, key: &str, json: &str) -> Result<(), WriteError> {
        if self.is_closed.get() {
            self.memory.borrow_mut().insert(key.to_owned(), json.to_owned());
            return Err(WriteError::Newer);
        }
        let Some(port) = &self.port else {
            self.memory.borrow_mut().insert(key.to_owned(), json.to_owned());
            return Ok(());
        };
        self.memory.borrow_mut().remove(key);
        forget_listed(port.as_ref(), key);
        let text = shorten(json).filter(|_| is_of_this_version(port.as_ref()));
        let text = text.as_deref().unwrap_or(json);
        let write = || match port.set(key, text) {
            false => Err(WriteError::Refused),
            true if port.get(key).as_deref() == Some(text) => Ok(()),
            true => Err(WriteError::ReadBackDiffers),
        };
        let mut written = write();
        if written == Err(WriteError::Refused)
            && self.has_notes.replace(false)
            && give_back(port.as_ref())
        {
            written = write();
        }
        while written == Err(WriteError::Refused) && !self.is_short.get() {
            self.is_short.set(!make_room(port.as_ref()));
            written = write();
        }
        if written.is_err() {
            self.memory.borrow_mut().insert(key.to_owned(), json.to_owned());
        }
        written
    }

    /// Removes a record.
    pub fn remove(&self, key: &str) {
        self.remember_removed(key, self.get(key).as_deref().and_then(clock_of));
        self.take_away(key);
    }

    fn take_away(&self, key: &str) {
        self.note(key);
        self.memory.borrow_mut().remove(key);
        if let Some(port) = self.port.as_ref().filter(|_| !self.is_closed.get()) {
            forget_listed(port.as_ref(), key);
            port.remove(key);
        }
        self.changed(key);
    }

    /// Notes what is said of an assessment where many are listed. Where there is no room
    /// for it, it is not noted.
    pub fn note_listed(&self, id: &AssessmentId, text: &str) {
        if let Some(port) = self.port.as_ref().filter(|_| !self.is_closed.get()) {
            port.set(&keys::listed(id), text);
            self.has_notes.set(true);
        }
    }

    /// Takes note that another tab has written or removed a record: what this one may have
    /// noted for lists since, without having heard of it, does not count.
    pub fn heed_foreign(&self, key: &str) {
        if let Some(port) = self.port.as_ref().filter(|_| !self.is_closed.get()) {
            forget_listed(port.as_ref(), key);
            if key.starts_with(keys::LISTED) {
                self.has_notes.set(true);
            }
        }
    }

    /// Removes all records that begin so, as far as anybody has seen them.
    pub fn remove_all(&self, prefix: &str) {
        let all = self.keys(prefix);
        let has_refused = all.iter().any(|it| self.is_refused(it));
        all.iter().for_each(|it| self.remove(it));
        // Of what this page alone had others hear no moment from the storage.
        if has_refused {
            self.keep_removed();
        }
    }

    /// All records that begin so go for good, also what a book that is still to come holds
    /// of them and nobody has seen, whatever was said until this moment. It ends in a slash.
    /// `now_ms` is the machine's clock.
    pub fn bury(&self, prefix: &str, now_ms: u64, writer: Writer) {
        let removed = self.removed.borrow().clone();
        let seen = removed.into_iter().filter(|(it, _)| it.starts_with(prefix));
        let seen = seen.filter_map(|(_, moment)| moment).max();
        // One word for all of it.
        self.lift(prefix, false);
        let now = seen.map_or_else(|| Clock::start(now_ms, writer), |it| it.next(now_ms, writer));
        self.remember_removed(prefix, Some(now));
    }

    /// Takes away what has just been written under this beginning and does not count: it is
    /// no removal, and the journal has not heard of it.
    pub fn withdraw(&self, prefix: &str) {
        self.keys(prefix).iter().for_each(|it| self.withdraw_one(it));
    }

    /// The same of one record.
    pub fn withdraw_one(&self, key: &str) {
        self.take_away(key);
        self.pending.borrow_mut().remove(key);
    }

    fn remember_removed(&self, key: &str, latest: Option<Clock>) {
        if keys::is_journaled(key) {
            let removal = Removals::from([(key.to_owned(), latest)]);
            join(&mut self.removed.borrow_mut(), removal.clone());
            join(&mut self.untold.borrow_mut(), removal);
        }
    }

    /// Takes note that another tab has removed a record, or all that begin so, of which
    /// this was the latest that was said.
    pub fn forget(&self, key: &str, latest: Option<Clock>) {
        if keys::is_journaled(key) {
            join(&mut self.removed.borrow_mut(), Removals::from([(key.to_owned(), latest)]));
        }
    }

    /// Takes note of what another tab has put down of what it removed.
    pub fn heed_put_down(&self, json: &str) {
        join(&mut self.removed.borrow_mut(), removals(json));
    }

    /// Of what begins so no removal counts any more of what is here again, which has the
    /// moments that it had: removed once more it would not be told from the first time.
    pub fn heed_back(&self, prefix: &str) {
        self.lift(prefix, true);
    }

    /// Takes note that another page has written a record: what this one has removed is here
    /// again if it has the moment that it had, and its assessment is whole.
    pub fn heed_again(&self, key: &str, json: &str) {
        let is_again = {
            let untold = self.untold.borrow();
            untold.get(key).is_some_and(|it| it.is_some() && *it == clock_of(json))
        };
        let Some((id, _)) = keys::parse_record(key).filter(|_| is_again) else { return };
        if !self.is_gone(&keys::records(&id)) {
            self.lift(key, true);
        }
    }

    /// No removal of anything that begins so counts any more, or of what of it is here.
    fn lift(&self, prefix: &str, is_of_here: bool) {
        let stays = |it: &String| !it.starts_with(prefix) || is_of_here && self.get(it).is_none();
        for of in [&self.removed, &self.untold, &self.recalled] {
            of.borrow_mut().retain(|it, _| stays(it));
        }
        let before = self.kept_removed();
        let mut kept = before.clone();
        kept.retain(|it, _| stays(it));
        if kept.len() < before.len() {
            self.write_removed(&kept);
        }
    }

    /// Takes note of what a book of the journal holds. What nobody had seen when its
    /// assessment was removed brings all of that back: nobody meant to remove it, or a crash
    /// has lost that it was here again.
    pub fn heed_said(&self, key: &str, json: &str) {
        let Some((id, _)) = keys::parse_record(key) else { return };
        let all = keys::records(&id);
        if (is_any(&self.removed.borrow(), &all) || is_any(&self.recalled.borrow(), &all))
            && clock_of(json).is_some()
            && !self.is_removed(key, json)
            && self.is_gone(&all)
        {
            self.lift(&all, false);
        }
    }

    /// Whether what a book of the journal holds of a record was removed.
    pub fn is_removed(&self, key: &str, json: &str) -> bool {
        let clock = clock_of(json);
        let is = |all: &Removals| {
            let mut moments = names_of(key).filter_map(|it| all.get(it));
            moments.any(|moment| clock.is_none_or(|it| Some(it) <= *moment))
        };
        is(&self.removed.borrow()) || is(&self.recalled.borrow())
    }

    /// Whether anything was that is gone still.
    pub fn has_removed(&self) -> bool {
        self.removed.borrow().keys().any(|it| self.is_gone(it))
    }

    /// Puts down what was removed and may still be in the journal: a page that is opened
    /// beside this one or after it must not bring it back from there.
    pub fn keep_removed(&self) {
        let gone = self.untold.borrow().clone();
        if gone.is_empty() {
            return;
        }
        let before = self.kept_removed();
        let mut kept = before.clone();
        join(&mut kept, gone);
        if kept != before {
            self.write_removed(&kept);
        }
    }

    /// The journal works otherwise than before: what was removed need not be put down any
    /// more, or has to be.
    pub fn heed_health(&self, health: Health) {
        if health.is_told {
            self.drop_removed();
        } else if !health.all_listen {
            self.keep_removed();
        }
    }

    /// Where there is no room for more, what was removed last comes back, and can be removed
    /// again; what was put down before stays.
    fn write_removed(&self, removals: &Removals) {
        let Some(port) = self.port.as_ref().filter(|_| !self.is_closed.get()) else { return };
        if removals.is_empty() {
            port.remove(keys::REMOVED);
            return;
        }
        let of = |(key, clock): (&String, &Option<Clock>)| {
            (key.clone(), clock.map(|it| it.to_string()).into())
        };
        let json = serde_json::Value::Object(removals.iter().map(of).collect());
        port.set(keys::REMOVED, &json.to_string());
    }

    /// The journal has heard of all that was removed, unless that is still to be handed
    /// to it.
    pub fn drop_removed(&self) {
        if !self.pending.borrow().is_empty() {
            return;
        }
        let mut told = self.untold.take();
        // What they had removed is told to books that come late, too.
        join(&mut told, self.recalled.take());
        if told.is_empty() {
            return;
        }
        let before = self.kept_removed();
        let mut kept = before.clone();
        // What another page put down meanwhile stays.
        leave_out(&mut kept, &told);
        if kept.len() < before.len() {
            self.write_removed(&kept);
        }
    }

    /// What this page removed and the journal may not have heard of yet, without what is here
    /// again.
    pub fn untold(&self) -> Vec<String> {
        let untold = self.untold.borrow();
        untold.keys().filter(|it| self.get(it).is_none()).cloned().collect()
    }

    /// Takes up what other pages have removed by now. Of what they have removed since this
    /// one was opened, a book that it has read by then hears from them or from the next page.
    pub fn recall_removed(&self) {
        let mut kept = self.kept_removed();
        leave_out(&mut kept, &self.recalled.borrow());
        join(&mut self.removed.borrow_mut(), kept);
    }

    fn kept_removed(&self) -> Removals {
        self.get(keys::REMOVED).map_or_else(Removals::new, |it| removals(&it))
    }

    /// Whether nothing is left of a record, or of an assessment, of this name.
    fn is_gone(&self, removed: &str) -> bool {
        let model = removed.ends_with('/').then(|| [removed, keys::MODEL].concat());
        self.get(model.as_deref().unwrap_or(removed)).is_none()
    }

    /// All keys that begin so. Foreign keys of the same origin are not looked
    /// into.
    pub fn keys(&self, prefix: &str) -> Vec<String> {
        let mut keys: BTreeSet<String> =
            self.memory.borrow().keys().filter(|it| it.starts_with(prefix)).cloned().collect();
        let stored = self.port.iter().flat_map(|it| it.keys());
        keys.extend(stored.filter(|it| it.starts_with(prefix)));
        keys.into_iter().collect()
    }

    /// How much of the storage is taken.
    pub fn usage(&self) -> Usage {
        self.port.as_ref().map_or_else(Usage::default, |it| Usage::of(it.as_ref()))
    }

    /// Notes a change for the journal. Preferences are not worth one.
    fn note(&self, key: &str) {
        if keys::is_journaled(key) && !self.is_closed.get() {
            self.pending.borrow_mut().insert(key.to_owned());
        }
    }

    /// Records that the storage has refused.
    pub fn refused(&self, prefix: &str) -> Vec<String> {
        if self.port.is_none() {
            return Vec::new();
        }
        self.memory.borrow().keys().filter(|it| it.starts_with(prefix)).cloned().collect()
    }

    /// Whether what is said under this key is in the memory of this page alone.
    pub fn is_refused(&self, key: &str) -> bool {
        self.port.is_some() && self.memory.borrow().contains_key(key)
    }

    /// The records of which the journal has not heard yet how they stand.
    pub fn take_pending(&self) -> Vec<String> {
        self.pending.take().into_iter().collect()
    }

    /// Copies a record that cannot be read to where nothing writes over it.
    pub fn put_aside(&self, key: &str, json: &str) {
        let aside = format!("{}{}", keys::ASIDE, key);
        let text = serde_json::Value::from(json).to_string();
        // Kept even when the copy fails: nothing writes over it until that
        // question is answered anew.
        let _ = self.set(&aside, &text);
    }
}
