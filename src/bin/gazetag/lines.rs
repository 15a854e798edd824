//! JSON Lines: one value a line.

use crate::{
    encoding::{Charset, EncodingOption},
    input::Input,
    shape::Fields,
};
use serde::{Deserialize, de::DeserializeSeed};
use std::{
    io::{self, BufRead, BufReader, Read},
    ops::Range,
};

/// A document may have as many bytes: enough for any text, and no file without line ends fills the
/// memory.
pub const LONGEST: u64 = 1 << 30;

/// How much of a file to read at once, in bytes.
const BUFFER: usize = 1 << 20;

/// A file being read line by line.
pub struct Lines {
    reader: BufReader<Box<dyn Read>>,
    option: EncodingOption,
    /// Known from the first line on.
    charset: Option<Charset>,
    number: u64,
    longest: u64,
}

/// A line as it stands in the file.
pub struct Line {
    /// Counted from 1.
    pub number: u64,
    pub charset: Charset,
    /// Where it was put, without a byte order mark.
    pub range: Range<usize>,
    /// The length of the byte order mark.
    pub mark: usize,
}

impl Lines {
    pub fn new(reader: Box<dyn Read>, option: EncodingOption) -> Lines {
        Lines {
            reader: BufReader::with_capacity(BUFFER, reader),
            option,
            charset: None,
            number: 0,
            longest: LONGEST,
        }
    }

    /// Adds the next line to `bytes`, with its end; nothing at the end of the file.
    pub fn append(&mut self, bytes: &mut Vec<u8>) -> Result<Option<Line>, String> {
        let mut start = bytes.len();
        let mut mark = 0;
        loop {
            let left = (self.longest + 1).saturating_sub((bytes.len() - start) as u64);
            let read = self.reader.by_ref().take(left).read_until(b'\n', bytes);
            let read = read.map_err(|error| format!("cannot be read: {error}"))?;
            let charset = *self.charset.get_or_insert_with(|| {
                let charset;
                (charset, mark) = self.option.of(&bytes[start..]);
                start += mark;
                charset
            });
            if (bytes.len() - start) as u64 > self.longest {
                let number = self.number + 1;
                return Err(format!(
                    "line {number} has more than {} bytes: expected a document on each line",
                    self.longest
                ));
            }
            if read == 0 && bytes.len() == start {
                return Ok(None);
            }
            if read == 0
                || self
                    .ends_line(charset, start, bytes)
                    .map_err(|error| format!("cannot be read: {error}"))?
            {
                self.number += 1;
                return Ok(Some(Line {
                    number: self.number,
                    charset,
                    range: start..bytes.len(),
                    mark,
                }));
            }
        }
    }

    /// Whether the byte of a line feed, at the end of `bytes`, is one. Reads the rest of it.
    fn ends_line(
        &mut self,
        charset: Charset,
        start: usize,
        bytes: &mut Vec<u8>,
    ) -> io::Result<bool> {
        let (unit, low) = charset.unit();
        if bytes.last() != Some(&b'\n') || (bytes.len() - 1 - start) % unit != low {
            return Ok(false);
        }
        if unit == 1 {
            return Ok(true);
        }
        if low == 0 {
            self.reader.by_ref().take(1).read_to_end(bytes)?;
        }
        let high = if low == 0 { bytes.len() - 1 } else { bytes.len() - 2 };
        Ok(bytes[high] == 0)
    }

    /// Whether the next line may have to be waited for.
    pub fn is_drained(&self) -> bool {
        self.reader.buffer().is_empty()
    }
}

/// Reads a line that holds an object such as `expected`; or explains what is wrong with it and
/// where.
pub fn parse<'a, T: Deserialize<'a>>(json: &'a str, expected: &str) -> Result<T, String> {
    // serde would take an array of the fields for the object, too.
    check_object(json, expected)?;
    serde_json::from_str(json).map_err(|error| shown(&error))
}

/// Reads a line that holds a document with these fields.
pub fn parse_document<'a>(json: &'a str, fields: &Fields) -> Result<Input<'a>, String> {
    check_object(json, r#"{"id": …, "text": "…"}"#)?;
    let mut reader = serde_json::Deserializer::from_str(json.trim_ascii_end());
    let input = fields.deserialize(&mut reader).and_then(|input| reader.end().map(|()| input));
    input.map_err(|error| shown(&error))
}

fn check_object(json: &str, expected: &str) -> Result<(), String> {
    if json.trim_ascii_start().starts_with('{') {
        return Ok(());
    }
    Err(format!("expected an object, {expected}"))
}

fn shown(error: &serde_json::Error) -> String {
    let message = error.to_string();
    // The line is always 1.
    let position = format!(" at line {} column {}", error.line(), error.column());
    match message.strip_suffix(&position) {
        Some(message) => format!("{message} (column {})", error.column()),
        None => message,
    }
}

#[cfg(test)]
mod tests {
    use super::{EncodingOption, Lines};
    use std::io::Cursor;

    /// The lines of a file as text, and what is wrong with it.
    fn read(file: &[u8], longest: u64) -> (Vec<String>, Option<String>) {
        let mut lines = Lines::new(Box::new(Cursor::new(file.to_vec())), EncodingOption::default());
        lines.longest = longest;
        let mut found = Vec::new();
        let mut bytes = b"of the line before".to_vec();
        loop {
            match lines.append(&mut bytes) {
                Ok(Some(line)) => found.push(
                    line.charset
                        .decode(&bytes[line.range], line.mark)
                        .expect("it is well formed")
                        .into_owned(),
                ),
                Ok(None) => return (found, None),
                Err(error) => return (found, Some(error)),
            }
        }
    }

    #[test]
    fn lines_end_at_line_feeds() {
        let texts = [
            "",
            "a",
            "a\n",
            "\n",
            "a\nb",
            "a\r\n\nb\n",
            "\u{A00}\u{A}\u{10A}\u{A0A}\u{A0D}\n\u{D0A}",
            "č\nЊ\n",
        ];
        for text in texts {
            let expected: Vec<&str> = text.split_inclusive('\n').collect();
            let utf16 = |bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
                format!("\u{FEFF}{text}").encode_utf16().flat_map(bytes).collect()
            };
            for (case, file) in [
                ("UTF-8", text.as_bytes().to_vec()),
                ("UTF-8 with a mark", format!("\u{FEFF}{text}").into_bytes()),
                ("UTF-16LE", utf16(u16::to_le_bytes)),
                ("UTF-16BE", utf16(u16::to_be_bytes)),
            ] {
                assert_eq!(
                    read(&file, 100),
                    (expected.iter().map(ToString::to_string).collect(), None),
                    "{case}: {text:?}"
                );
            }
        }
    }

    #[test]
    fn a_line_may_be_too_long() {
        for (case, file, lines, error) in [
            ("as long as one may be", &b"1234567\n1234567\n"[..], 2, None),
            ("the first", b"12345678\n1234567\n", 0, Some("line 1 has more than 8 bytes")),
            ("the second", b"123\n123456789\n1", 1, Some("line 2 has more than 8 bytes")),
            (
                "the last, without an end",
                b"123\n123456789",
                1,
                Some("line 2 has more than 8 bytes"),
            ),
        ] {
            let (found, told) = read(file, 8);
            assert_eq!(found.len(), lines, "{case}");
            assert_eq!(told.is_some(), error.is_some(), "{case}: {told:?}");
            assert!(told.is_none_or(|told| told.starts_with(error.unwrap_or_default())), "{case}");
        }
    }
}
