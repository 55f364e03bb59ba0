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
            let theirs = it.register(key).and_then(Register::value).cloned();
            let is_later = it.register(key).is_none_or(|it| it.clock() < mine.clock());
            if theirs.as_ref() != mine.value() {
                it.put(key, Register::new(theirs, now));
            } else if is_later {
                // It was said again, or taken back: what stood before that does not either.
                it.put(key, Register::new(theirs, mine.clock()));
            }
        }
        it
    }
}
