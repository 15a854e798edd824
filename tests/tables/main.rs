//! The built-in tables themselves, tables made of other people's, the evaluation on marked texts,
//! and the formats of others.

mod columns;
mod evaluate;
#[cfg(all(feature = "builtin", feature = "formats"))]
mod formats;
#[cfg(feature = "import")]
mod import;
#[cfg(all(feature = "import", target_os = "linux"))]
mod import_size;
