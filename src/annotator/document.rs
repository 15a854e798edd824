//! A text with what the caller knows of it.

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

    /// Says in which language the text is (BCP 47: `id`, `pt-BR`): names in it, in English and in
    /// the language of what they name come first, and its own ordinary words hold names back.
    /// Otherwise frequent words and letters show the language, if the dictionary has a table of
    /// them and the text has enough.
    pub fn with_lang(self, lang: &'t str) -> Document<'t> {
        Document { lang: Some(lang), ..self }
    }

    /// Says in which country the text was written (ISO 3166-1 alpha-2: `US`), as of a newspaper. Of
    /// several places of one name those there then come first, if nothing in the text speaks
    /// against it. An unknown country code is ignored.
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
