//! What the voice said, made fit to be joined: cut to its sound, at half the rate, all equally loud.

use crate::shell::Outcome;

/// Samples in a second of a clip. It is half of what espeak-ng gives, and carries speech up to 5 kHz.
pub const RATE: usize = SPOKEN_RATE / 2;
const SPOKEN_RATE: usize = 22_050;
const FULL: f64 = 32_768.0;
/// Where the sound begins and ends, as a part of its highest point.
const AUDIBLE: f64 = 0.02;
const BEFORE: usize = SPOKEN_RATE / 100;
const AFTER: usize = SPOKEN_RATE / 40;
const FADE: usize = RATE / 250;
/// Loudness is measured in pieces so long. Pieces far below the loudest one are pauses, and do not count.
const PIECE: usize = RATE / 50;
const PAUSE: f64 = 0.1;
/// How loud every clip is, as a part of full scale, and the highest that a single sample may be.
const LOUDNESS: f64 = 0.14;
const HIGHEST: f64 = 0.9;
/// How far the loudness of a clip may be from the others', as a factor: 4 dB.
const APART: f64 = 1.6;
const SHORTEST: usize = RATE / 10;
const LONGEST: usize = RATE * 4;
/// Half of the low-pass that comes before every second sample is left out.
const REACH: usize = 24;

/// The samples of a WAV file as espeak-ng writes it, from -1 to 1.
pub fn read_wav(wav: &[u8]) -> Outcome<Vec<f64>> {
    let strange = || "espeak-ng gave no sound that is understood".to_owned();
    let two = |at: usize| Some(u16::from_le_bytes([*wav.get(at)?, *wav.get(at + 1)?]));
    let four = |at: usize| Some(usize::from(two(at)?) | usize::from(two(at + 2)?) << 16);
    let is_plain = wav.starts_with(b"RIFF") && two(20) == Some(1) && two(22) == Some(1) && two(34) == Some(16);
    if !is_plain || four(24) != Some(SPOKEN_RATE) || wav.get(36..40) != Some(b"data".as_slice()) {
        return Err(strange());
    }
    // Its length is not known yet when the head is written into a pipe.
    let samples = wav.get(44..).ok_or_else(strange)?.chunks_exact(2);
    Ok(samples.map(|pair| f64::from(i16::from_le_bytes([pair[0], pair[1]])) / FULL).collect())
}

/// The clip of a reading.
pub fn clip(spoken: &[f64]) -> Vec<f64> {
    let mut clip = halve(cut(spoken));
    let loudness = loudness(&clip);
    if loudness > 0.0 {
        let factor = (LOUDNESS / loudness).min(HIGHEST / highest(&clip));
        clip.iter_mut().for_each(|sample| *sample *= factor);
    }
    let length = clip.len();
    for at in 0..FADE.min(length) {
        let part = at as f64 / FADE as f64;
        clip[at] *= part;
        clip[length - 1 - at] *= part;
    }
    clip
}

/// Says in words what is wrong with a clip: one that is silent, cracks, or is louder or softer than its neighbours is not shipped.
pub fn judge(clip: &[f64]) -> Outcome {
    let (loudness, highest) = (loudness(clip), highest(clip));
    if !(SHORTEST..=LONGEST).contains(&clip.len()) {
        return Err(format!("it lasts {} ms", clip.len() * 1000 / RATE));
    }
    if !(LOUDNESS / APART..=LOUDNESS * APART).contains(&loudness) {
        return Err(format!("its loudness is {loudness:.3}"));
    }
    if highest > HIGHEST + 0.01 { Err(format!("it reaches {highest:.3}")) } else { Ok(()) }
}

fn highest(sound: &[f64]) -> f64 {
    sound.iter().fold(0.0, |highest: f64, sample| highest.max(sample.abs()))
}

/// The mean loudness of what is no pause.
fn loudness(sound: &[f64]) -> f64 {
    let power = |piece: &[f64]| piece.iter().map(|sample| sample * sample).sum::<f64>() / piece.len() as f64;
    let powers: Vec<f64> = sound.chunks(PIECE).map(power).collect();
    let loudest = powers.iter().fold(0.0, |loudest: f64, power| loudest.max(*power));
    let heard: Vec<f64> =
        powers.into_iter().filter(|power| *power > 0.0 && *power >= loudest * PAUSE * PAUSE).collect();
    if heard.is_empty() { 0.0 } else { (heard.iter().sum::<f64>() / heard.len() as f64).sqrt() }
}

fn cut(sound: &[f64]) -> &[f64] {
    let least = highest(sound) * AUDIBLE;
    let is_heard = |sample: &f64| sample.abs() > least;
    let Some(first) = sound.iter().position(is_heard) else { return &[] };
    let last = sound.iter().rposition(is_heard).unwrap_or(first);
    &sound[first.saturating_sub(BEFORE)..(last + AFTER).min(sound.len())]
}

/// Every second sample, after what the lower rate cannot carry was taken out.
fn halve(sound: &[f64]) -> Vec<f64> {
    let weights: Vec<f64> = (0..=2 * REACH).map(weight).collect();
    let whole: f64 = weights.iter().sum();
    let beside = [0.0; REACH];
    let wide = [&beside, sound, &beside].concat();
    let near = wide.windows(weights.len()).step_by(2);
    near.map(|near| near.iter().zip(&weights).map(|(sample, weight)| sample * weight).sum::<f64>() / whole).collect()
}

/// A windowed sinc that lets through nine tenths of the lower band.
fn weight(step: usize) -> f64 {
    let from_middle = step as f64 - REACH as f64;
    let turn = std::f64::consts::PI * from_middle * 0.45;
    let sinc = if from_middle == 0.0 { 1.0 } else { turn.sin() / turn };
    let round = std::f64::consts::PI * (from_middle / (REACH as f64 + 1.0));
    sinc * (0.5 + 0.5 * round.cos())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tone(hertz: f64, height: f64, samples: usize) -> Vec<f64> {
        let turn = std::f64::consts::TAU * hertz / SPOKEN_RATE as f64;
        (0..samples).map(|at| (at as f64 * turn).sin() * height).collect()
    }

    #[test]
    fn a_clip_is_cut_to_its_sound_and_as_loud_as_the_others() {
        let silence = vec![0.0; SPOKEN_RATE];
        for height in [0.02, 0.2, 0.9] {
            let spoken = [silence.clone(), tone(400.0, height, SPOKEN_RATE / 2), silence.clone()].concat();
            let clip = clip(&spoken);
            assert!((RATE / 2..RATE / 2 + BEFORE + AFTER).contains(&clip.len()), "{}", clip.len());
            assert!((loudness(&clip) - LOUDNESS).abs() < 0.01, "{}", loudness(&clip));
            assert_eq!(judge(&clip), Ok(()));
            assert!(clip[0].abs() < 0.001 && clip[clip.len() - 1].abs() < 0.001);
        }
    }

    #[test]
    fn pauses_do_not_make_a_clip_louder() {
        let spoken = [tone(400.0, 0.3, 9000), vec![0.0; 20_000], tone(400.0, 0.3, 9000)].concat();
        assert!((loudness(&clip(&spoken)) - LOUDNESS).abs() < 0.02);
    }

    #[test]
    fn what_the_lower_rate_cannot_carry_is_taken_out() {
        let kept = |hertz| highest(&halve(&tone(hertz, 0.5, SPOKEN_RATE))[REACH..RATE - REACH]);
        assert!((kept(1000.0) - 0.5).abs() < 0.02, "{}", kept(1000.0));
        assert!((kept(4000.0) - 0.5).abs() < 0.05, "{}", kept(4000.0));
        assert!(kept(7000.0) < 0.01, "{}", kept(7000.0));
    }

    #[test]
    fn bad_clips_are_named() {
        let of = |height: f64, samples: usize| judge(&tone(800.0, height, samples)).err().unwrap_or_default();
        assert!(of(0.0, RATE).contains("loudness"));
        assert!(of(0.02, RATE).contains("loudness"));
        assert!(of(0.9, RATE).contains("loudness"));
        assert!(of(0.2, RATE / 50).contains("lasts"));
        assert!(of(0.2, RATE * 5).contains("lasts"));
        let mut cracked = tone(800.0, 0.2, RATE);
        cracked[500] = 1.0;
        assert!(judge(&cracked).is_err_and(|words| words.contains("reaches")));
    }

    #[test]
    fn only_the_sound_that_espeak_writes_is_read() {
        let mut wav =
            b"RIFF....WAVEfmt \x10\0\0\0\x01\0\x01\0\x22\x56\0\0\x44\xac\0\0\x02\0\x10\0data\0\0\0\0".to_vec();
        wav.extend([0x00, 0x40, 0x00, 0xc0]);
        assert_eq!(read_wav(&wav), Ok(vec![0.5, -0.5]));
        wav[22] = 2;
        assert!(read_wav(&wav).is_err());
        assert!(read_wav(b"RIFF").is_err());
    }
}
