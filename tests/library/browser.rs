//! A browser with one page, as the laws of the library want it: a storage and the memory of
//! a tab that are doubles, and a clock that goes on by a minute with each thing that is done.

use std::rc::Rc;

use plumbline::assessment::{Answer, Assessment, AssessmentId, Edit, Key, Value, Writer};
use plumbline::document::{self, records::Records};
use plumbline::leaving::LeftOut;
use plumbline::library::backup::{self, Leave, What};
use plumbline::library::import::{self, Choice};
use plumbline::library::{Library, Now, shelf};
use plumbline::model::{Score, Version};
use plumbline::store::Store;

use super::MODEL;
use super::double::Double;

/// When the first thing happens, in milliseconds since 1970 (UTC).
pub const START_MS: u64 = 1_790_000_000_000;
pub const MINUTE_MS: u64 = 60_000;
pub const DAY_MS: u64 = 24 * 60 * MINUTE_MS;

/// A browser with one page.
pub struct Browser {
    pub storage: Double,
    pub tab: Double,
    pub library: Rc<Library>,
    pub minute: u64,
}

pub fn opened(storage: &Double, tab: &Double) -> Rc<Library> {
    let store = Store::new(Some(Box::new(storage.clone())));
    Library::new(store, Box::new(tab.clone()), || &MODEL)
}

/// The same files as an app writes them that has this version of the questions.
pub fn of_version(files: &mut backup::Files, version: &str) {
    for (_, text) in &mut files.files {
        let mut all = document::read(&MODEL, text.as_bytes()).unwrap();
        all.iter_mut().for_each(|it| it.state_version(Version::parse(version)));
        *text = document::write(&MODEL, &all);
    }
}

impl Browser {
    pub fn new() -> Self {
        Self::over(Records::new())
    }

    pub fn over(texts: Records) -> Self {
        let (storage, tab) = (Double::of(texts), Double::default());
        Self { library: opened(&storage, &tab), storage, tab, minute: 0 }
    }

    pub fn now(&mut self) -> Now {
        self.minute += 1;
        Now { ms: START_MS + self.minute * MINUTE_MS, writer: Writer(7), chance: self.minute }
    }

    /// The page is opened again.
    pub fn reload(&mut self) {
        self.library = opened(&self.storage, &self.tab);
    }

    pub fn begin(&mut self, name: &str) -> AssessmentId {
        let now = self.now();
        self.library.begin([(Key::Name, Value::typed(name))], now)
    }

    /// Says something of an assessment, as the desk does; whether it was stored.
    pub fn say(&mut self, id: &AssessmentId, key: Key, value: Option<Value>) -> bool {
        let now = self.now();
        let mut it = self.library.load(id).unwrap().assessment;
        let clock = it.latest().map_or_else(|| now.clock(), |it| it.next(now.ms, now.writer));
        it.apply(Edit::new(key, value).unwrap(), clock);
        self.library.write_key(&it, key).is_ok()
    }

    pub fn answer(&mut self, id: &AssessmentId, question: usize, score: usize) -> bool {
        let question = MODEL.questions().nth(question).unwrap();
        let answer = Answer::Rated(Score::ALL[score]);
        self.say(id, Key::Answer(question), Some(Value::Answer(answer)))
    }

    pub fn note(&mut self, id: &AssessmentId, text: &str) -> bool {
        let question = MODEL.questions().next().unwrap();
        self.say(id, Key::Note(question), Some(Value::typed(text)))
    }

    pub fn loaded(&self, id: &AssessmentId) -> Assessment {
        self.library.load(id).unwrap().assessment
    }

    pub fn file(&self, what: &What) -> backup::Files {
        let how = Leave {
            left_out: LeftOut::default(),
            may_lack: false,
            now_ms: START_MS + self.minute * MINUTE_MS,
        };
        backup::files(&self.library, what, how).unwrap()
    }

    /// Opens files and takes over all that is in them, as the page does.
    pub fn take_over(&mut self, files: &backup::Files, choice: Choice) -> Result<(), ()> {
        let opened = files
            .files
            .iter()
            .map(|(name, text)| (name.clone(), document::open(&MODEL, text.as_bytes()).unwrap()));
        let opened: Vec<_> = opened.collect();
        let found = opened
            .iter()
            .flat_map(|(name, it)| it.assessments.iter().map(|it| (name.clone(), it.clone())));
        let (arrivals, _) = import::look(&self.library, found);
        for it in arrivals {
            let now = self.now();
            it.take_over(&self.library, choice, now).map_err(|_| ())?;
        }
        let asides: Vec<_> = opened.into_iter().flat_map(|(_, it)| it.asides).collect();
        for it in shelf::lacking(&self.library, &asides) {
            let now = self.now();
            shelf::take_in(&self.library, &it, now).map_err(|_| ())?;
        }
        Ok(())
    }
}
