//! What a person likes on this device: theme and number keys. Not part of any
//! assessment.

use leptos::prelude::*;

use super::browser::dom;
use super::names;
use crate::store::Store;

/// The theme of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// As the system says.
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    /// All themes with their codes.
    pub const ALL: [(Theme, &'static str); 3] =
        [(Theme::System, "system"), (Theme::Light, "light"), (Theme::Dark, "dark")];

    fn code(self) -> Option<&'static str> {
        match self {
            Theme::System => None,
            Theme::Light => Some("light"),
            Theme::Dark => Some("dark"),
        }
    }
}

/// The preferences. Provided by the app.
#[derive(Clone, Copy)]
pub struct Preferences {
    theme: RwSignal<Theme>,
    keys: RwSignal<bool>,
}

impl Preferences {
    /// Reads them.
    pub fn load(store: &Store) -> Self {
        let theme = match store.get(names::THEME).as_deref() {
            Some("\"light\"") => Theme::Light,
            Some("\"dark\"") => Theme::Dark,
            _ => Theme::System,
        };
        let keys = store.get(names::KEYS).as_deref() != Some("false");
        Self { theme: RwSignal::new(theme), keys: RwSignal::new(keys) }
    }

    /// The theme. Tracked.
    pub fn theme(self) -> Theme {
        self.theme.get()
    }

    /// Whether number keys rate. Tracked.
    pub fn keys(self) -> bool {
        self.keys.get()
    }

    /// Whether they do as of now. Not tracked.
    pub fn keys_now(self) -> bool {
        self.keys.get_untracked()
    }

    /// Chooses a theme.
    pub fn choose_theme(self, store: &Store, theme: Theme) {
        self.theme.set(theme);
        dom::set_theme(theme.code());
        // A preference that cannot be stored holds until the page is left.
        match theme.code() {
            Some(code) => {
                let _ = store.set(names::THEME, &format!("\"{code}\""));
            }
            None => store.remove(names::THEME),
        }
    }

    /// Switches number keys on or off.
    pub fn choose_keys(self, store: &Store, on: bool) {
        self.keys.set(on);
        if on {
            store.remove(names::KEYS);
        } else {
            let _ = store.set(names::KEYS, "false");
        }
    }
}
