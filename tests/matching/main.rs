//! Tables, dictionaries and how names are found, without the built-in tables.

mod compiled;
mod inflected;
mod input;
mod layers;
mod live;
#[cfg(feature = "rayon")]
mod parallel;
mod program;
mod reference;
mod spans;
mod threads;
mod unicode;
