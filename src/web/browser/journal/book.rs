//! One book of the journal: a database of its own.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Event, IdbDatabase, IdbFactory, IdbOpenDbRequest, IdbRequest, IdbTransaction,
    IdbTransactionMode,
};

use crate::document::records::Records;
use crate::store::turns::Gone;
use crate::web::browser::{self, Stage};

const DATABASE: &str = "plumbline";
const RECORDS: &str = "records";

/// The bucket of the second book: a place with files of its own.
const BUCKET: &str = "plumbline-journal";

/// Called when the browser, or a newer version of the app, takes a book away.
type OnClose = Closure<dyn Fn()>;

/// Where a book is.
#[derive(Clone, Copy)]
pub(super) enum Site {
    /// Where every page has its databases.
    First,
    /// In a storage bucket, which so far only Chromium has and only it needs.
    Second,
}

/// A book. Clones are the same book.
#[derive(Clone)]
pub(super) struct Book {
    site: Site,
    /// While it is open.
    database: Rc<RefCell<Option<IdbDatabase>>>,
    /// The bucket: when nothing holds it, its databases fall silent (seen in
    /// Chromium, now and then).
    bucket: Rc<RefCell<JsValue>>,
    /// What the database calls when it is taken away.
    closed: Rc<RefCell<Option<OnClose>>>,
}

impl Book {
    /// A book that is still to be opened.
    pub(super) fn new(site: Site) -> Self {
        Self { site, database: Rc::default(), bucket: Rc::default(), closed: Rc::default() }
    }

    /// Opens it. `opened` gets all it holds, as late as that may be; `gone` is told
    /// when it cannot be had, or not any more.
    pub(super) fn open(
        &self,
        opened: impl FnOnce(Records) + 'static,
        gone: impl Fn(Gone) + 'static,
    ) {
        let gone: Rc<dyn Fn(Gone)> = Rc::new(gone);
        let refused = gone.clone();
        let it = self.clone();
        let read = move |factory: Option<IdbFactory>| match factory {
            Some(factory) => it.open_database(&factory, Box::new(opened), gone),
            None => gone(Gone::Refused),
        };
        let window = web_sys::window();
        match self.site {
            Site::First => match window.map(|it| it.indexed_db()) {
                Some(Ok(None)) | None => refused(Gone::Absent),
                Some(factory) => read(factory.ok().flatten()),
            },
            Site::Second => {
                let buckets = window
                    .and_then(|it| Reflect::get(&it.navigator(), &"storageBuckets".into()).ok())
                    .filter(JsValue::is_object);
                let Some(buckets) = buckets else {
                    refused(Gone::Absent);
                    return;
                };
                let Some(promise) = open_bucket(&buckets) else {
                    refused(Gone::Refused);
                    return;
                };
                let held = self.bucket.clone();
                browser::when_settled(promise, move |bucket| {
                    let bucket = bucket.unwrap_or_default();
                    let factory = Reflect::get(&bucket, &"indexedDB".into()).ok();
                    held.replace(bucket);
                    read(factory.and_then(|it| it.dyn_into::<IdbFactory>().ok()));
                });
            }
        }
    }

    fn open_database(
        self,
        factory: &IdbFactory,
        opened: Box<dyn FnOnce(Records)>,
        gone: Rc<dyn Fn(Gone)>,
    ) {
        let Ok(request) = factory.open_with_u32(DATABASE, 1) else {
            gone(Gone::Refused);
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
            let Some(database) = result.and_then(|it| it.dyn_into::<IdbDatabase>().ok()) else {
                gone(Gone::Refused);
                return;
            };
            self.hold(&database, gone.clone());
            read_all(&database, move |records| match records {
                Some(records) => opened(records),
                // What cannot be read must not be written over either.
                None => {
                    self.let_go();
                    gone(Gone::Refused);
                }
            });
        });
    }

    /// Keeps the database until it is taken away: a newer version of the app in
    /// another tab is let through.
    fn hold(&self, database: &IdbDatabase, gone: Rc<dyn Fn(Gone)>) {
        let it = self.clone();
        let closed = OnClose::new(move || {
            it.let_go();
            gone(Gone::Closed);
        });
        database.set_onversionchange(Some(closed.as_ref().unchecked_ref()));
        database.set_onclose(Some(closed.as_ref().unchecked_ref()));
        self.closed.replace(Some(closed));
        self.database.replace(Some(database.clone()));
    }

    fn let_go(&self) {
        if let Some(database) = self.database.take() {
            database.close();
        }
    }

    /// Writes records, and deletes those without content, in one transaction, all or
    /// nothing; empties it before that if asked. False when it cannot even begin.
    pub(super) fn write(
        &self,
        empties: bool,
        changes: impl Iterator<Item = (String, Option<String>)>,
        done: impl FnOnce(bool) + 'static,
    ) -> bool {
        let transaction =
            self.database.borrow().as_ref().and_then(|it| begin(it, empties, changes));
        if let Some(transaction) = &transaction {
            on_end(transaction, done);
        }
        transaction.is_some()
    }
}

fn open_bucket(buckets: &JsValue) -> Option<Promise> {
    let open = Reflect::get(buckets, &"open".into()).ok()?.dyn_into::<Function>().ok()?;
    open.call1(buckets, &BUCKET.into()).ok()?.dyn_into::<Promise>().ok()
}

/// Reads all records; `None` when that fails.
fn read_all(database: &IdbDatabase, callback: impl FnOnce(Option<Records>) + 'static) {
    let store = database
        .transaction_with_str(RECORDS)
        .and_then(|it| it.object_store(RECORDS))
        .and_then(|it| Ok((it.get_all_keys()?, it.get_all()?)));
    let Ok((keys, values)) = store else {
        callback(None);
        return;
    };
    // Requests of a transaction end in their order: the keys are there first.
    on_result(&values, move |values| {
        let n = values.as_ref().and_then(|it| Reflect::get(it, &"length".into()).ok());
        match n.and_then(|it| it.as_f64()) {
            None => callback(None),
            Some(0.0) => callback(Some(Records::new())),
            // Whoever starts with something stored has all that this takes. Where the storage
            // has lost it, it comes while the page is in use already.
            Some(_) => {
                let all = move || callback(records_of(&keys, &values));
                browser::when(Stage::Use, move |is_late| match is_late {
                    false => all(),
                    true => drop(browser::when(Stage::Whole, move |_| all())),
                });
            }
        }
    });
}

fn records_of(keys: &IdbRequest, values: &Option<JsValue>) -> Option<Records> {
    let text = |it: JsValue| it.as_string();
    let (keys, values) = (Array::from(&keys.result().ok()?), Array::from(values.as_ref()?));
    let mut records = Records::new();
    for (key, value) in keys.iter().zip(values.iter()) {
        if let (Some(key), Some(value)) = (text(key), text(value)) {
            records.insert(key, value);
        }
    }
    Some(records)
}

fn begin(
    database: &IdbDatabase,
    empties: bool,
    changes: impl Iterator<Item = (String, Option<String>)>,
) -> Option<IdbTransaction> {
    let mode = IdbTransactionMode::Readwrite;
    let transaction = database.transaction_with_str_and_mode(RECORDS, mode).ok()?;
    let write = || {
        let store = transaction.object_store(RECORDS)?;
        if empties {
            store.clear()?;
        }
        for (key, json) in changes {
            let key = JsValue::from_str(&key);
            match json {
                Some(json) => store.put_with_key(&JsValue::from_str(&json), &key)?,
                None => store.delete(&key)?,
            };
        }
        Ok::<(), JsValue>(())
    };
    if write().is_err() {
        // Nothing of it, then.
        let _ = transaction.abort();
        return None;
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
