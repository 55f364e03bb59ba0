//! The journal: the same records once more, in IndexedDB.
//!
//! A browser that crashes loses what it wrote to the local storage within the
//! last seconds, up to a minute of it (measured); a finished transaction of
//! IndexedDB it does not lose. So every change is written to both, and "saved"
//! is said when the transaction has ended; without a journal the local storage has to
//! do, and the settings say so. At the next start both are merged.
//!
//! Chromium can lose a whole database all the same: killed in the middle of a
//! write, it leaves half an entry at the end of a file, goes on behind it at the
//! next start, and at the one after that finds the file damaged and deletes it
//! (seen, in one of about a hundred kills). So there are two books where the browser
//! has a second place for one. A page writes them one after the other, never at
//! once, and a book that lacks something is filled before the other is touched:
//! then one kill spoils one book at most, and the other has everything.

mod book;

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

use book::{Book, Outcome, Place};

use super::events;

/// A record and its new content; `None` removes it.
pub type Change = (String, Option<String>);

/// All records of one book, by key.
pub type Records = BTreeMap<String, String>;

/// Called with whether it is in the journal.
type Done = Box<dyn FnOnce(bool)>;

/// So long a book may take to open, in milliseconds: one that another tab holds in
/// an old version never does. What waits for it is in the local storage already.
const OPENING_MS: i32 = 3_000;

/// The journal. Clones are the same journal.
#[derive(Clone)]
pub struct Journal(Rc<Inner>);

struct Inner {
    books: [Book; 2],
    waiting: RefCell<VecDeque<Job>>,
    /// Until both books are read, and while something is being written.
    is_busy: Cell<bool>,
}

/// What is to be done to the books, one after the other.
struct Job {
    work: [Work; 2],
    done: Done,
}

#[derive(Clone)]
enum Work {
    Nothing,
    Write(Rc<Vec<Change>>),
    Clear,
}

impl Journal {
    /// Opens the journal and hands over all it holds, book by book; a book that is
    /// not there is `None`. What the books lack comes back and is written first.
    pub fn open(callback: impl FnOnce([Option<Records>; 2]) -> [Vec<Change>; 2] + 'static) -> Self {
        let it = Self(Rc::new(Inner {
            books: [Book::new(Place::First), Book::new(Place::Second)],
            waiting: RefCell::default(),
            is_busy: Cell::new(true),
        }));
        let read = Rc::new(RefCell::new([const { None }; 2]));
        let callback = Rc::new(Cell::new(Some(callback)));
        for at in 0..2 {
            let (read, callback, opened) = (read.clone(), callback.clone(), it.clone());
            it.0.books[at].open(move |records| {
                read.borrow_mut()[at] = Some(records);
                if read.borrow().iter().all(Option::is_some)
                    && let Some(callback) = callback.take()
                {
                    opened.begin(callback(read.take().map(Option::flatten)));
                }
            });
        }
        let late = it.clone();
        events::later(OPENING_MS, move || late.0.books.iter().for_each(Book::give_up_opening));
        it
    }

    /// Whether what is written survives a crash, as far as is known.
    pub fn works(&self) -> bool {
        self.0.books.iter().any(Book::works)
    }

    /// Whether something is in it that this page has seen, or has put there.
    pub fn may_hold(&self) -> bool {
        self.0.books.iter().any(Book::may_hold)
    }

    /// Writes changes in one transaction a book, all or nothing.
    pub fn write(&self, changes: Vec<Change>, done: impl FnOnce(bool) + 'static) {
        let work = Work::Write(Rc::new(changes));
        self.after_all(Job { work: [work.clone(), work], done: Box::new(done) });
    }

    /// Empties the journal.
    pub fn clear(&self, done: impl FnOnce(bool) + 'static) {
        self.after_all(Job { work: [Work::Clear, Work::Clear], done: Box::new(done) });
    }

    /// Fills the books, the one that lacks more before the other, and goes on with
    /// what has come meanwhile.
    fn begin(&self, lacking: [Vec<Change>; 2]) {
        let [first, second] = lacking;
        let second_before = second.len() > first.len();
        let job = |work| Job { work, done: Box::new(|_| ()) };
        let mut waiting = self.0.waiting.borrow_mut();
        let mut fill = |at: usize, changes: Vec<Change>| {
            if changes.is_empty() {
                return;
            }
            let mut work = [Work::Nothing, Work::Nothing];
            work[at] = Work::Write(Rc::new(changes));
            waiting.push_front(job(work));
        };
        // What is put in front last is done first.
        if second_before {
            fill(0, first);
            fill(1, second);
        } else {
            fill(1, second);
            fill(0, first);
        }
        drop(waiting);
        self.0.is_busy.set(false);
        self.next();
    }

    fn after_all(&self, job: Job) {
        self.0.waiting.borrow_mut().push_back(job);
        self.next();
    }

    /// Does what waits, unless something is being done.
    fn next(&self) {
        if self.0.is_busy.get() {
            return;
        }
        let Some(Job { work: [first, second], done }) = self.0.waiting.borrow_mut().pop_front()
        else {
            return;
        };
        self.0.is_busy.set(true);
        // What is in one book is safe. What is still in one is not deleted.
        let ended_well: fn([Outcome; 2]) -> bool = match first {
            Work::Clear => |all| !all.contains(&Outcome::Failed),
            Work::Nothing | Work::Write(_) => |all| all.contains(&Outcome::Done),
        };
        let it = self.clone();
        self.0.books[0].work(first, move |in_first| {
            let ended = it.clone();
            it.0.books[1].work(second, move |in_second| {
                done(ended_well([in_first, in_second]));
                ended.0.is_busy.set(false);
                ended.next();
            });
        });
    }
}
