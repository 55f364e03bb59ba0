//! Groups and the whole, always with the number of processes a figure rests on.

use super::sheet::{Bounds, Counts, Figure, GroupScore, Overall, ProcessScore, Standing, Tally};
use crate::assessment::Aggregation;
use crate::model::scale::half_up;
use crate::model::{Kind, Model};

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
        match it.standing {
            _ if model.kind(it.process) != Kind::Process => return,
            Standing::OutOfScope => return self.out_of_scope += 1,
            Standing::NotApplicable => return self.not_applicable += 1,
            _ => self.in_scope += 1,
        }
        if let Some(levels) = it.levels() {
            self.with_level += 1;
            self.sum += u16::from(levels.lowest.number());
            self.sum_highest += u16::from(levels.highest.number());
            self.at_target += u16::from(it.is_at_target() == Some(true));
            self.weakest = Some(self.weakest.map_or(levels.lowest, |it| it.min(levels.lowest)));
        }
    }
}

fn figure(
    model: &Model,
    processes: &[ProcessScore],
    tally: &Tally,
    aggregation: Aggregation,
) -> Option<Figure> {
    let counted = |it: &&ProcessScore| model.kind(it.process) == Kind::Process;
    let levels = || processes.iter().filter(counted).filter_map(ProcessScore::levels);
    let (lowest, highest, over) = match aggregation {
        Aggregation::Mean => {
            (tally.mean_hundredths()?, tally.highest_mean_hundredths()?, tally.with_level)
        }
        Aggregation::Sum => {
            (tally.with_level > 0).then_some(())?;
            (u32::from(tally.sum) * 100, u32::from(tally.sum_highest) * 100, tally.with_level)
        }
        Aggregation::Lowest => (
            u32::from(levels().map(|it| it.lowest).min()?.number()) * 100,
            u32::from(levels().map(|it| it.highest).min()?.number()) * 100,
            tally.with_level,
        ),
        Aggregation::MeanOfGroups => {
            let groups: Vec<Tally> = groups(model, processes)
                .into_iter()
                .map(|it| it.tally)
                .filter(|it| it.with_level > 0)
                .collect();
            // Parts of one denominator for all groups: only the end is rounded. No
            // model has so many groups that it would be too large.
            let room = 1_000 * groups.len().max(1) as u64;
            let times = |all: u64, it: &Tally| all.checked_mul(it.with_level.into());
            let whole = groups.iter().try_fold(room, times)? / room;
            let mean = |sum: fn(&Tally) -> u16| {
                let part = |it: &Tally| u64::from(sum(it)) * (whole / u64::from(it.with_level));
                let sum: u64 = groups.iter().map(part).sum();
                half_up(sum * 100, whole * groups.len() as u64)
            };
            let over = u16::try_from(groups.len()).unwrap_or(u16::MAX);
            (mean(|it| it.sum)?, mean(|it| it.sum_highest)?, over)
        }
    };
    Some(Figure { hundredths: Bounds { lowest, highest }, over })
}
