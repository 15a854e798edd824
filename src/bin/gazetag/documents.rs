//! The documents of a run, from files that hold one or many.

use crate::{
    encoding::{Charset, EncodingOption},
    files,
    lines::{self, LONGEST, Lines},
};
use serde::Deserialize;
use serde_json::value::{RawValue, to_raw_value};
use std::{borrow::Cow, fmt, io::Read, ops::Range, path::PathBuf, slice, sync::Arc};

/// A text to annotate.
#[derive(Deserialize)]
pub struct Input<'a> {
    /// Comes out as it came in, digit for digit.
    #[serde(default)]
    pub id: Box<RawValue>,
    #[serde(borrow)]
    pub text: Cow<'a, str>,
    pub lang: Option<String>,
    pub country: Option<String>,
}

/// Where a document stands.
#[derive(Clone, Debug)]
pub struct Place {
    file: Arc<str>,
    /// Counted from 1, if the file has a document on each.
    pub line: Option<u64>,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}, line {line}", self.file),
            None => f.write_str(&self.file),
        }
    }
}

/// A document that was read, or why it could not be.
pub struct Document {
    pub place: Place,
    content: Result<Content, String>,
}

struct Content {
    charset: Charset,
    /// Where its bytes are, without a byte order mark.
    range: Range<usize>,
    /// The length of the byte order mark.
    mark: usize,
}

impl Document {
    /// How many bytes it has.
    pub fn len(&self) -> usize {
        self.content.as_ref().map_or(0, |content| content.range.len())
    }

    /// Makes sense of its bytes, which are among `bytes`; of an empty line nothing.
    pub fn input<'a>(&self, bytes: &'a [u8]) -> Result<Option<Input<'a>>, String> {
        let Content { charset, range, mark } = self.content.as_ref().map_err(Clone::clone)?;
        let text = charset.decode(&bytes[range.clone()], *mark)?;
        if self.place.line.is_none() {
            let id = to_raw_value(&*self.place.file).map_err(|error| error.to_string())?;
            return Ok(Some(Input { id, text, lang: None, country: None }));
        }
        const EXPECTED: &str = r#"{"id": …, "text": "…"}"#;
        match text {
            text if text.trim_ascii().is_empty() => Ok(None),
            Cow::Borrowed(json) => lines::parse(json.trim_ascii_end(), EXPECTED).map(Some),
            Cow::Owned(json) => lines::parse::<Input<'_>>(json.trim_ascii_end(), EXPECTED)
                .map(|input| Some(input.into_owned())),
        }
    }
}

impl Input<'_> {
    /// The id for a message: of a long one the start.
    pub fn shown_id(&self) -> String {
        const LONGEST: usize = 60;
        let shown: String = self.id.get().chars().take(LONGEST).collect();
        if shown.len() < self.id.get().len() { shown + "…" } else { shown }
    }

    fn into_owned<'a>(self) -> Input<'a> {
        Input { text: Cow::Owned(self.text.into_owned()), ..self }
    }
}

/// Reads the documents of files.
pub struct Documents<'f> {
    files: slice::Iter<'f, PathBuf>,
    jsonl: bool,
    option: EncodingOption,
    /// The file being read, if it is one of many documents.
    current: Option<(Arc<str>, Lines)>,
}

impl<'f> Documents<'f> {
    pub fn new(files: &'f [PathBuf], jsonl: bool, option: EncodingOption) -> Documents<'f> {
        Documents { files: files.iter(), jsonl, option, current: None }
    }

    /// Adds the bytes of the next document to `bytes`.
    pub fn next(&mut self, bytes: &mut Vec<u8>) -> Option<Document> {
        loop {
            if let Some((file, lines)) = &mut self.current {
                let (file, start) = (file.clone(), bytes.len());
                match lines.append(bytes) {
                    Ok(Some(line)) => {
                        let content =
                            Content { charset: line.charset, range: line.range, mark: line.mark };
                        return Some(Document {
                            place: Place { file, line: Some(line.number) },
                            content: Ok(content),
                        });
                    }
                    Ok(None) => self.current = None,
                    Err(message) => {
                        self.current = None;
                        bytes.truncate(start);
                        return Some(Document {
                            place: Place { file, line: None },
                            content: Err(message),
                        });
                    }
                }
                continue;
            }
            let path = self.files.next()?;
            let file: Arc<str> = files::shown(path).into();
            let content = match files::open(path) {
                Ok(reader) if self.jsonl => {
                    self.current = Some((file, Lines::new(reader, self.option)));
                    continue;
                }
                Ok(reader) => {
                    // With a byte more, so that the end of the file is found without more memory.
                    let size = files::metadata(path)
                        .filter(|data| data.is_file())
                        .map_or(0, |data| data.len() + 1);
                    bytes.reserve_exact(size.min(LONGEST) as usize);
                    whole(reader, self.option, bytes)
                }
                Err(message) => Err(message),
            };
            return Some(Document { place: Place { file, line: None }, content });
        }
    }

    /// Whether the next document may have to be waited for.
    pub fn may_wait(&self) -> bool {
        match &self.current {
            Some((_, lines)) => lines.is_drained(),
            None => self
                .files
                .as_slice()
                .first()
                .is_some_and(|file| files::metadata(file).is_none_or(|data| !data.is_file())),
        }
    }

    /// How many files were not begun.
    pub fn files_left(&self) -> usize {
        self.files.len()
    }

    /// Whether a file is being read that may have more documents.
    pub fn is_inside_file(&self) -> bool {
        self.current.is_some()
    }

    /// Whether a file has a document on each line.
    pub fn is_jsonl(&self) -> bool {
        self.jsonl
    }
}

/// Adds the bytes of a file that is one document.
fn whole(
    reader: Box<dyn Read>,
    option: EncodingOption,
    bytes: &mut Vec<u8>,
) -> Result<Content, String> {
    let start = bytes.len();
    let read = reader.take(LONGEST + 1).read_to_end(bytes);
    let content = match read {
        Err(error) => Err(format!("cannot be read: {error}")),
        Ok(len) if len as u64 > LONGEST => {
            Err(format!("more than {LONGEST} bytes: cut it into documents"))
        }
        Ok(_) => {
            let (charset, mark) = option.of(&bytes[start..]);
            return Ok(Content { charset, range: start + mark..bytes.len(), mark });
        }
    };
    bytes.truncate(start);
    content
}
