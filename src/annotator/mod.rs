//! Puts dictionaries and the resolution of names together: from a document to its annotations.

mod annotations;
mod builder;
#[cfg(feature = "builtin")]
pub(crate) mod builtin;
mod document;
mod focus;
mod live;
pub(crate) mod record;
mod run;

use crate::{
    layers::Layers,
    lexicon::{
        dictionary::{Case, Dictionary},
        error::{Error, ErrorKind},
        file::UNNAMED,
        gazetteer::{Entity, Gazetteer, GazetteerBuilder, Name},
        model::Kind,
        store::Bytes,
    },
    resolve::Spotted,
    settings::{Demonyms, Overlaps},
};
pub use annotations::{Annotations, Candidate, Mention, Mentions, Rejected};
pub use builder::AnnotatorBuilder;
pub use document::Document;
pub use focus::{Focus, FocusPlace};
pub use live::{Changes, LiveAnnotator};
pub use record::MentionRecord;
pub use run::Scratch;
use std::{fmt, io::Write, path::Path};

/// Finds the entities of a gazetteer in texts.
///
/// It does not change once built, can be shared between threads, and never fails on a text.
///
/// ```
/// use gazetag::{Annotator, Gazetteer, Kind};
///
/// let cities = "id,name,country,lat,lon\ngeonames:538560,Kursk,RU,51.73733,36.18735\n";
/// let annotator =
///     Annotator::new(Gazetteer::builder().table(Kind::City, cities.as_bytes())?.build()?)?;
/// let annotations = annotator.annotate("Serangan ke Kursk dimulai seminggu yang lalu.");
/// let kursk = annotations.iter().next().unwrap();
/// assert_eq!((kursk.as_str(), kursk.kind()), ("Kursk", Kind::City));
/// assert_eq!(kursk.entity().unwrap().point().unwrap().lat, 51.73733);
/// # Ok::<(), gazetag::Error>(())
/// ```
#[derive(Clone)]
pub struct Annotator {
    layers: Layers,
    kinds: Vec<Kind>,
    overlaps: Overlaps,
    demonyms: Demonyms,
    case: Case,
}

impl Annotator {
    /// An annotator with the usual settings.
    ///
    /// # Errors
    /// As [`AnnotatorBuilder::build`].
    pub fn new(gazetteer: Gazetteer) -> Result<Annotator, Error> {
        Annotator::builder().build(gazetteer)
    }

    /// Starts an annotator with settings of your own.
    pub fn builder() -> AnnotatorBuilder {
        AnnotatorBuilder::default()
    }

    /// Opens a compiled dictionary, with the usual settings.
    ///
    /// # Errors
    /// As [`AnnotatorBuilder::open`].
    pub fn open(path: impl AsRef<Path>) -> Result<Annotator, Error> {
        Annotator::builder().open(path)
    }

    /// Uses the bytes of a compiled dictionary in place, with the usual settings.
    ///
    /// ```
    /// use gazetag::{Annotator, Gazetteer, Kind};
    ///
    /// let cities = "id,name,country,lat,lon\ngeonames:538560,Kursk,RU,51.73733,36.18735\n";
    /// let annotator =
    ///     Annotator::new(Gazetteer::builder().table(Kind::City, cities.as_bytes())?.build()?)?;
    /// let mut bytes = Vec::new();
    /// annotator.write(&mut bytes)?;
    ///
    /// let opened = Annotator::from_bytes(bytes)?;
    /// let annotations = opened.annotate("Serangan ke Kursk dimulai.");
    /// assert_eq!(
    ///     annotations.iter().next().unwrap().entity().unwrap().point().unwrap().lat,
    ///     51.73733
    /// );
    /// # Ok::<(), gazetag::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`AnnotatorBuilder::open`].
    pub fn from_bytes(bytes: impl Into<Bytes>) -> Result<Annotator, Error> {
        Annotator::builder().open_bytes(bytes)
    }

    /// Writes the dictionary in compiled form. Settings are not written.
    ///
    /// # Errors
    /// If `out` cannot be written to, or if there are several layers. Compile these together, or
    /// write each before it becomes one.
    pub fn write(&self, out: impl Write) -> Result<(), Error> {
        if self.layers.len() > 1 {
            return Err(Error::new(
                UNNAMED,
                format!("cannot be written: {} layers", self.layers.len()),
            )
            .of(ErrorKind::Dictionary));
        }
        self.layers.lowest().write(out)
    }

    /// Adds your tables as a layer on top, without compiling the layers below again.
    ///
    /// If a name is in both, only the new layer's entities are considered. An entity with the id of
    /// a lower one replaces it and keeps its names. Names may belong to entities of lower layers.
    /// Countries and regions with the same id are the same. The highest layer that has a table of
    /// [frequent words](GazetteerBuilder::frequent_words) detects the languages of texts.
    #[cfg_attr(feature = "builtin", doc = "```")]
    #[cfg_attr(not(feature = "builtin"), doc = "```ignore")]
    /// use gazetag::{Annotator, Gazetteer, Kind};
    ///
    /// let ngos = "id,name,country\nmy:walhi,Wahana Lingkungan Hidup,ID\n";
    /// let names = "id,lang,name\nRU-KRS,en,Kurskiania\n";
    /// let tables = Gazetteer::builder().table(Kind::Organization, ngos.as_bytes())?;
    /// let tables = tables.names(names.as_bytes())?;
    /// let annotator = Annotator::builtin().with_tables(tables)?;
    ///
    /// let text = "Wahana Lingkungan Hidup menolak di Moskwa, Kurskiania.";
    /// let mentions = annotator.annotate(text).into_iter();
    /// let found: Vec<_> = mentions.map(|mention| mention.entity().unwrap().id()).collect();
    /// assert_eq!(found, ["my:walhi", "geonames:524901", "RU-KRS"]);
    /// # Ok::<(), gazetag::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`GazetteerBuilder::build`] and [`with_layer`](Self::with_layer).
    ///
    /// # Complexity
    /// O(n log n) in the names of the tables, whatever the size of the layers below.
    pub fn with_tables(self, tables: GazetteerBuilder) -> Result<Annotator, Error> {
        let gazetteer = tables.complete(&self.layers).build()?;
        self.with_layer(Annotator::new(gazetteer)?)
    }

    /// Adds another annotator's dictionary as a layer on top, such as a compiled one. The settings
    /// stay the same.
    ///
    /// If both have a name or an id, the upper one wins, as with
    /// [`with_tables`](Self::with_tables).
    ///
    /// ```
    /// use gazetag::{Annotator, Gazetteer, Kind};
    ///
    /// let annotator = |kind, table: &str| {
    ///     Annotator::new(Gazetteer::builder().table(kind, table.as_bytes())?.build()?)
    /// };
    /// let world =
    ///     annotator(Kind::City, "id,name,country\ncity:paris,Paris,FR\ncity:kursk,Kursk,RU\n")?;
    /// let ships = annotator(Kind::Place, "id,name,country\nship:kursk,Kursk,RU\n")?;
    /// let both = world.with_layer(ships)?;
    ///
    /// let annotations = both.annotate("Paris, Kursk");
    /// assert_eq!(
    ///     annotations.iter().map(|mention| mention.entity().unwrap().id()).collect::<Vec<_>>(),
    ///     ["city:paris", "ship:kursk"]
    /// );
    /// # Ok::<(), gazetag::Error>(())
    /// ```
    ///
    /// # Errors
    /// If there are more than 2³² entities or names in all layers together.
    ///
    /// # Complexity
    /// O(m log n), m the entities and names of the smaller of both and n those of the larger; with
    /// several layers below, for each of them. Texts are searched for the names of one layer after
    /// the other, so a few large layers are better than many small ones.
    pub fn with_layer(mut self, upper: Annotator) -> Result<Annotator, Error> {
        self.layers.push_all(&upper.layers)?;
        Ok(self)
    }

    /// The same dictionary, reporting only these kinds. Nothing is compiled again.
    ///
    /// ```
    /// use gazetag::{Annotator, Gazetteer, Kind};
    ///
    /// let table = "id,name,kind\nBY,Belarus,country\nminsk,Minsk,city\n";
    /// let annotator =
    ///     Annotator::new(Gazetteer::builder().table(Kind::City, table.as_bytes())?.build()?)?;
    /// let cities = annotator.clone().with_kinds([Kind::City]);
    /// let count = |annotator: &Annotator| annotator.annotate("Minsk, Belarus").len();
    /// assert_eq!((count(&annotator), count(&cities)), (2, 1));
    /// # Ok::<(), gazetag::Error>(())
    /// ```
    #[must_use]
    pub fn with_kinds(self, kinds: impl IntoIterator<Item = Kind>) -> Annotator {
        Annotator { kinds: distinct(kinds), ..self }
    }

    /// The same dictionary with another choice for overlapping mentions.
    #[must_use]
    pub fn with_overlaps(self, overlaps: Overlaps) -> Annotator {
        Annotator { overlaps, ..self }
    }

    /// The same dictionary with another choice for demonyms.
    #[must_use]
    pub fn with_demonyms(self, demonyms: Demonyms) -> Annotator {
        Annotator { demonyms, ..self }
    }

    /// The same dictionary with another choice for capitals.
    #[must_use]
    pub fn with_case(self, case: Case) -> Annotator {
        Annotator { case, ..self }
    }

    /// Finds the entities in a text, or in a [`Document`], which also gives its language.
    ///
    /// # Complexity
    /// O(n) in the bytes n of the text, times the words of the longest name that nearly stands
    /// there. A text of more than 256 KiB is
    /// [read in parts](crate#long-texts).
    pub fn annotate<'d, 't>(&'d self, document: impl Into<Document<'t>>) -> Annotations<'d, 't> {
        self.annotate_once(&mut Scratch::default(), document.into())
    }

    /// Annotates with memory that is reused from text to text. Once it has grown to the size that
    /// the texts need, nothing is allocated.
    ///
    /// The annotations borrow the text and the annotator, not `scratch`. Drop them before the next
    /// text: as long as they are kept, so is their part of the memory, and the next text allocates
    /// its own. Memory beyond a few megabytes that a document needed is given back when the next
    /// one comes.
    ///
    /// ```
    /// use gazetag::{Annotator, Gazetteer, Kind, Scratch};
    /// use std::collections::HashMap;
    ///
    /// let cities = "id,name\nkursk,Kursk\nminsk,Minsk\n";
    /// let annotator =
    ///     Annotator::new(Gazetteer::builder().table(Kind::City, cities.as_bytes())?.build()?)?;
    /// let corpus = ["Serangan ke Kursk".to_owned(), "Dari Minsk ke Kursk".to_owned()];
    ///
    /// let mut scratch = Scratch::default();
    /// let mut counts: HashMap<&str, usize> = HashMap::new();
    /// for text in &corpus {
    ///     for mention in annotator.annotate_with(&mut scratch, text) {
    ///         *counts.entry(mention.as_str()).or_default() += 1;
    ///     }
    /// }
    /// assert_eq!((counts["Kursk"], counts["Minsk"]), (2, 1));
    /// # Ok::<(), gazetag::Error>(())
    /// ```
    pub fn annotate_with<'d, 't>(
        &'d self,
        scratch: &mut Scratch,
        document: impl Into<Document<'t>>,
    ) -> Annotations<'d, 't> {
        let document = document.into();
        let detected = self.find_mentions(scratch, document);
        Annotations::new(self, document, detected, scratch.found.clone())
    }

    /// Annotates a text and keeps the rejected hits: [`Annotations::rejected`] gives every hit that
    /// is no mention, and the reason. It finds the same mentions as [`annotate`](Self::annotate),
    /// but is slower.
    ///
    /// ```
    /// # #[cfg(feature = "builtin")] {
    /// use gazetag::{Annotator, Rejection};
    ///
    /// let annotator = Annotator::builtin();
    /// let annotations = annotator.explain("Nice weather in Paris");
    /// let rejected = annotations.rejected().find(|rejected| rejected.as_str() == "Nice").unwrap();
    /// assert_eq!(rejected.why(), Rejection::Unlikely);
    /// let city = rejected.candidates().next().unwrap();
    /// assert!(
    ///     city.evidence().iter().any(|evidence| evidence.to_string().contains("ordinary word"))
    /// );
    /// # }
    /// ```
    pub fn explain<'d, 't>(&'d self, document: impl Into<Document<'t>>) -> Annotations<'d, 't> {
        let mut scratch = Scratch::default();
        scratch.hits.refused = Some(Vec::new());
        scratch.work.fates.ask();
        scratch.work.log.ask();
        self.annotate_once(&mut scratch, document.into())
    }

    /// Annotates many documents on the threads of `rayon`, and returns the results of `each` for
    /// their annotations, in the order of the documents.
    ///
    /// ```
    /// use gazetag::{Annotator, Gazetteer, Kind};
    ///
    /// let cities = "id,name\nkursk,Kursk\nminsk,Minsk\n";
    /// let annotator =
    ///     Annotator::new(Gazetteer::builder().table(Kind::City, cities.as_bytes())?.build()?)?;
    /// let texts = ["Serangan ke Kursk", "Hujan", "Kursk dan Minsk"];
    /// assert_eq!(annotator.annotate_par(&texts, |annotations| annotations.len()), [1, 0, 2]);
    /// # Ok::<(), gazetag::Error>(())
    /// ```
    #[cfg(feature = "rayon")]
    pub fn annotate_par<'t, D, R>(
        &self,
        documents: &'t [D],
        each: impl Fn(Annotations<'_, '_>) -> R + Sync,
    ) -> Vec<R>
    where
        D: Sync,
        &'t D: Into<Document<'t>>,
        R: Send,
    {
        use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

        let annotated = documents.par_iter().map_init(Scratch::default, |scratch, document| {
            let document: Document<'_> = document.into();
            each(self.annotate_with(scratch, document))
        });
        annotated.collect()
    }

    /// Links spans found by another tool, such as an NER model, to entities. There is one mention
    /// for each span, in the same order, whether they overlap or not; a span whose name is in no
    /// table has no entity.
    ///
    /// The text gives the same evidence as for names found here: neighbours, other places, the
    /// language and the country of the text. The spans are trusted to be names: capitals and common
    /// words are not checked.
    #[cfg_attr(feature = "builtin", doc = "```")]
    #[cfg_attr(not(feature = "builtin"), doc = "```ignore")]
    /// use gazetag::{Annotator, Document, Kind, Span, Spotted};
    ///
    /// let text = "reading, england, and zzyzzxburg";
    /// let names = [
    ///     Spotted::new(Span::new(0, 7)),
    ///     Spotted::new(Span::new(9, 16)),
    ///     Spotted::new(Span::new(22, 32)).with_kinds([Kind::City]),
    /// ];
    /// let annotator = Annotator::builtin();
    /// let annotations = annotator.resolve(Document::new(text).with_lang("en"), &names)?;
    /// let lat = |mention: gazetag::Mention<'_, '_>| Some(mention.entity()?.point()?.lat.round());
    /// let points: Vec<_> = annotations.iter().map(lat).collect();
    /// assert_eq!(points, [Some(51.0), Some(52.0), None]);
    /// # Ok::<(), gazetag::Error>(())
    /// ```
    ///
    /// # Errors
    /// If a span is empty, ends behind the text or does not begin and end at edges of characters.
    ///
    /// # Complexity
    /// O(n log n) in the bytes of the text and in the names.
    pub fn resolve<'d, 't>(
        &'d self,
        document: impl Into<Document<'t>>,
        names: &[Spotted],
    ) -> Result<Annotations<'d, 't>, Error> {
        self.resolve_given(document.into(), names)
    }

    /// The entities with this name, and the name of each that matches. Case and accents are
    /// ignored. If several layers have the name, only the highest is used.
    pub fn lookup(&self, name: &str) -> impl Iterator<Item = (Entity<'_>, Name<'_>)> {
        self.layers.lookup(name)
    }

    /// The entity with this id, from the highest layer that has it.
    pub fn entity(&self, id: &str) -> Option<Entity<'_>> {
        self.layers.get(id)
    }

    /// The entities of all layers, those of the lowest first. An entity that a higher layer
    /// replaces is left out.
    pub fn entities(&self) -> impl Iterator<Item = Entity<'_>> {
        self.layers.entities()
    }

    /// The dictionaries it works with, the lowest layer first.
    pub fn dictionaries(&self) -> impl DoubleEndedIterator<Item = &Dictionary> {
        self.layers.dictionaries()
    }

    /// Prepares for the first layer on top, once for all of them.
    pub(crate) fn prepare(&mut self) {
        self.layers.prepare();
    }

    pub(crate) fn layers(&self) -> &Layers {
        &self.layers
    }

    /// The same settings with other layers.
    pub(crate) fn with_layers(&self, layers: Layers) -> Annotator {
        Annotator { layers, ..self.clone() }
    }
}

impl fmt::Debug for Annotator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Annotator { layers, kinds, overlaps, demonyms, case } = self;
        f.debug_struct("Annotator")
            .field("dictionaries", &layers.dictionaries().collect::<Vec<_>>())
            .field("kinds", kinds)
            .field("overlaps", overlaps)
            .field("demonyms", demonyms)
            .field("case", case)
            .finish()
    }
}

/// Kinds in order, each once.
fn distinct(kinds: impl IntoIterator<Item = Kind>) -> Vec<Kind> {
    let mut kinds: Vec<Kind> = kinds.into_iter().collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

#[cfg(test)]
mod tests {
    use super::*;

    const CITIES: &str = "id,name\nulm,Ulm\n";
    const GERMAN: &str = "lang,word\nde,der\nde,und\nde,[äöü]\nen,the\nen,and\n";
    /// The same words, said to be of other languages.
    const OTHERS: &str = "lang,word\nbar,der\nbar,und\nsco,the\nsco,and\n";
    const TEXT: &str = "der und in Ulm";

    fn tables(frequent: &[&str]) -> GazetteerBuilder {
        let cities = Gazetteer::builder().table(Kind::City, CITIES.as_bytes()).unwrap();
        frequent
            .iter()
            .fold(cities, |builder, words| builder.frequent_words(words.as_bytes()).unwrap())
    }

    fn annotator(frequent: &[&str]) -> Annotator {
        Annotator::new(tables(frequent).build().unwrap()).unwrap()
    }

    fn opened(annotator: &Annotator) -> Annotator {
        let mut bytes = Vec::new();
        annotator.write(&mut bytes).unwrap();
        Annotator::from_bytes(bytes).unwrap()
    }

    /// Whatever features the crate is built with.
    #[test]
    fn the_highest_layer_with_frequent_words_detects_languages() {
        let common = Gazetteer::builder().common_words(GERMAN.as_bytes()).unwrap();
        let common = Annotator::new(common.build().unwrap()).unwrap();
        let on =
            |lower: &[&str], upper: &[&str]| annotator(lower).with_tables(tables(upper)).unwrap();
        let live = LiveAnnotator::new(annotator(&[GERMAN]));
        live.add_name("ulm", "Ulma").unwrap();
        for (case, annotator, lang) in [
            ("no table of words", annotator(&[]), None),
            ("common words alone", common, None),
            ("frequent words", annotator(&[GERMAN]), Some("de")),
            ("opened", opened(&annotator(&[GERMAN])), Some("de")),
            ("opened, without", opened(&annotator(&[])), None),
            ("two tables that disagree", annotator(&[GERMAN, OTHERS]), None),
            ("the lower layer's", on(&[GERMAN], &[]), Some("de")),
            ("the upper layer's", on(&[], &[GERMAN]), Some("de")),
            ("both layers'", on(&[GERMAN], &[OTHERS]), Some("bar")),
            ("below added names", Annotator::clone(&live.snapshot()), Some("de")),
        ] {
            assert_eq!(annotator.annotate(TEXT).lang(), lang, "{case}");
            let said = annotator.annotate(Document::new(TEXT).with_lang("id"));
            assert_eq!(said.lang(), Some("id"), "{case}, with a language of its own");
        }
    }
}
