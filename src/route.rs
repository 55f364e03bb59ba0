//! Addresses: the fragment behind `#`, so that any static host and any folder
//! will do.
//!
//! An address holds ids as they are written, and is read without a model: which one they
//! are looked up in is known when the assessment is ([`Locator::find`]).
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
    Assess(AssessmentId, Locator),
    /// One question at a time.
    Flash(AssessmentId, Locator),
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
    /// What the figures of one process are made of, which goes by this id.
    Process(AssessmentId, String),
    /// No such page.
    NotFound,
}

/// A place in the questionnaire as an address names it: by ids.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Locator {
    /// Of the process; none for wherever one begins.
    process: Option<String>,
    /// Of the practice within it.
    practice: Option<String>,
}

impl Locator {
    /// The place in this model; `None` when it has none of that name.
    pub fn find(&self, model: &Model) -> Option<Spot> {
        let Some(process) = &self.process else { return Some(Spot::default()) };
        match &self.practice {
            None => Some(Spot::process(model.process_by_id(process)?)),
            Some(practice) => {
                let question = model.question_by_id(&format!("{process}.{practice}"))?;
                Some(Spot::question(model, question))
            }
        }
    }

    fn of_parts(parts: &[&str]) -> Option<Self> {
        let is_id =
            |it: &str| it.bytes().all(|it| it.is_ascii_alphanumeric() || matches!(it, b'.' | b'-'));
        if !parts.iter().all(|it| is_id(it)) {
            return None;
        }
        let id = |it: &&str| Some((*it).to_owned());
        Some(match parts {
            [] => Self::default(),
            [process] => Self { process: id(process), practice: None },
            [process, practice] => Self { process: id(process), practice: id(practice) },
            _ => return None,
        })
    }

    fn path(&self) -> String {
        [&self.process, &self.practice].into_iter().flatten().map(|it| format!("/{it}")).collect()
    }
}

/// A place in the questionnaire of a model.
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

    /// The place by ids, as an address has it.
    pub fn locator(self, model: &Model) -> Locator {
        // `incident.2.1.a` is `2.1.a` of `incident`.
        let question = self.question.and_then(|it| model.question(it).id().split_once('.'));
        match (question, self.process) {
            (Some((process, practice)), _) => {
                Locator { process: Some(process.to_owned()), practice: Some(practice.to_owned()) }
            }
            (None, process) => {
                Locator { process: process.map(|it| model.process(it).id.clone()), practice: None }
            }
        }
    }
}

impl Route {
    /// The page of a fragment, with or without its `#`, in whatever letters: nothing
    /// in an address of ours is a capital.
    pub fn parse(fragment: &str) -> Self {
        let path = plain(fragment).to_ascii_lowercase();
        let path = path.trim_ascii().trim_start_matches('#');
        let parts: Vec<&str> = path.split('/').filter(|it| !it.is_empty()).collect();
        Self::of_parts(&parts).unwrap_or(Route::NotFound)
    }

    fn of_parts(parts: &[&str]) -> Option<Self> {
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
                    [] => Route::Assess(id, Locator::default()),
                    ["assess", place @ ..] => Route::Assess(id, Locator::of_parts(place)?),
                    ["flash", place @ ..] => Route::Flash(id, Locator::of_parts(place)?),
                    ["history"] => Route::History(id),
                    ["share"] => Route::Share(id),
                    ["raters"] => Route::Raters(id),
                    ["results"] => Route::Results(id),
                    ["results", process] => {
                        Route::Process(id, Locator::of_parts(&[*process])?.process?)
                    }
                    _ => return None,
                }
            }
            _ => return None,
        })
    }

    /// The fragment of a page, with its `#`.
    pub fn fragment(&self) -> String {
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
            Route::Assess(id, place) => format!("#/a/{id}/assess{}", place.path()),
            Route::Flash(id, place) => format!("#/a/{id}/flash{}", place.path()),
            Route::Results(id) => format!("#/a/{id}/results"),
            Route::Process(id, process) => format!("#/a/{id}/results/{process}"),
        }
    }

    /// Whether it does something, and then leads on to the page that shows it.
    pub fn is_deed(&self) -> bool {
        matches!(self, Route::New | Route::Sample)
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
            Route::Assess(id.clone(), Locator::default()),
            Route::Flash(id.clone(), Spot::process(process).locator(&model)),
            Route::Results(id.clone()),
            Route::Process(id.clone(), "incident".to_owned()),
        ];
        for question in model.questions() {
            let spot = Spot::question(&model, question);
            let locator = spot.locator(&model);
            assert_eq!(locator.find(&model), Some(spot));
            routes.push(Route::Assess(id.clone(), locator));
        }
        for route in routes {
            let fragment = route.fragment();
            let bent = fragment.replace('/', "\u{200b}/%C2%AD");
            for it in [&fragment, &fragment.to_uppercase(), &bent, &fragment.replace('/', "%2F")] {
                assert_eq!(Route::parse(it), route, "{it}");
            }
        }
    }

    #[test]
    fn addresses_are_readable() {
        let model = model();
        let id = AssessmentId::parse("abcdefghjkmn").unwrap();
        let question = model.question_by_id("incident.2.1.a").unwrap();
        let route = Route::Assess(id, Spot::question(&model, question).locator(&model));
        assert_eq!(route.fragment(), "#/a/abcdefghjkmn/assess/incident/2.1.a");
    }

    #[test]
    fn other_addresses_are_not_found() {
        for fragment in [
            "#/x",
            "#/a",
            "#/a/short/results",
            "#/a/abcdefghjkmn/nope",
            "#/a/abcdefghjkmn/assess/incident/record/x",
            "#/a/abcdefghjkmn/results/incident/x",
            "#/%00",
        ] {
            assert_eq!(Route::parse(fragment), Route::NotFound, "{fragment}");
        }
        assert_eq!(Route::parse(""), Route::Home);
    }

    #[test]
    fn a_name_that_the_model_does_not_have_leads_nowhere() {
        let model = model();
        for (address, is_there) in [
            ("#/a/abcdefghjkmn/assess", true),
            ("#/a/abcdefghjkmn/assess/incident", true),
            ("#/a/abcdefghjkmn/assess/nope", false),
            ("#/a/abcdefghjkmn/assess/incident/nope", false),
        ] {
            let Route::Assess(_, locator) = Route::parse(address) else { panic!("{address}") };
            assert_eq!(locator.find(&model).is_some(), is_there, "{address}");
        }
    }
}
