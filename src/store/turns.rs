//! Whose turn it is among the books of the journal, and what may be said of a
//! change meanwhile. Plain data: the browser's half does what it says.
//!
//! There are two books, which hold the same (why there are two stands where they
//! are opened). Each comes when the browser opens it, early, late or never, and no
//! time decides that one will not come.
//!
//! # Invariants
//!
//! - One book is written at a time, never both: what breaks under way breaks one.
//! - The book that has lacked something for longest has its turn first. So one that
//!   came late, or failed, is filled before the other is touched again.
//! - A turn tells a book everything that it lacks, as it stands at that moment.
//!   What it was to be told while it was not there is therefore never looked up:
//!   when it comes it is compared with what there is.
//! - A change is safe when a book has it, and is said to be when all that are open
//!   have answered. A book that is not there yet, or has been silent for long, is
//!   not waited for as long as another is; where there is no other, nothing is said.
//! - What was to be deleted altogether is gone when no book is left that may hold it:
//!   here each one is waited for.
//!
//! A book that was silent may be writing still when the other one has its turn: that
//! is the one exception to the first rule, as nothing may wait for ever.

use std::cmp::Reverse;
use std::collections::BTreeSet;

/// How many books there are.
pub const BOOKS: usize = 2;

/// Why a book is not there for this page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gone {
    /// The browser has no place for it: it holds nothing.
    Absent,
    /// The browser would not open it, or not let it be read: what it may hold from
    /// before, this page neither sees nor writes.
    Refused,
    /// It was open, and was taken away.
    Closed,
}

/// What one book is to be told, in one transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// Which book.
    pub book: usize,
    /// Whether it is emptied first.
    pub empties: bool,
    /// Records to be written as they stand, or deleted where there are none.
    pub keys: BTreeSet<String>,
    /// The last request that it answers; tells it from other turns of the book.
    pub upto: u64,
    /// Since which request the book has lacked something.
    since: u64,
}

/// How the journal is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Health {
    /// A book is still to come, and may hold something.
    pub is_opening: bool,
    /// A book has been silent for long.
    pub is_silent: bool,
    /// No book holds anything that it was told to delete.
    pub is_told: bool,
    /// Every book that may hold something hears in a moment of what was removed.
    pub all_listen: bool,
    /// What is written survives a crash, as far as is known.
    pub works: bool,
}

#[derive(Debug)]
enum Phase {
    /// Asked for. It may come at any time.
    Opening,
    Idle,
    Writing(Turn),
    /// Writing for so long that the other one is not kept waiting.
    Silent(Turn),
    Gone(Gone),
}

#[derive(Debug)]
struct Line {
    phase: Phase,
    /// What it has not been told as it stands.
    lacks: BTreeSet<String>,
    must_empty: bool,
    /// Since which request.
    since: u64,
    /// Whether it lacks something that it has not refused yet.
    is_due: bool,
    /// Requests up to this one have been answered by it, well or not.
    answered: u64,
    /// Requests up to this one are in it.
    has: u64,
}

impl Line {
    fn new() -> Self {
        Self {
            phase: Phase::Opening,
            lacks: BTreeSet::new(),
            must_empty: false,
            since: 0,
            is_due: false,
            answered: 0,
            has: 0,
        }
    }

    fn is_gone(&self) -> bool {
        matches!(self.phase, Phase::Gone(_))
    }

    /// Whether it has been read and may answer soon.
    fn is_at_work(&self) -> bool {
        matches!(self.phase, Phase::Idle | Phase::Writing(_))
    }

    /// Whether this page has seen something in it, or may have put something there.
    fn may_hold(&self) -> bool {
        !matches!(self.phase, Phase::Opening | Phase::Gone(Gone::Absent | Gone::Refused))
    }

    fn lack(&mut self, keys: impl IntoIterator<Item = String>, since: u64) {
        let had_nothing = self.lacks.is_empty() && !self.must_empty;
        self.lacks.extend(keys);
        self.since = if had_nothing { since } else { self.since.min(since) };
        self.is_due = !self.lacks.is_empty() || self.must_empty;
    }
}

/// The order of the books.
#[derive(Debug)]
pub struct Turns {
    lines: [Line; BOOKS],
    /// The number of the last request.
    last: u64,
}

impl Default for Turns {
    fn default() -> Self {
        Self { lines: [Line::new(), Line::new()], last: 0 }
    }
}

impl Turns {
    /// Takes note that these records were changed or removed. Returns the number of
    /// the request, which with no records is that of the last one.
    pub fn note(&mut self, keys: &[String]) -> u64 {
        if keys.is_empty() {
            return self.last;
        }
        self.last += 1;
        let since = self.last;
        for line in &mut self.lines {
            // One that is not open yet is compared when it comes.
            if !line.is_gone() && !matches!(line.phase, Phase::Opening) {
                line.lack(keys.iter().cloned(), since);
            }
        }
        self.last
    }

    /// Takes note that all books are to be emptied. Returns the number of the request.
    pub fn empty(&mut self) -> u64 {
        self.last += 1;
        let since = self.last;
        for line in self.lines.iter_mut().filter(|it| !it.is_gone()) {
            line.lacks.clear();
            line.must_empty = true;
            line.lack([], since);
        }
        self.last
    }

    /// Whether a book is to be emptied when it comes, so that nothing in it counts.
    pub fn is_void(&self, book: usize) -> bool {
        self.lines.get(book).is_some_and(|it| it.must_empty)
    }

    /// A book has come and lacks these records. The other one lacks what was found
    /// in it, if it is open; if not, it is compared when it comes.
    pub fn opened(
        &mut self,
        book: usize,
        lacks: impl IntoIterator<Item = String>,
        found: impl IntoIterator<Item = String>,
    ) {
        let last = self.last;
        let [first, second] = &mut self.lines;
        let (line, other) = if book == 0 { (first, second) } else { (second, first) };
        if !matches!(line.phase, Phase::Opening) {
            return;
        }
        line.phase = Phase::Idle;
        line.lack(lacks, 0);
        if !line.is_due {
            // It holds what there is already.
            (line.answered, line.has) = (last, last);
        }
        if !other.is_gone() && !matches!(other.phase, Phase::Opening) {
            other.lack(found, 0);
        }
    }

    /// A book is not there for this page, or not any more. How it went first is what
    /// stands.
    pub fn gone(&mut self, book: usize, how: Gone) {
        if let Some(line) = self.lines.get_mut(book).filter(|it| !it.is_gone()) {
            line.phase = Phase::Gone(how);
            line.lacks.clear();
            line.is_due = false;
        }
    }

    /// Whose turn it is; nobody's while a book is being written or nothing is lacking.
    pub fn take(&mut self) -> Option<Turn> {
        if self.lines.iter().any(|it| matches!(it.phase, Phase::Writing(_))) {
            return None;
        }
        let due = self.lines.iter_mut().enumerate();
        let due = due.filter(|(_, it)| it.is_due && matches!(it.phase, Phase::Idle));
        let (book, line) = due.min_by_key(|(at, it)| (it.since, Reverse(it.lacks.len()), *at))?;
        let turn = Turn {
            book,
            empties: std::mem::take(&mut line.must_empty),
            keys: std::mem::take(&mut line.lacks),
            upto: self.last,
            since: line.since,
        };
        line.is_due = false;
        line.phase = Phase::Writing(turn.clone());
        Some(turn)
    }

    /// The turn of a book has ended. What it has refused it goes on lacking, and is
    /// told with whatever comes next.
    pub fn ended(&mut self, book: usize, is_done: bool) {
        let Some(line) = self.lines.get_mut(book) else { return };
        let turn = match std::mem::replace(&mut line.phase, Phase::Idle) {
            Phase::Writing(turn) | Phase::Silent(turn) => turn,
            other => {
                line.phase = other;
                return;
            }
        };
        line.answered = turn.upto;
        if is_done {
            line.has = turn.upto;
            return;
        }
        let is_due = line.is_due;
        // Emptied meanwhile is not lacking any more.
        if !line.must_empty {
            line.lack(turn.keys, turn.since);
        }
        line.must_empty |= turn.empties;
        line.is_due = is_due;
    }

    /// A turn takes long: the other book is not kept waiting for it. Whether it was
    /// still under way.
    pub fn silent(&mut self, book: usize, upto: u64) -> bool {
        let Some(line) = self.lines.get_mut(book) else { return false };
        match std::mem::replace(&mut line.phase, Phase::Idle) {
            Phase::Writing(turn) if turn.upto == upto => {
                line.phase = Phase::Silent(turn);
                true
            }
            other => {
                line.phase = other;
                false
            }
        }
    }

    /// What may be said of a change: `true` when a book has it and all that are at
    /// work have answered, `false` when none took it, nothing when that is not known yet.
    pub fn is_safe(&self, request: u64) -> Option<bool> {
        let mut lines = self.lines.iter();
        if lines.any(|it| it.is_at_work() && it.answered < request) {
            return None;
        }
        if self.lines.iter().any(|it| it.has >= request && it.may_hold()) {
            return Some(true);
        }
        // One has refused it, or there is none to wait for.
        let is_settled =
            self.lines.iter().any(Line::is_at_work) || self.lines.iter().all(Line::is_gone);
        is_settled.then_some(false)
    }

    /// What may be said of a request to empty them: nothing while a book may still come.
    pub fn is_emptied(&self, request: u64) -> Option<bool> {
        if self.lines.iter().any(|it| !it.is_gone() && it.answered < request) {
            return None;
        }
        let is_empty = |it: &Line| match it.phase {
            Phase::Gone(Gone::Absent) => true,
            Phase::Gone(Gone::Refused | Gone::Closed) => false,
            _ => it.has >= request,
        };
        Some(self.lines.iter().all(is_empty))
    }

    /// How the journal is.
    pub fn health(&self) -> Health {
        Health {
            is_opening: self.is_opening(),
            is_silent: self.is_silent(),
            is_told: self.is_told(),
            all_listen: self.all_listen(),
            works: self.works(),
        }
    }

    /// Whether every book there is has been told all that was noted: none holds anything
    /// that was removed.
    pub fn is_told(&self) -> bool {
        self.lines.iter().all(|it| match it.phase {
            Phase::Idle => it.lacks.is_empty() && !it.must_empty,
            Phase::Gone(how) => how == Gone::Absent,
            Phase::Opening | Phase::Writing(_) | Phase::Silent(_) => false,
        })
    }

    /// Whether every book that may hold something is open and hears in a moment of what was
    /// removed. Of one that is to come, that was taken away or that has been silent for long
    /// nobody knows when it does.
    pub fn all_listen(&self) -> bool {
        let is_absent = |it: &Line| matches!(it.phase, Phase::Gone(Gone::Absent));
        self.lines.iter().all(|it| it.is_at_work() || is_absent(it))
    }

    /// Whether a book may still come.
    pub fn is_opening(&self) -> bool {
        self.lines.iter().any(|it| matches!(it.phase, Phase::Opening))
    }

    /// Whether a book has been silent for long.
    pub fn is_silent(&self) -> bool {
        self.lines.iter().any(|it| matches!(it.phase, Phase::Silent(_)))
    }

    /// Whether one is open, so that what is written survives a crash.
    pub fn works(&self) -> bool {
        self.lines.iter().any(Line::is_at_work)
    }

    /// Whether something is in one that this page has seen, has put there, or may
    /// come to see.
    pub fn may_hold(&self) -> bool {
        self.is_opening() || self.lines.iter().any(Line::may_hold)
    }
}
