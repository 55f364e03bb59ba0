//! What is done with the assessments of a file or a link: looked at beside what is here,
//! and then added, merged, put beside it or put in its place.

use std::collections::BTreeMap;

use super::shelf::{self, Why};
use super::{Library, Now};
use crate::assessment::{Assessment, AssessmentId, Edit, Key, Value, differences};
use crate::raters;
use crate::store::{WriteError, keys as names};
use crate::wording::display_name;
use crate::words::import as words;

/// What to do with an assessment of which one of the same origin is here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Field by field, the later one stands.
    Merge,
    /// Both, side by side.
    Beside,
    /// The one here goes to the bin.
    Replace,
}

/// What a file says of an assessment, or several files that say the same.
#[derive(Clone, Debug)]
pub struct Side {
    /// What it is called.
    pub file: String,
    /// What it says.
    pub assessment: Assessment,
}

/// One assessment of the files that came in.
#[derive(Clone, Debug)]
pub struct Arrival {
    /// What the files say, put together.
    pub assessment: Assessment,
    /// What each says that says something else than the others.
    pub sides: Vec<Side>,
    /// Whether it is what a rater answered for an assessment that is here or comes
    /// along.
    pub is_rater: bool,
    /// The one of the same origin that was here when it was looked at.
    pub mine: Option<Assessment>,
}

/// What became of an arrival.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// Where it is now.
    pub id: AssessmentId,
    /// Of how many fields what the file says stands now, where it was merged with what is
    /// here; the state before is kept if there are any.
    pub taken: Option<usize>,
}

/// Something here that will be found in another place when all that came in is taken over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// What it is called, and whether as a rater.
    pub assessment: Assessment,
    /// What the assessment is called whose rater it will be; nothing where it will stand on
    /// its own.
    pub host: Option<String>,
}

impl Arrival {
    fn new(library: &Library, file: String, assessment: Assessment) -> Self {
        let mine = library.load(assessment.id()).map(|it| it.assessment);
        let sides = vec![Side { file, assessment: assessment.clone() }];
        Self { sides, assessment, is_rater: false, mine }
    }

    /// Takes in what another file says of it: two files of the same assessment are
    /// two replicas of it.
    fn join(&mut self, file: String, assessment: Assessment) {
        self.assessment = self.assessment.clone().merge(assessment.clone());
        match self.sides.iter_mut().find(|it| it.assessment == assessment) {
            Some(same) => same.file = format!("{}, {file}", same.file),
            None => {
                // From two folders, as it may be.
                let n = self.sides.iter().filter(|it| it.file == file).count();
                let file = match n {
                    0 => file,
                    n => words::same_name(words::SameName { file: &file, number: n + 1 }),
                };
                self.sides.push(Side { file, assessment });
            }
        }
    }

    /// The names of the files that it is in.
    pub fn files(&self) -> String {
        self.sides.iter().map(|it| it.file.as_str()).collect::<Vec<_>>().join(", ")
    }

    /// As it will be here when the files are merged with it.
    fn merged(&self) -> Assessment {
        let mine = self.mine.clone();
        mine.map_or_else(|| self.assessment.clone(), |it| it.merge(self.assessment.clone()))
    }

    /// Whether there is anything in it that is not here already.
    pub fn is_news(&self) -> bool {
        // What differs and would give way in a merge can still replace what is here.
        self.mine.as_ref().is_none_or(|mine| {
            mine.clone().merge(self.assessment.clone()) != *mine
                || !differences(mine, &self.assessment).is_empty()
        })
    }

    /// Does what was chosen, and says where to find it. Done again after it was refused it
    /// goes on where it ended.
    ///
    /// # Errors
    ///
    /// The browser refused: what was here is as it was, or, of fields that are merged, as the
    /// file says.
    pub fn take_over(
        &self,
        library: &Library,
        choice: Choice,
        now: Now,
    ) -> Result<Done, WriteError> {
        let id = self.assessment.id().clone();
        let done = |id| Done { id, taken: None };
        let Some(mine) = self.mine.as_ref().filter(|_| self.is_news()) else {
            // Another tab may have taken it over since it was looked at.
            let is_here = self.mine.is_some();
            let added = if is_here { Ok(()) } else { shelf::merge(library, &self.assessment, now) };
            return added.map(|()| done(id));
        };
        // As it stands now: more may have been said since it was looked at.
        let mine = || library.load(&id).map_or_else(|| mine.clone(), |it| it.assessment);
        match choice {
            Choice::Merge => {
                let mine = mine();
                let taken = differences(&mine, &self.assessment);
                let taken = taken.iter().filter(|it| it.theirs_stands()).count();
                if taken > 0 {
                    // The way back: a state like any other.
                    let name = words::before_merging(&self.files());
                    shelf::put(library, Why::Snapshot, name, &mine, now)?;
                }
                shelf::merge(library, &self.assessment, now)?;
                Ok(Done { id, taken: Some(taken) })
            }
            Choice::Beside => {
                let copy = shelf::known(library, self.assessment.clone());
                add_copy(library, &copy, &words::beside(), now).map(done)
            }
            Choice::Replace => {
                let mine = mine();
                shelf::put(library, Why::Replaced, display_name(&mine), &mine, now)?;
                library.replace(&mine, &self.assessment, now).map(|()| done(id))
            }
        }
    }
}

/// What came in, one entry an assessment, and what will be found in another place when all of
/// it is taken over.
pub fn look(
    library: &Library,
    found: impl IntoIterator<Item = (String, Assessment)>,
) -> (Vec<Arrival>, Vec<Moved>) {
    let mut all: Vec<Arrival> = Vec::new();
    for (file, assessment) in found {
        match all.iter_mut().find(|it| it.assessment.id() == assessment.id()) {
            Some(it) => it.join(file, assessment),
            None => all.push(Arrival::new(library, file, assessment)),
        }
    }
    let moved = place(library, &mut all);
    (all, moved)
}

/// Says of each whether it will be found as a rater's. Returns what becomes of those
/// that are here already and will be found in another place.
fn place(library: &Library, arrivals: &mut [Arrival]) -> Vec<Moved> {
    let stored = library.everything();
    let here = || stored.iter().map(|it| it.assessment());
    let mut claims = raters::claims(here());
    let before = raters::hosts(&claims);
    let merged: Vec<Assessment> = arrivals.iter().map(Arrival::merged).collect();
    claims.extend(raters::claims(&merged));
    let after: BTreeMap<AssessmentId, AssessmentId> = raters::hosts(&claims);
    for it in arrivals.iter_mut() {
        it.is_rater = after.contains_key(it.assessment.id());
    }
    let name = |id: &AssessmentId| {
        merged.iter().chain(here()).find(|it| it.id() == id).map(display_name).unwrap_or_default()
    };
    let is_given = |it: &&Assessment| merged.iter().any(|given| given.id() == it.id());
    let moved = here().filter(|it| !is_given(it));
    let moved = moved.filter(|it| before.get(it.id()) != after.get(it.id()));
    moved.map(|it| Moved { assessment: it.clone(), host: after.get(it.id()).map(name) }).collect()
}

/// The same content under an identity and a name of its own, which says in
/// brackets where it comes from, is added. Its state is of the same day: the name is not
/// later than what it is a copy of. Two people may have opened the same link.
///
/// # Errors
///
/// The browser refused; nothing has changed.
pub fn add_copy(
    library: &Library,
    assessment: &Assessment,
    from: &str,
    now: Now,
) -> Result<AssessmentId, WriteError> {
    let copy = copy_of(assessment, from, now.id());
    library.add(&copy).map(|()| copy.id().clone())
}

fn copy_of(assessment: &Assessment, from: &str, id: AssessmentId) -> Assessment {
    let mut copy = assessment.clone().with_id(id);
    let name = words::copy_of(words::CopyOf { name: &display_name(assessment), from });
    let Some(clock) = copy.latest() else { return copy };
    if let Some(edit) = Edit::new(Key::Name, Some(Value::typed(&name))) {
        copy.apply(edit, clock);
    }
    raters::on_its_own(copy, clock)
}

/// Begins an assessment with the set-up of an invitation; `None` when the browser refused it.
/// `known` is what was begun with it as far as the reader knows: what a first click or another
/// tab has begun since is gone on with.
pub fn accept(
    library: &Library,
    invitation: &Assessment,
    known: Option<&AssessmentId>,
    now: Now,
) -> Option<AssessmentId> {
    let by_now = begun(library, invitation.id());
    if by_now.is_some() && by_now.as_ref() != known {
        return by_now;
    }
    let set_up = invitation
        .registers()
        // Nor is a sample what is answered here, whatever the invitation was made from.
        .filter(|(key, _)| !matches!(key, Key::Created | Key::Sample))
        .filter_map(|(key, it)| Some((key, it.value()?.clone())));
    let id = library.begin(set_up, now);
    let store = library.store();
    let of = invitation.id().as_str();
    // Without them another purpose is proposed on the page Share, and the same link begins
    // once more, and that is all.
    let _ = store.set(&names::invited(&id), of);
    let _ = store.set(&names::begun_with(of), id.as_str());
    library.has(&id).then_some(id)
}

/// What was begun here with an invitation that is opened again, the last of them.
pub fn begun(library: &Library, invitation: &AssessmentId) -> Option<AssessmentId> {
    let id = library.store().get(&names::begun_with(invitation.as_str()))?;
    AssessmentId::parse(&id).filter(|it| library.has(it))
}
