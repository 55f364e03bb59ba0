//! Hybrid logical clocks: they order what was said across tabs, files and
//! machines, and never go back when the machine's clock does.

use std::fmt;

/// Whoever writes: random for each page load, so that a duplicated tab is
/// another writer. The upper half is the [`Person`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Writer(pub u64);

/// Who sits at a browser, for as long as they go by a name there; somebody new
/// in each page load otherwise. Says nothing by itself: the name is a register.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Person(pub u32);

impl Person {
    /// The person in this text, as written by `Display`.
    pub fn parse(text: &str) -> Option<Self> {
        hex(text, 8).and_then(|it| u32::try_from(it).ok()).map(Self)
    }
}

impl fmt::Display for Person {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08x}", self.0)
    }
}

impl Writer {
    /// Nobody in particular: what a link says stands at the moment when it was made.
    pub const LINK: Writer = Writer(0);

    /// A page load of a person.
    pub fn of(person: Person, random: u32) -> Self {
        Self(u64::from(person.0) << 32 | u64::from(random))
    }

    /// Whether both write in one page load, whatever name it went by.
    pub fn is_page_of(self, other: Self) -> bool {
        self.0 as u32 == other.0 as u32
    }

    /// Who it is.
    pub fn person(self) -> Person {
        Person((self.0 >> 32) as u32)
    }
}

/// A number in this many lower-case hexadecimal digits.
pub(super) fn hex(text: &str, digits: usize) -> Option<u64> {
    let plain = text.len() == digits
        && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
    if plain { u64::from_str_radix(text, 16).ok() } else { None }
}

/// When a register was written. Ordered by epoch, time, counter and writer, so
/// that two replicas always agree which of two values is the later one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Clock {
    /// Raised by "start over": lower epochs lose.
    pub epoch: u32,
    /// Milliseconds since 1970 (UTC), at least; runs ahead of the machine's
    /// clock when that goes back. 48 bits.
    pub ms: u64,
    /// Tells apart what was written in the same millisecond.
    pub counter: u16,
    /// Breaks the tie between writers.
    pub writer: Writer,
}

/// The last millisecond of the year 9999: no clock says a later one.
const MS_MAX: u64 = 253_402_300_799_999;

/// The last epoch.
const EPOCH_MAX: u32 = u32::MAX - 1;

/// So far ahead of a machine's clock another one may be and count as right, in
/// milliseconds: two days, more than all time zones together.
const AHEAD_MS: u64 = 48 * 60 * 60 * 1_000;

/// Whether a moment lies so far ahead of this machine's clock that one of the two
/// must be wrong.
pub fn is_ahead(ms: u64, now_ms: u64) -> bool {
    ms > now_ms.saturating_add(AHEAD_MS)
}

impl Clock {
    /// Later than all that can be said.
    pub const END: Self =
        Self { epoch: EPOCH_MAX, ms: MS_MAX, counter: u16::MAX, writer: Writer(u64::MAX) };

    /// The first clock of a writer.
    pub fn start(now_ms: u64, writer: Writer) -> Self {
        Self { epoch: 0, ms: now_ms.min(MS_MAX), counter: 0, writer }
    }

    /// The same moment in another epoch; `None` past the last one.
    pub fn in_epoch(self, epoch: u32) -> Option<Self> {
        (epoch <= EPOCH_MAX).then_some(Self { epoch, ..self })
    }

    /// The next clock of a writer that has seen `self`. Later than `self` even
    /// when the machine's clock went back. A clock that was far ahead is not
    /// followed: the next epoch begins with the right time, so that one wrong
    /// moment does not date everything after it. At the end of time there is nothing later:
    /// the last moment stays.
    #[must_use]
    pub fn next(self, now_ms: u64, writer: Writer) -> Self {
        let now = now_ms.min(MS_MAX);
        if now > self.ms {
            return Self { ms: now, counter: 0, writer, ..self };
        }
        let is_end = self.ms >= MS_MAX && self.counter == u16::MAX;
        if self.epoch < EPOCH_MAX && (is_ahead(self.ms, now) || is_end) {
            return Self { epoch: self.epoch + 1, ms: now, counter: 0, writer };
        }
        match self.counter.checked_add(1) {
            Some(counter) => Self { counter, writer, ..self },
            None if self.ms < MS_MAX => Self { ms: self.ms + 1, counter: 0, writer, ..self },
            None => Self { writer: self.writer.max(writer), ..self },
        }
    }

    /// The minute of a writer in which only the last thing counts.
    pub(super) fn stretch(self) -> (u32, u64, u64) {
        (self.epoch, self.writer.0, self.ms >> 16)
    }

    /// A moment earlier, of nobody in particular: for what stands in a copy in
    /// the place of what was taken out, so that it gives way to the original.
    #[must_use]
    pub fn before(self) -> Self {
        let clock = match self.counter.checked_sub(1) {
            Some(counter) => Self { counter, ..self },
            None => Self { ms: self.ms.saturating_sub(1), counter: u16::MAX, ..self },
        };
        clock.nameless()
    }

    /// The same moment, without the person.
    #[must_use]
    pub fn nameless(self) -> Self {
        let random = self.writer.0 as u32;
        Self { writer: Writer::of(Person(0), random), ..self }
    }

    /// The clock in this text, as written by `Display`; `None` for what cannot be
    /// one, such as a time after the year 9999.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let mut hex = |digits: usize| hex(parts.next()?, digits);
        let epoch = u32::try_from(hex(8)?).ok().filter(|it| *it <= EPOCH_MAX)?;
        let ms = hex(12).filter(|it| *it <= MS_MAX)?;
        let counter = u16::try_from(hex(4)?).ok()?;
        let writer = Writer(hex(16)?);
        parts.next().is_none().then_some(Self { epoch, ms, counter, writer })
    }
}

impl fmt::Display for Clock {
    /// Fixed width and lower-case hexadecimal, so that text order is clock order.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { epoch, ms, counter, writer: Writer(writer) } = self;
        write!(f, "{epoch:08x}-{ms:012x}-{counter:04x}-{writer:016x}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const W: Writer = Writer(7);

    #[test]
    fn later_even_when_the_machine_goes_back() {
        let noon = Clock::start(1_000_000, W);
        let back = noon.next(10, W);
        assert!(back > noon);
        assert_eq!(back.ms, noon.ms);
        assert!(back.next(2_000_000, W) > back);
    }

    #[test]
    fn what_is_put_into_a_copy_gives_way() {
        let said = Clock { counter: 3, ..Clock::start(5, Writer::of(Person(7), 9)) };
        for clock in [said, Clock { counter: 0, ..said }] {
            assert!(clock.before() < clock && clock.nameless() < clock);
            assert_eq!(clock.before().writer.person(), Person(0));
        }
    }

    #[test]
    fn a_full_counter_moves_the_time() {
        let full = Clock { counter: u16::MAX, ..Clock::start(5, W) };
        assert_eq!(full.next(5, W), Clock::start(6, W));
    }

    #[test]
    fn the_end_of_time_is_survived() {
        let end = Clock { counter: u16::MAX, ..Clock::start(u64::MAX, W) };
        for now in [0, u64::MAX] {
            assert!(end.next(now, W) > end);
            assert_eq!(Clock::parse(&end.next(now, W).to_string()), Some(end.next(now, W)));
        }
        let last = Clock { epoch: EPOCH_MAX, ..Clock::start(u64::MAX, W) };
        assert!(last.next(0, W) > last);
        assert_eq!(Clock::parse(&last.next(0, W).to_string()), Some(last.next(0, W)));
        let very_last = Clock { counter: u16::MAX, ..last };
        assert!(very_last.next(0, Writer(1)) >= very_last);
    }

    #[test]
    fn a_clock_far_ahead_is_outdone_at_the_right_time() {
        let now = 1_000_000;
        let ahead = Clock::start(now + AHEAD_MS + 1, W);
        let next = ahead.next(now, W);
        assert!(next > ahead && next.ms == now);
        // One that is a little ahead is followed.
        let little = Clock::start(now + AHEAD_MS, W);
        assert_eq!(little.next(now, W).ms, little.ms);
        // And one who goes on after it does so in the same epoch.
        assert_eq!(next.next(now + 1, W), Clock { ms: now + 1, ..next });
    }

    #[test]
    fn text_goes_there_and_back_and_keeps_the_order() {
        let early = Clock { epoch: 0, ms: 255, counter: 3, writer: Writer(u64::MAX) };
        let late = Clock { epoch: 0, ms: 256, counter: 0, writer: Writer(0) };
        assert_eq!(Clock::parse(&early.to_string()), Some(early));
        assert!(early < late && early.to_string() < late.to_string());
    }

    #[test]
    fn a_writer_knows_its_person_in_every_page_load() {
        let kim = Person(0xfedc_ba98);
        let (one, other) = (Writer::of(kim, 1), Writer::of(kim, u32::MAX));
        assert_ne!(one, other);
        assert_eq!((one.person(), other.person()), (kim, kim));
        assert_eq!(Person::parse(&kim.to_string()), Some(kim));
        assert_eq!(Person::parse("FEDCBA98"), None);
    }

    #[test]
    fn other_text_is_no_clock() {
        for text in [
            "",
            "0-0-0-0",
            "00000000-00000000000G-0000-0000000000000000",
            "+0000000-000000000000-0000-0000000000000000",
            "ffffffff-000000000000-0000-0000000000000000",
            // A millisecond after the year 9999.
            "00000000-e677d21fdc00-0000-0000000000000000",
            "00000000-000000000000-0000-0000000000000000-",
        ] {
            assert_eq!(Clock::parse(text), None, "{text}");
        }
    }
}
