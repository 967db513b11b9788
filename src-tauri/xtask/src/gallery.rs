//! `cargo xtask gallery`: a picture of every screen and state of the real window.

use crate::packages::{self, Need};
use crate::place::Place;
use crate::shell::Outcome;
use crate::{test, voice, web};

/// The largest window that is photographed has to be on the screen as a whole.
const SCREEN: &str = "1920x1080x24";

/// The command. What is to be photographed is for the gallery itself to understand.
pub fn run(place: &Place, args: Vec<String>) -> Outcome {
    packages::ensure(Need::Test, &place.root)?;
    web::packages(place)?;
    voice::make(place)?;
    web::script(place, "build")?;
    test::build(place)?;
    test::driver(place)?;
    test::drive(place, test::GALLERY, SCREEN, &args, &[], |_| ())
}
