//! Moments as they are shown. A day means the same day to everybody who looks, so
//! it is that of UTC and says so; a time that lies ahead is never shown for one.

use crate::assessment::clock::is_ahead;
use crate::assessment::{Assessment, Writer};
use crate::words::moment as words;

const DAY_MS: u64 = 24 * 60 * 60 * 1_000;

/// A moment that was written down somewhere, as it can be shown here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// Milliseconds since 1970 (UTC), not ahead of now: a clock that is ahead by
    /// less than two days is taken for this one.
    At(u64),
    /// It lies more than two days ahead: the clock that gave it was wrong.
    ClockWrong,
}

impl Moment {
    /// A moment, seen from now, both in milliseconds since 1970 (UTC).
    pub fn of(ms: u64, now_ms: u64) -> Self {
        if is_ahead(ms, now_ms) { Moment::ClockWrong } else { Moment::At(ms.min(now_ms)) }
    }

    /// The day, as in `28 November 2026 (UTC)`.
    pub fn day(self) -> String {
        self.words(|ms| words::day(&date(ms)))
    }

    /// The day and the time, as in `28 November 2026, 09:05 (UTC)`.
    pub fn minute(self) -> String {
        self.words(|ms| {
            let minutes = ms % DAY_MS / 60_000;
            let time = &format!("{:02}:{:02}", minutes / 60, minutes % 60);
            words::minute(words::Minute { date: &date(ms), time })
        })
    }

    fn words(self, say: impl FnOnce(u64) -> String) -> String {
        match self {
            Moment::At(ms) => say(ms),
            Moment::ClockWrong => words::clock_wrong(),
        }
    }
}

/// When the state of an assessment is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dated {
    /// Nothing has been said in it.
    Never,
    /// The latest change.
    Changed(Moment),
    /// A link says what stands and not when it was said: when the link was made.
    LinkMade(Moment),
}

impl Dated {
    /// Of an assessment, seen from now.
    pub fn of(assessment: &Assessment, now_ms: u64) -> Self {
        let Some(latest) = assessment.latest() else { return Dated::Never };
        let moment = Moment::of(latest.ms, now_ms);
        // The sample was said by nobody, too, and came from no link.
        if latest.writer == Writer::LINK && !assessment.is_sample() {
            Dated::LinkMade(moment)
        } else {
            Dated::Changed(moment)
        }
    }

    /// What stands before it in a title block.
    pub fn label(self) -> String {
        match self {
            Dated::Never | Dated::Changed(_) => words::state_of(),
            Dated::LinkMade(_) => words::link_made_on(),
        }
    }

    /// The day; a dash where nothing was said.
    pub fn day(self) -> String {
        match self {
            Dated::Never => "–".to_owned(),
            Dated::Changed(it) | Dated::LinkMade(it) => it.day(),
        }
    }

    /// The same within a line: `changed 28 November 2026 (UTC)`.
    pub fn words(self) -> String {
        match self {
            Dated::Never => words::nothing_said(),
            Dated::Changed(Moment::At(_)) => words::changed(&self.day()),
            Dated::LinkMade(Moment::At(_)) => words::link_made(&self.day()),
            Dated::Changed(it) | Dated::LinkMade(it) => it.day(),
        }
    }
}

/// The day of a moment in milliseconds since 1970 (UTC) as names of files have it,
/// which are put in order by it: `2026-11-28`, of UTC.
pub fn sortable_day(ms: u64) -> String {
    let (year, month, day) = calendar(ms);
    format!("{year:04}-{month:02}-{day:02}")
}

/// The day of the Gregorian calendar, as in `28 November 2026`.
fn date(ms: u64) -> String {
    let (year, month, day) = calendar(ms);
    let month = match month {
        1 => words::january(),
        2 => words::february(),
        3 => words::march(),
        4 => words::april(),
        5 => words::may(),
        6 => words::june(),
        7 => words::july(),
        8 => words::august(),
        9 => words::september(),
        10 => words::october(),
        11 => words::november(),
        _ => words::december(),
    };
    let [day, year] = [day, year].map(|it| usize::try_from(it).unwrap_or_default());
    words::date(words::Date { day, month: &month, year })
}

/// Year, month and day of the Gregorian calendar, months and days from 1.
fn calendar(ms: u64) -> (u64, u64, u64) {
    // Years begin in March here, so that the leap day is their last; they come
    // round every 400 years, which are 146,097 days.
    let days = ms / DAY_MS + 719_468;
    let (era, day) = (days / 146_097, days % 146_097);
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let of_year = day - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let of_month = of_year - (153 * month + 2) / 5 + 1;
    let year = era * 400 + year + u64::from(month >= 10);
    (year, (month + 2) % 12 + 1, of_month)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::assessment::{AssessmentId, Clock, Edit, Key, Value};

    const NOW: u64 = 1_795_900_000_000;

    fn said(ms: u64, writer: Writer) -> Assessment {
        let mut it = Assessment::new(AssessmentId::from_random(1));
        let edit = Edit::new(Key::Name, Some(Value::typed("Works"))).unwrap();
        it.apply(edit, Clock::start(ms, writer));
        it
    }

    #[test]
    fn days_are_those_of_the_calendar() {
        for (ms, day) in [
            (0, "1 January 1970"),
            (DAY_MS - 1, "1 January 1970"),
            (DAY_MS, "2 January 1970"),
            (951_782_400_000, "29 February 2000"),
            (951_868_800_000, "1 March 2000"),
            (1_582_934_400_000, "29 February 2020"),
            (1_609_459_199_999, "31 December 2020"),
            (1_609_459_200_000, "1 January 2021"),
            (1_795_823_999_999, "27 November 2026"),
            (1_795_824_000_000, "28 November 2026"),
            (4_107_542_399_999, "28 February 2100"),
            (4_107_542_400_000, "1 March 2100"),
            ((1 << 48) - 1, "2 August 10889"),
        ] {
            assert_eq!(date(ms), day);
        }
    }

    #[test]
    fn a_day_and_a_time_name_their_zone() {
        let at = Moment::of(1_795_824_000_000 + 9 * 3_600_000 + 5 * 60_000, NOW);
        assert_eq!(at.day(), "28 November 2026 (UTC)");
        assert_eq!(at.minute(), "28 November 2026, 09:05 (UTC)");
        assert_eq!(Moment::ClockWrong.day(), "a clock was wrong");
        assert_eq!(Moment::ClockWrong.minute(), "a clock was wrong");
    }

    #[test]
    fn a_state_is_of_its_latest_change_or_of_its_link() {
        let kim = Writer(7 << 32);
        let of = |it: &Assessment| Dated::of(it, NOW);
        assert_eq!(of(&Assessment::new(AssessmentId::from_random(1))), Dated::Never);
        let mut it = said(NOW - DAY_MS, Writer::LINK);
        assert_eq!(of(&it), Dated::LinkMade(Moment::At(NOW - DAY_MS)));
        assert_eq!(of(&it).label(), "Link made on");
        let edit = Edit::new(Key::Name, Some(Value::typed("Yard"))).unwrap();
        it.apply(edit, Clock::start(NOW, kim));
        assert_eq!(of(&it), Dated::Changed(Moment::At(NOW)));
        assert_eq!(of(&it).words(), "changed 28 November 2026 (UTC)");
        let far = said(11_800_000_000_000, kim);
        assert_eq!(of(&far).words(), "a clock was wrong");
        assert_eq!([of(&far).label(), of(&far).day()], ["State of", "a clock was wrong"]);
    }

    proptest! {
        #[test]
        fn nothing_shown_lies_ahead_of_now(ms in 0_u64..1 << 48, now in 0_u64..1 << 48) {
            match Moment::of(ms, now) {
                Moment::At(at) => prop_assert!(at == ms.min(now) && ms <= now + 2 * DAY_MS),
                Moment::ClockWrong => prop_assert!(ms > now + 2 * DAY_MS),
            }
        }

        #[test]
        fn the_next_day_is_another_one_and_the_same_day_is_not(ms in 0_u64..1 << 47) {
            let begin = ms / DAY_MS * DAY_MS;
            prop_assert_eq!(date(ms), date(begin));
            prop_assert_ne!(date(begin), date(begin + DAY_MS));
        }
    }

    #[test]
    fn days_in_names_of_files_are_in_the_order_of_time() {
        for (ms, day) in [
            (0, "1970-01-01"),
            (951_782_400_000, "2000-02-29"),
            (1_798_761_599_999, "2026-12-31"),
            (1_798_761_600_000, "2027-01-01"),
        ] {
            assert_eq!(sortable_day(ms), day);
        }
    }
}
