//! One register: what stands for a key, and the last things it replaced.
//!
//! Tabs, files and links are replicas of one map of registers. Merging two
//! replicas of a register is the union of what was said, so the order in which
//! they meet never matters and nothing disappears silently: the later value
//! stands, the other is kept as an earlier one.

use super::clock::Clock;
use super::value::Value;

/// What was said at one moment. Ordered by the clock; the value only decides
/// between two writers that share a clock, as a copied file can make them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Said {
    /// When and by whom.
    pub clock: Clock,
    /// What, or `None` when it was taken back, which is different from never
    /// said.
    pub value: Option<Value>,
}

impl Said {
    /// The stretch of a writer's time in which only the last thing counts: what
    /// is typed letter by letter leaves one entry a minute, not hundreds.
    fn stretch(&self) -> (u32, u64, u64) {
        self.clock.stretch()
    }
}

/// One register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Register {
    now: Said,
    /// Latest first, each before `now`; at most [`Register::EARLIER_MAX`].
    earlier: Vec<Said>,
}

impl Register {
    /// How many earlier values are kept.
    pub const EARLIER_MAX: usize = 4;

    /// A register in which one thing was said.
    pub fn new(value: Option<Value>, clock: Clock) -> Self {
        Self { now: Said { clock, value }, earlier: Vec::new() }
    }

    /// What stands, or `None` when it was taken back.
    pub fn value(&self) -> Option<&Value> {
        self.now.value.as_ref()
    }

    /// When and by whom the value was said.
    pub fn clock(&self) -> Clock {
        self.now.clock
    }

    /// What stood before, latest first.
    pub fn earlier(&self) -> &[Said] {
        &self.earlier
    }

    /// Both registers as one: the latest stands. Commutative, associative and
    /// idempotent.
    #[must_use]
    pub fn merge(self, other: Self) -> Self {
        let (now, before) =
            if self.now >= other.now { (self.now, other.now) } else { (other.now, self.now) };
        let mut all = self.earlier;
        all.extend(other.earlier);
        all.push(before);
        all.sort_unstable_by(|a, b| b.cmp(a));
        let mut earlier: Vec<Said> = Vec::new();
        for said in all {
            let is_news = |it: &Said| it.stretch() != said.stretch();
            if is_news(&now) && earlier.iter().all(is_news) && earlier.len() < Self::EARLIER_MAX {
                earlier.push(said);
            }
        }
        Self { now, earlier }
    }

    /// Everything it holds, latest first: what stands and what stood before.
    pub fn all(&self) -> impl Iterator<Item = &Said> {
        [&self.now].into_iter().chain(&self.earlier)
    }

    /// What was said at a moment or after it; `None` when nothing was.
    #[must_use]
    pub fn since(self, moment: Clock) -> Option<Self> {
        let Self { now, mut earlier } = self;
        earlier.retain(|it| it.clock >= moment);
        (now.clock >= moment).then_some(Self { now, earlier })
    }

    /// What stands alone, without what stood before.
    #[must_use]
    pub fn without_earlier(self) -> Self {
        Self { earlier: Vec::new(), ..self }
    }

    /// The register with something more said.
    #[must_use]
    pub fn say(self, value: Option<Value>, clock: Clock) -> Self {
        self.merge(Self::new(value, clock))
    }
}
