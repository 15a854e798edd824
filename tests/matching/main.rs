//! Tables, dictionaries and how names are found, without the built-in tables.

mod compiled;
mod entity_faults;
mod inflected;
mod input;
mod layers;
mod layers_alike;
mod live;
mod names;
#[cfg(feature = "rayon")]
mod parallel;
mod program;
mod reference;
mod spans;
mod table_faults;
mod threads;
mod unicode;
