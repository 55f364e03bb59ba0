//! Charts: a score sheet becomes a picture made of plain shapes, and a table
//! of the same figures as its text alternative.
//!
//! Reading order: [`picture`] and [`role`] (what a drawing is), `recorder` and
//! `canvas` (plotters draws into it), `figures` (what the level charts show),
//! `polar` (the geometry of the radar), then the charts: [`radar`], [`bars`],
//! [`profile`], [`mini`].
//!
//! Invariants: no colour is named here but black and greys for paper; shapes
//! have roles, and the style sheet gives each role its colour. Colour is never
//! the only carrier. Not assessed, out of scope, not applicable and level 0
//! are four different pictures. The same figures always give the same drawing.

mod bars;
mod canvas;
mod cell;
mod figures;
mod grid;
mod legend;
mod mini;
mod names;
pub mod picture;
mod polar;
mod profile;
mod radar;
mod radar_plan;
mod recorder;
pub mod role;
mod svg;
pub mod table;
mod text;

pub use bars::bars;
pub use mini::{mini, strip};
pub use picture::{Element, Picture, Shape, Tenths};
pub use profile::profile;
pub use radar::radar;
pub use role::Role;
pub use table::{Cell, CellKind, Table};

/// A chart: what it looks like, and what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    /// The drawing.
    pub picture: Picture,
    /// The same figures as text.
    pub table: Table,
}

/// How much room a chart has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// 320 units wide: a phone held upright, or a column.
    Compact,
    /// 640 units wide: a page, a screen, a sheet of paper.
    Wide,
}

impl Size {
    /// The width in tenths of a unit.
    const fn width(self) -> i32 {
        match self {
            Size::Compact => canvas::px(320),
            Size::Wide => canvas::px(640),
        }
    }
}

#[cfg(test)]
mod tests;
