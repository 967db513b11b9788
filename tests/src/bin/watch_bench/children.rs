//! The child processes: the watcher over a ledger, or the bare loop, each telling what its enquiries cost.

use std::path::Path;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use journeys::benches::parts;
use providers::{Http, Provider, Reply, Request, ReqwestHttp, SendError};
use rusqlite::{Connection as Sqlite, TransactionBehavior};
use till::{Connection, Till, order_of};
use tokio::sync::watch;

use super::{BARE_ORDERS, ENQUIRIES, GAP, Outcome, WARM_UP, access, key, open};

/// The line, counting what came back over it.
struct Counted {
    line: ReqwestHttp,
    answers: watch::Sender<u64>,
}

#[async_trait]
impl Http for Counted {
    async fn send(&self, request: Request) -> Result<Reply, SendError> {
        let reply = self.line.send(request).await;
        // A server that is gone would make the enquiries cheap; then there is nothing to tell.
        match &reply {
            Ok(reply) if reply.status == 200 => self.answers.send_modify(|count| *count += 1),
            other => give_up(&format!("no answer: {other:?}")),
        }
        reply
    }
}

/// Ends the child: the parent shows why.
fn give_up(why: &str) -> ! {
    eprintln!("{why}");
    std::process::exit(1)
}

fn counted_line() -> Outcome<(Arc<Counted>, watch::Receiver<u64>)> {
    let (answers, heard) = watch::channel(0);
    let line = ReqwestHttp::new().map_err(|trouble| format!("{trouble:?}"))?;
    Ok((Arc::new(Counted { line, answers }), heard))
}

pub(super) async fn watch_child(path: &Path, base: &str) -> Outcome {
    let (http, heard) = counted_line()?;
    let connect = |seller: &&'static dyn Provider| Ok(Connection { company: *seller, access: access(*seller, base)? });
    let sellers = providers::sellers();
    let connections = sellers.iter().map(connect).collect::<Outcome<_>>()?;
    let till = Till::open(parts(path.to_owned(), key(), connections, http));
    let _till = till.map_err(|problem| format!("{problem:?}"))?;
    tell(heard).await
}

/// Where the loop keeps its answers: the ledger's settings, one row a commit.
#[derive(Clone)]
pub(super) struct Kept(Arc<Mutex<Sqlite>>);

impl Kept {
    pub(super) fn open(path: &Path) -> Outcome<Kept> {
        let sqlite = Sqlite::open(path)?;
        sqlite.pragma_update(None, "journal_mode", "WAL")?;
        sqlite.pragma_update(None, "synchronous", "FULL")?;
        sqlite.execute_batch("CREATE TABLE IF NOT EXISTS row (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT")?;
        Ok(Kept(Arc::new(Mutex::new(sqlite))))
    }

    fn keep(&self, reply: &Reply) -> Outcome {
        let mut sqlite = self.0.lock().map_err(|_| "a commit panicked")?;
        let transaction = sqlite.transaction_with_behavior(TransactionBehavior::Immediate)?;
        transaction.prepare_cached("INSERT INTO row (text) VALUES (?1)")?.execute([&reply.body])?;
        Ok(transaction.commit()?)
    }
}

pub(super) async fn bare_child(path: &Path, base: &str, kept: Option<Kept>) -> Outcome {
    let (http, heard) = counted_line()?;
    let ledger = open(path)?;
    for seller in providers::sellers() {
        let access = access(seller, base)?;
        let due = ledger.due_attempts(seller.descriptor().slug, i64::MAX, BARE_ORDERS)?;
        let mut requests = Vec::new();
        for sale in &due {
            let built = seller.enquiry_requests(&access, &order_of(sale)).map_err(|field| format!("{field:?}"))?;
            requests.extend(built.into_iter().next());
        }
        let (http, kept) = (http.clone(), kept.clone());
        tokio::spawn(async move {
            for request in requests.iter().cycle() {
                // Where an answer is missing, the line ends the child.
                let Ok(reply) = http.send(request.clone()).await else { continue };
                if let Some(Err(failure)) = kept.as_ref().map(|kept| kept.keep(&reply)) {
                    give_up(&format!("an answer could not be kept: {failure}"));
                }
                tokio::time::sleep(GAP).await;
            }
        });
    }
    drop(ledger);
    tell(heard).await
}

/// Lets the warm-up go by, then counts, and tells the parent.
async fn tell(mut heard: watch::Receiver<u64>) -> Outcome {
    heard.wait_for(|count| *count >= WARM_UP).await?;
    let (from, before) = (*heard.borrow(), cpu_ns()?);
    heard.wait_for(|count| *count >= from + ENQUIRIES).await?;
    let (to, after) = (*heard.borrow(), cpu_ns()?);
    let each = (after - before) / (to - from).max(1);
    println!("{each} {} {}", kib("smaps_rollup", "Pss:")?, kib("status", "VmHWM:")?);
    Ok(())
}

/// CPU time of all our threads so far, in ns. None of them ends while we count: there is no blocking call in it.
fn cpu_ns() -> Outcome<u64> {
    let mut sum = 0;
    for task in std::fs::read_dir("/proc/self/task")? {
        let line = std::fs::read_to_string(task?.path().join("schedstat"))?;
        sum += line.split(' ').next().ok_or("an empty schedstat")?.parse::<u64>()?;
    }
    Ok(sum)
}

/// A line of one of our files under `/proc`, in KiB.
fn kib(file: &str, name: &str) -> Outcome<u64> {
    let text = std::fs::read_to_string(format!("/proc/self/{file}"))?;
    let line = text.lines().find_map(|line| line.strip_prefix(name)).ok_or("a line is missing under /proc")?;
    Ok(line.split_whitespace().next().ok_or("an empty line under /proc")?.parse()?)
}
