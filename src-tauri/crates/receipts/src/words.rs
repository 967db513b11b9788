//! How an order stands, in English and Hindi: the loud word, and what a customer may conclude from it.

use domain::Language;

use crate::about::About;
use crate::slip::Standing;

/// English and Hindi.
pub(crate) type Words = (&'static str, &'static str);

/// The one of them that is in this language.
pub(crate) fn said_in(language: Language, en: &'static str, hi: &'static str) -> &'static str {
    match language {
        Language::En => en,
        Language::Hi => hi,
    }
}

/// What stands below where no answer of the provider's said it.
pub(crate) const BY_WORD: Words = (
    "By the shopkeeper's word, as the provider's portal or helpline told it.",
    "दुकानदार के कहे पर, जैसा प्रोवाइडर के पोर्टल या हेल्पलाइन ने बताया।",
);

/// The loud word of a slip.
pub(crate) fn outcome(about: &About, standing: Standing) -> Words {
    let is_check = matches!(about, About::Aadhaar { .. });
    match standing {
        Standing::Done if is_check => ("VERIFIED", "सत्यापित (VERIFIED)"),
        Standing::Pending | Standing::Failed | Standing::Reversed if is_check => {
            ("NOT VERIFIED", "सत्यापित नहीं (NOT VERIFIED)")
        }
        Standing::Done => ("SUCCESSFUL", "सफल"),
        Standing::Pending if *about == About::Sale => ("PENDING", "बाकी है (PENDING)"),
        Standing::Pending => ("NOT FINISHED", "पूरा नहीं हुआ (NOT FINISHED)"),
        Standing::Failed => ("FAILED", "असफल"),
        Standing::Reversed => ("REVERSED", "वापस हुआ"),
    }
}

/// What stands below. An order of the desk takes hours, and the customer may have paid before it was finished: so unlike
/// a sale's, its slip never says that nothing was charged.
pub(crate) fn note(about: &About, standing: Standing) -> Words {
    match about {
        About::Sale => sale(standing),
        About::Pan => pan(standing),
        About::Account { .. } => account(standing),
        About::Aadhaar { .. } => aadhaar(standing),
        About::Load { .. } => load(standing),
    }
}

fn sale(standing: Standing) -> Words {
    match standing {
        Standing::Done => ("This is the shop's acknowledgement.", "यह दुकान की रसीद है।"),
        Standing::Pending => {
            ("Not settled yet. This slip is no proof of payment.", "अभी पूरा नहीं हुआ। यह पर्ची भुगतान का प्रमाण नहीं है।")
        }
        Standing::Failed => ("Nothing was charged.", "कोई पैसा नहीं कटा।"),
        Standing::Reversed => {
            ("The recharge was taken back; ask the shop for your money.", "रिचार्ज वापस हो गया; अपने पैसे दुकान से लें।")
        }
    }
}

fn pan(standing: Standing) -> Words {
    match standing {
        Standing::Done => (
            "The application was handed in. This is the shop's acknowledgement, not the card.",
            "आवेदन जमा हो गया। यह दुकान की रसीद है, कार्ड नहीं।",
        ),
        Standing::Pending => (
            "Started, not finished. This slip is no proof that a PAN card was applied for.",
            "शुरू हुआ, पूरा नहीं हुआ। यह पर्ची पैन कार्ड के आवेदन का प्रमाण नहीं है।",
        ),
        Standing::Failed => (
            "The application came to nothing. If you paid for it, ask the shop for your money.",
            "आवेदन नहीं हो सका। अगर आपने पैसे दिए हैं, तो दुकान से वापस लें।",
        ),
        Standing::Reversed => (
            "The application was taken back. If you paid for it, ask the shop for your money.",
            "आवेदन वापस हो गया। अगर आपने पैसे दिए हैं, तो दुकान से वापस लें।",
        ),
    }
}

fn account(standing: Standing) -> Words {
    match standing {
        Standing::Done => (
            "The account opening is finished. This is the shop's acknowledgement; the account's papers come from the bank.",
            "खाता खोलने का काम पूरा हुआ। यह दुकान की रसीद है; खाते के कागज़ बैंक से मिलेंगे।",
        ),
        Standing::Pending => (
            "Started, not finished. This slip is no proof of an account.",
            "शुरू हुआ, पूरा नहीं हुआ। यह पर्ची खाते का प्रमाण नहीं है।",
        ),
        Standing::Failed => (
            "No account was opened. If you paid for it, ask the shop for your money.",
            "खाता नहीं खुला। अगर आपने पैसे दिए हैं, तो दुकान से वापस लें।",
        ),
        Standing::Reversed => (
            "The account opening was taken back. If you paid for it, ask the shop for your money.",
            "खाता खोलना वापस हो गया। अगर आपने पैसे दिए हैं, तो दुकान से वापस लें।",
        ),
    }
}

fn aadhaar(standing: Standing) -> Words {
    match standing {
        Standing::Done => {
            ("This is the shop's acknowledgement. It is no identity card.", "यह दुकान की रसीद है, पहचान पत्र नहीं।")
        }
        Standing::Pending => (
            "Started, not finished. This slip is no proof of anybody's identity.",
            "शुरू हुआ, पूरा नहीं हुआ। यह पर्ची किसी की पहचान का प्रमाण नहीं है।",
        ),
        Standing::Failed => (
            "Nothing was verified. If you paid for it, ask the shop for your money.",
            "पहचान की जाँच नहीं हो सकी। अगर आपने पैसे दिए हैं, तो दुकान से वापस लें।",
        ),
        Standing::Reversed => (
            "The verification was taken back. If you paid for it, ask the shop for your money.",
            "पहचान की जाँच वापस हो गई। अगर आपने पैसे दिए हैं, तो दुकान से वापस लें।",
        ),
    }
}

fn load(standing: Standing) -> Words {
    match standing {
        Standing::Done => (
            "The shop's own note of its wallet; no receipt for a customer.",
            "यह दुकान के अपने वॉलेट का हिसाब है, ग्राहक की रसीद नहीं।",
        ),
        Standing::Pending => (
            "The shop's own note: started, not confirmed. It is no proof of payment.",
            "यह दुकान का अपना हिसाब है: शुरू हुआ, पक्का नहीं हुआ। यह भुगतान का प्रमाण नहीं है।",
        ),
        Standing::Failed => (
            "The shop's own note: nothing was loaded. If it was paid all the same, ask the provider.",
            "यह दुकान का अपना हिसाब है: वॉलेट में कुछ नहीं आया। अगर पैसे दिए गए हैं, तो प्रोवाइडर से पूछें।",
        ),
        Standing::Reversed => (
            "The shop's own note: the load was taken back. Ask the provider.",
            "यह दुकान का अपना हिसाब है: वॉलेट में आए पैसे वापस हो गए। प्रोवाइडर से पूछें।",
        ),
    }
}
