//! The assessments in this browser: list, load, add, remove.
//!
//! Each register is a record of its own, so that two tabs never overwrite each
//! other's answers and a change writes a few hundred bytes. How storage and
//! journal are kept as one stands in `heal`, what is taken out for good in `erase`,
//! what is removed in `remove`, what is kept in memory in `stock`, what is noted of each for
//! lists in `listing`, and which version has the storage in `version`.

mod begun;
mod erase;
mod heal;
mod listing;
mod remove;
mod stock;
mod version;

pub use erase::erase_in;
pub use heal::SecondCopy;
pub use remove::Left;
pub use version::on_foreign_change;

use std::collections::BTreeSet;
use std::rc::Rc;

use leptos::prelude::*;

use crate::assessment::erasure::WordsByField;
use crate::assessment::{
    Assessment, AssessmentId, Clock, Edit, Key, Person, Register, Value, Writer,
};
use crate::document;
use crate::document::records::{self, Age};
use crate::model::Model;
use crate::raters;
use crate::store::{self, Store, WriteError};
use crate::web::browser::journal::Journal;
use crate::web::browser::{self, Stage, events};
use crate::web::me::{self, Me};
use crate::web::names;
use stock::Stock;
use version::bring_up_to_date;

/// Access to the assessments in this browser. Provided by the app.
#[derive(Clone, Copy)]
pub struct Library {
    /// What tells this page load from others of the same person.
    page_load: u64,
    /// Who sits here, if they gave a name.
    me: RwSignal<Option<Me>>,
    store: StoredValue<Rc<Store>, LocalStorage>,
    journal: StoredValue<Option<Journal>, LocalStorage>,
    has_asked: StoredValue<bool>,
    /// What was done that is not seen where the reader is now, and where it leads.
    news: RwSignal<Option<News>>,
    /// What the storage holds, once somebody wanted to know.
    stock: StoredValue<Option<Stock>, LocalStorage>,
    /// Goes up with every change of assessments and of when they were exported, here
    /// or in another tab.
    changes: RwSignal<u32>,
    /// The same for what is kept aside as whole assessments.
    kept_changes: RwSignal<u32>,
    /// Set when a newer version of the app has taken over the storage.
    newer: RwSignal<bool>,
    /// Goes up when the journal had something that the local storage had lost.
    healed: RwSignal<u32>,
    /// What was begun in this tab and is not stored, as nothing was said in it.
    begun: StoredValue<Option<Assessment>>,
    /// How far the journal has been read.
    copy: RwSignal<SecondCopy>,
    /// What was said here before the journal turned out to hold something else.
    met: RwSignal<heal::Met>,
    /// What was taken out for good before the journal had been read.
    erased_early: StoredValue<Vec<(Assessment, WordsByField)>, LocalStorage>,
}

/// What was done, for a notice on the next page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct News {
    /// In words.
    pub words: String,
    /// Where it can be looked at or taken back: what the link is called, and its
    /// address.
    pub way: (&'static str, String),
}

/// What became of a load.
pub struct Loaded {
    /// The assessment.
    pub assessment: Assessment,
    /// Records that could not be read and were put aside.
    pub put_aside: usize,
}

impl Library {
    /// Opens the library. `whole` is called once the journal has been read.
    pub fn open(whole: fn(Self)) -> Self {
        let store = browser::storage::open();
        bring_up_to_date(&store);
        let it = Self {
            page_load: browser::random_bits(),
            me: RwSignal::new(Me::load(&store)),
            store: StoredValue::new_local(Rc::new(store)),
            journal: StoredValue::new_local(None),
            has_asked: StoredValue::new(false),
            news: RwSignal::new(None),
            stock: StoredValue::new_local(None),
            changes: RwSignal::new(0),
            kept_changes: RwSignal::new(0),
            newer: RwSignal::new(false),
            healed: RwSignal::new(0),
            begun: StoredValue::new(None),
            copy: RwSignal::new(SecondCopy::Reading),
            met: RwSignal::new(heal::Met::new()),
            erased_early: StoredValue::new_local(Vec::new()),
        };
        it.newer.set(it.store().is_closed());
        it.store().on_change(move |key| it.touched(key));
        browser::when(Stage::Answers, move |is_late| {
            if is_late {
                it.catch_up();
            }
            it.open_journal(whole);
        });
        browser::when(Stage::Use, move |is_late| {
            if is_late {
                it.catch_up();
            }
        });
        // A tab that is left behind by a newer version writes nothing more.
        events::on_written(names::VERSION, move |version| it.heed_version(version.as_deref()));
        on_foreign_change(move |change| {
            if change.key.as_deref().is_none_or(|it| it == names::ME) {
                it.me.set(Me::load(&it.store()));
            }
            it.heed_removal(&change);
            if let (Some(key), Some(json)) = (&change.key, &change.value) {
                store::heed_written(it.shipped(), &it.store(), (key, json), it.writer());
            }
            let record = change.key.as_deref().and_then(names::parse_record);
            let erased = record.and_then(|(id, name)| {
                let key = document::erased_key(name, it.model_of(&id))?;
                Some((id, key))
            });
            if let Some((id, key)) = erased {
                it.forget_steps(&id, key);
            }
            match change.key.as_deref() {
                Some(key) => {
                    it.store().heed_foreign(key);
                    it.touched(key);
                }
                None => it.touched_all(),
            }
        });
        events::on_return(move || it.catch_up());
        events::on_hidden(move || it.store().keep_removed());
        it
    }

    /// Takes note of what other tabs did before this page heard of it.
    fn catch_up(self) {
        self.heed_version(self.store().get(names::VERSION).as_deref());
        self.me.set(Me::load(&self.store()));
        self.touched_all();
    }

    fn heed_version(self, version: Option<&str>) {
        if matches!(records::age(version), Age::Newer(_)) {
            self.store().close();
            self.newer.set(true);
        }
    }

    /// The model that an assessment is answered with: until there is another version of it,
    /// the shipped one.
    pub fn model_of(self, _: &AssessmentId) -> &'static Model {
        self.shipped()
    }

    /// The shipped model: of what is begun here, of the pages about the method, and of what
    /// comes from elsewhere, until it says otherwise.
    pub fn shipped(self) -> &'static Model {
        crate::web::model()
    }

    /// This page load, as a writer.
    pub fn writer(self) -> Writer {
        let nobody = Writer(self.page_load).person();
        let person = self.me.with_untracked(|me| me.as_ref().map_or(nobody, |it| it.person));
        Writer::of(person, self.page_load as u32)
    }

    /// The notice to show. Tracked.
    pub fn news(self) -> Option<News> {
        self.news.get()
    }

    /// Shows a notice, or takes it away.
    pub fn tell(self, news: Option<News>) {
        self.news.set(news);
    }

    /// Who sits here, if they gave a name. Tracked.
    pub fn me(self) -> Option<Me> {
        self.me.get()
    }

    /// From now on whoever sits here goes by this name, or by none.
    pub fn call_me(self, name: &str) {
        let name = me::cut(name);
        let person = self.me.with_untracked(|me| me.as_ref().map(|it| it.person));
        let person = person.unwrap_or_else(|| Person(browser::random_bits() as u32));
        let me = (!name.is_empty()).then_some(Me { person, name });
        Me::store(me.as_ref(), &self.store());
        self.me.set(me);
    }

    /// The store behind it.
    pub fn store(self) -> Rc<Store> {
        self.store.get_value()
    }

    /// Whether what is said outlives the page.
    pub fn is_lasting(self) -> bool {
        self.store().is_lasting()
    }

    /// Whether a newer version of the app has the storage: then it is read, and
    /// nothing is written to it. Tracked.
    pub fn is_newer(self) -> bool {
        self.newer.get()
    }

    /// Whether the browser was asked on this page to keep what is stored; from
    /// now on it was.
    pub fn has_asked_to_keep(self) -> bool {
        let before = self.has_asked.get_value();
        self.has_asked.set_value(true);
        before
    }

    /// Whether what is said survives a crash of the browser, as far as is known. Tracked.
    pub fn is_crash_safe(self) -> bool {
        self.copy.track();
        self.journal.with_value(|it| it.as_ref().is_some_and(|it| it.health().works))
    }

    /// Tells the journal that something was added, removed or merged.
    pub fn changed(self) {
        self.commit(|_| ());
    }

    /// Follows what came back from the journal.
    pub fn track_healed(self) {
        self.healed.track();
    }

    /// Writes a whole assessment once more.
    ///
    /// # Errors
    ///
    /// The browser refused a record.
    pub fn write_again(self, assessment: &Assessment) -> Result<(), WriteError> {
        let written = self.write_all(assessment);
        self.changed();
        written
    }

    /// Follows what is added, removed and merged.
    pub fn track(self) {
        self.changes.track();
    }

    /// Whether an assessment is here, and whole: which model it was made with is
    /// written last, so one that was cut off while it was added does not count.
    pub fn has(self, id: &AssessmentId) -> bool {
        self.store().get(&names::record(id, names::MODEL)).is_some()
    }

    /// Puts an assessment into hand, to go on with it.
    pub fn take_out(self, id: &AssessmentId) -> Option<Loaded> {
        let Some(stored) = untrack(|| self.stored(id)) else {
            let begun = self.begun().filter(|it| it.id() == id)?;
            return Some(Loaded { assessment: begun, put_aside: 0 });
        };
        let put_aside = stored.unreadable().len();
        Some(Loaded { assessment: stored.assessment().clone(), put_aside })
    }

    /// Reads an assessment from the storage, whatever is known of it already, before
    /// something is written over it. Records that cannot be read are copied aside,
    /// so that no later write destroys them, and the rest is loaded.
    pub fn load(self, id: &AssessmentId) -> Option<Loaded> {
        let store = self.store();
        if !self.has(id) {
            return None;
        }
        let keys = store.keys(&names::records(id));
        let stored = keys.iter().filter_map(|key| {
            let (_, name) = names::parse_record(key)?;
            Some((name.to_owned(), store.get(key)?))
        });
        let (assessment, unreadable) = records::from_records(self.model_of(id), id, stored);
        for name in &unreadable {
            let key = names::record(id, name);
            if let Some(json) = store.get(&key) {
                self.store().put_aside(&key, &json);
            }
        }
        Some(Loaded { assessment, put_aside: unreadable.len() })
    }

    /// Begins an assessment and returns its id.
    pub fn begin(self, values: impl IntoIterator<Item = (Key, Value)>) -> AssessmentId {
        let id = AssessmentId::from_random(browser::random_bits());
        let mut assessment = Assessment::new(id.clone());
        let clock = Clock::start(browser::now_ms(), self.writer());
        let created = (Key::Created, Value::Time(browser::now_ms()));
        for (key, value) in values.into_iter().chain([created]) {
            if let Some(edit) = Edit::new(key, Some(value)) {
                assessment.apply(edit, clock);
            }
        }
        // What is refused stays in memory, and the desk that opens it says so.
        let _ = self.write_again(&assessment);
        id
    }

    /// Adds a whole assessment.
    ///
    /// # Errors
    ///
    /// The browser refused a record; what had been written is removed again.
    pub fn add(self, assessment: &Assessment) -> Result<(), WriteError> {
        let written = self.write_all(assessment);
        if written.is_err() {
            // What a book that is late holds of it stays.
            self.store().withdraw(&names::records(assessment.id()));
        }
        self.changed();
        written
    }

    fn write_all(self, assessment: &Assessment) -> Result<(), WriteError> {
        let store = self.store();
        let id = assessment.id();
        // First which version has the storage: a tab of an earlier one that is open beside
        // this one must not read what it cannot.
        let version = match store.get(names::VERSION) {
            Some(_) => Ok(()),
            None => store.set(names::VERSION, &records::STORE_VERSION.to_string()),
        };
        // What is refused is in memory, and whole there: nothing is left out after
        // the first refusal.
        let registers = assessment.registers().map(|(key, register)| self.write(id, key, register));
        let kept = assessment.kept().iter();
        let kept = kept.map(|(name, it)| store.set(&names::record(id, name), &it.json));
        let erased = assessment.erasures().map(|(key, _)| self.write_key(assessment, key));
        let written = registers.chain(erased).chain(kept).fold(Ok(()), Result::and);
        version.and(written).and(self.write_model(id))
    }

    /// Puts another state in the place of an assessment that is here.
    ///
    /// # Errors
    ///
    /// The browser refused a record; what had been written is as it was again.
    pub fn replace(self, mine: &Assessment, other: &Assessment) -> Result<(), WriteError> {
        let new = mine.replaced_by(other, browser::now_ms(), self.writer());
        // Another tab that has it open is told: what is being said there is not lost.
        self.store().remove(&names::record(mine.id(), names::MODEL));
        let written = self.turn(mine, &new);
        if written.is_err() {
            // What is refused now is in memory and said so.
            let _ = self.turn(&new, mine);
        }
        self.changed();
        written
    }

    /// Writes what an assessment has otherwise than one of the same identity that is here,
    /// and removes what it has not got.
    fn turn(self, from: &Assessment, to: &Assessment) -> Result<(), WriteError> {
        let (store, id) = (self.store(), to.id());
        let keys = from.registers().filter(|(key, _)| to.register(*key).is_none());
        let keys = keys.map(|(key, _)| key.name(self.model_of(id)));
        let kept = from.kept().keys().filter(|it| !to.kept().contains_key(*it)).cloned();
        keys.chain(kept).for_each(|name| store.remove(&names::record(id, &name)));
        let registers = to.registers().filter(|(key, it)| from.register(*key) != Some(*it));
        let registers = registers.map(|(key, it)| self.write(id, key, it));
        let erased = to.erasures().filter(|(key, moment)| from.erased(*key) != Some(*moment));
        let erased = erased.map(|(key, _)| self.write_key(to, key));
        let kept = to.kept().iter().filter(|(name, it)| from.kept().get(*name) != Some(*it));
        let kept = kept.map(|(name, it)| store.set(&names::record(id, name), &it.json));
        let written = registers.chain(erased).chain(kept).fold(Ok(()), Result::and);
        written.and(self.write_model(id))
    }

    /// Merges a replica into the assessment of the same identity that is here.
    ///
    /// # Errors
    ///
    /// The browser refused a record. Each record is either as before or merged,
    /// and doing it again goes on where it ended.
    pub fn merge(self, replica: &Assessment) -> Result<(), WriteError> {
        if let Some(host) = raters::rater_of(replica) {
            self.settle(&host);
        }
        let Some(mine) = self.load(replica.id()) else { return self.add(replica) };
        let id = replica.id().clone();
        let merged = mine.assessment.clone().merge(replica.clone());
        let written = merged
            .registers()
            .filter(|(key, register)| mine.assessment.register(*key) != Some(*register))
            .try_for_each(|(key, register)| self.write(&id, key, register));
        let erased: WordsByField = merged
            .erasures()
            .filter(|(key, moment)| mine.assessment.erased(*key) != Some(*moment))
            .map(|(key, _)| (key, &mine.assessment.words_of(key) - &merged.words_of(key)))
            .collect();
        let mut written = written;
        if !erased.is_empty() {
            let keys = erased.keys().map(|key| self.write_key(&merged, *key));
            written = keys.fold(written, Result::and).and(self.erase_copies(&merged, &erased));
        }
        let kept = merged
            .kept()
            .iter()
            .filter(|(name, kept)| mine.assessment.kept().get(*name) != Some(*kept))
            .try_for_each(|(name, kept)| self.store().set(&names::record(&id, name), &kept.json));
        self.changed();
        written.and(kept)
    }

    /// Writes which model the answers were given to.
    fn write_model(self, id: &AssessmentId) -> Result<(), WriteError> {
        let model = self.model_of(id);
        // Both are letters, digits, dots and dashes: the build checks it.
        let json = format!("{{\"id\":\"{}\",\"version\":\"{}\"}}", model.id(), model.version());
        self.store().set(&names::record(id, names::MODEL), &json)
    }

    /// Reads one register, if it is there and whole.
    pub fn register(self, id: &AssessmentId, key: Key) -> Option<Register> {
        let json = self.store().get(&names::record(id, &key.name(self.model_of(id))))?;
        document::register_from_json(key, &json).ok()
    }

    /// Before which moment what was said for a key was taken out for good.
    pub fn erased(self, id: &AssessmentId, key: Key) -> Option<Clock> {
        let record = names::record(id, &document::erasure_name(key, self.model_of(id)));
        document::erasure_from_json(&self.store().get(&record)?).ok()
    }

    /// Writes one register.
    ///
    /// # Errors
    ///
    /// The browser refused; the caller still has it in memory.
    pub fn write(self, id: &AssessmentId, key: Key, register: &Register) -> Result<(), WriteError> {
        let record = names::record(id, &key.name(self.model_of(id)));
        self.store().set(&record, &document::register_to_json(register))
    }

    /// Fields of an assessment that the browser has refused to store.
    pub fn refused(self, id: &AssessmentId) -> BTreeSet<Key> {
        let records = self.store().refused(&names::records(id));
        let names = records.iter().filter_map(|it| names::parse_record(it));
        names.filter_map(|(_, name)| Key::parse(name, self.model_of(id))).collect()
    }

    /// Whether closing the page would lose something that was refused.
    pub fn has_refused(self) -> bool {
        !self.store().refused(names::all_records()).is_empty()
    }
}
