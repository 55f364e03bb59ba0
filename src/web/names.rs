//! Every storage key and DOM id that is used in more than one place.

use crate::model::{Model, ProcessIx, QuestionIx};
pub use crate::store::keys::*;

/// The chosen theme; `boot.js` reads it before the first paint.
pub const THEME: &str = "plumbline/theme";

/// Who sits here, if they gave a name.
pub const ME: &str = "plumbline/me";

/// Set to `false` when number keys are switched off.
pub const KEYS: &str = "plumbline/keys";

/// Where the app is mounted.
pub const APP: &str = "app";

/// The heading that takes the focus when the page changes.
pub const HEADING: &str = "heading";

/// The main part, for the skip link.
pub const MAIN: &str = "main";

/// Prefix of the ids of question cards.
pub const QUESTION: &str = "q-";

/// The card of a question.
pub fn question(model: &Model, question: QuestionIx) -> String {
    format!("{QUESTION}{}", model.question(question).id().replace('.', "-"))
}

/// The card of a process in the quick depth, and of its row elsewhere.
pub fn process(model: &Model, process: ProcessIx) -> String {
    format!("{QUESTION}{}", model.process(process).id)
}
