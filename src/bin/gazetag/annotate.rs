//! `gazetag annotate`: texts in, what they name out, in the format of whatever reads it next.

use crate::{
    Reading, Stop, Tables,
    documents::Place,
    files,
    input::Input,
    output::Output,
    run::{End, Run, RunOptions, Sink},
    tell, unwritten,
};
use clap::{
    Args, ValueEnum,
    builder::{PossibleValuesParser, TypedValueParser},
};
use gazetag::{
    Annotator, Kind, Overlaps, Scratch, Unit,
    output::{Format, Origin, Per, Rendered, Style, Value, Writer},
};
use std::{
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

#[derive(Args)]
pub struct Options {
    #[command(flatten)]
    run: RunOptions,
    /// Format of the output; docs/outputs.md describes each
    #[arg(long, value_name = "FORMAT", default_value = "jsonl", value_parser = format_parser())]
    format: Format,
    /// Where to write; standard output unless told. The format brat needs an empty folder, or one
    /// that is not there. A file takes the place of an old one once it is whole
    #[arg(short, long, value_name = "PATH")]
    output: Option<PathBuf>,
    /// Report only these kinds: country, region, city, place, person, organization
    #[arg(long, value_delimiter = ',', value_name = "KIND,…", value_parser = str::parse::<Kind>)]
    kinds: Vec<Kind>,
    #[command(flatten)]
    reading: Reading,
    /// Which mentions may share text
    #[arg(long, value_enum, default_value_t = OverlapsArg::Longest)]
    overlaps: OverlapsArg,
    /// Unit of start and end; bytes unless told, and code points in the formats of tools that count
    /// these
    #[arg(long, value_enum)]
    offsets: Option<UnitArg>,
    /// Labels for kinds, such as city=LOC,person=PER, in formats that have labels
    #[arg(long, value_delimiter = ',', value_name = "KIND=LABEL,…", value_parser = label)]
    labels: Vec<(Kind, String)>,
    /// What a point of GeoJSON stands for
    #[arg(long, value_enum)]
    per: Option<PerArg>,
    /// The field of doccano that has the labels; `label` unless told
    #[arg(long, value_name = "NAME")]
    label_key: Option<String>,
    /// The control of Label Studio that has the labels; `label` unless told
    #[arg(long, value_name = "NAME")]
    from_name: Option<String>,
    /// The control of Label Studio that has the text; `text` unless told
    #[arg(long, value_name = "NAME")]
    to_name: Option<String>,
    #[command(flatten)]
    tables: Tables,
}

fn format_parser() -> impl TypedValueParser<Value = Format> {
    PossibleValuesParser::new(Format::ALL.map(Format::as_str))
        .try_map(|word| word.parse::<Format>())
}

fn label(text: &str) -> Result<(Kind, String), String> {
    let (kind, label) = text.split_once('=').ok_or("expected a kind and a label, like city=LOC")?;
    let kind = kind.parse::<Kind>().map_err(|error| error.to_string())?;
    // Whether the label can be written is the same in every format.
    Style::new(Format::Spacy).label(kind, label).map_err(|error| error.to_string())?;
    Ok((kind, label.into()))
}

#[derive(Clone, Copy, ValueEnum)]
enum OverlapsArg {
    /// No overlaps: the longest mention wins
    Longest,
    /// All mentions, nested ones too
    All,
}

#[derive(Clone, Copy, ValueEnum)]
enum UnitArg {
    /// Bytes of UTF-8
    Bytes,
    /// Code points
    Chars,
    /// UTF-16 code units
    Utf16,
}

impl From<UnitArg> for Unit {
    fn from(unit: UnitArg) -> Unit {
        match unit {
            UnitArg::Bytes => Unit::Bytes,
            UnitArg::Chars => Unit::Chars,
            UnitArg::Utf16 => Unit::Utf16,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum PerArg {
    /// A place, with all its mentions in all texts
    Place,
    /// A mention
    Mention,
}

impl Options {
    /// The format with its options. Those that it has no use for are an error.
    fn style(&self) -> Result<Style, Stop> {
        let format = self.format;
        for (option, is_given, is_used) in [
            ("--labels", !self.labels.is_empty(), format.has_labels()),
            ("--per", self.per.is_some(), format == Format::GeoJson),
            ("--label-key", self.label_key.is_some(), format == Format::Doccano),
            ("--from-name", self.from_name.is_some(), format == Format::LabelStudio),
            ("--to-name", self.to_name.is_some(), format == Format::LabelStudio),
            ("--offsets", self.offsets.is_some(), self.has_free_offsets()),
        ] {
            if is_given && !is_used {
                return Err(Stop::Usage(format!("the format {format} has no use for {option}")));
            }
        }
        let mut style = Style::new(format);
        for (kind, label) in &self.labels {
            style = style.label(*kind, label)?;
        }
        let name =
            |name: &Option<String>, usual: &str| name.clone().unwrap_or_else(|| usual.into());
        let style = style
            .unit(self.offsets.map(Unit::from).unwrap_or_default())
            .label_key(name(&self.label_key, "label"))
            .controls(name(&self.from_name, "label"), name(&self.to_name, "text"));
        Ok(match self.per {
            Some(PerArg::Mention) => style.per(Per::Mention),
            Some(PerArg::Place) | None => style,
        })
    }

    /// Whether the user may choose the unit of positions, or chose the one there is.
    fn has_free_offsets(&self) -> bool {
        match self.format {
            Format::Conll | Format::Tei => false,
            Format::GeoJson => self.per == Some(PerArg::Mention),
            format => format.unit().is_none_or(|unit| self.offsets.map(Unit::from) == Some(unit)),
        }
    }

    fn annotator(&self) -> Result<Annotator, Stop> {
        let mut builder = self.reading.builder();
        if !self.kinds.is_empty() {
            builder = builder.kinds(self.kinds.iter().copied());
        }
        builder = builder.overlaps(match self.overlaps {
            OverlapsArg::Longest => Overlaps::Longest,
            OverlapsArg::All => Overlaps::All,
        });
        Ok(self.tables.annotator(builder)?)
    }

    /// What becomes of a document.
    fn render(
        &self,
        annotator: &Annotator,
        style: &Style,
        scratch: &mut Scratch,
        input: &Input<'_>,
        place: &Place,
    ) -> Result<Rendered, String> {
        let document =
            self.reading.document(&input.text, input.lang.as_ref(), input.country.as_ref());
        let annotations = annotator.annotate_with(scratch, document);
        let json = |json| Value::json(json).map_err(|error| error.to_string());
        let mut origin = if input.id.get() == "null" && self.format != Format::Jsonl {
            Origin::new(place.as_id())
        } else {
            Origin::new(json(input.id.get())?)
        };
        for (name, value) in &input.fields {
            origin = origin.field(name, json(value.get())?);
        }
        Ok(style.render(&origin, &annotations))
    }
}

pub fn run(options: &Options, out: &mut impl Write) -> Result<ExitCode, Stop> {
    let mut style = options.style()?;
    let output = options.output.as_deref().filter(|path| !files::is_dash(path));
    if options.format.needs_folder() && output.is_none() {
        let format = options.format;
        return Err(Stop::Usage(format!("the format {format} needs a folder: --output FOLDER")));
    }
    let mut run = Run::new(&options.run)?;
    if let Some(output) = output {
        files::check_output(output, run.files())?;
    }
    let annotator = options.annotator()?;
    if let Format::Csv | Format::Tsv = options.format {
        style = style.columns(run.carried());
    }
    let mut file = None;
    let (writer, target) = match output {
        Some(path) if options.format.needs_folder() => {
            (Writer::in_folder(&style, path), Target::Folder)
        }
        Some(path) => {
            let shown = path.display().to_string();
            (Writer::new(&style, file.insert(Output::create(path)?)), Target::File(shown))
        }
        None => (Writer::new(&style, out), Target::Standard),
    };
    let writer = writer.map_err(|error| target.failed(error))?;
    let end = WriterSink { writer, target: &target }.fill(run, |scratch, input, place| {
        options.render(&annotator, &style, scratch, input, place)
    })?;
    match (file, target) {
        (Some(_), Target::File(shown)) if end == End::Stopped => {
            tell(format_args!("{shown}: not written, as the run stopped before its end"));
        }
        (Some(file), _) => file.finish()?,
        (None, _) => {}
    }
    Ok(end.into())
}

/// Where the output goes.
enum Target {
    Standard,
    File(String),
    /// Messages name its files.
    Folder,
}

impl Target {
    /// Why the command stops if that cannot be written to.
    fn failed(&self, error: io::Error) -> Stop {
        match self {
            Target::Standard => unwritten(error),
            Target::File(shown) => Stop::Failed(format!("{shown}: cannot be written: {error}")),
            Target::Folder => Stop::Failed(error.to_string()),
        }
    }
}

struct WriterSink<'w, 't> {
    writer: Writer<'w>,
    target: &'t Target,
}

impl WriterSink<'_, '_> {
    fn fill<W>(mut self, run: Run, work: W) -> Result<End, Stop>
    where
        W: Fn(&mut Scratch, &Input<'_>, &Place) -> Result<Rendered, String> + Sync,
    {
        let end = run.run(&mut self, work)?;
        self.writer.finish().map_err(|error| self.target.failed(error))?;
        Ok(end)
    }
}

impl Sink<Rendered> for WriterSink<'_, '_> {
    fn add(&mut self, made: Rendered) -> Result<(), Stop> {
        self.writer.add(made).map_err(|error| self.target.failed(error))
    }

    fn flush(&mut self) -> Result<(), Stop> {
        self.writer.flush().map_err(|error| self.target.failed(error))
    }
}
