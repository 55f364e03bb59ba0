//! How much room a storage has, and how some is made where it is short.

use super::keys;
use super::port::Port;
use super::short::shorten;
use crate::document::records::{Age, age};

/// How much of the storage is taken, in characters, by which browsers
/// count it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// By this app.
    pub ours: usize,
    /// By whatever else has the same address.
    pub others: usize,
    /// By this app as soon as all its records lie there in as few letters as they can.
    pub least: usize,
}

impl Usage {
    /// What every browser gives an address, at least: about five million
    /// characters. None says how much it is.
    pub const ROOM: usize = 5 * 1024 * 1024;

    /// What an assessment takes in full depth, all answered, with notes to 30 questions.
    pub const FULL: usize = 25_000;

    /// Of a storage.
    pub(super) fn of(port: &dyn Port) -> Self {
        let mut usage = Self::default();
        for key in port.keys() {
            let value = port.get(&key).unwrap_or_default();
            let count = |text: &str| key.encode_utf16().count() + text.encode_utf16().count();
            if key.starts_with(keys::STORAGE) {
                usage.ours += count(&value);
                usage.least += count(shorten(&value).as_deref().unwrap_or(&value));
            } else {
                usage.others += count(&value);
            }
        }
        usage
    }

    /// Whether half of the room is taken, so that it is time to make some.
    pub fn is_high(self) -> bool {
        (self.ours + self.others) * 2 > Self::ROOM
    }

    /// About how many more full assessments fit.
    pub fn fits(self) -> usize {
        Self::ROOM.saturating_sub(self.least + self.others) / Self::FULL
    }
}

/// Whether it has been said that this version has the storage: before that, a tab of an
/// earlier one must not meet what it cannot read.
pub(super) fn is_of_this_version(port: &dyn Port) -> bool {
    age(port.get(keys::VERSION).as_deref()) == Age::Current
}

/// So much room is made in one go, in characters.
const AT_ONCE: usize = 50_000;

/// Gives back the room of what can be found again. Whether there was any of it.
pub(super) fn give_back(port: &dyn Port) -> bool {
    let listed = port.keys().into_iter().filter(|it| it.starts_with(keys::LISTED));
    listed.map(|it| port.remove(&it)).count() > 0
}

/// Has some of what versions before this one wrote lie there in fewer letters. Not before
/// there is no room, and never all at once: another tab may be writing. Whether there may be
/// more of it.
pub(super) fn make_room(port: &dyn Port) -> bool {
    if !is_of_this_version(port) {
        return false;
    }
    let mut made = 0;
    for key in port.keys().iter().filter(|it| it.starts_with(keys::all_records())) {
        let Some(text) = port.get(key) else { continue };
        if let Some(short) = shorten(&text)
            && port.set(key, &short)
        {
            made += text.len() - short.len();
        }
        if made >= AT_ONCE {
            return true;
        }
    }
    false
}
