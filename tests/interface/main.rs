//! Prints the public items of a crate, one a line, from the JSON that rustdoc writes of it.

use public_api::Builder;
use std::{env, io::Write, process::ExitCode};

fn main() -> ExitCode {
    let Some(json) = env::args_os().nth(1) else {
        eprintln!("usage: gazetag-interface <the JSON that rustdoc wrote>");
        return ExitCode::FAILURE;
    };
    // Every type has the blanket and auto traits; a derived one is listed by its `impl` alone.
    let interface = Builder::from_rustdoc_json(json)
        .omit_blanket_impls(true)
        .omit_auto_trait_impls(true)
        .omit_auto_derived_impls(false)
        .build();
    match interface {
        Ok(interface) => {
            let mut out = std::io::stdout().lock();
            match interface.items().try_for_each(|item| writeln!(out, "{item}")) {
                Ok(()) => ExitCode::SUCCESS,
                Err(_) => ExitCode::FAILURE,
            }
        }
        Err(error) => {
            eprintln!("error: {error}: the crate `public-api` must fit the version of rustdoc");
            ExitCode::FAILURE
        }
    }
}
