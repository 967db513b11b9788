//! Chance from a seed: the same seed draws the same for ever, on every machine.

/// A generator (SplitMix64, public domain by S. Vigna). Small, quick, and nobody's next version changes what it draws.
#[derive(Debug, Clone)]
pub struct Chance(u64);

impl Chance {
    /// Begins at a seed.
    pub fn new(seed: u64) -> Chance {
        Chance(seed)
    }

    /// 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`; 0 when there is none.
    pub fn below(&mut self, end: i64) -> i64 {
        let bits = i64::try_from(self.bits() >> 1).unwrap_or(0);
        if end > 0 { bits % end } else { 0 }
    }

    /// A number of `from..end`.
    pub fn between(&mut self, from: i64, end: i64) -> i64 {
        from + self.below(end - from)
    }

    /// True in so many of a thousand cases.
    pub fn permille(&mut self, of_thousand: i64) -> bool {
        self.below(1_000) < of_thousand
    }

    /// One of them.
    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        let place = self.below(of.len() as i64);
        &of[place as usize]
    }

    /// Another generator, whose draws do not depend on how often this one is asked afterwards.
    pub fn fork(&mut self) -> Chance {
        Chance(self.bits())
    }

    /// A time from 1 to about `longest`: mostly short ones, and long ones now and then.
    pub fn time(&mut self, longest: i64) -> i64 {
        let halves = self.below(8);
        1 + self.below((longest >> halves).max(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_draws_the_same_for_ever() {
        let mut chance = Chance::new(7);
        let drawn: Vec<i64> = (0..4).map(|_| chance.below(1_000)).collect();
        assert_eq!(drawn, [243, 902, 673, 101]);
    }
}
