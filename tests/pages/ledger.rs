//! What was said and removed in a browser, and what has to hold of it at the end.

use plumbline::assessment::{Clock, Key, Register};
use plumbline::document;
use plumbline::store::keys;
use proptest::prelude::*;

use super::page::Page;
use super::{ASSESSMENTS, MODEL, id};

/// What was said of a field, and what became of it.
#[derive(Clone, Debug)]
pub struct Said {
    pub of: usize,
    pub key: Key,
    pub clock: Clock,
    /// By which page load, and the number of its request to the journal.
    pub load: u64,
    pub number: u64,
    /// Whether it was said to be saved.
    is_saved: bool,
    /// And a book has it, so that it survives a crash.
    is_safe: bool,
    /// Whether it had to. A book has it, and need not have what other pages wrote of the
    /// same assessment, nor what it took the place of.
    has_met_a_crash: bool,
}

/// How the removal of an assessment stands.
#[derive(Clone, Debug)]
struct Removed {
    /// Whether nothing can have undone it.
    is_certain: bool,
    /// Whether it has been put down: from then on only a crash undoes it.
    is_put_down: bool,
    /// Whether a page that had not heard of it has written something of it again, which is
    /// no whole assessment any more.
    has_leftovers: bool,
    /// Which page load removed it, and which others were there to hear of it.
    by: u64,
    there: Vec<u64>,
    /// Of when the last thing was that it removed.
    latest: String,
}

/// What was said and removed.
#[derive(Clone, Default)]
pub struct Ledger {
    said: Vec<Said>,
    /// What is in the bin: the record there, and what was said in it.
    binned: Vec<(String, Vec<Said>)>,
    /// Of each assessment that was removed, and of which nothing was said since.
    removed: [Option<Removed>; ASSESSMENTS],
}

impl Said {
    pub fn new(of: usize, key: Key, clock: Clock, (load, number): (u64, u64)) -> Self {
        let (is_saved, is_safe, has_met_a_crash) = (false, false, false);
        Self { of, key, clock, load, number, is_saved, is_safe, has_met_a_crash }
    }

    fn record(&self) -> String {
        keys::record(&id(self.of), &self.key.name(&MODEL))
    }

    /// Whether a page sees it, or something later that was said of the same.
    fn is_seen(&self, page: &Page) -> bool {
        let store = page.store();
        let all = [store.get(&self.record()), store.stored(&self.record())];
        all.iter().flatten().any(|it| document::clock_of(it) >= Some(self.clock))
    }
}

impl Ledger {
    /// Something was said. What another page has removed by now whoever says it will hear.
    pub fn note_said(&mut self, page: &Page, said: Said) {
        self.removed[said.of] = None;
        if page.kept.has(&id(said.of)) {
            self.said.push(said);
        }
    }

    /// A page is about to remove an assessment, with what others say they have alone.
    /// `is_certain`: it has seen all there is of it.
    pub fn note_removed(&mut self, of: usize, page: &Page, there: Vec<u64>, is_certain: bool) {
        let store = page.store();
        self.said.retain(|it| it.of != of || it.is_saved && !it.is_seen(page));
        let all = store.keys(&keys::records(&id(of)));
        let latest = all.iter().filter_map(|it| document::clock_of(&store.get(it)?)).max();
        self.removed[of] = Some(Removed {
            is_certain,
            is_put_down: false,
            has_leftovers: false,
            by: page.load,
            there,
            latest: latest.map(|it| it.to_string()).unwrap_or_default(),
        });
    }

    /// A page is about to move an assessment into the bin, with what it sees of it. Returns
    /// what that is.
    pub fn note_binned(
        &mut self,
        of: usize,
        page: &Page,
        there: Vec<u64>,
        is_certain: bool,
    ) -> Vec<Said> {
        let is_in = |it: &&Said| {
            let register = page.kept.register(&id(of), it.key);
            it.of == of && register.is_some_and(|all| all.all().any(|at| at.clock == it.clock))
        };
        let said = self.said.iter().filter(is_in).cloned().collect();
        self.note_removed(of, page, there, is_certain);
        said
    }

    /// It is there.
    pub fn note_in_bin(&mut self, record: String, said: Vec<Said>) {
        self.binned.push((record, said));
    }

    /// A page has put an assessment back from the bin, with this request to the journal if it
    /// is not beside another one of the same identity.
    pub fn note_put_back(&mut self, of: usize, page: &Page, record: &str, number: Option<u64>) {
        let at = self.binned.iter().position(|(it, _)| it == record);
        let said = at.map(|it| self.binned.swap_remove(it).1);
        let Some(number) = number else { return };
        self.removed[of] = None;
        let is_saved = page.store().is_lasting();
        for it in said.into_iter().flatten() {
            self.said.push(Said { load: page.load, number, is_saved, is_safe: false, ..it });
        }
    }

    /// What is in the bin is not looked for any more.
    pub fn forget_bin(&mut self) {
        self.binned.clear();
    }

    /// A page has heard that what was open there is gone. Whoever said something there is told,
    /// and what is left of it goes like anything that is removed; as does what a book brings
    /// back of it after a crash, unless it brings back all.
    pub fn note_gone(&mut self, of: usize, page: &Page) {
        self.said.retain(|it| {
            it.of != of || it.load != page.load && !it.is_seen(page) && !it.has_met_a_crash
        });
    }

    /// A page that had not heard of a removal has written something again.
    pub fn note_leftovers(&mut self, of: usize) {
        if let Some(it) = &mut self.removed[of] {
            it.has_leftovers = true;
        }
    }

    /// A page is no more. What it had not said to be saved is not looked for.
    pub fn note_closed(&mut self, load: u64) {
        self.said.retain(|it| it.load != load || it.is_saved);
    }

    /// What no book has the storage may have lost; and what a page has in its memory alone, and
    /// has not heard that another one wrote there, it may have told to the books in its place.
    pub fn note_crash(&mut self, pages: &[Option<Page>]) {
        self.said.retain(|it| {
            let mut others = pages.iter().flatten().filter(|page| page.load != it.load);
            it.is_safe && !others.any(|page| page.store().is_refused(&it.record()))
        });
        self.said.iter_mut().for_each(|it| it.has_met_a_crash = true);
        self.forget_bin();
        self.removed.iter_mut().flatten().for_each(|it| it.is_certain = false);
    }

    /// Pages have put this down of what was removed.
    pub fn note_put_down(&mut self, put_down: &str) {
        for it in self.removed.iter_mut().flatten() {
            it.is_put_down |= !it.latest.is_empty() && put_down.contains(&it.latest);
        }
    }

    /// What was removed by one of these page loads, and has not been put down, may come back.
    pub fn forgive(&mut self, is_it: impl Fn(u64, &[u64]) -> bool) {
        for it in self.removed.iter_mut().flatten().filter(|it| is_it(it.by, &it.there)) {
            it.is_certain &= it.is_put_down;
        }
    }

    /// What pages say of each change by now.
    pub fn look(&mut self, pages: &[Option<Page>], is_lasting: bool) {
        for it in &mut self.said {
            let page = pages.iter().flatten().find(|page| page.load == it.load);
            // To a newer version's journal nothing is told that it lacks.
            let Some(page) = page.filter(|it| !it.store().is_closed()) else { continue };
            let is_safe = page.turns.is_safe(it.number);
            let is_stored = it.is_saved || page.is_stored(it.of, it.key);
            if is_stored && (is_safe == Some(true) || is_lasting && is_safe.is_some()) {
                it.is_saved = true;
                it.is_safe |= is_safe == Some(true);
            }
        }
    }

    /// What was said and is looked for is there, as a page sees it, in an assessment that is
    /// whole; what was removed is not. What a crash took from the storage is there when the
    /// books are.
    pub fn holds(&self, page: &Page, has_all_books: bool) -> Result<(), TestCaseError> {
        // What is said under a newer version is in the memory of its page alone.
        let is_newer = page.store().is_closed();
        let is_looked_for = |it: &&Said| {
            (has_all_books || !it.has_met_a_crash)
                && (it.is_saved || it.load == page.load || !is_newer)
        };
        for it in self.said.iter().filter(is_looked_for) {
            let is_whole = it.has_met_a_crash || page.kept.has(&id(it.of));
            prop_assert!(is_whole, "{:?} is in no assessment", it);
            let register = page.kept.register(&id(it.of), it.key);
            let all = register.iter().flat_map(Register::all);
            let clocks: Vec<Clock> = all.map(|it| it.clock).collect();
            // After a crash it may be known by what took its place.
            let is_later = |at: &Clock| *at > it.clock;
            let is_there = clocks.contains(&it.clock)
                || clocks.iter().all(is_later) && clocks.len() > Register::EARLIER_MAX
                || clocks.first().is_some_and(is_later) && it.has_met_a_crash;
            prop_assert!(is_there, "{:?} gives {:?}", it, clocks);
        }
        for (record, said) in &self.binned {
            prop_assert!(page.store().get(record).is_some(), "{:?} is not in the bin", said);
        }
        for (of, removed) in self.removed.iter().enumerate() {
            // Nor does another page hear there what one has removed in its own memory.
            let is_meant = |it: &&Removed| it.is_certain && (!is_newer || it.by == page.load);
            let Some(it) = removed.as_ref().filter(is_meant) else { continue };
            prop_assert!(!page.kept.has(&id(of)), "{:?} is back", it);
            let left = page.store().keys(&keys::records(&id(of)));
            prop_assert!(it.has_leftovers || left.is_empty(), "{:?} leaves {:?}", it, left);
        }
        Ok(())
    }
}
