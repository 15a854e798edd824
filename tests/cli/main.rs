//! The `gazetag` command and the examples, run as programs.

#[cfg(feature = "cli")]
mod command;
mod examples;
