//! What becomes of a browser with several pages by what happens there, and what has to hold
//! at its end.

use std::rc::Rc;

use plumbline::assessment::{Answer, Clock, Edit, Key, Writer};
use plumbline::document::{self, records::Records, records::STORE_VERSION};
use plumbline::library::Now;
use plumbline::model::Score;
use plumbline::store::turns::{BOOKS, Gone};
use plumbline::store::{Port as _, keys};
use proptest::prelude::*;

use super::browser::{Browser, PAGES};
use super::event::Event;
use super::ledger::{Ledger, Said};
use super::page::Page;
use super::{ASSESSMENTS, MODEL, id};

/// Which books come to which page at all, as long as events go on.
pub type Comes = [[bool; BOOKS]; PAGES];

/// A browser with its pages, and what was said and removed in them.
pub struct World {
    browser: Rc<Browser>,
    /// Whether there is a storage.
    is_lasting: bool,
    comes: Comes,
    pages: [Option<Page>; PAGES],
    /// What pages have read of books and not taken in yet.
    read: [[Option<Records>; BOOKS]; PAGES],
    loads: u64,
    minute: u64,
    ledger: Ledger,
}

impl World {
    pub fn new(comes: Comes, is_lasting: bool) -> Self {
        let browser = Rc::new(Browser::default());
        browser.storage.set(keys::VERSION, &STORE_VERSION.to_string());
        Self {
            browser,
            is_lasting,
            comes,
            pages: Default::default(),
            read: Default::default(),
            loads: 0,
            minute: 0,
            ledger: Ledger::default(),
        }
    }

    /// The page at a place, opened if there is none.
    fn page(&mut self, at: usize) -> &mut Page {
        if self.pages[at].is_none() {
            self.loads += 1;
            self.pages[at] = Some(Page::open(&self.browser, at, self.loads, self.is_lasting));
        }
        self.pages[at].as_mut().unwrap()
    }

    fn of_load(&mut self, load: u64) -> Option<&mut Page> {
        self.pages.iter_mut().flatten().find(|it| it.load == load)
    }

    /// Something happens. To a storage of a newer version no page writes that has heard of it.
    pub fn happen(&mut self, event: &Event) -> Result<(), TestCaseError> {
        let page = event.page().and_then(|it| self.pages[it].as_ref());
        let is_closed = page.is_some_and(|it| it.store().is_closed());
        let before = is_closed.then(|| self.browser.storage.texts.borrow().clone());
        let had: Vec<bool> = (0..ASSESSMENTS).map(|of| self.has_records(of)).collect();
        self.follow(event)?;
        if !matches!(event, Event::Opens { .. } | Event::Ends { .. }) {
            for (of, had) in had.into_iter().enumerate() {
                if !had && self.has_records(of) {
                    self.ledger.note_leftovers(of);
                }
            }
        }
        if let Some(before) = before {
            prop_assert_eq!(&*self.browser.storage.texts.borrow(), &before);
        }
        self.ledger.look(&self.pages, self.is_lasting);
        self.note_put_down();
        Ok(())
    }

    fn note_put_down(&mut self) {
        let put_down = self.browser.storage.get(keys::REMOVED).unwrap_or_default();
        self.ledger.note_put_down(&put_down);
    }

    fn has_records(&self, of: usize) -> bool {
        let all = keys::records(&id(of));
        let is_stored = self.browser.storage.keys().iter().any(|it| it.starts_with(&all));
        is_stored || self.pages.iter().flatten().any(|it| !it.store().refused(&all).is_empty())
    }

    fn follow(&mut self, event: &Event) -> Result<(), TestCaseError> {
        match *event {
            Event::Says { page, of, field, score } => return self.say(page, of, field, score),
            Event::Removes { page, of } => self.remove(page, of),
            Event::Bins { page, of } => self.bin(page, of),
            Event::PutsBack { page, of } => self.put_back(page, of),
            Event::Hears { page, of_them } => self.hear(page, of_them),
            Event::Reads { page, book } => {
                if self.may_read(page, book) {
                    let records = self.browser.books.borrow()[book].clone();
                    self.read[page][book].get_or_insert(records);
                }
            }
            Event::Opens { page, book } => {
                if self.comes[page][book] {
                    self.open(page, book);
                }
            }
            Event::Loses { page, book } => {
                let it = self.page(page);
                let how = if it.is_opening(book) { Gone::Refused } else { Gone::Closed };
                it.lose(book, how);
            }
            Event::Ends { book, is_done } => self.end(book, is_done),
            Event::Stalls { book } => {
                let first = self.browser.first_in_line(book);
                if let Some((load, upto)) = first
                    && let Some(it) = self.of_load(load)
                    && it.turns.silent(book, upto)
                {
                    it.go_on();
                }
            }
            Event::Fills { is_full } => self.browser.storage.is_full.set(is_full),
            Event::Hides { page } => self.page(page).hide(),
            Event::Wakes { page } => self.wake(page),
            Event::Leaves { page } => {
                if let Some(it) = &mut self.pages[page] {
                    // It is hidden, and then left.
                    it.hide();
                    it.hide();
                }
                self.ledger.look(&self.pages, self.is_lasting);
                self.close(page);
            }
            Event::Dies { page } => self.close(page),
            Event::Crashes { lost } => {
                self.ledger.note_crash(&self.pages);
                self.browser.storage.crash(lost);
                (0..PAGES).for_each(|it| self.close(it));
                self.browser.queues.take();
            }
            Event::Upgrades => {
                let before = self.browser.storage.get(keys::VERSION);
                let is_full = self.browser.storage.is_full.replace(false);
                self.browser.storage.set(keys::VERSION, &(STORE_VERSION + 1).to_string());
                self.browser.storage.is_full.set(is_full);
                self.browser.tell(None, keys::VERSION, before);
            }
        }
        Ok(())
    }

    fn say(
        &mut self,
        page: usize,
        of: usize,
        field: usize,
        score: usize,
    ) -> Result<(), TestCaseError> {
        self.minute += 1;
        // Each in a stretch of its own, so that none takes the place of another.
        let ms = 1_700_000_000_000 + self.minute * 70_000;
        let question = MODEL.questions().nth(field).unwrap();
        let key = Key::Answer(question);
        let it = self.page(page);
        let clock = Clock::start(ms, Writer(it.load));
        let edit = Edit::answer(question, Some(Answer::Rated(Score::ALL[score])));
        let number = it.say(of, edit, clock);
        let said = Said::new(of, key, clock, (it.load, number));
        // Of a newer version's storage it is said to be in memory alone, where it is, and
        // nobody else hears of it.
        if it.store().is_closed() {
            let register = it.kept.register(&id(of), key);
            prop_assert_eq!(register.map(|it| it.clock()), Some(clock));
            prop_assert!(!it.is_stored(of, key) && it.kept.has_refused());
            prop_assert_eq!(it.store().take_pending(), Vec::<String>::new());
        }
        let page = self.pages[page].as_ref().unwrap();
        self.ledger.note_said(page, said);
        Ok(())
    }

    fn remove(&mut self, at: usize, of: usize) {
        let _ = self.page(at);
        let is_certain = self.has_seen_all(at, of);
        let loads = self.pages.iter().flatten().map(|it| it.load).collect();
        let page = self.pages[at].as_mut().unwrap();
        let is_closed = page.store().is_closed();
        if !is_closed {
            self.ledger.note_removed(of, page, loads, is_certain);
        }
        page.remove(of);
        // Of a newer version's storage nothing is removed but what is in memory alone.
        if is_closed {
            self.ledger.note_closed(page.load);
        } else if self.browser.storage.is_full.get() {
            // What does not fit is not put down, and may come back.
            self.note_put_down();
            self.ledger.forgive(|_, _| true);
        }
    }

    fn now(&mut self, at: usize) -> Now {
        self.minute += 1;
        let writer = Writer(self.page(at).load);
        Now { ms: 1_700_000_000_000 + self.minute * 70_000, writer, chance: 1_000 + self.minute }
    }

    fn bin(&mut self, at: usize, of: usize) {
        let now = self.now(at);
        let is_certain = self.has_seen_all(at, of);
        let loads = self.pages.iter().flatten().map(|it| it.load).collect();
        let before = self.ledger.clone();
        let page = self.pages[at].as_mut().unwrap();
        let said = self.ledger.note_binned(of, page, loads, is_certain);
        match page.bin(of, now) {
            Some(record) => {
                self.ledger.note_in_bin(record, said);
                if self.browser.storage.is_full.get() {
                    self.note_put_down();
                    self.ledger.forgive(|_, _| true);
                }
            }
            None => self.ledger = before,
        }
    }

    fn put_back(&mut self, at: usize, of: usize) {
        let now = self.now(at);
        let page = self.pages[at].as_mut().unwrap();
        if let Some((record, number)) = page.put_back(of, now) {
            self.ledger.note_put_back(of, page, &record, number);
        }
    }

    fn hear(&mut self, at: usize, of_them: usize) {
        let page = self.page(at);
        let before = page.gone;
        let mut is_news = true;
        let mut left = of_them;
        while is_news && left > 0 && page.gone == before {
            is_news = page.hear();
            left -= 1;
        }
        if page.store().is_closed() && !page.turns.is_told() {
            // It puts nothing down any more.
            let load = page.load;
            self.note_put_down();
            self.ledger.forgive(|by, _| by == load);
        }
        let page = self.pages[at].as_ref().unwrap();
        let gone = page.gone.filter(|_| page.gone != before);
        if let Some(of) = gone.filter(|of| !page.kept.has(&id(*of))) {
            self.ledger.note_gone(of, page);
        }
        if gone.is_some() {
            self.hear(at, left);
        }
    }

    fn wake(&mut self, at: usize) {
        let page = self.page(at);
        let before = page.gone;
        page.wake();
        let page = self.pages[at].as_ref().unwrap();
        if let Some(of) = page.gone.filter(|_| page.gone != before) {
            self.ledger.note_gone(of, page);
        }
    }

    /// Whether a book is still to come to a page and can be read: that waits for whoever writes.
    fn may_read(&mut self, page: usize, book: usize) -> bool {
        self.browser.queues.borrow()[book].is_empty() && self.page(page).is_opening(book)
    }

    /// A page takes in what it has read of a book, or reads it now.
    fn open(&mut self, at: usize, book: usize) {
        let records = match self.read[at][book].take() {
            Some(records) => records,
            None if self.may_read(at, book) => self.browser.books.borrow()[book].clone(),
            None => return,
        };
        // What was removed since, or is about to be told to the book, comes back if nobody has
        // told the page nor put it down.
        let load = self.page(at).load;
        let has_heard = self.browser.has_heard(at) && !self.page(at).has_missed;
        let is_old = records != self.browser.books.borrow()[book];
        let told = self.pages.iter().flatten().filter(|it| !it.is_about_to_tell());
        let told: Vec<u64> = told.map(|it| it.load).collect();
        self.note_put_down();
        self.ledger.forgive(|by, there| {
            let may_know = has_heard && there.contains(&load);
            by != load && !may_know && (is_old || !told.contains(&by))
        });
        self.page(at).take_in(book, &records);
    }

    fn end(&mut self, book: usize, is_done: bool) {
        let Some(load) = self.browser.end(book, is_done) else { return };
        if let Some(it) = self.of_load(load) {
            it.turns.ended(book, is_done);
            it.go_on();
        }
    }

    /// A page is no more. What it has removed and nobody has put down comes back, unless all
    /// books have heard of it.
    fn close(&mut self, at: usize) {
        let Some(page) = self.pages[at].take() else { return };
        self.browser.let_hear(at, false);
        self.read[at] = Default::default();
        self.ledger.note_closed(page.load);
        if !self.is_lasting {
            self.ledger.forget_bin();
        }
        self.note_put_down();
        if page.is_about_to_tell() || !self.is_lasting && !page.turns.is_told() {
            self.ledger.forgive(|by, _| by == page.load);
        }
    }

    /// Whether a page has seen all there is of an assessment: what is in books, on the way
    /// into them and in the memory of other pages.
    fn has_seen_all(&self, by: usize, of: usize) -> bool {
        let all = keys::records(&id(of));
        let page = self.pages[by].as_ref().unwrap();
        let has = |key: &str, json: &str| {
            let mine = page.store().get(key).as_deref().map(document::clock_of);
            !key.starts_with(&all) || mine >= Some(document::clock_of(json))
        };
        let mut others = self.pages.iter().flatten().filter(|it| it.load != page.load);
        let is_alone = others.all(|it| it.store().refused(&all).is_empty());
        let books = self.browser.books.borrow();
        let queues = self.browser.queues.borrow();
        let mut under_way = queues.iter().flatten().flat_map(|it| &it.changes);
        let mut read = self.read.iter().flatten().flatten().flatten();
        is_alone
            && under_way.all(|(key, json)| json.as_ref().is_none_or(|it| has(key, it)))
            && read.all(|(key, json)| has(key, json))
            && books.iter().flatten().all(|(key, json)| has(key, json))
    }

    /// Everybody hears of everything and tries again what was refused, and all books that come
    /// have come.
    fn settle(&mut self, comes: Comes) -> Result<(), TestCaseError> {
        self.happen(&Event::Fills { is_full: false })?;
        for at in [0, 1, 0, 1, 0, 1] {
            if self.pages[at].is_none() {
                continue;
            }
            self.happen(&Event::Hears { page: at, of_them: usize::MAX })?;
            (0..ASSESSMENTS).for_each(|of| self.page(at).insist(of));
            for book in (0..BOOKS).filter(|it| comes[at][*it]) {
                self.end_all()?;
                self.open(at, book);
            }
            self.end_all()?;
        }
        let is_heard = (0..PAGES).all(|it| self.browser.has_heard(it));
        prop_assert!(is_heard, "pages tell each other things for ever");
        Ok(())
    }

    fn end_all(&mut self) -> Result<(), TestCaseError> {
        while self.browser.queues.borrow().iter().any(|it| !it.is_empty()) {
            for book in 0..BOOKS {
                self.happen(&Event::Ends { book, is_done: true })?;
            }
        }
        Ok(())
    }

    /// The laws, at the end.
    pub fn end_well(mut self) -> Result<(), TestCaseError> {
        self.settle(self.comes)?;
        for page in self.pages.iter().flatten().filter(|_| self.is_lasting) {
            self.ledger.holds(page, false)?;
        }
        self.agree()?;
        // And once more from the start: with the books that come, and with what comes after
        // everything else.
        for page in 0..PAGES {
            self.happen(&Event::Leaves { page })?;
        }
        self.end_all()?;
        let _ = self.page(0);
        let [one, other] = self.comes;
        let come = [one[0] || other[0], one[1] || other[1]];
        for comes in [come, [true; BOOKS]] {
            self.settle([comes; PAGES])?;
            let page = self.pages[0].as_ref().unwrap();
            // Without a storage everything is in the books.
            if self.is_lasting || comes == [true; BOOKS] {
                self.ledger.holds(page, comes == [true; BOOKS])?;
            }
        }
        self.nothing_is_left_to_tell()
    }

    /// Pages that share a storage have the same, but for what one of them says it has alone.
    fn agree(&self) -> Result<(), TestCaseError> {
        let all: Vec<&Page> = self.pages.iter().flatten().collect();
        let is_shared = self.is_lasting && all.iter().all(|it| !it.store().is_closed());
        for of in (0..ASSESSMENTS).filter(|_| is_shared) {
            let is_alone = |it: &&Page| !it.store().refused(&keys::records(&id(of))).is_empty();
            if !all.iter().any(is_alone) {
                let mut states = all.iter().map(|it| it.kept.load(&id(of)).map(|it| it.assessment));
                let first = states.next().flatten();
                prop_assert!(states.all(|it| it == first), "{:?} is not what others have", first);
            }
        }
        Ok(())
    }

    /// The last page, the storage and both books hold the same, and nobody has anything left
    /// to tell. A newer version's books are not told.
    fn nothing_is_left_to_tell(&self) -> Result<(), TestCaseError> {
        let page = self.pages[0].as_ref().unwrap();
        let store = page.store();
        if store.is_closed() {
            return Ok(());
        }
        let all = store.keys(keys::STORAGE).into_iter().filter(|it| keys::is_journaled(it));
        let seen: Records = all.filter_map(|it| Some((it.clone(), store.get(&it)?))).collect();
        for book in &*self.browser.books.borrow() {
            prop_assert_eq!(book, &seen);
        }
        prop_assert_eq!(store.refused(keys::STORAGE), Vec::<String>::new());
        prop_assert!(page.turns.is_told());
        prop_assert_eq!(self.browser.storage.get(keys::REMOVED), None);
        Ok(())
    }
}
