//! The version of the storage: brought up to this one at the start, and what tabs beside
//! this one write in its letters.

use crate::document::records::{self, Age};
use crate::store::{self, Store};
use crate::web::browser::events;
use crate::web::names;

/// Says that the storage is of this version, or closes it when it is of a newer one.
pub(super) fn bring_up_to_date(store: &Store) {
    let version = store.get(names::VERSION);
    match records::age(version.as_deref()) {
        Age::Current => {}
        Age::Newer(_) => store.close(),
        // It begins with the first thing that is written.
        Age::Older if version.is_none() && store.keys(names::STORAGE).is_empty() => {}
        Age::Older => {
            // When it is refused the same is done at the next start.
            let _ = store.set(names::VERSION, &records::STORE_VERSION.to_string());
        }
    }
}

/// Calls back when another tab changes the storage, with the texts as they were said. That
/// they lie there in other letters now is no change.
pub fn on_foreign_change(callback: impl Fn(events::Foreign) + 'static) {
    events::on_foreign_change(move |it| {
        let [before, value] = [it.before, it.value].map(|it| it.map(store::spelt));
        if it.key.is_none() || before != value {
            callback(events::Foreign { before, value, ..it });
        }
    });
}
