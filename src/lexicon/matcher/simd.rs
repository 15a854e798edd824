//! Which bytes of a text belong to words, 64 at a time.
//!
//! The only unsafe code of the matcher: vector instructions chosen at run time, and a hint to fetch
//! memory early. What each level gives is what [`portable`] gives, and the tests hold them to it.

#![allow(unsafe_code)]

/// The environment variable that asks for a level.
const ASKED: &str = "GAZETAG_SIMD";

/// The bytes of one block.
pub(crate) const BLOCK: usize = 64;

/// Sets of bytes of a block, bit 0 for the first byte.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Masks {
    /// ASCII letters, ASCII digits, and all bytes of characters beyond ASCII.
    pub words: u64,
    /// The bytes of characters beyond ASCII.
    pub wide: u64,
    /// Other ASCII characters than the space.
    pub symbols: u64,
    /// ASCII capitals.
    pub capitals: u64,
}

/// A set of instructions to find [`Masks`] with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Level {
    #[cfg(target_arch = "x86_64")]
    Avx2,
    #[cfg(target_arch = "x86_64")]
    Sse2,
    #[cfg(target_arch = "aarch64")]
    Neon,
    Portable,
}

impl Level {
    /// All levels that this machine has, best first.
    pub(super) fn available() -> impl Iterator<Item = Level> {
        let levels = [
            #[cfg(target_arch = "x86_64")]
            (Level::Avx2, x86::has_avx2()),
            #[cfg(target_arch = "x86_64")]
            (Level::Sse2, true),
            #[cfg(target_arch = "aarch64")]
            (Level::Neon, std::arch::is_aarch64_feature_detected!("neon")),
            (Level::Portable, true),
        ];
        levels.into_iter().filter_map(|(level, available)| available.then_some(level))
    }

    /// The level that the environment variable [`ASKED`] names if this machine has it, else the
    /// best that it has.
    pub(super) fn best() -> Level {
        let asked = std::env::var_os(ASKED);
        let asked = asked.and_then(|asked| Level::available().find(|level| asked == level.name()));
        asked.or_else(|| Level::available().next()).expect("the portable level is always there")
    }

    fn name(self) -> &'static str {
        match self {
            #[cfg(target_arch = "x86_64")]
            Level::Avx2 => "avx2",
            #[cfg(target_arch = "x86_64")]
            Level::Sse2 => "sse2",
            #[cfg(target_arch = "aarch64")]
            Level::Neon => "neon",
            Level::Portable => "portable",
        }
    }

    /// Runs `f`, compiled for the instructions of this level if it is all inlined.
    #[inline(always)]
    pub(super) fn run<R>(self, f: impl FnOnce() -> R) -> R {
        match self {
            // SAFETY: `available`, the only source of this level, has seen that the machine has
            // these.
            #[cfg(target_arch = "x86_64")]
            Level::Avx2 => unsafe { x86::run(f) },
            _ => f(),
        }
    }

    /// Fills `masks` with those of the blocks of `bytes`; behind the end of `bytes` no bit is set.
    pub(crate) fn masks(self, bytes: &[u8], masks: &mut [Masks]) {
        let (blocks, rest) = bytes.as_chunks::<BLOCK>();
        self.masks_of(blocks, masks);
        if !rest.is_empty() {
            let mut last = [b' '; BLOCK];
            last[..rest.len()].copy_from_slice(rest);
            self.masks_of(&[last], &mut masks[blocks.len()..]);
        }
    }

    #[inline(always)]
    fn masks_of(self, blocks: &[[u8; BLOCK]], masks: &mut [Masks]) {
        match self {
            // SAFETY: `available`, the only source of this level, has seen that the machine has
            // AVX2.
            #[cfg(target_arch = "x86_64")]
            Level::Avx2 => unsafe { x86::avx2(blocks, masks) },
            // SAFETY: every x86-64 processor has SSE2.
            #[cfg(target_arch = "x86_64")]
            Level::Sse2 => unsafe { x86::sse2(blocks, masks) },
            // SAFETY: `available`, the only source of this level, has seen that the machine has
            // NEON.
            #[cfg(target_arch = "aarch64")]
            Level::Neon => unsafe { arm::neon(blocks, masks) },
            Level::Portable => {
                for (block, masks) in blocks.iter().zip(masks) {
                    *masks = portable(block);
                }
            }
        }
    }
}

/// Eight bytes at a time in ordinary registers.
fn portable(block: &[u8; BLOCK]) -> Masks {
    const HIGH: u64 = 0x8080_8080_8080_8080;
    const EACH: u64 = 0x0101_0101_0101_0101;
    // The high bit of each byte of seven bits that is not less than `least`.
    let at_least = |bytes: u64, least: u8| bytes + EACH * u64::from(128 - least);
    // The high bits of the bytes, side by side.
    let gather = |high: u64| (high >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56;
    let mut masks = Masks::default();
    for (i, eight) in block.as_chunks::<8>().0.iter().enumerate() {
        let bytes = u64::from_le_bytes(*eight);
        let low = bytes & !HIGH;
        let small = low | (0x20 * EACH);
        let letters = at_least(small, b'a') & !at_least(small, b'z' + 1);
        let digits = at_least(low, b'0') & !at_least(low, b'9' + 1);
        let capitals = at_least(low, b'A') & !at_least(low, b'Z' + 1) & !bytes;
        masks.words |= gather((letters | digits | bytes) & HIGH) << (8 * i);
        masks.wide |= gather(bytes & HIGH) << (8 * i);
        masks.symbols |=
            gather(at_least(low ^ (0x20 * EACH), 1) & !(letters | digits | bytes) & HIGH)
                << (8 * i);
        masks.capitals |= gather(capitals & HIGH) << (8 * i);
    }
    masks
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use super::{BLOCK, Masks};
    use std::arch::x86_64::*;

    /// Whether the machine has AVX2, and the instructions for single bits that came with it.
    pub(super) fn has_avx2() -> bool {
        std::is_x86_feature_detected!("avx2")
            && std::is_x86_feature_detected!("bmi1")
            && std::is_x86_feature_detected!("bmi2")
    }

    #[target_feature(enable = "avx2,bmi1,bmi2")]
    pub(super) fn run<R>(f: impl FnOnce() -> R) -> R {
        f()
    }

    #[target_feature(enable = "avx2")]
    pub(super) fn avx2(blocks: &[[u8; BLOCK]], masks: &mut [Masks]) {
        let (small, a, zero) =
            (_mm256_set1_epi8(0x20), _mm256_set1_epi8(b'a' as i8), _mm256_set1_epi8(b'0' as i8));
        let capital_a = _mm256_set1_epi8(b'A' as i8);
        let (letters, digits, space) =
            (_mm256_set1_epi8(25), _mm256_set1_epi8(9), _mm256_set1_epi8(b' ' as i8));
        for (block, masks) in blocks.iter().zip(masks) {
            let half = |at: usize| {
                let bytes: &[u8; 32] = block[at..at + 32].try_into().expect("half a block");
                // SAFETY: the pointer is that of 32 bytes, and the load asks for no alignment.
                let bytes = unsafe { _mm256_loadu_si256(bytes.as_ptr().cast()) };
                // Unsigned `x <= most` is `min(x, most) == x`.
                let letter = _mm256_sub_epi8(_mm256_or_si256(bytes, small), a);
                let letter = _mm256_cmpeq_epi8(_mm256_min_epu8(letter, letters), letter);
                let digit = _mm256_sub_epi8(bytes, zero);
                let digit = _mm256_cmpeq_epi8(_mm256_min_epu8(digit, digits), digit);
                let words = _mm256_or_si256(_mm256_or_si256(letter, digit), bytes);
                let others = _mm256_or_si256(words, _mm256_cmpeq_epi8(bytes, space));
                let capital = _mm256_sub_epi8(bytes, capital_a);
                let capital = _mm256_cmpeq_epi8(_mm256_min_epu8(capital, letters), capital);
                [words, bytes, others, capital]
                    .map(|set| u64::from(_mm256_movemask_epi8(set) as u32))
            };
            let (low, high) = (half(0), half(32));
            let [words, wide, others, capitals] = std::array::from_fn(|i| low[i] | high[i] << 32);
            *masks = Masks { words, wide, symbols: !others, capitals };
        }
    }

    #[target_feature(enable = "sse2")]
    pub(super) fn sse2(blocks: &[[u8; BLOCK]], masks: &mut [Masks]) {
        let (small, a, zero) =
            (_mm_set1_epi8(0x20), _mm_set1_epi8(b'a' as i8), _mm_set1_epi8(b'0' as i8));
        let capital_a = _mm_set1_epi8(b'A' as i8);
        let (letters, digits, space) =
            (_mm_set1_epi8(25), _mm_set1_epi8(9), _mm_set1_epi8(b' ' as i8));
        for (block, masks) in blocks.iter().zip(masks) {
            *masks = Masks::default();
            for (i, bytes) in block.as_chunks::<16>().0.iter().enumerate() {
                // SAFETY: the pointer is that of 16 bytes, and the load asks for no alignment.
                let bytes = unsafe { _mm_loadu_si128(bytes.as_ptr().cast()) };
                let letter = _mm_sub_epi8(_mm_or_si128(bytes, small), a);
                let letter = _mm_cmpeq_epi8(_mm_min_epu8(letter, letters), letter);
                let digit = _mm_sub_epi8(bytes, zero);
                let digit = _mm_cmpeq_epi8(_mm_min_epu8(digit, digits), digit);
                let words = _mm_or_si128(_mm_or_si128(letter, digit), bytes);
                let others = _mm_or_si128(words, _mm_cmpeq_epi8(bytes, space));
                let capital = _mm_sub_epi8(bytes, capital_a);
                let capital = _mm_cmpeq_epi8(_mm_min_epu8(capital, letters), capital);
                let [words, wide, others, capitals] = [words, bytes, others, capital]
                    .map(|set| (_mm_movemask_epi8(set) as u64) << (16 * i));
                masks.words |= words;
                masks.wide |= wide;
                masks.symbols |= !others & 0xffff << (16 * i);
                masks.capitals |= capitals;
            }
        }
    }
}

#[cfg(target_arch = "aarch64")]
mod arm {
    use super::{BLOCK, Masks};
    use std::arch::aarch64::*;

    #[target_feature(enable = "neon")]
    pub(super) fn neon(blocks: &[[u8; BLOCK]], masks: &mut [Masks]) {
        // SAFETY: the pointer is that of 16 bytes.
        let bits = unsafe {
            vld1q_u8([1u8, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128].as_ptr())
        };
        // One bit of each of 64 bytes that are 0 or 255.
        let gather = |set: [uint8x16_t; 4]| {
            let [a, b, c, d] = set.map(|bytes| vandq_u8(bytes, bits));
            let halves = vpaddq_u8(vpaddq_u8(a, b), vpaddq_u8(c, d));
            vgetq_lane_u64::<0>(vreinterpretq_u64_u8(vpaddq_u8(halves, halves)))
        };
        for (block, masks) in blocks.iter().zip(masks) {
            let quarters = [0, 16, 32, 48].map(|at| {
                let bytes: &[u8; 16] = block[at..at + 16].try_into().expect("a quarter of a block");
                // SAFETY: the pointer is that of 16 bytes.
                unsafe { vld1q_u8(bytes.as_ptr()) }
            });
            let wide = quarters.map(|bytes| vcgeq_u8(bytes, vdupq_n_u8(0x80)));
            let words: [uint8x16_t; 4] = std::array::from_fn(|i| {
                let letter = vcleq_u8(
                    vsubq_u8(vorrq_u8(quarters[i], vdupq_n_u8(0x20)), vdupq_n_u8(b'a')),
                    vdupq_n_u8(25),
                );
                let digit = vcleq_u8(vsubq_u8(quarters[i], vdupq_n_u8(b'0')), vdupq_n_u8(9));
                vorrq_u8(vorrq_u8(letter, digit), wide[i])
            });
            let symbols = std::array::from_fn(|i| {
                vmvnq_u8(vorrq_u8(words[i], vceqq_u8(quarters[i], vdupq_n_u8(b' '))))
            });
            let capitals =
                quarters.map(|bytes| vcleq_u8(vsubq_u8(bytes, vdupq_n_u8(b'A')), vdupq_n_u8(25)));
            *masks = Masks {
                words: gather(words),
                wide: gather(wide),
                symbols: gather(symbols),
                capitals: gather(capitals),
            };
        }
    }
}

/// Asks for the memory of `list[at]`, which will be read soon.
#[inline(always)]
pub(crate) fn prefetch<T>(list: &[T], at: usize) {
    #[cfg(target_arch = "x86_64")]
    if let Some(item) = list.get(at) {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        // SAFETY: the address is that of an item of the list; a prefetch reads nothing that can be
        // seen.
        unsafe { _mm_prefetch::<_MM_HINT_T0>(std::ptr::from_ref(item).cast()) };
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = (list, at);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_level_agrees() {
        // All bytes, at all places of a block, and ends at all places.
        let bytes: Vec<u8> = (0..64 * 257).map(|i| (i % 257) as u8).collect();
        for len in (0..200).chain([bytes.len()]) {
            let bytes = &bytes[bytes.len() - len..];
            let set = |is: fn(u8) -> bool| {
                let mut sets = vec![0; len.div_ceil(BLOCK)];
                bytes
                    .iter()
                    .enumerate()
                    .filter(|&(_, &b)| is(b))
                    .for_each(|(i, _)| sets[i / BLOCK] |= 1 << (i % BLOCK));
                sets
            };
            let words = set(|b| b.is_ascii_alphanumeric() || !b.is_ascii());
            let (wide, symbols) = (
                set(|b| !b.is_ascii()),
                set(|b| b != b' ' && b.is_ascii() && !b.is_ascii_alphanumeric()),
            );
            let capitals = set(|b| b.is_ascii_uppercase());
            let masks = |i| Masks {
                words: words[i],
                wide: wide[i],
                symbols: symbols[i],
                capitals: capitals[i],
            };
            let expected: Vec<Masks> = (0..words.len()).map(masks).collect();
            for level in Level::available() {
                let mut masks = vec![Masks::default(); len.div_ceil(BLOCK)];
                level.masks(bytes, &mut masks);
                assert_eq!(masks, expected, "{level:?}, {len} bytes");
            }
        }
    }
}
