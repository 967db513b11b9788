//! Chance from a seed: the same seed draws the same for ever.

/// A generator (SplitMix64, public domain by S. Vigna).
pub(super) struct Chance(u64);

impl Chance {
    pub(super) fn new(seed: u64) -> Chance {
        Chance(seed)
    }

    fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number of `from..end`.
    pub(super) fn between(&mut self, from: i64, end: i64) -> i64 {
        let bits = i64::try_from(self.bits() >> 1).unwrap_or(0);
        from + bits % (end - from).max(1)
    }

    /// True so many times in a thousand.
    pub(super) fn in_thousand(&mut self, times: i64) -> bool {
        self.between(0, 1_000) < times
    }

    /// One of several.
    pub(super) fn of<'a, T>(&mut self, several: &'a [T]) -> &'a T {
        let place = self.between(0, i64::try_from(several.len()).unwrap_or(1));
        &several[usize::try_from(place).unwrap_or(0)]
    }

    /// The place of one of several that are drawn as often as their weights say.
    pub(super) fn weighted(&mut self, weights: &[i64]) -> usize {
        let mut left = self.between(0, weights.iter().sum());
        let is_here = |weight: &i64| {
            left -= weight;
            left < 0
        };
        weights.iter().position(is_here).unwrap_or(0)
    }
}
