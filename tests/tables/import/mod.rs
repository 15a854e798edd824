//! Gazetteers in other people's formats, with the odd cases of the real ones: each is imported, its
//! tables are read back, and a sentence is annotated with them.

mod dumps_of_geonames;
mod dumps_of_wikidata;
mod other_formats;

use gazetag::{
    Annotator, Error, Gazetteer,
    import::{Import, Report, Source},
};
use std::{
    fs::{self, File},
    path::PathBuf,
    sync::atomic::{AtomicU32, Ordering},
};

/// A folder of imported tables.
pub struct Imported {
    pub folder: PathBuf,
    pub report: Report,
}

impl Drop for Imported {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

pub fn folder() -> PathBuf {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    std::env::temp_dir().join(format!(
        "gazetag-import-{}-{}",
        std::process::id(),
        COUNT.fetch_add(1, Ordering::Relaxed)
    ))
}

pub fn import_into(
    mut import: Import,
    read: impl FnOnce(&mut Import) -> Result<(), Error>,
) -> Result<Imported, Error> {
    read(&mut import)?;
    let folder = folder();
    fs::create_dir_all(&folder).unwrap();
    let [entities, names] =
        ["entities.csv", "names.csv"].map(|table| File::create(folder.join(table)).unwrap());
    let report = import.write(entities, names)?;
    Ok(Imported { folder, report })
}

pub fn import(read: impl FnOnce(&mut Import) -> Result<(), Error>) -> Imported {
    import_into(Import::new(), read).unwrap()
}

pub fn source(text: impl AsRef<[u8]>) -> Source {
    Source::new("input", std::io::Cursor::new(text.as_ref().to_vec())).unwrap()
}

impl Imported {
    pub fn entities(&self) -> String {
        fs::read_to_string(self.folder.join("entities.csv")).unwrap()
    }

    pub fn names(&self) -> String {
        fs::read_to_string(self.folder.join("names.csv")).unwrap()
    }

    /// What the tables find in a text.
    pub fn annotate(&self, text: &str) -> Vec<(String, String)> {
        let builder = Gazetteer::builder()
            .file(self.folder.join("entities.csv"))
            .unwrap()
            .file(self.folder.join("names.csv"))
            .unwrap();
        let annotator = Annotator::new(builder.build().unwrap()).unwrap();
        let annotations = annotator.annotate(text);
        annotations
            .iter()
            .map(|mention| (mention.as_str().into(), mention.entity().unwrap().id().into()))
            .collect()
    }

    pub fn finds(&self, text: &str, expected: &[(&str, &str)]) {
        let found = self.annotate(text);
        let found: Vec<(&str, &str)> = found.iter().map(|(text, id)| (&**text, &**id)).collect();
        assert_eq!(found, expected, "{text}");
    }

    pub fn skipped(&self, reason: &str) -> u64 {
        self.report.skipped.get(reason).copied().unwrap_or_default()
    }

    /// What was skipped for a reason, with its count.
    pub fn skipped_values(&self, reason: &str) -> Vec<(&str, u64)> {
        let values = self.report.skipped_values.get(reason).into_iter().flatten();
        values.map(|(value, count)| (&**value, *count)).collect()
    }

    /// The messages of the malformed lines, without the file.
    pub fn malformed(&self) -> Vec<String> {
        let shown = self.report.first_malformed.iter();
        shown.map(|line| format!("{}: {}", line.line, line.message)).collect()
    }
}
