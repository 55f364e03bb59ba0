//! A book of the journal that has been read, brought together with what is stored.

use std::collections::BTreeSet;

use super::keys;
use super::records::Store;
use super::stands::{erased, stands};
use crate::assessment::{AssessmentId, Key, Writer};
use crate::document::records::Records;
use crate::model::Model;

/// What came of reading a book.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TakenIn {
    /// Records that the book has not got, or not as they stand.
    pub lacking: Vec<String>,
    /// Records that the book had and nobody else.
    pub found: Vec<String>,
}

/// What followed when a book was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meeting {
    /// For the journal.
    pub taken: TakenIn,
    /// Whether anything stands otherwise now.
    pub is_news: bool,
    /// Of which fields this page load had said something without knowing of something
    /// else that the book holds.
    pub met: Vec<(AssessmentId, Key)>,
}

/// Another page has written a record. Where the storage has refused what this page says
/// there, that is brought together with what lies there by now, of which this page may hear
/// later, and tried once more.
pub fn heed_written(model: &Model, store: &Store, key: &str, writer: Writer) {
    // What is no record gives way: which version has the storage is not said over again.
    if !keys::is_journaled(key) || !store.is_refused(key) {
        return;
    }
    // Removed since: of that this page hears, too.
    let Some(stored) = store.stored(key) else { return };
    let mine = store.get(key);
    let stands = stands(model, key, (mine.as_deref(), Some(&stored)), None, false, writer);
    if let Some(json) = stands.json {
        // What is refused again stays in memory, and has both.
        let _ = store.set(key, &json);
    }
}

/// Brings together what a book holds and what is stored: after a crash, when one of them
/// was cleared, or when the book came late. What stands of each record is [`stands`].
/// `writer` is this page load.
pub fn meet(model: &Model, store: &Store, book: &Records, writer: Writer) -> Meeting {
    let mut meeting = Meeting::default();
    store.recall_removed();
    // What another page has written there by now and this one has not heard of stays.
    store.refused(keys::all_records()).iter().for_each(|it| heed_written(model, store, it, writer));
    book.iter().for_each(|(key, json)| store.heed_said(key, json));
    let here = [keys::all_records(), keys::SHELF].into_iter().flat_map(|it| store.keys(it));
    // One by one: collected they would be sorted first, by code that nothing else needs so
    // early.
    let mut all: BTreeSet<String> = BTreeSet::new();
    for key in here.chain(book.keys().cloned()) {
        all.insert(key);
    }
    let stored: Vec<(String, Option<String>)> =
        all.into_iter().map(|key| (key.clone(), store.get(&key))).collect();
    let here = stored.iter().filter_map(|(key, json)| Some((key.as_str(), json.as_deref()?)));
    let there = book.iter().map(|(key, json)| (key.as_str(), json.as_str()));
    let erased = erased(model, here.chain(there));
    // The book may have been read a while ago, and another page have written there since what
    // this one has removed.
    if !store.is_closed() {
        let untold = store.untold().into_iter().filter(|it| !book.contains_key(it));
        meeting.taken.lacking.extend(untold);
    }
    for (key, mine) in stored {
        let both = (mine.as_deref(), book.get(&key).map(String::as_str));
        let is_removed = both.1.is_some_and(|it| store.is_removed(&key, it));
        let moment = erased.get(&key).copied();
        let stands = stands(model, &key, both, moment, is_removed, writer);
        if let Some(mine) = mine.filter(|_| stands.is_aside) {
            store.put_aside(&key, &mine);
        }
        if stands.is_news {
            match stands.json {
                // What is refused stays in memory, and in the journal.
                Some(json) => drop(store.put(&key, &json)),
                None => store.remove(&key),
            }
            meeting.is_news = true;
            if !store.is_closed() {
                meeting.taken.found.push(key.clone());
            }
        }
        if stands.has_met {
            let named = keys::parse_record(&key);
            let field = named.and_then(|(id, name)| Some((id, Key::parse(name, model)?)));
            meeting.met.extend(field);
        }
        // To a newer version's storage nothing is written.
        if stands.book_lacks && !store.is_closed() {
            meeting.taken.lacking.push(key);
        }
    }
    meeting
}
