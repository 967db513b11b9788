//! What an amount buys at an operator, as the shop knows it, table `recharge_plan`.

use std::collections::BTreeMap;

use domain::{DataPer, Language, Paise, PlanData, PlanSource};
use rusqlite::{Connection, Params, Row};
use serde::{Deserialize, Serialize};
use specta_typescript::Number;

use crate::sql::columns;
use crate::transaction::Transaction;
use crate::{Ledger, LedgerError};

columns! {
    /// What is read of a plan.
    Column {
        Operator = "operator",
        Circle = "circle",
        Amount = "amount_paise",
        Days = "days",
        DataMb = "data_mb",
        DataPer = "data_per",
        Words = "words",
        Source = "source",
        ToldBy = "told_by",
        At = "at_ms",
    }
}

/// Which plan. There is one for each amount of an operator in a circle.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, specta::Type)]
pub struct PlanKey {
    /// The operator's id.
    pub operator: String,
    /// The circle's id; empty: all circles.
    pub circle: String,
    /// The amount in paise.
    #[specta(type = Number)]
    pub amount_paise: Paise,
}

/// What an amount buys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct PlanRow {
    /// Which one.
    pub key: PlanKey,
    /// For how many days it is good; `None`: nobody has said.
    pub days: Option<u32>,
    /// Its data; `None`: nobody has said, or it has none.
    pub data: Option<PlanData>,
    /// What else is said of it, by language.
    pub words: BTreeMap<Language, String>,
    /// Who said it.
    pub source: PlanSource,
    /// The information company that told it; empty: none did.
    pub told_by: String,
    /// When that was, in ms since 1970.
    #[specta(type = Number)]
    pub at_ms: i64,
}

/// The words of a plan. Words of a language that is spoken no more are passed over.
fn words_of(json: &str) -> Result<BTreeMap<Language, String>, LedgerError> {
    let words: BTreeMap<String, String> = serde_json::from_str(json).map_err(|_| LedgerError::Corrupt)?;
    Ok(words.into_iter().filter_map(|(code, text)| Some((Language::of_code(&code)?, text))).collect())
}

impl PlanRow {
    fn of_row(row: &Row<'_>) -> Result<PlanRow, LedgerError> {
        let (per, source): (String, String) = (Column::DataPer.of(row)?, Column::Source.of(row)?);
        let (days, mb): (u32, u32) = (Column::Days.of(row)?, Column::DataMb.of(row)?);
        let per = DataPer::parse(&per).ok_or(LedgerError::Corrupt)?;
        Ok(PlanRow {
            key: PlanKey {
                operator: Column::Operator.of(row)?,
                circle: Column::Circle.of(row)?,
                amount_paise: Paise::new(Column::Amount.of(row)?),
            },
            days: Some(days).filter(|days| *days > 0),
            data: Some(PlanData { mb, per }).filter(|data| data.mb > 0),
            words: words_of(&Column::Words.of::<String>(row)?)?,
            source: PlanSource::parse(&source).ok_or(LedgerError::Corrupt)?,
            told_by: Column::ToldBy.of(row)?,
            at_ms: Column::At.of(row)?,
        })
    }
}

fn plans(connection: &Connection, rest: &str, params: impl Params) -> Result<Vec<PlanRow>, LedgerError> {
    let columns = Column::SELECTED;
    let mut statement = connection.prepare_cached(&format!("SELECT {columns} FROM recharge_plan {rest}"))?;
    let mut rows = statement.query(params)?;
    let mut plans = Vec::new();
    while let Some(row) = rows.next()? {
        plans.push(PlanRow::of_row(row)?);
    }
    Ok(plans)
}

fn take_out(transaction: &Transaction<'_>, keys: &[PlanKey]) -> Result<(), LedgerError> {
    let mut delete = transaction
        .prepare_cached("DELETE FROM recharge_plan WHERE operator = ?1 AND circle = ?2 AND amount_paise = ?3")?;
    for key in keys {
        delete.execute((&key.operator, &key.circle, key.amount_paise.get()))?;
    }
    Ok(())
}

/// Puts a plan into the list. `or`: what becomes of one that stands there already.
fn put(transaction: &Connection, plan: &PlanRow, or: &str) -> Result<(), LedgerError> {
    let (key, data) = (&plan.key, plan.data);
    let words = serde_json::to_string(&plan.words).map_err(|error| LedgerError::Failed(error.to_string()))?;
    let mut insert = transaction.prepare_cached(&format!(
        "INSERT INTO recharge_plan (operator, circle, amount_paise, days, data_mb, data_per, words, source, told_by, at_ms)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
         ON CONFLICT (operator, circle, amount_paise) DO {or}"
    ))?;
    insert.execute((
        &key.operator,
        &key.circle,
        key.amount_paise.get(),
        plan.days.unwrap_or_default(),
        data.map_or(0, |data| data.mb),
        data.map_or(DataPer::Total, |data| data.per).as_str(),
        words,
        plan.source.as_str(),
        &plan.told_by,
        plan.at_ms,
    ))?;
    Ok(())
}

impl Ledger {
    /// Every plan, by operator, amount and circle.
    pub fn plans(&self) -> Result<Vec<PlanRow>, LedgerError> {
        self.read(|connection| plans(connection, "ORDER BY operator, amount_paise, circle", ()))
    }

    /// The plans of an operator that count in a circle, by amount. What the shop itself says goes before what it was told, and
    /// what is said of the circle itself before what is said of all.
    pub fn plans_of(&self, operator: &str, circle: &str) -> Result<Vec<PlanRow>, LedgerError> {
        self.read(|connection| {
            let rest = "WHERE operator = ?1 AND circle IN ('', ?2) ORDER BY amount_paise, source = 'told', circle DESC";
            let mut plans = plans(connection, rest, (operator, circle))?;
            plans.dedup_by_key(|plan| plan.key.amount_paise);
            Ok(plans)
        })
    }

    /// Writes plans down. One of the same operator, circle and amount takes the place of what was said before. `instead_of`: plans
    /// that go in the same moment, because they were changed into these.
    pub fn keep_plans(&self, plans: &[PlanRow], instead_of: &[PlanKey]) -> Result<(), LedgerError> {
        self.write(|transaction| {
            take_out(transaction, instead_of)?;
            let or = "UPDATE SET days = excluded.days, data_mb = excluded.data_mb, data_per = excluded.data_per,
                                 words = excluded.words, source = excluded.source, told_by = excluded.told_by,
                                 at_ms = excluded.at_ms";
            plans.iter().try_for_each(|plan| put(transaction, plan, or))
        })
    }

    /// Writes down what an information company told of an operator in a circle. It takes the place of what was told of the two
    /// before. What the shop itself typed, learned or read from a file stays as it is.
    pub fn keep_told_plans(&self, operator: &str, circle: &str, plans: &[PlanRow]) -> Result<(), LedgerError> {
        self.write(|transaction| {
            let older = "DELETE FROM recharge_plan WHERE operator = ?1 AND circle = ?2 AND source = 'told'";
            transaction.execute(older, (operator, circle))?;
            let told = plans.iter().filter(|plan| plan.source == PlanSource::Told);
            let mut of_the_two = told.filter(|plan| plan.key.operator == operator && plan.key.circle == circle);
            of_the_two.try_for_each(|plan| put(transaction, plan, "NOTHING"))
        })
    }

    /// Takes plans out of the list.
    pub fn drop_plans(&self, keys: &[PlanKey]) -> Result<(), LedgerError> {
        self.write(|transaction| take_out(transaction, keys))
    }
}
