//! What tells the language of a text, compiled: made of a table of frequent words when the crate is
//! built, and read when it is first asked for.

use crate::lexicon::{
    error::Error,
    file::{Reader, Writer},
    language::{BLOCK, Detector},
    store::Plain,
    table::Table,
};
use std::io::{self, Read, Write};
use zerocopy::little_endian::{U16, U32};

/// The code of a language, filled up with zeros.
type Code = [u8; 8];

/// Reads a table of frequent words and letters, with the columns `lang` and `word`.
#[allow(dead_code, reason = "the build script makes what the library reads")]
pub(crate) fn from_table(name: &str, reader: impl Read) -> Result<Detector, Error> {
    let mut rows = Vec::new();
    Table::open(name, reader)?.words(|_, row| {
        rows.push((row.lang, row.word));
        Ok(())
    })?;
    Ok(Detector::new(rows.iter().map(|(lang, word)| (&**lang, &**word))))
}

#[allow(dead_code, reason = "the build script writes what the library reads")]
pub(crate) fn write(detector: &Detector, out: impl Write) -> io::Result<()> {
    let Detector { langs, slots, block_of, blocks, sets, members } = detector;
    assert!(
        langs.iter().all(|lang| lang.len() <= size_of::<Code>()),
        "codes of languages are short"
    );
    let langs: Vec<Code> = langs
        .iter()
        .map(|lang| std::array::from_fn(|at| lang.as_bytes().get(at).copied().unwrap_or(0)))
        .collect();
    let slots: Vec<U32> = slots.iter().copied().map(U32::new).collect();
    let block_of: Vec<U16> = block_of.iter().copied().map(U16::new).collect();
    let blocks: Vec<[U16; BLOCK]> = blocks.iter().map(|block| block.map(U16::new)).collect();
    let sets: Vec<U32> = sets.iter().copied().map(U32::new).collect();
    let mut writer = Writer::default();
    writer.list("languages", &langs);
    writer.list("words", &slots);
    writer.list("blocks of letters", &block_of);
    writer.list("letters", &blocks);
    writer.list("sets", &sets);
    writer.list("members of sets", members);
    writer.finish(out)
}

pub(crate) fn read(reader: &Reader) -> Result<Detector, Error> {
    fn list<T: Plain, V>(
        reader: &Reader,
        name: &str,
        value: impl Fn(T) -> V,
    ) -> Result<Vec<V>, Error> {
        Ok(reader.list::<T>(name)?.iter().copied().map(value).collect())
    }
    let lang = |code: Code| String::from_utf8_lossy(&code).trim_end_matches('\0').into();
    Ok(Detector {
        langs: list(reader, "languages", lang)?,
        slots: list(reader, "words", U32::get)?,
        block_of: list(reader, "blocks of letters", U16::get)?,
        blocks: list(reader, "letters", |block: [U16; BLOCK]| block.map(U16::get))?,
        sets: list(reader, "sets", U32::get)?,
        members: list(reader, "members of sets", |member: u8| member)?,
    })
}
