//! Addresses: the fragment behind `#`, so that any static host and any folder
//! will do.
//!
//! Invariant: this is the only place that knows how an address is spelt.

use crate::address::plain;
use crate::assessment::AssessmentId;
use crate::model::{Model, ProcessIx, QuestionIx};

/// The first page.
pub const HOME: &str = "#/";
/// Starts a new assessment.
pub const NEW: &str = "#/new";
/// Opens a file.
pub const OPEN: &str = "#/open";
/// Opens the sample.
pub const SAMPLE: &str = "#/sample";
/// How levels are measured.
pub const METHOD: &str = "#/method";
/// Device preferences and data.
pub const SETTINGS: &str = "#/settings";
/// Several units side by side.
pub const UNITS: &str = "#/units";

/// A page, with what it shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// The first page.
    Home,
    /// Starts a new assessment and goes to its set-up.
    New,
    /// Opens a file.
    Open,
    /// Opens the made-up sample.
    Sample,
    /// How levels are measured.
    Method,
    /// Device preferences and data.
    Settings,
    /// Organisation, scope, targets.
    SetUp(AssessmentId),
    /// The questionnaire.
    Assess(AssessmentId, Spot),
    /// One question at a time.
    Flash(AssessmentId, Spot),
    /// Named states.
    History(AssessmentId),
    /// Makes a link.
    Share(AssessmentId),
    /// Several people on the same questions.
    Raters(AssessmentId),
    /// Shows what a link holds.
    Shared,
    /// Several units side by side.
    Units,
    /// Charts and figures.
    Results(AssessmentId),
    /// What the figures of one process are made of.
    Process(AssessmentId, ProcessIx),
    /// No such page.
    NotFound,
}

/// A place in the questionnaire.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spot {
    /// The process; the first one when not given.
    pub process: Option<ProcessIx>,
    /// The question within it.
    pub question: Option<QuestionIx>,
}

impl Spot {
    /// A process from its top.
    pub fn process(process: ProcessIx) -> Self {
        Self { process: Some(process), question: None }
    }

    /// A question.
    pub fn question(model: &Model, question: QuestionIx) -> Self {
        Self { process: Some(model.question(question).process()), question: Some(question) }
    }
}

impl Route {
    /// The page of a fragment, with or without its `#`, in whatever letters: nothing
    /// in an address of ours is a capital.
    pub fn parse(fragment: &str, model: &Model) -> Self {
        let path = plain(fragment).to_ascii_lowercase();
        let path = path.trim_ascii().trim_start_matches('#');
        let parts: Vec<&str> = path.split('/').filter(|it| !it.is_empty()).collect();
        Self::of_parts(&parts, model).unwrap_or(Route::NotFound)
    }

    fn of_parts(parts: &[&str], model: &Model) -> Option<Self> {
        Some(match parts {
            [] => Route::Home,
            ["new"] => Route::New,
            ["open"] => Route::Open,
            ["sample"] => Route::Sample,
            ["method"] => Route::Method,
            ["settings"] => Route::Settings,
            ["shared"] => Route::Shared,
            ["units"] => Route::Units,
            ["a", id, page @ ..] => {
                let id = AssessmentId::parse(id)?;
                match page {
                    ["set-up"] => Route::SetUp(id),
                    [] | ["assess"] => Route::Assess(id, Spot::default()),
                    ["assess", spot @ ..] => Route::Assess(id, Self::spot(spot, model)?),
                    ["flash"] => Route::Flash(id, Spot::default()),
                    ["flash", spot @ ..] => Route::Flash(id, Self::spot(spot, model)?),
                    ["history"] => Route::History(id),
                    ["share"] => Route::Share(id),
                    ["raters"] => Route::Raters(id),
                    ["results"] => Route::Results(id),
                    ["results", process] => Route::Process(id, model.process_by_id(process)?),
                    _ => return None,
                }
            }
            _ => return None,
        })
    }

    fn spot(parts: &[&str], model: &Model) -> Option<Spot> {
        match parts {
            [process] => Some(Spot::process(model.process_by_id(process)?)),
            [process, practice] => {
                let question = model.question_by_id(&format!("{process}.{practice}"))?;
                Some(Spot::question(model, question))
            }
            _ => None,
        }
    }

    /// The fragment of a page, with its `#`.
    pub fn fragment(&self, model: &Model) -> String {
        match self {
            Route::Home | Route::NotFound => HOME.to_owned(),
            Route::New => NEW.to_owned(),
            Route::Open => OPEN.to_owned(),
            Route::Sample => SAMPLE.to_owned(),
            Route::Method => METHOD.to_owned(),
            Route::Settings => SETTINGS.to_owned(),
            Route::Shared => "#/shared".to_owned(),
            Route::Units => UNITS.to_owned(),
            Route::History(id) => format!("#/a/{id}/history"),
            Route::Share(id) => format!("#/a/{id}/share"),
            Route::Raters(id) => format!("#/a/{id}/raters"),
            Route::SetUp(id) => format!("#/a/{id}/set-up"),
            Route::Assess(id, spot) => format!("#/a/{id}/assess{}", Self::spot_path(*spot, model)),
            Route::Flash(id, spot) => format!("#/a/{id}/flash{}", Self::spot_path(*spot, model)),
            Route::Results(id) => format!("#/a/{id}/results"),
            Route::Process(id, process) => {
                format!("#/a/{id}/results/{}", model.process(*process).id)
            }
        }
    }

    fn spot_path(spot: Spot, model: &Model) -> String {
        match (spot.process, spot.question) {
            (_, Some(question)) => {
                // `incident.2.1.a` becomes `incident/2.1.a`.
                format!("/{}", model.question(question).id().replacen('.', "/", 1))
            }
            (Some(process), None) => format!("/{}", model.process(process).id),
            (None, None) => String::new(),
        }
    }

    /// The assessment a page belongs to.
    pub fn assessment(&self) -> Option<&AssessmentId> {
        match self {
            Route::SetUp(id)
            | Route::Assess(id, _)
            | Route::Flash(id, _)
            | Route::History(id)
            | Route::Share(id)
            | Route::Raters(id)
            | Route::Results(id)
            | Route::Process(id, _) => Some(id),
            Route::Home
            | Route::New
            | Route::Open
            | Route::Sample
            | Route::Method
            | Route::Settings
            | Route::Shared
            | Route::Units
            | Route::NotFound => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn model() -> Model {
        crate::bank::shipped().unwrap()
    }

    #[test]
    fn every_address_goes_there_and_back() {
        let model = model();
        let id = AssessmentId::from_random(7);
        let process = model.process_by_id("incident").unwrap();
        let mut routes = vec![
            Route::Home,
            Route::New,
            Route::Open,
            Route::Sample,
            Route::Method,
            Route::Settings,
            Route::Shared,
            Route::Units,
            Route::History(id.clone()),
            Route::Share(id.clone()),
            Route::Raters(id.clone()),
            Route::SetUp(id.clone()),
            Route::Assess(id.clone(), Spot::default()),
            Route::Flash(id.clone(), Spot::process(process)),
            Route::Results(id.clone()),
            Route::Process(id.clone(), process),
        ];
        routes.extend(
            model.questions().map(|it| Route::Assess(id.clone(), Spot::question(&model, it))),
        );
        for route in routes {
            let fragment = route.fragment(&model);
            let bent = fragment.replace('/', "\u{200b}/%C2%AD");
            for it in [&fragment, &fragment.to_uppercase(), &bent, &fragment.replace('/', "%2F")] {
                assert_eq!(Route::parse(it, &model), route, "{it}");
            }
        }
    }

    #[test]
    fn addresses_are_readable() {
        let model = model();
        let id = AssessmentId::parse("abcdefghjkmn").unwrap();
        let question = model.question_by_id("incident.2.1.a").unwrap();
        let route = Route::Assess(id, Spot::question(&model, question));
        assert_eq!(route.fragment(&model), "#/a/abcdefghjkmn/assess/incident/2.1.a");
    }

    #[test]
    fn other_addresses_are_not_found() {
        let model = model();
        for fragment in [
            "#/x",
            "#/a",
            "#/a/short/results",
            "#/a/abcdefghjkmn/nope",
            "#/a/abcdefghjkmn/assess/nope",
            "#/a/abcdefghjkmn/results/incident/x",
            "#/%00",
        ] {
            assert_eq!(Route::parse(fragment, &model), Route::NotFound, "{fragment}");
        }
        assert_eq!(Route::parse("", &model), Route::Home);
    }
}
