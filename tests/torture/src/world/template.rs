//! The ledger that every shop here begins with: nothing was sold yet, and the rules of money stand.

use std::sync::Arc;

use domain::{DAY_MS, india_day};
use till::{AgainInput, ChargeInput, CommissionInput, PaysInput, Problem, Till};

use super::chance::Chance;
use super::keeper::{CHARGE_MOST_RUPEES, KNOWN, OPERATORS};
use super::mending::customer_input;
use super::shared::World;
use super::shop::{parts, runtime};
use super::state::PERCENT;
use crate::disk::Disk;
use crate::mouth::SLUGS;

/// A day before all shops.
const ALWAYS: &str = "2020-01-01";
/// So many days after that of the template no shop comes, however wrong its clock is: from then on every company is to pay this.
const NEVER: (i64, &str) = (365, "50");

/// The first of the problems of a form.
fn first(problems: Vec<Problem>) -> Problem {
    problems.into_iter().next().unwrap_or(Problem::NotAllowedNow)
}

/// A disk with that ledger. The till makes it once, and each run begins with a copy.
pub fn template() -> Result<Disk, String> {
    let disk = Disk::new();
    let world = Arc::new(World::new(0, false));
    let made = runtime().map_err(|error| error.to_string())?.block_on(async {
        world.time.begin();
        let till = Till::open(parts(&world, &disk, &mut Chance::new(0)))?;
        commission(&till, &india_day(world.time.now_ms() + NEVER.0 * DAY_MS))?;
        customers(&till)?;
        charge(&till)?;
        world.time.end();
        Ok::<_, Problem>(())
    });
    made.map_err(|problem| format!("{problem:?}"))?;
    Ok(disk)
}

/// A rule for every operator, and one for a day that never comes.
fn commission(till: &Till, never: &str) -> Result<(), Problem> {
    for of_provider in till.commission()?.providers {
        let place = SLUGS.iter().position(|slug| *slug == of_provider.provider).unwrap_or_default();
        for line in of_provider.lines {
            if !line.operator.as_ref().is_some_and(|operator| OPERATORS.contains(&operator.as_str())) {
                continue;
            }
            for (from, percent) in [(ALWAYS, PERCENT[place].to_string()), (never, NEVER.1.to_owned())] {
                let input = CommissionInput {
                    provider: of_provider.provider.clone(),
                    operator: line.operator.clone(),
                    service: line.service,
                    pays: PaysInput::Percent(percent),
                    from: from.to_owned(),
                    by: String::new(),
                };
                till.save_commission(&input, &AgainInput::Unasked).map_err(first)?;
            }
        }
    }
    Ok(())
}

/// Customers who may pay later, up to a limit.
fn customers(till: &Till) -> Result<(), Problem> {
    for customer in 0..KNOWN {
        till.save_customer(None, &customer_input(customer)).map_err(first)?;
    }
    Ok(())
}

/// The shop allows itself a charge beside the amount.
fn charge(till: &Till) -> Result<(), Problem> {
    let (take, most) = (String::new(), CHARGE_MOST_RUPEES.to_string());
    till.save_charge(&ChargeInput { operator: None, take, most, by: "Verma".to_owned() }).map_err(first)
}
