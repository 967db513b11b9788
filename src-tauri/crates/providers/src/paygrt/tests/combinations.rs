//! Every combination of envelope, code and word.

use super::*;

const ENVELOPES: [Option<&str>; 6] = [None, Some("0"), Some("1"), Some("2"), Some(""), Some("00")];
const CODES: [Option<&str>; 7] = [None, Some("0"), Some("1"), Some("2"), Some("3"), Some(""), Some("-1")];
const WORDS: [Option<&str>; 7] =
    [None, Some("Success"), Some("Fail"), Some("Pending"), Some("Failure"), Some("Failed"), Some("")];

/// An answer of the given envelope, code and word, that names our order.
fn combined(envelope: Option<&str>, code: Option<&str>, word: Option<&str>) -> String {
    let data = json!({ "api_ref_id": ORDER_ID, "recharge_status": word, "status_code": code });
    json!({ "message": "Said", "data": data, "status": envelope }).to_string()
}

fn combinations() -> impl Iterator<Item = (Option<&'static str>, Option<&'static str>, Option<&'static str>)> {
    let pairs = ENVELOPES.into_iter().flat_map(|envelope| CODES.map(|code| (envelope, code)));
    pairs.flat_map(|(envelope, code)| WORDS.map(|word| (envelope, code, word)))
}

#[test]
fn of_all_combinations_in_a_recharge_answer_these_are_believed() {
    let mut seen = 0;
    for (envelope, code, word) in combinations() {
        let answer = recharge(&combined(envelope, code, word));
        let word = word.filter(|word| !word.is_empty());
        let as_expected = match (envelope, code, word) {
            (Some("0"), Some("0"), None | Some("Success")) => matches!(answer, Answer::Succeeded(_)),
            (Some("0"), Some("2"), None | Some("Pending")) => matches!(answer, Answer::Accepted(_)),
            (Some("1"), Some("1"), None | Some("Fail" | "Failure" | "Failed")) => {
                matches!(answer, Answer::Rejected(..))
            }
            _ => {
                matches!(answer, Answer::Unclear(Trouble::AnswerContradictsItself | Trouble::AnswerWordUnknown { .. }))
            }
        };
        assert!(as_expected, "{envelope:?} {code:?} {word:?}: {answer:?}");
        seen += 1;
    }
    assert_eq!(seen, 6 * 7 * 7);
}

#[test]
fn of_all_combinations_in_an_enquiry_these_are_believed() {
    for (envelope, code, word) in combinations() {
        let told = enquiry(&combined(envelope, code, word));
        let code = code.filter(|code| !code.is_empty());
        let as_expected = match (envelope, code, word) {
            (Some("0"), None | Some("0"), Some("Success")) => matches!(told, EnquiryAnswer::Says(Word::Succeeded, _)),
            (Some("0"), None | Some("2"), Some("Pending")) => matches!(told, EnquiryAnswer::Says(Word::Accepted, _)),
            (Some("0" | "1"), None | Some("1"), Some("Fail" | "Failure" | "Failed")) => {
                matches!(told, EnquiryAnswer::Says(Word::Failed, _))
            }
            _ => matches!(told, EnquiryAnswer::SaysNothing(_)),
        };
        assert!(as_expected, "{envelope:?} {code:?} {word:?}: {told:?}");
    }
}
