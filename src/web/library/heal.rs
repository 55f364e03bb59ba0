//! Storage and journal as one: what is written goes to both, and at the start
//! each gives the other what it has lost.

use leptos::prelude::*;

use super::Library;
use crate::assessment::Key;
use crate::document;
use crate::web::browser::journal::{Change, Records};
use crate::web::names;

impl Library {
    /// Hands what was written to the journal, and calls back with whether it is
    /// there.
    pub fn commit(self, done: impl FnOnce(bool) + 'static) {
        let store = self.store();
        let changes = store.take_pending();
        let Some(journal) = self.journal.get_value() else {
            store.put_back(changes);
            done(false);
            return;
        };
        let again = changes.clone();
        let works = journal.clone();
        journal.write(changes, move |is_safe| {
            if !is_safe && works.works() {
                store.put_back(again);
            }
            done(is_safe);
        });
    }

    /// Brings together what the books of the journal hold and what the local storage
    /// still has, after a crash or when one of them was cleared. Returns what each
    /// book lacks.
    pub(super) fn heal(self, books: [Option<Records>; 2]) -> [Vec<Change>; 2] {
        let store = self.store();
        let mut is_news = false;
        for (key, json) in books.iter().flatten().flatten() {
            if store.is_removed(key) {
                continue;
            }
            let merged = match store.get(key) {
                Some(mine) => self.merged(key, &mine, json),
                None => json.clone(),
            };
            if store.get(key).as_ref() != Some(&merged) {
                is_news = true;
                // What is refused stays in memory, and in the journal.
                let _ = store.heal(key, &merged);
            }
        }
        let lacking = books.map(|book| book.map(|it| self.lacking(&it)).unwrap_or_default());
        if is_news {
            self.changed();
            self.healed.update(|it| *it = it.wrapping_add(1));
        } else {
            self.commit(|_| ());
        }
        lacking
    }

    /// What a book has not got, or not as it is now: all of it on the first start
    /// with one. To a newer version's storage nothing is written.
    fn lacking(self, book: &Records) -> Vec<Change> {
        let store = self.store();
        if store.is_closed() {
            return Vec::new();
        }
        let keys = [names::all_records(), names::SHELF].into_iter().flat_map(|it| store.keys(it));
        let record = |key: String| {
            let json = store.get(&key).filter(|it| self.is_readable(&key, it))?;
            (book.get(&key) != Some(&json)).then_some((key, Some(json)))
        };
        keys.filter_map(record).collect()
    }

    /// Two states of a record as one. Of a damaged and a whole one the whole one
    /// counts, and the damaged one is put aside. What is no register stays as it
    /// is here.
    fn merged(self, key: &str, mine: &str, other: &str) -> String {
        if !self.is_readable(key, mine) && self.is_readable(key, other) {
            self.put_aside(key, mine);
            return other.to_owned();
        }
        let both = || {
            let (_, name) = names::parse_record(key)?;
            let key = Key::parse(name, self.model())?;
            let other = document::register_from_json(key, other).ok()?;
            let mine = document::register_from_json(key, mine).ok()?;
            Some(document::register_to_json(&mine.merge(other)))
        };
        both().unwrap_or_else(|| mine.to_owned())
    }

    /// Whether a record is what its key promises.
    fn is_readable(self, key: &str, json: &str) -> bool {
        let Some((_, name)) = names::parse_record(key) else { return true };
        match Key::parse(name, self.model()) {
            Some(key) => document::register_from_json(key, json).is_ok(),
            None => document::kept(name, json).is_some(),
        }
    }

    /// Copies a record that cannot be read to where nothing writes over it.
    pub(super) fn put_aside(self, key: &str, json: &str) {
        let aside = format!("{}{}", names::ASIDE, key);
        let text = serde_json::Value::from(json).to_string();
        // Kept even when the copy fails: nothing writes over it until that
        // question is answered anew.
        let _ = self.store().set(&aside, &text);
    }
}
