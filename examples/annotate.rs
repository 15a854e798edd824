//! Annotates an article, or standard input: shows its mentions in place, then what is known of
//! each.
//!
//! ```text
//! cargo run --release --example annotate -- [--json] [--lang LANG] [FILE]
//! ```

use gazetag::{Document, Entity, Mention};
use std::{env, error::Error, fs, io};
use textwrap::core::display_width;

fn main() -> Result<(), Box<dyn Error>> {
    let (mut json, mut lang, mut file) = (false, None, None);
    let mut args = env::args().skip(1);
    while let Some(arg) = args.next() {
        match &*arg {
            "--json" => json = true,
            "--lang" => lang = Some(args.next().ok_or("--lang needs a language")?),
            _ => file = Some(arg),
        }
    }
    let text = match file {
        Some(file) => fs::read_to_string(&file).map_err(|error| format!("{file}: {error}"))?,
        None => io::read_to_string(io::stdin())?,
    };
    let mut document = Document::new(&text);
    if let Some(lang) = &lang {
        document = document.with_lang(lang);
    }

    let annotations = gazetag::annotate(document);
    if json {
        println!("{}", serde_json::to_string(&annotations)?);
        return Ok(());
    }
    let (mut marked, mut end) = (String::new(), 0);
    for mention in &annotations {
        let span = mention.span();
        marked += &format!("{}[{}|{}]", &text[end..span.start], mention.as_str(), mention.kind());
        end = span.end;
    }
    println!("{}\n", textwrap::fill(&(marked + text[end..].trim_end()), 100));

    let mut rows =
        vec![["span", "text", "kind", "entity", "name", "coordinates", "score"].map(String::from)];
    rows.extend(annotations.iter().map(|mention| cells(&mention)));
    for row in &rows {
        let padded = (0..row.len()).map(|column| {
            let width = rows.iter().map(|row| display_width(&row[column])).max().unwrap_or(0);
            row[column].clone() + &" ".repeat(width - display_width(&row[column]))
        });
        println!("{}", padded.collect::<Vec<_>>().join("  ").trim_end());
    }
    Ok(())
}

/// What is known of a mention, for its row of the table.
fn cells(mention: &Mention<'_, '_>) -> [String; 7] {
    let entity = mention.entity();
    let point = entity.and_then(|entity| entity.point());
    [
        mention.span().to_string(),
        mention.as_str().replace('\n', " "),
        mention.kind().to_string(),
        entity.map_or("", Entity::id).into(),
        entity.map_or("", Entity::name).into(),
        point.map_or(String::new(), |point| format!("{:8.4} {:9.4}", point.lat, point.lon)),
        format!("{:.2}", mention.score()),
    ]
}
