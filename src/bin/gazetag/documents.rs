//! The documents of a run, from files that hold one or many.

use crate::{
    encoding::{Charset, EncodingOption},
    files::{self, Counter},
    input::Input,
    lines::{self, LONGEST, Line, Lines},
    rows::{self, Header},
    shape::{Fields, Shape},
};
use serde_json::value::to_raw_value;
use std::{
    borrow::Cow,
    collections::VecDeque,
    fmt,
    io::Read,
    ops::Range,
    path::{Path, PathBuf},
    sync::Arc,
    vec,
};

/// Where a document stands.
#[derive(Clone, Debug)]
pub struct Place {
    file: Arc<str>,
    /// Counted from 1, if the file has many documents.
    pub line: Option<u64>,
}

impl Place {
    /// A name for a document without an id.
    pub fn as_id(&self) -> String {
        match self.line {
            Some(line) => format!("{}:{line}", self.file),
            None => self.file.to_string(),
        }
    }
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
    form: Form,
}

/// How the bytes of a document hold it.
#[derive(Clone)]
enum Form {
    Text,
    Json(Arc<Fields>),
    Row(Arc<Header>),
}

impl Document {
    /// How many bytes it has.
    pub fn len(&self) -> usize {
        self.content.as_ref().map_or(0, |content| content.range.len())
    }

    /// Makes sense of its bytes, which are among `bytes`; of an empty line nothing.
    pub fn input<'a>(&self, bytes: &'a [u8]) -> Result<Option<Input<'a>>, String> {
        let Content { charset, range, mark, form } = self.content.as_ref().map_err(Clone::clone)?;
        let text = charset.decode(&bytes[range.clone()], *mark)?;
        let is_blank = text.trim_ascii().is_empty();
        match form {
            Form::Text => {
                let id = to_raw_value(&*self.place.file).map_err(|error| error.to_string())?;
                Ok(Some(Input { id, text, ..Input::default() }))
            }
            Form::Json(_) | Form::Row(_) if is_blank => Ok(None),
            Form::Json(fields) => match text {
                Cow::Borrowed(json) => lines::parse_document(json, fields).map(Some),
                Cow::Owned(json) => {
                    lines::parse_document(&json, fields).map(|input| Some(input.into_owned()))
                }
            },
            Form::Row(header) => header.input(&text).map(Some),
        }
    }
}

/// Reads the documents of files.
pub struct Documents {
    files: vec::IntoIter<PathBuf>,
    shape: Shape,
    option: EncodingOption,
    /// The file being read, if it is one of many documents.
    current: Option<Many>,
    /// Files that could not be begun, to be told of in their order.
    unbegun: VecDeque<Document>,
    /// The columns that every table must have for the documents, if all go into one.
    carried: Option<Vec<String>>,
    read: Counter,
}

/// A file of many documents.
struct Many {
    file: Arc<str>,
    lines: Lines,
    form: Form,
}

impl Documents {
    pub fn new(files: Vec<PathBuf>, shape: Shape, option: EncodingOption) -> Documents {
        Documents {
            files: files.into_iter(),
            shape,
            option,
            current: None,
            unbegun: VecDeque::new(),
            carried: None,
            read: Counter::default(),
        }
    }

    /// The columns that go with the documents of the first table that can be read. From now on the
    /// others must have the same.
    pub fn carried(&mut self) -> Vec<String> {
        let carried = match &self.shape {
            Shape::Text => Vec::new(),
            Shape::Jsonl(fields) => fields.carry.clone(),
            Shape::Table { .. } => {
                while self.current.is_none() && self.files.len() > 0 {
                    let failed = self.begin();
                    self.unbegun.extend(failed);
                }
                match &self.current {
                    Some(Many { form: Form::Row(header), .. }) => {
                        header.carried().map(Into::into).collect()
                    }
                    _ => Vec::new(),
                }
            }
        };
        self.carried = Some(carried.clone());
        carried
    }

    /// Adds the bytes of the next document to `bytes`.
    pub fn next(&mut self, bytes: &mut Vec<u8>) -> Option<Document> {
        loop {
            if let Some(document) = self.unbegun.pop_front() {
                return Some(document);
            }
            if self.current.is_some() {
                if let Some(document) = self.next_of_file(bytes) {
                    return Some(document);
                }
            } else if self.shape == Shape::Text {
                return self.whole(bytes);
            } else {
                if self.files.len() == 0 {
                    return None;
                }
                let failed = self.begin();
                self.unbegun.extend(failed);
            }
        }
    }

    /// The next document of the file being read; nothing at its end.
    fn next_of_file(&mut self, bytes: &mut Vec<u8>) -> Option<Document> {
        let Many { file, lines, form } = self.current.as_mut()?;
        let (file, start) = (file.clone(), bytes.len());
        let next = match form {
            Form::Row(header) => rows::append(lines, Some(header.delimiter()), bytes),
            _ => lines.append(bytes),
        };
        match next {
            Ok(Some(Line { number, charset, range, mark })) => {
                let content = Content { charset, range, mark, form: form.clone() };
                let place = Place { file, line: Some(number) };
                Some(Document { place, content: Ok(content) })
            }
            Ok(None) => {
                self.current = None;
                None
            }
            Err(message) => {
                self.current = None;
                bytes.truncate(start);
                Some(Document { place: Place { file, line: None }, content: Err(message) })
            }
        }
    }

    /// Begins to read the next file, which has many documents. Returns it if it cannot be read.
    fn begin(&mut self) -> Option<Document> {
        let path = self.files.next()?;
        let file: Arc<str> = files::shown(&path).into();
        let failed = |line, message| Document {
            place: Place { file: file.clone(), line },
            content: Err(message),
        };
        let mut lines = match self.open(&path) {
            Ok(reader) => Lines::new(reader, self.option),
            Err(message) => return Some(failed(None, message)),
        };
        let form = match &self.shape {
            Shape::Jsonl(fields) => Form::Json(Arc::new(fields.clone())),
            Shape::Table { fields, delimiter } => {
                match first_row(&mut lines, *delimiter, fields, self.carried.as_deref()) {
                    Ok(header) => Form::Row(Arc::new(header)),
                    Err(message) => return Some(failed(Some(1), message)),
                }
            }
            Shape::Text => Form::Text,
        };
        self.current = Some(Many { file, lines, form });
        None
    }

    /// Adds the bytes of the next file, which is one document.
    fn whole(&mut self, bytes: &mut Vec<u8>) -> Option<Document> {
        let path = self.files.next()?;
        let file: Arc<str> = files::shown(&path).into();
        let content = self.open(&path).and_then(|reader| {
            // With a byte more, so that the end of the file is found without more memory.
            let size = files::metadata(&path)
                .filter(|data| data.is_file())
                .map_or(0, |data| data.len() + 1);
            bytes.reserve_exact(size.min(LONGEST) as usize);
            whole(reader, self.option, bytes)
        });
        Some(Document { place: Place { file, line: None }, content })
    }

    fn open(&self, path: &Path) -> Result<Box<dyn Read>, String> {
        if !files::is_dash(path) && path.is_dir() {
            let endings = self.shape.endings().join(" or .");
            return Err(match path.read_dir() {
                Ok(_) => format!("cannot be read: a folder without files that end in .{endings}"),
                Err(error) => format!("cannot be read: {error}"),
            });
        }
        files::open_counted(path, &self.read)
    }

    /// Whether the next document may have to be waited for.
    pub fn may_wait(&self) -> bool {
        match &self.current {
            Some(many) => many.lines.is_drained(),
            None => self
                .files
                .as_slice()
                .first()
                .is_some_and(|file| files::metadata(file).is_none_or(|data| !data.is_file())),
        }
    }

    /// How many bytes of the files were read.
    pub fn bytes_read(&self) -> u64 {
        self.read.get()
    }

    /// The column that has the texts, if files are tables.
    pub fn text_column(&self) -> Option<&str> {
        match &self.shape {
            Shape::Table { fields, .. } => Some(&fields.text),
            Shape::Text | Shape::Jsonl(_) => None,
        }
    }

    /// The files that were not begun.
    pub fn files(&self) -> impl Iterator<Item = &Path> {
        self.files.as_slice().iter().map(PathBuf::as_path)
    }

    /// How many files were not begun.
    pub fn files_left(&self) -> usize {
        self.files.len()
    }

    /// Whether a file is being read that may have more documents.
    pub fn is_inside_file(&self) -> bool {
        self.current.is_some()
    }

    /// Whether a file has many documents.
    pub fn has_many(&self) -> bool {
        self.shape != Shape::Text
    }
}

/// Reads the row that names the columns.
fn first_row(
    lines: &mut Lines,
    delimiter: Option<u8>,
    fields: &Fields,
    carried: Option<&[String]>,
) -> Result<Header, String> {
    let mut bytes = Vec::new();
    let row = rows::append(lines, delimiter, &mut bytes)?;
    let row = row.ok_or("found an empty file, expected a row with the names of columns")?;
    if !row.charset.keeps_ascii() {
        return Err("a table in this encoding is not cut into cells: convert it to UTF-8".into());
    }
    let text = row.charset.decode(&bytes[row.range], row.mark)?;
    let header = Header::read(&text, delimiter, fields)?;
    if let Some(carried) = carried
        && !header.carried().eq(carried)
    {
        let found: Vec<&str> = header.carried().collect();
        return Err(format!(
            "found the columns `{}`, expected `{}` as in the first table: \
             --carry says which to keep",
            found.join("`, `"),
            carried.join("`, `")
        ));
    }
    Ok(header)
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
            let range = start + mark..bytes.len();
            return Ok(Content { charset, range, mark, form: Form::Text });
        }
    };
    bytes.truncate(start);
    content
}
