//! Whatever arrives: only the paper's lines are believed.

use super::*;

fn part() -> impl Strategy<Value = String> {
    let known = [
        "0",
        "1",
        "2",
        "3",
        "4",
        "5",
        "6",
        "9001",
        "9008",
        "9009",
        "9998",
        "9999",
        "Success",
        "Failed",
        "Hold",
        "Refunded",
        "1000.00",
        "7304",
        "PG60417ABC",
        "",
        " ",
    ];
    prop_oneof![6 => prop::sample::select(known.to_vec()).prop_map(str::to_owned), 1 => "\\PC{0,10}", 1 => "[0-9]{1,5}"]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_texts_never_decide_anything(text in "(?s).{0,200}") {
        // A text can only be believed when it begins as the paper's do, which a random one does not.
        prop_assume!(!text.trim_start().starts_with(|sign: char| sign.is_ascii_digit()));
        prop_assert!(matches!(recharge(&text), Answer::Unclear(_)));
        prop_assert!(matches!(enquiry(&text), EnquiryAnswer::SaysNothing(_)));
        prop_assert!(balance(&text).is_err());
    }

    #[test]
    fn only_the_papers_lines_are_believed(parts in prop::collection::vec(part(), 0..6)) {
        let text = parts.join("=");
        let line = text.trim();
        let divided: Vec<&str> = line.split('=').map(str::trim).collect();
        let code = line.split('=').next().unwrap_or_default().trim();
        match recharge(&text) {
            Answer::Succeeded(_) => prop_assert!(false, "nothing succeeds at once: {text}"),
            Answer::Accepted(_) => {
                // What is printed behind the number may be nothing.
                let fits = matches!(divided.as_slice(), [_, _] | [_, _, _] | [_, _, _, ""]);
                prop_assert!(code == "0" && fits && !divided[1].is_empty());
            }
            Answer::Rejected(..) => prop_assert!(NOT_ACCEPTED.contains(&code) && divided.len() >= 2 && divided[1] != "Success"),
            Answer::Unclear(_) => {}
        }
        match enquiry(&text) {
            EnquiryAnswer::Says(word, _) => {
                let expected = match code {
                    "1" => Word::Succeeded,
                    "2" | "3" => Word::Failed,
                    "5" => Word::Refunded,
                    _ => Word::Accepted,
                };
                prop_assert!(["1", "2", "3", "4", "5", "6"].contains(&code) && word == expected);
                prop_assert!((3..=4).contains(&divided.len()) && !divided[1].is_empty());
                prop_assert!(word != Word::Succeeded || !divided[2].is_empty());
            }
            EnquiryAnswer::NoRecord(_) => prop_assert!(code == "9008" && divided.len() == 2),
            EnquiryAnswer::SaysNothing(_) => {}
        }
        if let Ok(read) = balance(&text) {
            prop_assert!(code == "0" && divided.len() == 2 && read >= Paise::ZERO);
        }
    }
}
