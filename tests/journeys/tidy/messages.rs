//! Every language says the same things.

use std::collections::BTreeSet;

use serde_json::Value;

use super::none;

fn read(language: &str) -> Value {
    let file = journeys::root().join("ui/messages").join(format!("{language}.json"));
    let text = std::fs::read_to_string(&file).unwrap_or_else(|e| panic!("the messages of {language}: {e}"));
    serde_json::from_str(&text).unwrap_or_else(|e| panic!("the messages of {language}: {e}"))
}

fn keys(messages: &Value) -> BTreeSet<&str> {
    let all = messages.as_object().expect("messages are an object").keys();
    all.map(String::as_str).filter(|key| *key != "$schema").collect()
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
