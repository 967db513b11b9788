//! What a person says while the keychain is asked.

use super::*;

/// What a person says of a login while the keychain is asked.
#[derive(Debug, Clone, Copy)]
enum Word {
    Save,
    Disconnect,
}

/// When the keychain's slow call is let go.
#[derive(Debug, Clone, Copy)]
enum LetGo {
    /// While the person's word waits for its turn.
    Meanwhile,
    /// After the person was told how it went.
    Afterwards,
}

/// A login is held in memory; the keychain is asked to take it, and is slow; somebody types another, or disconnects.
async fn spoken_meanwhile(slow: Call, word: Word, let_go: LetGo) {
    let note = format!("{slow:?} {word:?} {let_go:?}");
    let counter = Counter::with(&["inspay"], QUICK).await;
    let (pocket, base) = (counter.pocket.clone(), counter.simulator.base_address("inspay"));
    pocket.set_mood(Mood::Locked);
    counter.connect("inspay", &base, &[("token", "typed-first")]).await;
    pocket.set_mood(Mood::Well);
    pocket.slow_down(slow);
    let speak = async {
        match word {
            Word::Save => counter.connect("inspay", &base, &[]).await,
            Word::Disconnect => counter.shop.disconnect_provider("inspay").await.expect("disconnected"),
        }
    };
    let person = async {
        pocket.arrived().await;
        match let_go {
            LetGo::Meanwhile => drop(tokio::join!(speak, async { pocket.let_go() })),
            LetGo::Afterwards => {
                speak.await;
                pocket.let_go();
            }
        }
    };
    within(async { tokio::join!(counter.shop.ask_keychain(), person) }).await;
    within(async { while counter.shop.ask_keychain().await {} }).await;
    assert_eq!(counter.shop.keychain().await, Keychain::Ok, "{note}");
    let kept = pocket.all();
    match word {
        Word::Save => {
            let token = kept.get(&format!("{}/inspay/token", sign_of(&counter))).map(String::as_str);
            assert_eq!(token, Some("practice-token"), "{note}");
            assert_eq!(balance(&counter).await, Ok(()), "{note}");
            let counter = counter.reopened().await;
            assert_eq!(balance(&counter).await, Ok(()), "{note}");
        }
        Word::Disconnect => {
            let left: Vec<&String> = kept.keys().filter(|name| name.contains("inspay")).collect();
            assert_eq!(left, [""; 0], "{note}");
            assert!(balance(&counter).await.is_err(), "{note}");
            assert_eq!(counter.shop.logins().await.expect("the logins"), Default::default(), "{note}");
        }
    }
}

#[tokio::test]
async fn what_a_person_says_while_the_keychain_is_asked_is_the_last_word() {
    for slow in [Call::Get, Call::Set] {
        for word in [Word::Save, Word::Disconnect] {
            for let_go in [LetGo::Meanwhile, LetGo::Afterwards] {
                spoken_meanwhile(slow, word, let_go).await;
            }
        }
    }
}

/// What was read before a person changed it is not taken back into memory.
#[tokio::test]
async fn an_old_answer_does_not_bring_back_the_login_before() {
    let counter = Counter::with(&["inspay"], QUICK).await;
    let (pocket, base) = (counter.pocket.clone(), counter.simulator.base_address("inspay"));
    counter.connect("inspay", &base, &[("token", "refused")]).await;
    pocket.set_mood(Mood::Locked);
    // Held, so that the keychain is asked; the old one is still in it.
    counter.connect("inspay", &base, &[]).await;
    pocket.set_mood(Mood::Well);
    assert!(within(counter.shop.ask_keychain()).await);
    assert_eq!(balance(&counter).await, Ok(()), "not the one that was read before it was replaced");
}
