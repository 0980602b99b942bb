//! Numbers that look random and are the same in each run (SplitMix64; Steele, Lea, Flood 2014), and what stands in the
//! middle of many.

use uuid::Uuid;

pub struct Numbers(u64);

impl Numbers {
    pub fn new(seed: u64) -> Numbers {
        Numbers(seed)
    }

    pub fn next_number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let n = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let n = (n ^ (n >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        n ^ (n >> 31)
    }

    /// 0 to below the bound, which is not 0.
    pub fn below(&mut self, bound: u64) -> u64 {
        self.next_number() % bound
    }

    pub fn between(&mut self, low: f32, high: f32) -> f32 {
        low + (high - low) * (self.next_number() >> 40) as f32 / (1u64 << 24) as f32
    }

    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for last in (1..list.len()).rev() {
            list.swap(last, self.below(last as u64 + 1) as usize);
        }
    }

    /// As clients make them: UUIDv7.
    pub fn id(&mut self, at_ms: i64) -> Uuid {
        let mut bytes = [0; 10];
        bytes[..8].copy_from_slice(&self.next_number().to_be_bytes());
        bytes[8..].copy_from_slice(&self.next_number().to_be_bytes()[..2]);
        uuid::Builder::from_unix_timestamp_millis(at_ms.unsigned_abs(), &bytes).into_uuid()
    }
}

/// The value that so large a share (0 to 1) of the values does not pass. 0 for none.
pub fn percentile(values: &[f64], share: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let place = (share * sorted.len() as f64).ceil() as usize;
    sorted.get(place.saturating_sub(1).min(sorted.len().saturating_sub(1))).copied().unwrap_or(0.0)
}

pub fn median(values: &[f64]) -> f64 {
    percentile(values, 0.5)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_values_that_occurred() {
        let values: Vec<f64> = (1..=100).rev().map(f64::from).collect();
        assert_eq!((median(&values), percentile(&values, 0.99), percentile(&values, 1.0)), (50.0, 99.0, 100.0));
        assert_eq!((median(&[7.0]), median(&[])), (7.0, 0.0));
    }
}
