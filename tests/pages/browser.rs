//! What the pages of a browser share: the storage, which tells each of them what the others
//! write, and the books of the journal, which are written in the order of who came first.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use plumbline::document::records::Records;
use plumbline::store::Port;
use plumbline::store::turns::{BOOKS, Turn};

use super::double::Double;

/// How many pages there may be at once.
pub const PAGES: usize = 2;

/// What one page has done to the storage, as the others hear of it.
#[derive(Clone, Debug)]
pub struct Foreign {
    pub key: String,
    pub before: Option<String>,
    pub value: Option<String>,
}

/// What a page writes into a book: records as they stood when its turn began.
pub struct Writing {
    /// Which page load.
    pub load: u64,
    pub turn: Turn,
    pub changes: Vec<(String, Option<String>)>,
}

/// A browser.
#[derive(Default)]
pub struct Browser {
    pub storage: Double,
    /// What each page has not heard yet, the first of it first.
    news: RefCell<[VecDeque<Foreign>; PAGES]>,
    is_open: Cell<[bool; PAGES]>,
    pub books: RefCell<[Records; BOOKS]>,
    /// What is under way into each book.
    pub queues: RefCell<[VecDeque<Writing>; BOOKS]>,
}

impl Browser {
    /// A page is opened, which hears of what happens from here on, or is left.
    pub fn let_hear(&self, page: usize, is_open: bool) {
        let mut all = self.is_open.get();
        all[page] = is_open;
        self.is_open.set(all);
        self.news.borrow_mut()[page].clear();
    }

    /// The first thing that a page has not heard yet.
    pub fn take_news(&self, page: usize) -> Option<Foreign> {
        self.news.borrow_mut()[page].pop_front()
    }

    /// Whether a page has heard everything.
    pub fn has_heard(&self, page: usize) -> bool {
        self.news.borrow()[page].is_empty()
    }

    /// Of whom the writing is that is under way into a book, and up to which request.
    pub fn first_in_line(&self, book: usize) -> Option<(u64, u64)> {
        self.queues.borrow()[book].front().map(|it| (it.load, it.turn.upto))
    }

    /// What is being written into a book has been written, or refused. Returns by which page
    /// load.
    pub fn end(&self, book: usize, is_done: bool) -> Option<u64> {
        let Writing { load, changes, .. } = self.queues.borrow_mut()[book].pop_front()?;
        let held = &mut self.books.borrow_mut()[book];
        for (key, json) in changes.into_iter().filter(|_| is_done) {
            match json {
                Some(json) => drop(held.insert(key, json)),
                None => drop(held.remove(&key)),
            }
        }
        Some(load)
    }

    /// Tells everybody but whoever has done it.
    pub fn tell(&self, by: Option<usize>, key: &str, before: Option<String>) {
        let value = self.storage.get(key);
        if before == value {
            return;
        }
        let change = Foreign { key: key.to_owned(), before, value };
        for page in (0..PAGES).filter(|it| Some(*it) != by && self.is_open.get()[*it]) {
            self.news.borrow_mut()[page].push_back(change.clone());
        }
    }
}

/// The storage, as one page has it.
pub struct Window {
    pub browser: Rc<Browser>,
    pub page: usize,
}

impl Port for Window {
    fn get(&self, key: &str) -> Option<String> {
        self.browser.storage.get(key)
    }

    fn set(&self, key: &str, text: &str) -> bool {
        let before = self.get(key);
        let is_taken = self.browser.storage.set(key, text);
        self.browser.tell(Some(self.page), key, before);
        is_taken
    }

    fn remove(&self, key: &str) {
        let before = self.get(key);
        self.browser.storage.remove(key);
        self.browser.tell(Some(self.page), key, before);
    }

    fn keys(&self) -> Vec<String> {
        self.browser.storage.keys()
    }
}
