//! A text, and what the caller knows about it.

/// A text, with its language and the country it comes from if these are known.
///
/// A `&str` is a document of unknown language and country.
#[derive(Clone, Copy, Debug)]
pub struct Document<'t> {
    text: &'t str,
    lang: Option<&'t str>,
    country: Option<&'t str>,
}

impl<'t> Document<'t> {
    /// A text of unknown language and country.
    pub fn new(text: &'t str) -> Document<'t> {
        Document { text, lang: None, country: None }
    }

    /// Sets the language of the text (BCP 47: `id`, `pt-BR`). Names in this language, in English
    /// and in the language of the entity come first, and the ordinary words of the language count
    /// against names. Without it, frequent words and letters decide, if the dictionary has a table
    /// of them and the text has enough.
    pub fn with_lang(self, lang: &'t str) -> Document<'t> {
        Document { lang: Some(lang), ..self }
    }

    /// Sets the country where the text was written (ISO 3166-1 alpha-2: `US`), such as that of a
    /// newspaper. Of several places with one name, those in this country come first, unless the
    /// text says otherwise. An unknown country code is ignored.
    ///
    /// ```
    /// # #[cfg(feature = "builtin")] {
    /// use gazetag::Document;
    ///
    /// let place = |document: Document| {
    ///     let annotations = gazetag::annotate(document);
    ///     annotations.first().unwrap().entity().unwrap().country()
    /// };
    /// let text = Document::new("Firemen in Birmingham were called to a school.").with_lang("en");
    /// assert_eq!(place(text), Some("GB"));
    /// assert_eq!(place(text.with_country("US")), Some("US"));
    /// # }
    /// ```
    pub fn with_country(self, country: &'t str) -> Document<'t> {
        Document { country: Some(country), ..self }
    }

    /// The same with another text.
    pub(super) fn with_text<'c>(self, text: &'c str) -> Document<'c>
    where
        't: 'c,
    {
        Document { text, ..self }
    }

    /// The text.
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// Its language.
    pub fn lang(&self) -> Option<&'t str> {
        self.lang
    }

    /// The country it comes from.
    pub fn country(&self) -> Option<&'t str> {
        self.country
    }
}

impl<'t> From<&'t str> for Document<'t> {
    fn from(text: &'t str) -> Document<'t> {
        Document::new(text)
    }
}

impl<'t> From<&&'t str> for Document<'t> {
    fn from(text: &&'t str) -> Document<'t> {
        Document::new(text)
    }
}

impl<'t> From<&Document<'t>> for Document<'t> {
    fn from(document: &Document<'t>) -> Document<'t> {
        *document
    }
}

impl<'t> From<&'t String> for Document<'t> {
    fn from(text: &'t String) -> Document<'t> {
        Document::new(text)
    }
}
