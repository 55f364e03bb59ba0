//! The figures of the attribute profile, with the sentences and the table that
//! say the same as its picture.

use super::cell::Content;
use super::figures::Stand;
use super::table::{Cell, Table};
use super::text;
use crate::assessment::Belief;
use crate::model::{AttributeIx, Depth, GroupIx, Level, Model};
use crate::scoring::{AttributeState, ProcessScore, ScoreSheet, Standing};
use crate::words::chart as words;

/// One row: a process or area.
pub(super) struct Line<'m> {
    pub(super) group: GroupIx,
    pub(super) name: &'m str,
    pub(super) short: &'m str,
    /// One for each column; areas have only the first.
    pub(super) cells: Vec<Content>,
    /// Words across the cells when there is nothing to rate.
    pub(super) words: Option<String>,
    /// At the end of the row: the level, nothing for an area.
    pub(super) level: String,
    /// How many attributes, from the first, the target asks for.
    pub(super) wanted: usize,
}

/// The figures of the profile.
pub(super) struct Grid<'m> {
    /// Id and title of each attribute, with its level.
    pub(super) columns: Vec<(&'m str, &'m str, Level)>,
    pub(super) groups: Vec<&'m str>,
    pub(super) lines: Vec<Line<'m>>,
}

impl<'m> Grid<'m> {
    /// The figures of a sheet.
    pub(super) fn new(model: &'m Model, sheet: &ScoreSheet) -> Self {
        let asked = |it: &AttributeIx| {
            sheet.processes.iter().any(|score| {
                let state = score.attributes.get(it.index()).map(|it| it.state());
                state.is_some_and(|it| it != AttributeState::NotAsked)
                    || score.target.is_some_and(|target| model.attribute_level(*it) <= target)
            })
        };
        let last = model.attributes().rfind(asked);
        let shown = |it: &AttributeIx| last.is_some_and(|last| *it <= last);
        let columns: Vec<AttributeIx> = model.attributes().filter(shown).collect();
        let line = |score: &ProcessScore| {
            let process = model.process(score.process);
            let stand = Stand::of(score);
            let words = across(sheet.depth, score);
            let cells = columns.iter().filter_map(|it| {
                let attribute = score.attributes.get(it.index())?;
                let level = model.attribute_level(*it);
                Some(Content::of(attribute, level, score.target))
            });
            Line {
                group: model.group_of(score.process),
                name: &process.name,
                short: &process.short,
                cells: cells.collect(),
                level: match stand {
                    Stand::Level(_) if words.is_none() => stand.words(),
                    _ => String::new(),
                },
                words,
                wanted: columns
                    .iter()
                    .filter(|it| {
                        let level = model.attribute_level(**it);
                        score.target.is_some_and(|target| level <= target)
                    })
                    .count(),
            }
        };
        Self {
            lines: sheet.processes.iter().map(line).collect(),
            groups: model.groups().map(|it| model.group_title(it)).collect(),
            columns: columns
                .iter()
                .map(|it| {
                    (
                        model.attribute_id(*it),
                        model.attribute_title(*it),
                        model.attribute_level(*it),
                    )
                })
                .collect(),
        }
    }

    fn count(&self, it: impl Fn(&Content) -> bool) -> usize {
        let cells = self.lines.iter().filter(|it| it.words.is_none()).flat_map(|it| &it.cells);
        cells.filter(|cell| it(cell)).count()
    }

    /// What there is to see, in sentences.
    pub(super) fn description(&self) -> String {
        let n = self.lines.len();
        let columns = self.columns.len();
        let mut said = vec![words::ratings(words::Ratings { columns, lines: n })];
        let wanted = self.count(|it| it.met.is_some());
        if wanted > 0 {
            let met = self.count(|it| it.met == Some(true));
            let unrated = |it: &Content| {
                it.met.is_some()
                    && matches!(it.state, AttributeState::NotAsked | AttributeState::Unrated)
            };
            said.push(match self.count(unrated) {
                0 => words::met(words::Met { met, wanted }),
                unrated => words::met_some_unrated(words::MetSomeUnrated { met, wanted, unrated }),
            });
        }
        let open = self.count(Content::is_open);
        if open > 0 {
            said.push(words::still_open(open));
        }
        let own = self.count(|it| it.own);
        if own > 0 {
            said.push(words::own(own));
        }
        said.join(" ")
    }

    /// The same figures as a table.
    pub(super) fn table(&self, title: &str) -> Table {
        let mut head = vec![words::process_or_area()];
        head.extend(
            self.columns
                .iter()
                .map(|(id, name, _)| words::attribute_named(words::AttributeNamed { id, name })),
        );
        head.push(words::level());
        let rows = self.lines.iter().map(|line| {
            let mut cells = vec![Cell::head(line.name)];
            for at in 0..self.columns.len() {
                let words = match (&line.words, line.cells.get(at)) {
                    (Some(words), _) if at == 0 => words.clone(),
                    (None, Some(cell)) => cell.words(),
                    _ => String::new(),
                };
                cells.push(Cell::text(words));
            }
            cells.push(Cell::number(line.level.clone()));
            cells
        });
        Table { caption: title.to_owned(), rows: rows.collect(), head }
    }
}

/// What stands across the cells of a row that shows none: in the quick depth
/// nothing is rated, whatever was answered before.
fn across(depth: Depth, score: &ProcessScore) -> Option<String> {
    Some(match score.standing {
        Standing::OutOfScope => words::out_of_scope(),
        Standing::NotApplicable => words::not_applicable(),
        Standing::Believed(Belief::Level(it)) => words::believed_level(&text::number(it.number())),
        Standing::Believed(Belief::Rating(it)) => words::believed_rating(it.code()),
        Standing::NotAssessed if depth == Depth::Quick => words::not_assessed(),
        Standing::NotAssessed | Standing::Measured(_) | Standing::Area(_) => return None,
    })
}
