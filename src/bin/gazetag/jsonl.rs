//! JSON Lines: one value a line.

use crate::Stop;
use serde::de::DeserializeOwned;
use std::{
    fs::File,
    io::{self, BufRead, BufReader, Read},
    path::Path,
};

/// How much of a file to read at once, in bytes.
const BUFFER: usize = 1 << 20;

/// A file being read line by line.
pub struct Lines {
    /// What messages call the file.
    pub shown: String,
    reader: BufReader<Box<dyn Read>>,
    line: Vec<u8>,
    number: u64,
}

impl Lines {
    pub fn new(shown: String, reader: Box<dyn Read>) -> Lines {
        Lines { shown, reader: BufReader::with_capacity(BUFFER, reader), line: Vec::new(), number: 0 }
    }

    /// The next lines that are not empty, with their numbers: as many as are there, up to about `bytes` bytes; none at the end of the file.
    pub fn batch(&mut self, bytes: usize) -> Result<Vec<(u64, Vec<u8>)>, Stop> {
        let (mut batch, mut size) = (Vec::new(), 0);
        while size < bytes
            && let Some((number, line)) = self.next()?
        {
            size += line.len();
            batch.push((number, line.to_vec()));
            if self.is_drained() {
                break;
            }
        }
        Ok(batch)
    }

    /// The next line that is not empty, without white space behind it, and its number.
    pub fn next(&mut self) -> Result<Option<(u64, &[u8])>, Stop> {
        loop {
            self.line.clear();
            let read = self.reader.read_until(b'\n', &mut self.line);
            if read.map_err(|error| format!("{}: {error}", self.shown))? == 0 {
                return Ok(None);
            }
            self.number += 1;
            // Windows programs like to begin a file with a byte order mark.
            if self.number == 1 && self.line.starts_with(b"\xEF\xBB\xBF") {
                self.line.drain(..3);
            }
            if !self.line.trim_ascii_end().is_empty() {
                return Ok(Some((self.number, self.line.trim_ascii_end())));
            }
        }
    }

    /// Whether the next line may have to be waited for.
    fn is_drained(&self) -> bool {
        self.reader.buffer().is_empty()
    }
}

/// Opens a file, or standard input for `-`; also tells what messages call it.
pub fn open(file: &Path) -> Result<(String, Box<dyn Read>), Stop> {
    if file == Path::new("-") {
        return Ok(("standard input".into(), Box::new(io::stdin())));
    }
    let shown = file.display().to_string();
    let reader = File::open(file).map_err(|error| format!("{shown}: {error}"))?;
    Ok((shown, Box::new(reader)))
}

/// Reads a line that holds an object such as `expected`; if that fails, tells what is wrong with it and where.
pub fn parse<T: DeserializeOwned>(json: &[u8], expected: &str) -> Result<T, String> {
    // serde would take an array of the fields for the object, too.
    if !json.trim_ascii_start().starts_with(b"{") {
        return Err(format!("expected an object, {expected}"));
    }
    serde_json::from_slice(json).map_err(|error| {
        let message = error.to_string();
        // The line is always 1.
        let position = format!(" at line {} column {}", error.line(), error.column());
        match message.strip_suffix(&position) {
            Some(message) => format!("{message} (column {})", error.column()),
            None => message,
        }
    })
}
