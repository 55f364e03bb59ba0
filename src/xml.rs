//! Text inside markup.

/// Writes text so that it stays text, between tags and in attributes alike; control
/// characters, of which XML forbids most, are left out.
pub(crate) fn escape(out: &mut String, text: &str) {
    for it in text.chars() {
        match it {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' => out.push(it),
            _ if it.is_control() || matches!(it, '\u{fffe}' | '\u{ffff}') => {}
            _ => out.push(it),
        }
    }
}
