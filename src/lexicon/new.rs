//! Entities and names on their way into a gazetteer: from a table, from a program, from another
//! gazetteer.

use crate::lexicon::model::{CaseRule, Form, Kind, Point};

/// An entity to be added to a gazetteer by
/// [`GazetteerBuilder::entity`](crate::GazetteerBuilder::entity).
///
/// It has a kind, an id and a name; everything else may be left out. Its fields are the columns of
/// a table of entities and mean the same; an empty text says nothing, as an empty cell does. What
/// cannot be, such as a latitude of 91 degrees, is an error when the entity is added.
///
/// ```
/// use gazetag::{Gazetteer, Kind, NewEntity, Point};
///
/// let camp = NewEntity::new(Kind::Place, "my:camp", "Camp Seven")
///     .country("RU")
///     .region("RU-KRS")
///     .class("camp")
///     .point(Point { lat: 51.2, lon: 35.3 });
/// let gazetteer = Gazetteer::builder().entity(camp)?.build()?;
/// assert_eq!(gazetteer.get("my:camp").unwrap().region(), Some("RU-KRS"));
/// # Ok::<(), gazetag::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[must_use = "it counts once it is added to a gazetteer"]
pub struct NewEntity {
    pub(crate) kind: Kind,
    pub(crate) id: Box<str>,
    pub(crate) name: Box<str>,
    pub(crate) country: Option<Box<str>>,
    pub(crate) region: Option<Box<str>>,
    pub(crate) class: Option<Box<str>>,
    pub(crate) iso3: Option<Box<str>>,
    pub(crate) capital: Option<Box<str>>,
    pub(crate) point: Option<Point>,
    pub(crate) population: Option<u64>,
    pub(crate) fame: Option<u8>,
    pub(crate) geonames: Option<u32>,
    pub(crate) wikidata: Option<Box<str>>,
}

impl NewEntity {
    /// An entity of this kind with this id and this name, by which it is found.
    ///
    /// An id is one word. Begin yours with a prefix of your own, `my:`, where they are to stand
    /// beside the built-in ones. Spaces around the name do not count.
    pub fn new(kind: Kind, id: impl Into<Box<str>>, name: impl Into<Box<str>>) -> NewEntity {
        let id = id.into();
        let geonames = id.strip_prefix("geonames:").and_then(|number| number.parse().ok());
        NewEntity {
            kind,
            id,
            name: trimmed(name.into()),
            country: None,
            region: None,
            class: None,
            iso3: None,
            capital: None,
            point: None,
            population: None,
            fame: None,
            geonames,
            wikidata: None,
        }
    }

    /// The country it belongs to: an ISO 3166-1 alpha-2 code, `RU`, or the id of a country in the
    /// gazetteer.
    pub fn country(mut self, code: impl Into<Box<str>>) -> NewEntity {
        self.country = given(code);
        self
    }

    /// The region it lies in: an ISO 3166-2 code, `RU-KRS`, or the id of a region in the gazetteer.
    pub fn region(mut self, id: impl Into<Box<str>>) -> NewEntity {
        self.region = given(id);
        self
    }

    /// The finer sort within its kind, in a word of yours: `oblast`, `sea`, `ministry`,
    /// `head-of-state`. Tables call it `type`, and of a person `role`.
    pub fn class(mut self, class: impl Into<Box<str>>) -> NewEntity {
        self.class = given(class);
        self
    }

    /// The ISO 3166-1 alpha-3 code of a country: `BLR`.
    pub fn iso3(mut self, code: impl Into<Box<str>>) -> NewEntity {
        self.iso3 = given(code);
        self
    }

    /// For a country the id of its capital, for a city that is one the word `yes`.
    pub fn capital(mut self, capital: impl Into<Box<str>>) -> NewEntity {
        self.capital = given(capital);
        self
    }

    /// Where it lies.
    pub fn point(mut self, point: Point) -> NewEntity {
        self.point = Some(point);
        self
    }

    /// How many people live there.
    pub fn population(mut self, people: u64) -> NewEntity {
        self.population = Some(people);
        self
    }

    /// How widely it is known: from 1, in its own field, to 5, in the news of every country every
    /// day.
    pub fn fame(mut self, fame: u8) -> NewEntity {
        self.fame = Some(fame);
        self
    }

    /// Its GeoNames number. An id such as `geonames:538560` says it already.
    pub fn geonames(mut self, number: u32) -> NewEntity {
        self.geonames = Some(number);
        self
    }

    /// Its Wikidata item: `Q` and digits.
    pub fn wikidata(mut self, item: impl Into<Box<str>>) -> NewEntity {
        self.wikidata = given(item);
        self
    }
}

/// A further name of an entity, to be added to a gazetteer by
/// [`GazetteerBuilder::name`](crate::GazetteerBuilder::name).
///
/// It has the id of the entity and the name itself; everything else may be left out. Its fields are
/// the columns of a table of names and mean the same.
///
/// ```
/// use gazetag::{CaseRule, Form, Gazetteer, Kind, NewEntity, NewName};
///
/// let who = NewEntity::new(Kind::Organization, "who", "World Health Organization");
/// let short =
///     NewName::new("who", "WHO").lang("en").form(Form::Abbreviation).case(CaseRule::Exact);
/// let gazetteer = Gazetteer::builder().entity(who)?.name(short)?.build()?;
/// assert_eq!(
///     gazetteer.names().map(|(_, name)| name.as_str()).collect::<Vec<_>>(),
///     ["World Health Organization", "WHO"]
/// );
/// # Ok::<(), gazetag::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "it counts once it is added to a gazetteer"]
pub struct NewName {
    pub(crate) id: Box<str>,
    pub(crate) name: Box<str>,
    /// With a space between, if there are several.
    pub(crate) langs: Box<str>,
    pub(crate) form: Form,
    pub(crate) case: Option<CaseRule>,
}

impl NewName {
    /// A name of the entity with this id. Spaces around the name do not count.
    pub fn new(id: impl Into<Box<str>>, name: impl Into<Box<str>>) -> NewName {
        NewName {
            id: id.into(),
            name: trimmed(name.into()),
            langs: Box::default(),
            form: Form::default(),
            case: None,
        }
    }

    /// Its language, a tag of BCP 47, or several that spell it so, with a space between: `hr
    /// sr-Latn`.
    pub fn lang(mut self, tags: impl Into<Box<str>>) -> NewName {
        self.langs = tags.into();
        self
    }

    /// What sort of name it is: [`Form::Alias`] unless told.
    pub fn form(mut self, form: Form) -> NewName {
        self.form = form;
        self
    }

    /// In which capitalisation it counts. Unless told, abbreviations and names of up to three
    /// capitals count exactly as they are written, and others in any words of which one begins with
    /// a capital.
    pub fn case(mut self, case: CaseRule) -> NewName {
        self.case = Some(case);
        self
    }
}

/// What `text` says; nothing if it is empty.
fn given(text: impl Into<Box<str>>) -> Option<Box<str>> {
    Some(text.into()).filter(|text| !text.is_empty())
}

fn trimmed(text: Box<str>) -> Box<str> {
    match text.trim() {
        trimmed if trimmed.len() < text.len() => trimmed.into(),
        _ => text,
    }
}
