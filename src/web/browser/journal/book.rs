//! One book of the journal: a database of its own.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Event, IdbDatabase, IdbFactory, IdbOpenDbRequest, IdbRequest, IdbTransaction,
    IdbTransactionMode,
};

use super::{Change, Records, Work};
use crate::web::browser::events;

const DATABASE: &str = "plumbline";
const RECORDS: &str = "records";

/// The bucket of the second book: a place with files of its own.
const BUCKET: &str = "plumbline-journal";

/// Twice so long a transaction may be silent before the book is given up, in
/// milliseconds: nothing may wait for it for ever.
const SILENT_MS: i32 = 8_000;

/// Where a book is.
#[derive(Clone, Copy)]
pub(super) enum Place {
    /// Where every page has its databases.
    First,
    /// In a storage bucket, which so far only Chromium has and only it needs.
    Second,
}

/// Called once with what the book holds; `None` when there is no book.
type Opened = Box<dyn FnOnce(Option<Records>)>;

enum State {
    /// Asked for, and who waits for it.
    Opening(Option<Opened>),
    /// Open, and being read for who waits for it.
    Reading(IdbDatabase, Opened),
    Open(IdbDatabase),
    /// It was open, or may be opening still: it holds something, or may.
    Closed,
    /// The browser would not open it: what it may hold from before, this page neither
    /// sees nor writes.
    Refused,
    /// The browser has no place for it.
    Absent,
}

/// What became of a piece of work.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It is done.
    Done,
    /// It was refused, or the book is gone for this page.
    Failed,
    /// There was nothing to do it to, or nothing to do.
    Spared,
}

/// A book. Clones are the same book.
#[derive(Clone)]
pub(super) struct Book {
    place: Place,
    state: Rc<RefCell<State>>,
    /// The bucket: when nothing holds it, its databases fall silent (seen in
    /// Chromium, now and then).
    bucket: Rc<RefCell<JsValue>>,
}

impl Book {
    /// A book that is still to be opened.
    pub(super) fn new(place: Place) -> Self {
        Self { place, state: Rc::new(RefCell::new(State::Opening(None))), bucket: Rc::default() }
    }

    /// Opens it and hands over all it holds, or nothing when there is none.
    pub(super) fn open(&self, callback: impl FnOnce(Option<Records>) + 'static) {
        *self.state.borrow_mut() = State::Opening(Some(Box::new(callback)));
        let it = self.clone();
        let opened = move |factory: Option<IdbFactory>| match factory {
            Some(factory) => open_database(&factory, move |database| it.opened(database)),
            None => it.end(State::Refused),
        };
        let window = web_sys::window();
        match self.place {
            Place::First => match window.map(|it| it.indexed_db()) {
                Some(Ok(None)) | None => self.end(State::Absent),
                Some(factory) => opened(factory.ok().flatten()),
            },
            Place::Second => {
                let buckets = window
                    .and_then(|it| Reflect::get(&it.navigator(), &"storageBuckets".into()).ok())
                    .filter(JsValue::is_object);
                let Some(buckets) = buckets else {
                    self.end(State::Absent);
                    return;
                };
                let held = self.bucket.clone();
                open_bucket(&buckets, move |bucket| {
                    let factory = Reflect::get(&bucket, &"indexedDB".into()).ok();
                    held.replace(bucket);
                    opened(factory.and_then(|it| it.dyn_into::<IdbFactory>().ok()));
                });
            }
        }
    }

    /// Whether it can be written, or still may be.
    pub(super) fn works(&self) -> bool {
        matches!(*self.state.borrow(), State::Opening(_) | State::Reading(..) | State::Open(_))
    }

    /// Whether this page has seen something in it, or may have put something there.
    pub(super) fn may_hold(&self) -> bool {
        !matches!(*self.state.borrow(), State::Refused | State::Absent)
    }

    /// Goes on without a book that has not been read by now.
    pub(super) fn give_up_opening(&self) {
        if self.is_opening() {
            self.close();
        }
    }

    fn is_opening(&self) -> bool {
        matches!(*self.state.borrow(), State::Opening(_) | State::Reading(..))
    }

    /// Does something to it in one transaction, all or nothing.
    pub(super) fn work(&self, work: Work, done: impl FnOnce(Outcome) + 'static) {
        let (database, is_absent) = match &*self.state.borrow() {
            State::Open(database) => (Some(database.clone()), false),
            State::Opening(_) | State::Reading(..) | State::Closed | State::Refused => {
                (None, false)
            }
            State::Absent => (None, true),
        };
        let is_nothing = is_absent || matches!(work, Work::Nothing);
        let transaction = database.and_then(|database| match work {
            Work::Nothing => None,
            Work::Write(changes) => write(&database, &changes),
            Work::Clear => clear(&database),
        });
        let Some(transaction) = transaction else {
            done(if is_nothing { Outcome::Spared } else { Outcome::Failed });
            return;
        };
        let done = Rc::new(Cell::new(Some(done)));
        let silent = (self.clone(), done.clone());
        on_end(&transaction, move |is_complete| {
            if let Some(done) = done.take() {
                done(if is_complete { Outcome::Done } else { Outcome::Failed });
            }
        });
        // A page that was asleep for long hears of the end first, and of time after.
        events::later(SILENT_MS, move || {
            events::later(SILENT_MS, move || {
                let (book, done) = silent;
                if let Some(done) = done.take() {
                    book.close();
                    done(Outcome::Failed);
                }
            });
        });
    }

    fn opened(&self, database: Option<IdbDatabase>) {
        let Some(database) = database else {
            self.end(State::Refused);
            return;
        };
        let callback = match &mut *self.state.borrow_mut() {
            State::Opening(callback) => callback.take(),
            State::Reading(..) | State::Open(_) => None,
            State::Closed | State::Refused | State::Absent => None,
        };
        let Some(callback) = callback else {
            // Too late: nobody waits for it any more.
            database.close();
            return;
        };
        // A newer version of the app in another tab is let through.
        let closing = self.clone();
        let closed = Closure::<dyn Fn()>::new(move || closing.close());
        database.set_onversionchange(Some(closed.as_ref().unchecked_ref()));
        database.set_onclose(Some(closed.as_ref().unchecked_ref()));
        closed.forget();
        self.state.replace(State::Reading(database.clone(), callback));
        let reading = self.clone();
        read_all(&database, move |records| reading.read(records));
    }

    fn read(&self, records: Records) {
        match self.state.replace(State::Closed) {
            State::Reading(database, callback) => {
                self.state.replace(State::Open(database));
                callback(Some(records));
            }
            // Given up meanwhile.
            other => {
                self.state.replace(other);
            }
        }
    }

    fn close(&self) {
        self.end(State::Closed);
    }

    /// Ends it for this page. How it ended first is what stands.
    fn end(&self, state: State) {
        if !self.works() {
            return;
        }
        match self.state.replace(state) {
            State::Opening(Some(callback)) => callback(None),
            State::Reading(database, callback) => {
                database.close();
                callback(None);
            }
            State::Open(database) => database.close(),
            State::Opening(None) | State::Closed | State::Refused | State::Absent => {}
        }
    }
}

/// Opens the bucket of the second book; `undefined` when the browser refuses.
fn open_bucket(buckets: &JsValue, callback: impl FnOnce(JsValue) + 'static) {
    let promise = Reflect::get(buckets, &"open".into())
        .and_then(|it| it.dyn_into::<Function>())
        .and_then(|open| open.call1(buckets, &BUCKET.into()))
        .and_then(|it| it.dyn_into::<Promise>());
    let Ok(promise) = promise else {
        callback(JsValue::UNDEFINED);
        return;
    };
    let callback = Rc::new(Cell::new(Some(callback)));
    let refused = callback.clone();
    let done = Closure::once(move |bucket: JsValue| {
        if let Some(callback) = callback.take() {
            callback(bucket);
        }
    });
    let failed = Closure::once(move |_: JsValue| {
        if let Some(callback) = refused.take() {
            callback(JsValue::UNDEFINED);
        }
    });
    let _ = promise.then2(&done, &failed);
    done.forget();
    failed.forget();
}

/// Opens the database; `None` when the browser refuses.
fn open_database(factory: &IdbFactory, callback: impl FnOnce(Option<IdbDatabase>) + 'static) {
    let Ok(request) = factory.open_with_u32(DATABASE, 1) else {
        callback(None);
        return;
    };
    let upgraded = Closure::once_into_js(|event: Event| {
        let request = event.target().and_then(|it| it.dyn_into::<IdbOpenDbRequest>().ok());
        let database = request.and_then(|it| it.result().ok());
        if let Some(database) = database.and_then(|it| it.dyn_into::<IdbDatabase>().ok()) {
            let _ = database.create_object_store(RECORDS);
        }
    });
    request.set_onupgradeneeded(Some(upgraded.unchecked_ref()));
    on_result(&request, move |result| {
        callback(result.and_then(|it| it.dyn_into::<IdbDatabase>().ok()));
    });
}

/// Reads all records: none when that fails.
fn read_all(database: &IdbDatabase, callback: impl FnOnce(Records) + 'static) {
    let store = database
        .transaction_with_str(RECORDS)
        .and_then(|it| it.object_store(RECORDS))
        .and_then(|it| Ok((it.get_all_keys()?, it.get_all()?)));
    let Ok((keys, values)) = store else {
        callback(Records::new());
        return;
    };
    // Requests of a transaction end in their order: the keys are there first.
    on_result(&values, move |values| {
        let keys = keys.result().ok().map(|it| Array::from(&it)).unwrap_or_default();
        let values = values.map(|it| Array::from(&it)).unwrap_or_default();
        let text = |it: JsValue| it.as_string();
        let records = keys.iter().zip(values.iter());
        callback(records.filter_map(|(key, value)| Some((text(key)?, text(value)?))).collect());
    });
}

fn write(database: &IdbDatabase, changes: &[Change]) -> Option<IdbTransaction> {
    let mode = IdbTransactionMode::Readwrite;
    let transaction = database.transaction_with_str_and_mode(RECORDS, mode).ok()?;
    let store = transaction.object_store(RECORDS).ok()?;
    for (key, json) in changes {
        let key = JsValue::from_str(key);
        match json {
            Some(json) => store.put_with_key(&JsValue::from_str(json), &key).ok()?,
            None => store.delete(&key).ok()?,
        };
    }
    Some(transaction)
}

fn clear(database: &IdbDatabase) -> Option<IdbTransaction> {
    let mode = IdbTransactionMode::Readwrite;
    let transaction = database.transaction_with_str_and_mode(RECORDS, mode).ok()?;
    transaction.object_store(RECORDS).ok()?.clear().ok()?;
    Some(transaction)
}

/// Calls back at the end of a transaction, with whether it is complete. One
/// closure for both ends, so that none is left over.
fn on_end(transaction: &IdbTransaction, done: impl FnOnce(bool) + 'static) {
    let ended = Closure::once_into_js(move |event: Event| done(event.type_() == "complete"));
    transaction.set_oncomplete(Some(ended.unchecked_ref()));
    transaction.set_onabort(Some(ended.unchecked_ref()));
}

/// Calls back with the result of a request, or with nothing when it failed.
fn on_result(request: &IdbRequest, callback: impl FnOnce(Option<JsValue>) + 'static) {
    let of = request.clone();
    let ended = Closure::once_into_js(move |event: Event| {
        callback(of.result().ok().filter(|_| event.type_() == "success"));
    });
    request.set_onsuccess(Some(ended.unchecked_ref()));
    request.set_onerror(Some(ended.unchecked_ref()));
}
