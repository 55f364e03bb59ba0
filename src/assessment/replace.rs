//! One state of an assessment in the place of another.

use super::{Assessment, Clock, Register, Writer};

impl Assessment {
    /// This assessment when another state of it takes its place. What differs says from
    /// now on what that one says, so that no copy of what stood before wins over it, how
    /// late ever it is found. What was taken out for good in either stays out. `now_ms` is
    /// the machine's clock, in milliseconds since 1970 (UTC).
    #[must_use]
    pub fn replaced_by(&self, other: &Self, now_ms: u64, writer: Writer) -> Self {
        let mut it = other.clone();
        it.heed(self);
        let now = match self.latest().max(it.latest()) {
            Some(latest) => latest.next(now_ms, writer),
            None => Clock::start(now_ms, writer),
        };
        for (key, mine) in self.registers() {
            let theirs = it.register(key).cloned();
            let value = theirs.as_ref().and_then(Register::value).cloned();
            let moment = match theirs.as_ref() {
                _ if value.as_ref() != mine.value() => now,
                // It was said again, or taken back: what stood before that does not either.
                theirs if theirs.is_none_or(|it| it.clock() < mine.clock()) => mine.clock(),
                _ => continue,
            };
            // When it was said there stays known: by that a copy of it is found.
            let new = match theirs {
                Some(theirs) => theirs.say(value, moment),
                None => Register::new(value, moment),
            };
            it.put(key, new);
        }
        it
    }
}
