//! What the level charts show of each process, taken from the score sheets,
//! with the sentences and the table that say the same.

use super::table::{Cell, Table};
use super::text::number;
use crate::model::{Depth, GroupIx, Kind, Level, Model, ProcessIx};
use crate::scoring::{Bounds, ProcessScore, ScoreSheet, Standing, believed_level};

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
            Stand::Level(it) => [number(it.lowest.number()), number(it.highest.number())].join("–"),
            Stand::NotAssessed => "not assessed".to_owned(),
            Stand::OutOfScope => "out of scope".to_owned(),
            Stand::NotApplicable => "not applicable".to_owned(),
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
    fn of_target(&self, figure: &str) -> String {
        match self.target {
            Some(target) => [figure, " of ", &number(target.number())].concat(),
            None => figure.to_owned(),
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
        let kind = match self.proof {
            Proof::Proven => "Levels of ",
            Proof::Believed => "Believed levels of ",
        };
        let n = self.rows.len();
        let mut out =
            [kind, &n.to_string(), noun(n, " process", " processes"), " against target."].concat();
        let assessed = self.count(|it| it.stand.lowest().is_some());
        let counts = self.count(|it| it.target.is_some());
        if assessed == 0 && counts > 0 {
            out.push_str(" None is assessed yet.");
        } else if assessed == 0 {
            out.push_str(" None is measured.");
        } else {
            let reached = self.count(|it| it.is_at_target() == Some(true));
            let (one, many) = match self.proof {
                Proof::Proven => (
                    " assessed process reaches its target.",
                    " assessed processes reach their target.",
                ),
                Proof::Believed => {
                    (" believed level reaches its target.", " believed levels reach their target.")
                }
            };
            say(
                &mut out,
                &[
                    " ",
                    &reached.to_string(),
                    " of ",
                    &assessed.to_string(),
                    noun(assessed, one, many),
                ],
            );
            self.describe_lowest(&mut out);
        }
        for (stand, words) in [
            (Stand::NotAssessed, " not assessed."),
            (Stand::OutOfScope, " out of scope."),
            (Stand::NotApplicable, " not applicable."),
        ] {
            let n = self.count(|it| it.stand == stand);
            if n > 0 && !(stand == Stand::NotAssessed && assessed == 0) {
                say(&mut out, &[" ", &n.to_string(), words]);
            }
        }
        let open = self.count(|it| it.stand.is_open());
        if open > 0 {
            say(&mut out, &[" ", &open.to_string(), " can still rise with open answers."]);
        }
        self.describe_change(&mut out);
        out
    }

    fn describe_lowest(&self, out: &mut String) {
        let Some(lowest) = self.rows.iter().filter_map(|it| it.stand.lowest()).min() else {
            return;
        };
        let mut at_lowest = self.rows.iter().filter(|it| it.stand.lowest() == Some(lowest));
        let Some(first) = at_lowest.next() else {
            return;
        };
        let others = at_lowest.count();
        let figure = number(lowest.number());
        let figure = if others == 0 { first.of_target(&figure) } else { figure };
        say(out, &[" Lowest: ", first.short, " ", &figure]);
        match others {
            0 => out.push('.'),
            1 => say(out, &[", and 1 other."]),
            _ => say(out, &[", and ", &others.to_string(), " others."]),
        }
    }

    fn describe_change(&self, out: &mut String) {
        let change = |row: &Row<'_>| Some(row.stand.lowest()?.cmp(&row.previous?));
        if !self.any(|it| change(it).is_some()) {
            return;
        }
        let higher = self.count(|it| change(it).is_some_and(|it| it.is_gt()));
        let lower = self.count(|it| change(it).is_some_and(|it| it.is_lt()));
        say(
            out,
            &[
                " Since the previous assessment ",
                &higher.to_string(),
                " rose and ",
                &lower.to_string(),
                " fell.",
            ],
        );
    }

    /// The same figures as a table.
    pub(super) fn table(&self, model: &Model, caption: &str) -> Table {
        let beliefs = self.any(|it| it.belief.is_some());
        let before = self.any(|it| it.previous.is_some());
        let mut head = vec![
            "Process",
            "Group",
            match self.proof {
                Proof::Proven => "Level",
                Proof::Believed => "Believed level",
            },
        ];
        if self.proof == Proof::Proven {
            head.push("Can still reach");
        }
        head.extend(["Target", "Target reached"]);
        if beliefs {
            head.push("Believed");
        }
        if before {
            head.push("Previous");
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
                None => "",
                Some(true) => "yes",
                Some(false) if row.stand.highest() >= row.target => "open",
                Some(false) => "no",
            }));
            if beliefs {
                cells.push(level(row.belief));
            }
            if before {
                cells.push(level(row.previous));
            }
            cells
        });
        Table {
            caption: caption.to_owned(),
            rows: rows.collect(),
            head: head.into_iter().map(str::to_owned).collect(),
        }
    }
}

/// The right form of a noun.
pub(super) fn noun(n: usize, one: &'static str, many: &'static str) -> &'static str {
    if n == 1 { one } else { many }
}

/// Adds words to a sentence.
pub(super) fn say(out: &mut String, words: &[&str]) {
    out.extend(words.iter().copied());
}
