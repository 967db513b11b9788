//! A message to a customer whose plan may soon be over. It claims nothing, and says nothing of what is owed.

use domain::{Language, Names, Paise};

use crate::rows::written_day;
use crate::udhaar::greeting;
use crate::words::words_in;

/// The facts of the message.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "named as in the message")]
pub struct DueMessage {
    pub practice: bool,
    /// The customer's name; it may be empty.
    pub name: String,
    pub operator: Names,
    /// As people read it.
    pub number: String,
    pub amount: Paise,
    /// The day on which it may be over, `2026-11-29`.
    pub day: String,
    /// That day is past.
    pub is_past: bool,
    pub shop_name: String,
    pub shop_phone: String,
}

/// The message.
pub fn due_message(facts: &DueMessage, language: Language) -> String {
    let words = words_in(language);
    let sentence = if facts.is_past { &words.renew_past } else { &words.renew_soon };
    let sentence = sentence
        .replace("{operator}", facts.operator.in_language(language))
        .replace("{number}", &facts.number)
        .replace("{amount}", &facts.amount.to_string())
        .replace("{day}", &written_day(&facts.day));
    let mut lines: Vec<String> = facts.practice.then(|| words.practice.clone()).into_iter().collect();
    lines.extend([greeting(&facts.name, words), sentence, words.renew_offer.clone()]);
    lines.push([facts.shop_name.as_str(), facts.shop_phone.as_str()].join(" ").trim().to_owned());
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use domain::languages;

    use super::*;

    fn facts() -> DueMessage {
        DueMessage {
            practice: false,
            name: "Asha {day}".to_owned(),
            operator: Names::alike("Airtel"),
            number: "98765 43210".to_owned(),
            amount: Paise::new(29_900),
            day: "2026-11-29".to_owned(),
            is_past: false,
            shop_name: "Sharma Telecom".to_owned(),
            shop_phone: "98765 00000".to_owned(),
        }
    }

    #[test]
    fn the_message_says_what_may_be_over_and_when_in_every_language() {
        for language in languages() {
            for is_past in [false, true] {
                let text = due_message(&DueMessage { is_past, ..facts() }, *language);
                let amount = facts().amount.to_string();
                for part in
                    ["Asha {day}", "Airtel", "98765 43210", amount.as_str(), "29-11-2026", "Sharma Telecom 98765 00000"]
                {
                    assert!(text.contains(part), "{language}: {part} in {text}");
                }
                assert!(!text.replace("Asha {day}", "").contains('{'), "{text}");
            }
            let practised = due_message(&DueMessage { practice: true, name: String::new(), ..facts() }, *language);
            assert!(practised.starts_with(&words_in(*language).practice), "{practised}");
        }
    }

    #[test]
    fn it_claims_nothing() {
        let text = due_message(&facts(), Language::EN);
        assert!(text.contains("may run out around 29-11-2026"), "{text}");
        let past = due_message(&DueMessage { is_past: true, ..facts() }, Language::EN);
        assert!(past.contains("may have run out around 29-11-2026"), "{past}");
    }
}
