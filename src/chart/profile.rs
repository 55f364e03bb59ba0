//! The attribute profile in the manner of ISO/IEC 33020: a row for every
//! process and area, a column for every process attribute, a rating in each.

use super::canvas::{Canvas, Type, px};
use super::cell::{self, Content};
use super::grid::{Grid, Line};
use super::legend::{self, Entry, Swatch};
use super::picture::{Picture, Tenths};
use super::role::Role;
use super::text;
use super::{Chart, Size};
use crate::model::{Level, Model};
use crate::scoring::{AttributeState, ScoreSheet};
use crate::words::chart as words;

/// Draws the rating of every attribute of every process. Attributes above the
/// highest level that was asked are left out.
pub fn profile(model: &Model, sheet: &ScoreSheet, size: Size) -> Chart {
    let grid = Grid::new(model, sheet);
    let title = words::profile();
    Chart { picture: picture(&grid, &title, size), table: grid.table(&title) }
}

const MARGIN: i32 = px(8);
const GAP: i32 = px(3);

/// Measures that differ between the sizes, in tenths.
struct Plan {
    width: i32,
    names: i32,
    cell: (i32, i32),
    level: i32,
    row: i32,
    heading: i32,
    size: i32,
    /// Whether there is room for the full name of every row.
    full_names: bool,
}

/// Between a name and the first cell.
const ASIDE: i32 = px(6);

/// Height of the two lines over the columns.
const HEAD: i32 = px(44);

fn plan(size: Size, grid: &Grid<'_>) -> Plan {
    let columns = i32::try_from(grid.columns.len()).unwrap_or(0).max(1);
    let (names, level, most, height, row, heading, size_of_text) = match size {
        Size::Wide => (px(150), px(50), px(72), px(24), px(31), px(28), 125),
        Size::Compact => (px(92), px(30), px(40), px(23), px(29), px(27), 115),
    };
    let width = size.width();
    let cell = ((width - 2 * MARGIN - names - level) / columns).min(most);
    let names = width - 2 * MARGIN - level - cell * columns;
    let fits = |it: &Line<'_>| text::width(it.name, size_of_text, false) <= names - ASIDE;
    Plan {
        width,
        names,
        full_names: grid.lines.iter().all(fits),
        cell: (cell, height),
        level,
        row,
        heading,
        size: size_of_text,
    }
}

impl Plan {
    /// What a row is called: all by their full names, or all by their short.
    fn name<'m>(&self, line: &Line<'m>) -> &'m str {
        if self.full_names { line.name } else { line.short }
    }

    /// Left edge of a column.
    fn left(&self, column: usize) -> i32 {
        MARGIN + self.names + self.cell.0 * i32::try_from(column).unwrap_or(0)
    }

    /// Right edge of the level at the end of the rows.
    fn end(&self, columns: usize) -> i32 {
        self.left(columns) + self.level
    }
}

pub(super) fn picture(grid: &Grid<'_>, title: &str, size: Size) -> Picture {
    let columns = grid.columns.len();
    let plan = plan(size, grid);
    let entries = entries(grid);
    let mut y = HEAD;
    let mut group = None;
    let mut tops = Vec::new();
    for line in &grid.lines {
        if group != Some(line.group) {
            group = Some(line.group);
            y += plan.heading;
        }
        tops.push(y);
        y += plan.row;
    }
    let key_top = y + px(8);
    let key_width = plan.width - 2 * MARGIN;
    let (_, key_height) = legend::layout(&entries, (MARGIN, key_top), key_width);
    let height = key_top + key_height + px(4);

    let mut shapes = Vec::new();
    let canvas = Canvas::new(&mut shapes, plan.width, height);
    head(&canvas, &plan, grid);
    let mut group = None;
    for (line, top) in grid.lines.iter().zip(tops) {
        if group != Some(line.group) {
            group = Some(line.group);
            let title = grid.groups.get(line.group.index()).copied().unwrap_or_default();
            heading(&canvas, &plan, columns, top - plan.heading * 4 / 10, title);
        }
        row(&canvas, &plan, columns, top, line);
    }
    legend::draw(&canvas, &entries, (MARGIN, key_top), key_width);
    drop(canvas);
    Picture {
        width: Tenths(plan.width),
        height: Tenths(height),
        title: title.to_owned(),
        description: grid.description(),
        shapes,
    }
}

/// Levels and attribute ids over the columns.
fn head(canvas: &Canvas<'_>, plan: &Plan, grid: &Grid<'_>) {
    for level in Level::ALL {
        let mut own = grid.columns.iter().enumerate().filter(|(_, it)| it.2 == level);
        let Some((first, _)) = own.next() else {
            continue;
        };
        let last = own.next_back().map_or(first, |it| it.0);
        let (left, right) = (plan.left(first) + GAP, plan.left(last + 1) - GAP);
        let number = text::number(level.number());
        let words = words::level_number(&number);
        let fits = text::width(&words, 110, true) <= right - left;
        let words = if fits { words } else { words::level_short(&number) };
        let middle = (left + right) / 2;
        canvas.text(Type::new(Role::GroupLabel, 110).centred(), (middle, px(10)), &words);
        canvas.path(Role::Axis, vec![(left, px(19)), (right, px(19))]);
    }
    for (column, (id, _, _)) in grid.columns.iter().enumerate() {
        let middle = plan.left(column) + plan.cell.0 / 2;
        let prefixed = words::attribute_id(id);
        let fits = text::width(&prefixed, 110, false) <= plan.cell.0 - GAP;
        let words = if fits { prefixed.as_str() } else { id };
        canvas.text(Type::new(Role::Tick, 110).centred(), (middle, px(30)), words);
    }
    let end = plan.end(grid.columns.len());
    canvas.text(Type::new(Role::Tick, 110).ending(), (end, px(30)), &words::level());
}

fn heading(canvas: &Canvas<'_>, plan: &Plan, columns: usize, y: i32, title: &str) {
    let end = plan.end(columns);
    let title = text::fit(title, plan.size, true, end - MARGIN);
    canvas.text(Type::new(Role::GroupLabel, plan.size), (MARGIN, y), &title);
    let from = MARGIN + text::width(&title, plan.size, true) + px(8);
    if from < end {
        canvas.path(Role::Grid, vec![(from, y), (end, y)]);
    }
}

fn row(canvas: &Canvas<'_>, plan: &Plan, columns: usize, top: i32, line: &Line<'_>) {
    let y = top + plan.cell.1 / 2;
    let name = text::fit(plan.name(line), plan.size, false, plan.names - ASIDE);
    canvas.text(Type::new(Role::Label, plan.size), (MARGIN, y), &name);
    let end = (plan.end(columns), y);
    canvas.text(Type::new(Role::Value, plan.size).ending(), end, &line.level);
    if let Some(words) = &line.words {
        canvas.text(Type::new(Role::Note, plan.size), (plan.left(0) + GAP, y), words);
        return;
    }
    for (column, content) in line.cells.iter().enumerate() {
        let left = plan.left(column) + GAP / 2;
        cell::draw(canvas, (left, top), (left + plan.cell.0 - GAP, top + plan.cell.1), content);
    }
    if line.wanted > 0 {
        let upper_left = (plan.left(0) - 5, top - 20);
        let bottom_right = (plan.left(line.wanted) + 5, top + plan.cell.1 + 20);
        canvas.rect(Role::TargetFrame, upper_left, bottom_right);
    }
}

/// The key to cells, for the profile and the small one.
pub(super) fn cell_entries<'c>(cells: impl Iterator<Item = &'c Content> + Clone) -> Vec<Entry> {
    let mut out: Vec<Entry> = Vec::new();
    let any = |it: fn(&Content) -> bool| cells.clone().any(it);
    let mut put = |shown: bool, swatch, words: fn() -> String| {
        if shown {
            out.push((swatch, words()));
        }
    };
    put(any(|it| it.met.is_some()), Swatch::Frame(Role::TargetFrame), words::key_wanted);
    put(any(|it| it.met == Some(true)), Swatch::Check, words::key_met);
    put(any(Content::is_open), Swatch::Hatched, words::key_can_become);
    put(any(|it| it.own), Swatch::Corner, words::key_own);
    put(
        any(|it| it.state == AttributeState::Unrated),
        Swatch::Letter("·".to_owned()),
        words::key_unrated,
    );
    put(
        any(|it| it.state == AttributeState::NotApplicable),
        Swatch::Letter(words::letter_not_applicable()),
        words::key_not_applicable,
    );
    out
}

fn entries(grid: &Grid<'_>) -> Vec<Entry> {
    let letter = |it: &str| Swatch::Letter(it.to_owned());
    let mut out: Vec<Entry> = vec![
        (letter("N"), words::key_not()),
        (letter("P"), words::key_partially()),
        (letter("L"), words::key_largely()),
        (letter("F"), words::key_fully()),
    ];
    let rows = grid.lines.iter().filter(|it| it.words.is_none());
    out.extend(cell_entries(rows.flat_map(|it| &it.cells)));
    out
}
