//! One page, as the web half has it: what its library does when another page has written or
//! removed something, when a book has been read, when something is handed to the journal and
//! when the page is hidden; and the desk, on which one assessment is open.

use std::collections::BTreeSet;
use std::rc::Rc;

use plumbline::assessment::{Assessment, Clock, Edit, Key, Register, Value, Writer};
use plumbline::document;
use plumbline::document::records::{self, Age, Records};
use plumbline::library::Library;
use plumbline::store::turns::{BOOKS, Gone, Turns};
use plumbline::store::{Meeting, Port, Store, heed_written, keys, meet, spelt};

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
}

impl Page {
    /// Opens one, over the storage or without any.
    pub fn open(browser: &Rc<Browser>, at: usize, load: u64, is_lasting: bool) -> Self {
        let window = Window { browser: browser.clone(), page: at };
        let port = is_lasting.then(|| Box::new(window) as Box<dyn Port>);
        let store = Store::new(port);
        // `web::library::version`
        let version = store.get(keys::VERSION);
        match records::age(version.as_deref()) {
            Age::Newer(_) => store.close(),
            Age::Older if version.is_some() || !store.keys(keys::STORAGE).is_empty() => {
                let _ = store.set(keys::VERSION, &records::STORE_VERSION.to_string());
            }
            Age::Current | Age::Older => {}
        }
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
        if self.turns.is_told() {
            self.store().drop_removed();
        } else if !self.turns.all_listen() {
            self.store().keep_removed();
        }
        let now = match (self.turns.is_opening(), self.turns.is_silent()) {
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
        if is_news
            && let Some(desk) = &mut self.desk
            && let Some(stored) = self.kept.load(&id(desk.of))
        {
            let mine = std::mem::replace(&mut desk.assessment, Assessment::new(id(desk.of)));
            desk.assessment = mine.merge(stored.assessment);
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
        if change.key == keys::VERSION
            && matches!(records::age(change.value.as_deref()), Age::Newer(_))
        {
            self.store().close();
        }
        let Foreign { key, before, value } = change;
        let [before, value] = [before, value].map(|it| it.map(spelt));
        if before != value {
            self.heed(&key, before.as_deref(), value.as_deref());
        }
        true
    }

    fn heed(&mut self, key: &str, before: Option<&str>, value: Option<&str>) {
        let store = self.store();
        if value.is_none() {
            store.forget(key, before.and_then(document::clock_of));
        }
        if let Some(json) = value {
            if key == keys::REMOVED {
                store.heed_put_down(json);
            }
            heed_written(&MODEL, store, key, self.writer());
        }
        store.heed_foreign(key);
        self.kept.touch(key);
        let Some(desk) = &mut self.desk else { return };
        if value.is_none() && key == keys::record(&id(desk.of), keys::MODEL) {
            self.gone = Some(desk.of);
            self.desk = None;
        } else if let Some(json) = value
            && let Some((of, name)) = keys::parse_record(key)
            && of == id(desk.of)
            && let Some(key) = Key::parse(name, &MODEL)
            && let Ok(register) = document::register_from_json(key, json)
            && desk.adopt(key, register)
        {
            self.save();
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
    /// written back.
    fn adopt(&mut self, key: Key, register: Register) -> bool {
        let mine = self.assessment.register(key).cloned();
        self.assessment.absorb(key, register.clone());
        let has_more = mine.is_some() && self.assessment.register(key) != Some(&register);
        if has_more {
            self.unsaved.insert(key);
        }
        has_more
    }
}
