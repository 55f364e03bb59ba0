//! A drawing as plain data: what to put where, with a role for each shape.
//! [`Picture::to_svg`] makes a text of it, shape by shape ([`Shape::element`]): the same for
//! the page, which puts it in as nodes, and for a report.

use std::fmt;

use super::role::{Paint, Role};
use super::text;

/// A length or coordinate in tenths of a user unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tenths(pub i32);

impl fmt::Display for Tenths {
    /// As SVG wants it: `12` or `12.3`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, tenth) = (self.0.unsigned_abs() / 10, self.0.unsigned_abs() % 10);
        match tenth {
            0 => write!(f, "{sign}{whole}"),
            _ => write!(f, "{sign}{whole}.{tenth}"),
        }
    }
}

/// A point: right and down from the upper left corner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// To the right.
    pub x: Tenths,
    /// Downwards.
    pub y: Tenths,
}

impl From<(i32, i32)> for Point {
    fn from((x, y): (i32, i32)) -> Self {
        Self { x: Tenths(x), y: Tenths(y) }
    }
}

/// Which end of a text stands at its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The beginning.
    Start,
    /// The middle.
    Middle,
    /// The end.
    End,
}

impl Anchor {
    /// The value of the `text-anchor` attribute.
    pub const fn svg(self) -> &'static str {
        match self {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        }
    }
}

/// One shape of a drawing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A straight line.
    Line {
        /// What it stands for.
        role: Role,
        /// One end.
        from: Point,
        /// The other end.
        to: Point,
    },
    /// Joined lines, not closed.
    Path {
        /// What it stands for.
        role: Role,
        /// The corners.
        points: Vec<Point>,
    },
    /// A closed shape: filled, or outlined when its role is a stroke.
    Polygon {
        /// What it stands for.
        role: Role,
        /// The corners.
        points: Vec<Point>,
    },
    /// An upright rectangle: filled or outlined, by its role.
    Rect {
        /// What it stands for.
        role: Role,
        /// The upper left corner.
        at: Point,
        /// To the right.
        width: Tenths,
        /// Downwards.
        height: Tenths,
    },
    /// A circle: filled or outlined, by its role.
    Circle {
        /// What it stands for.
        role: Role,
        /// The centre.
        centre: Point,
        /// The radius.
        radius: Tenths,
    },
    /// One line of text.
    Text {
        /// What it stands for.
        role: Role,
        /// On the base line, at the anchor.
        at: Point,
        /// Which end of the text stands at the point.
        anchor: Anchor,
        /// Font size.
        size: Tenths,
        /// The text, unescaped.
        text: String,
    },
}

/// An SVG element for a shape: the same for the page and for a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element<'p> {
    /// The name of the element.
    pub name: &'static str,
    /// Attributes with their values, unescaped; `class` is the first.
    pub attributes: Vec<(&'static str, String)>,
    /// The text inside, unescaped.
    pub text: Option<&'p str>,
}

/// Left, top, right and bottom of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent {
    /// The least x.
    pub left: Tenths,
    /// The least y.
    pub top: Tenths,
    /// The greatest x.
    pub right: Tenths,
    /// The greatest y.
    pub bottom: Tenths,
}

impl Shape {
    /// What it stands for.
    pub fn role(&self) -> Role {
        match self {
            Shape::Line { role, .. }
            | Shape::Path { role, .. }
            | Shape::Polygon { role, .. }
            | Shape::Rect { role, .. }
            | Shape::Circle { role, .. }
            | Shape::Text { role, .. } => *role,
        }
    }

    /// Where it is, text by estimate; `None` for a shape without points.
    pub fn extent(&self) -> Option<Extent> {
        let (left, top, right, bottom) = match self {
            Shape::Line { from, to, .. } => {
                return around(&[*from, *to]);
            }
            Shape::Path { points, .. } | Shape::Polygon { points, .. } => {
                return around(points);
            }
            Shape::Rect { at, width, height, .. } => {
                (at.x.0, at.y.0, at.x.0 + width.0, at.y.0 + height.0)
            }
            Shape::Circle { centre: Point { x, y }, radius, .. } => {
                (x.0 - radius.0, y.0 - radius.0, x.0 + radius.0, y.0 + radius.0)
            }
            Shape::Text { role, at, anchor, size, text } => {
                let width = text::width(text, size.0, role.is_bold());
                let left = match anchor {
                    Anchor::Start => at.x.0,
                    Anchor::Middle => at.x.0 - width / 2,
                    Anchor::End => at.x.0 - width,
                };
                (left, at.y.0 - size.0 * 8 / 10, left + width, at.y.0 + size.0 * 2 / 10)
            }
        };
        Some(Extent {
            left: Tenths(left),
            top: Tenths(top),
            right: Tenths(right),
            bottom: Tenths(bottom),
        })
    }

    /// The SVG element: geometry and presentation attributes. The class is
    /// what a style sheet goes by, and it beats every one of the others.
    pub fn element(&self) -> Element<'_> {
        let role = self.role();
        let mut attributes = vec![("class", role.css_class().to_owned())];
        let mut put = |name, value: String| attributes.push((name, value));
        let mut inside = None;
        let name = match self {
            Shape::Line { from, to, .. } => {
                put("x1", from.x.to_string());
                put("y1", from.y.to_string());
                put("x2", to.x.to_string());
                put("y2", to.y.to_string());
                "line"
            }
            Shape::Path { points, .. } => {
                put("points", list(points));
                "polyline"
            }
            Shape::Polygon { points, .. } => {
                put("points", list(points));
                "polygon"
            }
            Shape::Rect { at, width, height, .. } => {
                put("x", at.x.to_string());
                put("y", at.y.to_string());
                put("width", width.to_string());
                put("height", height.to_string());
                "rect"
            }
            Shape::Circle { centre, radius, .. } => {
                put("cx", centre.x.to_string());
                put("cy", centre.y.to_string());
                put("r", radius.to_string());
                "circle"
            }
            Shape::Text { at, anchor, size, text, .. } => {
                put("x", at.x.to_string());
                put("y", at.y.to_string());
                put("font-size", size.to_string());
                put("text-anchor", anchor.svg().to_owned());
                if role.is_bold() {
                    put("font-weight", "bold".to_owned());
                }
                inside = Some(text.as_str());
                "text"
            }
        };
        match role.paint() {
            Paint::Fill | Paint::Text => {
                put("fill", role.ink().to_owned());
                if !role.opacity().is_empty() {
                    put("fill-opacity", role.opacity().to_owned());
                }
            }
            Paint::Stroke => {
                put("stroke", role.ink().to_owned());
                if role.stroke_width() != 10 {
                    put("stroke-width", Tenths(role.stroke_width()).to_string());
                }
                if !role.dashes().is_empty() {
                    put("stroke-dasharray", role.dashes().to_owned());
                    put("stroke-linecap", "round".to_owned());
                }
            }
        }
        Element { name, attributes, text: inside }
    }
}

fn around(points: &[Point]) -> Option<Extent> {
    Some(Extent {
        left: points.iter().map(|it| it.x).min()?,
        top: points.iter().map(|it| it.y).min()?,
        right: points.iter().map(|it| it.x).max()?,
        bottom: points.iter().map(|it| it.y).max()?,
    })
}

fn list(points: &[Point]) -> String {
    let mut out = String::with_capacity(points.len() * 12);
    for it in points {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&it.x.to_string());
        out.push(',');
        out.push_str(&it.y.to_string());
    }
    out
}

/// A drawing with its name and its description in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Width of the view box.
    pub width: Tenths,
    /// Height of the view box.
    pub height: Tenths,
    /// The name of the picture.
    pub title: String,
    /// What it shows, in a sentence or two with the real figures.
    pub description: String,
    /// The shapes, in the order in which they are painted.
    pub shapes: Vec<Shape>,
}

impl Picture {
    /// Attributes of the `svg` element itself; shapes rely on them. The ids that
    /// name it are added by [`Picture::to_svg`].
    pub fn root(&self) -> Vec<(&'static str, String)> {
        vec![
            ("class", "chart__svg".to_owned()),
            ("role", "img".to_owned()),
            ("viewBox", self.view_box()),
            ("fill", "none".to_owned()),
            ("stroke-linejoin", "round".to_owned()),
            ("font-family", "system-ui, sans-serif".to_owned()),
        ]
    }

    /// The value of the `viewBox` attribute.
    pub fn view_box(&self) -> String {
        ["0 0", &self.width.to_string(), &self.height.to_string()].join(" ")
    }
}
