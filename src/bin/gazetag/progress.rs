//! How far a command has come, for people who watch it.

use crate::files;
use indicatif::{ProgressBar, ProgressStyle};
use std::{
    io::{self, IsTerminal},
    path::Path,
};

/// A bar on standard error.
pub struct Progress(Option<ProgressBar>);

impl Progress {
    pub fn hidden() -> Progress {
        Progress(None)
    }

    /// A bar of bytes, if standard error is a terminal; where `total` is not known it shows how
    /// many there were.
    pub fn new(total: Option<u64>) -> Progress {
        const KNOWN: &str = "{msg} {wide_bar} {bytes}/{total_bytes} {eta}";
        const UNKNOWN: &str = "{msg} {spinner} {bytes} {elapsed}";
        if !io::stderr().is_terminal() {
            return Progress::hidden();
        }
        let bar = total.map_or_else(ProgressBar::new_spinner, ProgressBar::new);
        let template = if total.is_some() { KNOWN } else { UNKNOWN };
        bar.set_style(
            ProgressStyle::with_template(template).expect("the templates are well formed"),
        );
        Progress(Some(bar))
    }

    /// A bar for the bytes of all of `inputs`, unless a person types them and reads the output.
    pub fn of_files<'a>(inputs: impl IntoIterator<Item = &'a Path>) -> Progress {
        let sizes: Vec<Option<u64>> = inputs
            .into_iter()
            .map(|file| files::metadata(file).filter(|data| data.is_file()).map(|data| data.len()))
            .collect();
        let to_file = files::output().is_some_and(|out| out.is_file());
        if to_file || sizes.iter().any(Option::is_some) {
            Progress::new(sizes.into_iter().sum())
        } else {
            Progress::hidden()
        }
    }

    /// Shows that so many bytes are done.
    pub fn set(&self, bytes: u64, message: impl FnOnce() -> String) {
        if let Some(bar) = &self.0 {
            bar.set_message(message());
            bar.set_position(bytes);
        }
    }

    /// Takes the bar away while something else is printed.
    pub fn aside<T>(&self, print: impl FnOnce() -> T) -> T {
        match &self.0 {
            Some(bar) => bar.suspend(print),
            None => print(),
        }
    }

    /// Takes the bar away while standard output is written to, if that is where the bar is.
    pub fn beside_output<T>(&self, write: impl FnOnce() -> T) -> T {
        if self.0.is_some() && io::stdout().is_terminal() { self.aside(write) } else { write() }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}
