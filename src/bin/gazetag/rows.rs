//! The rows of a table that has a document in each.

use crate::{
    encoding::Charset,
    input::Input,
    lines::{LONGEST, Line, Lines},
    shape::Fields,
};
use csv::{ReaderBuilder, StringRecord, Terminator};
use serde_json::value::{RawValue, to_raw_value};
use std::{borrow::Cow, ops::Range};

/// What the first row says of the others.
#[derive(Debug)]
pub struct Header {
    columns: Vec<String>,
    delimiter: u8,
    text: usize,
    id: Option<usize>,
    lang: Option<usize>,
    country: Option<usize>,
    carried: Vec<usize>,
}

impl Header {
    /// Reads the first row.
    pub fn read(row: &str, delimiter: Option<u8>, fields: &Fields) -> Result<Header, String> {
        let delimiter = delimiter.unwrap_or_else(|| {
            let often = |delimiter: u8| row.bytes().filter(|&byte| byte == delimiter).count();
            // Of as many the last is taken.
            let [tab, semicolon, comma] = [b'\t', b';', b','];
            [tab, semicolon, comma].into_iter().max_by_key(|&byte| often(byte)).unwrap_or(comma)
        });
        let columns: Vec<String> =
            cells(row, delimiter)?.iter().map(|cell| cell.trim().into()).collect();
        let find = |name: &String, option: &str| -> Result<Option<usize>, String> {
            let mut found = columns.iter().enumerate().filter(|(_, column)| *column == name);
            match (found.next(), found.next()) {
                (Some(_), Some(_)) => {
                    Err(format!("two columns `{name}`, of which {option} needs one"))
                }
                (first, _) => Ok(first.map(|(at, _)| at)),
            }
        };
        let missing = |name: &String, option: &str, what: &str| {
            format!(
                "no column `{name}`, found `{}`: {option} says which {what}",
                columns.join("`, `")
            )
        };
        let text = find(&fields.text, "--text-field")?
            .ok_or_else(|| missing(&fields.text, "--text-field", "has the text"))?;
        let id = find(&fields.id, "--id-field")?;
        let carried = if fields.carry.is_empty() {
            (0..columns.len()).filter(|&at| at != text && Some(at) != id).collect()
        } else {
            let one = |name| {
                find(name, "--carry")?
                    .ok_or_else(|| missing(name, "--carry", "go with the document"))
            };
            fields.carry.iter().map(one).collect::<Result<_, String>>()?
        };
        let lang = find(&fields.lang, "--lang-field")?;
        let country = find(&fields.country, "--country-field")?;
        Ok(Header { text, id, lang, country, carried, delimiter, columns })
    }

    /// What parts columns.
    pub fn delimiter(&self) -> u8 {
        self.delimiter
    }

    /// The names of the columns that go with the documents.
    pub fn carried(&self) -> impl Iterator<Item = &str> {
        self.carried.iter().map(|&at| &*self.columns[at])
    }

    /// The document in a row.
    pub fn input<'a>(&self, row: &str) -> Result<Input<'a>, String> {
        let cells = cells(row, self.delimiter)?;
        if cells.len() != self.columns.len() {
            return Err(format!(
                "found {} columns, expected {} as in the first row",
                cells.len(),
                self.columns.len()
            ));
        }
        let word = |at: Option<usize>| {
            at.map(|at| cells[at].trim()).filter(|word| !word.is_empty()).map(str::to_owned)
        };
        let raw = |cell: &str| -> Result<Box<RawValue>, String> {
            to_raw_value(cell).map_err(|error| error.to_string())
        };
        let carry = |&at: &usize| Ok((self.columns[at].clone(), raw(&cells[at])?));
        Ok(Input {
            id: self.id.map(|at| raw(&cells[at])).transpose()?.unwrap_or_default(),
            text: Cow::Owned(cells[self.text].into()),
            lang: word(self.lang),
            country: word(self.country),
            fields: self.carried.iter().map(carry).collect::<Result<_, String>>()?,
        })
    }
}

/// The cells of a row, which may go over several lines.
fn cells(row: &str, delimiter: u8) -> Result<StringRecord, String> {
    let row = row.strip_suffix('\n').unwrap_or(row);
    let row = row.strip_suffix('\r').unwrap_or(row);
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        // Others are text.
        .terminator(Terminator::Any(b'\n'))
        .buffer_capacity(row.len().clamp(1, 8 << 10))
        .from_reader(row.as_bytes());
    let mut cells = StringRecord::new();
    reader.read_record(&mut cells).map_err(|error| error.to_string())?;
    Ok(cells)
}

/// Whether a row that was read so far is whole: its lines end outside of quotes.
pub struct Quotes {
    delimiter: Option<u8>,
    at: At,
}

#[derive(PartialEq, Eq)]
enum At {
    Start,
    Plain,
    Quoted,
    /// Behind a quote that ends a cell, unless another follows.
    Closed,
}

impl Quotes {
    pub fn new(delimiter: Option<u8>) -> Quotes {
        Quotes { delimiter, at: At::Start }
    }

    fn are_open(&self) -> bool {
        self.at == At::Quoted
    }

    fn read(&mut self, charset: Charset, bytes: &[u8]) {
        let (unit, low) = charset.unit();
        for unit in bytes.chunks(unit) {
            let is_ascii = unit.iter().enumerate().all(|(at, &byte)| at == low || byte == 0);
            let byte = unit.get(low).copied().filter(|_| is_ascii);
            let ends = byte == Some(b'\n')
                || byte.is_some_and(|byte| match self.delimiter {
                    Some(delimiter) => byte == delimiter,
                    None => b",;\t".contains(&byte),
                });
            self.at = match (&self.at, byte) {
                (At::Start, Some(b'"')) | (At::Closed, Some(b'"')) => At::Quoted,
                (At::Quoted, Some(b'"')) => At::Closed,
                (At::Quoted, _) => At::Quoted,
                _ if ends => At::Start,
                _ => At::Plain,
            };
        }
    }
}

/// Adds the next row to `bytes`, with its end; nothing at the end of the file.
pub fn append(
    lines: &mut Lines,
    delimiter: Option<u8>,
    bytes: &mut Vec<u8>,
) -> Result<Option<Line>, String> {
    let Some(mut row) = lines.append(bytes)? else { return Ok(None) };
    let number = row.number;
    let mut quotes = Quotes::new(delimiter);
    let mut added: Range<usize> = row.range.clone();
    loop {
        quotes.read(row.charset, &bytes[added.clone()]);
        if !quotes.are_open() {
            return Ok(Some(row));
        }
        if row.range.len() as u64 > LONGEST {
            return Err(format!(
                "the row in line {number} has more than {LONGEST} bytes: is a quote not closed?"
            ));
        }
        let line = lines.append(bytes)?;
        added = line
            .ok_or_else(|| {
                format!("a quote in the row of line {number} is never closed, expected `\"`")
            })?
            .range;
        row.range.end = added.end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encoding::EncodingOption;
    use std::io::Cursor;

    /// The rows of a table, and what is wrong with it.
    fn rows(file: &[u8]) -> (Vec<String>, Option<String>) {
        let mut lines = Lines::new(Box::new(Cursor::new(file.to_vec())), EncodingOption::default());
        let (mut rows, mut bytes) = (Vec::new(), b"before".to_vec());
        loop {
            match append(&mut lines, Some(b','), &mut bytes) {
                Ok(Some(row)) => {
                    let text = row.charset.decode(&bytes[row.range], row.mark);
                    rows.push(text.expect("it is well formed").into_owned());
                }
                Ok(None) => return (rows, None),
                Err(message) => return (rows, Some(message)),
            }
        }
    }

    #[test]
    fn rows_end_outside_of_quotes() {
        for (case, expected) in [
            ("plain", &["a,b\n", "c,d"][..]),
            ("a line end in quotes", &["a,\"b\nc\"\n", "d,e\n"]),
            ("quotes in quotes", &["\"a\"\"\n\"\"b\",\"\"\n", "c,d\n"]),
            ("a quote inside a cell", &["5\" pipe,b\n", "c,d\n"]),
            ("behind a quoted cell", &["\"a\"b\",c\n", "d\n"]),
            ("carriage returns", &["a,\"b\r\nc\"\r\n", "d\r\n"]),
            ("an empty line", &["a\n", "\n", "b"]),
        ] {
            let text = expected.concat();
            let utf16 = |bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
                format!("\u{feff}{text}").encode_utf16().flat_map(bytes).collect()
            };
            for file in [text.clone().into(), utf16(u16::to_le_bytes), utf16(u16::to_be_bytes)] {
                let (found, wrong) = rows(&file);
                assert_eq!(
                    (found, wrong),
                    (expected.iter().map(ToString::to_string).collect(), None),
                    "{case}"
                );
            }
        }
        let (found, wrong) = rows(b"a,b\nc,\"d\ne,f\n");
        assert_eq!(found, ["a,b\n"]);
        assert!(wrong.is_some_and(|message| message.contains("line 2 is never closed")));
    }

    #[test]
    fn delimiters() {
        let fields = Fields {
            text: "b".into(),
            id: "id".into(),
            lang: "lang".into(),
            country: "country".into(),
            carry: vec![],
        };
        for (row, given, expected) in [
            ("a,b", None, b','),
            ("a;b,c;d", None, b';'),
            ("b", None, b','),
            ("a\tb", None, b'\t'),
            ("a,a\tb", Some(b'\t'), b'\t'),
        ] {
            let header = Header::read(row, given, &fields);
            if row == "a;b,c;d" {
                assert!(header.is_err_and(|message| message.contains("found `a`, `b,c`, `d`")));
            } else {
                assert_eq!(header.unwrap().delimiter, expected, "{row}");
            }
        }
    }
}
