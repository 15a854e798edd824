use super::{BATCH, CHUNK, Chunk, Documents, EncodingOption, Failed, KEPT, Progress, Run, Why};
use crate::shape::{Fields, Shape};
use crate::{Stop, panics};
use std::{fs, path::PathBuf};
use tempfile::TempDir;

/// A run over a file of JSON Lines with these texts.
fn with_lines<T>(
    texts: impl IntoIterator<Item = String>,
    threads: usize,
    test: impl FnOnce(Run) -> T,
) -> T {
    let folder = TempDir::new().unwrap();
    let file: PathBuf = folder.path().join("texts.jsonl");
    let lines: Vec<String> = texts
        .into_iter()
        .enumerate()
        .map(|(id, text)| format!("{{\"id\":{id},\"text\":\"{text}\"}}\n"))
        .collect();
    fs::write(&file, lines.concat()).unwrap();
    let [text, id, lang, country] = ["text", "id", "lang", "country"].map(Into::into);
    let shape = Shape::Jsonl(Fields { text, id, lang, country, carry: vec![] });
    test(Run {
        documents: Documents::new(vec![file], shape, EncodingOption::default()),
        keep_going: false,
        threads,
        pool: None,
        progress: Progress::hidden(),
        failed: Failed::default(),
        count: 0,
        has_letters: false,
    })
}

#[test]
fn a_document_that_panics_is_left_out() {
    panics::keep_quiet();
    let texts = |count: usize| {
        (0..count).map(|at| if at % 1000 == 7 { "bad".into() } else { "good ".repeat(at % 300) })
    };
    for (count, threads) in [(1, 1), (8, 1), (8, 4), (2000, 1), (2000, 4)] {
        with_lines(texts(count), threads, |mut run| {
            let mut out: Vec<u8> = Vec::new();
            let stopped = run.all(&mut out, |_, input, _| {
                assert_ne!(input.text, "bad");
                Ok(format!("{}\n", input.id.get()).into_bytes())
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
        let mut chunk: Chunk<()> = Chunk::default();
        assert!(!chunk.fill(&mut run.documents), "there are no more");
        chunk.work(false, &|_, input, _| {
            assert_ne!(input.text, "bad", "no bad ones");
            Ok(())
        });
        let [failure] = &chunk.failures[..] else { panic!("{} failures", chunk.failures.len()) };
        assert!(
            failure.why == Why::Panicked && failure.place.ends_with("texts.jsonl, line 2 (id 1)"),
            "{}",
            failure.place
        );
        assert!(
            failure.message.starts_with("gazetag panicked at src/bin/gazetag/run/tests.rs:"),
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
    let lines =
        |long: &'static [usize]| {
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
            let (mut chunks, mut documents): (Vec<Chunk<Vec<u8>>>, _) = (Vec::new(), 0);
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
                    chunk.made.push(vec![b'x'; chunk.bytes.len()]);
                    chunk.clear();
                    assert!(chunk.bytes.capacity() <= KEPT && chunk.made.is_empty(), "{case}");
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
            let stopped: Result<bool, Stop> = run.all(&mut Vec::new(), |_, _, _| Ok(Vec::new()));
            assert!(matches!(stopped, Ok(false)), "{case}");
            assert_eq!(run.pool.map(|pool| pool.current_num_threads()), expected, "{case}");
        });
    }
}
