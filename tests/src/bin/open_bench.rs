//! What opening a counter costs with a year of backups in both folders, the second of which hangs, beside one with none. Both
//! are opened in turn, so that a machine that slows down slows both.
//!
//! `cargo xtask bench` runs it; `open_bench [FOLDER]` alone works too.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use async_trait::async_trait;
use printers::SystemPrinters;
use providers::{Http, ReqwestHttp};
use secrecy::SecretString;
use till::{
    Connection, InformationConnection, Ports, Practice, Problem, Reach, Shop, Straight, SystemClock, SystemRandom,
    Vault, VaultError,
};

const OPENINGS: usize = 1_000;
const WARM_UP: usize = 20;
const DAYS: usize = 365;
/// In hundredths of what it costs without backups.
const AIM: u128 = 110;

struct NoVault;

#[async_trait]
impl Vault for NoVault {
    async fn get(&self, _name: &str) -> Result<Option<SecretString>, VaultError> {
        Ok(None)
    }

    async fn set(&self, _name: &str, _secret: SecretString) -> Result<(), VaultError> {
        Err(VaultError::Missing)
    }

    async fn delete(&self, _name: &str) -> Result<(), VaultError> {
        Ok(())
    }
}

struct NoPractice;

#[async_trait]
impl Practice for NoPractice {
    async fn connect(&self) -> Result<(Vec<Connection>, Arc<dyn Http>), Problem> {
        Ok((Vec::new(), Arc::new(ReqwestHttp::new()?)))
    }

    async fn information(&self) -> Option<InformationConnection> {
        None
    }
}

/// A share whose other computer was switched off.
struct Hangs;

impl Reach for Hangs {
    fn enter(&self, _folder: &Path) {
        loop {
            std::thread::park();
        }
    }

    fn free_bytes(&self, _folder: &Path) -> Option<u64> {
        None
    }
}

fn ports(reach: Arc<dyn Reach>) -> Result<Ports, Problem> {
    Ok(Ports {
        clock: Arc::new(SystemClock),
        random: Arc::new(SystemRandom),
        vault: Arc::new(NoVault),
        browser: Arc::new(journeys::NoBrowser),
        printers: Arc::new(SystemPrinters::default()),
        http: Arc::new(ReqwestHttp::new()?),
        practice: Arc::new(NoPractice),
        reach,
        registry: providers::registry(),
        runtime: tokio::runtime::Handle::current(),
    })
}

/// Opens a counter, reads what the window begins with, and closes it again.
async fn opening(folder: &Path, ports: &Ports) -> Result<Duration, Problem> {
    let began = Instant::now();
    let shop = Shop::open(folder, ports.clone()).await?;
    shop.counter().await?;
    let took = began.elapsed();
    shop.close()?;
    Ok(took)
}

/// How many backups of practice lie in a folder.
fn held(folder: &Path) -> std::io::Result<usize> {
    let names = fs::read_dir(folder)?.flatten().map(|entry| entry.file_name());
    Ok(names.filter(|name| name.to_string_lossy().starts_with("practice-")).count())
}

/// Nothing is measured of folders that do not hold the year.
fn check(own: &Path, second: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let (own, second) = (held(own)?, held(second)?);
    if own < DAYS || second < DAYS {
        Err(format!("{own} and {second} backups are no year of them").into())
    } else {
        Ok(())
    }
}

/// A year of daily backups in both folders, as names in the past.
async fn fill(folder: &Path, second: &Path) -> Result<(), Box<dyn std::error::Error>> {
    fs::create_dir_all(second)?;
    let shop = Shop::open(folder, ports(Arc::new(Straight))?).await?;
    let view = shop.save_backup_folder(&second.to_string_lossy()).await?;
    let own = folder.join("backups");
    for backup in &view.backups {
        let Some(tail) = backup.name.strip_prefix(&format!("practice-{}", backup.day)) else { continue };
        let place = if own.join(&backup.name).is_file() { own.as_path() } else { second };
        for day in 0..DAYS {
            let (month, day) = (day / 31 + 1, day % 31 + 1);
            let name = format!("practice-2025-{month:02}-{day:02}{tail}");
            fs::copy(place.join(&backup.name), place.join(name))?;
        }
    }
    Ok(shop.close()?)
}

fn middle(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let scratch = tempfile::tempdir()?;
    let base = std::env::args_os().nth(1).map_or_else(|| scratch.path().to_owned(), PathBuf::from);
    let (empty, full) = (base.join("empty"), base.join("full"));
    let second = base.join("second");
    fill(&full, &second).await?;
    check(&full.join("backups"), &second)?;
    let (plain, hanging) = (ports(Arc::new(Straight))?, ports(Arc::new(Hangs))?);
    let (mut alone, mut beside) = (Vec::new(), Vec::new());
    for round in 0..WARM_UP + OPENINGS {
        let (one, other) = (opening(&empty, &plain).await?, opening(&full, &hanging).await?);
        if round >= WARM_UP {
            alone.push(one);
            beside.push(other);
        }
    }
    check(&full.join("backups"), &second)?;
    let (alone, beside) = (middle(alone), middle(beside));
    let hundredths = beside.as_micros() * 100 / alone.as_micros().max(1);
    println!("\nopening the counter, median of {OPENINGS} in turn");
    println!("  no backups                                   {:>8} µs", alone.as_micros());
    println!("  a year of them in both folders, one hanging  {:>8} µs", beside.as_micros());
    let verdict = if hundredths <= AIM { "" } else { "  over the aim" };
    println!(
        "  ratio                                        {:>5}.{:02}    ≤ 1.10{verdict}",
        hundredths / 100,
        hundredths % 100
    );
    Ok(())
}
