//! Build step: reads the bank's files, checks them with the same code that the
//! app uses, and writes one compact binary that the app embeds.
//!
//! A fault in the bank stops the build and names the file, the id and the
//! reason; the browser never parses TOML.

#[path = "../model/mod.rs"]
#[allow(dead_code, reason = "the build step needs only parsing and checking")]
mod model;

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
                return Err(format!("{}: the file is not named after its id", path.display()).into());
            }
            files.push((process.id.clone(), path));
            raw.processes.push(process);
        }
    }

    let bytes = postcard::to_allocvec(&raw)?;
    if let Err(faults) = Model::parse(raw) {
        for fault in &faults {
            // `incident.record` stands in the file of `incident`.
            let owner = fault.place.split('.').next().unwrap_or_default();
            let file = files.iter().find(|(id, _)| id == owner).map_or_else(
                || "src/bank".to_owned(),
                |(_, path)| path.display().to_string(),
            );
            println!("cargo:error={file}: {fault}");
        }
        return Err(format!("the bank has {} faults, named above", faults.len()).into());
    }
    fs::write(PathBuf::from(env::var("OUT_DIR")?).join("bank.bin"), bytes)?;
    Ok(())
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
