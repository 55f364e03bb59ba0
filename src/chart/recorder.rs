//! Our backend for plotters: it records shapes instead of painting, and
//! measures text by a table instead of asking the browser.
//!
//! Plotters works in whole pixels; here one pixel is a tenth of a user unit.

use std::convert::Infallible;

use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
    FontStyle,
};

use super::picture::{Anchor, Point, Shape, Tenths};
use super::role::Role;
use super::text;

/// Records what plotters draws. It cannot fail.
pub(super) struct Recorder<'s> {
    shapes: &'s mut Vec<Shape>,
    size: (u32, u32),
}

impl<'s> Recorder<'s> {
    /// A recorder for a drawing of this size in tenths of a unit.
    pub(super) fn new(shapes: &'s mut Vec<Shape>, width: i32, height: i32) -> Self {
        Self { shapes, size: (width.max(0).unsigned_abs(), height.max(0).unsigned_abs()) }
    }
}

type Done = Result<(), DrawingErrorKind<Infallible>>;

impl DrawingBackend for Recorder<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Done {
        Ok(())
    }

    fn present(&mut self) -> Done {
        Ok(())
    }

    fn draw_pixel(&mut self, _: BackendCoord, _: BackendColor) -> Done {
        Ok(())
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> Done {
        let role = Role::carried_by(style.color());
        self.shapes.push(Shape::Line { role, from: from.into(), to: to.into() });
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        bottom_right: BackendCoord,
        style: &S,
        _: bool,
    ) -> Done {
        self.shapes.push(Shape::Rect {
            role: Role::carried_by(style.color()),
            at: upper_left.into(),
            width: Tenths(bottom_right.0 - upper_left.0),
            height: Tenths(bottom_right.1 - upper_left.1),
        });
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Done {
        let role = Role::carried_by(style.color());
        let points: Vec<Point> = path.into_iter().map(Point::from).collect();
        self.shapes.push(match points.as_slice() {
            [from, to] => Shape::Line { role, from: *from, to: *to },
            _ => Shape::Path { role, points },
        });
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        _: bool,
    ) -> Done {
        self.shapes.push(Shape::Circle {
            role: Role::carried_by(style.color()),
            centre: center.into(),
            radius: Tenths(i32::try_from(radius).unwrap_or(0)),
        });
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        vert: I,
        style: &S,
    ) -> Done {
        self.shapes.push(Shape::Polygon {
            role: Role::carried_by(style.color()),
            points: vert.into_iter().map(Point::from).collect(),
        });
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, at: BackendCoord) -> Done {
        let size = whole(style.size());
        // From the anchor to the base line: not every viewer of SVG knows
        // `dominant-baseline`.
        let down = match style.anchor().v_pos {
            VPos::Top => size * 8 / 10,
            VPos::Center => size * 35 / 100,
            VPos::Bottom => -size * 2 / 10,
        };
        self.shapes.push(Shape::Text {
            role: Role::carried_by(style.color()),
            at: (at.0, at.1 + down).into(),
            anchor: match style.anchor().h_pos {
                HPos::Left => Anchor::Start,
                HPos::Center => Anchor::Middle,
                HPos::Right => Anchor::End,
            },
            size: Tenths(size),
            text: text.to_owned(),
        });
        Ok(())
    }

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let size = whole(style.size());
        let bold = matches!(style.style(), FontStyle::Bold);
        Ok((text::width(text, size, bold).unsigned_abs(), size.unsigned_abs()))
    }
}

/// Plotters' font sizes are floats; ours are whole tenths.
fn whole(size: f64) -> i32 {
    size.round() as i32
}
