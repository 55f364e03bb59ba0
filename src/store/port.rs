//! A browser's storage, as this module wants it.

/// A storage as a browser has one: texts under names, shared by all pages of an origin.
pub trait Port {
    /// The text under a name; `None` where there is none.
    fn get(&self, key: &str) -> Option<String>;

    /// Whether it took the text, as far as it says.
    fn set(&self, key: &str, text: &str) -> bool;

    /// Removes what is under a name.
    fn remove(&self, key: &str);

    /// All names, in any order.
    fn keys(&self) -> Vec<String>;
}
