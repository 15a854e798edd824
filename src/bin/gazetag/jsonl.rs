//! JSON Lines: one value a line.

use crate::Stop;
use rayon::iter::{IndexedParallelIterator, IntoParallelRefMutIterator, ParallelIterator};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::value::{RawValue, to_raw_value};
use std::{
    fs::File,
    io::{self, BufRead, BufReader, Read},
    mem,
    ops::Range,
    path::Path,
};

/// A text to annotate.
#[derive(Deserialize)]
pub struct Input {
    /// Comes out as it came in, digit for digit.
    #[serde(default)]
    pub id: Box<RawValue>,
    pub text: String,
    pub lang: Option<String>,
    pub country: Option<String>,
}

impl Input {
    /// A line of a file.
    pub fn parse(json: &[u8]) -> Result<Input, String> {
        parse(json, r#"{"id": …, "text": "…"}"#)
    }

    /// A whole file; its id is its path.
    pub fn whole(shown: &str, mut reader: impl Read) -> Result<Input, Stop> {
        let mut bytes = Vec::new();
        reader.read_to_end(&mut bytes).map_err(|error| format!("{shown}: {error}"))?;
        let text =
            String::from_utf8(bytes).map_err(|error| format!("{shown}: not valid UTF-8 at byte {}", error.utf8_error().valid_up_to()))?;
        Ok(Input { id: to_raw_value(shown)?, text, lang: None, country: None })
    }
}

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

/// Some lines of a file and what becomes of each, in memory that is used again.
#[derive(Default)]
pub struct Batch {
    bytes: Vec<u8>,
    lines: Vec<Line>,
    /// How many lines count.
    len: usize,
}

/// A line of a [`Batch`].
#[derive(Default)]
pub struct Line {
    pub number: u64,
    range: Range<usize>,
    /// What is to be written for it, or why nothing is.
    pub out: Vec<u8>,
    pub error: Option<String>,
}

impl Batch {
    /// The content of the lines, and the lines.
    pub fn lines(&mut self) -> impl IndexedParallelIterator<Item = (&[u8], &mut Line)> {
        let bytes = &self.bytes;
        self.lines[..self.len].par_iter_mut().map(|line| (&bytes[line.range.clone()], line))
    }

    /// The lines, with what became of them.
    pub fn done(&self) -> &[Line] {
        &self.lines[..self.len]
    }
}

impl Lines {
    pub fn new(shown: String, reader: Box<dyn Read>) -> Lines {
        Lines { shown, reader: BufReader::with_capacity(BUFFER, reader), line: Vec::new(), number: 0 }
    }

    /// Fills `batch` with the next lines that are not empty: as many as are there, up to about `size` bytes; none at the end of the file.
    pub fn batch(&mut self, size: usize, batch: &mut Batch) -> Result<(), Stop> {
        batch.bytes.clear();
        batch.len = 0;
        while batch.bytes.len() < size
            && let Some((number, range)) = self.append(&mut batch.bytes)?
        {
            if batch.len == batch.lines.len() {
                batch.lines.push(Line::default());
            }
            let line = &mut batch.lines[batch.len];
            (line.number, line.range) = (number, range);
            batch.len += 1;
            if self.is_drained() {
                break;
            }
        }
        Ok(())
    }

    /// The next line that is not empty, without white space behind it, and its number.
    pub fn next(&mut self) -> Result<Option<(u64, &[u8])>, Stop> {
        let mut line = mem::take(&mut self.line);
        line.clear();
        let found = self.append(&mut line);
        self.line = line;
        Ok(found?.map(|(number, range)| (number, &self.line[range])))
    }

    /// Adds the next line that is not empty to `bytes`; tells its number, and where it stands without white space behind it.
    fn append(&mut self, bytes: &mut Vec<u8>) -> Result<Option<(u64, Range<usize>)>, Stop> {
        let first = bytes.len();
        loop {
            bytes.truncate(first);
            let read = self.reader.read_until(b'\n', bytes);
            if read.map_err(|error| format!("{}: {error}", self.shown))? == 0 {
                return Ok(None);
            }
            self.number += 1;
            // Windows programs like to begin a file with a byte order mark.
            let start = first + if self.number == 1 && bytes[first..].starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
            let len = bytes[start..].trim_ascii_end().len();
            if len > 0 {
                return Ok(Some((self.number, start..start + len)));
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
