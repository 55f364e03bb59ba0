//! What the records of a storage are called, beside those of assessments, and those in the
//! memory of a tab.

use crate::assessment::AssessmentId;
pub use crate::document::records::{
    MODEL_RECORD as MODEL, STORE_VERSION_RECORD as VERSION, all_records, parse_record, record,
    records,
};

/// Everything of this app in the local storage begins so.
pub const STORAGE: &str = "plumbline/";

/// Records that could not be read, kept for their owner.
pub const ASIDE: &str = "plumbline/aside/";

/// Whole assessments that are kept aside.
pub const SHELF: &str = "plumbline/shelf/";

/// What was removed by a page that was left before the journal had heard of it.
pub const REMOVED: &str = "plumbline/removed";

/// What is said of assessments where many are listed (see [`crate::catalogue::Listed`]).
pub const LISTED: &str = "plumbline/listed/";

/// When assessments were exported last.
pub const BACKUP: &str = "plumbline/backup/";

/// When everything was exported together last.
pub const BACKUP_OF_ALL: &str = "plumbline/backup-of-all";

/// Whether a record is kept in the journal, too.
pub fn is_journaled(key: &str) -> bool {
    key.starts_with(all_records()) || key.starts_with(SHELF)
}

/// The record of an assessment on the shelf.
pub fn shelf(at_ms: u64, id: &AssessmentId) -> String {
    format!("{SHELF}{at_ms:012x}-{id}")
}

/// Whether a record of the shelf is of this assessment.
pub fn is_shelf_of(key: &str, id: &AssessmentId) -> bool {
    // Two of the same moment are told apart by letters at the end.
    let rest = key.strip_prefix(SHELF).and_then(|it| it.split_once('-')).map(|(_, it)| it);
    rest.and_then(|it| it.strip_prefix(id.as_str())).is_some_and(|it| it.bytes().all(|b| b == b'x'))
}

/// What is said of an assessment where many are listed.
pub fn listed(id: &AssessmentId) -> String {
    format!("{LISTED}{id}")
}

/// When an assessment was exported last.
pub fn backup(id: &AssessmentId) -> String {
    format!("{BACKUP}{id}")
}

/// With what invitation an assessment began: the name of what was sent.
pub fn invited(id: &AssessmentId) -> String {
    format!("plumbline/invited/{id}")
}

/// What began last with an invitation to this.
pub fn begun_with(id: &str) -> String {
    ["plumbline/begun/", id].concat()
}

/// Everything of this app in the memory of a tab begins so.
pub const TAB: &str = "plumbline-";

/// In the memory of a tab: the link that was opened.
pub const LINK: &str = "plumbline-link";

/// In the memory of a tab: what was begun there, as nothing is stored before
/// something is said.
pub const BEGUN: &str = "plumbline-begun";

/// In the memory of a tab: the last changes of an assessment.
pub fn steps(id: &AssessmentId) -> String {
    format!("plumbline-steps-{id}")
}

/// In the memory of a tab: a comment that is being written.
pub fn draft(id: &AssessmentId, field: &str) -> String {
    format!("plumbline-draft-{id}-{field}")
}
