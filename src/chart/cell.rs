//! One cell of an attribute profile.

use super::canvas::{Canvas, Spot, Type, px};
use super::legend;
use super::role::Role;
use crate::model::{Level, Rating};
use crate::scoring::{AttributeGap, gap};
use crate::scoring::{AttributeScore, AttributeState};
use crate::words::chart as words;

/// What a cell shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Content {
    pub(super) state: AttributeState,
    /// Whether the assessor rated it by judgement.
    pub(super) own: bool,
    /// Whether the target is met for sure; `None` where it asks for nothing.
    pub(super) met: Option<bool>,
    /// What the target asks for.
    wanted: Option<Rating>,
}

impl Content {
    /// The cell of an attribute of this level, for a target if there is one.
    pub(super) fn of(score: &AttributeScore, level: Level, target: Option<Level>) -> Self {
        let state = score.state();
        let target = target.filter(|it| level <= *it);
        let met = target.map(|target| match state {
            AttributeState::Rated { bounds, .. } => {
                gap::of_attribute(bounds.lowest, level, target) == AttributeGap::None
            }
            _ => false,
        });
        let wanted = target.map(|it| if level < it { Rating::F } else { Rating::L });
        Self { state, own: score.overridden.is_some(), met, wanted }
    }

    /// Whether open answers can still change the rating.
    pub(super) fn is_open(&self) -> bool {
        matches!(self.state, AttributeState::Rated { bounds, .. } if !bounds.is_settled())
    }

    /// The same in words.
    pub(super) fn words(&self) -> String {
        let mut out = match self.state {
            AttributeState::NotAsked => return String::new(),
            AttributeState::Unrated => words::unrated(),
            AttributeState::NotApplicable => words::not_applicable(),
            AttributeState::Rated { bounds, .. } if bounds.is_settled() => {
                bounds.lowest.code().to_owned()
            }
            AttributeState::Rated { bounds, .. } => {
                let (lowest, highest) = (bounds.lowest.code(), bounds.highest.code());
                words::open(words::Open { lowest, highest })
            }
        };
        if self.own {
            out = words::own_rating(&out);
        }
        if let (Some(met), Some(wanted)) = (self.met, self.wanted) {
            out = match (met, wanted) {
                (true, _) => words::target_met(&out),
                (false, Rating::F) => words::target_fully(&out),
                (false, _) => words::target_largely(&out),
            };
        }
        out
    }
}

const SIZE: i32 = 130;
/// Below this width a letter makes room for the check mark.
const NARROW: i32 = px(28);

/// Draws a cell between two corners.
pub(super) fn draw(canvas: &Canvas<'_>, upper_left: Spot, bottom_right: Spot, content: &Content) {
    let (left, top) = upper_left;
    let (right, bottom) = bottom_right;
    let y = (top + bottom) / 2;
    let middle = (left + right) / 2;
    let narrow = right - left < NARROW;
    match content.state {
        AttributeState::NotAsked => {}
        AttributeState::Unrated | AttributeState::NotApplicable => {
            canvas.rect(Role::Unrated, upper_left, bottom_right);
            let (words, size) = match content.state {
                AttributeState::Unrated => ("·".to_owned(), 160),
                _ => (words::letter_not_applicable(), 100),
            };
            canvas.text(Type::new(Role::Note, size).centred(), (middle, y), &words);
        }
        AttributeState::Rated { bounds, .. } if bounds.is_settled() => {
            let rating = bounds.lowest;
            canvas.rect(Role::rating(rating), upper_left, bottom_right);
            canvas.rect(Role::Grid, upper_left, bottom_right);
            let (size, aside) = if narrow { (SIZE - 15, px(3)) } else { (SIZE, 0) };
            let kind = Type::new(Role::letter(rating), size).centred();
            canvas.text(kind, (middle - aside, y - aside), rating.code());
        }
        AttributeState::Rated { bounds, .. } => {
            // Left what is certain, right what it can still become.
            canvas.rect(Role::rating(bounds.lowest), upper_left, (middle, bottom));
            canvas.hatch((middle, top), bottom_right, px(5));
            canvas.rect(Role::Range, upper_left, bottom_right);
            let (first, second) = ((left + middle) / 2, (middle + right) / 2);
            let size = if narrow { SIZE - 30 } else { SIZE - 10 };
            let kind = Type::new(Role::letter(bounds.lowest), size).centred();
            canvas.text(kind, (first, y), bounds.lowest.code());
            let half = (size * 4 / 10).min((right - middle) / 2 - 8);
            canvas.rect(Role::Surface, (second - half, y - px(7)), (second + half, y + px(7)));
            let kind = Type::new(Role::Note, size).centred();
            canvas.text(kind, (second, y), bounds.highest.code());
        }
    }
    if content.own {
        legend::corner(canvas, (right, top));
    }
    if content.met == Some(true) {
        let inset = if narrow { px(4) } else { px(6) };
        let at = (right - inset, bottom - px(5));
        canvas.circle(Role::Surface, at, if narrow { 30 } else { 38 });
        legend::check(canvas, at, if narrow { 7 } else { 10 });
    }
}
