//! Compiles the tables of `data/` into the dictionary that the library embeds, with the library's
//! own modules.

#[cfg(feature = "builtin")]
#[path = "src/lexicon/mod.rs"]
#[allow(dead_code, unused_imports, reason = "annotating texts needs more than compiling tables")]
mod lexicon;

#[cfg(feature = "builtin")]
mod builtin {
    use crate::lexicon::{
        dictionary::Dictionary, error::Error, gazetteer::Gazetteer, model::Kind, table::Ids,
    };
    use std::{env, fs::File, io::BufWriter, path::PathBuf};

    const ENTITIES: [(Kind, &str); 6] = [
        (Kind::Country, "data/countries.csv"),
        (Kind::Region, "data/regions.csv"),
        (Kind::City, "data/cities.csv"),
        (Kind::Place, "data/places.csv"),
        (Kind::Person, "data/people.csv"),
        (Kind::Organization, "data/organizations.csv"),
    ];

    const NAMES: [&str; 7] = [
        "data/names/countries.csv",
        "data/names/demonyms.csv",
        "data/names/regions.csv",
        "data/names/cities.csv",
        "data/names/places.csv",
        "data/names/people.csv",
        "data/names/organizations.csv",
    ];

    const CUES: &str = "data/cues.csv";
    const INFLECTIONS: &str = "data/inflections.csv";
    const NAME_PARTS: &str = "data/name_parts.csv";
    const FREQUENT_WORDS: &str = "data/frequent_words.csv";
    const COMMON_WORDS: &str = "data/common_words.csv";

    pub fn compile() -> Result<(), Error> {
        let mut gazetteer = Gazetteer::builder();
        for (kind, table) in ENTITIES {
            gazetteer = gazetteer.entity_table(table, kind, open(table)?)?;
        }
        for table in NAMES {
            gazetteer = gazetteer.name_table(table, Ids::InFirstRow, open(table)?)?;
        }
        gazetteer = gazetteer.cue_table(CUES, open(CUES)?)?;
        gazetteer = gazetteer.word_table(COMMON_WORDS, open(COMMON_WORDS)?)?;
        gazetteer = gazetteer.frequent_table(FREQUENT_WORDS, open(FREQUENT_WORDS)?)?;
        gazetteer = gazetteer.part_table(NAME_PARTS, open(NAME_PARTS)?)?;
        gazetteer = gazetteer.inflection_table(INFLECTIONS, open(INFLECTIONS)?)?;
        Dictionary::new(gazetteer.build()?)?.write(create("builtin.gaz")?)
    }

    fn create(name: &str) -> Result<BufWriter<File>, Error> {
        let path = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it")).join(name);
        let file = File::create(&path)
            .map_err(|error| Error::new(path.display().to_string(), error.to_string()))?;
        Ok(BufWriter::new(file))
    }

    fn open(table: &str) -> Result<File, Error> {
        println!("cargo::rerun-if-changed={table}");
        File::open(table)
            .map_err(|error| Error::new(table, format!("cannot be opened: {error}")).source(error))
    }
}

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/lexicon");
    println!("cargo::rerun-if-changed=data/weights.csv");
    #[cfg(feature = "builtin")]
    if let Err(error) = builtin::compile() {
        println!("cargo::error={error}");
    }
}
