//! The house rules that a reader relies on, stated once and read off the sources.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Most lines of a file: what is longer has two things to say.
const LINES_MAX: usize = 500;

/// Scripts and style sheets that may be longer, and how long.
const LONGER: [(&str, usize); 1] = [
    // A list of short ways through the app, each for itself, in one browser.
    ("tests/web/main-way.test.mjs", 550),
];

/// The layers of `src/lib.rs`, the lowest first: a module uses what stands below its own alone.
const LAYERS: [&[&str]; 13] = [
    &["words"],
    &["address", "case", "checksum", "file_name", "lock", "xml"],
    &["model"],
    &["assessment"],
    &["moment", "questionnaire", "route"],
    &["scoring"],
    &["chart", "wording"],
    &["link", "report"],
    &["document"],
    &["bank", "raters", "store"],
    &["catalogue", "leaving"],
    &["library"],
    &["web"],
];

/// What `web::browser` uses of the rest of the crate, and where. None of it is a rule of the
/// domain: no model, no assessment, no questionnaire, no figure, no gap and no rater.
const BROWSER_USES: [(&str, &str); 7] = [
    // Ids that the page and the program share.
    ("web::browser::dom", "web::names"),
    // What a book of the journal holds: texts under names.
    ("web::browser::journal", "document::records"),
    // What the storage and the other book lack after it was read.
    ("web::browser::journal", "store"),
    // Whose turn it is among the books.
    ("web::browser::journal", "store::turns"),
    // The bytes around what the browser's cryptography makes.
    ("web::browser::lock", "lock"),
    // The storage is the port of a store, and the memory of the tab that of a library.
    ("web::browser::links", "store"),
    ("web::browser::storage", "store"),
];

/// Where style sheets are.
const STYLE_SHEETS: [(&str, &str); 3] = [("style", "css"), ("public", "css"), ("src", "css")];

/// Where colours stand that are no tokens.
const COLOURS: [(&str, &str); 6] = [
    // Paper is white and ink black, whatever the theme is.
    ("style/print.css", "#000 #333 #666 #f3f5f1 #fff"),
    ("src/report/report.css", "#000 #333 #fff"),
    ("public/questionnaire.css", "#000 #444 #666 #fff"),
    // A picture that was saved has no style sheet: black and greys, as in print.
    ("src/chart/role.rs", "black dimgray gainsboro gray lightgray silver white whitesmoke"),
    // A code is read by cameras: black on white.
    ("src/web/pages/share.rs", "#000 #fff"),
    // What the browser draws around the page reads no tokens. The first two are the paper of
    // the themes, which has a test of its own; the others draw the icon, on light and dark.
    ("public/index.html", "#101c1b #f2f7ee #12292b #7d938c #b78a2c #f5f8ef"),
];

/// How a colour begins that is computed.
const COLOUR_FUNCTIONS: &str = "device-cmyk hsl hsla hwb lab lch oklab oklch rgb rgba";

/// The colours that have a name in CSS. Those of the system are not among them: where colours
/// are forced they are the reader's own.
const COLOUR_NAMES: &str = "aliceblue antiquewhite aqua aquamarine azure beige bisque black \
    blanchedalmond blue blueviolet brown burlywood cadetblue chartreuse chocolate coral \
    cornflowerblue cornsilk crimson cyan darkblue darkcyan darkgoldenrod darkgray darkgreen \
    darkgrey darkkhaki darkmagenta darkolivegreen darkorange darkorchid darkred darksalmon \
    darkseagreen darkslateblue darkslategray darkslategrey darkturquoise darkviolet deeppink \
    deepskyblue dimgray dimgrey dodgerblue firebrick floralwhite forestgreen fuchsia gainsboro \
    ghostwhite gold goldenrod gray green greenyellow grey honeydew hotpink indianred indigo ivory \
    khaki lavender lavenderblush lawngreen lemonchiffon lightblue lightcoral lightcyan \
    lightgoldenrodyellow lightgray lightgreen lightgrey lightpink lightsalmon lightseagreen \
    lightskyblue lightslategray lightslategrey lightsteelblue lightyellow lime limegreen linen \
    magenta maroon mediumaquamarine mediumblue mediumorchid mediumpurple mediumseagreen \
    mediumslateblue mediumspringgreen mediumturquoise mediumvioletred midnightblue mintcream \
    mistyrose moccasin navajowhite navy oldlace olive olivedrab orange orangered orchid \
    palegoldenrod palegreen paleturquoise palevioletred papayawhip peachpuff peru pink plum \
    powderblue purple rebeccapurple red rosybrown royalblue saddlebrown salmon sandybrown seagreen \
    seashell sienna silver skyblue slateblue slategray slategrey snow springgreen steelblue tan \
    teal thistle tomato turquoise violet wheat white whitesmoke yellow yellowgreen";

/// A path of names, such as `web`, `pages`, `home`.
type Names = Vec<String>;

#[test]
fn every_rust_file_says_what_it_is_for_and_says_one_thing() {
    for (path, text) in sources(&["src", "tests"]) {
        assert!(text.starts_with("//!"), "{} does not say what it is for", path.display());
        let lines = text.lines().count();
        assert!(lines <= LINES_MAX, "{} has {lines} lines", path.display());
    }
}

#[test]
fn no_script_and_no_style_sheet_is_longer_but_those_that_are_named() {
    let scripts = [("public", "js"), ("tests", "mjs"), (".ci", "mjs")];
    let mut named = BTreeSet::new();
    for (folder, extension) in scripts.into_iter().chain(STYLE_SHEETS) {
        for (path, text) in files(folder, extension) {
            let lines = text.lines().count();
            let longer = LONGER.iter().find(|(it, _)| path == Path::new(it));
            let most = longer.map_or(LINES_MAX, |(_, most)| *most);
            assert!(lines <= most, "{} has {lines} lines", path.display());
            named.extend(longer.filter(|_| lines > LINES_MAX).copied());
        }
    }
    assert_eq!(named.len(), LONGER.len(), "these are longer: {named:?}");
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
fn the_browser_folder_knows_no_rule_of_the_domain() {
    let mut used = BTreeSet::new();
    for (module, others) in uses().into_iter().filter(|(it, _)| begins(it, "web::browser")) {
        for other in others.iter().filter(|it| !begins(it, "web::browser")) {
            let is_it = |it: &&(&str, &str)| begins(&module, it.0) && other.join("::") == it.1;
            let named = BROWSER_USES.iter().find(is_it);
            assert!(named.is_some(), "{} uses {}", module.join("::"), other.join("::"));
            used.extend(named.copied());
        }
    }
    assert_eq!(used.len(), BROWSER_USES.len(), "these are in use: {used:?}");
}

#[test]
fn arrows_never_point_back() {
    let layer = |it: &Names| {
        let name = it.first()?;
        let layer = LAYERS.iter().position(|all| all.contains(&name.as_str()));
        assert!(layer.is_some(), "{name} is in no layer");
        Some((layer?, name.clone()))
    };
    // Programs beside the app, which use it as anybody would.
    for (module, others) in uses().into_iter().filter(|(it, _)| !begins(it, "bin")) {
        let Some((mine, name)) = layer(&module) else { continue };
        for (theirs, other) in others.iter().filter_map(layer).filter(|it| it.1 != name) {
            assert!(theirs < mine, "{} uses {other}", module.join("::"));
        }
    }
}

#[test]
fn the_first_page_of_the_docs_shows_the_layers() {
    let text = fs::read_to_string("src/lib.rs").unwrap();
    let lines = text.lines().filter_map(|it| it.strip_prefix("//! ")?.split_once(". "));
    let shown: Vec<Vec<&str>> = lines
        .filter(|(number, _)| number.bytes().all(|it| it.is_ascii_digit()))
        .filter_map(|(_, it)| it.split_once(':'))
        .map(|(names, _)| names.split(", ").map(|it| it.trim_matches(['[', ']', '`'])).collect())
        .collect();
    assert_eq!(shown, LAYERS);
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
fn who_has_a_signal_of_the_web_half_says_by_name_what_may_be_done_to_it() {
    // A field of text counts how often the cursor has left it, for whoever made it.
    let is_named = |path: &Path, line: &str| path.ends_with("words.rs") && line.contains("left");
    for (path, text) in sources(&["src/web"]) {
        for line in code(&text).lines().filter(|it| !is_named(&path, it)) {
            let (before, signal) = line.split_once("RwSignal<").unwrap_or_default();
            let is_field = before.contains("pub") && !before.contains("fn ");
            let is_open = is_field || before.ends_with("-> ");
            assert!(signal.is_empty() || !is_open, "{}: {line}", path.display());
        }
    }
}

#[test]
fn one_place_puts_another_address_in_the_bar() {
    for (path, text) in sources(&["src/web"]) {
        let is_there = path.ends_with("here.rs") || path.starts_with("src/web/browser");
        let code = code(&text);
        let is_at_it = code.contains("replace_quietly") || code.contains("browser::fragment");
        assert!(is_there || !is_at_it, "{} does", path.display());
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
fn colours_stand_among_the_tokens_or_are_named_with_a_reason() {
    let others = [("public", "html"), ("public", "js"), ("src", "rs")];
    let mut found = BTreeMap::new();
    for (folder, extension) in STYLE_SHEETS.into_iter().chain(others) {
        for (path, text) in files(folder, extension) {
            // The build asks there whether a browser knows a function: nothing is painted.
            let is_apart = path.ends_with("tokens.css") || path.ends_with("build.rs");
            if !is_apart && !is_test(&path) {
                found.insert(path.to_string_lossy().into_owned(), colours(&path, &text));
            }
        }
    }
    found.retain(|_, it| !it.is_empty());
    let named = COLOURS.map(|(path, all)| {
        (path.to_owned(), all.split(' ').map(str::to_owned).collect::<BTreeSet<String>>())
    });
    assert_eq!(found, BTreeMap::from(named));
}

#[test]
fn colours_of_paper_stand_where_it_is_printed() {
    for path in ["style/print.css", "src/report/report.css"] {
        let text = fs::read_to_string(path).unwrap();
        let (screen, _) = text.split_once("@media print").unwrap();
        assert_eq!(colours(Path::new(path), screen), BTreeSet::new(), "{path}");
    }
}

#[test]
fn around_the_page_is_the_colour_of_its_paper() {
    let tokens = fs::read_to_string("style/tokens.css").unwrap();
    let (_, paper) = tokens.split_once("--paper: light-dark(").unwrap();
    let (paper, _) = paper.split_once(';').unwrap();
    let paper = paper.split("oklch(").skip(1).map(|it| hex(it.split(')').next().unwrap()));
    let index = fs::read_to_string("public/index.html").unwrap();
    let said = index.split("name=\"theme-color\" content=\"").skip(1);
    let said: Vec<&str> = said.map(|it| it.split(" />").next().unwrap()).collect();
    let expected = paper
        .zip(["light", "dark"])
        .map(|(paper, theme)| format!("{paper}\" media=\"(prefers-color-scheme: {theme})\""));
    assert_eq!(said, expected.collect::<Vec<_>>());
}

/// A colour such as `97% 0.013 128` of `oklch` as `#f2f7ee`: Ottosson's Oklab, then sRGB.
fn hex(oklch: &str) -> String {
    let parts: Vec<f64> =
        oklch.split(' ').map(|it| it.trim_end_matches('%').parse().unwrap()).collect();
    let (light, chroma, hue) = (parts[0] / 100.0, parts[1], parts[2].to_radians());
    let (a, b) = (chroma * hue.cos(), chroma * hue.sin());
    let cone = |of_a: f64, of_b: f64| (light + of_a * a + of_b * b).powi(3);
    let l = cone(0.396_337_777_4, 0.215_803_757_3);
    let m = cone(-0.105_561_345_8, -0.063_854_172_8);
    let s = cone(-0.089_484_177_5, -1.291_485_548);
    let red = 4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s;
    let green = -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s;
    let blue = -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701 * s;
    let byte = |linear: f64| {
        let it = linear.clamp(0.0, 1.0);
        let it = if it > 0.003_130_8 { 1.055 * it.powf(1.0 / 2.4) - 0.055 } else { 12.92 * it };
        format!("{:02x}", (it * 255.0).round() as u8)
    };
    format!("#{}{}{}", byte(red), byte(green), byte(blue))
}

/// The colours in a text. A name is one where a style sheet has it as a word, and elsewhere
/// where it is all that stands between quotes.
fn colours(path: &Path, text: &str) -> BTreeSet<String> {
    let is_sheet = path.extension().is_some_and(|it| it == "css");
    let text = match path.extension().and_then(|it| it.to_str()) {
        Some("css") => text.split("/*").map(|it| it.rsplit("*/").next().unwrap_or(it)).collect(),
        Some("html") => text.replace("%23", "#"),
        _ => code(text),
    };
    let is_letter = |it: char| it.is_ascii_alphanumeric() || "#-_".contains(it);
    let is_hex = |word: &str| {
        let digits = word.strip_prefix('#').unwrap_or_default();
        matches!(digits.len(), 3 | 4 | 6 | 8) && digits.bytes().all(|it| it.is_ascii_hexdigit())
    };
    let is_among = |all: &str, word: &str| all.split(' ').any(|it| it == word);
    let words = text.split_inclusive(|it| !is_letter(it)).filter_map(|it| {
        let word = it.trim_end_matches(|it| !is_letter(it));
        // Elsewhere that may be a function of anything.
        let is_any = is_sheet && word == "color";
        let is_function = it.ends_with('(') && (is_any || is_among(COLOUR_FUNCTIONS, word));
        let is_named = is_sheet && is_among(COLOUR_NAMES, word);
        (is_hex(word) || is_function || is_named).then_some(word)
    });
    let quoted = text.split(['"', '\'']).filter(|it| !is_sheet && is_among(COLOUR_NAMES, it));
    words.chain(quoted).map(str::to_owned).collect()
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
        // The build step is a program of its own.
        .filter(|(path, _)| !path.ends_with("build.rs"))
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
        found.filter(|it| it != at && !it.is_empty()).collect::<BTreeSet<Names>>()
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
