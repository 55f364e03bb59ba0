//! What was begun and not stored, as nothing has been said in it: a look at the first
//! page of an assessment leaves none behind. The memory of the tab keeps it across a
//! reload. And the sample, which is there as soon as somebody wants to see it.

use super::{Library, Now};
use crate::assessment::{Assessment, AssessmentId, Clock, Edit, Key, Value, Writer};
use crate::store::keys as names;

impl Library {
    /// Begins an assessment in which nothing is said yet, and returns its id. It is
    /// stored with the first thing that is said; until then this tab alone knows it.
    pub fn begin_blank(&self, now: Now) -> AssessmentId {
        if let Some(begun) = self.begun(now.writer).filter(|it| !self.has(it.id())) {
            return begun.id().clone();
        }
        let id = now.id();
        self.tab.set(names::BEGUN, &format!("{id} {}", now.ms));
        self.begun.replace(Some(blank(id.clone(), now.ms, now.writer)));
        id
    }

    /// What was begun in this tab, before it was reloaded or since.
    pub(super) fn begun(&self, writer: Writer) -> Option<Assessment> {
        if let Some(begun) = self.begun.borrow().as_ref() {
            return Some(begun.clone());
        }
        let kept = self.tab.get(names::BEGUN)?;
        let (id, at) = kept.split_once(' ')?;
        Some(blank(AssessmentId::parse(id)?, at.parse().ok()?, writer))
    }

    /// Whether it was begun in this tab and is not stored.
    pub fn is_blank(&self, id: &AssessmentId, writer: Writer) -> bool {
        self.begun(writer).is_some_and(|it| it.id() == id) && !self.has(id)
    }

    /// Stores what was only begun, before something is said in it or hung on it.
    pub fn settle(&self, id: &AssessmentId, writer: Writer) {
        if self.has(id) {
            return;
        }
        if let Some(begun) = self.begun(writer).filter(|it| it.id() == id) {
            self.drop_begun();
            // What is refused stays in memory, and the desk says so.
            let _ = self.write_all(&begun);
        }
    }

    pub(super) fn drop_begun(&self) {
        self.tab.remove(names::BEGUN);
        self.begun.take();
    }

    /// The sample, added if it is not here; `None` when the build is damaged.
    pub fn sample(&self, now: Now) -> Option<AssessmentId> {
        let here = self.all();
        if let Some(sample) = here.iter().find(|it| it.is_sample()) {
            return Some(sample.id().clone());
        }
        let sample = crate::bank::sample(self.shipped(), now.id(), now.ms)?;
        // What is refused stays in memory, and the desk says so.
        let _ = self.write_all(&sample);
        Some(sample.id().clone())
    }
}

fn blank(id: AssessmentId, now_ms: u64, writer: Writer) -> Assessment {
    let mut blank = Assessment::new(id);
    if let Some(edit) = Edit::new(Key::Created, Some(Value::Time(now_ms))) {
        blank.apply(edit, Clock::start(now_ms, writer));
    }
    blank
}
