//! Canaries in everything that is secret, through every flow: each may be sent, and is found nowhere else.
//!
//! Each round is a process of its own, so that what it leaves behind can be looked at as a stranger would: its data folder
//! with the database's log, its temporary files, what it wrote to its outputs, its arguments and its environment, and
//! everything its window was given.

mod canary;
mod echo;
mod flows;
mod live;
mod mirror;
mod places;
mod search;

use std::path::Path;
use std::time::{Duration, Instant};

use crate::Verdict;
use crate::args::{Args, Span};
use canary::Canaries;
use places::{LEAKS, Left};

/// Set for the child: the folder of its round.
const CHILD: &str = "GALLA_SECRETS_FOLDER";
/// Set for a child that shall let a secret out: where.
const LEAK: &str = "GALLA_SECRETS_LEAK";
/// Rounds of each span.
const SHORT: u64 = 4;
const USUAL: u64 = 40;

/// Runs the part; in a child, a round.
pub fn run(args: &Args) -> Verdict {
    if let Some(folder) = std::env::var_os(CHILD) {
        let folder = Path::new(&folder);
        let leak = std::env::var(LEAK).ok();
        let ended = match leak {
            Some(leak) => places::leak(&leak, args.seed, folder),
            None => live::run(args.seed, &folder.join("data"), &folder.join("out")),
        }
        .map(|()| String::new());
        // The parent looks at a child that runs; then it lets it go.
        let _ = std::io::stdin().read_line(&mut String::new());
        return ended;
    }
    let writings = the_search_finds_every_writing(args.seed)?;
    for leak in LEAKS {
        places::is_found(leak, args.seed)?;
    }
    let end = match args.span {
        Span::For(span) => Some(Instant::now() + span),
        Span::Short | Span::Usual => None,
    };
    let count = if args.replay {
        1
    } else if args.span == Span::Short {
        SHORT
    } else {
        USUAL
    };
    let mut sum = Sum::default();
    let mut round = 0;
    while end.map_or(round < count, |end| Instant::now() < end) {
        sum.add(&one(args.seed.wrapping_add(round))?);
        round += 1;
    }
    Ok(format!(
        "{round} rounds, {} sales, {} calls with a secret, {} answers that repeated one, {} panics, {} MB in {} places looked \
         through: none let out; {} of {} leaks put in on purpose found, in {writings} writings",
        sum.sales,
        sum.told,
        sum.repeated,
        sum.panics,
        sum.bytes >> 20,
        sum.places,
        LEAKS.len(),
        LEAKS.len(),
    ))
}

/// What all rounds come to.
#[derive(Default)]
struct Sum {
    sales: usize,
    told: usize,
    repeated: usize,
    panics: usize,
    bytes: usize,
    places: usize,
}

impl Sum {
    fn add(&mut self, left: &Left) {
        self.sales += left.facts.sales;
        self.told += left.facts.told.values().sum::<usize>();
        self.repeated += left.facts.repeated.values().sum::<usize>();
        self.panics += left.facts.panics;
        self.bytes += left.places.iter().map(|(_, bytes)| bytes.len()).sum::<usize>();
        self.places += left.places.len();
    }
}

/// One round, and the search through everything it left behind.
fn one(seed: u64) -> Result<Left, String> {
    let again = |what: String| format!("{what}; again: --part secrets --seed {seed} --replay");
    let left = places::live(seed, None).map_err(again)?;
    let canaries = Canaries::draw(seed);
    if let Some((place, found)) = left.find(&canaries) {
        return Err(again(format!("{found} is in {place}")));
    }
    let facts = &left.facts;
    let told = live::companies().all(|slug| facts.told.get(slug).is_some_and(|count| *count > 3));
    let repeated = facts.repeated.values().sum::<usize>() > 20;
    let shown = left.place("shown.txt").map(String::from_utf8_lossy).unwrap_or_default();
    // Without these nothing was tried.
    if !told || !repeated || facts.sales < 20 || facts.panics < 10 || shown.matches("•••").count() < 50 {
        return Err(again(format!("too little happened: {facts:?}, hidden {}", shown.matches("•••").count())));
    }
    Ok(left)
}

/// The control of the search: it finds every secret in every writing, and nothing where nothing is.
fn the_search_finds_every_writing(seed: u64) -> Result<usize, String> {
    let mut writings = 0;
    for seed in seed..seed + 40 {
        let canaries = Canaries::draw(seed);
        for canary in &canaries.all {
            for writing in echo::ALL {
                let is_promised = writing != echo::Writing::Base64 || canary.text.len() >= 8;
                let text = format!("{{\"x\":\"{}\"}}", writing.in_json(&format!("a={} b", canary.text)));
                if is_promised && search::find(text.as_bytes(), &canaries).is_none() {
                    return Err(format!("the search does not find {canary:?} as {writing:?} in {text}"));
                }
            }
        }
        let harmless =
            format!("{{\"order\":\"K7QX2M{:06}\",\"at\":1790000000000,\"name\":\"Airtel\"}}", seed % 1_000_000);
        if let Some(found) = search::find(harmless.as_bytes(), &canaries) {
            return Err(format!("the search finds {found} where it is not"));
        }
        writings = echo::ALL.len();
    }
    Ok(writings)
}

/// How long a child may take.
const PATIENCE: Duration = Duration::from_secs(180);
