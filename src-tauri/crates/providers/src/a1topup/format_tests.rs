//! How A1Topup's three formats are told from texts that only look like them.

use domain::Word;

use super::A1Topup;
use super::tests::{FIXTURES, Format, NUMBER, ORDER_ID, enquiry, recharge, reply};
use crate::{Answer, Company, EnquiryAnswer, Trouble};

fn is_nothing(body: &str) {
    let start: String = body.chars().take(80).collect();
    let (sold, told, read) = (recharge(body), enquiry(body), A1Topup.read_balance(&reply(body)));
    assert_eq!(sold, Answer::Unclear(Trouble::AnswerUnreadable), "{start}");
    assert_eq!(told, EnquiryAnswer::SaysNothing(Trouble::AnswerUnreadable), "{start}");
    assert_eq!(read, Err(Trouble::AnswerUnreadable), "{start}");
}

#[test]
fn an_answer_cut_anywhere_decides_nothing() {
    for (format, bodies) in FIXTURES {
        for body in bodies.map(str::trim_end) {
            for end in 0..body.len() {
                let cut = &body[..end];
                assert!(matches!(recharge(cut), Answer::Unclear(_)), "{format:?}: {cut}");
                assert!(matches!(enquiry(cut), EnquiryAnswer::SaysNothing(_)), "{format:?}: {cut}");
                // The first field of a line alone is a number, as a wallet is.
                let is_number = cut.bytes().all(|sign| sign.is_ascii_digit());
                assert!(is_number || A1Topup.read_balance(&reply(cut)).is_err(), "{format:?}: {cut}");
            }
        }
    }
}

#[test]
fn a_line_whose_fields_are_quoted_is_read_and_cut_nowhere() {
    let whole = format!("\"5804117\",\"Success\", \"BR \"\"7\"\", x\" ,\"{NUMBER}\",10,\"{ORDER_ID}\"");
    let told = enquiry(&whole);
    assert!(
        matches!(&told, EnquiryAnswer::Says(Word::Succeeded, told) if told.operator_ref.as_deref() == Some("BR \"7\", x")),
        "{told:?}"
    );
    for end in 0..whole.len() {
        let cut = &whole[..end];
        assert!(matches!(recharge(cut), Answer::Unclear(_)), "{cut}");
        assert!(matches!(enquiry(cut), EnquiryAnswer::SaysNothing(_)), "{cut}");
    }
}

#[test]
fn a_line_that_lost_its_end_is_no_refusal() {
    for body in [
        format!("5804118,Failure,Invalid number,{NUMBER},10,"),
        format!("5804118,Failure,Invalid number,{NUMBER},,"),
        "5804118,Failure,Invalid number,,10,".to_owned(),
    ] {
        assert_eq!(recharge(&body), Answer::Unclear(Trouble::AnswerUnreadable), "{body}");
        assert_eq!(enquiry(&body), EnquiryAnswer::SaysNothing(Trouble::AnswerUnreadable), "{body}");
    }
}

#[test]
fn a_line_of_other_than_six_fields_is_no_answer() {
    for word in ["Success", "Failure", "Pending"] {
        for body in [
            word.to_owned(),
            format!("5804117,{word}"),
            format!("5804117,{word},BR7,{NUMBER},10"),
            format!("5804117,{word},BR7,{NUMBER},10,{ORDER_ID},"),
            format!("5804117,{word},BR7,{NUMBER},1,000,{ORDER_ID}"),
            format!("5804117;{word};BR7;{NUMBER};10;{ORDER_ID}"),
            format!("5804117\t{word}\tBR7\t{NUMBER}\t10\t{ORDER_ID}"),
            format!("5804117 {word} BR7 {NUMBER} 10 {ORDER_ID}"),
            format!("txid,status,opid,number,amount,orderid\r\n5804117,{word},BR7,{NUMBER},10,{ORDER_ID}"),
            format!("5804117,{word},BR7,{NUMBER},10,{ORDER_ID}\n5804117,{word},BR7,{NUMBER},10,{ORDER_ID}"),
            format!("5804117,{word},BR7,{NUMBER},10,{ORDER_ID}5804117,{word},BR7,{NUMBER},10,{ORDER_ID}"),
            format!("5804117,{word},B\"R7,{NUMBER},10,{ORDER_ID}"),
            format!("5804117,\"{word}\"x,BR7,{NUMBER},10,{ORDER_ID}"),
            format!("5804117,\"{word},BR7,{NUMBER},10,{ORDER_ID}"),
            format!("[7,{word},Invalid username,,,"),
            format!("[\"5804117\",\"{word}\",\"BR7\",\"{NUMBER}\",\"10\",\"{ORDER_ID}\"]"),
        ] {
            is_nothing(&body);
        }
    }
}

#[test]
fn a_bare_text_decides_nothing_unless_the_gate_speaks() {
    let listed = Trouble::AddressNotListed { words: "IP not whitelisted".to_owned() };
    let refused = Trouble::CredentialsRefused { words: "Invalid username, or pwd: login failed".to_owned() };
    let empty = Trouble::WalletEmpty { words: "Insufficient balance".to_owned() };
    for (text, trouble) in [
        ("IP not whitelisted", listed),
        ("Invalid username, or pwd: login failed", refused),
        ("\u{feff} Insufficient balance\r\n", empty),
    ] {
        assert!(matches!(recharge(text), Answer::Rejected(_, told) if told == trouble), "{text}");
        assert_eq!(enquiry(text), EnquiryAnswer::SaysNothing(trouble.clone()), "{text}");
        assert_eq!(A1Topup.read_balance(&reply(text)), Err(trouble), "{text}");
    }
    let long = format!("IP not whitelisted{}", "!".repeat(200));
    for text in [
        "",
        " ",
        "\u{feff}",
        "Success",
        "Failure",
        "Error",
        "null",
        "true",
        "Failed",
        "Duplicate orderid",
        "No record found",
        &long,
    ] {
        is_nothing(text);
    }
}

#[test]
fn json_is_one_object_of_texts() {
    for (_, bodies) in FIXTURES.into_iter().filter(|(format, _)| *format == Format::Json) {
        for body in bodies.map(str::trim_end) {
            is_nothing(&format!("[{body}]"));
            is_nothing(&format!("{body}{body}"));
            is_nothing(&format!("{body} and more"));
            is_nothing(&format!("<br />Warning: something{body}"));
            is_nothing(&body.replace("\"status\"", "\"status\":\"Pending\",\"status\""));
            is_nothing(&body.replace('"', "'"));
            let doubled = body.replace("\"orderid\"", "\"orderid\":\"K7QX2M000017\",\"orderid\"");
            assert_eq!(recharge(&doubled), Answer::Unclear(Trouble::AnswerUnreadable), "{doubled}");
            for leaf in ["true", "1.0", "1e3", "[\"Success\"]", "{\"word\":\"Success\"}", "[]", "{}"] {
                let body = body.replace("\"status\":", &format!("\"status\":{leaf},\"was\":"));
                assert!(matches!(recharge(&body), Answer::Unclear(Trouble::AnswerWordUnknown { .. })), "{body}");
                assert!(matches!(enquiry(&body), EnquiryAnswer::SaysNothing(_)), "{body}");
            }
            let nulls =
                body.replace("\"5804117\"", "null").replace(&format!("\"{NUMBER}\""), NUMBER).replace("\"10\"", "10");
            assert!(!matches!(recharge(&nulls), Answer::Unclear(_)), "numbers for texts, and null: {nulls}");
            assert!(matches!(enquiry(&nulls), EnquiryAnswer::Says(..)), "{nulls}");
            let statusless = body.replace("\"status\"", "\"state\"");
            assert!(matches!(recharge(&statusless), Answer::Unclear(_)), "{statusless}");
        }
    }
    is_nothing("{\"txid\":\"5804\" 'status\":\"Success','opid\":\"BR7\"}");
}

#[test]
fn the_reason_may_stand_in_a_message_beside_the_six() {
    for body in [
        "{\"status\":\"Failure\",\"message\":\"IP not whitelisted\"}",
        "<r><status>Failure</status><message>IP not whitelisted</message></r>",
    ] {
        let listed = Trouble::AddressNotListed { words: "IP not whitelisted".to_owned() };
        assert!(matches!(recharge(body), Answer::Rejected(_, trouble) if trouble == listed), "{body}");
        assert_eq!(enquiry(body), EnquiryAnswer::SaysNothing(listed), "{body}");
    }
}

/// The six elements, with one word for the status, in which something was changed.
fn xml(word: &str) -> String {
    Format::Xml.print(["5804117", word, "BR7", NUMBER, "10", ORDER_ID])
}

#[test]
fn xml_is_read_below_any_root() {
    for root in ["recharge", "response", "xml", "Root", "ns:r xmlns:ns=\"urn:x\"", "r xmlns=\"urn:x\"", "r a=\"1\""] {
        let (name, whole) = (root.split(' ').next().unwrap(), xml("Success"));
        let body = whole.replace("<recharge>", &format!("<{root}>")).replace("</recharge>", &format!("</{name}>"));
        assert!(matches!(recharge(&body), Answer::Succeeded(_)), "{body}");
    }
    let whole = xml("Success");
    for body in [
        whole.replace("><", ">\r\n  <"),
        whole.replace("<status>Success", "<status a=\"Failure\"><![CDATA[ Success ]]>"),
        whole.replace(">Success", ">Suc<![CDATA[cess]]>"),
        whole.replace("<status>", "<!-- <status>Failure</status> --><status>"),
        whole.replace("<status>", "<new><status>Failure</status></new><status>"),
        format!("<?xml version=\"1.0\" encoding=\"utf-16\"?>{whole}"),
        whole.replace("Success", "&#83;uccess"),
    ] {
        assert!(matches!(recharge(&body), Answer::Succeeded(_)), "{body}");
        assert!(matches!(enquiry(&body), EnquiryAnswer::Says(Word::Succeeded, _)), "{body}");
    }
}

#[test]
fn xml_that_could_be_read_in_two_ways_is_not_read() {
    for word in ["Success", "Failure", "Pending"] {
        let whole = xml(word);
        for body in [
            whole.replace("<status>", "<status>Pending</status><status>"),
            whole.replace("<status>", "<a:status xmlns:a=\"urn:x\">Pending</a:status><status>"),
            whole.replace(&format!(">{word}<"), &format!("><b>{word}</b><")),
            whole.replace(&format!(">{word}<"), &format!(">{word}<b/><")),
            whole.replace(&format!(">{word}<"), &format!(">{word}<!-- -->ful<")),
            whole.replace("status>", "Status>"),
            whole.replace("<status>", "<state>").replace("</status>", "</state>"),
            format!("<outer>{whole}</outer>"),
            format!("{whole}{whole}"),
            format!("{whole} and more"),
            whole.replace("</recharge>", ""),
            whole.replace("</status>", "</statuz>"),
            whole.replace("</status>", "</:status>"),
            whole.replace("<status>", "<:status>"),
            whole.replace(word, "&unknown;"),
            format!("<?xml version=\"1.0\"?><status>{word}</status>"),
        ] {
            assert_eq!(recharge(&body), Answer::Unclear(Trouble::AnswerUnreadable), "{body}");
            assert_eq!(enquiry(&body), EnquiryAnswer::SaysNothing(Trouble::AnswerUnreadable), "{body}");
        }
    }
}

/// Nobody's entities are expanded, no file is opened, and neither depth nor breadth hurts.
#[test]
fn hostile_xml_is_only_unreadable() {
    let billion = "<!DOCTYPE r [<!ENTITY a \"Success\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>";
    let depth = 40_000;
    for body in [
        format!("{billion}{}", xml("&a;").replace("&amp;a;", "&a;")),
        format!("{billion}{}", xml("Success")),
        format!("<!DOCTYPE r SYSTEM \"file:///etc/hostname\">{}", xml("Success")),
        format!("<!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>{}", xml("Success")),
        "<a>".repeat(depth),
        format!("{}{}", "<a>".repeat(depth), "</a>".repeat(depth)),
        format!("<r>{}</r>", "<status>Success</status>".repeat(5_000)),
        format!("<r {}>{}</r>", (0..5_000).map(|n| format!("a{n}=\"1\" ")).collect::<String>(), "<a/>".repeat(5_000)),
        format!("<r><status>{}</status></r>", "S".repeat(1 << 20)).replace("</r>", ""),
    ] {
        is_nothing(&body);
    }
}

#[test]
fn big_pages_and_other_charsets_are_unreadable() {
    let utf16 = |text: &str| {
        let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        String::from_utf8_lossy(&bytes).into_owned()
    };
    for (_, bodies) in FIXTURES {
        for body in bodies {
            is_nothing(&utf16(body));
            let latin = body.replace("5804117", &String::from_utf8_lossy(b"R\xe9f 5804117"));
            let as_before = std::mem::discriminant(&recharge(&latin)) == std::mem::discriminant(&recharge(body));
            assert!(as_before, "a replaced byte in a text decides nothing: {latin}");
        }
    }
    let big = "x".repeat(1 << 20);
    for body in [big.clone(), format!("{{\"html\":\"{big}\""), "\u{0}".repeat(1 << 20), " ".repeat(1 << 20)] {
        is_nothing(&body);
    }
    for page in [
        format!("<html><body>{big}</body></html>"),
        "<html><head><title>503</title></head><body><p>Success</p></body></html>".to_owned(),
        "<!DOCTYPE html><html><status>Success</status></html>".to_owned(),
    ] {
        assert_eq!(recharge(&page), Answer::Unclear(Trouble::WebPageAtAddress));
        assert_eq!(enquiry(&page), EnquiryAnswer::SaysNothing(Trouble::WebPageAtAddress));
        assert_eq!(A1Topup.read_balance(&reply(&page)), Err(Trouble::WebPageAtAddress));
    }
}
