//! What tests, benches and fuzz targets share.

pub mod brute;
pub mod composed;
pub mod lists;
#[cfg(feature = "builtin")]
pub mod oracles;
pub mod patterns;
pub mod small;
pub mod unicode;

use std::path::Path;

/// The folder of the repository.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("this package lies in the repository")
}
