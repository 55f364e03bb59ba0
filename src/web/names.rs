//! Every storage key and DOM id that is used in more than one place.

use crate::assessment::AssessmentId;
use crate::model::{Model, ProcessIx, QuestionIx};

/// Everything of this app in the local storage begins so.
pub const STORAGE: &str = "plumbline/";

/// Assessments: one record per register.
const ASSESSMENTS: &str = "plumbline/1/";

/// Records that could not be read, kept for their owner.
pub const ASIDE: &str = "plumbline/aside/";

/// Whole assessments that are kept aside.
pub const SHELF: &str = "plumbline/shelf/";

/// Whether a record is kept in the journal, too.
pub fn is_journaled(key: &str) -> bool {
    key.starts_with(ASSESSMENTS) || key.starts_with(SHELF)
}

/// The record of an assessment on the shelf.
pub fn shelf(at_ms: u64, id: &AssessmentId) -> String {
    format!("{SHELF}{at_ms:012x}-{id}")
}

/// When an assessment was exported last.
pub fn backup(id: &AssessmentId) -> String {
    format!("plumbline/backup/{id}")
}

/// The chosen theme; `boot.js` reads it before the first paint.
pub const THEME: &str = "plumbline/theme";

/// Set to `false` when number keys are switched off.
pub const KEYS: &str = "plumbline/keys";

/// Everything of this app in the memory of a tab begins so.
pub const TAB: &str = "plumbline-";

/// In the memory of a tab: the link that was opened.
pub const LINK: &str = "plumbline-link";

/// In the memory of a tab: the last changes of an assessment.
pub fn steps(id: &AssessmentId) -> String {
    format!("plumbline-steps-{id}")
}

/// The register name under which an assessment's model is stored.
pub const MODEL: &str = "model";

/// The record of a register.
pub fn record(id: &AssessmentId, register: &str) -> String {
    format!("{ASSESSMENTS}{id}/{register}")
}

/// The beginning of all records of an assessment.
pub fn records(id: &AssessmentId) -> String {
    record(id, "")
}

/// The beginning of all records of all assessments.
pub fn all_records() -> &'static str {
    ASSESSMENTS
}

/// The assessment and register name of a record's key.
pub fn parse_record(key: &str) -> Option<(AssessmentId, &str)> {
    let (id, register) = key.strip_prefix(ASSESSMENTS)?.split_once('/')?;
    Some((AssessmentId::parse(id)?, register))
}

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
