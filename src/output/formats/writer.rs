//! Documents one after the other, as a file or a folder.

use super::{
    Format, Origin, Style, brat, geojson,
    rendered::{Files, Made, Places, Rendered},
    table, tei,
};
use crate::annotator::Annotations;
use std::{
    collections::HashMap,
    fmt, fs,
    io::{self, Write},
    mem,
    path::{Path, PathBuf},
};

/// Writes documents in a format, one after the other.
///
/// Memory does not grow with the number of documents, but for GeoJSON's places, which are counted
/// over all of them.
///
/// ```
/// # #[cfg(feature = "builtin")] {
/// use gazetag::output::{Format, Origin, Style, Writer};
///
/// let mut file = Vec::new();
/// let mut writer = Writer::new(&Style::new(Format::Csv), &mut file)?;
/// for (id, text) in [("a", "Serangan ke wilayah Kursk"), ("b", "Di Minsk, Belarusia")] {
///     writer.write(&Origin::new(id), &gazetag::annotate(text))?;
/// }
/// writer.finish()?;
/// let file = String::from_utf8(file)?;
/// assert_eq!(file.lines().count(), 4);
/// assert!(file.contains("\na,12,25,wilayah Kursk,region,RU-KRS,Kursk Oblast,"));
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Writer<'w> {
    style: Style,
    sink: Sink<'w>,
    /// Whether something was written that what comes next is parted from.
    started: bool,
    /// The first document of TEI, until it is known whether it is the only one.
    held: Option<Vec<u8>>,
    places: Places,
}

enum Sink<'w> {
    Stream(Box<dyn Write + 'w>),
    Folder(Folder),
}

impl<'w> Writer<'w> {
    /// Writes to a file or another stream.
    ///
    /// # Errors
    /// If the format needs a folder ([`Format::needs_folder`]).
    pub fn new(style: &Style, stream: impl Write + 'w) -> io::Result<Writer<'w>> {
        if style.format.needs_folder() {
            let message = format!("the format {} needs a folder, found a stream", style.format);
            return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
        }
        Ok(Writer::with(style, Sink::Stream(Box::new(stream))))
    }

    /// Writes files into a folder, which is made if there is none.
    ///
    /// # Errors
    /// If the format is written as one file, or the folder cannot be made, or has files in it: they
    /// might be taken for those of these documents.
    pub fn in_folder(style: &Style, folder: impl AsRef<Path>) -> io::Result<Writer<'w>> {
        if !style.format.needs_folder() {
            let message = format!("the format {} needs a file, found a folder", style.format);
            return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
        }
        let folder = Folder::open(folder.as_ref())?;
        folder.write("annotation.conf", &brat::configuration(style))?;
        Ok(Writer::with(style, Sink::Folder(folder)))
    }

    fn with(style: &Style, sink: Sink<'w>) -> Writer<'w> {
        let style = style.clone();
        Writer { style, sink, started: false, held: None, places: Places::default() }
    }

    /// Writes the annotations of a document.
    ///
    /// # Errors
    /// If they cannot be written.
    pub fn write<'a>(
        &mut self,
        origin: &Origin<'_>,
        annotations: &Annotations<'a, 'a>,
    ) -> io::Result<()> {
        self.add(self.style.render(origin, annotations))
    }

    /// Writes what became of a document.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn add(&mut self, rendered: Rendered) -> io::Result<()> {
        match (rendered.0, &mut self.sink) {
            (Made::Bytes(bytes), Sink::Stream(_)) if self.style.format == Format::Tei => {
                self.add_tei(bytes)
            }
            (Made::Bytes(bytes), Sink::Stream(_)) => self.part(&bytes),
            (Made::Places(places), _) => {
                places.into_iter().for_each(|place| self.places.add(place));
                Ok(())
            }
            (Made::Files(files), Sink::Folder(folder)) => folder.add(&files),
            (Made::Bytes(_), Sink::Folder(_)) | (Made::Files(_), Sink::Stream(_)) => {
                Err(io::Error::new(
                    io::ErrorKind::InvalidInput,
                    "rendered in the style of another writer",
                ))
            }
        }
    }

    /// Lets others read what was written so far.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn flush(&mut self) -> io::Result<()> {
        match &mut self.sink {
            Sink::Stream(stream) => stream.flush(),
            Sink::Folder(_) => Ok(()),
        }
    }

    /// Writes what stands behind the last document. Without it most formats are cut off.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn finish(mut self) -> io::Result<()> {
        for place in mem::take(&mut self.places).most_named_first() {
            self.part(&geojson::feature(&place))?;
        }
        if matches!(self.sink, Sink::Stream(_)) {
            match (self.style.format, self.held.take()) {
                (Format::Tei, Some(only)) => {
                    self.bytes(&tei::opening())?;
                    self.bytes(&only)?;
                }
                (Format::Tei, None) => {
                    if !self.started {
                        self.bytes(&tei::corpus_opening())?;
                    }
                    self.bytes(tei::CORPUS_CLOSING)?;
                }
                _ => {
                    if !self.started {
                        self.bytes(&self.opening())?;
                    }
                    self.bytes(self.closing())?;
                }
            }
        }
        self.flush()
    }

    /// Writes a part of a list, or what needs nothing around it.
    fn part(&mut self, bytes: &[u8]) -> io::Result<()> {
        if bytes.is_empty() {
            return Ok(());
        }
        let before = if self.started { self.between().into() } else { self.opening() };
        self.started = true;
        self.bytes(&before)?;
        self.bytes(bytes)
    }

    fn add_tei(&mut self, bytes: Vec<u8>) -> io::Result<()> {
        if self.started {
            return self.bytes(&bytes);
        }
        match self.held.take() {
            None => self.held = Some(bytes),
            Some(first) => {
                self.started = true;
                for bytes in [tei::corpus_opening(), first, bytes] {
                    self.bytes(&bytes)?;
                }
            }
        }
        Ok(())
    }

    fn bytes(&mut self, bytes: &[u8]) -> io::Result<()> {
        match &mut self.sink {
            Sink::Stream(stream) => stream.write_all(bytes),
            Sink::Folder(_) => Ok(()),
        }
    }

    /// What stands before the first part.
    fn opening(&self) -> Vec<u8> {
        match self.style.format {
            Format::Csv | Format::Tsv => table::header(&self.style),
            Format::GeoJson => b"{\"type\":\"FeatureCollection\",\"features\":[\n".into(),
            Format::LabelStudio | Format::WebAnnotation => b"[\n".into(),
            _ => Vec::new(),
        }
    }

    /// What parts two of them.
    fn between(&self) -> &'static [u8] {
        match self.style.format {
            Format::GeoJson | Format::LabelStudio | Format::WebAnnotation => b",\n",
            _ => b"",
        }
    }

    /// What stands behind the last.
    fn closing(&self) -> &'static [u8] {
        match self.style.format {
            Format::GeoJson => b"\n]}\n",
            Format::LabelStudio | Format::WebAnnotation => b"\n]\n",
            _ => b"",
        }
    }
}

impl fmt::Debug for Writer<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Writer").field("style", &self.style).finish_non_exhaustive()
    }
}

/// A folder with the files of documents.
struct Folder {
    path: PathBuf,
    /// How often a name was wanted, in small letters: some systems keep only these apart.
    names: HashMap<String, u64>,
}

impl Folder {
    fn open(path: &Path) -> io::Result<Folder> {
        let named = |error: io::Error| named(path, &error);
        fs::create_dir_all(path).map_err(named)?;
        if fs::read_dir(path).map_err(named)?.next().is_some() {
            let message = "found files in it, expected an empty folder or none";
            return Err(named(io::Error::other(message)));
        }
        Ok(Folder { path: path.into(), names: HashMap::new() })
    }

    fn add(&mut self, files: &Files) -> io::Result<()> {
        let name = self.name(&files.id);
        self.write(&format!("{name}.txt"), &files.text)?;
        self.write(&format!("{name}.ann"), &files.ann)
    }

    fn write(&self, name: &str, content: &str) -> io::Result<()> {
        let path = self.path.join(name);
        fs::write(&path, content).map_err(|error| named(&path, &error))
    }

    /// A name for the files of a document, like its id and like no other.
    fn name(&mut self, id: &str) -> String {
        let stem = stem(id);
        let mut name = stem.clone();
        loop {
            let count = self.names.entry(name.to_lowercase()).or_insert(0);
            *count += 1;
            if *count == 1 {
                return name;
            }
            // Counted on from the last, so that many documents of one name take no longer.
            let number = *count;
            name = format!("{stem}-{number}");
        }
    }
}

fn named(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: cannot be written: {error}", path.display()))
}

/// An id as the name of a file, without its ending.
fn stem(id: &str) -> String {
    /// As long as a name may be nearly everywhere, with an ending and a number.
    const LONGEST: usize = 200;
    let id = id.strip_suffix(".txt").unwrap_or(id);
    let plain = |c: char| if c.is_alphanumeric() || "-_.".contains(c) { c } else { '_' };
    let mut stem = String::new();
    for c in id.trim_start_matches(['.', '/', '\\']).chars().map(plain) {
        if stem.len() + c.len_utf8() > LONGEST {
            break;
        }
        stem.push(c);
    }
    if stem.is_empty() { "document".into() } else { stem }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files() {
        let mut folder = Folder { path: PathBuf::new(), names: HashMap::new() };
        for (id, expected) in [
            ("7", "7"),
            ("texts/a.txt", "texts_a"),
            ("texts_a", "texts_a-2"),
            ("TEXTS_A", "TEXTS_A-3"),
            ("texts_a-2", "texts_a-2-2"),
            ("../../etc/passwd", "etc_passwd"),
            ("C:\\a", "C__a"),
            ("", "document"),
            ("...", "document-2"),
            ("Минск 1", "Минск_1"),
            ("a\0b\nc", "a_b_c"),
        ] {
            assert_eq!(folder.name(id), expected, "{id:?}");
        }
        assert_eq!(folder.name(&"é".repeat(999)).len(), 200);
        let many: Vec<String> = (0..10_000).map(|_| folder.name("same")).collect();
        assert_eq!((&*many[0], &*many[9999]), ("same", "same-10000"));
    }
}
