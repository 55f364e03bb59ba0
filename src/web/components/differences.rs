//! What two assessments say differently, side by side.

use leptos::prelude::*;

use crate::assessment::{Assessment, Clock, Difference, Register};
use crate::model::Model;
use crate::web::wording;

/// Most rows that are shown; more are counted.
const ROWS: usize = 100;

/// Two assessments side by side.
pub struct Sides<'a> {
    /// One and what heads its column.
    pub mine: (&'a Assessment, String),
    /// The other and what heads its column.
    pub theirs: (&'a Assessment, String),
    /// Whether a mark shows which side would stand after a merge.
    pub marks_what_stands: bool,
}

impl Sides<'_> {
    /// When something was said, and by whom if they gave a name.
    fn said(&self, clock: Clock) -> String {
        let when = wording::moment(clock.ms);
        let person = clock.writer.person();
        match self.mine.0.name_of(person).or_else(|| self.theirs.0.name_of(person)) {
            Some(name) => format!("{name}, {when}"),
            None => when,
        }
    }
}

/// The differences as a table, each side with who said it and when.
pub fn table(
    model: &'static Model,
    differences: &[Difference],
    caption: String,
    sides: &Sides<'_>,
) -> impl IntoView + use<> {
    let stands = sides.marks_what_stands;
    let over = differences.len().saturating_sub(ROWS);
    let rows = differences.iter().take(ROWS).map(|it| {
        let is_theirs = it.theirs_stands;
        let side = |register: &Option<Register>, is_standing: bool| {
            let words = wording::value(register.as_ref().and_then(Register::value));
            let when = register.as_ref().map(|it| sides.said(it.clock()));
            let class = if stands && is_standing { "stands" } else { "" };
            view! {
                <td class=class>
                    <span dir="auto">{words}</span>
                    {when.map(|it| view! { <small dir="auto">{it}</small> })}
                    {(stands && is_standing).then(|| view! { <span class="tag">"stands"</span> })}
                </td>
            }
        };
        view! {
            <tr>
                <th scope="row">{wording::field(model, it.key)}</th>
                {side(&it.mine, !is_theirs)}
                {side(&it.theirs, is_theirs)}
            </tr>
        }
    });
    let (mine, theirs) = (sides.mine.1.clone(), sides.theirs.1.clone());
    view! {
        <div class="scroller" tabindex="0" role="group" aria-label=caption.clone()>
            <table class="table differences">
                <caption>{caption.clone()}</caption>
                <thead><tr><th scope="col">"Field"</th><th scope="col" dir="auto">{mine}</th><th scope="col" dir="auto">{theirs}</th></tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
        {(over > 0).then(|| view! { <p>{format!("and {over} more")}</p> })}
    }
}
