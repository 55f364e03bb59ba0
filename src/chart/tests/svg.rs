//! Pictures as files: well-formed, and nothing in them but shapes and text.

use std::collections::BTreeSet;

use super::bench::Bench;
use super::every_chart;
use crate::chart::figures::Figures;
use crate::chart::{Chart, Size, bars, radar};

/// Names of elements and attributes of well-formed markup, and its text.
fn parse(svg: &str) -> (BTreeSet<String>, BTreeSet<String>, String) {
    let (mut elements, mut attributes) = (BTreeSet::new(), BTreeSet::new());
    let (mut open, mut text) = (Vec::new(), String::new());
    let mut rest = svg;
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(before);
        let (tag, tail) = after.split_once('>').expect("a tag ends");
        rest = tail;
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name));
            continue;
        }
        let (name, mut inside) = tag.split_once(' ').expect("an element has a class or an id");
        elements.insert(name.to_owned());
        while let Some((key, value)) = inside.trim_start().split_once("=\"") {
            let (value, tail) = value.split_once('"').expect("a value ends");
            assert!(attributes.insert(key.to_owned()) || !key.is_empty());
            text.push_str(value);
            inside = tail;
        }
        if inside.trim() != "/" {
            assert!(inside.is_empty(), "{tag}");
            open.push(name.to_owned());
        }
    }
    assert!(open.is_empty() && rest.is_empty());
    for (at, _) in text.match_indices('&') {
        let entity = text[at..].split_once(';').expect("an entity ends").0;
        assert!(["&amp", "&lt", "&gt", "&quot", "&#39"].contains(&entity), "{entity}");
    }
    (elements, attributes, text)
}

#[track_caller]
fn check_svg(svg: &str) {
    let (elements, attributes, _) = parse(svg);
    for it in elements {
        let known =
            ["svg", "title", "desc", "line", "polyline", "polygon", "rect", "circle", "text"];
        assert!(known.contains(&it.as_str()), "{it}");
    }
    for it in attributes {
        assert!(!it.starts_with("on") && it != "style" && !it.contains("href"), "{it}");
    }
}

#[test]
fn svg_is_well_formed_and_carries_nothing_foreign() {
    for Chart { picture, .. } in every_chart() {
        let svg = picture.to_svg("results");
        check_svg(&svg);
        for it in ["style=", "<script", "href", "foreignObject", "url(", "<image"] {
            assert!(!svg.contains(it), "{it}");
        }
        assert!(svg.contains(r#"role="img""#) && svg.contains(r#"<title id="results-title">"#));
        assert!(svg.contains(r#"aria-labelledby="results-title results-desc""#));
        assert!(svg.len() < 80_000, "{}: {}", picture.title, svg.len());
    }
}

#[test]
fn a_hostile_name_stays_text() {
    let hostile = "</text><script>alert('\"&\u{1}\")</script><a href=\"#\" onload=\"x\">";
    let bench = Bench::mixed();
    let sheet = bench.sheet();
    let mut figures = Figures::new(&bench.model, &sheet, None);
    for row in &mut figures.rows {
        row.name = hostile;
        row.short = hostile;
    }
    for size in [Size::Compact, Size::Wide] {
        let pictures = [
            radar::picture(&figures, hostile, size),
            bars::picture(&figures, &[hostile; 8], hostile, size),
        ];
        for picture in pictures {
            let svg = picture.to_svg("\"><script>");
            check_svg(&svg);
            assert!(!svg.contains("<script") && !svg.contains('\u{1}'));
            assert!(svg.contains("&lt;/text&gt;"));
        }
    }
}
