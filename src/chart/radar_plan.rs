//! Where the parts of the radar stand.

use super::Size;
use super::canvas::px;
use super::polar::Polar;

/// Measures that differ between the sizes, in tenths.
pub(super) struct Plan {
    pub(super) width: i32,
    pub(super) polar: Polar,
    /// Where the labels around end.
    pub(super) bottom: i32,
    /// Whether names stand around, or numbers with a list below.
    pub(super) names_around: bool,
    /// Height of a line of the list.
    pub(super) line: i32,
}

/// Most spokes that have room for a name of two lines.
const MOST_NAMES: usize = 22;
pub(super) const LABEL_GAP: i32 = px(12);
pub(super) const LABEL_HEIGHT: i32 = px(32);
pub(super) const MARGIN: i32 = px(8);

/// The measures for so many spokes.
pub(super) fn plan(n: usize, size: Size) -> Plan {
    match size {
        Size::Wide if n <= MOST_NAMES => {
            let radius = px(178);
            let around = MARGIN + LABEL_HEIGHT + LABEL_GAP;
            Plan {
                width: px(640),
                polar: Polar { centre: (px(320), around + radius), radius, n },
                bottom: 2 * (around + radius),
                names_around: true,
                line: 0,
            }
        }
        _ => {
            let width = size.width();
            let radius = px(128);
            let around = px(26);
            Plan {
                width,
                polar: Polar { centre: (width / 2, around + radius), radius, n },
                bottom: 2 * (around + radius),
                names_around: false,
                line: px(19),
            }
        }
    }
}
