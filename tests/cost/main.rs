//! What annotating costs in memory and time. One after the other, as the allocations of all threads
//! are counted together.

mod allocations;
mod growth;

fn main() {
    allocations::used_again();
    allocations::kept();
    allocations::in_parts();
    allocations::given_back();
    growth::time_grows_with_the_text();
}
