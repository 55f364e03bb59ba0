//! What two assessments say differently, side by side.

use leptos::prelude::*;

use crate::assessment::{Difference, Register};
use crate::model::Model;
use crate::web::browser;
use crate::web::wording;

/// Most rows that are shown; more are counted.
const ROWS: usize = 100;

/// The differences as a table. `mine` and `theirs` head the columns; with
/// `stands` a mark shows which side would stand after a merge.
pub fn table(
    model: &'static Model,
    differences: &[Difference],
    caption: String,
    (mine, theirs): (&'static str, &'static str),
    stands: bool,
) -> impl IntoView + use<> {
    let over = differences.len().saturating_sub(ROWS);
    let rows = differences.iter().take(ROWS).map(|it| {
        let is_theirs = it.theirs_stands();
        let side = |register: &Option<Register>, is_standing: bool| {
            let words = wording::value(register.as_ref().and_then(Register::value));
            let when = register.as_ref().map(|it| browser::date(it.clock().ms));
            let class = if stands && is_standing { "stands" } else { "" };
            view! {
                <td class=class>
                    <span dir="auto">{words}</span>
                    {when.map(|it| view! { <small>{it}</small> })}
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
    view! {
        <div class="scroller" tabindex="0" role="group" aria-label=caption.clone()>
            <table class="table differences">
                <caption>{caption.clone()}</caption>
                <thead><tr><th scope="col">"Field"</th><th scope="col">{mine}</th><th scope="col">{theirs}</th></tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
        {(over > 0).then(|| view! { <p>{format!("and {over} more")}</p> })}
    }
}
