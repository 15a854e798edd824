//! The classes of characters.

use super::tables::{self, BLOCKS, ENTRIES, ENTRY_IDS};

/// The class of a character, a set of flags.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Class(pub(super) u8);

impl Class {
    #[inline]
    pub(crate) fn of(c: char) -> Class {
        if c.is_ascii() { ASCII[c as usize] } else { Class(entry(c).0) }
    }

    /// The class of an ASCII character.
    ///
    /// # Panics
    /// If the byte is not ASCII.
    #[inline(always)]
    pub(crate) fn of_ascii(byte: u8) -> Class {
        ASCII[byte as usize]
    }

    /// A letter or digit.
    pub(crate) fn is_word(self) -> bool {
        self.0 & tables::WORD != 0
    }

    /// A letter or digit of a script written without spaces: any of them may begin or end a name.
    pub(crate) fn is_spaceless(self) -> bool {
        self.0 & tables::SPACELESS != 0
    }

    /// A letter or digit of a script with spaces between words.
    pub(crate) fn is_spaced_word(self) -> bool {
        self.0 & (tables::WORD | tables::SPACELESS) == tables::WORD
    }

    /// A combining mark: it belongs to the character before it, whatever that is.
    pub(crate) fn is_mark(self) -> bool {
        self.0 & tables::MARK != 0
    }

    /// An invisible character (joiner, soft hyphen, direction mark): inside a word between two
    /// letters, nothing elsewhere.
    pub(crate) fn is_format(self) -> bool {
        self.0 & tables::FORMAT != 0
    }

    /// An upper-case or title-case letter.
    pub(crate) fn is_upper(self) -> bool {
        self.0 & tables::UPPER != 0
    }

    /// A lower-case letter.
    pub(crate) fn is_lower(self) -> bool {
        self.0 & tables::LOWER != 0
    }

    pub(crate) fn is_space(self) -> bool {
        self.0 & tables::SPACE != 0
    }

    pub(crate) fn is_newline(self) -> bool {
        self.0 & tables::NEWLINE != 0
    }
}

/// Classes of the ASCII characters, close together in memory.
static ASCII: [Class; 128] = {
    let mut classes = [Class(0); 128];
    let mut c = 0;
    while c < 128 {
        classes[c] = Class(entry(c as u8 as char).0);
        c += 1;
    }
    classes
};

/// Tells the classes and folds of all characters from those of other versions.
pub(crate) const FINGERPRINT: u64 = tables::FINGERPRINT;

/// Class, length of the fold, and where it begins in the folded text.
#[inline]
pub(super) const fn entry(c: char) -> (u8, u8, u16) {
    ENTRIES[entry_at(c)]
}

/// The number of the entry of a character.
#[inline]
pub(super) const fn entry_at(c: char) -> usize {
    let point = c as usize;
    ENTRY_IDS[BLOCKS[point >> 7] as usize * 128 + (point & 127)] as usize
}

/// The class of the ASCII byte `b`; `None` if it belongs to a longer character.
pub(crate) fn of_ascii(b: u8) -> Option<Class> {
    ASCII.get(b as usize).copied()
}
