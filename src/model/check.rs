//! What makes a model sound. Every fault is collected, so that an editor of
//! the bank sees all of them at once, each with its place and the reason.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::raw::{RawDepth, RawModel, RawPractice, RawProcess};
use super::version::Version;

/// One thing wrong with a model: where it is and why it cannot stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The id (process, practice, group …) that the fault is in.
    pub place: String,
    /// What is wrong, in a sentence without a full stop.
    pub reason: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.reason)
    }
}

/// The group whose members are management-system areas, not processes.
pub const AREA_GROUP: &str = "management";

/// The slots that generic practices may use.
pub const SLOTS: [&str; 6] = ["process", "outcome", "measures", "products", "people", "neighbours"];

/// Longest text of one field, in characters. Longer ones are not read.
const TEXT_MAX: usize = 400;

/// Every fault of a model; empty when it is sound.
pub fn faults(model: &RawModel) -> Vec<Fault> {
    let mut it = Checker { model, faults: Vec::new() };
    it.frame();
    it.groups();
    it.presets();
    for process in &model.processes {
        it.process(process);
    }
    it.generic();
    it.dependencies();
    it.same_statement_twice();
    it.aliases();
    it.faults
}

struct Checker<'m> {
    model: &'m RawModel,
    faults: Vec<Fault>,
}

impl Checker<'_> {
    fn fault(&mut self, place: &str, reason: impl Into<String>) {
        self.faults.push(Fault { place: place.to_owned(), reason: reason.into() });
    }

    fn demand(&mut self, holds: bool, place: &str, reason: impl Into<String>) {
        if !holds {
            self.fault(place, reason);
        }
    }

    fn id(&mut self, id: &str) {
        let plain = !id.is_empty()
            && id.len() <= 48
            && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        self.demand(plain, id, "an id is made of lower-case letters, digits and hyphens");
    }

    fn text(&mut self, place: &str, field: &str, text: &str) {
        if text.trim().is_empty() {
            self.fault(place, format!("{field} is empty"));
        } else if text.trim() != text {
            self.fault(place, format!("{field} begins or ends with a space"));
        } else if text.chars().count() > TEXT_MAX {
            self.fault(place, format!("{field} has more than {TEXT_MAX} characters"));
        } else if text.chars().any(char::is_control) {
            self.fault(place, format!("{field} holds a control character"));
        }
    }

    fn unique<'a>(&mut self, what: &str, ids: impl IntoIterator<Item = &'a str>) {
        let mut seen = BTreeSet::new();
        for id in ids {
            if !seen.insert(id) {
                self.fault(id, format!("{what} appears twice"));
            }
        }
    }

    fn frame(&mut self) {
        let model = self.model;
        self.id(&model.id);
        self.text(&model.id, "title", &model.title);
        let is_version = Version::parse(&model.version).is_some();
        self.demand(is_version, &model.id, "version is not major.minor.patch");
        self.unique("attribute", model.attributes.iter().map(|it| it.id.as_str()));
        let mut level = 1;
        for attribute in &model.attributes {
            self.text(&attribute.id, "title", &attribute.title);
            let in_order = attribute.level == level || attribute.level == level + 1;
            self.demand(in_order, &attribute.id, "levels of attributes rise by one from 1");
            level = attribute.level;
        }
        self.demand(level == 5, &model.id, "attributes do not reach level 5");
        let level_one = model.attributes.iter().filter(|it| it.level == 1).count();
        self.demand(level_one == 1, &model.id, "level 1 has exactly one attribute");
        for clauses in [&model.clauses.e2005, &model.clauses.e2018] {
            self.unique("clause", clauses.iter().map(|it| it.number.as_str()));
            for clause in clauses {
                self.text(&clause.number, "title", &clause.title);
            }
        }
    }

    fn groups(&mut self) {
        let model = self.model;
        self.unique("group", model.groups.iter().map(|it| it.id.as_str()));
        self.unique(
            "process in groups",
            model.groups.iter().flat_map(|it| it.members.iter().map(String::as_str)),
        );
        self.unique("process", model.processes.iter().map(|it| it.id.as_str()));
        for group in &model.groups {
            self.text(&group.id, "title", &group.title);
            for member in &group.members {
                let stands =
                    model.processes.iter().any(|it| it.id == *member && it.group == group.id);
                self.demand(
                    stands,
                    member,
                    format!("no process of this id says group {}", group.id),
                );
            }
        }
        for process in &model.processes {
            let listed = model
                .groups
                .iter()
                .any(|it| it.id == process.group && it.members.contains(&process.id));
            self.demand(listed, &process.id, format!("is not a member of group {}", process.group));
        }
    }

    fn presets(&mut self) {
        let model = self.model;
        self.unique("preset", model.presets.iter().map(|it| it.id.as_str()));
        self.demand(!model.presets.is_empty(), &model.id, "has no target preset");
        for preset in &model.presets {
            self.text(&preset.id, "title", &preset.title);
            self.text(&preset.id, "text", &preset.text);
            for level in preset.levels.values().chain([&preset.others]) {
                self.demand((1..=5).contains(level), &preset.id, "a target level is 1 to 5");
            }
            for id in preset.levels.keys() {
                let known = model.processes.iter().any(|it| it.id == *id);
                self.demand(known, &preset.id, format!("names an unknown process {id}"));
            }
        }
    }

    fn process(&mut self, process: &RawProcess) {
        let place = process.id.as_str();
        let is_area = process.group == AREA_GROUP;
        self.id(place);
        self.text(place, "name", &process.name);
        self.text(place, "short", &process.short);
        self.demand(
            process.short.chars().count() <= 16,
            place,
            "short has more than 16 characters",
        );
        self.text(place, "purpose", &process.purpose);
        self.demand((3..=4).contains(&process.risks.len()), place, "has three or four risks");
        for risk in &process.risks {
            self.text(place, "a risk", risk);
        }
        let n_statements = if is_area { 4 } else { 6 };
        self.demand(
            process.statements.len() == n_statements,
            place,
            format!("has {} statements, not {n_statements}", process.statements.len()),
        );
        for statement in &process.statements {
            self.text(place, "a level statement", statement);
        }
        match &process.words {
            None => self.demand(is_area, place, "has no words for the generic practices"),
            Some(words) => {
                self.demand(!is_area, place, "an area has no words: it is rated on PA 1.1 only");
                for (slot, text) in SLOTS.iter().zip([
                    &words.process,
                    &words.outcome,
                    &words.measures,
                    &words.products,
                    &words.people,
                    &words.neighbours,
                ]) {
                    self.text(place, slot, text);
                }
            }
        }
        self.demand(
            (6..=9).contains(&process.practices.len()),
            place,
            format!("has {} base practices, not 6 to 9", process.practices.len()),
        );
        self.unique("practice", process.practices.iter().map(|it| it.id.as_str()));
        for practice in &process.practices {
            let local = practice.id.strip_prefix(place).and_then(|it| it.strip_prefix('.'));
            match local {
                Some(local) => self.id(local),
                None => self.fault(&practice.id, format!("id does not begin with {place}.")),
            }
            self.demand(
                practice.attribute.is_none(),
                &practice.id,
                "a base practice names no attribute",
            );
            self.demand(
                practice.depth == RawDepth::Standard,
                &practice.id,
                "a base practice is standard",
            );
            self.practice(practice);
            let slots = all_texts(practice).any(|it| it.contains(['{', '}']));
            self.demand(!slots, &practice.id, "a base practice has no slots");
            let own = |numbers: &[String], of: &[String]| numbers.iter().all(|it| of.contains(it));
            let inside = own(&practice.clauses.e2005, &process.clauses.e2005)
                && own(&practice.clauses.e2018, &process.clauses.e2018);
            self.demand(inside, &practice.id, "carries a clause that its process does not name");
            let some = !practice.clauses.e2005.is_empty() || !practice.clauses.e2018.is_empty();
            self.demand(some, &practice.id, "belongs to no clause");
        }
        let demanded = |edition: fn(&RawPractice) -> &[String], number: &String| {
            process.practices.iter().any(|it| it.requirement && edition(it).contains(number))
        };
        for number in &process.clauses.e2005 {
            let covered = demanded(|it| &it.clauses.e2005, number);
            self.demand(
                covered,
                place,
                format!("no requirement practice covers clause {number} of 2005"),
            );
        }
        for number in &process.clauses.e2018 {
            let covered = demanded(|it| &it.clauses.e2018, number);
            self.demand(
                covered,
                place,
                format!("no requirement practice covers clause {number} of 2018"),
            );
        }
        self.demand(!process.clauses.e2005.is_empty(), place, "names no clause of 2005");
        self.demand(!process.clauses.e2018.is_empty(), place, "names no clause of 2018");
    }

    /// What holds for base and generic practices alike.
    fn practice(&mut self, practice: &RawPractice) {
        let place = practice.id.as_str();
        self.text(place, "title", &practice.title);
        self.text(place, "statement", &practice.statement);
        self.demand(
            practice.statement.ends_with('.'),
            place,
            "statement does not end with a full stop",
        );
        self.demand(
            !practice.statement.contains('?'),
            place,
            "statement is a question: it cannot be rated",
        );
        self.text(place, "why", &practice.why);
        self.text(place, "example", &practice.example);
        self.text(place, "recommendation", &practice.recommendation);
        self.text(place, "benefit", &practice.benefit);
        self.demand((3..=4).contains(&practice.checks.len()), place, "has three or four checks");
        self.demand(
            (2..=4).contains(&practice.evidence.len()),
            place,
            "has two to four kinds of evidence",
        );
        for text in practice.checks.iter().chain(&practice.evidence) {
            self.text(place, "a check or kind of evidence", text);
        }
        self.demand((1..=3).contains(&practice.weight), place, "weight is 1 to 3");
        let [low, likely, high] = practice.effort;
        self.demand(
            0 < low && low <= likely && likely <= high && high <= 400,
            place,
            "effort is not low <= likely <= high, in person-days from 1 to 400",
        );
        let model = self.model;
        for (numbers, clauses, edition) in [
            (&practice.clauses.e2005, &model.clauses.e2005, "2005"),
            (&practice.clauses.e2018, &model.clauses.e2018, "2018"),
        ] {
            self.unique("clause of a practice", numbers.iter().map(String::as_str));
            for number in numbers {
                let known = clauses.iter().any(|it| it.number == *number);
                self.demand(known, place, format!("clause {number} of {edition} is unknown"));
            }
        }
    }

    fn generic(&mut self) {
        let model = self.model;
        self.unique("generic practice", model.generic.iter().map(|it| it.id.as_str()));
        for practice in &model.generic {
            let place = practice.id.as_str();
            self.practice(practice);
            let attribute = practice.attribute.as_deref().unwrap_or_default();
            let known = model.attributes.iter().any(|it| it.id == attribute && it.level > 1);
            self.demand(known, place, "names no attribute of level 2 or above");
            let letter = place.strip_prefix(attribute).and_then(|it| it.strip_prefix('.'));
            let plain = letter
                .is_some_and(|it| it.len() == 1 && it.bytes().all(|b| b.is_ascii_lowercase()));
            self.demand(plain, place, "id is not the attribute, a full stop and a letter");
            for text in all_texts(practice) {
                if let Some(slot) = unknown_slot(text) {
                    self.fault(place, format!("unknown slot or stray brace: {slot}"));
                }
            }
        }
        for attribute in model.attributes.iter().filter(|it| it.level > 1) {
            let standard = model
                .generic
                .iter()
                .filter(|it| it.attribute.as_deref() == Some(&attribute.id))
                .filter(|it| it.depth == RawDepth::Standard)
                .count();
            self.demand(
                standard == 1,
                &attribute.id,
                format!("has {standard} generic practices of standard depth, not one"),
            );
        }
    }

    fn dependencies(&mut self) {
        let model = self.model;
        let base = model.processes.iter().flat_map(|it| &it.practices);
        for practices in [base.collect::<Vec<_>>(), model.generic.iter().collect()] {
            let edges: BTreeMap<&str, &[String]> =
                practices.iter().map(|it| (it.id.as_str(), it.depends_on.as_slice())).collect();
            for (id, needs) in &edges {
                for need in *needs {
                    let known = edges.contains_key(need.as_str());
                    self.demand(known, id, format!("depends on {need}, which does not exist"));
                }
            }
            if let Some(cycle) = cycle(&edges) {
                self.fault(&cycle, "stands in a cycle of dependencies");
            }
        }
    }

    fn same_statement_twice(&mut self) {
        let model = self.model;
        let mut seen: BTreeMap<&str, &str> = BTreeMap::new();
        let base = model.processes.iter().flat_map(|it| &it.practices);
        for practice in base.chain(&model.generic) {
            if let Some(first) = seen.insert(&practice.statement, &practice.id) {
                self.fault(&practice.id, format!("asks the same as {first}"));
            }
        }
    }

    fn aliases(&mut self) {
        let model = self.model;
        let known: BTreeSet<&str> = model
            .processes
            .iter()
            .flat_map(|it| it.practices.iter().map(|it| it.id.as_str()).chain([it.id.as_str()]))
            .chain(model.generic.iter().map(|it| it.id.as_str()))
            .collect();
        for (old, new) in &model.aliases {
            self.demand(!known.contains(old.as_str()), old, "is retired and in use");
            self.demand(
                known.contains(new.as_str()),
                old,
                format!("its successor {new} does not exist"),
            );
        }
    }
}

/// Every text of a practice that can be shown.
fn all_texts(practice: &RawPractice) -> impl Iterator<Item = &str> {
    [
        &practice.title,
        &practice.statement,
        &practice.why,
        &practice.example,
        &practice.recommendation,
        &practice.benefit,
    ]
    .into_iter()
    .chain(&practice.checks)
    .chain(&practice.evidence)
    .map(String::as_str)
}

/// The first slot of a text that is not one of [`SLOTS`] (first letter in
/// either case), or a brace that closes or opens nothing.
fn unknown_slot(text: &str) -> Option<&str> {
    let mut rest = text;
    while let Some(open) = rest.find(['{', '}']) {
        let tail = &rest[open..];
        let Some(slot) = tail.strip_prefix('{').and_then(|it| it.split_once('}')) else {
            return Some(tail);
        };
        let lower = slot.0.to_ascii_lowercase();
        if !SLOTS.contains(&lower.as_str()) {
            return Some(slot.0);
        }
        rest = slot.1;
    }
    None
}

/// An id that stands in a cycle, if there is one.
fn cycle(edges: &BTreeMap<&str, &[String]>) -> Option<String> {
    // Take away what depends on nothing left, again and again; what remains
    // when nothing can be taken is on a cycle or leads to one.
    let mut left = edges.clone();
    loop {
        let free: Vec<&str> = left
            .iter()
            .filter(|(_, needs)| needs.iter().all(|it| !left.contains_key(it.as_str())))
            .map(|(id, _)| *id)
            .collect();
        if free.is_empty() {
            return left.keys().next().map(|it| (*it).to_owned());
        }
        for id in free {
            left.remove(id);
        }
    }
}
