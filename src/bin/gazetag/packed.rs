//! Packed files: gzip, bzip2 and zstd, known by their first bytes.

use bzip2::read::MultiBzDecoder;
use flate2::read::MultiGzDecoder;
use ruzstd::decoding::{
    BlockDecodingStrategy, FrameDecoder,
    errors::{FrameDecoderError, ReadFrameHeaderError},
};
use std::io::{self, BufRead, BufReader, Cursor, Read};

/// How much of a packed file to read at once, in bytes.
const BUFFER: usize = 64 << 10;

const GZIP: &[u8] = &[0x1F, 0x8B];
const BZIP2: &[u8] = b"BZh";
const ZSTD: &[u8] = &[0x28, 0xB5, 0x2F, 0xFD];

/// Reads what is packed in a file; a file that is not packed as it is.
pub fn unpacked(mut file: Box<dyn Read>) -> io::Result<Box<dyn Read>> {
    let mut head = Vec::new();
    // No more than needed: somebody may be typing.
    while [GZIP, BZIP2, ZSTD]
        .iter()
        .any(|start| start.starts_with(&head) && head.len() < start.len())
    {
        if file.by_ref().take(1).read_to_end(&mut head)? == 0 {
            break;
        }
    }
    let is = |start: &[u8]| head.starts_with(start);
    let (gzip, bzip2, zstd) = (is(GZIP), is(BZIP2), is(ZSTD));
    let whole = Cursor::new(head).chain(file);
    if !(gzip || bzip2 || zstd) {
        return Ok(Box::new(whole));
    }
    let packed = BufReader::with_capacity(BUFFER, whole);
    Ok(if gzip {
        Box::new(Packed { reader: MultiGzDecoder::new(packed), with: "gzip" })
    } else if bzip2 {
        Box::new(Packed { reader: MultiBzDecoder::new(packed), with: "bzip2" })
    } else {
        Box::new(Packed { reader: Zstd::new(packed), with: "zstd" })
    })
}

/// Says with what a file is packed that cannot be read.
struct Packed<R> {
    reader: R,
    with: &'static str,
}

impl<R: Read> Read for Packed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.reader.read(buffer).map_err(|error| {
            io::Error::new(error.kind(), format!("packed with {}: {error}", self.with))
        })
    }
}

/// The frames of a zstd file, one after the other.
struct Zstd<R> {
    file: R,
    decoder: FrameDecoder,
    in_frame: bool,
}

impl<R: BufRead> Zstd<R> {
    fn new(file: R) -> Zstd<R> {
        Zstd { file, decoder: FrameDecoder::new(), in_frame: false }
    }

    /// Begins the next frame, or passes over what is none.
    fn begin(&mut self) -> io::Result<()> {
        match self.decoder.init(&mut self.file) {
            Ok(()) => self.in_frame = true,
            Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                length,
                ..
            })) => {
                io::copy(&mut self.file.by_ref().take(length.into()), &mut io::sink())?;
            }
            Err(error) => return Err(io::Error::other(error)),
        }
        Ok(())
    }

    /// Ends a frame, if it is what its checksum says.
    fn end(&mut self) -> io::Result<()> {
        self.in_frame = false;
        let said = self.decoder.get_checksum_from_data();
        if said.is_some() && said != self.decoder.get_calculated_checksum() {
            return Err(io::Error::other("damaged: the zstd checksum differs"));
        }
        Ok(())
    }
}

impl<R: BufRead> Read for Zstd<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if self.in_frame {
                while self.decoder.can_collect() == 0 && !self.decoder.is_finished() {
                    let one = BlockDecodingStrategy::UptoBlocks(1);
                    self.decoder.decode_blocks(&mut self.file, one).map_err(io::Error::other)?;
                }
                let len = self.decoder.read(buffer)?;
                if len > 0 || buffer.is_empty() {
                    return Ok(len);
                }
                self.end()?;
            }
            if self.file.fill_buf()?.is_empty() {
                return Ok(0);
            }
            self.begin()?;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::unpacked;
    use ruzstd::encoding::{CompressionLevel, compress_to_vec};
    use std::io::{Cursor, Read, Write};

    fn gzip(text: &[u8]) -> Vec<u8> {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(text).unwrap();
        packed.finish().unwrap()
    }

    fn bzip2(text: &[u8]) -> Vec<u8> {
        let mut packed = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
        packed.write_all(text).unwrap();
        packed.finish().unwrap()
    }

    fn zstd(text: &[u8]) -> Vec<u8> {
        compress_to_vec(text, CompressionLevel::Fastest)
    }

    fn read(file: Vec<u8>) -> Result<Vec<u8>, String> {
        let mut text = Vec::new();
        let mut reader =
            unpacked(Box::new(Cursor::new(file))).map_err(|error| error.to_string())?;
        reader.read_to_end(&mut text).map_err(|error| error.to_string())?;
        Ok(text)
    }

    #[test]
    fn what_is_packed_is_read() {
        let skipped = [&[0x50, 0x2A, 0x4D, 0x18, 3, 0, 0, 0][..], b"abc"].concat();
        for text in ["", "(", "B", "BZ", "Minsk", &"Minsk, Kursk. ".repeat(100_000)] {
            let text = text.as_bytes();
            for (case, file) in [
                ("not packed", text.to_vec()),
                ("gzip", gzip(text)),
                ("bzip2", bzip2(text)),
                ("zstd", zstd(text)),
            ] {
                assert!(read(file).as_deref() == Ok(text), "{case}: {} bytes", text.len());
            }
            let (half, rest) = text.split_at(text.len() / 2);
            for (case, file) in [
                ("gzip", [gzip(half), gzip(rest)].concat()),
                ("bzip2", [bzip2(half), bzip2(rest)].concat()),
                ("zstd", [zstd(half), skipped.clone(), zstd(rest), skipped.clone()].concat()),
            ] {
                assert!(read(file).as_deref() == Ok(text), "{case} in parts: {}", text.len());
            }
        }
    }

    #[test]
    fn what_is_damaged_is_told() {
        let text = "Minsk, Kursk. ".repeat(1000);
        for (with, file) in [
            ("gzip", gzip(text.as_bytes())),
            ("bzip2", bzip2(text.as_bytes())),
            ("zstd", zstd(text.as_bytes())),
        ] {
            for (case, file) in [
                ("cut off", file[..file.len() - 3].to_vec()),
                ("another end", [&file[..file.len() - 2], b"??"].concat()),
                ("something behind", [&file[..], b"????"].concat()),
            ] {
                let told = read(file);
                let is_told = told.as_ref().is_err_and(|error| error.contains(with));
                // What stands behind the last block of bzip2 is not of it.
                assert!(is_told || (with, case) == ("bzip2", "something behind"), "{with}, {case}");
            }
        }
    }
}
