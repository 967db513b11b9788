//! The test slip: what a printer must be able to do.

use domain::{Language, Paise, spaced_mobile};

use crate::paper::{Align, Block, Sheet, Size};
use crate::slip::Row;
use crate::words::words_in;

/// What the code of the test slip says.
pub const TEST_CODE: &str = "GALLA TEST";

/// The test slip of a printer that prints so many dots in a row: a ruler, every size in the scripts of the languages, a code, and
/// what the drawer should do. `drawer`: whether one is set up.
pub fn test_sheet(shop_name: &str, dots: u32, drawer: bool, languages: &[Language]) -> Sheet {
    let line = |text: &str, size| Block::Text { text: text.to_owned(), size, bold: false, align: Align::Centre };
    let words = || languages.iter().map(|language| words_in(*language));
    let mut blocks = vec![Block::title(shop_name, Size::Large)];
    blocks.extend(words().map(|words| Block::Framed(words.test_title.clone())));
    blocks.push(Block::Ruler);
    for words in words() {
        blocks.push(line(&words.test_dots.replace("{dots}", &dots.to_string()), Size::Body));
        blocks.push(line(&words.test_ruler, Size::Small));
    }
    blocks.push(Block::Rule);
    let amount = Paise::new(123_450).to_string();
    for size in [Size::Small, Size::Body, Size::Large] {
        blocks.extend(words().map(|words| line(&words.test_sizes.replace("{amount}", &amount), size)));
    }
    blocks.push(Block::title(amount, Size::Huge));
    let row = |label: &str, value: &str| Row { label: label.to_owned(), value: value.to_owned() };
    blocks.push(Block::Rows(words().map(|words| row(&words.number, &spaced_mobile("9876543210"))).collect()));
    blocks.push(Block::Rule);
    blocks.push(Block::Code(TEST_CODE.to_owned()));
    for words in words() {
        blocks.push(line(&words.test_code, Size::Small));
        if drawer {
            blocks.push(line(&words.test_drawer, Size::Body));
        }
        blocks.push(line(&words.test_good, Size::Body));
    }
    Sheet { blocks }
}
