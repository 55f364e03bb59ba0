//! What the level charts show of each process, taken from the score sheets,
//! with the sentences and the table that say the same.

use super::table::{Cell, Table};
use super::text::number;
use crate::model::{Depth, GroupIx, Kind, Level, Model, ProcessIx};
use crate::scoring::{Bounds, ProcessScore, ScoreSheet, Standing, believed_level};
use crate::words::chart as words;

/// Where a process is drawn. Only the first has a place on the scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stand {
    /// It has a level: proven, and the highest that open answers can reach.
    Level(Bounds<Level>),
    /// Nothing rated yet.
    NotAssessed,
    /// Left out.
    OutOfScope,
    /// Does not apply.
    NotApplicable,
}

/// The figures of one process.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row<'m> {
    pub(super) process: ProcessIx,
    pub(super) group: GroupIx,
    pub(super) name: &'m str,
    pub(super) short: &'m str,
    pub(super) stand: Stand,
    /// Nothing for what is left out.
    pub(super) target: Option<Level>,
    /// Believed beside what is measured; nothing in the quick depth.
    pub(super) belief: Option<Level>,
    pub(super) previous: Option<Level>,
}

/// Whether levels are proven by answers or picked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Proof {
    Proven,
    Believed,
}

/// The figures of all processes; areas have no level and are left out.
pub(super) struct Figures<'m> {
    pub(super) rows: Vec<Row<'m>>,
    pub(super) proof: Proof,
}

impl Stand {
    /// Where a process or area stands.
    pub(super) fn of(score: &ProcessScore) -> Self {
        match (score.levels(), score.standing) {
            (Some(levels), _) => Stand::Level(levels),
            (None, Standing::OutOfScope) => Stand::OutOfScope,
            (None, Standing::NotApplicable) => Stand::NotApplicable,
            (None, _) => Stand::NotAssessed,
        }
    }

    /// The proven level.
    pub(super) fn lowest(self) -> Option<Level> {
        match self {
            Stand::Level(it) => Some(it.lowest),
            _ => None,
        }
    }

    /// The highest reachable level.
    pub(super) fn highest(self) -> Option<Level> {
        match self {
            Stand::Level(it) => Some(it.highest),
            _ => None,
        }
    }

    /// Whether open answers can still raise it.
    pub(super) fn is_open(self) -> bool {
        matches!(self, Stand::Level(it) if !it.is_settled())
    }

    /// A figure as in `2` or `1–3`, or words.
    pub(super) fn words(self) -> String {
        match self {
            Stand::Level(it) if it.is_settled() => number(it.lowest.number()),
            Stand::Level(it) => words::range(words::Range {
                lowest: &number(it.lowest.number()),
                highest: &number(it.highest.number()),
            }),
            Stand::NotAssessed => words::not_assessed(),
            Stand::OutOfScope => words::out_of_scope(),
            Stand::NotApplicable => words::not_applicable(),
        }
    }
}

impl Row<'_> {
    /// The figure against its target, as in `2 of 3`, or words.
    pub(super) fn against_target(&self) -> String {
        match self.stand {
            Stand::Level(_) => self.of_target(&self.stand.words()),
            other => other.words(),
        }
    }
}

impl Row<'_> {
    /// A figure with the target it is measured by.
    fn of_target(&self, level: &str) -> String {
        match self.target {
            Some(target) => {
                words::of_target(words::OfTarget { level, target: &number(target.number()) })
            }
            None => level.to_owned(),
        }
    }

    /// Whether the level reaches the target.
    fn is_at_target(&self) -> Option<bool> {
        Some(self.stand.lowest()? >= self.target?)
    }
}

impl<'m> Figures<'m> {
    /// The figures of a sheet, beside those of the assessment before it.
    pub(super) fn new(model: &'m Model, sheet: &ScoreSheet, previous: Option<&ScoreSheet>) -> Self {
        let quick = sheet.depth == Depth::Quick;
        let before = |process: ProcessIx| {
            let score = previous?.processes.iter().find(|it| it.process == process)?;
            score.levels().map(|it| it.lowest)
        };
        let rows = sheet
            .processes
            .iter()
            .filter(|it| model.kind(it.process) == Kind::Process)
            .map(|score| Row {
                process: score.process,
                group: model.group_of(score.process),
                name: &model.process(score.process).name,
                short: &model.process(score.process).short,
                stand: Stand::of(score),
                target: score.target,
                belief: score.belief.filter(|_| !quick).and_then(believed_level),
                previous: before(score.process),
            })
            .collect();
        Self { rows, proof: if quick { Proof::Believed } else { Proof::Proven } }
    }

    /// Whether any process shows what this picks.
    pub(super) fn any(&self, it: impl Fn(&Row<'_>) -> bool) -> bool {
        self.rows.iter().any(it)
    }

    fn count(&self, it: impl Fn(&Row<'_>) -> bool) -> usize {
        self.rows.iter().filter(|row| it(row)).count()
    }

    /// What there is to see, in sentences.
    pub(super) fn description(&self) -> String {
        let n = self.rows.len();
        let mut said = vec![match self.proof {
            Proof::Proven => words::levels(n),
            Proof::Believed => words::believed_levels(n),
        }];
        let assessed = self.count(|it| it.stand.lowest().is_some());
        let counts = self.count(|it| it.target.is_some());
        if assessed == 0 && counts > 0 {
            said.push(words::none_assessed());
        } else if assessed == 0 {
            said.push(words::none_measured());
        } else {
            let reached = self.count(|it| it.is_at_target() == Some(true));
            said.push(match self.proof {
                Proof::Proven => words::reached(words::Reached { assessed, reached }),
                Proof::Believed => {
                    words::believed_reached(words::BelievedReached { assessed, reached })
                }
            });
            said.extend(self.lowest());
        }
        for stand in [Stand::NotAssessed, Stand::OutOfScope, Stand::NotApplicable] {
            let n = self.count(|it| it.stand == stand);
            if n == 0 {
                continue;
            }
            match stand {
                Stand::OutOfScope => said.push(words::n_out_of_scope(n)),
                Stand::NotApplicable => said.push(words::n_not_applicable(n)),
                Stand::NotAssessed if assessed > 0 => said.push(words::n_not_assessed(n)),
                Stand::NotAssessed | Stand::Level(_) => {}
            }
        }
        let open = self.count(|it| it.stand.is_open());
        if open > 0 {
            said.push(words::can_rise(open));
        }
        said.extend(self.change());
        said.join(" ")
    }

    fn lowest(&self) -> Option<String> {
        let lowest = self.rows.iter().filter_map(|it| it.stand.lowest()).min()?;
        let mut at_lowest = self.rows.iter().filter(|it| it.stand.lowest() == Some(lowest));
        let first = at_lowest.next()?;
        let (name, level) = (first.short, &number(lowest.number()));
        Some(match at_lowest.count() {
            0 => words::lowest(words::Lowest { name, level: &first.of_target(level) }),
            others => words::lowest_and_others(words::LowestAndOthers { name, level, others }),
        })
    }

    fn change(&self) -> Option<String> {
        let change = |row: &Row<'_>| Some(row.stand.lowest()?.cmp(&row.previous?));
        if !self.any(|it| change(it).is_some()) {
            return None;
        }
        let rose = self.count(|it| change(it).is_some_and(|it| it.is_gt()));
        let fell = self.count(|it| change(it).is_some_and(|it| it.is_lt()));
        Some(words::changed(words::Changed { rose, fell }))
    }

    /// The same figures as a table.
    pub(super) fn table(&self, model: &Model, caption: &str) -> Table {
        let beliefs = self.any(|it| it.belief.is_some());
        let before = self.any(|it| it.previous.is_some());
        let mut head = vec![
            words::process(),
            words::group(),
            match self.proof {
                Proof::Proven => words::level(),
                Proof::Believed => words::column_believed_level(),
            },
        ];
        if self.proof == Proof::Proven {
            head.push(words::can_reach());
        }
        head.extend([words::target(), words::target_reached()]);
        if beliefs {
            head.push(words::believed());
        }
        if before {
            head.push(words::previous());
        }
        let level =
            |it: Option<Level>| Cell::number(it.map_or_else(String::new, |it| number(it.number())));
        let rows = self.rows.iter().map(|row| {
            let mut cells = vec![Cell::head(row.name), Cell::text(model.group_title(row.group))];
            cells.push(match row.stand.lowest() {
                Some(lowest) => level(Some(lowest)),
                None => Cell::text(row.stand.words()),
            });
            if self.proof == Proof::Proven {
                cells.push(level(row.stand.highest()));
            }
            cells.push(level(row.target));
            cells.push(Cell::text(match row.is_at_target() {
                None => String::new(),
                Some(true) => words::yes(),
                Some(false) if row.stand.highest() >= row.target => words::undecided(),
                Some(false) => words::no(),
            }));
            if beliefs {
                cells.push(level(row.belief));
            }
            if before {
                cells.push(level(row.previous));
            }
            cells
        });
        Table { caption: caption.to_owned(), rows: rows.collect(), head }
    }
}
