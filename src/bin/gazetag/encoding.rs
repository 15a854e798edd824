//! Input in other encodings than UTF-8.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use clap::Args;
use encoding_rs::{DecoderResult, Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE};
use std::{borrow::Cow, str, str::Utf8Error};

/// The option for the encoding of texts.
#[derive(Args, Clone, Copy, Default)]
pub struct EncodingOption {
    /// Encoding of texts that are not UTF-8: a label of the WHATWG Encoding Standard, such as
    /// `windows-1252`, `gbk` or `utf-16le`. A byte order mark at the start of a file overrides it.
    /// Malformed text is an error. Positions in the output are those in the text decoded to UTF-8
    #[arg(long = "encoding", value_name = "LABEL", value_parser = labelled)]
    label: Option<&'static Encoding>,
}

fn labelled(label: &str) -> Result<&'static Encoding, String> {
    let encoding = Encoding::for_label_no_replacement(label.as_bytes());
    encoding.ok_or_else(|| {
        "expected a label of the WHATWG Encoding Standard, such as utf-8, utf-16le or \
         windows-1252"
            .into()
    })
}

/// The encoding of a file.
#[derive(Clone, Copy, Debug)]
pub struct Charset {
    encoding: &'static Encoding,
    said_by: SaidBy,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum SaidBy {
    Nobody,
    User,
    ByteOrderMark,
}

impl EncodingOption {
    /// The encoding of a file that begins with `head`, and the length of its byte order mark.
    pub fn of(self, head: &[u8]) -> (Charset, usize) {
        if let Some((encoding, len)) = Encoding::for_bom(head) {
            return (Charset { encoding, said_by: SaidBy::ByteOrderMark }, len);
        }
        let charset = match self.label {
            Some(encoding) => Charset { encoding, said_by: SaidBy::User },
            None => Charset { encoding: UTF_8, said_by: SaidBy::Nobody },
        };
        (charset, 0)
    }
}

impl Charset {
    /// How many bytes a unit has, and which of them is the low one.
    pub fn unit(self) -> (usize, usize) {
        match self.encoding {
            encoding if encoding == UTF_16LE => (2, 0),
            encoding if encoding == UTF_16BE => (2, 1),
            _ => (1, 0),
        }
    }

    /// Whether a unit that looks like an ASCII character below `0` always is one.
    pub fn keeps_ascii(self) -> bool {
        self.encoding != ISO_2022_JP
    }

    /// The text that `bytes` stand for, or what is wrong with them. Messages count from the start
    /// of a byte order mark of `mark` bytes before them.
    pub fn decode(self, bytes: &[u8], mark: usize) -> Result<Cow<'_, str>, String> {
        if self.said_by == SaidBy::Nobody
            && let Some(other) = unmarked(bytes)
        {
            return Err(other.into());
        }
        if self.encoding == UTF_8 {
            return str::from_utf8(bytes)
                .map(Cow::Borrowed)
                .map_err(|error| self.not_utf8(bytes, mark, error));
        }
        let decoded = self.encoding.decode_without_bom_handling_and_without_replacement(bytes);
        decoded.ok_or_else(|| self.malformed(mark + malformed_at(self.encoding, bytes)))
    }

    fn malformed(self, at: usize) -> String {
        let name = self.encoding.name();
        match self.said_by {
            SaidBy::ByteOrderMark => format!(
                "not valid {name} at byte {at}, although it begins with a byte order mark of {name}"
            ),
            SaidBy::User | SaidBy::Nobody => {
                format!("not valid {name} at byte {at}, although --encoding says {name}")
            }
        }
    }

    fn not_utf8(self, bytes: &[u8], mark: usize, error: Utf8Error) -> String {
        let at = error.valid_up_to();
        if self.said_by != SaidBy::Nobody {
            return self.malformed(mark + at);
        }
        let (before, behind) = bytes.split_at(at);
        // In another encoding hardly a few characters in a row would be valid.
        const TELLING: usize = 4;
        let is_utf8 = before.iter().filter(|&&byte| byte >= 0xC0).take(TELLING).count() == TELLING;
        match (error.error_len(), is_utf8) {
            (None, true) => format!(
                "not valid UTF-8 at byte {at}: it ends in the middle of a character, as if cut off"
            ),
            (_, true) => format!(
                "not valid UTF-8 at byte {at}: found the byte 0x{:02X}, expected a character",
                behind[0]
            ),
            (_, false) => {
                let likely = likely(bytes).name();
                format!(
                    "not valid UTF-8 at byte {at}: it looks like {likely}, which --encoding \
                     {likely} reads"
                )
            }
        }
    }
}

/// The encoding that bytes that are not UTF-8 probably are in.
fn likely(bytes: &[u8]) -> &'static Encoding {
    /// More bytes do not help the detector.
    const ENOUGH: usize = 1 << 20;
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    // ASCII says nothing about the encoding.
    let start = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or_default();
    let telling = &bytes[start..];
    detector.feed(&telling[..telling.len().min(ENOUGH)], telling.len() <= ENOUGH);
    detector.guess(None, Utf8Detection::Deny)
}

/// The file format that the first bytes show, if they cannot be text in UTF-8 or an encoding of
/// single bytes.
fn unmarked(bytes: &[u8]) -> Option<&'static str> {
    const STARTS: &[(&[u8], &str)] = &[
        (&[0x1F, 0x8B], "expected text, found a file compressed with gzip: unpack it first"),
        (b"BZh91AY&SY", "expected text, found a file compressed with bzip2: unpack it first"),
        (
            &[0xFD, b'7', b'z', b'X', b'Z'],
            "expected text, found a file compressed with xz: unpack it first",
        ),
        (
            &[0x28, 0xB5, 0x2F, 0xFD],
            "expected text, found a file compressed with zstd: unpack it first",
        ),
        (
            b"PK\x03\x04",
            "expected text, found a zip archive or a document that is one: extract its text first",
        ),
        (b"%PDF-", "expected text, found a PDF: extract its text first"),
        (&[0, 0, 0xFE, 0xFF], "expected text in UTF-8, found UTF-32: convert it first"),
    ];
    if let Some((_, what)) = STARTS.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Some(what);
    }
    // In UTF-16 the high byte of most letters, but those of East Asia, is a control character.
    let head = &bytes[..bytes.len().min(256)];
    let is_control = |&byte: &u8| matches!(byte, 0..=8 | 0x0B | 0x0E..=0x1A | 0x1C..=0x1F);
    // Most lines have none, which is seen in many bytes at once.
    if head.iter().map(|byte| u16::from(is_control(byte))).sum::<u16>() < 2 {
        return None;
    }
    let controls =
        |first: usize| head.iter().skip(first).step_by(2).filter(|byte| is_control(byte)).count();
    match (controls(0), controls(1)) {
        (even, odd) if (even + odd) * 4 <= head.len() => None,
        (even, odd) if odd >= 2 * even => Some(
            "it looks like UTF-16LE without a byte order mark, which --encoding utf-16le reads",
        ),
        (even, odd) if even >= 2 * odd => Some(
            "it looks like UTF-16BE without a byte order mark, which --encoding utf-16be reads",
        ),
        _ => Some(
            "expected text, found mostly control characters, as in a binary file; --encoding \
             utf-8 reads them nevertheless",
        ),
    }
}

/// Where what cannot be decoded begins.
fn malformed_at(encoding: &'static Encoding, bytes: &[u8]) -> usize {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut decoded = [0; 4096];
    let mut at = 0;
    loop {
        let (result, read, _) =
            decoder.decode_to_utf8_without_replacement(&bytes[at..], &mut decoded, true);
        at += read;
        match result {
            DecoderResult::InputEmpty => return at,
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(len, behind) => {
                return at - usize::from(len) - usize::from(behind);
            }
        }
    }
}
