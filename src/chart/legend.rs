//! The key under a chart: a swatch and a word for every kind of mark in it.

use super::canvas::{Canvas, Spot, Type, px};
use super::role::Role;
use super::text;
use crate::model::Level;

/// A swatch: what a mark looks like.
#[derive(Clone)]
pub(super) enum Swatch {
    /// A line of a role, with a dot on it or not.
    Line(Role),
    /// A solid line with a dot.
    Dotted(Role, Role),
    /// A line with a ring.
    Ringed(Role, Role),
    /// An outlined and hatched box.
    Hatched,
    /// An outlined box over an area.
    Band,
    /// A box in the colours of the levels, from 1 to 5.
    Levels,
    /// An upright mark.
    Tick(Role),
    /// A ring.
    Ring(Role),
    /// A check mark.
    Check,
    /// A marked corner.
    Corner,
    /// The outline of a box.
    Frame(Role),
    /// A letter in place of a mark.
    Letter(String),
}

/// A swatch and its words.
pub(super) type Entry = (Swatch, String);

const SIZE: i32 = 115;
const SWATCH: i32 = px(22);
const GAP: i32 = px(6);
const BETWEEN: i32 = px(16);
const LINE: i32 = px(20);

/// Where each entry begins, and the height of all of them.
pub(super) fn layout(entries: &[Entry], (left, top): Spot, width: i32) -> (Vec<Spot>, i32) {
    let mut at = (left, top + LINE / 2);
    let spots = entries.iter().map(|(_, words)| {
        let room = SWATCH + GAP + text::width(words, SIZE, false);
        if at.0 > left && at.0 + room > left + width {
            at = (left, at.1 + LINE);
        }
        let spot = at;
        at.0 += room + BETWEEN;
        spot
    });
    let spots: Vec<Spot> = spots.collect();
    let height = spots.last().map_or(0, |it| it.1 - top + LINE / 2);
    (spots, height)
}

/// Draws the key.
pub(super) fn draw(canvas: &Canvas<'_>, entries: &[Entry], at: Spot, width: i32) {
    let (spots, _) = layout(entries, at, width);
    for ((swatch, words), (x, y)) in entries.iter().zip(spots) {
        let middle = (x + SWATCH / 2, y);
        let (upper_left, bottom_right) = ((x + px(2), y - px(5)), (x + px(20), y + px(5)));
        let line = |role| canvas.path(role, vec![(x, y), (x + SWATCH, y)]);
        match swatch {
            Swatch::Line(role) => line(*role),
            Swatch::Dotted(role, dot) => {
                line(*role);
                canvas.circle(*dot, middle, 35);
            }
            Swatch::Ringed(role, ring) => {
                line(*role);
                canvas.circle(Role::Surface, middle, 35);
                canvas.circle(*ring, middle, 35);
            }
            Swatch::Hatched => {
                canvas.hatch(upper_left, bottom_right, px(5));
                canvas.rect(Role::Range, upper_left, bottom_right);
            }
            Swatch::Band => {
                canvas.rect(Role::RangeFill, upper_left, bottom_right);
                canvas.path(Role::Range, vec![upper_left, (bottom_right.0, upper_left.1)]);
            }
            Swatch::Levels => {
                let step = (bottom_right.0 - upper_left.0) / 5;
                for (at, level) in (0..).zip(Level::ALL.into_iter().skip(1)) {
                    let left = upper_left.0 + at * step;
                    let role = Role::level(level);
                    canvas.rect(role, (left, upper_left.1), (left + step, bottom_right.1));
                }
            }
            Swatch::Tick(role) => {
                canvas.path(*role, vec![(middle.0, y - px(7)), (middle.0, y + px(7))])
            }
            Swatch::Ring(role) => canvas.circle(*role, middle, 40),
            Swatch::Check => check(canvas, middle, 12),
            Swatch::Corner => {
                canvas.rect(Role::Grid, upper_left, bottom_right);
                corner(canvas, (bottom_right.0, upper_left.1));
            }
            Swatch::Frame(role) => canvas.rect(*role, upper_left, bottom_right),
            Swatch::Letter(letter) => {
                canvas.text(Type::new(Role::Note, SIZE).centred(), middle, letter);
            }
        }
        canvas.text(Type::new(Role::Tick, SIZE), (x + SWATCH + GAP, y), words);
    }
}

/// A check mark around a place, about six times as wide as its step.
pub(super) fn check(canvas: &Canvas<'_>, (x, y): Spot, step: i32) {
    let corners =
        vec![(x - step * 5 / 2, y), (x - step / 2, y + step * 2), (x + step * 5 / 2, y - step * 2)];
    canvas.path(Role::Met, corners);
}

/// The filled upper right corner of a box.
pub(super) fn corner(canvas: &Canvas<'_>, (x, y): Spot) {
    canvas.polygon(Role::Override, vec![(x - 65, y), (x, y), (x, y + 65)]);
}
