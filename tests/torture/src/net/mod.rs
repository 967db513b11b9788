//! Not there yet.

use crate::Verdict;
use crate::args::Args;

pub fn run(_args: &Args) -> Verdict {
    Err("not there yet".to_owned())
}
