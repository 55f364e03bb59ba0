//! A browser's storage, for the tests of what is kept in it.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use plumbline::document::records::Records;
use plumbline::store::Port;

/// A storage that remembers how it was, as a browser that crashes may lose what was
/// written last, and that takes nothing new while it is full.
#[derive(Clone, Default)]
pub struct Double {
    /// What it holds.
    pub texts: Rc<RefCell<Records>>,
    before: Rc<RefCell<Vec<Records>>>,
    /// Whether it takes nothing new.
    pub is_full: Rc<Cell<bool>>,
}

impl Double {
    fn change(&self, change: impl FnOnce(&mut Records)) {
        self.before.borrow_mut().push(self.texts.borrow().clone());
        change(&mut self.texts.borrow_mut());
    }

    /// How it was before each of its last changes, the first of them first; once.
    pub fn take_moments(&self) -> Vec<Records> {
        self.before.take()
    }

    /// One that holds this.
    pub fn of(texts: Records) -> Self {
        Self { texts: Rc::new(RefCell::new(texts)), ..Self::default() }
    }

    /// The browser crashes, and so many of its last changes are lost.
    pub fn crash(&self, lost: usize) {
        let mut before = self.before.borrow_mut();
        let at = before.len().saturating_sub(lost);
        if let Some(state) = before.get(at) {
            self.texts.replace(state.clone());
        }
        before.clear();
    }
}

impl Port for Double {
    fn get(&self, key: &str) -> Option<String> {
        self.texts.borrow().get(key).cloned()
    }

    fn set(&self, key: &str, text: &str) -> bool {
        let fits = !self.is_full.get() || self.get(key).is_some_and(|it| it.len() >= text.len());
        if fits {
            self.change(|it| drop(it.insert(key.to_owned(), text.to_owned())));
        }
        fits
    }

    fn remove(&self, key: &str) {
        self.change(|it| drop(it.remove(key)));
    }

    fn keys(&self) -> Vec<String> {
        self.texts.borrow().keys().cloned().collect()
    }
}
