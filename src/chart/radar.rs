//! The radar: every process on a spoke, its level against its target.
//!
//! A process without a level is a gap in the outline, never a dip to level 0.

use super::canvas::{Canvas, Type, px};
use super::figures::{Figures, Proof, Row, Stand};
use super::legend::{self, Entry, Swatch};
use super::names;
use super::picture::{Picture, Tenths};
use super::polar::{OnSpoke, Polar, Run, on_spoke, runs};
use super::radar_plan::{MARGIN, plan};
use super::role::Role;
use super::{Chart, Size};
use crate::model::{Level, Model};
use crate::scoring::ScoreSheet;
use crate::words::chart as words;

/// Draws the levels of all processes against their targets; `previous` lays
/// the levels of an earlier assessment over them.
pub fn radar(
    model: &Model,
    sheet: &ScoreSheet,
    previous: Option<&ScoreSheet>,
    size: Size,
) -> Chart {
    let figures = Figures::new(model, sheet, previous);
    let title = words::radar();
    Chart { picture: picture(&figures, &title, size), table: figures.table(model, &title) }
}

pub(super) fn picture(figures: &Figures<'_>, title: &str, size: Size) -> Picture {
    let n = figures.rows.len();
    let plan = plan(n, size);
    let entries = entries(figures);
    let list = plan.line * i32::try_from(n).unwrap_or(0);
    let key_top = plan.bottom + list + px(6);
    let key_width = plan.width - 2 * MARGIN;
    let (_, key_height) = legend::layout(&entries, (MARGIN, key_top), key_width);
    let height = key_top + key_height + px(4);

    let mut shapes = Vec::new();
    let canvas = Canvas::new(&mut shapes, plan.width, height);
    let radar = canvas.within(plan.polar);
    grid(&radar, &plan.polar, figures);
    areas(&radar, figures);
    lines(&radar, figures);
    for (spoke, row) in figures.rows.iter().enumerate() {
        marks(&canvas, &radar, &plan.polar, spoke, row, figures.proof);
    }
    names::scale(&canvas, &plan.polar);
    if plan.names_around {
        names::names(&canvas, &plan.polar, figures);
    } else {
        names::numbers(&canvas, &plan, figures);
    }
    legend::draw(&canvas, &entries, (MARGIN, key_top), key_width);
    drop(radar);
    drop(canvas);
    Picture {
        width: Tenths(plan.width),
        height: Tenths(height),
        title: title.to_owned(),
        description: figures.description(),
        shapes,
    }
}

type Radar<'s> = Canvas<'s, Polar>;

fn grid(radar: &Radar<'_>, polar: &Polar, figures: &Figures<'_>) {
    for level in Level::ALL {
        let role = if level == Level::Innovating { Role::Axis } else { Role::Grid };
        let level = f64::from(level.number());
        radar.polygon_line(role, polar.ring(level));
    }
    for (spoke, row) in figures.rows.iter().enumerate() {
        let role = match row.stand {
            Stand::Level(_) => Role::Grid,
            Stand::NotAssessed => Role::NotAssessed,
            Stand::OutOfScope | Stand::NotApplicable => continue,
        };
        radar.path(role, vec![(spoke, 0.0), (spoke, 5.0)]);
    }
}

impl Radar<'_> {
    /// The outline of a closed shape.
    fn polygon_line(&self, role: Role, mut corners: Vec<OnSpoke>) {
        corners.extend(corners.first().copied());
        self.path(role, corners);
    }
}

/// The levels that a run of a chart goes through.
fn levels(figures: &Figures<'_>, pick: impl Fn(&Row<'_>) -> Option<Level>) -> Vec<Option<Level>> {
    figures.rows.iter().map(pick).collect()
}

fn areas(radar: &Radar<'_>, figures: &Figures<'_>) {
    let lowest = runs(&levels(figures, |it| it.stand.lowest()));
    let highest = runs(&levels(figures, |it| it.stand.highest()));
    for (inner, outer) in lowest.iter().zip(&highest) {
        if inner != outer {
            // Out along the highest and back along the lowest: the seam of a
            // closed band has no width.
            let back = inner.line().into_iter().rev();
            radar.polygon(Role::RangeFill, outer.line().into_iter().chain(back).collect());
            outline(radar, Role::Range, outer);
        }
    }
    let role = match figures.proof {
        Proof::Proven => Role::CurrentFill,
        Proof::Believed => Role::BeliefFill,
    };
    for run in lowest.iter().filter(|it| it.levels.len() > 1) {
        let mut corners = run.line();
        if !run.closed {
            // Down to the hub at both ends and along it, not across the chart.
            corners.extend(run.levels.iter().rev().map(|(spoke, _)| (*spoke, -HUB_DEPTH)));
        }
        radar.polygon(role, corners);
    }
}

/// From level 0 to the centre, in levels: an area goes all the way in.
const HUB_DEPTH: f64 = 0.8;

/// The line of a run; a process that stands alone between two gaps has none.
fn outline(radar: &Radar<'_>, role: Role, run: &Run) {
    if run.levels.len() > 1 {
        radar.path(role, run.line());
    }
}

fn lines(radar: &Radar<'_>, figures: &Figures<'_>) {
    let draw = |role, pick: fn(&Row<'_>) -> Option<Level>| {
        for run in runs(&levels(figures, pick)) {
            outline(radar, role, &run);
        }
    };
    draw(Role::Target, |it| it.target);
    draw(Role::Previous, |it| it.previous);
    draw(Role::Belief, |it| it.belief);
    let main = match figures.proof {
        Proof::Proven => Role::Current,
        Proof::Believed => Role::Belief,
    };
    draw(main, |it| it.stand.lowest());
}

fn marks(
    canvas: &Canvas<'_>,
    radar: &Radar<'_>,
    polar: &Polar,
    spoke: usize,
    row: &Row<'_>,
    proof: Proof,
) {
    let at = |level: Level| on_spoke(&(spoke, level));
    let ring = |level: Level| {
        radar.circle(Role::Surface, at(level), 36);
        radar.circle(Role::BeliefMark, at(level), 36);
    };
    let rim = polar.outside(spoke, 0);
    if let Some(target) = row.target {
        radar.circle(Role::TargetMark, at(target), 14);
    }
    if let Some(level) = row.previous {
        radar.circle(Role::Surface, at(level), 26);
        radar.circle(Role::PreviousMark, at(level), 26);
    }
    match row.stand {
        Stand::Level(levels) => {
            if !levels.is_settled() {
                radar.path(Role::Range, vec![at(levels.lowest), at(levels.highest)]);
                radar.circle(Role::Surface, at(levels.highest), 22);
                radar.circle(Role::Range, at(levels.highest), 22);
            }
            match proof {
                Proof::Proven => radar.circle(Role::CurrentMark, at(levels.lowest), 42),
                Proof::Believed => ring(levels.lowest),
            }
        }
        Stand::NotAssessed => {
            canvas.circle(Role::Surface, rim, 44);
            canvas.text(Type::new(Role::Note, 100).centred(), rim, "?");
        }
        Stand::OutOfScope => {
            canvas.circle(Role::Surface, rim, 44);
            canvas.cross(Role::OutOfScope, rim, 32);
        }
        Stand::NotApplicable => {
            canvas.circle(Role::Surface, rim, 44);
            canvas.path(Role::NotApplicable, vec![(rim.0 - 36, rim.1), (rim.0 + 36, rim.1)]);
        }
    }
    if let Some(level) = row.belief {
        ring(level);
    }
}

fn entries(figures: &Figures<'_>) -> Vec<Entry> {
    let main = match figures.proof {
        Proof::Proven => {
            (Swatch::Dotted(Role::Current, Role::CurrentMark), words::key_rated as fn() -> String)
        }
        Proof::Believed => (
            Swatch::Ringed(Role::Belief, Role::BeliefMark),
            words::key_believed_level as fn() -> String,
        ),
    };
    let mut out: Vec<Entry> = Vec::new();
    let mut put = |shown: bool, swatch, words: fn() -> String| {
        if shown {
            out.push((swatch, words()));
        }
    };
    put(figures.any(|it| it.stand.lowest().is_some()), main.0, main.1);
    put(figures.any(|it| it.target.is_some()), Swatch::Line(Role::Target), words::key_target);
    put(figures.any(|it| it.stand.is_open()), Swatch::Band, words::key_open);
    put(
        figures.any(|it| it.belief.is_some()),
        Swatch::Ringed(Role::Belief, Role::BeliefMark),
        words::key_believed,
    );
    put(
        figures.any(|it| it.previous.is_some()),
        Swatch::Ringed(Role::Previous, Role::PreviousMark),
        words::key_previous,
    );
    let at = |stand| figures.any(|it| it.stand == stand);
    let letter = |it: &str| Swatch::Letter(it.to_owned());
    put(at(Stand::NotAssessed), letter("?"), words::key_not_assessed);
    put(at(Stand::OutOfScope), letter("×"), words::key_out_of_scope);
    put(at(Stand::NotApplicable), letter("–"), words::key_not_applicable);
    out
}
