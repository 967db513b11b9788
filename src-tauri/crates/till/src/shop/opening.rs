//! Opening a till: its key, its file, and what a restore that was cut short left to do.

use std::path::Path;
use std::sync::Arc;

use ledger::{ChainKey, LedgerError, OrderLog};
use tokio::sync::broadcast;
use tokio::time::timeout;

use super::informed::information_of;
use super::state::{State, connect_all, lists_of, login_of, rules_of};
use crate::backup::files::{Kept, take_wanted};
use crate::backup::keep::own_folder;
use crate::backup::name::read_name;
use crate::backup::open::TakeUp;
use crate::backup::report::Reports;
use crate::backup::swap::{Plan, Swap};
use crate::backup::upgrade::{UpgradeHeard, copy_before};
use crate::settings::entries::LEDGER;
use crate::settings::logins::{chain_key, keychain_of, new_key, practice_key};
use crate::settings::pen::FIRST_TRY;
use crate::settings::store::Store;
use crate::{Keychain, Mode, Notice, Parts, Ports, Problem, RepairReport, Till, VaultError};

/// A "no record" is believed only when it is still said so long after submission, in ms.
const SETTLING_MS: i64 = 20 * 60 * 1_000;
/// In practice nothing is at stake, and a learner should see it happen.
const PRACTICE_SETTLING_MS: i64 = 30 * 1_000;

/// The key that seals the real journal. Where the keychain does not give it at once, one is made for this session: the chain
/// counts its rows apart, and the ledger takes its own one up as soon as the keychain answers.
async fn opening_key(folder: &Path, ports: &Ports, state: &mut State, had_ledger: bool) -> ChainKey {
    if !had_ledger && state.file.logins_settled.insert(LEDGER.to_owned()) {
        // The key of an older version, if there is one, seals another folder's journal. Where that cannot be written the next
        // start may take it for this one's: it is shared then, as it was in those versions.
        let _ = Store::new(folder, "settings.json").save(&state.file);
    }
    let fresh = new_key(ports);
    if !state.is_sign_kept {
        state.logins.session_key = Some(fresh);
        return chain_key(&fresh);
    }
    let drawer = state.drawer(ports);
    let asked = timeout(FIRST_TRY, drawer.journal_key(!state.file.logins_settled.contains(LEDGER), &fresh));
    // One that did not answer a moment ago is not waited for again.
    let given = if state.logins.keychain == Keychain::Ok { asked.await } else { Ok(Err(VaultError::Locked)) };
    match given.unwrap_or(Err(VaultError::Locked)) {
        Ok(key) => chain_key(&key),
        Err(error) => {
            if state.logins.keychain == Keychain::Ok {
                state.logins.keychain = keychain_of(error);
            }
            state.logins.session_key = Some(fresh);
            chain_key(&fresh)
        }
    }
}

/// Opens the till of a mode. A restore that was decided on is brought to its end first. A ledger that is damaged, or gone
/// although there was one, gives a till without a ledger, which the shop can repair; the report tells what was put back.
pub(crate) async fn open_till(
    folder: &Path,
    ports: &Ports,
    state: &mut State,
    mode: Mode,
    notices: &broadcast::Sender<Notice>,
    (reports, heard): (&Reports, &UpgradeHeard),
) -> Result<(Arc<Till>, Option<RepairReport>), Problem> {
    let swap = Swap::new(folder, mode);
    let mut plan = swap.decided();
    if let Ok(Some(plan)) = &mut plan {
        take_wanted(folder, &swap, plan, Kept { settings: &mut state.file, catalogue: &mut state.catalogue });
    }
    let (connections, http, key, settling_ms) = match mode {
        Mode::Practice => {
            let (connections, http) = ports.practice.connect().await?;
            (connections, http, practice_key(), PRACTICE_SETTLING_MS)
        }
        Mode::Real => {
            let key = opening_key(folder, ports, state, !swap.is_gone()).await;
            (connect_all(ports, state), ports.http.clone(), key, SETTLING_MS)
        }
    };
    let agent = login_of(state, mode);
    let lists = lists_of(ports, state, mode);
    let ready = match mode {
        // The practice providers stand at another address at every start.
        Mode::Practice => Arc::default(),
        Mode::Real => state.ready.clone(),
    };
    let parts = || Parts {
        mode,
        path: swap.ledger(),
        is_elsewhere: state.file.backup.asks_slips.contains(&mode),
        key: key.clone(),
        connections: connections.clone(),
        lists: lists.clone(),
        http: http.clone(),
        browser: ports.browser.clone(),
        press: state.press.clone(),
        clock: ports.clock.clone(),
        random: ports.random.clone(),
        runtime: ports.runtime.clone(),
        settling_ms,
        rules: rules_of(ports, &state.file, mode),
        ready: ready.clone(),
        notices: notices.clone(),
    };
    let (till, report) = match plan.and_then(|plan| open_file(folder, &swap, plan, parts, (reports, heard))) {
        // SQLite could read it when it was looked at, and could not go on, or it is nobody's ledger. Where a restore cannot be
        // gone on with, nothing was moved either, and the repair begins it anew.
        Err(Problem::LedgerCorrupt | Problem::RestoreNoteUnreadable) => {
            (Till::without_ledger(parts(), LedgerError::Corrupt), None)
        }
        // It may be whole. The window is open all the same, and says what to try before a repair.
        Err(Problem::LedgerNotGiven { words }) => (Till::without_ledger(parts(), LedgerError::NotGiven(words)), None),
        opened => {
            let opened = opened?;
            note_asked(folder, state, mode);
            opened
        }
    };
    till.set_agent(agent);
    till.set_information(information_of(ports, state, mode).await);
    Ok((till, report))
}

/// Notes that the slips that waited in a ledger of a copied folder are asked about now. Where that cannot be written, the next start
/// asks once more.
fn note_asked(folder: &Path, state: &mut State, mode: Mode) {
    if state.file.backup.asks_slips.contains(&mode) {
        state.file.backup.asks_slips.retain(|asked| *asked != mode);
        let _ = Store::new(folder, "settings.json").save(&state.file);
    }
}

fn open_file(
    folder: &Path,
    swap: &Swap,
    plan: Option<Plan>,
    parts: impl Fn() -> Parts,
    (reports, heard): (&Reports, &UpgradeHeard),
) -> Result<(Arc<Till>, Option<RepairReport>), Problem> {
    let Some(mut plan) = plan else {
        swap.forget_staged()?;
        if swap.is_gone() && was_there(folder, swap) {
            return Err(Problem::LedgerCorrupt);
        }
        let parts = parts();
        copy_before(folder, swap, &parts.key, parts.clock.now_ms(), heard)?;
        let (till, found) = Till::open_and_take_up(parts, TakeUp::Log(swap), heard)?;
        return Ok((till, found.map(|found| reports.keep(found))));
    };
    swap.set_aside(&plan)?;
    swap.take_place()?;
    if swap.is_gone() {
        return Err(Problem::LedgerCorrupt);
    }
    let (till, found) = Till::open_and_take_up(parts(), TakeUp::All(swap, &mut plan), heard)?;
    let set_aside = swap.aside(&plan).map(|_| plan.set_aside);
    Ok((till, found.map(|found| reports.keep(RepairReport { set_aside, ..found }))))
}

/// Whether there must have been a ledger: its backups or its log of orders are here.
fn was_there(folder: &Path, swap: &Swap) -> bool {
    let entries = std::fs::read_dir(own_folder(folder)).into_iter().flatten().flatten();
    let mut names = entries.filter_map(|entry| entry.file_name().into_string().ok());
    let is_logged = || OrderLog::beside(&swap.ledger()).read().is_ok_and(|log| !log.orders.is_empty());
    names.any(|name| read_name(&name).is_some_and(|named| named.mode == swap.mode)) || is_logged()
}
