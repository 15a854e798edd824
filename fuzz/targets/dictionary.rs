//! Hostile compiled dictionaries: opened and asked for everything. What is changed are the rows of
//! a real one, so that most can be opened.

#![no_main]

use gazetag::{Annotator, Engine};
use gazetag_tests::small;
use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};
use std::sync::LazyLock;

static WHOLE: LazyLock<Vec<u8>> =
    LazyLock::new(|| small::written(&Annotator::new(small::gazetteer()).unwrap()));

const HEADER: usize = 40;
const SECTION: usize = 48;
/// Where the header has the length of the file, and its fingerprint.
const LENGTH: std::ops::Range<usize> = 16..24;
const FINGERPRINT: std::ops::Range<usize> = 24..32;
/// What breaks sums and comparisons.
const NUMBERS: [u32; 8] = [0, 1, 2, 0x7f, 0xffff, i32::MAX as u32, u32::MAX - 1, u32::MAX];

fuzz_target!(|file: &[u8]| {
    let mut file = file.to_vec();
    // A checksum can be had for any file; length and fingerprint are the other numbers that have to
    // fit.
    let length = file.len() as u64;
    if let Some(place) = file.get_mut(LENGTH) {
        place.copy_from_slice(&length.to_le_bytes());
    }
    if let Some(place) = file.get_mut(FINGERPRINT) {
        place.copy_from_slice(&WHOLE[FINGERPRINT]);
    }
    for engine in [Engine::WordTrie, Engine::AhoCorasick] {
        if let Ok(annotator) =
            Annotator::builder().engine(engine).trust_file().open_bytes(file.clone())
        {
            small::all_of(&annotator);
            small::written(&annotator);
        }
    }
});

fuzz_mutator!(|data: &mut [u8], size: usize, most: usize, seed: u32| {
    let mut random = Random(seed.into());
    if size < WHOLE.len() / 2 && most >= WHOLE.len() {
        data[..WHOLE.len()].copy_from_slice(&WHOLE);
        return WHOLE.len();
    }
    let sections =
        (size.saturating_sub(HEADER) / SECTION).min(data.get(12).copied().unwrap_or(0).into());
    if sections == 0 || random.below(8) == 0 {
        return fuzzer_mutate(data, size, most);
    }
    for _ in 0..=random.below(4) {
        // Any section is as likely as any other, however short.
        let section = HEADER + SECTION * random.below(sections);
        let number = |at: usize| {
            u64::from_le_bytes(data[at..at + 8].try_into().expect("eight bytes")) as usize
        };
        let (start, length, row) =
            (number(section + 24), number(section + 32), number(section + 40));
        if length == 0
            || start.checked_add(length).is_none_or(|end| end > size)
            || random.below(16) == 0
        {
            data[section + 24 + random.below(24)] = random.below(256) as u8;
            continue;
        }
        let at = start + random.below(length);
        match random.below(4) {
            0 => data[at] = random.below(256) as u8,
            1 => data[at] ^= 1 << random.below(8),
            2 if at + 4 <= size => {
                let at = start + (at - start) / 2 * 2;
                let number = [NUMBERS[random.below(NUMBERS.len())], random.below(64) as u32]
                    [random.below(2)];
                data[at..at + 4].copy_from_slice(&number.to_le_bytes());
            }
            // One row over another.
            _ if (1..=length).contains(&row) => {
                let mut any = || start + random.below(length / row) * row;
                let (from, to) = (any(), any());
                data.copy_within(from..from + row, to);
            }
            _ => {}
        }
    }
    size
});

/// Numbers without pattern (Knuth's multiplier).
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(1).wrapping_mul(6_364_136_223_846_793_005).rotate_left(29);
        ((self.0 >> 32) as usize * end) >> 32
    }
}
