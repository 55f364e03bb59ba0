//! The parts of a copy that is shared.

/// What the person who shares ticks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Depth, targets, processes in scope, edition: always in a copy, as no
    /// figure makes sense without them.
    SetUp,
    /// Name, organisation, unit and scope.
    Organisation,
    /// Names: of assessors, of those who were asked, who answers and who wrote.
    People,
    /// Answers, beliefs and own ratings, without any text.
    Ratings,
    /// Notes, reasons and comments.
    Notes,
    /// Evidence references and ticked checks.
    Evidence,
}

impl Part {
    /// Those that can be left out, in the order of the form.
    pub const OPTIONAL: [Part; 5] =
        [Part::Ratings, Part::Organisation, Part::People, Part::Notes, Part::Evidence];
}
