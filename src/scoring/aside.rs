//! What was answered and counts in no figure.

use crate::assessment::Assessment;
use crate::model::{Depth, Model};

/// Answers that are kept and counted nowhere. With [`super::Counts`], which has those
/// that count, every answer there is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Aside {
    /// Of processes and areas that are out of scope.
    pub out_of_scope: usize,
    /// To questions that the quick depth does not ask.
    pub not_asked: usize,
}

/// What of an assessment's answers counts in no figure.
pub fn aside(model: &Model, assessment: &Assessment) -> Aside {
    let is_out = |it| assessment.out_of_scope(it).is_some();
    if assessment.depth() == Depth::Quick {
        let is_picked =
            |it| assessment.belief(it).is_some_and(|belief| belief.fits(model.kind(it)));
        return Aside {
            out_of_scope: model.processes().filter(|it| is_out(*it) && is_picked(*it)).count(),
            not_asked: assessment.answers().count(),
        };
    }
    let of = assessment.answers().map(|(question, _)| model.question(question).process());
    Aside { out_of_scope: of.filter(|it| is_out(*it)).count(), not_asked: 0 }
}
