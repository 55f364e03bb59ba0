//! The geometry of the radar: where a level lies on a spoke, where its name
//! goes, and which neighbours can be joined.

use std::f64::consts::FRAC_PI_2;

use plotters::coord::CoordTranslate;

use super::canvas::Spot;
use crate::model::Level;

/// Radius of level 0, as a part of the whole: level 0 is a place on the chart
/// and not its centre, where all processes would fall together.
const HUB: f64 = 0.14;
/// The highest level.
const TOP: f64 = 5.0;

/// Coordinates of a radar: a spoke, clockwise from the top, and a level.
#[derive(Clone, Copy, Debug)]
pub(super) struct Polar {
    pub(super) centre: Spot,
    /// Radius of level 5.
    pub(super) radius: i32,
    /// How many spokes.
    pub(super) n: usize,
}

/// A spoke and a level.
pub(super) type OnSpoke = (usize, f64);

impl CoordTranslate for Polar {
    type From = OnSpoke;

    fn translate(&self, (spoke, level): &OnSpoke) -> Spot {
        let (right, down) = self.direction(*spoke);
        let reach = f64::from(self.radius) * (HUB + (1.0 - HUB) * level / TOP);
        let at = |centre: i32, part: f64| centre + (reach * part).round() as i32;
        (at(self.centre.0, right), at(self.centre.1, down))
    }
}

impl Polar {
    /// The unit vector of a spoke: to the right and downwards.
    pub(super) fn direction(&self, spoke: usize) -> (f64, f64) {
        let turn = spoke as f64 / self.n.max(1) as f64;
        direction(turn)
    }

    /// The place this many tenths outside level 5.
    pub(super) fn outside(&self, spoke: usize, by: i32) -> Spot {
        let (right, down) = self.direction(spoke);
        let reach = f64::from(self.radius + by);
        let at = |centre: i32, part: f64| centre + (reach * part).round() as i32;
        (at(self.centre.0, right), at(self.centre.1, down))
    }

    /// A whole ring at a level.
    pub(super) fn ring(&self, level: f64) -> Vec<OnSpoke> {
        (0..self.n).map(|spoke| (spoke, level)).collect()
    }
}

/// To the right and downwards after this part of a full turn, clockwise from
/// the top. By hand, since the functions of the standard library are not the
/// same to the last bit on every platform, and cost 3 KB in the browser.
fn direction(turn: f64) -> (f64, f64) {
    let quarters = turn * 4.0;
    let x = quarters.fract() * FRAC_PI_2;
    // 1 - x²/a (1 - x²/b (...)), exact to a millionth in the first quarter.
    let series =
        |parts: [f64; 6]| parts.iter().rev().fold(1.0, |inner, part| 1.0 - x * x / part * inner);
    let sin = x * series([6.0, 20.0, 42.0, 72.0, 110.0, 156.0]);
    let cos = series([2.0, 12.0, 30.0, 56.0, 90.0, 132.0]);
    match quarters as u8 {
        0 => (sin, -cos),
        1 => (cos, sin),
        2 => (-sin, cos),
        _ => (-cos, -sin),
    }
}

/// Spokes next to each other that all have a level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) levels: Vec<(usize, Level)>,
    /// Whether it goes all the way round.
    pub(super) closed: bool,
}

impl Run {
    /// The corners of its line; a closed one comes back to its first.
    pub(super) fn line(&self) -> Vec<OnSpoke> {
        let again = self.levels.first().filter(|_| self.closed);
        self.levels.iter().chain(again).map(on_spoke).collect()
    }
}

/// A level on its spoke as a coordinate.
pub(super) fn on_spoke((spoke, level): &(usize, Level)) -> OnSpoke {
    (*spoke, f64::from(level.number()))
}

/// Parts a circle of levels where one is missing.
pub(super) fn runs(levels: &[Option<Level>]) -> Vec<Run> {
    let n = levels.len();
    let known = || levels.iter().enumerate().filter_map(|(at, it)| it.map(|it| (at, it)));
    let Some(gap) = levels.iter().position(Option::is_none) else {
        return if n == 0 {
            Vec::new()
        } else {
            vec![Run { levels: known().collect(), closed: true }]
        };
    };
    // Begin after a gap, so that no run is cut where the list is.
    let mut out = Vec::new();
    let mut run = Vec::new();
    for (spoke, level) in levels.iter().enumerate().cycle().skip(gap + 1).take(n) {
        match level {
            Some(level) => run.push((spoke, *level)),
            None if run.is_empty() => {}
            None => out.push(Run { levels: std::mem::take(&mut run), closed: false }),
        }
    }
    out
}

/// A name beside the end of its spoke.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LabelBox {
    pub(super) left: i32,
    pub(super) top: i32,
    pub(super) width: i32,
    pub(super) height: i32,
    pub(super) side: Side,
}

/// On which side of the chart a name stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Left,
    Middle,
    Right,
}

impl LabelBox {
    /// The x that its text is anchored at.
    pub(super) fn anchor(&self) -> i32 {
        match self.side {
            Side::Left => self.left + self.width,
            Side::Middle => self.left + self.width / 2,
            Side::Right => self.left,
        }
    }

    fn meets(&self, other: &LabelBox) -> bool {
        self.left < other.left + other.width
            && other.left < self.left + self.width
            && self.top < other.top + other.height
            && other.top < self.top + self.height
    }
}

/// Places names of these widths around a radar, this far outside, and moves
/// them towards its waist until none covers another.
pub(super) fn place_labels(polar: &Polar, widths: &[i32], height: i32, by: i32) -> Vec<LabelBox> {
    let mut boxes: Vec<LabelBox> = widths
        .iter()
        .enumerate()
        .map(|(spoke, width)| {
            let (x, y) = polar.outside(spoke, by);
            let (right, down) = polar.direction(spoke);
            let (side, left) = if right.abs() < 0.1 {
                (Side::Middle, x - width / 2)
            } else if right > 0.0 {
                (Side::Right, x)
            } else {
                (Side::Left, x - width)
            };
            let half = f64::from(height) / 2.0;
            let top = y - height / 2 + (down * half).round() as i32;
            LabelBox { left, top, width: *width, height, side }
        })
        .collect();

    // From the poles to the waist; a pole itself stays where it is.
    let mut order: Vec<usize> = (0..boxes.len()).collect();
    let from_pole = |spoke: &usize| {
        let down = polar.direction(*spoke).1;
        ((1.0 - down.abs()) * 1_000.0).round() as i32
    };
    order.sort_unstable_by_key(|spoke| (from_pole(spoke), *spoke));
    let mut placed: Vec<LabelBox> = Vec::new();
    for spoke in order {
        let downwards = polar.direction(spoke).1 <= 0.0;
        let Some(label) = boxes.get_mut(spoke) else {
            continue;
        };
        while let Some(other) = placed.iter().find(|it| it.meets(label)) {
            label.top = if downwards { other.top + other.height } else { other.top - height };
        }
        placed.push(*label);
    }
    boxes
}

#[cfg(test)]
mod tests {
    use super::*;

    const POLAR: Polar = Polar { centre: (3_200, 2_400), radius: 1_800, n: 13 };

    fn distance(spot: Spot) -> f64 {
        let part = |it: i32, centre: i32| f64::from(it - centre);
        part(spot.0, POLAR.centre.0).hypot(part(spot.1, POLAR.centre.1))
    }

    #[test]
    fn a_higher_level_is_further_out_on_every_spoke() {
        for spoke in 0..POLAR.n {
            let reach: Vec<f64> = Level::ALL
                .iter()
                .map(|it| distance(POLAR.translate(&on_spoke(&(spoke, *it)))))
                .collect();
            assert!(reach.windows(2).all(|it| it[0] + 100.0 < it[1]), "{reach:?}");
            assert!(reach[0] > 200.0, "level 0 has a place of its own");
            assert!((reach[5] - 1_800.0).abs() <= 1.0);
        }
    }

    #[test]
    fn the_first_spoke_points_up_and_they_go_clockwise() {
        assert_eq!(POLAR.translate(&(0, 5.0)), (3_200, 600));
        let (x, y) = POLAR.translate(&(3, 5.0));
        assert!(x > 3_200 && y < 2_400 + 600, "{x} {y}");
        let quarters = Polar { n: 4, ..POLAR };
        assert_eq!(quarters.translate(&(1, 5.0)), (5_000, 2_400));
        assert_eq!(quarters.translate(&(2, 5.0)), (3_200, 4_200));
        assert_eq!(quarters.translate(&(3, 5.0)), (1_400, 2_400));
    }

    #[test]
    fn spokes_do_not_fall_together() {
        for n in 1..40 {
            let polar = Polar { n, ..POLAR };
            let spots: std::collections::BTreeSet<Spot> =
                polar.ring(0.0).iter().map(|it| polar.translate(it)).collect();
            assert_eq!(spots.len(), n);
        }
    }

    #[test]
    fn directions_are_those_of_a_circle() {
        for step in 0..360_u32 {
            let turn = f64::from(step) / 360.0;
            let (right, down) = direction(turn);
            let (sin, cos) = (turn * std::f64::consts::TAU).sin_cos();
            assert!((right - sin).abs() < 1e-6 && (down + cos).abs() < 1e-6, "{step}");
        }
    }

    fn check_runs(levels: &str, expected: &[(&[usize], bool)]) {
        let levels: Vec<Option<Level>> = levels
            .chars()
            .map(|it| it.to_digit(10).and_then(|it| Level::from_number(it as u8)))
            .collect();
        let got: Vec<(Vec<usize>, bool)> = runs(&levels)
            .into_iter()
            .map(|it| (it.levels.iter().map(|it| it.0).collect(), it.closed))
            .collect();
        let expected: Vec<(Vec<usize>, bool)> =
            expected.iter().map(|(spokes, closed)| (spokes.to_vec(), *closed)).collect();
        assert_eq!(got, expected);
    }

    #[test]
    fn a_missing_level_is_a_gap() {
        check_runs("", &[]);
        check_runs("----", &[]);
        check_runs("1203", &[(&[0, 1, 2, 3], true)]);
        check_runs("12-3", &[(&[3, 0, 1], false)]);
        check_runs("-0-3", &[(&[1], false), (&[3], false)]);
        check_runs("1--3-5", &[(&[3], false), (&[5, 0], false)]);
    }

    #[test]
    fn names_never_cover_one_another() {
        for n in 1..=22 {
            let polar = Polar { n, ..POLAR };
            let widths: Vec<i32> = (0..n).map(|it| 500 + 150 * (it as i32 % 5)).collect();
            let boxes = place_labels(&polar, &widths, 300, 120);
            for (at, one) in boxes.iter().enumerate() {
                for other in &boxes[at + 1..] {
                    assert!(!one.meets(other), "{n}: {one:?} {other:?}");
                }
            }
        }
    }
}
