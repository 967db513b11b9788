//! A Hindi word is written in one way, on the screen as on paper.

use super::{Source, about, none};

/// The spelling of the house, and those that are not used.
const TWINS: [(&str, &[&str]); 10] = [
    ("टेस्ट पर्ची", &["जाँच की पर्ची", "जाँच पर्ची"]),
    ("सर्विस चार्ज", &["सेवा शुल्क"]),
    ("असफल", &["नाकाम"]),
    ("डिस्ट्रीब्यूटर", &["वितरक", "डिस्ट्रिब्यूटर"]),
    ("हिन्दी", &["हिंदी"]),
    ("उधार", &["कर्ज", "करज", "क़र्ज़"]),
    ("फ़ोन", &["फोन"]),
    ("शिफ़्ट", &["शिफ्ट"]),
    ("जाँच", &["जांच"]),
    ("रुके हुए", &["पेंडिंग"]),
];

/// Letters of Urdu that newspapers and shops leave without their dot: रकम, बाकी, खर्च. The dots of ज़, फ़, ड़ and ढ़ stay.
const DOTTED: [&str; 6] = ["क\u{93c}", "ख\u{93c}", "ग\u{93c}", "\u{958}", "\u{959}", "\u{95a}"];

fn is_words_of_ours(source: &Source) -> bool {
    source.path == "ui/messages/hi.json"
        || source.path == "ui/voice/hi.csv"
        || source.is_within(&["src-tauri/crates/receipts/data/"])
        || source.path == "src-tauri/crates/domain/data/desk.csv"
}

fn twins(source: &Source) -> Vec<String> {
    let unused = TWINS.iter().flat_map(|(house, others)| others.iter().map(move |other| (*other, *house)));
    let dotted = DOTTED.iter().map(|letter| (*letter, "without its dot"));
    let mut found = Vec::new();
    // What is typed into a search is found in every spelling.
    let lines = (1..).zip(source.text.lines()).filter(|(_, line)| !line.trim_start().starts_with("\"find_"));
    for (number, line) in lines {
        let words = unused.clone().chain(dotted.clone()).filter(|(other, _)| line.contains(other));
        found.extend(words.map(|(other, house)| format!("{}:{number}: {other}, here {house}", source.path)));
    }
    found
}

#[test]
fn a_hindi_word_has_one_spelling() {
    let sources = about("words in Hindi", is_words_of_ours);
    assert!(sources.len() >= 4, "the window's, the slips', the desk's");
    none("one word, one spelling", sources.iter().flat_map(twins).collect());
}

#[test]
fn a_second_spelling_is_seen() {
    let sin = |text: &str| twins(&Source { path: "ui/messages/hi.json".into(), text: text.into() }).len();
    assert_eq!(sin("शुरुआती रक\u{93c}म"), 1);
    assert_eq!(sin("जाँच की पर्ची\nवितरक"), 2);
    assert_eq!(sin("  \"find_waiting\": \"पेंडिंग\","), 0);
    assert_eq!(sin("शुरुआती रकम, टेस्ट पर्ची, ज़्यादा, फ़र्क"), 0);
}
