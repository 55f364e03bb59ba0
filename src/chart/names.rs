//! The words of the radar: numbers of its rings, and names around it or, where
//! there is no room for them, numbers around it and a list below.

use plotters::coord::CoordTranslate;

use super::canvas::{Canvas, Spot, Type, px};
use super::figures::{Figures, Row, Stand};
use super::polar::{LabelBox, Polar, Side, place_labels};
use super::radar_plan::{LABEL_GAP, LABEL_HEIGHT, MARGIN, Plan};
use super::role::Role;
use super::text;
use crate::model::Level;

/// The numbers of the rings, beside the first spoke.
pub(super) fn scale(canvas: &Canvas<'_>, polar: &Polar) {
    for level in Level::ALL {
        let (x, y) = polar.translate(&(0, f64::from(level.number())));
        let (x, y) = (x - px(9), y);
        canvas.rect(Role::Surface, (x - 38, y - 58), (x + 38, y + 58));
        canvas.text(Type::new(Role::Tick, 105).centred(), (x, y), &text::number(level.number()));
    }
}

const NAME: i32 = 130;
const FIGURE: i32 = 125;

/// Names with their figures around the radar.
pub(super) fn names(canvas: &Canvas<'_>, polar: &Polar, figures: &Figures<'_>) {
    for (row, label) in figures.rows.iter().zip(name_boxes(polar, figures)) {
        let kind = |role, size| match label.side {
            Side::Left => Type::new(role, size).ending(),
            Side::Middle => Type::new(role, size).centred(),
            Side::Right => Type::new(role, size),
        };
        let at = |down: i32| -> Spot { (label.anchor(), label.top + down) };
        let name = text::fit(row.short, NAME, false, ROOM);
        canvas.text(kind(Role::Label, NAME), at(px(9)), &name);
        canvas.text(kind(figure_role(row.stand), FIGURE), at(px(24)), &row.against_target());
    }
}

/// Most width that a name may take beside the radar.
const ROOM: i32 = px(126);

fn name_boxes(polar: &Polar, figures: &Figures<'_>) -> Vec<LabelBox> {
    let width = |row: &Row<'_>| {
        let name = text::width(row.short, NAME, false).min(ROOM);
        let bold = figure_role(row.stand).is_bold();
        name.max(text::width(&row.against_target(), FIGURE, bold))
    };
    let widths: Vec<i32> = figures.rows.iter().map(width).collect();
    place_labels(polar, &widths, LABEL_HEIGHT, LABEL_GAP)
}

fn figure_role(stand: Stand) -> Role {
    if matches!(stand, Stand::Level(_)) { Role::Value } else { Role::Note }
}

/// Numbers around, and under the radar a list of what they stand for.
pub(super) fn numbers(canvas: &Canvas<'_>, plan: &Plan, figures: &Figures<'_>) {
    let size = 120;
    let right = plan.width - MARGIN;
    for (spoke, row) in figures.rows.iter().enumerate() {
        let number = (spoke + 1).to_string();
        canvas.text(
            Type::new(Role::Label, size).centred(),
            plan.polar.outside(spoke, px(13)),
            &number,
        );
        let down = i32::try_from(spoke).unwrap_or(0) * plan.line;
        let y = plan.bottom + down + plan.line / 2;
        canvas.text(Type::new(Role::Tick, size).ending(), (MARGIN + px(16), y), &number);
        let figure = row.against_target();
        let role = figure_role(row.stand);
        let taken = text::width(&figure, size, role.is_bold()) + px(34);
        let name = text::fit(row.short, size, false, right - MARGIN - taken);
        canvas.text(Type::new(Role::Label, size), (MARGIN + px(24), y), &name);
        canvas.text(Type::new(role, size).ending(), (right, y), &figure);
    }
}
