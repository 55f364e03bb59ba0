//! Addresses to pages, the frame around them, and the listeners that live as
//! long as the page.

use leptos::prelude::*;

use super::browser::{self, Stage, dom, events, files, paper};
use super::components::late::late;
use super::components::leaving::Leaving;
use super::components::{frame, leaving};
use super::desk::Desk;
use super::here::{Helm, Here, IsWide, OnProjector, OpenDesk};
use super::incoming::{self, Incoming, OpenedLink};
use super::keys;
use super::library::{Library, on_foreign_change};
use super::loss::{Gone, is_gone};
use super::pages;
use super::parts::{Come, apart};
use super::preferences::Preferences;
use crate::assessment::AssessmentId;
use crate::link;
use crate::model::ProcessIx;
use crate::route::Route;
use crate::web::live::{live, memo};
use crate::web::wording;
use crate::words::titles as words;

/// The whole app.
pub fn app() -> impl IntoView {
    let library = Library::open();
    let preferences = Preferences::load(&library.store());
    let helm = Helm::take();
    let (here, open_desk) = (helm.here(), helm.open_desk());
    provide_context(library);
    provide_context(preferences);
    provide_context(here);
    provide_context(open_desk);
    provide_context(IsWide::follow());
    let come = Come::follow();
    provide_context(come);
    provide_context(OnProjector::follow());
    let arrived = Incoming::none();
    provide_context(arrived);
    provide_context(Leaving::default());
    let opened = OpenedLink::default();
    provide_context(opened);
    let gone = Gone::default();
    provide_context(gone);

    // What an address asks for takes all of the program.
    let deed_waits = StoredValue::new(false);
    let arrive = move || {
        let asked = helm.asked();
        let is_link = link::is_link(&asked);
        let wanted = if is_link {
            incoming::receive_link(library, opened, &asked);
            Route::Shared
        } else {
            Route::parse(&asked)
        };
        let is_deed = wanted.is_deed();
        if is_deed && !untrack(|| come.has(Stage::Whole)) {
            deed_waits.set_value(true);
            return;
        }
        let wanted = carried_out(library, wanted);
        if here.look(|it| Page::of(it, library) != Page::of(&wanted, library)) {
            // To take away what has the focus would cost a layout of the page.
            dom::blur();
        }
        // A link must not stay in the history of the browser, and what was done is not done
        // again by a reload.
        if is_link || is_deed { helm.arrive_instead(wanted) } else { helm.arrive(wanted) }
    };
    arrive();
    events::on_fragment(arrive);
    browser::when(Stage::Whole, move |_| {
        if deed_waits.get_value() {
            arrive();
        }
    });
    events::heed_off();
    paper::heed();
    listen_for_the_desk(open_desk, here);
    files::on_file_drop(move |files| {
        browser::go(&Route::Open.fragment());
        incoming::receive(library, arrived, files);
    });

    let page = memo(move || here.read(|it| Page::of(it, library)));
    // What stands there until the program is whole is another page, too.
    let shown = memo(move || (page.get(), page.with(Page::is_early) || come.has(Stage::Whole)));
    Effect::new(move |previous: Option<(Page, bool)>| {
        let now = shown.get();
        let title = title(library, &now.0, open_desk.get());
        browser::set_title(&title);
        let is_first = previous.is_none();
        if previous.is_none_or(|it| it != now) {
            dom::mark_new(is_first);
            // Not here and now: it would have the page laid out half-built.
            if !is_first {
                events::before_paint(dom::scroll_to_top);
            }
            events::after_paint(dom::settle);
        }
        now
    });

    let desk_id = memo(move || here.read(|it| it.assessment().cloned()));
    view! {
        <frame::Frame>
            {live(move || match desk_id.get() {
                Some(id) => {
                    if let Some(loss) = gone.of(&id) {
                        return pages::gone::page(library, loss).into_any();
                    }
                    if untrack(|| library.stored(&id)).is_none() && !library.is_blank(&id) {
                        // It may come out of the journal in a moment.
                        library.track_healed();
                    }
                    at_desk(library, id, page, helm).into_any()
                }
                None => without_desk(page).into_any(),
            })}
        </frame::Frame>
        <leaving::Question library />
    }
}

/// A page without the question it is scrolled to: what decides whether the
/// page is built anew.
#[derive(Clone, Debug, PartialEq)]
enum Page {
    Home,
    Open,
    Method,
    Settings,
    SetUp,
    Assess,
    Flash,
    History,
    Share,
    Raters,
    Shared,
    Units,
    Results,
    Process(ProcessIx),
    NotFound,
}

impl Page {
    /// Whether it is shown before all of the program has come.
    fn is_early(&self) -> bool {
        matches!(self, Page::Home | Page::Shared | Page::Assess | Page::NotFound)
    }

    /// A place that the model of the assessment does not have is on no page.
    fn of(route: &Route, library: Library) -> Self {
        match route {
            Route::Assess(id, place) | Route::Flash(id, place)
                if place.find(library.model_of(id)).is_none() =>
            {
                Page::NotFound
            }
            Route::Home | Route::New | Route::Sample => Page::Home,
            Route::Open => Page::Open,
            Route::Method => Page::Method,
            Route::Settings => Page::Settings,
            Route::SetUp(_) => Page::SetUp,
            Route::Assess(..) => Page::Assess,
            Route::Flash(..) => Page::Flash,
            Route::History(_) => Page::History,
            Route::Share(_) => Page::Share,
            Route::Raters(_) => Page::Raters,
            Route::Shared => Page::Shared,
            Route::Units => Page::Units,
            Route::Results(_) => Page::Results,
            Route::Process(id, process) => match library.model_of(id).process_by_id(process) {
                Some(process) => Page::Process(process),
                None => Page::NotFound,
            },
            Route::NotFound => Page::NotFound,
        }
    }
}

/// Addresses that do something lead on to the page that shows what they did.
fn carried_out(library: Library, route: Route) -> Route {
    match route {
        Route::New => Route::SetUp(library.act(|it, now| it.begin_blank(now))),
        Route::Sample => match library.act(|it, now| it.sample(now)) {
            Some(id) => Route::Results(id),
            None => Route::Home,
        },
        other => other,
    }
}

fn title(library: Library, page: &Page, desk: Option<Desk>) -> String {
    let page = match page {
        Page::Home => return words::home(),
        Page::Open => words::open(),
        Page::Method => words::method(),
        Page::Settings => words::settings(),
        Page::SetUp => words::set_up(),
        Page::Assess => words::assess(),
        Page::Flash => words::flash(),
        Page::History => words::history(),
        Page::Share => words::share(),
        Page::Raters => words::raters(),
        Page::Shared => words::shared(),
        Page::Units => words::units(),
        Page::Results => words::results(),
        Page::Process(process) => library.shipped().process(*process).name.clone(),
        Page::NotFound => words::not_found(),
    };
    let name = desk.map(|it| it.read(wording::display_name)).unwrap_or_default();
    if name.is_empty() {
        words::of_page(&page)
    } else {
        words::of_assessment(words::OfAssessment { page: &page, name: &name })
    }
}

fn listen_for_the_desk(open: OpenDesk, here: Here) {
    let desk = move || open.now();
    let library = expect_context::<Library>();
    let gone = expect_context::<Gone>();
    on_foreign_change(move |change| {
        let Some(desk) = desk() else { return };
        if change.key.is_none() {
            // The whole storage was cleared: what is open is not meant by it.
            desk.save_all();
        } else if change.value.is_none()
            && change.key.as_deref().is_some_and(|it| desk.goes_with(it))
        {
            gone.took(desk);
        } else {
            desk.adopt(&change);
        }
    });
    Effect::new(move |_| {
        library.track_healed();
        if let Some(desk) = desk() {
            desk.read_again();
        }
    });
    events::on_hidden(move || {
        library.commit(|_| ());
        if let Some(desk) = desk() {
            desk.retry();
            desk.keep_steps();
        }
        if let Some(id) = gone.id_now() {
            library.drop_leftovers(&id);
        }
    });
    // The page that says so comes with all of the program; what is said from here on would be
    // kept nowhere.
    events::on_written(move |name, text| {
        if let Some(desk) = desk().filter(|it| text.is_none() && it.goes_with(name)) {
            desk.write_no_more();
        }
    });
    let look = move || {
        if let Some(desk) = desk().filter(|it| is_gone(library, &it.id())) {
            desk.write_no_more();
        }
    };
    events::on_return(look, move || {
        let Some(desk) = desk() else { return };
        // Of what happened while the page was away it has heard nothing.
        if untrack(|| is_gone(library, &desk.id())) {
            gone.took(desk);
        } else {
            desk.read_again();
            // It may have been away for a moment, as what is replaced by a file is.
            desk.retry();
        }
    });
    events::on_undo(move |is_redo| {
        let desk = desk().filter(|_| !dom::is_typing() && !dom::is_dialog_open());
        if let Some(desk) = desk {
            if is_redo { desk.step_forward() } else { desk.step_back() }
        }
        desk.is_some()
    });
    events::on_leave(move || {
        library.has_refused() || library.is_forgetting() || desk().is_some_and(Desk::has_unsaved)
    });
    let preferences = expect_context::<Preferences>();
    events::on_key(move |key| {
        let free = preferences.keys_now() && !dom::is_typing() && !dom::is_dialog_open();
        if let Some(desk) = desk()
            && free
            && keys::press(desk, here, &key.name)
        {
            key.handled();
        }
    });
}

fn without_desk(page: Memo<Page>) -> impl IntoView {
    move || match page.get() {
        Page::Home => apart(pages::home::page),
        Page::Shared => apart(pages::shared::page),
        Page::Open => late(pages::open::page),
        Page::Method => late(pages::method::page),
        Page::Settings => late(pages::settings::page),
        Page::Units => late(pages::units::page),
        _ => pages::not_found().into_any(),
    }
}

/// The pages of one assessment, or word that it is not in this browser.
fn at_desk(library: Library, id: AssessmentId, page: Memo<Page>, helm: Helm) -> impl IntoView {
    let Some(loaded) = library.open_one(&id) else {
        return late(move || pages::not_here(library, id));
    };
    let desk = Desk::new(library, loaded);
    provide_context(desk);
    dom::follow_focus();
    helm.open(desk);
    desk.take_up_steps();
    // Arrow keys go on from the radio that has the focus: it has to be the chosen one,
    // whoever chose it.
    Effect::new(move |_| {
        desk.track();
        events::at_once(dom::move_to_chosen);
    });
    on_cleanup(move || {
        desk.keep_steps();
        helm.put_down();
    });
    (move || match page.get() {
        Page::SetUp => late(pages::set_up::page),
        Page::Assess => apart(pages::assess::page),
        Page::Flash => late(pages::flash::page),
        Page::History => late(pages::history::page),
        Page::Share => late(pages::share::page),
        Page::Raters => late(pages::raters::page),
        Page::Results => late(pages::results::page),
        Page::Process(process) => late(move || pages::process::page(process)),
        _ => pages::not_found().into_any(),
    })
    .into_any()
}
