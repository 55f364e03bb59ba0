//! All assessments of a browser: what is stored, what of it is in memory, and every deed by
//! which a whole assessment is added, replaced, merged, kept aside, handed over or removed.
//! Pure: the storage and the memory of the tab are behind [`Port`]s, and whoever acts says
//! when, and who writes ([`Now`]).
//!
//! Reading order: `stock` (what the storage holds, in memory), `deeds` (one assessment read,
//! written, merged and replaced), `begun` (what is not stored yet), [`heard`] (what another page did), `remove` and `erase` (what
//! goes, and what goes for good), [`shelf`] (whole assessments that are kept aside),
//! [`import`] (what is done with a file), [`backup`] (what leaves as one).
//!
//! Invariants: what a deed says was refused has changed nothing that was there, or is in the
//! memory of the page and said to be there alone; a deed that is cut off anywhere leaves each
//! assessment as it was or as it is to be, in the list or on the shelf. `tests/library.rs`
//! holds them. What another page did by now, of which this one has not heard, is heeded by
//! whatever is written or removed: `tests/beside.rs` holds that.

pub mod backup;
mod begun;
mod deeds;
mod erase;
pub mod heard;
pub mod import;
mod remove;
pub mod shelf;
mod stock;

use std::cell::RefCell;
use std::rc::Rc;

use crate::assessment::erasure::WordsByField;
use crate::assessment::{Assessment, AssessmentId, Clock, Writer};
use crate::model::Model;
use crate::store::{Port, Store};
pub use deeds::Loaded;
use stock::Stock;
pub use stock::Touched;

/// When something is done, and by whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Now {
    /// What the machine's clock says, in milliseconds since 1970 (UTC).
    pub ms: u64,
    /// The page load that does it.
    pub writer: Writer,
    /// Bits of chance, for the identity of what is made: with the same ones the same is.
    pub chance: u64,
}

impl Now {
    /// The moment of something that is said now and replaces nothing.
    pub fn clock(self) -> Clock {
        Clock::start(self.ms, self.writer)
    }

    /// The identity of what is made now.
    fn id(self) -> AssessmentId {
        AssessmentId::from_random(self.chance)
    }
}

/// Called with what was touched.
type OnTouched = Rc<dyn Fn(Touched)>;

/// The assessments of a browser.
pub struct Library {
    store: Rc<Store>,
    /// What lasts as long as the tab: what was begun in it, its steps, the link that it opened.
    tab: Box<dyn Port>,
    shipped: fn() -> &'static Model,
    /// What the storage holds, once somebody wanted to know.
    stock: RefCell<Option<Stock>>,
    /// What was begun in this tab and is not stored, as nothing was said in it.
    begun: RefCell<Option<Assessment>>,
    /// What was taken out for good before the journal had been read.
    erased_early: RefCell<Vec<(Assessment, WordsByField)>>,
    on_touched: RefCell<Option<OnTouched>>,
}

impl Library {
    /// Over a store and the memory of a tab. `shipped` gives the model of what is begun here:
    /// who has nothing stored never asks for it.
    pub fn new(store: Store, tab: Box<dyn Port>, shipped: fn() -> &'static Model) -> Rc<Self> {
        let it = Rc::new(Self {
            store: Rc::new(store),
            tab,
            shipped,
            stock: RefCell::default(),
            begun: RefCell::default(),
            erased_early: RefCell::default(),
            on_touched: RefCell::default(),
        });
        let library = Rc::downgrade(&it);
        it.store.on_change(move |key| {
            if let Some(it) = library.upgrade() {
                it.touch(key);
            }
        });
        it
    }

    /// The store behind it.
    pub fn store(&self) -> &Rc<Store> {
        &self.store
    }

    /// The memory of the tab.
    pub fn tab(&self) -> &dyn Port {
        self.tab.as_ref()
    }

    /// Calls back when something may read otherwise than before.
    pub fn on_touched(&self, callback: impl Fn(Touched) + 'static) {
        self.on_touched.replace(Some(Rc::new(callback)));
    }

    /// The shipped model: of what is begun here, of the pages about the method, and of what
    /// comes from elsewhere, until it says otherwise.
    pub fn shipped(&self) -> &'static Model {
        (self.shipped)()
    }

    /// The model that an assessment is answered with: until there is another version of it,
    /// the shipped one.
    pub fn model_of(&self, _: &AssessmentId) -> &'static Model {
        self.shipped()
    }
}
