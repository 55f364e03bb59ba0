//! One state of an assessment in the place of another.

use super::{Assessment, Clock, Writer};

impl Assessment {
    /// This assessment when another state of it takes its place: what is said in both says
    /// from now on what that one says, so that no copy of what stood before wins over it,
    /// how late ever it is found. What that one lacks is not there any more. What was taken
    /// out for good in either stays out. `now_ms` is the machine's clock, in milliseconds
    /// since 1970 (UTC).
    #[must_use]
    pub fn replaced_by(&self, other: &Self, now_ms: u64, writer: Writer) -> Self {
        let mut it = other.clone();
        it.heed(self);
        let now = match self.latest().max(it.latest()) {
            Some(latest) => latest.next(now_ms, writer),
            None => Clock::start(now_ms, writer),
        };
        for (key, mine) in self.registers() {
            let Some(theirs) = it.register(key).cloned() else { continue };
            let value = theirs.value().cloned();
            let moment = match value.as_ref() == mine.value() {
                false => now,
                // It was said again, or taken back: what stood before that does not either.
                true if theirs.clock() < mine.clock() => mine.clock(),
                true => continue,
            };
            // When it was said there stays known: by that a copy of it is found.
            it.put(key, theirs.say(value, moment));
        }
        it
    }
}
