//! Sound in four bits a sample: IMA ADPCM. The window takes it apart by itself, in `ui/src/voice/adpcm.ts`, so that no system needs
//! a decoder for it.

/// How much finer or coarser the next step is, by the size that was written.
const NEXT: [i32; 8] = [-1, -1, -1, -1, 2, 4, 6, 8];
const STEPS: [i32; 89] = [
    7, 8, 9, 10, 11, 12, 13, 14, 16, 17, 19, 21, 23, 25, 28, 31, 34, 37, 41, 45, 50, 55, 60, 66, 73, 80, 88, 97, 107,
    118, 130, 143, 157, 173, 190, 209, 230, 253, 279, 307, 337, 371, 408, 449, 494, 544, 598, 658, 724, 796, 876, 963,
    1060, 1166, 1282, 1411, 1552, 1707, 1878, 2066, 2272, 2499, 2749, 3024, 3327, 3660, 4026, 4428, 4871, 5358, 5894,
    6484, 7132, 7845, 8630, 9493, 10442, 11487, 12635, 13899, 15289, 16818, 18500, 20350, 22385, 24623, 27086, 29794,
    32767,
];

/// The sign of four bits that are nothing. The others follow it, and none of them needs to be escaped in a script.
const FIRST: u8 = b'@';

/// A sign for each sample, in the order in which they are heard: so the program's own packing finds which are frequent. Bytes in base64
/// would hide it, and take a tenth more. Each clip begins anew at silence and with the smallest step.
pub fn encode(clip: &[f64]) -> String {
    let mut state = State::default();
    clip.iter().map(|sample| char::from(FIRST + state.write((sample * 32_767.0).round() as i32))).collect()
}

#[derive(Default)]
struct State {
    /// What whoever takes it apart believes the last sample was.
    sample: i32,
    step: usize,
}

impl State {
    fn write(&mut self, sample: i32) -> u8 {
        let step = STEPS[self.step];
        let away = sample - self.sample;
        let size = (away.abs() * 4 / step).min(7);
        let code = u8::try_from(size).unwrap_or(7) | if away < 0 { 8 } else { 0 };
        self.read(code);
        code
    }

    fn read(&mut self, code: u8) -> i32 {
        let size = i32::from(code & 7);
        let away = (2 * size + 1) * STEPS[self.step] / 8;
        self.sample = (self.sample + if code & 8 == 0 { away } else { -away }).clamp(-32_768, 32_767);
        let next = i32::try_from(self.step).unwrap_or(0) + NEXT[usize::from(code & 7)];
        self.step = usize::try_from(next.clamp(0, 88)).unwrap_or(0);
        self.sample
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decode(signs: &str) -> Vec<i32> {
        let mut state = State::default();
        signs.bytes().map(|sign| state.read(sign - FIRST)).collect()
    }

    #[test]
    fn what_is_taken_apart_is_near_what_was_put_in() {
        let sound: Vec<f64> = (0..4000).map(|at| (f64::from(at) * 0.2).sin() * 0.4).collect();
        let heard = decode(&encode(&sound));
        let apart = |from: usize| {
            let pairs = sound.iter().zip(&heard).skip(from);
            pairs.fold(0.0, |most: f64, (put, got)| most.max((put - f64::from(*got) / 32_767.0).abs()))
        };
        assert!(apart(100) < 0.05, "{}", apart(100));
        assert_eq!(encode(&sound).len(), 4000);
    }

    /// The same signs stand in the window's test.
    #[test]
    fn these_signs_are_what_the_window_takes_apart() {
        let signs = encode(&[0.0, 0.01, 0.1, 0.5, -0.5, -0.25, 0.0]);
        assert_eq!(signs, "@GGGOOC");
        assert_eq!(decode(&signs), [0, 13, 43, 106, -30, -324, -30]);
    }
}
