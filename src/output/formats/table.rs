//! CSV and TSV: a row for each mention.

use super::{Format, Origin, Style, found::mentions, origin::free_names, rendered::Rendered};
use crate::annotator::{Annotations, MentionRecord};
use std::borrow::Cow;

/// The columns, but for those of the document's own fields, which come behind.
const COLUMNS: [&str; 15] = [
    "doc", "start", "end", "text", "kind", "entity", "name", "score", "country", "region", "lat",
    "lon", "geonames", "wikidata", "demonym",
];

/// The first row.
pub(super) fn header(style: &Style) -> Vec<u8> {
    let mut rows = Rows::new(style);
    COLUMNS.iter().for_each(|column| rows.word(column));
    free_names(&style.columns, &COLUMNS).iter().for_each(|column| rows.text(column));
    rows.end();
    rows.bytes()
}

pub(super) fn render<'a>(
    style: &Style,
    origin: &Origin<'_>,
    annotations: &Annotations<'a, 'a>,
) -> Rendered {
    let mut rows = Rows::new(style);
    let doc = origin.id.shown();
    let fields: Vec<Cow<'_, str>> = style
        .columns
        .iter()
        .map(|column| origin.get(column).map_or(Cow::Borrowed(""), |value| value.shown()))
        .collect();
    for (_, mention) in mentions(style, annotations) {
        rows.text(&doc);
        rows.mention(&mention);
        fields.iter().for_each(|field| rows.text(field));
        rows.end();
    }
    Rendered::bytes(rows.bytes())
}

struct Rows(csv::Writer<Vec<u8>>);

impl Rows {
    fn new(style: &Style) -> Rows {
        let delimiter = if style.format == Format::Tsv { b'\t' } else { b',' };
        // Small: there is one for each document.
        let mut builder = csv::WriterBuilder::new();
        Rows(builder.delimiter(delimiter).buffer_capacity(1 << 10).from_writer(Vec::new()))
    }

    fn mention(&mut self, mention: &MentionRecord<'_>) {
        let MentionRecord { start, end, text, kind, entity, name, score, .. } = mention;
        let MentionRecord { country, region, lat, lon, geonames, wikidata, demonym, .. } = mention;
        self.word(&start.to_string());
        self.word(&end.to_string());
        self.text(text);
        self.word(kind.as_str());
        self.text(entity.as_deref().unwrap_or_default());
        self.text(name.as_deref().unwrap_or_default());
        self.word(&score.to_string());
        self.text(country.as_deref().unwrap_or_default());
        self.text(region.as_deref().unwrap_or_default());
        for degrees in [lat, lon] {
            self.word(&degrees.map(|degrees| degrees.to_string()).unwrap_or_default());
        }
        self.word(&geonames.map(|number| number.to_string()).unwrap_or_default());
        self.text(wikidata.as_deref().unwrap_or_default());
        self.word(if *demonym { "true" } else { "" });
    }

    /// A cell with a word or a number of gazetag's own.
    fn word(&mut self, word: &str) {
        self.0.write_field(word).expect("a vector takes it");
    }

    /// A cell with somebody's text.
    fn text(&mut self, text: &str) {
        let mut text = Cow::Borrowed(text);
        if is_formula(&text) {
            text.to_mut().insert(0, '\'');
        }
        if text.contains('\0') {
            // Readers end the cell or the file there.
            text = Cow::Owned(text.replace('\0', "\u{fffd}"));
        }
        self.word(&text);
    }

    fn end(&mut self) {
        self.0.write_record(None::<&[u8]>).expect("a vector takes it");
    }

    fn bytes(self) -> Vec<u8> {
        self.0.into_inner().expect("a vector takes it")
    }
}

/// Whether a spreadsheet takes a cell for a formula. One that begins with the apostrophe against
/// this gets another, so that readers can take one away.
fn is_formula(text: &str) -> bool {
    const STARTS: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];
    text.trim_start_matches('\'').starts_with(STARTS) && text.parse::<f64>().is_err()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas() {
        for (text, expected) in [
            ("=1+1", true),
            ("@SUM(A1)", true),
            ("+62 812", true),
            ("-Minsk", true),
            ("\t=1", true),
            ("＝1", true),
            ("'=1", true),
            ("-6.2", false),
            ("+4", false),
            ("'Ndrangheta", false),
            ("Minsk=1", false),
            ("", false),
        ] {
            assert_eq!(is_formula(text), expected, "{text}");
        }
    }
}
