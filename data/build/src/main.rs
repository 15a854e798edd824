//! Puts the tables of `data/` together from the hand-written ones of `data/source` and those that
//! come from other people's packages, `data/fetched`.
//!
//! ```text
//! cargo run -p gazetag-data               # writes data/
//! cargo run -p gazetag-data -- --check    # fails if data/ is not what the command would write
//! cargo run -p gazetag-data -- fold       # folds each line of its input, as the library does
//! ```

mod audit;
mod build;
mod check;
mod corrections;
mod entities;
mod error;
mod made;
mod names;
mod parts;
mod table;
mod text;
mod words;

#[cfg(test)]
mod tests;

use error::Error;
use std::{
    env, fs,
    io::{self, BufRead, Write},
    path::Path,
    process::ExitCode,
};

const USAGE: &str = "usage: cargo run -p gazetag-data [-- --check | -- fold]";

fn main() -> ExitCode {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("it lies in data/");
    let arguments: Vec<String> = env::args().skip(1).collect();
    let done = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => write(data),
        ["--check"] => check::check(data),
        ["fold"] => fold().map_err(|error| Error::new(error.to_string())),
        _ => Err(Error::new(USAGE)),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// Writes all tables of `data`.
fn write(data: &Path) -> Result<(), Error> {
    for (file, text) in build::build(data)? {
        let path = data.join(&file);
        let same = fs::read(&path).is_ok_and(|old| old == text.as_bytes());
        if !same {
            fs::write(&path, text)
                .map_err(|error| Error::new(format!("data/{file}: cannot be written: {error}")))?;
            println!("data/{file} has changed");
        }
    }
    Ok(())
}

/// Answers each line with its fold, at once, so that another program can ask name by name.
fn fold() -> io::Result<()> {
    let mut output = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        writeln!(output, "{}", gazetag::fold(&line?))?;
        output.flush()?;
    }
    Ok(())
}
