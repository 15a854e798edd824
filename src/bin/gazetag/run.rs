//! Works on all documents of a run: on several threads, in order, in memory that does not grow with
//! the files.

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
pub struct RunOptions {
    /// Texts; `-` or none reads standard input. A text has at most 1 GiB
    files: Vec<PathBuf>,
    /// Each line is a document in JSON: {"id": …, "text": "…", "lang": "…", "country": "…"}; lang
    /// and country (where it was written) are optional
    #[arg(long)]
    jsonl: bool,
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

    /// Whether each line is a document.
    pub fn is_jsonl(&self) -> bool {
        self.jsonl
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
pub fn run<W>(options: &RunOptions, out: &mut impl Write, work: W) -> Result<ExitCode, Stop>
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
    /// Works on all documents, or up to the first that cannot be read. Returns whether that stopped
    /// it.
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
                    let behind = behind
                        + chunks[at + 1..filled]
                            .iter()
                            .map(|chunk| chunk.documents.len())
                            .sum::<usize>();
                    self.tell_of_rest(behind);
                    return Ok(true);
                }
                bytes += chunks[at].bytes.len() as u64;
                count += chunks[at].documents.len();
                chunks[at].clear();
            }
            // A program that writes documents one by one waits for these.
            self.progress.beside_output(|| written(out.flush()))?;
            self.progress.set(bytes, || format!("documents: {count}"));
        }
    }

    /// Fills chunks with the next documents: with at least one for each thread, if there are as
    /// many that need not be waited for. Returns how many it filled.
    fn fill(&mut self, chunks: &mut Vec<Chunk>) -> usize {
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
        self.pool
            .insert(pool)
            .install(|| chunks.par_iter_mut().for_each(|chunk| chunk.work(keep_going, work)));
        Ok(())
    }

    /// Tells of the documents of a chunk that nothing is written for; returns the number of one
    /// that ends the run.
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
        if files == 0 && !self.documents.is_inside_file() {
            return;
        }
        if self.documents.is_jsonl() {
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

impl Chunk {
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

/// Works on a document. The error is why nothing is written for it.
fn one<W>(
    input: &Input<'_>,
    document: &Document,
    out: &mut Vec<u8>,
    work: &W,
) -> Result<(), (Why, String)>
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

#[cfg(test)]
mod tests {
    use super::{BATCH, CHUNK, Chunk, Documents, EncodingOption, Failed, KEPT, Progress, Run, Why};
    use crate::{Stop, panics};
    use std::{fs, path::PathBuf};
    use tempfile::TempDir;

    /// A run over a file of JSON Lines with these texts.
    fn with_lines<T>(
        texts: impl IntoIterator<Item = String>,
        threads: usize,
        test: impl FnOnce(Run<'_>) -> T,
    ) -> T {
        let folder = TempDir::new().unwrap();
        let files: [PathBuf; 1] = [folder.path().join("texts.jsonl")];
        let lines: Vec<String> = texts
            .into_iter()
            .enumerate()
            .map(|(id, text)| format!("{{\"id\":{id},\"text\":\"{text}\"}}\n"))
            .collect();
        fs::write(&files[0], lines.concat()).unwrap();
        test(Run {
            documents: Documents::new(&files, true, EncodingOption::default()),
            keep_going: false,
            threads,
            pool: None,
            progress: Progress::hidden(),
            failed: Failed::default(),
        })
    }

    #[test]
    fn a_document_that_panics_is_left_out() {
        panics::keep_quiet();
        let texts = |count: usize| {
            (0..count)
                .map(|at| if at % 1000 == 7 { "bad".into() } else { "good ".repeat(at % 300) })
        };
        for (count, threads) in [(1, 1), (8, 1), (8, 4), (2000, 1), (2000, 4)] {
            with_lines(texts(count), threads, |mut run| {
                let mut out = Vec::new();
                let stopped = run.all(&mut out, |_, input, out| {
                    out.extend_from_slice(input.id.get().as_bytes());
                    assert_ne!(input.text, "bad");
                    out.push(b'\n');
                    Ok(())
                });
                assert!(matches!(stopped, Ok(false)), "{count} texts, {threads} threads");
                let expected: Vec<String> =
                    (0..count).filter(|at| at % 1000 != 7).map(|at| format!("{at}\n")).collect();
                assert_eq!(
                    String::from_utf8(out).unwrap(),
                    expected.concat(),
                    "{count} texts, {threads} threads"
                );
                assert_eq!(
                    (run.failed.panicked, run.failed.unreadable),
                    ((count as u64 + 992) / 1000, 0)
                );
            });
        }
    }

    #[test]
    fn a_panic_is_told_with_its_document() {
        panics::keep_quiet();
        with_lines(["good", "bad", "good"].map(Into::into), 1, |mut run| {
            let mut chunk = Chunk::default();
            assert!(!chunk.fill(&mut run.documents), "there are no more");
            chunk.work(false, &|_, input, _| {
                assert_ne!(input.text, "bad", "no bad ones");
                Ok(())
            });
            let [failure] = &chunk.failures[..] else {
                panic!("{} failures", chunk.failures.len())
            };
            assert!(
                failure.why == Why::Panicked
                    && failure.place.ends_with("texts.jsonl, line 2 (id 1)"),
                "{}",
                failure.place
            );
            assert!(
                failure.message.starts_with("gazetag panicked at src/bin/gazetag/run.rs:"),
                "{}",
                failure.message
            );
            assert!(
                failure.message.contains("no bad ones")
                    && failure.message.contains("please report this"),
                "{}",
                failure.message
            );
        });
    }

    #[test]
    fn memory_is_bounded_by_the_longest_documents() {
        const LONG: usize = 3 << 20;
        let lines = |long: &'static [usize]| {
            (0..20_000).map(move |at| {
                if long.contains(&at) { "x".repeat(LONG) } else { "x".repeat(at % 100) }
            })
        };
        for (case, texts, threads, longest) in [
            ("short ones", lines(&[]), 4, 100),
            ("the first is long", lines(&[0]), 4, LONG),
            ("some are", lines(&[0, 1, 2, 3, 4, 5, 9000, 19_999]), 2, LONG),
            ("some are, one thread", lines(&[5, 6, 7, 8]), 1, LONG),
        ] {
            with_lines(texts, threads, |mut run| {
                let (mut chunks, mut documents) = (Vec::new(), 0);
                loop {
                    let filled = run.fill(&mut chunks);
                    if filled == 0 {
                        break;
                    }
                    let sizes = chunks[..filled].iter().map(Chunk::size);
                    let bytes: usize = sizes.clone().sum();
                    let long = sizes.filter(|&size| size > 2 * CHUNK).count();
                    assert!(
                        bytes <= threads * (BATCH + CHUNK + longest + 100) && long <= threads,
                        "{case}: {bytes} bytes, {long} long"
                    );
                    for chunk in &mut chunks[..filled] {
                        documents += chunk.documents.len();
                        chunk.out.resize(chunk.bytes.len(), b'x');
                        chunk.clear();
                        assert!(
                            chunk.bytes.capacity() <= KEPT && chunk.out.capacity() <= KEPT,
                            "{case}"
                        );
                    }
                }
                assert_eq!(documents, 20_000, "{case}");
                let most = threads * BATCH / CHUNK + threads;
                assert!(chunks.len() <= most, "{case}: {} chunks", chunks.len());
            });
        }
    }

    #[test]
    fn threads_are_started_when_there_is_work_for_them() {
        for (case, count, len, expected) in [
            ("one document", 1, 1 << 20, None),
            ("short ones", 100, 10, None),
            ("two long ones", 2, CHUNK, Some(2)),
            ("many", 5000, 1000, Some(8)),
        ] {
            with_lines((0..count).map(|_| "x".repeat(len)), 8, |mut run| {
                let stopped: Result<bool, Stop> = run.all(&mut Vec::new(), |_, _, _| Ok(()));
                assert!(matches!(stopped, Ok(false)), "{case}");
                assert_eq!(run.pool.map(|pool| pool.current_num_threads()), expected, "{case}");
            });
        }
    }
}
