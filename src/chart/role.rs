//! What a shape stands for. Charts speak of roles; colours belong to the
//! style sheet, which knows the theme, print and forced colours.
//!
//! Invariant: one role is always painted in one manner (filled, stroked or
//! written), so a style rule for its class needs to set one property only.

use plotters::style::RGBAColor;
use plotters_backend::BackendColor;

use crate::model::{Level, Rating};

/// In which manner a role is painted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paint {
    /// The inside is filled; there is no outline.
    Fill,
    /// A line or an outline; there is no inside.
    Stroke,
    /// Text.
    Text,
}

/// Line width in tenths of a unit, dash pattern, and whether ends are round.
type Pen = (i32, &'static str);

const THIN: Pen = (10, "");

macro_rules! roles {
    ($($(#[$doc:meta])* $role:ident: $class:literal, $paint:ident, $ink:literal, $pen:expr;)+) => {
        /// What a shape stands for.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Role {
            $($(#[$doc])* $role,)+
        }

        impl Role {
            /// All roles.
            pub const ALL: &[Role] = &[$(Role::$role),+];

            /// The class that a style sheet gives colour to, as in `ch-grid`.
            pub const fn css_class(self) -> &'static str {
                match self { $(Role::$role => concat!("ch-", $class),)+ }
            }

            /// In which manner it is painted.
            pub const fn paint(self) -> Paint {
                match self { $(Role::$role => Paint::$paint,)+ }
            }

            /// A named colour for when there is no style sheet at all, as in a
            /// picture saved to a file: black and greys, as in print.
            pub const fn ink(self) -> &'static str {
                match self { $(Role::$role => $ink,)+ }
            }

            const fn pen(self) -> Pen {
                match self { $(Role::$role => $pen,)+ }
            }
        }
    };
}

roles! {
    /// The page behind the chart, to keep marks and numbers clear of lines.
    Surface: "surface", Fill, "white", THIN;
    /// Rings, spokes and tick lines.
    Grid: "grid", Stroke, "lightgray", THIN;
    /// The line a scale begins or ends at.
    Axis: "axis", Stroke, "gray", THIN;
    /// The edge of a bar, for fills too pale to be seen by themselves.
    Outline: "outline", Stroke, "black", THIN;
    /// Names.
    Label: "label", Text, "black", THIN;
    /// Headings over groups of names.
    GroupLabel: "group-label", Text, "black", THIN;
    /// Numbers and names along a scale.
    Tick: "tick", Text, "dimgray", THIN;
    /// Figures.
    Value: "value", Text, "black", THIN;
    /// Words instead of a figure, as in "not assessed".
    Note: "note", Text, "dimgray", THIN;
    /// What is proven: the line.
    Current: "current", Stroke, "black", (24, "");
    /// What is proven: the area inside the line. Translucent.
    CurrentFill: "current-fill", Fill, "gray", THIN;
    /// What is proven: the dot of one process.
    CurrentMark: "current-mark", Fill, "black", THIN;
    /// What is to be reached.
    Target: "target", Stroke, "black", (18, "7 3");
    /// What is to be reached: a short mark, as on a bar. Never dashed.
    TargetMark: "target-mark", Stroke, "black", (24, "");
    /// What is to be reached: its number.
    TargetText: "target-text", Text, "black", THIN;
    /// The border around the attributes that a target asks for.
    TargetFrame: "target-frame", Stroke, "black", (20, "");
    /// The sign that an attribute meets its target.
    Met: "met", Stroke, "black", (16, "");
    /// What open answers can still reach: the outline.
    Range: "range", Stroke, "dimgray", (12, "");
    /// What open answers can still reach: the area. Translucent.
    RangeFill: "range-fill", Fill, "silver", THIN;
    /// Hatching over an area that is open.
    Hatch: "hatch", Stroke, "gray", THIN;
    /// What is believed without proof.
    Belief: "belief", Stroke, "black", (18, "4 3");
    /// What is believed without proof: the ring of one process. Never dashed.
    BeliefMark: "belief-mark", Stroke, "black", (18, "");
    /// What is believed without proof: the area inside. Translucent.
    BeliefFill: "belief-fill", Fill, "silver", THIN;
    /// The assessment before this one.
    Previous: "previous", Stroke, "dimgray", (20, "0.1 4");
    /// The assessment before this one: a short mark. Never dashed.
    PreviousMark: "previous-mark", Stroke, "dimgray", (18, "");
    /// Nothing rated yet: no level.
    NotAssessed: "not-assessed", Stroke, "gray", (14, "2 4");
    /// Left out of the scope.
    OutOfScope: "out-of-scope", Stroke, "gray", (14, "");
    /// Does not apply.
    NotApplicable: "not-applicable", Stroke, "gray", (14, "");
    /// Level 0.
    Level0: "level-0", Fill, "black", THIN;
    /// Level 1.
    Level1: "level-1", Fill, "gray", THIN;
    /// Level 2.
    Level2: "level-2", Fill, "gray", THIN;
    /// Level 3.
    Level3: "level-3", Fill, "gray", THIN;
    /// Level 4.
    Level4: "level-4", Fill, "gray", THIN;
    /// Level 5.
    Level5: "level-5", Fill, "gray", THIN;
    /// A cell rated N.
    RatingN: "rating-n", Fill, "whitesmoke", THIN;
    /// A cell rated P.
    RatingP: "rating-p", Fill, "gainsboro", THIN;
    /// A cell rated L.
    RatingL: "rating-l", Fill, "silver", THIN;
    /// A cell rated F.
    RatingF: "rating-f", Fill, "dimgray", THIN;
    /// The letter on a cell rated N.
    LetterN: "letter-n", Text, "black", THIN;
    /// The letter on a cell rated P.
    LetterP: "letter-p", Text, "black", THIN;
    /// The letter on a cell rated L.
    LetterL: "letter-l", Text, "black", THIN;
    /// The letter on a cell rated F.
    LetterF: "letter-f", Text, "white", THIN;
    /// The outline of a cell that is asked and not rated.
    Unrated: "unrated", Stroke, "gray", (10, "2 2");
    /// The corner of a cell that the assessor rated by judgement.
    Override: "override", Fill, "black", THIN;
}

impl Role {
    /// The bar of a level.
    pub const fn level(level: Level) -> Self {
        match level {
            Level::Incomplete => Role::Level0,
            Level::Performed => Role::Level1,
            Level::Managed => Role::Level2,
            Level::Established => Role::Level3,
            Level::Predictable => Role::Level4,
            Level::Innovating => Role::Level5,
        }
    }

    /// The cell of a rating.
    pub const fn rating(rating: Rating) -> Self {
        match rating {
            Rating::N => Role::RatingN,
            Rating::P => Role::RatingP,
            Rating::L => Role::RatingL,
            Rating::F => Role::RatingF,
        }
    }

    /// The letter on the cell of a rating.
    pub const fn letter(rating: Rating) -> Self {
        match rating {
            Rating::N => Role::LetterN,
            Rating::P => Role::LetterP,
            Rating::L => Role::LetterL,
            Rating::F => Role::LetterF,
        }
    }

    /// Width of the line in tenths of a unit.
    pub const fn stroke_width(self) -> i32 {
        self.pen().0
    }

    /// Dashes of the line; empty for a solid one.
    pub const fn dashes(self) -> &'static str {
        self.pen().1
    }

    /// How much of the ground shows through a fill, as an SVG opacity; empty
    /// when nothing does.
    pub const fn opacity(self) -> &'static str {
        match self {
            Role::CurrentFill => "0.22",
            Role::RangeFill => "0.28",
            Role::BeliefFill => "0.14",
            _ => "",
        }
    }

    /// Whether its text is bold.
    pub const fn is_bold(self) -> bool {
        matches!(
            self,
            Role::GroupLabel
                | Role::Value
                | Role::TargetText
                | Role::LetterN
                | Role::LetterP
                | Role::LetterL
                | Role::LetterF
        )
    }

    /// The colour that carries the role through plotters.
    pub(super) fn carrier(self) -> RGBAColor {
        RGBAColor(0, 0, self as u8, 1.0)
    }

    /// The role that a colour carries.
    pub(super) fn carried_by(color: BackendColor) -> Self {
        Self::ALL.get(usize::from(color.rgb.2)).copied().unwrap_or(Role::Grid)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use plotters::style::Color;

    use super::*;

    #[test]
    fn a_role_survives_the_way_through_plotters() {
        for role in Role::ALL {
            assert_eq!(Role::carried_by(role.carrier().to_backend_color()), *role);
        }
    }

    #[test]
    fn every_role_has_its_own_class() {
        let classes: BTreeSet<&str> = Role::ALL.iter().map(|it| it.css_class()).collect();
        assert_eq!(classes.len(), Role::ALL.len());
        assert!(classes.iter().all(|it| it.starts_with("ch-")));
    }
}
