//! What comes in from outside: files that were chosen or dropped, and the link that
//! was opened. It is looked at first; nothing of it is taken over unasked.

use std::sync::Arc;

use leptos::prelude::*;

use super::browser::files::ReadError;
use super::browser::{self, Stage, files, links};
use super::library::Library;
use super::names;
use crate::assessment::Assessment;
use crate::document::{self, Opened, Refused};
use crate::link::{self, Kind, LinkFault, Parcel};
use crate::lock::Locked;

/// What became of the files that were chosen. Provided by the app, so that
/// files can be dropped on any page.
#[derive(Clone, Copy)]
pub struct Incoming {
    previews: RwSignal<Vec<Preview>, LocalStorage>,
}

impl Incoming {
    /// Nothing, as yet.
    pub fn none() -> Self {
        Self { previews: RwSignal::new_local(Vec::new()) }
    }

    /// What there is to look at, in the order in which it was read. Tracked.
    pub fn previews(self) -> Vec<Preview> {
        self.previews.get()
    }

    /// Nothing is to be done with it any more.
    pub fn clear(self) {
        self.previews.set(Vec::new());
    }

    /// A locked file was opened with its passphrase: what is in it takes its place.
    pub fn unlocked(self, which: &Locked, content: Result<Opened, Problem>) {
        self.previews.update(|all| {
            let is_it = |it: &&mut Preview| matches!(&it.content, Err(Problem::Refused(Refused::Locked(it))) if it == which);
            if let Some(it) = all.iter_mut().find(is_it) {
                it.content = content;
            }
        });
    }
}

/// A file, before anything is done with it.
#[derive(Clone)]
pub struct Preview {
    /// What the file is called.
    pub name: String,
    /// What is in it.
    pub content: Result<Opened, Problem>,
}

/// Why a file cannot be opened.
#[derive(Clone)]
pub enum Problem {
    /// It was read, and is none of ours or damaged.
    Refused(Refused),
    /// The browser could not read it.
    Unreadable,
}

/// Offers assessments that came in another way than by file.
pub fn offer(incoming: Incoming, name: &str, assessments: Vec<Assessment>) {
    incoming.previews.set(vec![Preview {
        name: name.to_owned(),
        content: Ok(Opened { assessments, asides: Vec::new(), is_altered: false }),
    }]);
}

/// Reads files for their previews.
pub fn receive(library: Library, incoming: Incoming, files: Vec<files::File>) {
    incoming.clear();
    for file in files {
        let name = file.name();
        files::read(&file, document::BYTES_MAX, move |bytes| {
            let content = match bytes {
                Ok(bytes) => document::open(library.shipped(), &bytes).map_err(Problem::Refused),
                Err(ReadError::TooLarge { bytes }) => {
                    Err(Problem::Refused(Refused::TooLarge { bytes }))
                }
                Err(ReadError::Unreadable) => Err(Problem::Unreadable),
            };
            incoming.previews.update(|it| it.push(Preview { name, content }));
        });
    }
}

/// What the last link that was opened holds. Provided by the app.
#[derive(Clone, Copy, Default)]
pub struct OpenedLink {
    /// What was found in it.
    found: RwSignal<Option<Arc<Result<Parcel, LinkFault>>>>,
    /// One that is opened as soon as so much of the program has come.
    waiting: RwSignal<Option<String>>,
}

impl OpenedLink {
    /// What was found in it. Tracked.
    pub fn found(self) -> Option<Arc<Result<Parcel, LinkFault>>> {
        self.found.get()
    }

    /// Whether it is opened as soon as so much of the program has come. Tracked.
    pub fn is_waiting(self) -> bool {
        self.waiting.with(Option::is_some)
    }

    /// Whether there has been one on this page, as of now. Not tracked.
    pub fn is_any_now(self) -> bool {
        self.found.with_untracked(Option::is_some) || self.waiting.with_untracked(Option::is_some)
    }

    /// It was locked, and what its passphrase opened takes its place.
    pub fn unlocked(self, found: Result<Parcel, LinkFault>) {
        self.found.set(Some(Arc::new(found)));
    }
}

/// Takes a link out of the address and keeps it for this tab, so that what it
/// holds does not stay in the history of the browser.
pub fn receive_link(library: Library, opened: OpenedLink, fragment: &str) {
    links::keep_for_tab(names::LINK, fragment);
    open_link(library, opened, fragment);
}

/// Opens a link: an invitation at once, and what is more when so much of the program has
/// come.
pub fn open_link(library: Library, opened: OpenedLink, fragment: &str) {
    let open = move |fragment: &str| {
        opened.waiting.set(None);
        opened.found.set(Some(Arc::new(link::read(library.shipped(), fragment))));
    };
    let is_early = matches!(link::kind(fragment), None | Some(Kind::Invitation));
    if is_early || browser::has(Stage::Use) {
        open(fragment);
    } else {
        let fragment = fragment.to_owned();
        opened.found.set(None);
        opened.waiting.set(Some(fragment.clone()));
        browser::when(Stage::Use, move |_| {
            // Another one may have come meanwhile.
            if opened.waiting.with_untracked(|it| it.as_ref() == Some(&fragment)) {
                open(&fragment);
            }
        });
    }
}
