//! What pages read of the assessments in this browser, and follow: each of these is asked
//! again when something was written, here or in another tab.

use std::sync::Arc;

use leptos::prelude::*;

use super::Library;
use crate::assessment::AssessmentId;
use crate::catalogue::{Listed, Stored};
use crate::document::Aside;
use crate::library::{backup, shelf};
use crate::web::browser;

impl Library {
    /// The assessments that stand on their own, latest change first. Tracks every
    /// change of them.
    pub fn all(self) -> Vec<Arc<Stored>> {
        self.changes.track();
        self.kept().all()
    }

    /// Answers that were collected for an assessment, by name. Tracks every change
    /// of assessments.
    pub fn raters(self, of: &AssessmentId) -> Vec<Arc<Stored>> {
        self.changes.track();
        self.kept().raters(of)
    }

    /// An assessment as it is stored, to look at. Tracks every change of
    /// assessments.
    pub fn stored(self, id: &AssessmentId) -> Option<Arc<Stored>> {
        self.changes.track();
        self.kept().stored(id)
    }

    /// What is said of all assessments that stand on their own where many are listed, latest
    /// change first. Tracks every change of them.
    pub fn listing(self) -> Vec<Arc<Listed>> {
        self.changes.track();
        self.kept().listing(browser::now_ms())
    }

    /// The same of one.
    pub fn listed(self, id: &AssessmentId) -> Option<Arc<Listed>> {
        self.changes.track();
        self.kept().listed(id, browser::now_ms())
    }

    /// Everything on the shelf, latest first. Tracks what is put there and removed.
    pub fn asides(self) -> Vec<Arc<Aside>> {
        self.aside_changes.track();
        shelf::all(&self.kept())
    }

    /// The named states of an assessment, latest first. Tracks what is put on the shelf and
    /// removed.
    pub fn states(self, of: &AssessmentId) -> Vec<Arc<Aside>> {
        self.aside_changes.track();
        shelf::snapshots(&self.kept(), of)
    }

    /// Whether one of those that are listed is somebody's own work, or has something of
    /// theirs in it. Tracks every change of assessments.
    pub fn has_own(self, all: &[Arc<Listed>]) -> bool {
        self.changes.track();
        let everything = self.kept().everything_listed(browser::now_ms());
        all.iter().any(|it| backup::is_own_listed(&everything, it))
    }

    /// When all of these were exported last: see [`backup::last`]. Tracks every change.
    pub fn last_backup(self, all: &[Arc<Listed>]) -> Option<u64> {
        self.changes.track();
        self.aside_changes.track();
        backup::last(&self.kept(), all, browser::now_ms())
    }

    /// Whether it is time for a reminder: see [`backup::is_due`]. Tracks every change of
    /// assessments.
    pub fn is_backup_due(self, all: &[Arc<Listed>]) -> bool {
        self.changes.track();
        backup::is_due(&self.kept(), all, browser::now_ms())
    }
}
