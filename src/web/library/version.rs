//! What tabs beside this one write, in the letters of the version that has the storage.

use crate::store;
use crate::web::browser::events;

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
