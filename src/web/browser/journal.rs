//! The journal: the same records once more, in IndexedDB.
//!
//! A browser that crashes loses what it wrote to the local storage within the
//! last seconds, up to a minute of it (measured); a finished transaction of
//! IndexedDB it does not lose. So every change is written to both, and "saved"
//! is said when the transaction is complete. At the next start both are merged.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Array;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Event, IdbDatabase, IdbOpenDbRequest, IdbRequest, IdbTransaction, IdbTransactionMode,
};

const DATABASE: &str = "plumbline";
const RECORDS: &str = "records";

/// A record and its new content; `None` removes it.
pub type Change = (String, Option<String>);

/// Called with whether it is in the journal.
type Done = Box<dyn FnOnce(bool)>;

enum State {
    /// Not open yet: what is to be written when it is.
    Opening(Vec<(Vec<Change>, Done)>),
    Open(IdbDatabase),
    /// The browser has none, or took it away.
    Closed,
}

/// The journal. Clones are the same journal.
#[derive(Clone)]
pub struct Journal(Rc<RefCell<State>>);

impl Journal {
    /// Opens the journal and hands over all it holds: nothing when there is
    /// none.
    pub fn open(callback: impl FnOnce(Vec<(String, String)>) + 'static) -> Self {
        let it = Self(Rc::new(RefCell::new(State::Opening(Vec::new()))));
        let opened = it.clone();
        let all = move |database: Option<IdbDatabase>| match database {
            Some(database) => {
                read_all(&database, callback);
                opened.opened(database);
            }
            None => {
                opened.closed();
                callback(Vec::new());
            }
        };
        open_database(all);
        it
    }

    /// Whether what is written survives a crash, as far as is known.
    pub fn works(&self) -> bool {
        !matches!(*self.0.borrow(), State::Closed)
    }

    /// Writes changes in one transaction, all or nothing.
    pub fn write(&self, changes: Vec<Change>, done: impl FnOnce(bool) + 'static) {
        let database = match &mut *self.0.borrow_mut() {
            State::Opening(waiting) => {
                waiting.push((changes, Box::new(done)));
                return;
            }
            State::Open(database) => Some(database.clone()),
            State::Closed => None,
        };
        match database.and_then(|it| transact(&it, changes)) {
            Some(transaction) => on_end(&transaction, done),
            None => done(false),
        }
    }

    /// Empties the journal.
    pub fn clear(&self, done: impl FnOnce(bool) + 'static) {
        if let State::Opening(waiting) = &mut *self.0.borrow_mut() {
            let again = self.clone();
            waiting.push((Vec::new(), Box::new(move |_| again.clear(done))));
            return;
        }
        let transaction = match &*self.0.borrow() {
            State::Open(database) => {
                let mode = IdbTransactionMode::Readwrite;
                let transaction = database.transaction_with_str_and_mode(RECORDS, mode);
                transaction
                    .ok()
                    .filter(|it| it.object_store(RECORDS).and_then(|store| store.clear()).is_ok())
            }
            State::Opening(_) | State::Closed => None,
        };
        match transaction {
            Some(transaction) => on_end(&transaction, done),
            None => done(false),
        }
    }

    fn opened(&self, database: IdbDatabase) {
        // A newer version of the app in another tab is let through.
        let closing = self.clone();
        let closed = Closure::<dyn Fn()>::new(move || closing.closed());
        database.set_onversionchange(Some(closed.as_ref().unchecked_ref()));
        database.set_onclose(Some(closed.as_ref().unchecked_ref()));
        closed.forget();
        let before = self.0.replace(State::Open(database));
        if let State::Opening(waiting) = before {
            for (changes, done) in waiting {
                self.write(changes, done);
            }
        }
    }

    fn closed(&self) {
        match self.0.replace(State::Closed) {
            State::Opening(waiting) => waiting.into_iter().for_each(|(_, done)| done(false)),
            State::Open(database) => database.close(),
            State::Closed => {}
        }
    }
}

/// Opens the database; `None` when the browser has none or refuses.
fn open_database(callback: impl FnOnce(Option<IdbDatabase>) + 'static) {
    let request = web_sys::window()
        .and_then(|it| it.indexed_db().ok().flatten())
        .and_then(|it| it.open_with_u32(DATABASE, 1).ok());
    let Some(request) = request else {
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
fn read_all(database: &IdbDatabase, callback: impl FnOnce(Vec<(String, String)>) + 'static) {
    let store = database
        .transaction_with_str(RECORDS)
        .and_then(|it| it.object_store(RECORDS))
        .and_then(|it| Ok((it.get_all_keys()?, it.get_all()?)));
    let Ok((keys, values)) = store else {
        callback(Vec::new());
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

fn transact(database: &IdbDatabase, changes: Vec<Change>) -> Option<IdbTransaction> {
    let mode = IdbTransactionMode::Readwrite;
    let transaction = database.transaction_with_str_and_mode(RECORDS, mode).ok()?;
    let store = transaction.object_store(RECORDS).ok()?;
    for (key, json) in changes {
        let key = JsValue::from_str(&key);
        match json {
            Some(json) => store.put_with_key(&JsValue::from_str(&json), &key).ok()?,
            None => store.delete(&key).ok()?,
        };
    }
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
