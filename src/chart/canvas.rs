//! Drawing with plotters in words of this app: a role and a place, in the
//! coordinate system that a chart brings along.

use std::convert::Infallible;
use std::iter::Once;

use plotters::coord::{CoordTranslate, Shift};
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind, IntoDrawingArea};
use plotters::element::{Circle, Drawable, PathElement, PointCollection, Polygon, Rectangle};
use plotters::style::{Color, ShapeStyle};
use plotters_backend::text_anchor::{HPos, Pos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontFamily,
    FontStyle,
};

use super::picture::Shape;
use super::recorder::Recorder;
use super::role::{Paint, Role};

/// A place in tenths of a unit, right and down from the upper left corner.
pub(super) type Spot = (i32, i32);

/// Tenths of a unit, from units.
pub(super) const fn px(units: i32) -> i32 {
    units * 10
}

/// Something to draw on, in coordinates of its own.
pub(super) struct Canvas<'s, C: CoordTranslate = Shift> {
    area: DrawingArea<Recorder<'s>, C>,
}

impl<'s> Canvas<'s> {
    /// A canvas in plain places, of this size in tenths of a unit.
    pub(super) fn new(shapes: &'s mut Vec<Shape>, width: i32, height: i32) -> Self {
        Self { area: Recorder::new(shapes, width, height).into_drawing_area() }
    }

    /// The same canvas in other coordinates.
    pub(super) fn within<C: CoordTranslate>(&self, coordinates: C) -> Canvas<'s, C> {
        Canvas { area: self.area.apply_coord_spec(coordinates) }
    }

    /// An upright cross with arms of this length.
    pub(super) fn cross(&self, role: Role, (x, y): Spot, arm: i32) {
        self.path(role, vec![(x - arm, y - arm), (x + arm, y + arm)]);
        self.path(role, vec![(x - arm, y + arm), (x + arm, y - arm)]);
    }

    /// Diagonal lines inside a rectangle.
    pub(super) fn hatch(&self, upper_left: Spot, bottom_right: Spot, step: i32) {
        let corners = hatch(upper_left, bottom_right, step);
        if !corners.is_empty() {
            self.path(Role::Hatch, corners);
        }
    }
}

impl<C: CoordTranslate> Canvas<'_, C> {
    /// Joined lines.
    pub(super) fn path(&self, role: Role, points: Vec<C::From>) {
        done(self.area.draw(&PathElement::new(points, style(role))));
    }

    /// A closed shape.
    pub(super) fn polygon(&self, role: Role, points: Vec<C::From>) {
        done(self.area.draw(&Polygon::new(points, style(role))));
    }

    /// An upright rectangle between two corners.
    pub(super) fn rect(&self, role: Role, upper_left: C::From, bottom_right: C::From) {
        done(self.area.draw(&Rectangle::new([upper_left, bottom_right], style(role))));
    }

    /// A circle; the radius is in tenths of a unit.
    pub(super) fn circle(&self, role: Role, centre: C::From, radius: i32) {
        done(self.area.draw(&Circle::new(centre, radius, style(role))));
    }

    /// A line of text.
    pub(super) fn text(&self, kind: Type, at: C::From, text: &str) {
        done(self.area.draw(&Label { at, text, kind }));
    }
}

fn style(role: Role) -> ShapeStyle {
    ShapeStyle {
        color: role.carrier(),
        filled: role.paint() != Paint::Stroke,
        stroke_width: role.stroke_width().unsigned_abs(),
    }
}

/// Recording cannot fail, and what plotters could report besides (a layout, a
/// backend in use elsewhere) does not occur here.
fn done(_: Result<(), DrawingAreaErrorKind<Infallible>>) {}

/// How a text is set.
#[derive(Clone, Copy)]
pub(super) struct Type {
    role: Role,
    size: i32,
    across: HPos,
    down: VPos,
}

impl Type {
    /// Text of a role in a size in tenths, beginning at its place and
    /// vertically centred on it.
    pub(super) fn new(role: Role, size: i32) -> Self {
        Self { role, size, across: HPos::Left, down: VPos::Center }
    }

    /// Centred on its place.
    pub(super) fn centred(self) -> Self {
        Self { across: HPos::Center, ..self }
    }

    /// Ending at its place.
    pub(super) fn ending(self) -> Self {
        Self { across: HPos::Right, ..self }
    }
}

impl BackendTextStyle for Type {
    type FontError = Infallible;

    fn color(&self) -> BackendColor {
        self.role.carrier().to_backend_color()
    }

    fn size(&self) -> f64 {
        f64::from(self.size)
    }

    fn style(&self) -> FontStyle {
        if self.role.is_bold() { FontStyle::Bold } else { FontStyle::Normal }
    }

    fn anchor(&self) -> Pos {
        Pos::new(self.across, self.down)
    }

    fn family(&self) -> FontFamily<'_> {
        FontFamily::SansSerif
    }

    fn layout_box(&self, text: &str) -> Result<((i32, i32), (i32, i32)), Infallible> {
        Ok(((0, 0), (super::text::width(text, self.size, self.role.is_bold()), self.size)))
    }

    fn draw<E, F: FnMut(i32, i32, BackendColor) -> Result<(), E>>(
        &self,
        _: &str,
        _: BackendCoord,
        _: F,
    ) -> Result<Result<(), E>, Infallible> {
        Ok(Ok(()))
    }
}

/// Plotters' own text element wants a font and measures it in the browser.
struct Label<'t, P> {
    at: P,
    text: &'t str,
    kind: Type,
}

impl<'a, P> PointCollection<'a, P> for &'a Label<'_, P> {
    type Point = &'a P;
    type IntoIter = Once<&'a P>;

    fn point_iter(self) -> Self::IntoIter {
        std::iter::once(&self.at)
    }
}

impl<P, D: DrawingBackend> Drawable<D> for Label<'_, P> {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        mut points: I,
        backend: &mut D,
        _: (u32, u32),
    ) -> Result<(), DrawingErrorKind<D::ErrorType>> {
        points.next().map_or(Ok(()), |at| backend.draw_text(self.text, &self.kind, at))
    }
}

/// Parallel lines from upper left to lower right that stay inside a rectangle,
/// joined along its edges so that they are one shape.
pub(super) fn hatch((left, top): Spot, (right, bottom): Spot, step: i32) -> Vec<Spot> {
    let (width, height) = (right - left, bottom - top);
    let mut corners: Vec<Spot> = Vec::new();
    // Each line ends `along` from the lower left corner: on the lower edge and
    // then up the right one, on the left edge and then along the upper one.
    let mut along = step;
    let mut upwards = true;
    while step > 0 && along < width + height {
        let low = (left + along.min(width), bottom - (along - width).max(0));
        let high = (left + (along - height).max(0), bottom - along.min(height));
        let (from, to, corner) =
            if upwards { (low, high, (right, bottom)) } else { (high, low, (left, top)) };
        if corners.last().is_some_and(|it| it.0 != from.0 && it.1 != from.1) {
            corners.push(corner);
        }
        corners.extend([from, to]);
        along += step;
        upwards = !upwards;
    }
    corners
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hatching_stays_inside_and_turns_at_the_edges() {
        for (width, height) in [(300, 100), (100, 300), (5, 5), (70, 70), (1_000, 130)] {
            let (left, top) = (40, 60);
            let corners = hatch((left, top), (left + width, top + height), 50);
            assert_eq!(corners.is_empty(), width + height <= 50);
            for (x, y) in &corners {
                assert!((left..=left + width).contains(x) && (top..=top + height).contains(y));
            }
            for pair in corners.windows(2) {
                let (across, down) = (pair[1].0 - pair[0].0, pair[1].1 - pair[0].1);
                let on_edge = across == 0 || down == 0;
                assert!(on_edge || across == down, "{pair:?}");
            }
        }
    }

    #[test]
    fn nothing_to_hatch_is_no_shape() {
        assert!(hatch((0, 0), (0, 0), 50).is_empty());
        assert!(hatch((0, 0), (100, 100), 0).is_empty());
    }
}
