//! What is heard of a sale: a tone, and with it the amount, the operator and the outcome, from the clips in the program.

use crate::looks::look;
use crate::screen::Screen;
use crate::shop::{SETTLED, Sale, Shop};

/// Takes the place of the sound card, which a test machine has not, and notes how many ms each sound lasts and how loud it is.
const LISTEN: &str = "
  window.heard = [];
  window.AudioContext = class {
    state = 'running';
    resume() { return Promise.resolve(); }
    createBuffer(channels, length, rate) {
      const copyToChannel = (samples) => { this.peak = samples.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0); };
      return { length, rate, copyToChannel };
    }
    createBufferSource() {
      const audio = this;
      return {
        connect() {},
        start() {
          window.heard.push([Math.round((1000 * this.buffer.length) / this.buffer.rate), audio.peak]);
          setTimeout(() => this.onended(), 50);
        },
        stop() {},
      };
    }
  };
";

/// How long each sound was, in ms.
fn heard(screen: &Screen<'_>) -> Vec<u64> {
    let sounds = screen.page.script("return window.heard", &[]).ok();
    let sounds = sounds.and_then(|sounds| sounds.as_array().cloned()).unwrap_or_default();
    for sound in &sounds {
        let peak = sound[1].as_f64().unwrap_or_default();
        assert!((0.05..1.0).contains(&peak), "{sounds:?}");
    }
    sounds.iter().filter_map(|sound| sound[0].as_u64()).collect()
}

fn wait_heard(screen: &Screen<'_>, count: usize) -> Vec<u64> {
    let sounds = || Some(heard(screen)).filter(|sounds| sounds.len() >= count);
    screen.wait(&format!("{count} sounds"), SETTLED, sounds)
}

fn sell_to(screen: &Screen<'_>, number: &str, outcome: &str) {
    screen.go(&screen.words.say("nav_sell"));
    screen.sell(Sale { number, operator: "Airtel", rupees: "299" });
    screen.wait_outcome(number, outcome, SETTLED);
}

#[test]
fn a_sale_is_heard_once_as_it_was_chosen() {
    let data = tempfile::tempdir().expect("a folder");
    let shop = Shop::first_start("sound", "en", data.path());
    let screen = shop.screen();
    let say = |key: &str| shop.words.say(key);
    screen.page.script(LISTEN, &[]).unwrap_or_else(|fault| screen.give_up(&fault.to_string()));

    // Tones are what a new shop has.
    sell_to(&screen, "98765 00001", "outcome_done");
    let tone = wait_heard(&screen, 1)[0];
    assert!(tone < 700, "{tone} ms");

    screen.settings("sound");
    screen.click("choice", &say("heard_words"), Some(&say("sound")));
    screen.press(&say("sound_try"));
    screen.wait_text(&shop.words.fill("sound_told_words", &[("words", "two hundred ninety-nine, Airtel, done")]));
    let english = wait_heard(&screen, 2)[1];
    screen.click("choice", "हिन्दी", Some(&say("sound")));
    screen.press(&say("sound_try"));
    screen.wait_text(&shop.words.fill("sound_told_words", &[("words", "दो सौ निन्यानवे, एयरटेल, हो गया")]));
    let hindi = wait_heard(&screen, 3)[2];
    look(&screen, "settings");

    // A sale says the same as the taste of it did, and what is asked later is not said again.
    sell_to(&screen, "98765 43210", "outcome_done");
    let sounds = wait_heard(&screen, 4);
    assert_eq!(sounds[3], hindi, "{sounds:?}");
    assert!(english > 1500 && english != hindi, "{sounds:?}");
    screen.go(&say("nav_pending"));
    sell_to(&screen, "98765 00004", "outcome_failed");
    wait_heard(&screen, 5);

    // What is sold in silence is not heard later either: the next sound is the taste of it, when it is switched on again.
    screen.press(&say("sound"));
    let sounds = heard(&screen);
    // A company that accepts first and then refuses is heard twice.
    assert!((5..=6).contains(&sounds.len()) && sounds[4..].iter().all(|sound| *sound > hindi), "{sounds:?}");
    let next = sounds.len();
    sell_to(&screen, "98765 43211", "outcome_done");
    screen.press(&say("sound"));
    let sounds = wait_heard(&screen, next + 1);
    assert!(sounds.len() == next + 1 && sounds[next] == hindi, "{sounds:?}");
}
