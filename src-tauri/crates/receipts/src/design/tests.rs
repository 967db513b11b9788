//! Designs of every kind, printed and read; and pictures that somebody chose.

mod logos;

use domain::Language;

use super::*;
use crate::paper::{Bar, Bitmap, Page, Run};
use crate::tests::{hindi, receipt};
use crate::{Outcome, Slip, SlipProof};

const LINES: [SlipLine; 7] = [
    SlipLine::Address,
    SlipLine::Phone,
    SlipLine::Customer,
    SlipLine::Provider,
    SlipLine::ProviderRef,
    SlipLine::OperatorRef,
    SlipLine::UpiNote,
];
const WIDTHS: [u32; 2] = [384, 576];

fn tongues() -> [Vec<Language>; 3] {
    [vec![Language::EN], vec![hindi()], vec![Language::EN, hindi()]]
}

/// A PNG of so many dots, each as `dot` says: grey, or colours, or with an alpha.
fn png_of(width: u32, height: u32, colour: png::ColorType, depth: png::BitDepth, dots: &[u8]) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, width, height);
    encoder.set_color(colour);
    encoder.set_depth(depth);
    if colour == png::ColorType::Indexed {
        encoder.set_palette(vec![0, 0, 0, 255, 255, 255]);
    }
    encoder.write_header().unwrap().write_image_data(dots).unwrap();
    file
}

fn grey_png(width: u32, height: u32, dot: impl Fn(u32, u32) -> u8) -> Vec<u8> {
    let dots: Vec<u8> = (0..height).flat_map(|y| (0..width).map(move |x| (x, y))).map(|(x, y)| dot(x, y)).collect();
    png_of(width, height, png::ColorType::Grayscale, png::BitDepth::Eight, &dots)
}

/// A ring that fades from left to right.
pub(crate) fn logo() -> Logo {
    let dot = |x: u32, y: u32| {
        let away = (x as i32 - 300).pow(2) + (y as i32 - 300).pow(2);
        if (40_000..90_000).contains(&away) { (x * 200 / 600) as u8 } else { 255 }
    };
    Logo::read(&grey_png(600, 600, dot)).unwrap()
}

fn full(outcome: Outcome) -> Receipt {
    let pay_note = Some("7K3M9Q2D".to_owned());
    let operator_ref = Some("MH260112345678".to_owned());
    let proof = Some(SlipProof { code: "GALLA:1:ABCDEF000001:9999999:D".into(), signs: "7K3M-9Q2D-4XYZ".into() });
    let customer = "Ramesh".to_owned();
    Receipt { practice: true, duplicate: 2, customer, pay_note, operator_ref, proof, words: None, ..receipt(outcome) }
}

/// The slip in each language, and the sheet of both.
fn dressed(design: &Design, outcome: Outcome, languages: &[Language]) -> (Vec<Slip>, Sheet) {
    let mut receipt = design.shown(full(outcome));
    for (line, text) in [(SlipLine::Address, &mut receipt.shop_address), (SlipLine::Phone, &mut receipt.shop_phone)] {
        if design.hides(line) {
            text.clear();
        }
    }
    let slips: Vec<Slip> = languages.iter().map(|language| Slip::of(&receipt, *language)).collect();
    let sheet = Sheet::from(&Slip::in_languages(&receipt, languages));
    (slips, design.dressed(sheet))
}

/// White around what is looked at alone, so that nothing is lost beside the paper.
const ROOM: u32 = 64;

fn black(picture: &Bitmap) -> u32 {
    picture.rows().flatten().map(|byte| byte.count_ones()).sum()
}

/// The ink of a line by itself.
fn ink_of_run(run: &Run, width: u32) -> u32 {
    let mut run = run.clone();
    let (high, low) =
        run.glyphs.iter().fold((i32::MAX, i32::MIN), |(high, low), glyph| (glyph.y.min(high), glyph.y.max(low)));
    let top = high.saturating_sub(2 * run.size as i32);
    let height = (low.saturating_sub(top)).max(0) as u32 + run.size;
    for glyph in &mut run.glyphs {
        (glyph.x, glyph.y) = (glyph.x + ROOM as i32, glyph.y - top);
    }
    black(&Page { width: width + 2 * ROOM, height, runs: vec![run], ..Page::default() }.raster())
}

/// The ink of every part of a page by itself. It is as much as that of the page, unless one lies over another or beside the paper.
fn ink_of_parts(page: &Page) -> u32 {
    let runs: u32 = page.runs.iter().map(|run| ink_of_run(run, page.width)).sum();
    let pictures: u32 = page.pictures.iter().map(|(_, _, picture)| black(picture)).sum();
    let (width, height) = (page.width + 2 * ROOM, page.height + 2 * ROOM);
    let bars = page.bars.iter().map(|bar| Bar { left: bar.left + ROOM, top: bar.top + ROOM, ..*bar }).collect();
    runs + pictures + black(&Page { width, height, bars, ..Page::default() }.raster())
}

/// What is printed, without blanks: a long word may go on in the next line.
fn read(page: &Page) -> String {
    page.runs.iter().flat_map(|run| run.words().split_whitespace()).collect()
}

/// Prints a slip of a design, and reads what no design may take away.
fn hold(design: &Design, outcome: Outcome, languages: &[Language], width: u32) {
    let (slips, sheet) = dressed(design, outcome, languages);
    let page = Page::of(&sheet, width);
    let about = format!("{design:?} {outcome:?} {languages:?} {width}");
    let said = read(&page);
    for slip in slips {
        let mut always = vec![slip.outcome, slip.amount, slip.shop_name];
        always.extend(slip.banners);
        always.extend(slip.footer);
        always.extend(["ABCDEF000001", "21-11-2026", "12:00 AM", "9876543210", "7K3M-9Q2D-4XYZ"].map(str::to_owned));
        for words in always {
            assert!(
                said.contains(&words.split_whitespace().collect::<String>()),
                "{words} is missing: {about}\n{said}"
            );
        }
    }
    assert_eq!(
        ink_of_parts(&page),
        black(&page.raster()),
        "something lies beside the paper, or over something else: {about}"
    );
}

fn said_by_shop() -> Design {
    Design {
        header: "श्री गणेशाय नमः\nMobile · DTH · Bills".into(),
        footer: "Thank you! फिर पधारें।".into(),
        terms:
            "Goods once sold are not taken back. A wrong number is the customer's own risk, and the shop cannot take \
                a recharge back.\nगलत नंबर पर हुआ रिचार्ज वापस नहीं होगा।"
                .into(),
        gstin: "27ABCDE1234F1Z0".into(),
        logo: Some(logo()),
        ..Design::default()
    }
}

#[test]
fn whatever_lines_are_left_out_a_slip_says_what_it_must() {
    for set in 0..1_u32 << LINES.len() {
        let hidden = LINES.into_iter().enumerate().filter(|(place, _)| set >> place & 1 == 1).map(|(_, line)| line);
        let design = Design { hidden: hidden.collect(), ..Design::default() };
        let outcome = crate::tests::OUTCOMES[set as usize % 4];
        for languages in tongues() {
            WIDTHS.iter().for_each(|width| hold(&design, outcome, &languages, *width));
        }
    }
}

#[test]
fn whatever_is_added_a_slip_says_what_it_must() {
    for set in 0..48_u32 {
        let amount = [AmountSize::Normal, AmountSize::Large, AmountSize::Huge][set as usize % 3];
        let is = |place: u32| (set / 3) >> place & 1 == 1;
        let shop = if is(0) { said_by_shop() } else { Design::default() };
        let hidden = if is(1) { LINES.into_iter().collect() } else { BTreeSet::new() };
        let design = Design { amount, hidden, code: is(2), shows_logo: is(3), ..shop };
        let outcome = crate::tests::OUTCOMES[(set / 12) as usize % 4];
        for languages in tongues() {
            WIDTHS.iter().for_each(|width| hold(&design, outcome, &languages, *width));
        }
    }
}

#[test]
fn what_a_shop_adds_is_on_paper_and_what_it_leaves_out_is_not() {
    let said = |design: &Design| read(&Page::of(&dressed(design, Outcome::Done, &[Language::EN]).1, 576));
    let (plain, shop) = (said(&Design::default()), said(&said_by_shop()));
    for words in ["श्रीगणेशायनमः", "Thankyou!", "GSTIN27ABCDE1234F1Z0", "Goodsoncesold"] {
        assert!(shop.contains(words) && !plain.contains(words), "{words}");
    }
    assert!(!plain.contains("INSPAY"), "a supplier is named by shops alone that want it");
    let all = said(&Design { hidden: BTreeSet::new(), ..Design::default() });
    let there = ["StationRoad", "7000000001", "Ramesh", "INSPAY", "4711", "MH260112345678", "7K3M9Q2D"];
    for (line, words) in LINES.into_iter().zip(there) {
        let without = said(&Design { hidden: BTreeSet::from([line]), ..Design::default() });
        assert!(all.contains(words) && !without.contains(words), "{line:?}");
    }
    let heights = [AmountSize::Normal, AmountSize::Large, AmountSize::Huge].map(|amount| {
        let (_, sheet) = dressed(&Design { amount, ..Design::default() }, Outcome::Done, &[Language::EN]);
        Page::of(&sheet, 576).runs.iter().find(|run| run.text.starts_with('₹')).map(|run| run.size)
    });
    assert!(heights[0] < heights[1] && heights[1] < heights[2], "{heights:?}");
    let codes = |code: bool| {
        let (_, sheet) = dressed(&Design { code, ..Design::default() }, Outcome::Done, &[Language::EN]);
        sheet.blocks.iter().filter(|block| matches!(block, Block::Code(_))).count()
    };
    assert_eq!((codes(true), codes(false)), (1, 0));
}

#[test]
fn a_default_design_leaves_out_the_supplier_and_changes_nothing_else() {
    let receipt = full(Outcome::Done);
    let sheet = Sheet::from(&Slip::of(&receipt, Language::EN));
    let design = Design::default();
    assert_eq!(design.shown(receipt.clone()), Receipt { provider: String::new(), ..receipt });
    assert_eq!(design.dressed(sheet.clone()), sheet);
    assert_eq!(serde_json::from_str::<Design>("{}").unwrap(), design);
    let kept: Design = serde_json::from_str(&serde_json::to_string(&said_by_shop()).unwrap()).unwrap();
    assert_eq!(kept, said_by_shop());
}

#[test]
fn what_proves_a_bill_or_an_order_of_the_desk_is_never_left_out() {
    let design = Design { hidden: LINES.into_iter().collect(), ..Design::default() };
    for subject in [Subject::Pan, Subject::Account { customer: "Sunita".into() }, Subject::Aadhaar { person: None }] {
        let order = Receipt { subject, ..full(Outcome::Done) };
        assert_eq!(design.shown(order.clone()), order);
    }
    let subject = Subject::Bill { service: domain::Service::Electricity, fields: Vec::new() };
    let bill = Receipt { subject, ..full(Outcome::Done) };
    let shown = design.shown(bill.clone());
    assert_eq!((&shown.provider_ref, &shown.operator_ref), (&bill.provider_ref, &bill.operator_ref));
    assert_eq!((shown.provider.as_str(), shown.pay_note), ("", None));
}

#[test]
fn each_field_tells_its_own_fault() {
    let good = said_by_shop();
    assert_eq!(good.checked(), Ok(good.clone()));
    let long = |letters: usize| "x".repeat(letters);
    let too_long =
        |(lines, lines_most), (signs, signs_most)| DesignFault::TooLong { lines, lines_most, signs, signs_most };
    for (design, fault) in [
        (Design { header: long(161), ..good.clone() }, (DesignField::Header, too_long((1, 4), (161, 160)))),
        (Design { header: "a\nb\nc\nd\ne".into(), ..good.clone() }, (DesignField::Header, too_long((5, 4), (9, 160)))),
        (Design { footer: "क्षी".repeat(61), ..good.clone() }, (DesignField::Footer, too_long((1, 4), (244, 240)))),
        (Design { footer: "🙏 thanks".into(), ..good.clone() }, (DesignField::Footer, DesignFault::StrangeSign)),
        (Design { footer: "நன்றி".into(), ..good.clone() }, (DesignField::Footer, DesignFault::StrangeSign)),
        (Design { terms: "a\u{7}".into(), ..good.clone() }, (DesignField::Terms, DesignFault::StrangeSign)),
        (Design { terms: long(601), ..good.clone() }, (DesignField::Terms, too_long((1, 10), (601, 600)))),
        (Design { gstin: "27ABCDE1234F1Z1".into(), ..good.clone() }, (DesignField::Gstin, DesignFault::Mistyped)),
        (Design { gstin: "27ABCDE1234F1Z".into(), ..good.clone() }, (DesignField::Gstin, DesignFault::WrongForm)),
        (
            Design { logo: serde_json::from_str("\"bm8gcGljdHVyZQ==\"").unwrap(), ..good.clone() },
            (DesignField::Logo, DesignFault::NotAPicture),
        ),
    ] {
        assert_eq!(design.checked(), Err(vec![fault]), "{design:?}");
    }
    let typed =
        Design { header: "\n  Hello  \nthere \n\n".into(), gstin: " 27abcde1234f1z0 ".into(), ..Design::default() };
    let kept = typed.checked().unwrap();
    assert_eq!((kept.header.as_str(), kept.gstin.as_str()), ("Hello\nthere", "27ABCDE1234F1Z0"));
    assert!(Design { terms: "क\u{94d}\u{200d}ष €₹£ – “ok”".into(), ..Design::default() }.checked().is_ok());
}

#[test]
fn a_text_that_is_being_typed_is_cut_and_never_fails() {
    let typed =
        Design { header: "a\n".repeat(50), terms: "x".repeat(9_000), gstin: "27ab".into(), ..Design::default() };
    let cut = typed.cut();
    assert_eq!((cut.header.lines().count(), cut.terms.len(), cut.gstin.as_str()), (4, 600, "27AB"));
}
