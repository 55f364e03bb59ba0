//! Groups and the whole, always with the number of processes a figure rests on.

use super::sheet::{Bounds, Counts, ProcessScore, Standing};
use crate::assessment::Aggregation;
use crate::model::{GroupIx, Kind, Level, Model};

/// The figures of a group of processes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupScore {
    /// Which group.
    pub group: GroupIx,
    /// What its processes amount to; areas have no level and are not in it.
    pub tally: Tally,
    /// Progress over all its questions.
    pub counts: Counts,
}

/// The figures of the whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overall {
    /// Whether any of it is belief: the quick depth proves nothing.
    pub is_belief: bool,
    /// What all processes amount to.
    pub tally: Tally,
    /// The one figure, as the user wants it put together. `None` when no
    /// process has a level.
    pub figure: Option<Figure>,
    /// How it was put together.
    pub aggregation: Aggregation,
    /// Progress over all questions, areas included.
    pub counts: Counts,
}

/// Levels of several processes, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Processes in scope.
    pub in_scope: u16,
    /// Of these, processes that have a level.
    pub with_level: u16,
    /// Sum of the lowest (proven) levels.
    pub sum: u16,
    /// Sum of the highest reachable levels.
    pub sum_highest: u16,
    /// Processes whose proven level reaches their target.
    pub at_target: u16,
    /// The lowest proven level.
    pub weakest: Option<Level>,
}

/// A level figure over several processes, as an exact fraction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figure {
    /// Lowest: on the proven levels. Highest: on the highest reachable ones.
    pub hundredths: Bounds<u32>,
    /// How many processes (or, for the mean of groups, groups) it rests on.
    pub over: u16,
}

/// The figures of every group.
pub fn groups(model: &Model, processes: &[ProcessScore]) -> Vec<GroupScore> {
    model
        .groups()
        .map(|group| {
            let mut tally = Tally::default();
            let mut counts = Counts::default();
            for it in processes.iter().filter(|it| model.group_of(it.process) == group) {
                tally.add(model, it);
                counts = counts + it.counts;
            }
            GroupScore { group, tally, counts }
        })
        .collect()
}

/// The figures of the whole.
pub fn overall(model: &Model, processes: &[ProcessScore], aggregation: Aggregation) -> Overall {
    let mut tally = Tally::default();
    let mut counts = Counts::default();
    for it in processes {
        tally.add(model, it);
        counts = counts + it.counts;
    }
    let is_belief = processes.iter().any(|it| matches!(it.standing, Standing::Believed(_)));
    let figure = figure(model, processes, &tally, aggregation);
    Overall { is_belief, figure, tally, aggregation, counts }
}

impl Tally {
    fn add(&mut self, model: &Model, it: &ProcessScore) {
        let counts = model.kind(it.process) == Kind::Process
            && !matches!(it.standing, Standing::OutOfScope | Standing::NotApplicable);
        if !counts {
            return;
        }
        self.in_scope += 1;
        if let Some(levels) = it.levels() {
            self.with_level += 1;
            self.sum += u16::from(levels.lowest.number());
            self.sum_highest += u16::from(levels.highest.number());
            self.at_target += u16::from(levels.lowest >= it.target);
            self.weakest = Some(self.weakest.map_or(levels.lowest, |it| it.min(levels.lowest)));
        }
    }

    /// The mean of the proven levels in hundredths of a level, rounded half up.
    pub fn mean_hundredths(&self) -> Option<u32> {
        mean(u32::from(self.sum) * 100, u32::from(self.with_level))
    }

    /// The same of the highest levels that open answers still allow.
    pub fn highest_mean_hundredths(&self) -> Option<u32> {
        mean(u32::from(self.sum_highest) * 100, u32::from(self.with_level))
    }
}

fn figure(
    model: &Model,
    processes: &[ProcessScore],
    tally: &Tally,
    aggregation: Aggregation,
) -> Option<Figure> {
    let n = u32::from(tally.with_level);
    let counted = |it: &&ProcessScore| model.kind(it.process) == Kind::Process;
    let levels = || processes.iter().filter(counted).filter_map(ProcessScore::levels);
    let (lowest, highest, over) = match aggregation {
        Aggregation::Mean => (
            mean(u32::from(tally.sum) * 100, n)?,
            mean(u32::from(tally.sum_highest) * 100, n)?,
            tally.with_level,
        ),
        Aggregation::Sum => {
            (n > 0).then_some(())?;
            (u32::from(tally.sum) * 100, u32::from(tally.sum_highest) * 100, tally.with_level)
        }
        Aggregation::Lowest => (
            u32::from(levels().map(|it| it.lowest).min()?.number()) * 100,
            u32::from(levels().map(|it| it.highest).min()?.number()) * 100,
            tally.with_level,
        ),
        Aggregation::MeanOfGroups => {
            let (mut low, mut high, mut over) = (0, 0, 0_u16);
            for group in groups(model, processes) {
                let n = u32::from(group.tally.with_level);
                // Ten thousandths, so that rounding happens once, at the end.
                let scaled = |sum: u16| mean(u32::from(sum) * 10_000, n);
                if let (Some(l), Some(h)) =
                    (scaled(group.tally.sum), scaled(group.tally.sum_highest))
                {
                    low += l;
                    high += h;
                    over += 1;
                }
            }
            let mean_of = |sum| mean(sum, u32::from(over) * 100);
            (mean_of(low)?, mean_of(high)?, over)
        }
    };
    Some(Figure { hundredths: Bounds { lowest, highest }, over })
}

/// Rounded half up; `None` over nothing.
fn mean(sum: u32, n: u32) -> Option<u32> {
    (n > 0).then(|| (sum * 2 + n) / (n * 2))
}
