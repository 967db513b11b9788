//! What the answers of a printer mean.

use crate::status::{Answers, answer};
use crate::{Condition, Trouble};

#[test]
fn each_trouble_has_its_bits() {
    let none = Some(0x12);
    let told = |printer, offline, fault, paper| Answers { printer, offline, fault, paper }.condition();
    assert_eq!(told(none, none, None, none), Ok(Condition::Ready));
    assert_eq!(told(none, None, None, None), Ok(Condition::Ready));
    assert_eq!(told(none, none, None, Some(0x1E)), Ok(Condition::PaperLow));
    assert_eq!(told(Some(0x1A), Some(0x16), None, none), Err(Trouble::CoverOpen));
    assert_eq!(told(Some(0x1A), Some(0x32), None, Some(0x72)), Err(Trouble::PaperOut));
    assert_eq!(told(none, None, None, Some(0x72)), Err(Trouble::PaperOut));
    assert_eq!(told(Some(0x1A), Some(0x52), Some(0x1A), none), Err(Trouble::Knife));
    assert_eq!(told(Some(0x1A), Some(0x52), Some(0x52), none), Err(Trouble::Fault));
    assert_eq!(told(Some(0x1A), none, None, none), Err(Trouble::Offline));
}

#[test]
fn a_cover_that_is_open_is_told_before_the_paper_that_it_lets_go() {
    let answers = Answers { printer: Some(0x1A), offline: Some(0x36), fault: None, paper: Some(0x72) };
    assert_eq!(answers.condition(), Err(Trouble::CoverOpen));
}

#[test]
fn what_a_printer_tells_by_itself_is_no_answer() {
    // Every byte of every status that can be told by itself, and XOFF and XON.
    let first = (0..=255_u8).filter(|byte| byte & 0x93 == 0x10);
    let others = (0..=255_u8).filter(|byte| byte & 0x90 == 0);
    let told: Vec<u8> = first.chain(others).chain([0x13, 0x11]).collect();
    assert_eq!(answer(&told), None);
    assert_eq!(answer(&[&told[..], &[0x16], &told[..]].concat()), Some(0x16));
}
