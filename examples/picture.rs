//! Draws a text with its mentions marked beside a map of the places it names, as SVG.
//!
//! ```text
//! cargo run --release --example picture -- examples/article-en.txt > docs/picture.svg
//! ```
//!
//! The map needs no other data: its dots are the cities of the built-in gazetteer.

use gazetag::{Annotations, Annotator, Entity, Kind};
use std::{env, error::Error, fs};

/// Columns and lines of text; width of a character and height of a line, in pixels.
const PAGE: [usize; 2] = [52, 23];
const CHARACTER: [f64; 2] = [9.0, 23.5];
/// Left, right, top and bottom of the map, and its margin around the places, in pixels.
const MAP: [f64; 4] = [520.0, 1200.0, 0.0, 600.0];
const MARGIN: f64 = 75.0;
/// Least number of inhabitants, width and opacity of the dots of cities.
const DOTS: [(u64, f64, f64); 4] =
    [(0, 1.6, 0.45), (50_000, 2.1, 0.55), (200_000, 2.8, 0.7), (1_000_000, 4.2, 0.9)];

const HEAD: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 600">
<style>
text { font: 15px ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace }
.key { fill: #b6c0d8 }
.label, .key { font: 600 14px system-ui, Helvetica, Arial, "DejaVu Sans", sans-serif }
.label { stroke: #0b1226; stroke-width: 4px; stroke-linejoin: round; paint-order: stroke }
.cities { fill: none; stroke: #ffe3a8; stroke-linecap: round }
</style>
<linearGradient id="fade"><stop stop-color="#0b1226"/>
<stop offset="1" stop-color="#0b1226" stop-opacity="0"/></linearGradient>
<clipPath id="card"><rect width="1200" height="600" rx="16"/></clipPath>
<g clip-path="url(#card)"><rect width="1200" height="600" fill="#0b1226"/>
"##;

/// A character, where it begins, and the kind of the mention that it belongs to.
type Marked = (usize, char, Option<Kind>);

fn main() -> Result<(), Box<dyn Error>> {
    let path = env::args().nth(1).unwrap_or_else(|| "examples/article-en.txt".into());
    let text = fs::read_to_string(path)?;
    let annotator = Annotator::builtin();
    let annotations = annotator.annotate(text.as_str());
    let marked = mark(&annotations);
    let lines = wrap(&marked);
    let end = lines.iter().rev().find_map(|line| line.last()).map_or(0, |&(at, ..)| at);

    let mut places: Vec<Entity> = Vec::new();
    for mention in annotations.iter().take_while(|mention| mention.span().end <= end + 1) {
        let Some(place) = mention.entity().filter(|entity| entity.point().is_some()) else {
            continue;
        };
        if places.iter().all(|other| other.id() != place.id()) {
            places.push(place);
        }
    }
    places.sort_by_key(|place| place.kind() == Kind::Country);
    let map = Map::around(&places);
    let fade = r#"<path d="M520 0h90v600h-90z" fill="url(#fade)"/>"#;
    println!(
        "{HEAD}{}{fade}\n{}{}</g></svg>",
        map.cities(&annotator),
        map.labels(&places),
        page(&lines)
    );
    Ok(())
}

fn mark(annotations: &Annotations) -> Vec<Marked> {
    let mut mentions = annotations.iter().peekable();
    let characters = annotations.text().trim_end().char_indices().map(|(at, c)| {
        while mentions.next_if(|mention| mention.span().end <= at).is_some() {}
        let mention = mentions.peek().filter(|mention| mention.span().start <= at);
        (at, c, mention.map(|mention| mention.kind()))
    });
    characters.collect()
}

/// Breaks lines between words, and drops those that the page has no room for.
fn wrap(marked: &[Marked]) -> Vec<&[Marked]> {
    let mut lines = Vec::new();
    for mut rest in marked.split(|&(_, c, _)| c == '\n') {
        while rest.len() > PAGE[0] {
            let space = rest[..=PAGE[0]].iter().rposition(|&(_, c, _)| c == ' ');
            lines.push(&rest[..space.unwrap_or(PAGE[0])]);
            rest = &rest[space.map_or(PAGE[0], |space| space + 1)..];
        }
        lines.push(rest);
    }
    lines.truncate(PAGE[1]);
    lines
}

/// The lines with boxes behind the mentions, and what their colors mean.
fn page(lines: &[&[Marked]]) -> String {
    let [width, height] = CHARACTER;
    let mut page = String::new();
    for (number, line) in lines.iter().enumerate() {
        let (mut x, y) = (28.0, 46.0 + height * number as f64);
        for words in line.chunk_by(|a, b| a.2 == b.2) {
            let long = width * words.len() as f64;
            let color = words[0].2.map_or("#b6c0d8", color);
            if words[0].2.is_some() {
                let [x, y, long] = [x - 3.0, y - 16.0, long + 6.0];
                page += &format!(r#"<rect x="{x}" y="{y}" width="{long}" height="21" rx="4" "#);
                page += &format!("fill=\"{color}\" fill-opacity=\".2\"/>\n");
            }
            page += &format!(r#"<text x="{x}" y="{y}" textLength="{long}" style="fill:{color}" "#);
            let words = escape(words.iter().map(|&(_, c, _)| c));
            page += &format!("xml:space=\"preserve\">{words}</text>\n");
            x += long;
        }
    }
    page += r#"<text class="key" x="1176" y="582" text-anchor="end">"#;
    for &kind in Kind::ALL.iter() {
        page += &format!("<tspan style=\"fill:{}\"> ● </tspan>{kind} ", color(kind));
    }
    page + "</text>\n"
}

/// Mercator's projection, fitted to some places.
struct Map {
    middle: [f64; 2],
    scale: f64,
}

impl Map {
    fn around(places: &[Entity]) -> Map {
        let small = places.iter().filter(|place| place.kind() != Kind::Country);
        let points: Vec<_> = small.filter_map(mercator).collect();
        let ranges = [0, 1].map(|axis| {
            let values = points.iter().map(|point| point[axis]);
            (values.clone().fold(f64::MAX, f64::min), values.fold(f64::MIN, f64::max))
        });
        let [wide, high] = ranges.map(|(least, most)| (most - least).max(0.02));
        let [left, right, top, bottom] = MAP;
        let scale =
            ((right - left - 2.0 * MARGIN) / wide).min((bottom - top - 2.0 * MARGIN) / high);
        Map { middle: ranges.map(|(least, most)| f64::midpoint(least, most)), scale }
    }

    /// Where a place is, if that is on the map.
    fn pixel(&self, place: &Entity) -> Option<[f64; 2]> {
        let ([x, y], [left, right, top, bottom]) = (mercator(place)?, MAP);
        let x = f64::midpoint(left, right) + self.scale * (x - self.middle[0]);
        let y = f64::midpoint(top, bottom) + self.scale * (y - self.middle[1]);
        ((left..right).contains(&x) && (top..bottom).contains(&y)).then_some([x, y])
    }

    fn cities(&self, annotator: &Annotator) -> String {
        let mut paths = DOTS.map(|(_, width, opacity)| {
            format!(r#"<path class="cities" stroke-width="{width}" stroke-opacity="{opacity}" d=""#)
        });
        for city in annotator.entities().filter(|entity| entity.kind() == Kind::City) {
            let people = city.population().unwrap_or(0);
            let size = DOTS.iter().rposition(|&(least, ..)| people >= least).unwrap_or(0);
            if let Some([x, y]) = self.pixel(&city) {
                paths[size] += &format!("M{x:.1} {y:.1}h0");
            }
        }
        paths.map(|path| path + "\"/>\n").concat()
    }

    /// The places, with their names where there is room.
    fn labels(&self, places: &[Entity]) -> String {
        let pixels = places.iter().filter_map(|place| Some((place, self.pixel(place)?)));
        let mut svg = String::new();
        let mut taken: Vec<[f64; 4]> = Vec::new();
        for (place, [x, y]) in pixels.clone().filter(|(place, _)| place.kind() != Kind::Country) {
            let circle =
                format!(r#"<circle cx="{x:.1}" cy="{y:.1}" fill="{}""#, color(place.kind()));
            svg += &format!("{circle} r=\"13\" fill-opacity=\".22\"/>{circle} r=\"5\"/>\n");
            taken.push([x - 7.0, y - 7.0, x + 7.0, y + 7.0]);
        }
        for (place, [x, y]) in pixels {
            let wide = 8.4 * place.name().chars().count() as f64;
            let beside =
                [(13.0, 5.0), (-13.0 - wide, 5.0), (-wide / 2.0, -13.0), (-wide / 2.0, 23.0)];
            let boxes = beside.map(|(dx, dy)| [x + dx, y + dy - 13.0, x + dx + wide, y + dy + 4.0]);
            let free = |[left, top, right, bottom]: &[f64; 4]| {
                let apart =
                    |b: &[f64; 4]| *right < b[0] || b[2] < *left || *bottom < b[1] || b[3] < *top;
                *left > MAP[0] && *right < MAP[1] && taken.iter().all(apart)
            };
            if let Some(spot) = boxes.into_iter().find(free) {
                let (color, name) = (color(place.kind()), escape(place.name().chars()));
                let (x, y) = (spot[0], spot[3] - 4.0);
                svg += &format!(r#"<text class="label" x="{x:.1}" y="{y:.1}" "#);
                svg += &format!("style=\"fill:{color}\">{name}</text>\n");
                taken.push(spot);
            }
        }
        svg
    }
}

/// In radians, y downwards.
fn mercator(place: &Entity) -> Option<[f64; 2]> {
    let point = place.point()?;
    Some([point.lon.to_radians(), -point.lat.to_radians().tan().asinh()])
}

fn color(kind: Kind) -> &'static str {
    match kind {
        Kind::Country => "#7fb0ff",
        Kind::Region => "#4fe0c3",
        Kind::City => "#ffd166",
        Kind::Person => "#d3a4ff",
        Kind::Organization => "#ff8fa8",
        _ => "#ff9f68",
    }
}

fn escape(text: impl Iterator<Item = char>) -> String {
    text.collect::<String>().replace('&', "&amp;").replace('<', "&lt;")
}
