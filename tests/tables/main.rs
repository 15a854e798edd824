//! The built-in tables themselves, tables made of other people's, and the evaluation on marked
//! texts.

mod columns;
mod evaluate;
#[cfg(feature = "import")]
mod import;
#[cfg(all(feature = "import", target_os = "linux"))]
mod import_size;
