//! Works on all documents of a run: on several threads, in order, in memory that does not grow with
//! the files.

use crate::{
    Stop,
    documents::{Document, Documents, Place},
    encoding::EncodingOption,
    files,
    input::Input,
    panics::{self, guarded},
    progress::Progress,
    shape::{Shape, ShapeOptions},
    tell, written,
};
use clap::Args;
use gazetag::Scratch;
use rayon::{
    ThreadPool, ThreadPoolBuilder,
    iter::{IntoParallelRefMutIterator, ParallelIterator},
};
use std::{
    cell::RefCell,
    io::Write,
    num::NonZeroUsize,
    path::{Path, PathBuf},
    process::ExitCode,
    thread,
};

/// Which documents a run has, and how it goes about them.
#[derive(Args)]
pub struct RunOptions {
    /// Texts; `-` or none reads standard input. A folder stands for its files that end in .txt, or
    /// in .jsonl, .csv or .tsv with these options, and for those in folders below. Files may be
    /// packed with gzip, zstd or bzip2. A text has at most 1 GiB
    files: Vec<PathBuf>,
    #[command(flatten)]
    shape: ShapeOptions,
    #[command(flatten)]
    encoding: EncodingOption,
    /// Report files and lines that cannot be read and go on with the others; without this the
    /// first of them ends the run
    #[arg(long)]
    keep_going: bool,
    /// How many threads to use; by default as many as the machine runs at once, and never more than
    /// that or than there are documents
    #[arg(long, value_name = "N", value_parser = threads)]
    threads: Option<usize>,
}

impl RunOptions {
    /// The files, or standard input.
    fn files(&self) -> Vec<PathBuf> {
        if self.files.is_empty() { vec!["-".into()] } else { self.files.clone() }
    }

    /// Whether a file has many documents.
    pub fn has_many(&self) -> bool {
        self.shape.shape() != Shape::Text
    }

    fn threads(&self) -> usize {
        let most = thread::available_parallelism().map_or(1, NonZeroUsize::get);
        self.threads.map_or(most, |asked| asked.min(most))
    }
}

fn threads(number: &str) -> Result<usize, String> {
    number
        .parse()
        .ok()
        .filter(|&number| number > 0)
        .ok_or_else(|| "expected a number from 1".into())
}

/// As many bytes of documents a thread takes at once, and one document more.
const CHUNK: usize = 16 << 10;
/// As many bytes of documents are in memory for each thread, and the documents that do not fit into
/// a chunk.
const BATCH: usize = 256 << 10;
/// Larger buffers are given back.
const KEPT: usize = 4 * CHUNK;
/// The memory that a longer document needed is given back.
const LONG: usize = 1 << 20;

/// Documents that one thread works on, and what becomes of them.
struct Chunk<T> {
    bytes: Vec<u8>,
    documents: Vec<Document>,
    made: Vec<T>,
    failures: Vec<Failure>,
    /// Whether any of its texts has a letter.
    has_letters: bool,
}

/// A document that nothing is written for.
struct Failure {
    /// Its number in the chunk.
    document: usize,
    place: String,
    message: String,
    why: Why,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Why {
    Unreadable,
    Panicked,
}

/// How many documents nothing was written for.
#[derive(Default)]
struct Failed {
    unreadable: u64,
    panicked: u64,
}

/// Takes what becomes of documents, in their order.
pub trait Sink<T> {
    fn add(&mut self, made: T) -> Result<(), Stop>;
    fn flush(&mut self) -> Result<(), Stop>;
}

impl<W: Write> Sink<Vec<u8>> for W {
    fn add(&mut self, made: Vec<u8>) -> Result<(), Stop> {
        written(self.write_all(&made))
    }

    fn flush(&mut self) -> Result<(), Stop> {
        written(Write::flush(self))
    }
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Every document was worked on.
    Done,
    /// All but some that failed.
    Failed,
    /// One that cannot be read ended it.
    Stopped,
}

impl From<End> for ExitCode {
    fn from(end: End) -> ExitCode {
        if end == End::Done { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}

/// Works on the documents of files.
pub struct Run {
    documents: Documents,
    keep_going: bool,
    /// The most threads to use.
    threads: usize,
    /// Started when there is work for two threads.
    pool: Option<ThreadPool>,
    progress: Progress,
    failed: Failed,
    /// How many documents there were.
    count: usize,
    /// Whether any of their texts has a letter.
    has_letters: bool,
}

impl Run {
    pub fn new(options: &RunOptions) -> Result<Run, Stop> {
        panics::keep_quiet();
        let files = options.files();
        files::check_dashes(files.iter().map(PathBuf::as_path))?;
        let shape = options.shape.shape();
        let files = files::expanded(&files, shape.endings());
        Ok(Run {
            progress: Progress::of_files(files.iter().map(PathBuf::as_path)),
            documents: Documents::new(files, shape, options.encoding),
            keep_going: options.keep_going,
            threads: options.threads(),
            pool: None,
            failed: Failed::default(),
            count: 0,
            has_letters: false,
        })
    }

    /// The files that are to be read, before it is run.
    pub fn files(&self) -> impl Iterator<Item = &Path> {
        self.documents.files()
    }

    /// The fields that go with every document into one table.
    pub fn carried(&mut self) -> Vec<String> {
        self.documents.carried()
    }

    /// Gives to `out` what `work` makes of each document, in their order.
    pub fn run<T, W>(mut self, out: &mut impl Sink<T>, work: W) -> Result<End, Stop>
    where
        T: Send,
        W: Fn(&mut Scratch, &Input<'_>, &Place) -> Result<T, String> + Sync,
    {
        let stopped = self.all(out, work)?;
        let Failed { unreadable, panicked } = self.failed;
        let column = self.documents.text_column().map(str::to_owned);
        let column = column.filter(|_| self.count > 0 && !self.has_letters && !stopped);
        drop(self);
        for (count, what) in [(unreadable, "could not be read"), (panicked, "made gazetag panic")] {
            if count > 0 && !stopped {
                tell(format_args!("documents that {what}: {count}"));
            }
        }
        if let Some(column) = &column {
            tell(format_args!(
                "the column `{column}` has no text in any row: --text-field says which has"
            ));
        }
        Ok(match unreadable + panicked {
            _ if stopped => End::Stopped,
            0 if column.is_none() => End::Done,
            _ => End::Failed,
        })
    }
    /// Works on all documents, or up to the first that cannot be read. Returns whether that stopped
    /// it.
    fn all<T, W>(&mut self, out: &mut impl Sink<T>, work: W) -> Result<bool, Stop>
    where
        T: Send,
        W: Fn(&mut Scratch, &Input<'_>, &Place) -> Result<T, String> + Sync,
    {
        let mut chunks = Vec::new();
        loop {
            let filled = self.fill(&mut chunks);
            if filled == 0 {
                return Ok(false);
            }
            self.work(&mut chunks[..filled], &work)?;
            for at in 0..filled {
                chunks[at].made.drain(..).try_for_each(|made| out.add(made))?;
                if let Some(document) = self.report(&chunks[at]) {
                    out.flush()?;
                    let behind = chunks[at].documents.len() - document - 1;
                    let behind = behind
                        + chunks[at + 1..filled]
                            .iter()
                            .map(|chunk| chunk.documents.len())
                            .sum::<usize>();
                    self.tell_of_rest(behind);
                    return Ok(true);
                }
                self.count += chunks[at].documents.len();
                self.has_letters |= chunks[at].has_letters;
                chunks[at].clear();
            }
            // A program that writes documents one by one waits for these.
            self.progress.beside_output(|| out.flush())?;
            self.progress.set(self.documents.bytes_read(), || format!("documents: {}", self.count));
        }
    }

    /// Fills chunks with the next documents: with at least one for each thread, if there are as
    /// many that need not be waited for. Returns how many it filled.
    fn fill<T>(&mut self, chunks: &mut Vec<Chunk<T>>) -> usize {
        let (mut filled, mut size) = (0, 0);
        while filled < self.threads || size < self.threads * BATCH {
            if filled == chunks.len() {
                chunks.push(Chunk::default());
            }
            let may_be_more = chunks[filled].fill(&mut self.documents);
            if !chunks[filled].documents.is_empty() {
                size += chunks[filled].size();
                filled += 1;
            }
            if !may_be_more {
                break;
            }
        }
        filled
    }

    fn work<T, W>(&mut self, chunks: &mut [Chunk<T>], work: &W) -> Result<(), Stop>
    where
        T: Send,
        W: Fn(&mut Scratch, &Input<'_>, &Place) -> Result<T, String> + Sync,
    {
        let keep_going = self.keep_going;
        let threads = self.threads.min(chunks.len());
        if threads == 1 {
            chunks.iter_mut().for_each(|chunk| chunk.work(keep_going, work));
            return Ok(());
        }
        let pool = match self.pool.take().filter(|pool| pool.current_num_threads() >= threads) {
            Some(pool) => pool,
            None => ThreadPoolBuilder::new().num_threads(threads).build()?,
        };
        self.pool
            .insert(pool)
            .install(|| chunks.par_iter_mut().for_each(|chunk| chunk.work(keep_going, work)));
        Ok(())
    }

    /// Tells of the documents of a chunk that nothing is written for; returns the number of one
    /// that ends the run.
    fn report<T>(&mut self, chunk: &Chunk<T>) -> Option<usize> {
        for Failure { document, place, message, why } in &chunk.failures {
            self.progress.aside(|| tell(format_args!("{place}: {message}")));
            match why {
                Why::Panicked => self.failed.panicked += 1,
                Why::Unreadable => self.failed.unreadable += 1,
            }
            if *why == Why::Unreadable && !self.keep_going {
                return Some(*document);
            }
        }
        None
    }

    /// Tells what was not done as a document ended the run, before so many that were read.
    fn tell_of_rest(&self, behind: usize) {
        let files = behind + self.documents.files_left();
        if files == 0 && !self.documents.is_inside_file() {
            return;
        }
        if self.documents.has_many() {
            tell("stopped; --keep-going goes on with what is behind it");
        } else {
            tell(format_args!(
                "stopped; files not annotated: {files} (--keep-going goes on with them)"
            ));
        }
    }
}

thread_local! {
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

impl<T> Default for Chunk<T> {
    fn default() -> Chunk<T> {
        Chunk {
            bytes: vec![],
            documents: vec![],
            made: vec![],
            failures: vec![],
            has_letters: false,
        }
    }
}

impl<T> Chunk<T> {
    /// About how many bytes of memory its documents take.
    fn size(&self) -> usize {
        self.bytes.len() + self.documents.len() * size_of::<Document>()
    }

    /// Fills it with the next documents. Returns whether there may be more that need no waiting.
    fn fill(&mut self, documents: &mut Documents) -> bool {
        while self.size() < CHUNK {
            let Some(document) = documents.next(&mut self.bytes) else { return false };
            self.documents.push(document);
            if documents.may_wait() {
                return false;
            }
        }
        true
    }

    fn work<W>(&mut self, keep_going: bool, work: &W)
    where
        W: Fn(&mut Scratch, &Input<'_>, &Place) -> Result<T, String>,
    {
        for (number, document) in self.documents.iter().enumerate() {
            let input = document.input(&self.bytes);
            let made = match &input {
                Ok(None) => continue,
                Ok(Some(input)) => {
                    self.has_letters = self.has_letters || input.text.contains(char::is_alphabetic);
                    one(input, document, work)
                }
                Err(message) => Err((Why::Unreadable, message.clone())),
            };
            let (why, message) = match made {
                Ok(made) => {
                    self.made.push(made);
                    continue;
                }
                Err(failure) => failure,
            };
            let place = match &input {
                Ok(Some(input)) if document.place.line.is_some() => {
                    format!("{} (id {})", document.place, input.shown_id())
                }
                _ => document.place.to_string(),
            };
            self.failures.push(Failure { document: number, place, message, why });
            if why == Why::Unreadable && !keep_going {
                break;
            }
        }
    }

    /// Empties it. Memory for long documents is given back.
    fn clear(&mut self) {
        self.bytes.clear();
        if self.bytes.capacity() > KEPT {
            self.bytes = Vec::new();
        }
        self.documents.clear();
        self.made.clear();
        self.failures.clear();
    }
}

/// Works on a document. The error is why nothing comes of it.
fn one<T, W>(input: &Input<'_>, document: &Document, work: &W) -> Result<T, (Why, String)>
where
    W: Fn(&mut Scratch, &Input<'_>, &Place) -> Result<T, String>,
{
    SCRATCH.with_borrow_mut(|scratch| {
        let done = guarded(|| work(scratch, input, &document.place));
        // After a panic it may be half changed.
        if done.is_err() || document.len() > LONG {
            *scratch = Scratch::default();
        }
        match done {
            Ok(made) => made.map_err(|message| (Why::Unreadable, message)),
            Err(message) => Err((Why::Panicked, message)),
        }
    })
}

#[cfg(test)]
mod tests;
