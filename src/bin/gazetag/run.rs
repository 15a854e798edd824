//! Works on all documents of a run: on several threads, in order, in memory that does not grow with the files.

use crate::{
    Stop,
    documents::{Document, Documents, Input},
    encoding::EncodingOption,
    files,
    panics::{self, guarded},
    progress::Progress,
    tell, written,
};
use clap::Args;
use gazetag::Scratch;
use rayon::{
    ThreadPool, ThreadPoolBuilder,
    iter::{IntoParallelRefMutIterator, ParallelIterator},
};
use std::{cell::RefCell, io::Write, num::NonZeroUsize, path::PathBuf, process::ExitCode, thread};

/// Which documents a run has, and how it goes about them.
#[derive(Args)]
pub struct Options {
    /// Texts; `-` or none reads standard input. A text has at most 1 GiB
    files: Vec<PathBuf>,
    /// Each line is a document in JSON: {"id": …, "text": "…", "lang": "…", "country": "…"}; lang and
    /// country, which it comes from, may be left out
    #[arg(long)]
    jsonl: bool,
    #[command(flatten)]
    encoding: EncodingOption,
    /// Report files and lines that cannot be read and go on with the others; without it the first one
    /// ends the run
    #[arg(long)]
    keep_going: bool,
    /// How many threads to use, at most as many as the machine runs at once, which it is unless told,
    /// and as there are documents
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    threads: Option<u64>,
}

impl Options {
    /// The files, or standard input.
    fn files(&self) -> Vec<PathBuf> {
        if self.files.is_empty() { vec!["-".into()] } else { self.files.clone() }
    }

    /// Whether each line is a document.
    pub fn is_jsonl(&self) -> bool {
        self.jsonl
    }

    fn threads(&self) -> usize {
        let most = thread::available_parallelism().map_or(1, NonZeroUsize::get);
        self.threads.map_or(most, |asked| most.min(usize::try_from(asked).unwrap_or(most)))
    }
}

/// As many bytes of documents a thread takes at once, and a document more.
const CHUNK: usize = 16 << 10;
/// As many bytes of documents are in memory for each thread, and the documents that do not fit into a chunk.
const BATCH: usize = 256 << 10;
/// Larger buffers are given back.
const KEPT: usize = 4 * CHUNK;
/// The memory that a longer document needed is given back.
const LONG: usize = 1 << 20;

/// Documents that one thread works on, and what becomes of them.
#[derive(Default)]
struct Chunk {
    bytes: Vec<u8>,
    documents: Vec<Document>,
    out: Vec<u8>,
    failures: Vec<Failure>,
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

/// Writes to `out` what `work` makes of each document, in their order.
pub fn run<W>(options: &Options, out: &mut impl Write, work: W) -> Result<ExitCode, Stop>
where
    W: Fn(&mut Scratch, &Input<'_>, &mut Vec<u8>) -> serde_json::Result<()> + Sync,
{
    panics::keep_quiet();
    let files = options.files();
    files::check_dashes(files.iter().map(PathBuf::as_path))?;
    let mut run = Run {
        documents: Documents::new(&files, options.jsonl, options.encoding),
        keep_going: options.keep_going,
        threads: options.threads(),
        pool: None,
        progress: Progress::of_files(files.iter().map(PathBuf::as_path)),
        failed: Failed::default(),
    };
    let stopped = run.all(out, work)?;
    let Failed { unreadable, panicked } = run.failed;
    drop(run);
    for (count, what) in [(unreadable, "could not be read"), (panicked, "made gazetag panic")] {
        if count > 0 && !stopped {
            tell(format_args!("documents that {what}: {count}"));
        }
    }
    Ok(if unreadable + panicked > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

struct Run<'f> {
    documents: Documents<'f>,
    keep_going: bool,
    /// The most threads to use.
    threads: usize,
    /// Started when there is work for two threads.
    pool: Option<ThreadPool>,
    progress: Progress,
    failed: Failed,
}

impl Run<'_> {
    /// Works on all documents, or to the first that cannot be read; tells whether that stopped it.
    fn all<W>(&mut self, out: &mut impl Write, work: W) -> Result<bool, Stop>
    where
        W: Fn(&mut Scratch, &Input<'_>, &mut Vec<u8>) -> serde_json::Result<()> + Sync,
    {
        let mut chunks = Vec::new();
        let (mut bytes, mut count) = (0, 0);
        loop {
            let filled = self.fill(&mut chunks);
            if filled == 0 {
                return Ok(false);
            }
            self.work(&mut chunks[..filled], &work)?;
            for at in 0..filled {
                written(out.write_all(&chunks[at].out))?;
                if let Some(document) = self.report(&chunks[at]) {
                    written(out.flush())?;
                    let behind = chunks[at].documents.len() - document - 1;
                    let behind = behind + chunks[at + 1..filled].iter().map(|chunk| chunk.documents.len()).sum::<usize>();
                    self.tell_of_rest(behind);
                    return Ok(true);
                }
                bytes += chunks[at].bytes.len() as u64;
                count += chunks[at].documents.len();
                chunks[at].clear();
            }
            // Whoever writes the documents one by one waits for these.
            self.progress.beside_output(|| written(out.flush()))?;
            self.progress.set(bytes, || format!("documents: {count}"));
        }
    }

    /// Fills chunks with the next documents: with at least one for each thread, if there are as many that need not be
    /// waited for. Returns how many it filled.
    fn fill(&mut self, chunks: &mut Vec<Chunk>) -> usize {
        let (mut filled, mut bytes) = (0, 0);
        while filled < self.threads || bytes < self.threads * BATCH {
            if filled == chunks.len() {
                chunks.push(Chunk::default());
            }
            let may_be_more = chunks[filled].fill(&mut self.documents);
            if !chunks[filled].documents.is_empty() {
                bytes += chunks[filled].bytes.len();
                filled += 1;
            }
            if !may_be_more {
                break;
            }
        }
        filled
    }

    fn work<W>(&mut self, chunks: &mut [Chunk], work: &W) -> Result<(), Stop>
    where
        W: Fn(&mut Scratch, &Input<'_>, &mut Vec<u8>) -> serde_json::Result<()> + Sync,
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
        self.pool.insert(pool).install(|| chunks.par_iter_mut().for_each(|chunk| chunk.work(keep_going, work)));
        Ok(())
    }

    /// Tells of the documents of a chunk that nothing is written for; returns the number of one that ends the run.
    fn report(&mut self, chunk: &Chunk) -> Option<usize> {
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
        if self.documents.is_lines() {
            tell("stopped there; --keep-going goes on with what is behind it");
        } else if files > 0 {
            tell(format_args!("stopped there; files not annotated: {files}, with which --keep-going goes on"));
        }
    }
}

thread_local! {
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

impl Chunk {
    /// Fills it with the next documents; tells whether there may be more that need not be waited for.
    fn fill(&mut self, documents: &mut Documents) -> bool {
        while self.bytes.len() < CHUNK {
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
        W: Fn(&mut Scratch, &Input<'_>, &mut Vec<u8>) -> serde_json::Result<()>,
    {
        for (number, document) in self.documents.iter().enumerate() {
            let before = self.out.len();
            let input = document.input(&self.bytes);
            let failure = match &input {
                Ok(None) => continue,
                Ok(Some(input)) => one(input, document, &mut self.out, work).err(),
                Err(message) => Some((Why::Unreadable, message.clone())),
            };
            let Some((why, message)) = failure else { continue };
            self.out.truncate(before);
            let place = match &input {
                Ok(Some(input)) if document.place.line.is_some() => format!("{} (id {})", document.place, input.shown_id()),
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
        for buffer in [&mut self.bytes, &mut self.out] {
            buffer.clear();
            if buffer.capacity() > KEPT {
                *buffer = Vec::new();
            }
        }
        self.documents.clear();
        self.failures.clear();
    }
}

/// Works on a document; tells why nothing is to be written for it.
fn one<W>(input: &Input<'_>, document: &Document, out: &mut Vec<u8>, work: &W) -> Result<(), (Why, String)>
where
    W: Fn(&mut Scratch, &Input<'_>, &mut Vec<u8>) -> serde_json::Result<()>,
{
    SCRATCH.with_borrow_mut(|scratch| {
        let done = guarded(|| work(scratch, input, out));
        // After a panic it may be half changed.
        if done.is_err() || document.len() > LONG {
            *scratch = Scratch::default();
        }
        match done {
            Ok(written) => written.map_err(|error| (Why::Unreadable, error.to_string())),
            Err(message) => Err((Why::Panicked, message)),
        }
    })
}
