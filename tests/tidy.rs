//! The house rules that a reader relies on, stated once and read off the sources.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Most lines of a file: what is longer has two things to say.
const LINES_MAX: usize = 500;

/// A path of names, such as `web`, `pages`, `home`.
type Names = Vec<String>;

#[test]
fn every_file_says_what_it_is_for_and_says_one_thing() {
    for (path, text) in sources(&["src", "tests"]) {
        assert!(text.starts_with("//!"), "{} does not say what it is for", path.display());
        let lines = text.lines().count();
        assert!(lines <= LINES_MAX, "{} has {lines} lines", path.display());
    }
}

#[test]
fn only_the_browser_folder_speaks_to_the_browser() {
    for (path, text) in sources(&["src"]) {
        let is_there = path.starts_with("src/web/browser");
        for name in ["web_sys", "js_sys", "gloo_storage"] {
            let names_it = code(&text).contains(name);
            assert!(is_there || !names_it, "{} names {name}", path.display());
        }
    }
}

#[test]
fn the_core_knows_nothing_of_the_web() {
    for (module, uses) in uses() {
        let is_core = module.first().is_some_and(|it| it != "web");
        for other in uses.iter().filter(|_| is_core) {
            assert!(!begins(other, "web"), "{} uses {}", module.join("::"), other.join("::"));
        }
    }
}

#[test]
fn pages_are_leaves() {
    let uses = uses();
    for (module, others) in &uses {
        let page = page_of(module);
        for other in others {
            let words = || format!("{} uses {}", module.join("::"), other.join("::"));
            if begins(module, "web::components") {
                assert!(!begins(other, "web::pages"), "a component needs no page: {}", words());
            }
            if let (Some(mine), Some(theirs)) = (page, page_of(other)) {
                assert_eq!(mine, theirs, "a page needs no other page: {}", words());
            }
            assert!(
                !begins(other, "web::app") || module == &["web"],
                "nothing needs the app: {}",
                words()
            );
        }
    }
}

#[test]
fn no_module_needs_itself_by_way_of_others() {
    // A folder shows what its files define, and they build on what it defines: that is
    // one thing in several files. Whoever is outside of it is not part of that.
    let related = |a: &Names, b: &Names| a.starts_with(b) || b.starts_with(a);
    let uses = uses().into_iter().map(|(module, mut others)| {
        others.retain(|it| !related(it, &module));
        (module, others)
    });
    no_circle(&uses.collect());
}

#[test]
fn no_folder_needs_itself_by_way_of_others() {
    let folder = |it: &Names| -> Option<Names> {
        let depth = if begins(it, "web") { 2 } else { 1 };
        it.get(..depth).map(<[String]>::to_vec)
    };
    let mut folders: BTreeMap<Names, BTreeSet<Names>> = BTreeMap::new();
    for (module, others) in uses() {
        let Some(mine) = folder(&module) else { continue };
        let others = others.iter().filter_map(folder).filter(|it| *it != mine);
        folders.entry(mine.clone()).or_default().extend(others);
    }
    no_circle(&folders);
}

/// That nothing leads back to where it began.
fn no_circle(uses: &BTreeMap<Names, BTreeSet<Names>>) {
    for start in uses.keys() {
        let mut seen = BTreeSet::new();
        let mut next: Vec<(Names, Vec<String>)> = vec![(start.clone(), vec![start.join("::")])];
        while let Some((at, way)) = next.pop() {
            for other in uses.get(&at).into_iter().flatten() {
                let mut way = way.clone();
                way.push(other.join("::"));
                assert_ne!(other, start, "a circle: {}", way.join(" -> "));
                if seen.insert(other.clone()) {
                    next.push((other.clone(), way));
                }
            }
        }
    }
}

#[test]
fn one_place_knows_how_addresses_are_spelt() {
    for (path, text) in sources(&["src"]) {
        let is_there = path.ends_with("route.rs") || is_test(&path);
        assert!(is_there || !code(&text).contains("\"#/"), "{}", path.display());
    }
}

#[test]
fn colours_stand_among_the_tokens() {
    let is_colour = |word: &str| {
        let hex = word.strip_prefix('#').unwrap_or_default();
        matches!(hex.len(), 3 | 4 | 6 | 8) && hex.bytes().all(|it| it.is_ascii_hexdigit())
            || ["rgb(", "rgba(", "hsl(", "oklch("].iter().any(|it| word.contains(it))
    };
    for (path, text) in files("style", "css") {
        // Paper is white, whatever the theme is.
        let is_there = path.ends_with("tokens.css") || path.ends_with("print.css");
        let mut words = text.split(|it: char| it.is_whitespace() || ",;:".contains(it));
        let found = words.find(|it| is_colour(it));
        assert!(is_there || found.is_none(), "{}: {found:?}", path.display());
    }
    for (path, text) in sources(&["src/web"]) {
        // A code is read by cameras: black on white.
        let is_there = path.ends_with("share.rs");
        let mut words = text.split('"');
        let found = words.find(|it| it.starts_with('#') && is_colour(it));
        assert!(is_there || found.is_none(), "{}: {found:?}", path.display());
    }
}

/// The page that a module belongs to: a file or folder of `pages`.
fn page_of(module: &Names) -> Option<&str> {
    begins(module, "web::pages").then(|| module.get(2).map(String::as_str)).flatten()
}

fn begins(module: &Names, with: &str) -> bool {
    let with: Vec<&str> = with.split("::").collect();
    module.len() >= with.len() && module.iter().zip(&with).all(|(a, b)| a == b)
}

fn is_test(path: &Path) -> bool {
    path.ends_with("tests.rs") || path.components().any(|it| it.as_os_str() == "tests")
}

/// What each module of the library uses of the others.
fn uses() -> BTreeMap<Names, BTreeSet<Names>> {
    let all: BTreeMap<Names, String> = sources(&["src"])
        .into_iter()
        .filter(|(path, _)| !is_test(path) && !path.ends_with("main.rs"))
        .filter(|(path, _)| !path.starts_with("src/build"))
        .map(|(path, text)| (module(&path), text))
        .collect();
    let of = |at: &Names, text: &str| {
        let code = code(text);
        let paths = code.split("use ").skip(1).flat_map(|it| {
            let tree = it.split(';').next().unwrap_or_default();
            branches(&tree.split_whitespace().collect::<String>())
        });
        let paths: Vec<Names> = paths.chain(mentions(text)).collect();
        let found = paths.iter().filter_map(|it| resolved(at, it, &all));
        found.filter(|it| it != at).collect::<BTreeSet<Names>>()
    };
    all.iter().map(|(at, text)| (at.clone(), of(at, text))).collect()
}

/// The module that a path leads to from another one, if it is one of ours.
fn resolved(at: &Names, path: &Names, all: &BTreeMap<Names, String>) -> Option<Names> {
    let mut rest = path.iter().peekable();
    let mut found: Names = match rest.peek()?.as_str() {
        "crate" => Names::new(),
        "super" | "self" => at.clone(),
        _ => return None,
    };
    while let Some(word) = rest.next_if(|it| ["crate", "super", "self"].contains(&it.as_str())) {
        if word == "super" {
            found.pop();
        }
    }
    for name in rest {
        found.push(name.clone());
        if !all.contains_key(&found) {
            found.pop();
            break;
        }
    }
    all.contains_key(&found).then_some(found)
}

/// The paths of a tree such as `crate::{a, b::{c, d}}`, written without spaces.
fn branches(tree: &str) -> Vec<Names> {
    let Some((stem, rest)) = tree.split_once('{') else {
        return vec![tree.split("::").map(str::to_owned).collect()];
    };
    let stem: Names = stem.split("::").filter(|it| !it.is_empty()).map(str::to_owned).collect();
    let inner = rest.strip_suffix('}').unwrap_or(rest);
    let mut parts = vec![String::new()];
    let mut depth = 0;
    for letter in inner.chars() {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        match parts.last_mut() {
            _ if letter == ',' && depth == 0 => parts.push(String::new()),
            Some(part) => part.push(letter),
            None => {}
        }
    }
    let parts = parts.iter().filter(|it| !it.is_empty());
    parts.flat_map(|it| branches(it)).map(|it| [stem.clone(), it].concat()).collect()
}

/// Paths that stand where they are used.
fn mentions(text: &str) -> Vec<Names> {
    let code = code(text);
    let words = code.split(|it: char| !it.is_alphanumeric() && !"_:".contains(it));
    let paths = words.filter(|it| it.starts_with("crate::") || it.starts_with("super::"));
    paths.map(|it| it.split("::").map(str::to_owned).collect()).collect()
}

/// A text without its comments and without the tests at its end.
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    text.lines().map(|it| it.split("//").next().unwrap_or_default().to_owned() + "\n").collect()
}

fn module(path: &Path) -> Names {
    let path = path.with_extension("");
    let names = path.components().skip(1).map(|it| it.as_os_str().to_string_lossy().into_owned());
    let mut names: Names = names.collect();
    if names.last().is_some_and(|it| it == "mod" || it == "lib") {
        names.pop();
    }
    names
}

fn sources(folders: &[&str]) -> Vec<(PathBuf, String)> {
    folders.iter().flat_map(|it| files(it, "rs")).collect()
}

/// All files of a folder and of those in it, with their text.
fn files(folder: &str, extension: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![PathBuf::from(folder)];
    while let Some(at) = folders.pop() {
        for entry in fs::read_dir(&at).unwrap().map(|it| it.unwrap().path()) {
            if entry.is_dir() {
                let is_foreign = entry.ends_with("node_modules");
                folders.extend((!is_foreign).then_some(entry));
            } else if entry.extension().is_some_and(|it| it == extension) {
                let text = fs::read_to_string(&entry).unwrap();
                found.push((entry, text));
            }
        }
    }
    found.sort();
    assert!(!found.is_empty(), "nothing in {folder}");
    found
}
