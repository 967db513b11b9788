//! The pack of a complaint: everything that a company needs to look into an order, and what it answered itself.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use domain::{ComplaintOutcome, ComplaintReason, Language, Names, Paise, SaleState, india_time, read_words};

use crate::document::{Column, Document, Part, Table, document_text};
use crate::slip::Row;

static WORDS: LazyLock<BTreeMap<String, Names>> =
    LazyLock::new(|| read_words(include_str!("../data/complaint.csv")).collect());

/// As many signs as a company's form takes.
pub const SHORT_MOST: usize = 4_000;

/// The facts of a complaint. They are of one company: what others answered is none of its business.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "named as on the paper")]
pub struct ComplaintPack {
    pub practice: bool,
    /// The shop's name, and how it is reached.
    pub shop: Vec<String>,
    /// When it is made, in ms since 1970.
    pub made_at_ms: i64,
    pub company: String,
    /// Who is called there, as the shop noted it; empty: nobody.
    pub phone: String,
    pub reason: ComplaintReason,
    pub since_ms: i64,
    /// The company's number of the complaint; empty: none.
    pub reference: String,
    pub outcome: Option<ComplaintOutcome>,
    pub operator: Names,
    pub number: String,
    pub amount: Paise,
    /// What the company last said of the order; empty: nothing.
    pub words: String,
    /// The request that it is about.
    pub request: PackRequest,
    /// All requests of the sale to this company, oldest first.
    pub requests: Vec<PackRequest>,
    /// What was said about the complaint, oldest first.
    pub told: Vec<PackNote>,
    /// What was sent and what came back, oldest first. Secrets were taken out before it came here.
    pub answers: Vec<PackAnswer>,
}

/// One request.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "named as on the paper")]
pub struct PackRequest {
    pub order_id: String,
    pub provider_ref: String,
    pub operator_ref: String,
    pub sent_at_ms: i64,
    pub state: SaleState,
}

/// Something that was said about the complaint.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "named as on the paper")]
pub struct PackNote {
    pub at_ms: i64,
    pub by: String,
    pub reference: String,
    pub note: String,
}

/// A question to the company with its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "named as on the paper")]
pub struct PackAnswer {
    pub at_ms: i64,
    pub sent: Option<String>,
    pub received: Option<String>,
    /// The length in bytes and the digest of what was too long to keep.
    pub rest: Option<(usize, String)>,
}

/// The words of one language.
struct Said(Language);

impl Said {
    fn word(&self, key: &str) -> String {
        WORDS.get(key).map(|names| names.in_language(self.0).to_owned()).unwrap_or_default()
    }

    fn row(&self, key: &str, value: impl Into<String>) -> Row {
        Row { label: self.word(key), value: value.into() }
    }
}

/// A moment in India to the second.
fn time(at_ms: i64) -> String {
    india_time(at_ms).strftime("%d-%m-%Y %-I:%M:%S %p").to_string()
}

impl ComplaintPack {
    /// The order with its references.
    fn order(&self, said: &Said) -> Vec<Row> {
        let request = &self.request;
        let rows = [
            said.row("order_id", &request.order_id),
            said.row("provider_ref", &request.provider_ref),
            said.row("operator_ref", &request.operator_ref),
            said.row("operator", self.operator.in_language(said.0)),
            said.row("number", &self.number),
            said.row("amount", self.amount.to_string()),
            said.row("sent_at", time(request.sent_at_ms)),
            said.row("stands", said.word(request.state.as_str())),
            said.row("words", &self.words),
        ];
        rows.into_iter().filter(|row| !row.value.is_empty()).collect()
    }

    fn requests(&self, said: &Said) -> Vec<Part> {
        if self.requests.len() < 2 {
            return Vec::new();
        }
        let titles = ["order_id", "sent_at", "stands", "provider_ref", "operator_ref"];
        let cells = |one: &PackRequest| {
            let (stands, at) = (said.word(one.state.as_str()), time(one.sent_at_ms));
            vec![one.order_id.clone(), at, stands, one.provider_ref.clone(), one.operator_ref.clone()]
        };
        let table = Table {
            columns: titles.iter().map(|title| Column::words(said.word(title))).collect(),
            rows: self.requests.iter().map(cells).collect(),
            sum: None,
        };
        vec![Part::Heading(said.word("requests")), Part::Table(table)]
    }

    fn notes(&self, said: &Said) -> Vec<Part> {
        let line = |one: &PackNote| {
            let texts = [time(one.at_ms), one.by.clone(), one.reference.clone(), one.note.clone()];
            Part::Text(texts.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · "))
        };
        let heading = (!self.told.is_empty()).then(|| Part::Heading(said.word("told")));
        heading.into_iter().chain(self.told.iter().map(line)).collect()
    }

    fn answer(one: &PackAnswer, said: &Said) -> Vec<Part> {
        let mut parts = vec![Part::Text(time(one.at_ms))];
        for (key, text) in [("sent", &one.sent), ("received", &one.received)] {
            if let Some(text) = text {
                parts.extend([Part::Text(format!("{}:", said.word(key))), Part::Raw(text.clone())]);
            }
        }
        if let Some((bytes, sha256)) = &one.rest {
            let text = said.word("rest").replace("{bytes}", &bytes.to_string()).replace("{sha256}", sha256);
            parts.push(Part::Text(text));
        }
        parts
    }

    /// The pack without the answers.
    fn head(&self, said: &Said) -> Document {
        let practice = self.practice.then(|| said.word("practice"));
        let made = said.word("made").replace("{at}", &time(self.made_at_ms));
        let reason = self.reason.as_str();
        let complaint = [
            said.row("reason", said.word(reason)),
            said.row("since", time(self.since_ms)),
            said.row("reference", &self.reference),
            said.row("phone", &self.phone),
            said.row("outcome", self.outcome.map(|outcome| said.word(outcome.as_str())).unwrap_or_default()),
        ];
        let mut parts = vec![
            Part::Facts(complaint.into_iter().filter(|row| !row.value.is_empty()).collect()),
            Part::Text(said.word(&format!("ask_{reason}"))),
            Part::Heading(said.word("order")),
            Part::Facts(self.order(said)),
        ];
        parts.extend(self.requests(said));
        parts.extend(self.notes(said));
        Document {
            language: said.0,
            title: said.word("title").replace("{company}", &self.company),
            lines: practice.into_iter().chain(self.shop.clone()).chain([made]).collect(),
            parts,
            is_wide: false,
        }
    }

    /// The whole pack.
    pub fn document(&self, language: Language) -> Document {
        let said = Said(language);
        let mut document = self.head(&said);
        if !self.answers.is_empty() {
            document.parts.push(Part::Heading(said.word("answers")));
        }
        document.parts.extend(self.answers.iter().flat_map(|one| ComplaintPack::answer(one, &said)));
        document
    }

    /// The pack in [`SHORT_MOST`] signs at most: the order and what was said, with as many of the newest answers as fit.
    pub fn short_text(&self, language: Language) -> String {
        let said = Said(language);
        let more = said.word("more");
        let room = SHORT_MOST - more.chars().count() - 2;
        let mut document = self.head(&said);
        let head = document.parts.len();
        let mut kept = cut(&document_text(&document), room);
        let mut is_whole = kept == document_text(&document);
        document.parts.push(Part::Heading(said.word("answers")));
        for one in self.answers.iter().rev().take_while(|_| is_whole) {
            let mut longer = document.clone();
            // They stand in the order of time behind their heading.
            longer.parts.splice(head + 1..head + 1, ComplaintPack::answer(one, &said));
            let text = document_text(&longer);
            if text.chars().count() > room {
                is_whole = false;
                break;
            }
            (kept, document) = (text, longer);
        }
        if is_whole { kept } else { format!("{}\n{more}\n", kept.trim_end()) }
    }
}

/// As many whole lines of a text as so many signs take. A line that is longer alone is cut.
fn cut(text: &str, most: usize) -> String {
    let mut kept = String::new();
    for line in text.lines() {
        let room = most.saturating_sub(kept.chars().count() + 1);
        if line.chars().count() > room {
            kept.extend(line.chars().take(room));
            return kept;
        }
        kept.push_str(line);
        kept.push('\n');
    }
    kept
}

#[cfg(test)]
mod tests {
    use domain::languages;
    use proptest::prelude::*;

    use super::*;
    use crate::document_pdf;
    use crate::paper::tests::tools::{Scratch, said};

    const NOW: i64 = 1_795_170_000_000;

    fn request(order_id: &str) -> PackRequest {
        PackRequest {
            order_id: order_id.to_owned(),
            provider_ref: "TX99".to_owned(),
            operator_ref: String::new(),
            sent_at_ms: NOW,
            state: SaleState::Succeeded,
        }
    }

    fn pack(answers: Vec<PackAnswer>, note: &str) -> ComplaintPack {
        let told = PackNote { at_ms: NOW, by: "Asha".to_owned(), reference: "C-9".to_owned(), note: note.to_owned() };
        ComplaintPack {
            practice: false,
            shop: vec!["रमेश मोबाइल".to_owned(), "9876500000".to_owned()],
            made_at_ms: NOW + 86_400_000,
            company: "INSPAY".to_owned(),
            phone: "1800 123 4567".to_owned(),
            reason: ComplaintReason::NotReceived,
            since_ms: NOW,
            reference: "C-9".to_owned(),
            outcome: None,
            operator: Names::alike("Airtel"),
            number: "9876543210".to_owned(),
            amount: Paise::new(999_999_950),
            words: "Success".to_owned(),
            request: request("GAB1000042"),
            requests: vec![request("GAB1000042")],
            told: vec![told],
            answers,
        }
    }

    fn answer(received: &str) -> PackAnswer {
        let sent = Some("GET /recharge?order=GAB1000042".to_owned());
        PackAnswer { at_ms: NOW, sent, received: Some(received.to_owned()), rest: None }
    }

    #[test]
    fn every_word_is_there_in_every_language() {
        for (key, words) in WORDS.iter() {
            assert!(words.is_whole(), "{key}");
        }
        let has = |key: &str| assert!(WORDS.contains_key(key), "{key}");
        for (_, reason) in ComplaintReason::ALL {
            has(reason);
            has(&format!("ask_{reason}"));
        }
        ComplaintOutcome::ALL.iter().for_each(|(_, outcome)| has(outcome));
        domain::Outcome::ALL.iter().flat_map(|outcome| outcome.states()).for_each(|state| has(state.as_str()));
    }

    #[test]
    fn the_pack_can_be_read_on_paper_in_every_language() {
        let mut pack = pack(vec![answer("{\"status\":\"Success\",\n \"txid\":\"TX99\"}")], "they look into it");
        pack.requests.push(request("GAB1000043"));
        for language in languages() {
            let file = Scratch::with(&document_pdf(&pack.document(*language)).expect("a PDF"), "pdf");
            let text = said("pdftotext", "poppler-utils", &file, &["-layout", "FILE", "-"]);
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            for wanted in [
                "INSPAY",
                "रमेश मोबाइल",
                "GAB1000042",
                "GAB1000043",
                "TX99",
                "9876543210",
                "99,99,999.50",
                "C-9",
                "they look into it",
                "1800 123 4567",
                "GET /recharge?order=GAB1000042",
                "\"txid\":\"TX99\"",
                "20-11-2026",
            ] {
                assert!(text.contains(wanted), "{language}: {wanted} is not in {text}");
            }
        }
    }

    #[test]
    fn a_short_pack_leaves_out_the_oldest_answers_and_says_so() {
        let answers = ["first", "second", "third"].map(|word| answer(&format!("{word} {}", "x".repeat(1_500))));
        let long = pack(answers.to_vec(), "they look into it");
        let text = long.short_text(Language::EN);
        assert!(text.contains("third") && text.contains("second") && !text.contains("first"), "{text}");
        assert!(text.contains("(More is in the whole document.)") && text.chars().count() <= SHORT_MOST);
        assert!(text.find("second") < text.find("third"), "in the order of time");
        let short = pack(vec![answer("done")], "they look into it");
        assert_eq!(short.short_text(Language::EN), document_text(&short.document(Language::EN)));
    }

    proptest! {
        #[test]
        fn a_short_pack_is_never_longer_than_a_form_takes(note in "[a-zक-ह\n ]{0,6000}", answers in prop::collection::vec(0_usize..5_000, 0..6)) {
            let pack = pack(answers.into_iter().map(|length| answer(&"ल".repeat(length))).collect(), &note);
            for language in languages() {
                let text = pack.short_text(*language);
                prop_assert!(text.chars().count() <= SHORT_MOST && text.contains("GAB1000042"));
            }
        }
    }
}
