//! The shape of the data files, exactly as they are written.
//!
//! These types carry no promise beyond "it parsed": [`super::check`] says
//! whether the content is sound, and only [`super::Model`] leaves this module.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A whole model: `model.toml` with the files of the processes, areas and
/// generic practices put in.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawModel {
    /// Identity of the model, stored with every assessment.
    pub id: String,
    /// Version of the content, `major.minor.patch`.
    pub version: String,
    /// Title for people.
    pub title: String,
    /// Process attributes, by level.
    pub attributes: Vec<RawAttribute>,
    /// Groups in display order.
    pub groups: Vec<RawGroup>,
    /// Ready-made target profiles.
    pub presets: Vec<RawPreset>,
    /// Retired ids with their successors.
    pub aliases: BTreeMap<String, String>,
    /// Clauses of each edition.
    pub clauses: RawEditions<RawClause>,
    /// Processes and areas, in any order: the groups order them.
    #[serde(default)]
    pub processes: Vec<RawProcess>,
    /// Practices of PA 2.1 upwards, worded once.
    #[serde(default)]
    pub generic: Vec<RawPractice>,
}

/// A process attribute of ISO/IEC 33020.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawAttribute {
    /// "1.1" to "5.2".
    pub id: String,
    /// The capability level it belongs to, 1 to 5.
    pub level: u8,
    /// The attribute's name.
    pub title: String,
}

/// A group of processes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawGroup {
    /// Id.
    pub id: String,
    /// Title for people.
    pub title: String,
    /// Ids of its processes, in display order.
    pub members: Vec<String>,
}

/// A ready-made target profile.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawPreset {
    /// Id.
    pub id: String,
    /// Title for people.
    pub title: String,
    /// When to choose it.
    pub text: String,
    /// Target level of the processes not named in `levels`.
    pub others: u8,
    /// Target levels by process id.
    pub levels: BTreeMap<String, u8>,
}

impl RawModel {
    /// Takes the recommendations and benefits out: a third of the text, and nothing that
    /// the questionnaire needs. By the ids of practices.
    pub fn take_advice(&mut self) -> BTreeMap<String, RawAdvice> {
        let base = self.processes.iter_mut().flat_map(|it| &mut it.practices);
        let take = |it: &mut RawPractice| RawAdvice {
            recommendation: std::mem::take(&mut it.recommendation),
            benefit: std::mem::take(&mut it.benefit),
        };
        base.chain(&mut self.generic).map(|it| (it.id.clone(), take(it))).collect()
    }

    /// In two: the model with the texts of its first process alone, in the order of
    /// display, which is where people begin; and the other processes whole.
    #[must_use]
    pub fn brief(mut self) -> (Self, Vec<RawProcess>) {
        let first = self.groups.first().and_then(|it| it.members.first()).cloned();
        let is_later = |it: &RawProcess| Some(&it.id) != first.as_ref();
        let later = self.processes.iter().filter(|it| is_later(it)).cloned().collect();
        for process in self.processes.iter_mut().filter(|it| is_later(it)) {
            process.purpose.clear();
            process.risks.clear();
            process.statements.clear();
            for practice in &mut process.practices {
                practice.statement.clear();
                practice.why.clear();
                practice.example.clear();
                practice.checks.clear();
                practice.evidence.clear();
            }
        }
        (self, later)
    }
}

/// One list for each edition of the standard.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawEditions<T> {
    /// ISO/IEC 20000-1:2005.
    #[serde(rename = "2005")]
    pub e2005: Vec<T>,
    /// ISO/IEC 20000-1:2018.
    #[serde(rename = "2018")]
    pub e2018: Vec<T>,
}

/// A clause: number and short title only, never the requirement's text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawClause {
    /// As in "8.6.1".
    pub number: String,
    /// Short title.
    pub title: String,
}

/// A process, or a management-system area (group `management`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawProcess {
    /// Id.
    pub id: String,
    /// The group it stands in.
    pub group: String,
    /// Full name.
    pub name: String,
    /// Label for charts, at most 16 characters.
    pub short: String,
    /// Clauses the process stands for.
    pub clauses: RawEditions<String>,
    /// What the process is for.
    pub(super) purpose: String,
    /// What tends to happen without it.
    pub(super) risks: Vec<String>,
    /// Quick depth: six statements for levels 0 to 5, or four (N to F) for an
    /// area.
    pub(super) statements: Vec<String>,
    /// Words for the slots of generic practices; areas have none.
    pub words: Option<RawWords>,
    /// Base practices (PA 1.1).
    pub practices: Vec<RawPractice>,
}

/// The words of a process that generic practices are shown in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawWords {
    /// As in "incident management".
    pub process: String,
    /// Fits "how well we are doing at …".
    pub outcome: String,
    /// Two or three measures.
    pub measures: String,
    /// What the process leaves behind.
    pub products: String,
    /// Who does the work, plural.
    pub people: String,
    /// Processes it hands over to.
    pub neighbours: String,
}

/// A practice: base (of a process) or generic (of an attribute).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawPractice {
    /// `process.practice`, or `attribute.letter` for a generic practice.
    pub id: String,
    /// The attribute a generic practice belongs to; base practices: none.
    #[serde(default)]
    pub attribute: Option<String>,
    /// The shallowest depth that asks it; base practices: standard.
    #[serde(default)]
    pub depth: RawDepth,
    /// Two to four words for lists.
    pub title: String,
    /// What is rated.
    pub(super) statement: String,
    /// One sentence: why it matters.
    pub(super) why: String,
    /// One concrete scene.
    pub(super) example: String,
    /// Observable things; all ticked suggests "fully".
    pub(super) checks: Vec<String>,
    /// Typical evidence.
    pub(super) evidence: Vec<String>,
    /// Clauses of both editions.
    pub clauses: RawEditions<String>,
    /// Whether a clause asks for it.
    pub requirement: bool,
    /// 1 refinement, 2 normal, 3 the process fails without it.
    pub weight: u8,
    /// What to do when it is not met.
    pub(super) recommendation: String,
    /// What the business gets.
    pub(super) benefit: String,
    /// Person-days: low, likely, high.
    pub effort: [u16; 3],
    /// Practices that have to be there first.
    pub depends_on: Vec<String>,
}

/// What may be done about a practice, which lies beside the model and not in it: an entry
/// of the overlay that `bank::Advice` is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RawAdvice {
    /// What to do when it is not met.
    pub recommendation: String,
    /// What the business gets.
    pub benefit: String,
}

/// How deep a questionnaire must be to ask a practice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RawDepth {
    /// Asked in standard and full depth.
    #[default]
    Standard,
    /// Asked in full depth only.
    Full,
}
