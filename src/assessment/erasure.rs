//! What was taken out for good: a note with a name in it, say.
//!
//! Taking a value back leaves it among the earlier ones, where it can be found
//! again. An erasure leaves a moment instead, and nothing of what was said about
//! the key before it. The moment travels with the assessment, so that no older
//! file, link or tab brings back what it covers, in whatever order they meet. What
//! somebody says later stands: it is later than the moment.

use std::collections::{BTreeMap, BTreeSet};

use super::{Answer, Assessment, Clock, Key, Override, Register, Said, Text, Value};
use crate::words::unsaid as words;

impl Value {
    /// Every text of a person that it holds; blank ones are none.
    pub fn texts(&self) -> Vec<&str> {
        self.words().into_iter().filter(|it| !it.is_blank()).map(Text::as_str).collect()
    }

    /// The value without its text; `None` when nothing of it is left then.
    fn without_text(&self) -> Option<Value> {
        match self {
            Value::Text(_) | Value::Comment(_) => None,
            Value::Answer(Answer::NotApplicable { .. }) => {
                Some(Value::Answer(Answer::NotApplicable { reason: Text::default() }))
            }
            Value::Answer(Answer::AskSomeone { .. }) => {
                Some(Value::Answer(Answer::AskSomeone { whom: Text::default() }))
            }
            Value::Override(it) => {
                // None stands without a reason.
                Override::new(it.rating, Text::typed(&words::taken_out())).map(Value::Override)
            }
            other => Some(other.clone()),
        }
    }
}

/// Whether what a field holds is somebody's words. An id is a text and is not: nobody
/// wants it gone, and something else would go with it.
fn has_words(key: Key) -> bool {
    !matches!(key, Key::Preset | Key::RaterOf)
}

/// Texts of a field, each with when it was said.
pub type Words = BTreeSet<(Clock, String)>;

/// The same of several fields.
pub type WordsByField = BTreeMap<Key, Words>;

/// Texts of a field that are not shown any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Former {
    /// The field.
    pub key: Key,
    /// The texts, the latest first.
    pub texts: Vec<String>,
    /// Whether nothing stands in the field any more.
    pub is_removed: bool,
}

impl Assessment {
    /// The fields that hold texts which were changed or deleted, in key order.
    pub fn formers(&self) -> Vec<Former> {
        let former = |(key, register): (Key, &Register)| {
            let now = register.value().map(Value::texts).unwrap_or_default();
            let before = register.earlier().iter().filter_map(|it| it.value.as_ref());
            let mut texts: Vec<String> = Vec::new();
            for text in before.flat_map(Value::texts) {
                if !now.contains(&text) && !texts.iter().any(|it| it == text) {
                    texts.push(text.to_owned());
                }
            }
            let is_removed = register.value().is_none();
            (!texts.is_empty()).then_some(Former { key, texts, is_removed })
        };
        self.registers().filter(|(key, _)| has_words(*key)).filter_map(former).collect()
    }

    /// The same, with only those registers that are wanted.
    #[must_use]
    pub fn only(mut self, is_wanted: impl Fn(Key, &Register) -> bool) -> Self {
        self.registers.retain(|key, it| is_wanted(*key, it));
        self
    }

    /// The same, without what stood before.
    #[must_use]
    pub fn without_earlier(mut self) -> Self {
        let registers = std::mem::take(&mut self.registers).into_iter();
        self.registers = registers.map(|(key, it)| (key, it.without_earlier())).collect();
        self
    }

    /// Takes out for good whatever was said about a key before this moment, or is
    /// known here: what stands and what stood before.
    pub fn erase(&mut self, key: Key, moment: Clock) {
        let said = self.register(key).map(|it| successor(it.clock()));
        self.drop_before(key, said.map_or(moment, |it| it.max(moment)));
    }

    /// Takes out for good what stood before. What stands stays.
    pub fn erase_earlier(&mut self, key: Key) {
        if let Some(moment) = self.register(key).map(Register::clock) {
            self.drop_before(key, moment);
        }
    }

    /// The moment before which everything about a key was taken out for good.
    pub fn erased(&self, key: Key) -> Option<Clock> {
        self.erased.get(&key).copied()
    }

    /// Everything that was taken out for good: the keys, and before which moment.
    pub fn erasures(&self) -> impl Iterator<Item = (Key, Clock)> {
        self.erased.iter().map(|(key, moment)| (*key, *moment))
    }

    /// Takes out what was taken out of another replica. Returns whether that was
    /// news.
    pub fn heed(&mut self, other: &Self) -> bool {
        other
            .erasures()
            .fold(false, |is_news, (key, moment)| self.drop_before(key, moment) | is_news)
    }

    /// Takes out for good what was said about a key before a moment. Returns whether
    /// that was news.
    pub fn drop_before(&mut self, key: Key, moment: Clock) -> bool {
        if self.erased(key).is_some_and(|it| it >= moment) {
            return false;
        }
        self.erased.insert(key, moment);
        if let Some(left) = self.registers.remove(&key).and_then(|it| it.since(moment)) {
            self.registers.insert(key, left);
        }
        true
    }

    /// Every text that is or was said about a key.
    pub fn texts_of(&self, key: Key) -> BTreeSet<String> {
        let all = self.register(key).into_iter().flat_map(Register::all);
        all.filter_map(|it| it.value.as_ref()).flat_map(Value::texts).map(str::to_owned).collect()
    }

    /// The same, each with when it was said.
    pub fn words_of(&self, key: Key) -> Words {
        let all = self.register(key).into_iter().flat_map(Register::all);
        let words = all.flat_map(|said| {
            let texts = said.value.iter().flat_map(Value::texts);
            texts.map(|it| (said.clock, it.to_owned()))
        });
        words.filter(|_| has_words(key)).collect()
    }

    /// Takes these texts out for good where they are or were said about a key, by
    /// whoever says the same as another assessment; what they were the reason of
    /// stays. Returns whether there were any.
    pub fn erase_texts(&mut self, key: Key, texts: &BTreeSet<String>) -> bool {
        let is_it = |text: &str| texts.contains(text);
        self.erase_where(key, |it| it.value.iter().flat_map(Value::texts).any(is_it))
    }

    /// Takes these texts out for good where a copy has them: the same text, said at the
    /// same moment, or what was typed by the same person just before it. Whoever has said
    /// the same by chance keeps it. Returns whether there were any.
    pub fn erase_words(&mut self, key: Key, words: &Words) -> bool {
        let texts = |it: &Said| -> Vec<(Clock, String)> {
            let texts = it.value.iter().flat_map(Value::texts);
            texts.map(|text| (it.clock, text.to_owned())).collect()
        };
        let is_typed_before = |(clock, _): &(Clock, String)| {
            words.iter().any(|(at, _)| clock < at && clock.stretch() == at.stretch())
        };
        self.erase_where(key, |it| {
            texts(it).iter().any(|it| words.contains(it) || is_typed_before(it))
        })
    }

    fn erase_where(&mut self, key: Key, holds: impl Fn(&Said) -> bool) -> bool {
        let Some(register) = self.register(key).filter(|_| has_words(key)) else { return false };
        let clock = register.clock();
        let stands = register.all().next().filter(|it| holds(it)).and_then(|it| it.value.clone());
        match stands {
            Some(value) => {
                let moment = successor(clock);
                self.drop_before(key, moment);
                if let Some(left) = value.without_text() {
                    self.absorb(key, Register::new(Some(left), moment));
                }
            }
            None if register.earlier().iter().any(holds) => {
                self.drop_before(key, clock);
            }
            None => return false,
        }
        true
    }
}

/// The next moment of the same writer.
fn successor(clock: Clock) -> Clock {
    clock.next(clock.ms, clock.writer)
}

#[cfg(test)]
mod tests {
    use super::super::{AssessmentId, Edit, Writer};
    use super::*;
    use crate::model::{Model, QuestionIx};

    const NAMED: &str = "Kim was careless";

    fn question() -> QuestionIx {
        let model: Model = crate::bank::shipped().unwrap();
        model.questions().next().unwrap()
    }

    fn at(ms: u64, writer: u64) -> Clock {
        Clock::start(ms, Writer(writer))
    }

    fn said(key: Key, value: Option<Value>, clock: Clock) -> Assessment {
        let mut it = Assessment::new(AssessmentId::from_random(1));
        it.apply(Edit::new(key, value).unwrap(), clock);
        it
    }

    #[test]
    fn what_was_taken_out_does_not_come_back_from_an_older_copy() {
        let key = Key::Note(question());
        let old = said(key, Some(Value::typed(NAMED)), at(100_000, 1));
        let mut emptied = old.clone();
        emptied.apply(Edit::new(key, None).unwrap(), at(900_000, 2));
        assert!(emptied.texts_of(key).contains(NAMED));
        let mut clean = emptied.clone();
        clean.erase_earlier(key);
        let mut blank = old.clone();
        blank.erase(key, at(900_000, 2));
        for clean in [clean, blank] {
            for older in [&old, &emptied] {
                for it in [clean.clone().merge(older.clone()), older.clone().merge(clean.clone())] {
                    assert_eq!(it.texts_of(key), BTreeSet::new());
                    assert_eq!(it.value(key), None);
                }
            }
        }
    }

    #[test]
    fn what_is_said_afterwards_stands() {
        let key = Key::Note(question());
        let mut it = said(key, Some(Value::typed(NAMED)), at(900_000, 9));
        it.erase(key, at(100, 1));
        // Even by a clock that is behind.
        it.apply(Edit::new(key, Some(Value::typed("as agreed"))).unwrap(), at(200, 1));
        assert_eq!(it.text(key), "as agreed");
        assert_eq!(it.texts_of(key).len(), 1);
    }

    #[test]
    fn who_said_the_same_by_chance_keeps_it_and_a_copy_does_not() {
        let key = Key::Evidence(question());
        let mine = said(key, Some(Value::typed("in the tool")), at(100_000, 1));
        let words = mine.words_of(key);
        let mut copy = mine.clone().with_id(AssessmentId::from_random(2));
        assert!(copy.erase_words(key, &words));
        assert_eq!(copy.texts_of(key), BTreeSet::new());
        let mut other = said(key, Some(Value::typed("in the tool")), at(500_000, 1));
        assert!(!other.erase_words(key, &words));
        assert_eq!(other.text(key), "in the tool");
        // Nor does what stood there before stay in a copy that has gone on.
        let mut gone_on = mine.clone();
        gone_on.apply(Edit::new(key, Some(Value::typed("as agreed"))).unwrap(), at(900_000, 2));
        assert!(gone_on.erase_words(key, &words));
        assert_eq!(gone_on.texts_of(key), BTreeSet::from(["as agreed".to_owned()]));
    }

    #[test]
    fn an_id_is_nobodys_words() {
        let mut it = said(Key::Preset, Some(Value::typed("established")), at(100_000, 1));
        it.apply(Edit::new(Key::Preset, Some(Value::typed("managed"))).unwrap(), at(900_000, 1));
        assert_eq!(it.formers(), Vec::new());
        let texts = BTreeSet::from(["managed".to_owned()]);
        assert!(!it.erase_texts(Key::Preset, &texts));
        assert_eq!(it.text(Key::Preset), "managed");
    }

    #[test]
    fn a_copy_keeps_what_the_text_was_the_reason_of() {
        let reason = Text::typed(NAMED);
        let texts = BTreeSet::from([NAMED.to_owned()]);
        let key = Key::Answer(question());
        let answer = Answer::NotApplicable { reason };
        let mut copy = said(key, Some(Value::Answer(answer)), at(100, 1));
        assert!(copy.erase_texts(key, &texts));
        let left = Answer::NotApplicable { reason: Text::default() };
        assert_eq!(copy.answer(question()), Some(&left));
        assert_eq!(copy.texts_of(key), BTreeSet::new());
        assert!(!copy.erase_texts(key, &texts));
    }

    #[test]
    fn what_was_typed_on_the_way_to_it_goes_from_a_copy_as_well() {
        let key = Key::Note(question());
        let (early, late) = (at(100_000, 1), at(101_000, 1));
        let mut original = said(key, Some(Value::typed(NAMED)), early);
        let copies = [original.clone(), said(key, Some(Value::typed("All well")), at(101_000, 2))];
        original
            .apply(Edit::new(key, Some(Value::typed("Kim was careless, again"))).unwrap(), late);
        let words = original.words_of(key);
        let [mut typed, mut other] = copies.map(|it| it.with_id(AssessmentId::from_random(2)));
        assert!(typed.erase_words(key, &words));
        assert_eq!(typed.texts_of(key), BTreeSet::new());
        assert!(!other.erase_words(key, &words));
    }
}
