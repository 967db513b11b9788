//! What the upgrade of a large old ledger costs: its copy, the new schema, and carrying what its rows do not say; and then what
//! it costs to verify it and to make it anew from its journal.
//!
//! `cargo run --release --package journeys --bin carry_bench [SALES] [FOLDER]`. It says what it measures, and aims at a minute for
//! a million sales.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Instant;

use domain::{Mode, TerminalPrefix};
use hmac::{Hmac, KeyInit, Mac};
use ledger::{ChainKey, CopyBefore, Ledger, Opening, copy_before_upgrade};
use rusqlite::Connection;
use sha2::{Digest, Sha256};

type Failed = Box<dyn std::error::Error>;

const SALES: i64 = 1_000_000;
const AIM_S: f64 = 60.0;
/// The schema of the last version whose rows did not say what they decided.
const SCHEMA: [&str; 5] = [
    include_str!("../../../src-tauri/crates/ledger/migrations/0001_initial.sql"),
    include_str!("../../../src-tauri/crates/ledger/migrations/0002_attempts.sql"),
    include_str!("../../../src-tauri/crates/ledger/migrations/0003_desk.sql"),
    include_str!("../../../src-tauri/crates/ledger/migrations/0004_restore.sql"),
    include_str!("../../../src-tauri/crates/ledger/migrations/0005_word.sql"),
];
/// 1 January 2026 in India; a sale every half minute.
const FIRST_MS: i64 = 1_767_205_800_000;
const EVERY_MS: i64 = 30_000;
const KEY: [u8; 32] = [7; 32];
const SENT: &str = "https://provider.example/recharge?username=shop&password=[hidden]&operatorcode=A&number=";
const RECEIVED: &str =
    r#"{\"status\":\"Success\",\"txid\":\"7788990011\",\"opid\":\"MH2601010000000001\",\"balance\":\"10450.55\"}"#;

/// Seals rows as the ledger does, by what the papers of the seal say.
#[derive(Default)]
struct Chain {
    before: Vec<u8>,
}

impl Chain {
    fn seal(&mut self, numbers: [i64; 4], texts: [&str; 4]) -> Result<Vec<u8>, Failed> {
        let mut fields = Vec::new();
        numbers.iter().for_each(|number| fields.extend(number.to_be_bytes()));
        for text in texts {
            fields.extend((text.len() as u64).to_be_bytes());
            fields.extend(text.as_bytes());
        }
        let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(&KEY)?;
        [&self.before[..], b"old", &fields].iter().for_each(|part| mac.update(part));
        let mac = mac.finalize().into_bytes().to_vec();
        let mut link = Sha256::new();
        [&fields[..], b"old", &mac].iter().for_each(|part| link.update(part));
        self.before = link.finalize().to_vec();
        Ok(mac)
    }
}

/// Writes a ledger as the last version did whose rows did not say what they decided: nine of ten sales succeed, one fails.
fn old_ledger(path: &Path, sales: i64) -> Result<(), Failed> {
    let raw = Connection::open(path)?;
    raw.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA cache_size = -200000")?;
    SCHEMA.iter().try_for_each(|sql| raw.execute_batch(sql))?;
    raw.pragma_update(None, "user_version", 5)?;
    raw.execute("INSERT INTO ledger VALUES (1, 'practice', ?1)", [FIRST_MS])?;
    let mut chain = Chain::default();
    for id in 1..=sales {
        if id % 20_000 == 1 {
            raw.execute_batch("BEGIN")?;
        }
        old_sale(&raw, id, &mut chain)?;
        if id % 20_000 == 0 || id == sales {
            raw.execute_batch("COMMIT")?;
        }
    }
    raw.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)")?;
    Ok(())
}

fn old_sale(raw: &Connection, id: i64, chain: &mut Chain) -> Result<(), Failed> {
    let (at_ms, phone, order) = (FIRST_MS + id * EVERY_MS, format!("9{:09}", id % 40_000), format!("K7X2MQ{id:08}"));
    let end = if id % 10 == 0 { "failed" } else { "succeeded" };
    let day = domain::india_day(at_ms);
    raw.prepare_cached(
        "INSERT INTO sale (id, service, operator, number, circle, amount_paise, state, created_at_ms, day, intent)
         VALUES (?1, 'prepaid', 'airtel', ?2, 'mumbai', 29900, ?3, ?4, ?5, ?6)",
    )?
    .execute((id, &phone, end, at_ms, &day, format!("1f0c9a54-77aa-4d55-9d0e-{id:012}")))?;
    raw.prepare_cached(
        "INSERT INTO attempt (id, sale_id, provider, code, account, order_id, state, submitted_at_ms, settled_at_ms,
            provider_ref, operator_ref, words, earned_paise)
         VALUES (?1, ?1, 'inspay', 'A', 'https://www.provider.example shop', ?2, ?3, ?4, ?5, '7788990011', ?6, 'Success', 598)",
    )?
    .execute((id, &order, end, at_ms, at_ms + 2_000, format!("MH{id:016}")))?;
    let intended = format!(r#"{{"facts":"prepaid|airtel|{phone}|mumbai|29900|inspay|A|{order}"}}"#);
    let answered = format!(r#"{{"sent":"{SENT}{phone}","received":"{RECEIVED}","words":"Success"}}"#);
    let (kind, first) = (if end == "failed" { "rejected" } else { "succeeded" }, id * 3 - 2);
    for (seq, texts) in (first..).zip([
        ["intended", "", "intended", &intended],
        ["submitted", "intended", "submitted", "{}"],
        [kind, "submitted", end, &answered],
    ]) {
        let mac = chain.seal([seq, id, id, at_ms], texts)?;
        let [kind, from, to, detail] = texts;
        raw.prepare_cached("INSERT INTO sale_event VALUES (?1, ?2, ?2, ?3, ?4, ?5, ?6, ?7, 'old', ?8)")?
            .execute((seq, id, at_ms, kind, from, to, detail, mac))?;
    }
    if end == "succeeded" {
        for (account, paise) in [("cash", 29_900), ("wallet:inspay", -29_302), ("commission", -598)] {
            raw.prepare_cached("INSERT INTO posting VALUES (?1, ?2, ?3)")?.execute((first + 2, account, paise))?;
        }
    }
    Ok(())
}

/// Does it, and says how long it took, in seconds.
fn timed<T>(what: &str, work: impl FnOnce() -> Result<T, Failed>) -> Result<(T, f64), Failed> {
    let began = Instant::now();
    let value = work()?;
    let took = began.elapsed().as_secs_f64();
    println!("  {what:<44} {took:>8.1} s");
    Ok((value, took))
}

fn main() -> Result<(), Failed> {
    let mut words = std::env::args().skip(1);
    let sales = words.next().map_or(Ok(SALES), |text| text.parse())?;
    let scratch = tempfile::tempdir()?;
    let folder = words.next().map_or_else(|| scratch.path().to_owned(), PathBuf::from);
    let (path, copy) = (folder.join("practice.db"), folder.join("copy.db"));
    let key = ChainKey { id: "old".to_owned(), bytes: KEY };
    let opening = Opening { mode: Mode::Practice, key, prefix: TerminalPrefix::from_random(1), now_ms: FIRST_MS };
    println!("\nan old ledger with {sales} sales");
    timed("made", || old_ledger(&path, sales))?;
    println!("  {:<44} {:>8.0} MB", "its size", std::fs::metadata(&path)?.len() as f64 / 1e6);
    let (ledger, upgraded) = upgrade(&path, &copy, opening)?;
    let aim = if upgraded <= AIM_S { "" } else { "  over the aim" };
    println!("  {:<44} {upgraded:>8.1} s   ≤ {AIM_S}{aim}", "upgraded in all");
    println!("  {:<44} {:>8.0} MB", "its size now", std::fs::metadata(&path)?.len() as f64 / 1e6);
    timed("a daily backup, verified", || Ok(ledger.back_up(&copy, FIRST_MS, &BTreeMap::new())?))?;
    timed("verified", || Ok(ledger.verify()?))?;
    let (found, _) = timed("made anew from its journal, and compared", || Ok(ledger.rebuild_differences()?))?;
    found.iter().for_each(|difference| println!("  {difference}"));
    if found.is_empty() { Ok(()) } else { Err("the journal is not enough".into()) }
}

/// The upgrade as the program does it: gives the ledger, and how long it took in all.
fn upgrade(path: &Path, copy: &Path, opening: Opening) -> Result<(Ledger, f64), Failed> {
    let told = Cell::new(0_u32);
    let tell = |_| told.set(told.get() + 1);
    let files = BTreeMap::new();
    let how = CopyBefore { mode: opening.mode, key: &opening.key, at_ms: FIRST_MS, files: &files };
    let ((), copied) = timed("copied, and the copy verified", || Ok(copy_before_upgrade(path, copy, &how, &tell)?))?;
    let (ledger, carried) =
        timed("opened, with the new schema, and carried", || Ok(Ledger::open_telling(path, opening.clone(), &tell)?))?;
    println!("  {:<44} {:>8}", "times it told how far it is", told.get());
    Ok((ledger, copied + carried))
}
