//! The arguments of the command line.

use gazetag_benches::peers::PEERS;
use std::{env, path::PathBuf};

const SETS: [(&str, usize); 7] = [
    ("50", 50),
    ("1k", 1_000),
    ("10k", 10_000),
    ("100k", 100_000),
    ("300k", 300_000),
    ("1M", 1_000_000),
    ("5M", 5_000_000),
];

/// From this many names on, `--quick` leaves the peers out that take long to build.
const SLOW: usize = 1_000_000;
const SLOW_PEERS: [&str; 2] = ["aho-corasick", "daachorse"];

pub struct Options {
    pub sets: Vec<(&'static str, usize)>,
    pub rounds: usize,
    pub quick: bool,
    pub write: bool,
    pub text: Option<PathBuf>,
    pub export: Option<PathBuf>,
}

impl Options {
    pub fn new() -> Options {
        let mut options = Options {
            sets: SETS.to_vec(),
            rounds: 7,
            quick: false,
            write: false,
            text: None,
            export: None,
        };
        if gazetag_benches::SMALL {
            options.sets.truncate(2);
            options.rounds = 1;
        }
        let mut arguments = env::args().skip(1);
        while let Some(argument) = arguments.next() {
            let mut value =
                || arguments.next().unwrap_or_else(|| panic!("{argument} needs a value"));
            match argument.as_str() {
                "--bench" => {}
                "--quick" => options.quick = true,
                "--write" => options.write = true,
                "--rounds" => options.rounds = value().parse().expect("--rounds needs a number"),
                "--text" => options.text = Some(value().into()),
                "--export" => options.export = Some(value().into()),
                "--sets" => {
                    let wanted = value();
                    let set = |name| {
                        *SETS
                            .iter()
                            .find(|set| set.0 == name)
                            .unwrap_or_else(|| panic!("no set of names is called {name}"))
                    };
                    options.sets = wanted.split(',').map(set).collect();
                }
                other => panic!(
                    "unknown argument {other}; the head of benches/table/main.rs has those there \
                     are"
                ),
            }
        }
        options
    }

    pub fn peers(&self, count: usize) -> impl Iterator<Item = &'static str> {
        let quick = self.quick && count >= SLOW;
        PEERS.into_iter().filter(move |peer| !(quick && SLOW_PEERS.contains(peer)))
    }
}
