//! spaCy: what displaCy renders with `manual=True`, one object a line.

use super::{
    Origin, Style,
    found::{json, mentions, uri},
    origin::{Fields, InJson},
    rendered::Rendered,
};
use crate::{annotator::Annotations, lexicon::text::script::Script};
use serde::Serialize;
use std::borrow::Cow;

#[derive(Serialize)]
struct Doc<'a> {
    text: &'a str,
    ents: Vec<Ent<'a>>,
    title: InJson<'a, 'a>,
    settings: Settings<'a>,
    #[serde(skip_serializing_if = "Fields::is_empty")]
    meta: Fields<'a, 'a>,
}

#[derive(Serialize)]
struct Settings<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    lang: Option<&'a str>,
    direction: &'static str,
}

#[derive(Serialize)]
struct Ent<'a> {
    start: usize,
    end: usize,
    label: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    kb_id: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kb_url: Option<String>,
}

pub(super) fn render<'a>(
    style: &Style,
    origin: &Origin<'_>,
    annotations: &Annotations<'a, 'a>,
) -> Rendered {
    let ents = mentions(style, annotations).map(|(_, mention)| Ent {
        start: mention.start,
        end: mention.end,
        label: style.labels.get(mention.kind),
        kb_url: uri(&mention),
        kb_id: mention.entity,
    });
    let doc = Doc {
        text: annotations.text(),
        ents: ents.collect(),
        title: InJson(&origin.id),
        settings: Settings { lang: annotations.lang(), direction: direction(annotations.text()) },
        meta: Fields(&origin.fields),
    };
    json(&doc, "\n")
}

/// Where lines begin, by the first letter whose script says it.
fn direction(text: &str) -> &'static str {
    match text.chars().find_map(Script::of) {
        Some(Script::Arabic | Script::Hebrew) => "rtl",
        _ => "ltr",
    }
}
