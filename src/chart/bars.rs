//! One bar per process, by group: proven level, what open answers can still
//! add, and the target as a mark across.

use plotters::coord::CoordTranslate;

use super::canvas::{Canvas, Spot, Type, px};
use super::figures::{Figures, Proof, Row, Stand};
use super::legend::{self, Entry, Swatch};
use super::picture::{Picture, Tenths};
use super::role::Role;
use super::text;
use super::{Chart, Size};
use crate::model::{Level, Model};
use crate::scoring::ScoreSheet;
use crate::words::chart as words;

/// Draws one bar per process, grouped; `previous` marks the levels of an
/// earlier assessment.
pub fn bars(model: &Model, sheet: &ScoreSheet, previous: Option<&ScoreSheet>, size: Size) -> Chart {
    let figures = Figures::new(model, sheet, previous);
    let titles: Vec<&str> = model.groups().map(|it| model.group_title(it)).collect();
    let title = words::bars();
    Chart { picture: picture(&figures, &titles, &title, size), table: figures.table(model, &title) }
}

/// Measures that differ between the sizes, in tenths.
pub(super) struct Plan {
    width: i32,
    scale: Scale,
    /// Height of a process.
    row: i32,
    /// From the top of a process to the middle of its bar.
    bar: i32,
    /// From the top of a process to the middle of its name.
    name: i32,
    name_room: i32,
    heading: i32,
}

/// Coordinates of a bar: a level to the right, and a place downwards.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale {
    /// Where level 0 is.
    pub(super) left: i32,
    /// Where level 5 is.
    pub(super) right: i32,
}

impl CoordTranslate for Scale {
    type From = (f64, i32);

    fn translate(&self, (level, down): &(f64, i32)) -> Spot {
        let along = f64::from(self.right - self.left) * level / 5.0;
        (self.left + along.round() as i32, *down)
    }
}

const MARGIN: i32 = px(8);
/// Half the height of a bar.
const HALF: i32 = 65;
/// What level 0 is drawn as: a stump that is clearly there.
const STUMP: i32 = px(4);
const AXIS: i32 = px(24);
const SIZE: i32 = 125;

fn plan(size: Size) -> Plan {
    match size {
        Size::Wide => Plan {
            width: size.width(),
            scale: Scale { left: px(166), right: px(532) },
            row: px(35),
            bar: px(22),
            name: px(22),
            name_room: px(146),
            heading: px(30),
        },
        Size::Compact => Plan {
            width: size.width(),
            scale: Scale { left: px(14), right: px(300) },
            row: px(53),
            bar: px(40),
            name: px(11),
            name_room: px(180),
            heading: px(32),
        },
    }
}

pub(super) fn picture(figures: &Figures<'_>, titles: &[&str], title: &str, size: Size) -> Picture {
    let plan = plan(size);
    let entries = entries(figures);
    let (tops, bottom) = tops(&plan, figures, titles);
    let key_top = bottom + AXIS;
    let key_width = plan.width - 2 * MARGIN;
    let (_, key_height) = legend::layout(&entries, (MARGIN, key_top), key_width);
    let height = key_top + key_height + px(4);

    let mut shapes = Vec::new();
    let canvas = Canvas::new(&mut shapes, plan.width, height);
    let painter = Painter { bars: canvas.within(plan.scale), canvas, plan, proof: figures.proof };
    for top in &tops {
        match *top {
            Top::Heading(y, group) => painter.heading(y, group),
            Top::Process(y, row) => painter.row(y, row),
        }
    }
    painter.axis(bottom);
    legend::draw(&painter.canvas, &entries, (MARGIN, key_top), key_width);
    Picture {
        width: Tenths(size.width()),
        height: Tenths(height),
        title: title.to_owned(),
        description: figures.description(),
        shapes,
    }
}

/// Where each line of the chart begins.
enum Top<'f, 'm> {
    Heading(i32, &'m str),
    Process(i32, &'f Row<'m>),
}

fn tops<'f, 'm>(
    plan: &Plan,
    figures: &'f Figures<'m>,
    titles: &[&'m str],
) -> (Vec<Top<'f, 'm>>, i32) {
    let mut y = px(2);
    let mut group = None;
    let mut out = Vec::new();
    for row in &figures.rows {
        if group != Some(row.group) {
            group = Some(row.group);
            if let Some(title) = titles.get(row.group.index()) {
                out.push(Top::Heading(y, title));
                y += plan.heading;
            }
        }
        out.push(Top::Process(y, row));
        y += plan.row;
    }
    (out, y)
}

struct Painter<'s> {
    canvas: Canvas<'s>,
    bars: Canvas<'s, Scale>,
    plan: Plan,
    proof: Proof,
}

impl Painter<'_> {
    fn heading(&self, top: i32, title: &str) {
        let y = top + self.plan.heading * 6 / 10;
        let room = self.plan.width - 2 * MARGIN;
        let title = text::fit(title, SIZE, true, room);
        self.canvas.text(Type::new(Role::GroupLabel, SIZE), (MARGIN, y), &title);
        let end = MARGIN + text::width(&title, SIZE, true) + px(10);
        if end < self.plan.width - MARGIN {
            self.canvas.path(Role::Grid, vec![(end, y), (self.plan.width - MARGIN, y)]);
        }
    }

    fn axis(&self, bottom: i32) {
        for level in Level::ALL {
            let at = f64::from(level.number());
            self.bars.path(Role::Axis, vec![(at, bottom), (at, bottom + px(4))]);
            let kind = Type::new(Role::Tick, 110).centred();
            self.bars.text(kind, (at, bottom + px(13)), &text::number(level.number()));
        }
        self.bars.path(Role::Axis, vec![(0.0, bottom), (5.0, bottom)]);
    }

    fn row(&self, top: i32, row: &Row<'_>) {
        let Plan { name, name_room, width, .. } = self.plan;
        let y = top + self.plan.bar;
        let words = text::fit(row.short, SIZE, false, name_room);
        self.canvas.text(Type::new(Role::Label, SIZE), (MARGIN, top + name), &words);
        let level = matches!(row.stand, Stand::Level(_));
        let role = if level { Role::Value } else { Role::Note };
        let end = (width - MARGIN, top + name);
        self.canvas.text(Type::new(role, SIZE).ending(), end, &row.against_target());
        let left = self.plan.scale.left;
        match row.stand {
            Stand::Level(_) => {
                self.ground(y);
                self.bar(y, row);
            }
            Stand::NotAssessed => self.bars.path(Role::NotAssessed, vec![(0.0, y), (5.0, y)]),
            Stand::OutOfScope => self.canvas.cross(Role::OutOfScope, (left + px(4), y), 34),
            Stand::NotApplicable => {
                self.canvas.path(Role::NotApplicable, vec![(left, y), (left + px(10), y)]);
            }
        }
        if let Some(target) = row.target {
            self.marks(y, row, target);
        }
    }

    /// The empty scale behind a bar.
    fn ground(&self, y: i32) {
        for level in Level::ALL {
            let at = f64::from(level.number());
            self.bars.path(Role::Grid, vec![(at, y - HALF), (at, y + HALF)]);
        }
        self.bars.path(Role::Grid, vec![(0.0, y + HALF), (5.0, y + HALF)]);
    }

    fn bar(&self, y: i32, row: &Row<'_>) {
        let (Some(lowest), Some(highest)) = (row.stand.lowest(), row.stand.highest()) else {
            return;
        };
        let end = |level: Level| self.plan.scale.translate(&(f64::from(level.number()), y)).0;
        let left = self.plan.scale.left;
        let proven = end(lowest).max(left + STUMP);
        if highest > lowest {
            self.canvas.hatch((proven, y - HALF), (end(highest), y + HALF), px(7));
            self.canvas.rect(Role::Range, (proven, y - HALF), (end(highest), y + HALF));
        }
        let corners = ((left, y - HALF), (proven, y + HALF));
        match self.proof {
            Proof::Proven => {
                self.canvas.rect(Role::level(lowest), corners.0, corners.1);
                self.canvas.rect(Role::Outline, corners.0, corners.1);
            }
            Proof::Believed => {
                self.canvas.rect(Role::BeliefFill, corners.0, corners.1);
                self.canvas.rect(Role::Belief, corners.0, corners.1);
            }
        }
    }

    fn marks(&self, y: i32, row: &Row<'_>, target: Level) {
        let at = |level: Level, down: i32| (f64::from(level.number()), y + down);
        if let Some(level) = row.previous {
            self.bars.path(Role::PreviousMark, vec![at(level, px(2)), at(level, HALF + px(4))]);
        }
        self.bars.path(Role::TargetMark, vec![at(target, -HALF - px(3)), at(target, HALF + px(3))]);
        let number = text::number(target.number());
        self.bars.text(
            Type::new(Role::TargetText, 105).centred(),
            at(target, -HALF - px(9)),
            &number,
        );
        if let Some(level) = row.belief {
            self.bars.circle(Role::Surface, at(level, 0), 42);
            self.bars.circle(Role::BeliefMark, at(level, 0), 42);
        }
    }
}

fn entries(figures: &Figures<'_>) -> Vec<Entry> {
    let main = match figures.proof {
        Proof::Proven => (Swatch::Levels, words::key_rated as fn() -> String),
        Proof::Believed => {
            (Swatch::Frame(Role::Belief), words::key_believed_level as fn() -> String)
        }
    };
    let mut out: Vec<Entry> = Vec::new();
    let mut put = |shown: bool, swatch, words: fn() -> String| {
        if shown {
            out.push((swatch, words()));
        }
    };
    put(figures.any(|it| it.stand.lowest().is_some()), main.0, main.1);
    put(figures.any(|it| it.stand.is_open()), Swatch::Hatched, words::key_open);
    put(figures.any(|it| it.target.is_some()), Swatch::Tick(Role::TargetMark), words::key_target);
    put(figures.any(|it| it.belief.is_some()), Swatch::Ring(Role::BeliefMark), words::key_believed);
    put(
        figures.any(|it| it.previous.is_some()),
        Swatch::Tick(Role::PreviousMark),
        words::key_previous,
    );
    out
}
