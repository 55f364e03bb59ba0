//! Build step: reads the bank's files, checks them with the same code that the
//! app uses, and writes one compact binary that the app embeds.
//!
//! A fault in the bank stops the build and names the file, the id and the
//! reason; the browser never parses TOML.

#[path = "../model/mod.rs"]
#[allow(dead_code, unused_imports, reason = "the build step needs only parsing and checking")]
mod model;

#[path = "../words/compile.rs"]
mod compile;

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

use model::raw::{RawPractice, RawProcess};
use model::{Model, RawModel};
use serde::Deserialize;

fn main() -> Result<(), Box<dyn Error>> {
    let bank = Path::new("src/bank");
    println!("cargo:rerun-if-changed=src/bank");
    println!("cargo:rerun-if-changed=src/model");
    for path in REPORT_STYLE {
        println!("cargo:rerun-if-changed={path}");
    }

    let mut raw: RawModel = read(&bank.join("model.toml"))?;
    raw.generic = read::<Generic>(&bank.join("generic.toml"))?.practices;
    let mut files = Vec::new();
    for folder in ["process", "area"] {
        let mut paths: Vec<PathBuf> = fs::read_dir(bank.join(folder))?
            .map(|it| it.map(|it| it.path()))
            .collect::<Result<_, _>>()?;
        paths.sort();
        for path in paths {
            let process: RawProcess = read(&path)?;
            if path.file_stem().and_then(|it| it.to_str()) != Some(&process.id) {
                return Err(
                    format!("{}: the file is not named after its id", path.display()).into()
                );
            }
            files.push((process.id.clone(), path));
            raw.processes.push(process);
        }
    }

    // Advice is a third of the text and nothing that the questionnaire needs: it lies
    // beside the model.
    let mut lean = raw.clone();
    let advice = lean.take_advice();
    let (brief, later) = lean.brief();
    if let Err(faults) = Model::parse(raw) {
        for fault in &faults {
            // `incident.record` stands in the file of `incident`.
            let owner = fault.place.split('.').next().unwrap_or_default();
            let file = files
                .iter()
                .find(|(id, _)| id == owner)
                .map_or_else(|| "src/bank".to_owned(), |(_, path)| path.display().to_string());
            println!("cargo:error={file}: {fault}");
        }
        return Err(format!("the bank has {} faults, named above", faults.len()).into());
    }
    let out = PathBuf::from(env::var("OUT_DIR")?);
    fs::write(out.join("bank.bin"), postcard::to_allocvec(&brief)?)?;
    fs::write(out.join("bank-later.bin"), postcard::to_allocvec(&later)?)?;
    fs::write(out.join("advice.bin"), postcard::to_allocvec(&advice)?)?;
    let sample: Sample = read(&bank.join("sample.toml"))?;
    fs::write(out.join("sample.bin"), postcard::to_allocvec(&sample.registers()?)?)?;
    fs::write(out.join("report.css"), report_style()?)?;
    fs::write(out.join("words.rs"), words()?)?;
    Ok(())
}

/// The typed functions of the language files.
fn words() -> Result<String, Box<dyn Error>> {
    println!("cargo:rerun-if-changed=src/words");
    let mut paths: Vec<PathBuf> =
        fs::read_dir("src/words/en")?.map(|it| it.map(|it| it.path())).collect::<Result<_, _>>()?;
    // An editor may leave a copy beside a file, or a hidden one.
    paths.retain(|it| {
        let name = it.file_name().and_then(|it| it.to_str()).unwrap_or_default();
        name.ends_with(".ftl") && !name.starts_with('.')
    });
    paths.sort();
    let mut out = String::new();
    for path in paths {
        let messages = compile::read(&fs::read_to_string(&path)?)
            .map_err(|it| format!("{}: {it}", path.display()))?;
        let area = path.file_stem().and_then(|it| it.to_str()).unwrap_or_default();
        out.push_str(&compile::functions(area, &messages));
    }
    Ok(out)
}

/// The style sheets of an exported report as one: the colours and charts of the
/// app, then its own.
const REPORT_STYLE: [&str; 3] = ["style/tokens.css", "style/chart.css", "src/report/report.css"];

fn report_style() -> Result<String, Box<dyn Error>> {
    let mut css = String::new();
    for path in REPORT_STYLE {
        let mut text = fs::read_to_string(path).map_err(|it| format!("{path}: {it}"))?;
        if path == "style/chart.css" {
            // A report goes to people with older browsers, too: where the colours
            // mean nothing the drawings keep those that they have by themselves.
            text = format!("@supports (color: light-dark(#000, #fff)) {{\n{text}}}\n");
        }
        for line in text.lines().map(str::trim).filter(|it| !it.is_empty()) {
            css.push_str(line);
            css.push('\n');
        }
    }
    // It stands in a page between tags, and a report fetches nothing.
    if ["</", "url(", "@import"].iter().any(|it| css.contains(it)) {
        return Err("a style sheet of the report ends a tag or fetches something".into());
    }
    Ok(css)
}

/// The sample as it is written: short forms by id, spelt out into registers.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Sample {
    set_up: BTreeMap<String, String>,
    targets: BTreeMap<String, u8>,
    beliefs: BTreeMap<String, toml::Value>,
    out_of_scope: BTreeMap<String, String>,
    /// A rating, `ask: whom` or `n/a: reason`.
    answers: BTreeMap<String, String>,
    notes: BTreeMap<String, String>,
    evidence: BTreeMap<String, String>,
    checks: BTreeMap<String, Vec<u8>>,
    flags: Vec<String>,
    /// By `process/attribute`.
    overrides: BTreeMap<String, Own>,
}

#[derive(Deserialize)]
struct Own {
    rating: String,
    reason: String,
}

impl Sample {
    /// Register names and JSON values. The app reads them with the code that
    /// reads files, and a test reads them all.
    fn registers(&self) -> Result<Vec<(String, String)>, Box<dyn Error>> {
        let mut registers = Vec::new();
        let mut put = |kind: &str, id: &str, json: String| {
            registers.push((format!("{kind}/{id}"), json));
        };
        let text = |it: &str| serde_json::to_string(it);
        for (id, it) in &self.set_up {
            put("set-up", id, text(it)?);
        }
        for (id, it) in &self.targets {
            put("target", id, it.to_string());
        }
        for (id, it) in &self.beliefs {
            let kind = if it.is_integer() { "level" } else { "rating" };
            put("belief", id, format!("{{\"{kind}\":{}}}", serde_json::to_string(it)?));
        }
        for (id, it) in &self.out_of_scope {
            put("out-of-scope", id, text(it)?);
        }
        for (id, it) in &self.answers {
            let (kind, it) = match it.split_once(": ") {
                Some(("ask", whom)) => ("ask", whom),
                Some(("n/a", reason)) => ("notApplicable", reason),
                _ => ("rating", it.as_str()),
            };
            put("answer", id, format!("{{\"{kind}\":{}}}", text(it)?));
        }
        for (id, it) in &self.notes {
            put("note", id, text(it)?);
        }
        for (id, it) in &self.evidence {
            put("evidence", id, text(it)?);
        }
        for (id, it) in &self.checks {
            put("checks", id, serde_json::to_string(it)?);
        }
        for id in &self.flags {
            put("flag", id, "true".to_owned());
        }
        for (id, it) in &self.overrides {
            let (rating, reason) = (text(&it.rating)?, text(&it.reason)?);
            put("override", id, format!("{{\"rating\":{rating},\"reason\":{reason}}}"));
        }
        Ok(registers)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Generic {
    practices: Vec<RawPractice>,
}

fn read<T: for<'de> Deserialize<'de>>(path: &Path) -> Result<T, Box<dyn Error>> {
    let text = fs::read_to_string(path).map_err(|it| format!("{}: {it}", path.display()))?;
    toml::from_str(&text).map_err(|it| format!("{}: {it}", path.display()).into())
}
