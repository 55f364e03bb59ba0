//! Where the reader is and what the page is like: what the app provides to everything
//! under it.

use leptos::prelude::*;

use super::desk::Desk;
use crate::route::Route;

/// Where the reader is. Provided by the app.
#[derive(Clone, Copy)]
pub struct Here(pub RwSignal<Route>);

/// The desk in use, for listeners of the whole page. Provided by the app.
#[derive(Clone, Copy)]
pub struct OpenDesk(pub RwSignal<Option<Desk>>);

/// Whether there is room for a list beside the text and for the wide charts.
/// Kept, as asking the browser costs a layout of the page. Provided by the app.
#[derive(Clone, Copy)]
pub struct IsWide(pub RwSignal<bool>);

/// Whether the page is shown by a projector. Provided by the app.
#[derive(Clone, Copy)]
pub struct OnProjector(pub RwSignal<bool>);
