//! What looks random and is the same for the same seed.

/// A number that depends on all three.
pub(super) fn roll(seed: u64, number: u64, what: u64) -> u64 {
    // SplitMix64, whose finalizer spreads every bit over all others.
    let mut x = seed
        .wrapping_add(number.wrapping_mul(0x9E37_79B9_7F4A_7C15))
        .wrapping_add(what.wrapping_mul(0xD1B5_4A32_D192_ED03));
    for shift in [30, 27] {
        x = (x ^ (x >> shift)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    }
    x ^ (x >> 31)
}

/// The content of the object with this number: mostly short, sometimes empty, sometimes long.
pub(super) fn content(seed: u64, number: u64) -> Vec<u8> {
    let dice = roll(seed, number, 1);
    let length = match dice % 20 {
        0 => 0,
        1 => 20_000 + (dice >> 8) % 40_000,
        _ => 1 + (dice >> 8) % 2000,
    };
    let blocks = (0..length.div_ceil(8)).map(|block| roll(seed, number, 100 + block));
    let mut bytes: Vec<u8> = blocks.flat_map(u64::to_le_bytes).collect();
    bytes.truncate(usize::try_from(length).unwrap_or_default());
    bytes
}
