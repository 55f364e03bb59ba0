//! The assessments in this browser, as pages follow them: [`crate::library`] does what is
//! done, and this says when, and by whom, tells the journal and whoever looks. How storage
//! and journal are kept as one stands in `heal`, what is deleted as a whole in `remove`, what
//! is read and followed in `reads`, what is noted of each for lists in `listing`, and which
//! version has the storage in `version`.

mod heal;
mod listing;
mod reads;
mod remove;
mod version;

pub use heal::SecondCopy;
pub use remove::Left;
pub use version::on_foreign_change;

use std::rc::Rc;

use leptos::prelude::*;

use crate::assessment::{AssessmentId, Person, Writer};
use crate::library::{self, Loaded, Now, Touched};
use crate::model::Model;
use crate::store::Store;
use crate::web::browser::journal::Journal;
use crate::web::browser::{self, Stage, events};
use crate::web::me::{self, Me};
use crate::web::names;

/// Access to the assessments in this browser. Provided by the app.
#[derive(Clone, Copy)]
pub struct Library {
    /// What tells this page load from others of the same person.
    page_load: u64,
    /// Who sits here, if they gave a name.
    me: RwSignal<Option<Me>>,
    kept: StoredValue<Rc<library::Library>, LocalStorage>,
    journal: StoredValue<Option<Journal>, LocalStorage>,
    has_asked: StoredValue<bool>,
    /// What was done that is not seen where the reader is now, and where it leads.
    news: RwSignal<Option<News>>,
    /// Goes up with every change of assessments and of when they were exported, here
    /// or in another tab.
    changes: RwSignal<u32>,
    /// The same for what is kept aside as whole assessments.
    aside_changes: RwSignal<u32>,
    /// Set when a newer version of the app has taken over the storage.
    newer: RwSignal<bool>,
    /// Goes up when the journal had something that the local storage had lost.
    healed: RwSignal<u32>,
    /// How far the journal has been read.
    copy: RwSignal<SecondCopy>,
    /// What was said here before the journal turned out to hold something else.
    met: RwSignal<heal::Met>,
}

/// What was done, for a notice on the next page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct News {
    /// In words.
    pub words: String,
    /// Where it can be looked at or taken back: what the link is called, and its
    /// address.
    pub way: (String, String),
}

impl Library {
    /// Opens the library.
    pub fn open() -> Self {
        let store = browser::storage::open();
        store.bring_up_to_date();
        let me = Me::load(&store);
        let is_newer = store.is_closed();
        let kept = library::Library::new(store, Box::new(browser::storage::Tab), crate::web::model);
        let it = Self {
            page_load: browser::random_bits(),
            me: RwSignal::new(me),
            kept: StoredValue::new_local(kept),
            journal: StoredValue::new_local(None),
            has_asked: StoredValue::new(false),
            news: RwSignal::new(None),
            changes: RwSignal::new(0),
            aside_changes: RwSignal::new(0),
            newer: RwSignal::new(is_newer),
            healed: RwSignal::new(0),
            copy: RwSignal::new(SecondCopy::Reading),
            met: RwSignal::new(heal::Met::new()),
        };
        it.kept().on_touched(move |what| {
            let signal = match what {
                Touched::Assessments => it.changes,
                Touched::Asides => it.aside_changes,
            };
            signal.update(|it| *it = it.wrapping_add(1));
        });
        browser::when(Stage::Answers, move |is_late| {
            if is_late {
                it.catch_up();
            }
            it.open_journal();
        });
        browser::when(Stage::Use, move |is_late| {
            if is_late {
                it.catch_up();
            }
        });
        // A tab that is left behind by a newer version writes nothing more.
        events::on_written(move |key, text| {
            if key == names::VERSION {
                it.heed_version(text.as_deref());
            }
        });
        on_foreign_change(move |change| it.heed(&change));
        events::on_return(|| (), move || it.catch_up());
        events::on_hidden(move || it.store().keep_removed());
        it
    }

    /// Takes note of what another tab has written or removed.
    fn heed(self, change: &events::Foreign) {
        if change.key.as_deref().is_none_or(|it| it == names::ME) {
            self.me.set(Me::load(&self.store()));
        }
        let texts = (change.before.as_deref(), change.value.as_deref());
        self.kept().heed(change.key.as_deref(), texts, self.writer());
    }

    /// Takes note of what other tabs did before this page heard of it.
    fn catch_up(self) {
        self.heed_version(self.store().stored(names::VERSION).as_deref());
        self.me.set(Me::load(&self.store()));
        self.kept().touch_all();
    }

    fn heed_version(self, version: Option<&str>) {
        if self.store().heed_version(version) {
            self.newer.set(true);
        }
    }

    /// What is kept, to look at without following it, or to write a single field.
    pub fn kept(self) -> Rc<library::Library> {
        self.kept.get_value()
    }

    /// Does something with what is kept, and tells the journal.
    pub fn act<T>(self, deed: impl FnOnce(&library::Library, Now) -> T) -> T {
        let done = deed(&self.kept(), self.now());
        self.changed();
        done
    }

    /// Now, and who acts.
    pub fn now(self) -> Now {
        let chance = browser::random_bits();
        Now { ms: browser::now_ms(), writer: self.writer(), chance }
    }

    /// The model that an assessment is answered with.
    pub fn model_of(self, id: &AssessmentId) -> &'static Model {
        self.kept().model_of(id)
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
        self.kept().store().clone()
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

    /// Follows what is added, removed and merged.
    pub fn track(self) {
        self.changes.track();
    }

    /// Whether an assessment is here, and whole.
    pub fn has(self, id: &AssessmentId) -> bool {
        self.kept().has(id)
    }

    /// Puts an assessment into hand, to go on with it.
    pub fn open_one(self, id: &AssessmentId) -> Option<Loaded> {
        self.kept().open(id, self.now())
    }

    /// Reads an assessment from the storage, whatever is known of it already.
    pub fn load(self, id: &AssessmentId) -> Option<Loaded> {
        self.kept().load(id)
    }

    /// Whether it was begun in this tab and is not stored, as nothing was said in it.
    pub fn is_blank(self, id: &AssessmentId) -> bool {
        self.kept().is_blank(id, self.writer())
    }

    /// Stores what was only begun, before something is said in it or hung on it.
    pub fn settle(self, id: &AssessmentId) {
        if !self.has(id) {
            self.act(|it, now| it.settle(id, now.writer));
        }
    }

    /// Whether closing the page would lose something that was refused.
    pub fn has_refused(self) -> bool {
        self.kept().has_refused()
    }
}
