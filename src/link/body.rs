//! What stands in a link, decision by decision. One function goes through the
//! format in both directions: a writer gives each decision, a reader takes it.

use super::additions::{self, ADDITIONS, WITH_EPOCH};
use super::coder::{Coder, Decoder, Encoder, Odds};
use super::walk::Body;
use super::{LinkFault, Parcel};
use crate::assessment::{
    Aggregation, Answer, Assessment, AssessmentId, Belief, Checks, Clock, Edition, Independence,
    Key, Links, Override, Subject, Value, Writer,
};
use crate::model::{AttributeIx, Depth, Level, Model, ProcessIx, QuestionIx, Rating, Score};

/// What a link is meant for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The set-up, for others to answer.
    Invitation,
    /// A copy to look at.
    Result,
    /// Everything, to go on with elsewhere.
    Full,
}

impl Kind {
    const ALL: [Kind; 3] = [Kind::Invitation, Kind::Result, Kind::Full];
}

/// Ids of processes and questions by their place in links: `positions.txt`, which
/// is only ever added to at its end.
const POSITIONS: &str = include_str!("positions.txt");

/// Stands in place of the kind, which follows it, in a link with additions. A
/// reader from before there were any takes it for a kind of a newer version.
const WITH_ADDITIONS: u64 = 3;

/// The number of the shipped model.
const SHIPPED: u64 = 1;

/// 2020-01-01, from which minutes are counted.
const BEGIN_MS: u64 = 1_577_836_800_000;

/// The attributes of ISO/IEC 33020, as the format numbers them.
const ATTRIBUTES: [&str; 9] = ["1.1", "2.1", "2.2", "3.1", "3.2", "4.1", "4.2", "5.1", "5.2"];

/// Writes the body of a link.
pub(super) fn write(model: &Model, kind: Kind, assessment: &Assessment, now_ms: u64) -> Vec<u8> {
    let mut body = Body::new(model, Encoder::new(), Some(assessment), now_ms);
    // A writer's own words are never refused.
    let _ = body.go(kind);
    body.coder.finish()
}

/// Reads the body of a link whose checksum fits.
pub(super) fn read(model: &Model, bytes: &[u8]) -> Result<Parcel, LinkFault> {
    let mut body = Body::new(model, Decoder::new(bytes), None, 0);
    let (kind, made) = body.go(Kind::Full)?;
    if !body.coder.is_at_end() {
        return Err(LinkFault::Changed);
    }
    Ok(Parcel { kind, made, assessment: body.found })
}

/// What kind of link this is; `None` for a kind that this version does not know.
pub(super) fn kind(bytes: &[u8]) -> Option<Kind> {
    let mut coder = Decoder::new(bytes);
    let mut number = coder.raw(2, 0);
    if number == WITH_ADDITIONS {
        coder.raw(4, 0);
        number = coder.raw(2, 0);
    }
    Kind::ALL.get(usize::try_from(number).ok()?).copied()
}

// What invitations do without is in functions of its own: it need not be loaded for them.
impl<C: Coder> Body<'_, C> {
    fn go(&mut self, kind: Kind) -> Result<(Kind, u64), LinkFault> {
        let kind = Kind::ALL.iter().position(|it| *it == kind).unwrap_or(0) as u64;
        let mut additions = self.given.map_or(0, additions::needed);
        let mut number = self.coder.raw(2, if additions > 0 { WITH_ADDITIONS } else { kind });
        let has_additions = number == WITH_ADDITIONS;
        if has_additions {
            additions = self.coder.raw(4, additions);
            if additions > ADDITIONS {
                return Err(LinkFault::Newer);
            }
            number = self.coder.raw(2, kind);
        }
        let kind = usize::try_from(number).ok().and_then(|it| Kind::ALL.get(it).copied());
        let kind = kind.ok_or(LinkFault::Newer)?;
        if self.coder.raw(6, SHIPPED) != SHIPPED {
            return Err(LinkFault::OtherModel);
        }
        let minutes = self.now_ms.saturating_sub(BEGIN_MS) / 60_000;
        let made = BEGIN_MS + self.coder.raw(26, minutes & 0x3FF_FFFF) * 60_000;
        self.clock = Clock::start(made, Writer::LINK);
        if additions >= WITH_EPOCH {
            let epoch = self.given.and_then(Assessment::latest).map_or(0, |it| it.epoch);
            let epoch = u32::try_from(self.coder.raw(32, u64::from(epoch)));
            let clock = epoch.ok().and_then(|it| self.clock.in_epoch(it));
            self.clock = clock.ok_or(LinkFault::Changed)?;
        }
        if kind == Kind::Full {
            self.id()?;
        }
        let positions: Vec<&str> = POSITIONS.lines().collect();
        let known = self.coder.raw(12, positions.len() as u64);
        let known = usize::try_from(known).ok().filter(|it| *it <= positions.len());
        let known = known.ok_or(LinkFault::Newer)?;

        self.set_up()?;
        if !self.coder.even(self.has_any(is_behind_set_up)) {
            return Ok((kind, made));
        }
        let model = self.model;
        let positions = positions.get(..known).unwrap_or_default();
        let processes: Vec<ProcessIx> =
            positions.iter().filter_map(|it| model.process_by_id(it)).collect();
        let questions: Vec<(usize, QuestionIx)> =
            positions.iter().filter_map(|it| Some((slot(it), model.question_by_id(it)?))).collect();
        self.of_processes(&processes)?;
        self.of_questions(&questions)?;
        if has_additions {
            let questions: Vec<QuestionIx> = questions.iter().map(|(_, it)| *it).collect();
            self.additions(additions, &processes, &questions)?;
        }
        Ok((kind, made))
    }

    fn id(&mut self) -> Result<(), LinkFault> {
        const LETTERS: &[u8; 36] = b"abcdefghijklmnopqrstuvwxyz0123456789";
        let mine = self.found.id().as_str().to_owned();
        let mut id = String::new();
        for at in 0..12 {
            let letter = mine.as_bytes().get(at);
            let number = LETTERS.iter().position(|it| Some(it) == letter).unwrap_or(0);
            let number = self.coder.raw(6, number as u64);
            let letter = usize::try_from(number).ok().and_then(|it| LETTERS.get(it));
            id.push(char::from(*letter.ok_or(LinkFault::Changed)?));
        }
        let id = AssessmentId::parse(&id).ok_or(LinkFault::Changed)?;
        self.found = Assessment::new(id);
        Ok(())
    }

    fn set_up(&mut self) -> Result<(), LinkFault> {
        let mut odds = [Odds::EVEN; 2];
        for key in [Key::Name, Key::Organisation, Key::Unit, Key::Scope, Key::Assessors] {
            self.text(&mut odds[0], key)?;
        }
        self.text(&mut odds[1], Key::Preset)?;
        self.code(Key::Independence, Independence::ALL.iter().copied().map(Value::Independence))?;
        self.code(Key::Edition, Edition::ALL.iter().copied().map(Value::Edition))?;
        self.code(Key::Depth, Depth::ALL.iter().copied().map(Value::Depth))?;
        self.code(Key::Aggregation, Aggregation::ALL.iter().copied().map(Value::Aggregation))?;
        self.set(&mut Odds::EVEN.clone(), Key::Sample)?;
        let key = Key::Created;
        let mut odds = Odds::EVEN;
        self.field(&mut odds, key, |it, value| {
            let ms = if let Some(Value::Time(ms)) = value { *ms } else { 0 };
            Ok(Value::Time(it.coder.raw(48, ms & 0xFFFF_FFFF_FFFF)))
        })
    }

    #[inline(never)]
    fn of_processes(&mut self, processes: &[ProcessIx]) -> Result<(), LinkFault> {
        let mut presence = [Odds::EVEN; 4];
        let mut levels = [Odds::EVEN; 8];
        let mut beliefs = [Odds::EVEN; 16];
        let mut ratings = [Odds::EVEN; 4];
        for process in processes.iter().copied() {
            self.field(&mut presence[0], Key::Target(process), |it, value| {
                let level = if let Some(Value::Level(level)) = value { level.number() } else { 0 };
                let number = it.coder.number(&mut levels, 3, usize::from(level));
                let level = u8::try_from(number).ok().and_then(Level::from_number);
                Ok(Value::Level(level.ok_or(LinkFault::Changed)?))
            })?;
            self.text(&mut presence[1], Key::OutOfScope(process))?;
            self.field(&mut presence[2], Key::Belief(process), |it, value| {
                let number = match value {
                    Some(Value::Belief(Belief::Level(level))) => usize::from(level.number()),
                    Some(Value::Belief(Belief::Rating(rating))) => {
                        8 + Rating::ALL.iter().position(|it| it == rating).unwrap_or(0)
                    }
                    _ => 0,
                };
                let number = it.coder.number(&mut beliefs, 4, number);
                let belief = match number.checked_sub(8) {
                    Some(at) => Rating::ALL.get(at).copied().map(Belief::Rating),
                    None => {
                        u8::try_from(number).ok().and_then(Level::from_number).map(Belief::Level)
                    }
                };
                Ok(Value::Belief(belief.ok_or(LinkFault::Changed)?))
            })?;
            for id in ATTRIBUTES {
                let Some(attribute) = self.model.attribute_by_id(id) else { continue };
                self.own_rating(&mut presence[3], &mut ratings, process, attribute)?;
            }
        }
        Ok(())
    }

    fn own_rating(
        &mut self,
        presence: &mut Odds,
        ratings: &mut [Odds],
        process: ProcessIx,
        attribute: AttributeIx,
    ) -> Result<(), LinkFault> {
        self.field(presence, Key::Override(process, attribute), |it, value| {
            let own = if let Some(Value::Override(own)) = value { Some(own) } else { None };
            let number = own
                .and_then(|own| Rating::ALL.iter().position(|it| *it == own.rating))
                .unwrap_or(0);
            let number = it.coder.number(ratings, 2, number);
            let rating = Rating::ALL.get(number).copied().ok_or(LinkFault::Changed)?;
            let reason = it.words(own.map(Override::reason))?;
            Override::new(rating, reason).map(Value::Override).ok_or(LinkFault::Changed)
        })
    }

    #[inline(never)]
    fn of_questions(&mut self, questions: &[(usize, QuestionIx)]) -> Result<(), LinkFault> {
        let kinds: [fn(QuestionIx) -> Key; 4] = [Key::Note, Key::Evidence, Key::Checks, Key::Flag];
        let model = self.model;
        // Practices of one place are answered, or not, in most processes alike.
        let mut presence = vec![[Odds::EVEN; 2]; SLOTS];
        let mut answers = [[Odds::EVEN; 16]; 2];
        let mut before = false;
        for (slot, question) in questions.iter().copied() {
            let is_base = model.question(question).is_base();
            let Some(odds) = presence.get_mut(slot) else { continue };
            let odds = if is_base { &mut odds[usize::from(before)] } else { &mut odds[0] };
            let [base, generic] = &mut answers;
            let ratings = if is_base { base } else { generic };
            let key = Key::Answer(question);
            self.field(odds, key, |it, value| it.answer(ratings, value))?;
            before = self.found.answer(question).is_some();
        }
        for kind in kinds {
            let of_kind = |key: Key| questions.iter().any(|(_, it)| kind(*it) == key);
            if !self.coder.even(self.has_any(of_kind)) {
                continue;
            }
            let mut odds = [Odds::EVEN; 2];
            let mut ticks = [Odds::EVEN; 8];
            for (_, question) in questions.iter().copied() {
                let is_answered = self.found.answer(question).is_some();
                let odds = &mut odds[usize::from(is_answered)];
                match kind(question) {
                    key @ Key::Checks(_) => self.field(odds, key, |it, value| {
                        let given = if let Some(Value::Checks(checks)) = value {
                            *checks
                        } else {
                            Checks::NONE
                        };
                        let mut checks = Checks::NONE;
                        for (at, odds) in ticks.iter_mut().enumerate() {
                            checks = checks.with(at, it.coder.bit(odds, given.has(at)));
                        }
                        Ok(Value::Checks(checks))
                    })?,
                    key @ Key::Flag(_) => self.set(odds, key)?,
                    key => self.text(odds, key)?,
                }
            }
        }
        Ok(())
    }

    fn answer(&mut self, odds: &mut [Odds], value: Option<&Value>) -> Result<Value, LinkFault> {
        const NOT_APPLICABLE: usize = 8;
        const ASK: usize = 9;
        let answer = if let Some(Value::Answer(answer)) = value { Some(answer) } else { None };
        let number = match answer {
            Some(Answer::Rated(score)) => Score::ALL.iter().position(|it| it == score).unwrap_or(0),
            Some(Answer::NotApplicable { .. }) => NOT_APPLICABLE,
            Some(Answer::AskSomeone { .. }) => ASK,
            None => 0,
        };
        let answer = match self.coder.number(odds, 4, number) {
            NOT_APPLICABLE => {
                let given = answer.and_then(|it| match it {
                    Answer::NotApplicable { reason } => Some(reason),
                    _ => None,
                });
                Answer::NotApplicable { reason: self.words(given)? }
            }
            ASK => {
                let given = answer.and_then(|it| match it {
                    Answer::AskSomeone { whom } => Some(whom),
                    _ => None,
                });
                Answer::AskSomeone { whom: self.words(given)? }
            }
            rated => Answer::Rated(Score::ALL.get(rated).copied().ok_or(LinkFault::Changed)?),
        };
        Ok(Value::Answer(answer))
    }
}

/// Whether a link carries it behind the set-up.
fn is_behind_set_up(key: Key) -> bool {
    let row = key.row();
    row.subject != Subject::Assessment && row.links != Links::Never
}

/// Places whose practices are alike in all processes.
const SLOTS: usize = 1 + 8 * 8;

/// The place of a question by its id: 0 for base practices; generic practices
/// (`incident.2.1.a`) have one each.
fn slot(id: &str) -> usize {
    let generic = || {
        let mut parts = id.rsplit('.');
        let letter = parts.next()?.bytes().next()?.checked_sub(b'a')?;
        let second: u8 = parts.next()?.parse().ok()?;
        let first: u8 = parts.next()?.parse().ok()?;
        let attribute = first.checked_sub(2)? * 2 + second.checked_sub(1)?;
        (letter < 8 && attribute < 8).then(|| 1 + usize::from(attribute) * 8 + usize::from(letter))
    };
    generic().unwrap_or(0)
}
