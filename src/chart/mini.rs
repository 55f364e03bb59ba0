//! Small charts of one process, for the panel beside the questions.

use plotters::coord::CoordTranslate;

use super::Chart;
use super::bars::Scale;
use super::canvas::{Canvas, Spot, Type, px};
use super::cell::{self, Content};
use super::figures::Stand;
use super::picture::{Picture, Tenths};
use super::role::Role;
use super::table::{Cell, Table};
use super::text;
use crate::model::{Kind, Level, Model};
use crate::scoring::{AttributeScore, AttributeState, ProcessScore, Standing};
use crate::words::chart as words;

const MARGIN: i32 = px(4);
/// Both small charts are as wide, so that they are the same size on a page.
const WIDTH: i32 = px(280);
const HEIGHT: i32 = px(26);
/// Widest column; fewer attributes leave the rest empty.
const PITCH: i32 = px(46);
const HEAD: i32 = px(18);

/// Draws the attribute ratings of one process or area: nothing where none is
/// measured.
pub fn mini(model: &Model, score: &ProcessScore) -> Chart {
    let target = score.target;
    let in_target = |it: &AttributeScore| {
        target.is_some_and(|target| model.attribute_level(it.attribute) <= target)
    };
    let columns: Vec<(&str, &str, Content)> = score
        .attributes
        .iter()
        .filter(|it| it.state() != AttributeState::NotAsked || in_target(it))
        .map(|it| {
            let level = model.attribute_level(it.attribute);
            let (id, title) =
                (model.attribute_id(it.attribute), model.attribute_title(it.attribute));
            (id, title, Content::of(it, level, target))
        })
        .collect();
    let name = &model.process(score.process).name;
    let title = words::ratings_of(name);
    let wanted = columns.iter().filter(|it| it.2.met.is_some()).count();
    let met = columns.iter().filter(|it| it.2.met == Some(true)).count();

    let mut description = String::new();
    for (id, _, content) in &columns {
        let rating = &content.words();
        if !rating.is_empty() {
            let rated = words::attribute_rated(words::AttributeRated { id, rating });
            description.extend([&rated, " "]);
        }
    }
    if wanted > 0 {
        description.push_str(&words::process_met(words::ProcessMet { met, wanted }));
    }
    let rows = columns.iter().map(|(id, title, content)| {
        let name = words::attribute_named(words::AttributeNamed { id, name: title });
        vec![Cell::head(&name), Cell::text(content.words())]
    });
    Chart {
        table: Table {
            caption: title.clone(),
            head: vec![words::attribute(), words::rating()],
            rows: rows.collect(),
        },
        picture: cells(&columns, wanted, title, description),
    }
}

fn cells(
    columns: &[(&str, &str, Content)],
    wanted: usize,
    title: String,
    description: String,
) -> Picture {
    let n = i32::try_from(columns.len()).unwrap_or(0).max(1);
    let pitch = ((WIDTH - 2 * MARGIN) / n).min(PITCH);
    let along = |n: usize| MARGIN + pitch * i32::try_from(n).unwrap_or(0);
    let (width, height) = (WIDTH, HEAD + HEIGHT + px(6));
    let mut shapes = Vec::new();
    let canvas = Canvas::new(&mut shapes, width, height);
    for (column, (id, _, content)) in columns.iter().enumerate() {
        let (left, right) = (along(column) + px(2), along(column + 1) - px(2));
        let middle = (left + right) / 2;
        canvas.text(Type::new(Role::Tick, 110).centred(), (middle, px(8)), id);
        cell::draw(&canvas, (left, HEAD), (right, HEAD + HEIGHT), content);
    }
    if wanted > 0 {
        let upper_left = (along(0) - 5, HEAD - 25);
        canvas.rect(Role::TargetFrame, upper_left, (along(wanted) + 5, HEAD + HEIGHT + 25));
    }
    drop(canvas);
    Picture { width: Tenths(width), height: Tenths(height), title, description, shapes }
}

const STRIP: (i32, i32) = (WIDTH, px(46));
const TRACK: Scale = Scale { left: px(14), right: px(266) };
const TOP: i32 = px(15);
const BOTTOM: i32 = px(29);

/// Draws where one process stands from level 0 to 5, with its target. An area
/// has no level and says so.
pub fn strip(model: &Model, score: &ProcessScore) -> Chart {
    let is_area = model.kind(score.process) == Kind::Area;
    let stand = Stand::of(score);
    let name = &model.process(score.process).name;
    let title = words::level_of(name);
    let figure = match (is_area, score.standing) {
        (true, Standing::Area(_) | Standing::Believed(_)) => words::area_rated(),
        _ => stand.words(),
    };
    let target = score.target;
    let description = match (stand, target.map(|it| text::number(it.number()))) {
        (Stand::Level(_), None) => words::at_level(&figure),
        (Stand::Level(_), Some(target)) => {
            words::at_level_target(words::AtLevelTarget { level: &figure, target: &target })
        }
        (_, None) => words::stands(&figure),
        (_, Some(target)) => {
            words::stands_target(words::StandsTarget { standing: &figure, target: &target })
        }
    };
    let believed = matches!(score.standing, Standing::Believed(_));
    let table = Table {
        caption: title.clone(),
        head: vec![words::level(), words::target()],
        rows: vec![vec![
            Cell::text(figure.clone()),
            Cell::number(target.map_or_else(String::new, |it| text::number(it.number()))),
        ]],
    };

    let mut shapes = Vec::new();
    let canvas = Canvas::new(&mut shapes, STRIP.0, STRIP.1);
    match stand {
        Stand::Level(levels) => {
            track(&canvas, levels.lowest, levels.highest, believed);
        }
        _ => {
            if stand == Stand::NotAssessed && !is_area {
                canvas.within(TRACK).rect(Role::NotAssessed, (0.0, TOP), (5.0, BOTTOM));
            }
            let at = (px(20), (TOP + BOTTOM) / 2);
            let width = text::width(&figure, 120, false);
            canvas.rect(Role::Surface, (at.0 - px(2), TOP + 20), (at.0 + width, BOTTOM - 20));
            canvas.text(Type::new(Role::Note, 120), at, &figure);
        }
    }
    if let Some(target) = target {
        mark(&canvas, target);
    }
    drop(canvas);
    let picture =
        Picture { width: Tenths(STRIP.0), height: Tenths(STRIP.1), title, description, shapes };
    Chart { picture, table }
}

/// Five fields: full as far as proven, hatched as far as still open.
fn track(canvas: &Canvas<'_>, lowest: Level, highest: Level, believed: bool) {
    let along = |level: u8| -> i32 { TRACK.translate(&(f64::from(level), 0)).0 };
    let corners = |level: u8| -> (Spot, Spot) {
        ((along(level.saturating_sub(1)) + 8, TOP), (along(level) - 8, BOTTOM))
    };
    for level in Level::ALL {
        let number = level.number();
        let kind = Type::new(Role::Tick, 105).centred();
        canvas.text(kind, (along(number), BOTTOM + px(9)), &text::number(number));
        if level == Level::Incomplete {
            continue;
        }
        let (upper_left, bottom_right) = corners(number);
        if level <= lowest {
            let role = if believed { Role::BeliefFill } else { Role::level(lowest) };
            canvas.rect(role, upper_left, bottom_right);
            let edge = if believed { Role::Belief } else { Role::Outline };
            canvas.rect(edge, upper_left, bottom_right);
        } else if level <= highest {
            canvas.hatch(upper_left, bottom_right, px(6));
            canvas.rect(Role::Range, upper_left, bottom_right);
        } else {
            canvas.rect(Role::Grid, upper_left, bottom_right);
        }
    }
    if lowest == Level::Incomplete {
        let role = if believed { Role::Belief } else { Role::Level0 };
        canvas.rect(role, (along(0) - 20, TOP), (along(0) + 20, BOTTOM));
    }
}

fn mark(canvas: &Canvas<'_>, target: Level) {
    let number = text::number(target.number());
    let track = canvas.within(TRACK);
    let at = |down: i32| (f64::from(target.number()), down);
    track.path(Role::TargetMark, vec![at(TOP - px(3)), at(BOTTOM + px(3))]);
    track.text(Type::new(Role::TargetText, 105).centred(), at(TOP - px(9)), &number);
}
