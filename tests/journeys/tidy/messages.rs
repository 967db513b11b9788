//! Every language says the same things.

use std::collections::BTreeSet;

use serde_json::Value;

use super::none;

fn text_of(language: &str) -> String {
    let file = journeys::root().join("ui/messages").join(format!("{language}.json"));
    std::fs::read_to_string(&file).unwrap_or_else(|e| panic!("the messages of {language}: {e}"))
}

fn read(language: &str) -> Value {
    serde_json::from_str(&text_of(language)).unwrap_or_else(|e| panic!("the messages of {language}: {e}"))
}

fn keys(messages: &Value) -> BTreeSet<&str> {
    let all = messages.as_object().expect("messages are an object").keys();
    all.map(String::as_str).filter(|key| *key != "$schema").collect()
}

/// The keys that stand twice: the later one would win without a word. A message begins on a line of its own, two blanks in.
fn twice(text: &str) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let keys = text.lines().filter_map(|line| line.strip_prefix("  \"")?.split_once("\": ").map(|(key, _)| key));
    keys.filter(|key| !seen.insert(*key)).map(str::to_owned).collect()
}

fn differences(en: &Value, hi: &Value) -> Vec<String> {
    let only = |a: &Value, b: &Value, language: &str| {
        let (a, b) = (keys(a), keys(b));
        a.difference(&b).map(|key| format!("{key} is in {language} only")).collect::<Vec<_>>()
    };
    [only(en, hi, "en"), only(hi, en, "hi")].concat()
}

/// A language of the tables without sentences could be chosen by nobody; one of the sentences alone could not be kept.
#[test]
fn tables_and_window_speak_the_same_languages() {
    let folder = std::fs::read_dir(journeys::root().join("ui/messages")).expect("the messages can be listed");
    let names = folder.map(|file| file.expect("a file").file_name().to_string_lossy().into_owned());
    let spoken: BTreeSet<String> = names.map(|name| name.trim_end_matches(".json").to_owned()).collect();
    let written: BTreeSet<String> = domain::languages().iter().map(ToString::to_string).collect();
    assert_eq!(spoken, written);
}

#[test]
fn every_language_has_every_message() {
    let en = read("en");
    assert!(keys(&en).len() > 20, "only {} messages", keys(&en).len());
    for language in domain::languages() {
        none("the same keys in English and every language", differences(&en, &read(language.code())));
    }
}

#[test]
fn a_missing_message_is_found() {
    let (en, hi) = (serde_json::json!({"a": "1", "b": "2"}), serde_json::json!({"$schema": "x", "b": "2", "c": "3"}));
    assert_eq!(differences(&en, &hi), ["a is in en only", "c is in hi only"]);
}

#[test]
fn every_message_stands_once() {
    for language in domain::languages() {
        none("each message stands once", twice(&text_of(language.code())));
    }
}

#[test]
fn a_message_that_stands_twice_is_found() {
    assert_eq!(twice("{\n  \"a\": \"1\",\n  \"b\": \"a\",\n  \"a\": \"2\"\n}\n"), ["a"]);
}
