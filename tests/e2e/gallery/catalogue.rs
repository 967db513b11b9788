//! Which states there are. A new screen is a scene in `scenes`, named here: its states follow from each other, and each scene begins
//! wherever the one before it ended.

use std::path::Path;

use super::books;
use super::scenes::{
    bills, chits, close, customer_screen, day_book, desk, due, help, information, notices, pending, reports, sell,
    settings, start,
};
use super::stage::Stage;

/// How a state is reached from the state before it.
pub type Reach = Box<dyn Fn(&Stage<'_>)>;

/// What is photographed.
pub struct State {
    /// Its name in the command and in the names of its pictures.
    pub name: String,
    /// What the picture shows, for whoever does not see it.
    pub shows: String,
    /// How it is reached.
    pub reach: Reach,
}

/// States that are reached one after the other.
pub struct Scene {
    /// Its name in the command and in the names of its pictures.
    pub name: &'static str,
    /// Its states.
    pub states: Vec<State>,
}

/// Scenes that are played in one window over the same books.
pub struct Album {
    /// Makes the data folder, in a language.
    pub books: fn(&Path, &'static str),
    /// Brings the window that has just been opened to *Sell*, or to what stands in its place.
    pub opens: fn(&Stage<'_>),
    /// What is played.
    pub scenes: Vec<Scene>,
}

/// A state by its name, what it shows, and how it is reached.
pub fn state(name: &str, shows: &str, reach: impl Fn(&Stage<'_>) + 'static) -> State {
    State { name: name.to_owned(), shows: shows.to_owned(), reach: Box::new(reach) }
}

fn at_sell(stage: &Stage<'_>) {
    stage.screen.wait_cursor(&stage.say("field_number"));
}

/// Everything there is.
pub fn albums() -> Vec<Album> {
    vec![
        Album { books: books::none, opens: |stage| stage.screen.choose_language(), scenes: vec![start::scene()] },
        Album {
            books: books::none,
            opens: |stage| stage.screen.answer_first_questions(),
            scenes: vec![start::new_shop(), close::scene()],
        },
        Album { books: books::none, opens: |stage| stage.screen.answer_first_questions(), scenes: vec![help::scene()] },
        Album { books: books::described, opens: at_sell, scenes: vec![information::scene(), customer_screen::scene()] },
        Album { books: books::described, opens: at_sell, scenes: vec![chits::scene()] },
        Album { books: books::due_again, opens: at_sell, scenes: vec![due::scene()] },
        Album { books: books::yesterday, opens: at_sell, scenes: vec![help::rehearsal()] },
        Album {
            books: books::a_month,
            opens: at_sell,
            scenes: vec![
                sell::scene(),
                sell::outcomes(),
                bills::scene(),
                pending::scene(),
                day_book::scene(),
                day_book::money(),
                day_book::customers(),
                desk::scene(),
                reports::scene(),
                settings::scene(),
                notices::scene(),
            ],
        },
        Album {
            books: books::damaged,
            opens: |stage| stage.screen.wait_text(&stage.say("damage_title")),
            scenes: vec![notices::damage()],
        },
    ]
}
