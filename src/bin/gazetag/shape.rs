//! How files hold documents: a file is one, or each line of JSON or row of a table is.

use clap::Args;

/// The options for it.
#[derive(Args, Default)]
pub struct ShapeOptions {
    /// Each line is a document in JSON: {"id": …, "text": "…", "lang": "…", "country": "…"}; lang
    /// and country (where it was written) are optional
    #[arg(long, group = "shape")]
    jsonl: bool,
    /// Each row of a table is a document: columns parted by commas, semicolons or tabs, whichever
    /// the first row has most of, which names them
    #[arg(long, group = "shape")]
    csv: bool,
    /// The same with columns parted by tabs
    #[arg(long, group = "shape")]
    tsv: bool,
    /// The field or column that has the text
    #[arg(long, value_name = "NAME", default_value = "text", requires = "shape")]
    text_field: String,
    /// The field or column that has the id
    #[arg(long, value_name = "NAME", default_value = "id", requires = "shape")]
    id_field: String,
    /// The field or column that has the language (BCP 47)
    #[arg(long, value_name = "NAME", default_value = "lang", requires = "shape")]
    lang_field: String,
    /// The field or column that has the country where the text was written (ISO 3166-1: US)
    #[arg(long, value_name = "NAME", default_value = "country", requires = "shape")]
    country_field: String,
    /// Fields or columns that go with the document into outputs that have room for them; of a table
    /// all but the text and the id, unless this says which
    #[arg(long, value_name = "NAME,…", value_delimiter = ',', requires = "shape")]
    carry: Vec<String>,
}

/// What a file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One document.
    Text,
    /// A document on each line.
    Jsonl(Fields),
    /// A document in each row.
    Table {
        fields: Fields,
        /// What parts columns; the first row shows it if nobody says it.
        delimiter: Option<u8>,
    },
}

/// The names of what a document has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fields {
    pub text: String,
    pub id: String,
    pub lang: String,
    pub country: String,
    /// What comes out as it came in.
    pub carry: Vec<String>,
}

impl ShapeOptions {
    pub fn shape(&self) -> Shape {
        let fields = Fields {
            text: self.text_field.clone(),
            id: self.id_field.clone(),
            lang: self.lang_field.clone(),
            country: self.country_field.clone(),
            carry: self.carry.clone(),
        };
        if self.jsonl {
            Shape::Jsonl(fields)
        } else if self.csv || self.tsv {
            Shape::Table { fields, delimiter: self.tsv.then_some(b'\t') }
        } else {
            Shape::Text
        }
    }
}

impl Shape {
    /// The endings of such files in a folder.
    pub fn endings(&self) -> &'static [&'static str] {
        match self {
            Shape::Text => &["txt"],
            Shape::Jsonl(_) => &["jsonl", "ndjson"],
            Shape::Table { delimiter: None, .. } => &["csv", "tsv"],
            Shape::Table { delimiter: Some(_), .. } => &["tsv"],
        }
    }
}
