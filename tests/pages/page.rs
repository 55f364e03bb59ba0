//! One page, as the web half has it: what its library does when another page has written or
//! removed something, when a book has been read, when something is handed to the journal and
//! when the page is hidden; and the desk, on which one assessment is open.
//!
//! What is decided at each step is the program's own: `library::heard`, `store::meet`, `Turns`
//! and `Store` do it for the web half, too. Written here once more is what the web half says
//! with signals, callbacks and requests to the browser, and in which order: `commit` and
//! `go_on` stand there between the answers of IndexedDB, `save` and `look_at` between what
//! views follow, and how far the second copy is has a state more there, for a sentence on
//! screen. Nor is there a sweep of the bin here, which takes time for what it removes.

use std::collections::BTreeSet;
use std::rc::Rc;

use plumbline::assessment::{Assessment, Clock, Edit, Key, Value, Writer};
use plumbline::document;
use plumbline::document::records::Records;
use plumbline::library::heard::{self, Heard};
use plumbline::library::{Library, Now, shelf};
use plumbline::store::turns::{BOOKS, Gone, Turns};
use plumbline::store::{Meeting, Port, Store, keys, meet, spelt};

use super::browser::{Browser, Foreign, Window, Writing};
use super::double::Double;
use super::{MODEL, id};

/// How far the second copy is (`SecondCopy` of `web::library::heal`).
#[derive(Clone, Copy, PartialEq, Eq)]
enum Copy {
    Reading,
    Silent,
    Read,
}

/// The assessment that is open (`web::desk`).
struct Desk {
    of: usize,
    assessment: Assessment,
    unsaved: BTreeSet<Key>,
}

/// A page.
pub struct Page {
    browser: Rc<Browser>,
    at: usize,
    /// Which page load.
    pub load: u64,
    pub kept: Rc<Library>,
    pub turns: Turns,
    copy: Copy,
    /// Which books have come, or are known not to.
    come: [bool; BOOKS],
    desk: Option<Desk>,
    /// What another page took from the desk.
    pub gone: Option<usize>,
    /// Whether something was done of which it will not hear.
    pub has_missed: bool,
}

impl Page {
    /// Opens one, over the storage or without any.
    pub fn open(browser: &Rc<Browser>, at: usize, load: u64, is_lasting: bool) -> Self {
        let window = Window { browser: browser.clone(), page: at };
        let port = is_lasting.then(|| Box::new(window) as Box<dyn Port>);
        let store = Store::new(port);
        store.bring_up_to_date();
        browser.let_hear(at, true);
        Self {
            browser: browser.clone(),
            at,
            load,
            kept: Library::new(store, Box::new(Double::default()), || &MODEL),
            turns: Turns::default(),
            copy: Copy::Reading,
            come: [false; BOOKS],
            desk: None,
            gone: None,
            has_missed: false,
        }
    }

    pub fn store(&self) -> &Store {
        self.kept.store()
    }

    /// Whether a book is still to come to it.
    pub fn is_opening(&self, book: usize) -> bool {
        !self.come[book]
    }

    /// Whether all books that may hold something are open, so that each hears in a moment of
    /// what was removed.
    pub fn is_about_to_tell(&self) -> bool {
        self.turns.all_listen() && !self.turns.is_told()
    }

    fn writer(&self) -> Writer {
        Writer(self.load)
    }

    /// Puts an assessment on the desk, if it is here.
    pub fn look_at(&mut self, of: usize) -> bool {
        if self.desk.as_ref().is_some_and(|it| it.of == of) {
            return true;
        }
        self.desk = None;
        self.drop_leftovers();
        let loaded = self.kept.load(&id(of));
        self.desk = loaded.map(|it| Desk {
            of,
            assessment: it.assessment,
            unsaved: self.kept.refused(&id(of)),
        });
        self.desk.is_some()
    }

    /// Says something, in an assessment that is begun with it if it is not here. Returns the
    /// number of the request to the journal.
    pub fn say(&mut self, of: usize, edit: Edit, clock: Clock) -> u64 {
        if !self.look_at(of) {
            let mut assessment = Assessment::new(id(of));
            let created = Edit::new(Key::Created, Some(Value::Time(clock.ms)));
            created.map(|it| assessment.apply(it, clock));
            // What is refused stays in memory, and the desk says so.
            let _ = self.kept.write_all(&assessment);
            self.look_at(of);
        }
        let Some(desk) = &mut self.desk else { return 0 };
        let key = edit.key();
        if let Some(stored) = self.kept.register(&id(of), key) {
            desk.assessment.absorb(key, stored);
        }
        desk.assessment.change(edit, clock);
        desk.unsaved.insert(key);
        self.save()
    }

    fn save(&mut self) -> u64 {
        if let Some(Desk { assessment, unsaved, .. }) = &mut self.desk {
            unsaved.retain(|key| self.kept.write_key(assessment, *key).is_err());
        }
        self.commit()
    }

    /// Writes again what was refused.
    pub fn retry(&mut self) {
        if self.desk.as_ref().is_some_and(|it| !it.unsaved.is_empty()) {
            self.save();
        }
    }

    /// Tries once more to store what is in memory alone.
    pub fn insist(&mut self, of: usize) {
        if self.look_at(of)
            && !self.store().refused(&keys::records(&id(of))).is_empty()
            && let Some(Desk { assessment, unsaved, .. }) = &mut self.desk
        {
            unsaved.extend(assessment.registers().map(|(key, _)| key));
            self.save();
        }
    }

    /// Whether it says of a field that it is stored, of which the desk is open.
    pub fn is_stored(&self, of: usize, key: Key) -> bool {
        let is_refused = self.store().is_refused(&keys::record(&id(of), &key.name(&MODEL)));
        let is_it = |it: &Desk| it.of == of && !it.unsaved.contains(&key);
        !is_refused && self.desk.as_ref().is_some_and(is_it)
    }

    /// Removes an assessment.
    pub fn remove(&mut self, of: usize) {
        if self.desk.as_ref().is_some_and(|it| it.of == of) {
            self.desk = None;
        }
        self.drop_leftovers();
        self.kept.remove(&id(of));
        self.commit();
    }

    /// Moves an assessment into the bin. Returns the record there, if it is.
    pub fn bin(&mut self, of: usize, now: Now) -> Option<String> {
        self.drop_leftovers();
        let loaded = self.kept.load(&id(of))?;
        let before: Vec<String> = self.store().keys(keys::SHELF);
        let is_done = shelf::bin(&self.kept, &loaded.assessment, now).is_ok();
        if is_done && self.desk.as_ref().is_some_and(|it| it.of == of) {
            self.desk = None;
        }
        self.commit();
        let put = self.store().keys(keys::SHELF).into_iter().find(|it| !before.contains(it));
        put.filter(|_| is_done)
    }

    /// Puts the last of an assessment that is in the bin, as this page sees it, back, unless
    /// that is refused. Returns the record that was there, and the number of the request to
    /// the journal, where it is not beside another one of the same identity.
    pub fn put_back(&mut self, of: usize, now: Now) -> Option<(String, Option<u64>)> {
        self.drop_leftovers();
        let all = shelf::all(&self.kept);
        let aside = all.iter().find(|it| *it.assessment.id() == id(of))?;
        let put = shelf::put_back(&self.kept, aside, now);
        let number = self.commit();
        Some((aside.key.clone(), (put.ok()? == id(of)).then_some(number)))
    }

    /// The page in the place of an assessment that is gone is left.
    fn drop_leftovers(&mut self) {
        if let Some(of) = self.gone.take() {
            self.kept.drop_leftovers(&id(of));
            self.commit();
        }
    }

    /// Hands what was written to the journal (`web::library::heal`).
    fn commit(&mut self) -> u64 {
        if self.copy != Copy::Read {
            self.store().keep_removed();
        }
        let number = self.turns.note(&self.store().take_pending());
        self.go_on();
        number
    }

    /// Begins the next turn (`web::browser::journal`).
    pub fn go_on(&mut self) {
        if let Some(turn) = self.turns.take() {
            let stands = turn.keys.iter().map(|it| (it.clone(), self.store().get(it)));
            let changes = stands.collect();
            let writing = Writing { load: self.load, turn, changes };
            self.browser.queues.borrow_mut()[writing.turn.book].push_back(writing);
        }
        let health = self.turns.health();
        self.store().heed_health(health);
        let now = match (health.is_opening, health.is_silent) {
            (true, _) => Copy::Reading,
            (false, true) => Copy::Silent,
            (false, false) => Copy::Read,
        };
        if std::mem::replace(&mut self.copy, now) == Copy::Reading && now != Copy::Reading {
            self.commit();
        }
    }

    /// A book has been read.
    pub fn take_in(&mut self, book: usize, records: &Records) {
        self.come[book] = true;
        let Meeting { taken, is_news, .. } = meet(&MODEL, self.store(), records, self.writer());
        if is_news {
            self.commit();
        }
        self.turns.opened(book, taken.lacking, taken.found);
        self.go_on();
        if is_news {
            self.read_again();
        }
    }

    fn read_again(&mut self) {
        if let Some(desk) = &mut self.desk
            && let Some(stored) = self.kept.load(&id(desk.of))
        {
            heard::read_again(&mut desk.assessment, stored.assessment);
        }
    }

    /// A book cannot be had, or not any more.
    pub fn lose(&mut self, book: usize, how: Gone) {
        self.come[book] = true;
        self.turns.gone(book, how);
        self.go_on();
    }

    /// Hears of the first thing that another page did and this one has not heard of yet.
    pub fn hear(&mut self) -> bool {
        let Some(change) = self.browser.take_news(self.at) else { return false };
        if change.key == keys::VERSION {
            self.store().heed_version(change.value.as_deref());
        }
        let Foreign { key, before, value } = change;
        let [before, value] = [before, value].map(|it| it.map(spelt));
        if before != value {
            self.heed(&key, before.as_deref(), value.as_deref());
        }
        true
    }

    fn heed(&mut self, key: &str, before: Option<&str>, value: Option<&str>) {
        self.kept.heed(Some(key), (before, value), self.writer());
        let Some(desk) = &mut self.desk else { return };
        if value.is_none() && key == keys::record(&id(desk.of), keys::MODEL) {
            self.gone = Some(desk.of);
            self.desk = None;
        } else if let Some(json) = value
            && desk.adopt(key, json)
        {
            self.save();
        }
    }

    /// The page goes on after it was asleep, and hears of nothing that was done meanwhile
    /// (`catch_up` of `web::library`, and what `web::app` does for the desk).
    pub fn wake(&mut self) {
        while self.browser.take_news(self.at).is_some() {
            self.has_missed = true;
        }
        self.store().heed_version(self.store().stored(keys::VERSION).as_deref());
        self.kept.touch_all();
        match self.desk.as_ref().map(|it| it.of) {
            Some(of) if !self.kept.has(&id(of)) => {
                self.gone = Some(of);
                self.desk = None;
            }
            _ => self.read_again(),
        }
    }

    /// The page is hidden, or about to be left.
    pub fn hide(&mut self) {
        self.store().keep_removed();
        self.commit();
        self.retry();
        if let Some(of) = self.gone {
            self.kept.drop_leftovers(&id(of));
            self.commit();
        }
    }
}

impl Desk {
    /// Takes over what another page wrote; whether both had said something, so that it is
    /// written back (`adopt` of `web::desk`).
    fn adopt(&mut self, record: &str, json: &str) -> bool {
        let it = &mut self.assessment;
        match heard::of(&MODEL, &id(self.of), record, json) {
            Some(Heard::Model) => document::state(it, &MODEL, json),
            Some(Heard::TakenOut(key, moment)) => drop(it.drop_before(key, moment)),
            Some(Heard::Said(key, register)) => {
                let (_, mine_has_more) = heard::differs(it, key, &register);
                it.absorb(key, register);
                if mine_has_more {
                    self.unsaved.insert(key);
                }
                return mine_has_more;
            }
            None => {}
        }
        false
    }
}
