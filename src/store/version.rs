//! Which version of the app has the storage.

use super::keys;
use super::records::Store;
use crate::document::records::{Age, STORE_VERSION, age};

impl Store {
    /// Says that the storage is of this version, or closes it when it is of a newer one.
    pub fn bring_up_to_date(&self) {
        let version = self.get(keys::VERSION);
        match age(version.as_deref()) {
            Age::Current => {}
            Age::Newer(_) => self.close(),
            // It begins with the first thing that is written.
            Age::Older if version.is_none() && self.keys(keys::STORAGE).is_empty() => {}
            Age::Older => {
                // When it is refused the same is done at the next start.
                let _ = self.set(keys::VERSION, &STORE_VERSION.to_string());
            }
        }
    }

    /// Closes it when this is the version of a newer one. Returns whether it is.
    pub fn heed_version(&self, version: Option<&str>) -> bool {
        let is_newer = matches!(age(version), Age::Newer(_));
        if is_newer {
            self.close();
        }
        is_newer
    }
}
