//! The facts of a receipt, and their words in English and Hindi.

use domain::{Paise, india_time};

/// The language of a slip.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// English.
    En,
    /// Hindi.
    Hi,
}

impl Language {
    fn pick(self, en: &'static str, hi: &'static str) -> &'static str {
        match self {
            Language::En => en,
            Language::Hi => hi,
        }
    }
}

/// What a customer may conclude from the slip.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It succeeded.
    Done,
    /// It is not settled; the slip is no proof of payment.
    Pending,
    /// It failed; nothing was taken.
    Failed,
    /// It was taken back.
    Reversed,
}

/// The facts of one sale, as they go on paper.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "named as on the slip")]
pub struct Receipt {
    pub practice: bool,
    pub duplicate: bool,
    pub shop_name: String,
    pub shop_phone: String,
    pub shop_address: String,
    pub standing: Standing,
    /// When it was sold, in ms since 1970; printed in India's time.
    pub sold_at_ms: i64,
    pub number: String,
    pub operator_en: String,
    pub operator_hi: String,
    pub amount: Paise,
    pub order_id: String,
    pub provider: String,
    pub provider_ref: Option<String>,
    pub operator_ref: Option<String>,
    /// Why it failed, in the provider's words.
    pub words: Option<String>,
}

/// One labelled line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The label, in the slip's language.
    pub label: String,
    /// The value.
    pub value: String,
}

/// A receipt in the words of one language, in the order of the paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip {
    /// "Practice", "Duplicate": printed above everything.
    pub banners: Vec<String>,
    /// The shop's name.
    pub shop_name: String,
    /// Address and phone.
    pub shop_lines: Vec<String>,
    /// The outcome, in capitals where the language has them.
    pub outcome: String,
    /// Whether it is not settled.
    pub pending: bool,
    /// The amount, `₹ 299`.
    pub amount: String,
    /// The facts.
    pub rows: Vec<Row>,
    /// What stands below.
    pub footer: Vec<String>,
}

impl Slip {
    /// Puts a receipt into words.
    pub fn of(receipt: &Receipt, language: Language) -> Slip {
        let say = |en, hi| language.pick(en, hi).to_owned();
        let outcome = match receipt.standing {
            Standing::Done => say("SUCCESSFUL", "सफल"),
            Standing::Pending => say("PENDING", "बाकी है (PENDING)"),
            Standing::Failed => say("FAILED", "असफल"),
            Standing::Reversed => say("REVERSED", "वापस हुआ"),
        };
        let mut banners = Vec::new();
        if receipt.practice {
            banners.push(say("PRACTICE - NO REAL MONEY", "अभ्यास - असली पैसा नहीं"));
        }
        if receipt.duplicate {
            banners.push(say("DUPLICATE", "दूसरी प्रति (DUPLICATE)"));
        }
        let note = match receipt.standing {
            Standing::Done => say("This is the shop's acknowledgement.", "यह दुकान की रसीद है।"),
            Standing::Pending => say(
                "Not settled yet. This slip is no proof of payment.",
                "अभी पूरा नहीं हुआ। यह पर्ची भुगतान का प्रमाण नहीं है।",
            ),
            Standing::Failed => say("Nothing was charged.", "कोई पैसा नहीं कटा।"),
            Standing::Reversed => {
                say("The recharge was taken back; ask the shop for your money.", "रिचार्ज वापस हो गया; अपने पैसे दुकान से लें।")
            }
        };
        let lines = [&receipt.shop_address, &receipt.shop_phone];
        Slip {
            banners,
            shop_name: receipt.shop_name.clone(),
            shop_lines: lines.into_iter().filter(|line| !line.is_empty()).cloned().collect(),
            outcome,
            pending: receipt.standing == Standing::Pending,
            amount: receipt.amount.to_string(),
            rows: rows_of(receipt, language),
            footer: vec![note],
        }
    }
}

fn rows_of(receipt: &Receipt, language: Language) -> Vec<Row> {
    let sold_at = india_time(receipt.sold_at_ms);
    let operator = match language {
        Language::En => &receipt.operator_en,
        Language::Hi => &receipt.operator_hi,
    };
    let mut rows = Vec::new();
    let mut row = |en, hi, value: String| rows.push(Row { label: language.pick(en, hi).to_owned(), value });
    row("Date", "तारीख", sold_at.strftime("%d-%m-%Y").to_string());
    row("Time", "समय", sold_at.strftime("%H:%M").to_string());
    row("Number", "नंबर", receipt.number.clone());
    row("Operator", "ऑपरेटर", operator.clone());
    row("Order id", "ऑर्डर आईडी", receipt.order_id.clone());
    row("Through", "प्रोवाइडर", receipt.provider.clone());
    if let Some(id) = &receipt.provider_ref {
        row("Provider ref", "प्रोवाइडर रेफ़रेंस", id.clone());
    }
    if let Some(id) = &receipt.operator_ref {
        row("Operator ref", "ऑपरेटर रेफ़रेंस", id.clone());
    }
    if let (Standing::Failed, Some(words)) = (receipt.standing, &receipt.words) {
        row("Reason", "कारण", words.clone());
    }
    rows
}
