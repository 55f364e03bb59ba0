//! The journal: the same records once more, in IndexedDB.
//!
//! A browser that crashes loses what it wrote to the local storage within the
//! last seconds, up to a minute of it (measured); a finished transaction of
//! IndexedDB it does not lose. So every change is written to both, and "saved"
//! is said when the transaction has ended; where the browser keeps no journal the
//! local storage has to do, and the settings say so. At the next start both are merged.
//!
//! Chromium can lose a whole database all the same: killed in the middle of a
//! write, it leaves half an entry at the end of a file, goes on behind it at the
//! next start, and at the one after that finds the file damaged and deletes it
//! (seen, in one of about a hundred kills). So there are two books where the browser
//! has a second place for one. A page writes them one after the other, never at
//! once, and a book that lacks something is filled before the other is touched:
//! then one kill spoils one book at most, and the other has everything.
//!
//! A book may open in a millisecond, after half a minute on a busy machine, or not at
//! all while an old tab holds it. Slow is not missing: each is read whenever it comes,
//! merged then, and filled before anything else is written. Until then the other one
//! does alone, as it does in browsers that have no second place. Whose turn it is
//! stands in [`Turns`]; here it is carried out.

mod book;

use std::cell::RefCell;
use std::rc::Rc;

use book::{Book, Site};

use super::{Stage, events};
use crate::document::records::Records;
use crate::store::TakenIn;
use crate::store::turns::{BOOKS, Health, Turn, Turns};

/// After twice so long a transaction counts as slow, in milliseconds: the page says
/// so and does not keep the other book waiting. Whenever it ends, it counts.
const SILENT_MS: i32 = 8_000;

/// Whoever has the records of which the journal keeps a second copy.
pub trait Keeper {
    /// A record as it stands; `None` when there is none.
    fn stands(&self, key: &str) -> Option<String>;

    /// Whether what a book holds of a record is no news.
    fn knows(&self, key: &str, json: &str) -> bool;

    /// Takes in what a book holds.
    fn take_in(&self, book: &Records) -> TakenIn;

    /// The journal works otherwise than before.
    fn heed(&self, health: Health);
}

/// The journal. Clones are the same journal.
#[derive(Clone)]
pub struct Journal(Rc<Inner>);

struct Inner {
    keeper: Box<dyn Keeper>,
    books: [Book; BOOKS],
    turns: RefCell<Turns>,
    /// Who waits for an answer.
    waiting: RefCell<Vec<Request>>,
}

struct Request {
    number: u64,
    /// Whether it was to empty the books.
    is_emptying: bool,
    done: Box<dyn FnOnce(bool)>,
}

impl Journal {
    /// The journal of whoever has the records. Nothing of it is opened yet.
    pub fn new(keeper: impl Keeper + 'static) -> Self {
        Self(Rc::new(Inner {
            keeper: Box::new(keeper),
            books: [Book::new(Site::First), Book::new(Site::Second)],
            turns: RefCell::default(),
            waiting: RefCell::default(),
        }))
    }

    /// Opens the books, each of which is handed over when it comes.
    pub fn open(&self) {
        for at in 0..BOOKS {
            let (opened, gone) = (self.clone(), self.clone());
            self.0.books[at].open(
                move |records| opened.opened(at, records),
                move |how| {
                    gone.0.turns.borrow_mut().gone(at, how);
                    gone.go_on();
                },
            );
        }
    }

    /// How it is.
    pub fn health(&self) -> Health {
        self.0.turns.borrow().health()
    }

    /// Whether something is in it that this page has seen, has put there or may see.
    pub fn may_hold(&self) -> bool {
        self.0.turns.borrow().may_hold()
    }

    /// Writes these records as they stand when their turn comes. Calls back with
    /// whether they are in it: when that is known.
    pub fn write(&self, keys: &[String], done: impl FnOnce(bool) + 'static) {
        let number = self.0.turns.borrow_mut().note(keys);
        self.ask(Request { number, is_emptying: false, done: Box::new(done) });
    }

    /// Empties it. Calls back with whether nothing is left: when that is known.
    pub fn clear(&self, done: impl FnOnce(bool) + 'static) {
        let number = self.0.turns.borrow_mut().empty();
        self.ask(Request { number, is_emptying: true, done: Box::new(done) });
    }

    fn ask(&self, request: Request) {
        self.0.waiting.borrow_mut().push(request);
        self.go_on();
    }

    /// A book has been read. What it brings back, or says later, takes all of the program;
    /// what is known anyway takes more of it than a first answer does.
    fn opened(&self, at: usize, records: Records) {
        let stage = match records.is_empty() {
            true => Stage::Answers,
            false if records.iter().all(|(key, json)| self.0.keeper.knows(key, json)) => Stage::Use,
            false => Stage::Whole,
        };
        if super::has(stage) {
            self.take_in(at, records);
        } else {
            let it = self.clone();
            super::when(stage, move |_| it.take_in(at, records));
        }
    }

    fn take_in(&self, at: usize, records: Records) {
        // What was to be emptied before it came does not come back.
        let is_void = self.0.turns.borrow().is_void(at);
        let records = if is_void { Records::new() } else { records };
        let TakenIn { lacking, found } = self.0.keeper.take_in(&records);
        self.0.turns.borrow_mut().opened(at, lacking, found);
        self.go_on();
    }

    /// Begins the next turn, and answers whoever can be answered.
    fn go_on(&self) {
        let turn = self.0.turns.borrow_mut().take();
        if let Some(turn) = turn {
            self.write_book(turn);
        }
        let answered: Vec<(Request, bool)> = {
            let turns = self.0.turns.borrow();
            let answer = |it: &Request| match it.is_emptying {
                true => turns.is_emptied(it.number),
                false => turns.is_safe(it.number),
            };
            let mut waiting = self.0.waiting.borrow_mut();
            let all = waiting.drain(..).map(|it| (answer(&it), it));
            let (known, unknown): (Vec<_>, Vec<_>) = all.partition(|(it, _)| it.is_some());
            waiting.extend(unknown.into_iter().map(|(_, it)| it));
            known.into_iter().map(|(is, it)| (it, is == Some(true))).collect()
        };
        for (request, is) in answered {
            (request.done)(is);
        }
        self.0.keeper.heed(self.health());
    }

    fn write_book(&self, turn: Turn) {
        let Turn { book, empties, keys, upto, .. } = turn;
        let changes = keys.into_iter().map(|key| {
            let json = self.0.keeper.stands(&key);
            (key, json)
        });
        let ended = self.clone();
        let is_begun = self.0.books[book].write(empties, changes, move |is_done| {
            ended.0.turns.borrow_mut().ended(book, is_done);
            ended.go_on();
        });
        if !is_begun {
            self.0.turns.borrow_mut().ended(book, false);
            self.go_on();
            return;
        }
        // A page that was asleep for long hears of the end first, and of time after.
        let it = self.clone();
        events::later(SILENT_MS, move || {
            // What follows comes with what answering takes: nobody stands still for it.
            super::when_later(Stage::Use, SILENT_MS, move |_| {
                let is_silent = it.0.turns.borrow_mut().silent(book, upto);
                if is_silent {
                    it.go_on();
                }
            });
        });
    }
}
