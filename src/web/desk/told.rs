//! Who is told of a change: whoever follows the assessment; and of what is about one
//! question whoever follows that question and nothing else. A page has hundreds of the
//! latter, and an answer is for a handful of them.

use leptos::prelude::*;

use super::Desk;
use crate::assessment::{Assessment, Key, Of};
use crate::model::QuestionIx;
use crate::web::live::memo;

/// Whoever follows one question alone, by its position.
pub(super) type Each = StoredValue<Vec<ArcTrigger>>;

/// The question that a field is about.
fn question_of(key: Key) -> Option<QuestionIx> {
    match key.of() {
        Of::Question(it) | Of::Comment(it, _) | Of::Mention(it, ..) => Some(it),
        Of::Assessment | Of::Process(_) | Of::Attribute(..) | Of::Person(_) | Of::Record(..) => {
            None
        }
    }
}

impl Desk {
    /// Changes what stands in a field, or, without one, whatever there is.
    pub(super) fn alter<T>(
        self,
        key: Option<Key>,
        change: impl FnOnce(&mut Assessment) -> T,
    ) -> Option<T> {
        let changed = self.assessment.try_update(change);
        self.each.try_with_value(|all| match key {
            Some(key) => {
                let told = question_of(key).and_then(|it| all.get(it.index()));
                told.into_iter().for_each(Notify::notify);
            }
            None => all.iter().for_each(Notify::notify),
        });
        changed
    }

    /// A memo over what was said of a question, and of nothing else.
    pub fn slice_of<T: PartialEq + Send + Sync + 'static>(
        self,
        question: QuestionIx,
        read: impl Fn(&Assessment) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        let told = self.each.try_with_value(|it| it.get(question.index()).cloned()).flatten();
        memo(move || {
            match &told {
                Some(it) => it.track(),
                None => self.track(),
            }
            self.look(&read)
        })
    }
}
