//! Sales of the same number, operator and amount.

use domain::Paise;
use rusqlite::Connection;

use crate::row::sales;
use crate::sql::OPEN_TWIN;
use crate::{Ledger, LedgerError, SaleRow};

/// The newest twin since `since_ms` (ms since 1970) that may have taken the customer's money: nobody is certain that it
/// came to nothing. A twin with a contradiction that nobody has dealt with comes first, however old it is.
pub(crate) fn newest_twin(
    connection: &Connection,
    number: &str,
    operator: &str,
    amount: Paise,
    since_ms: i64,
) -> Result<Option<SaleRow>, LedgerError> {
    let loud =
        "EXISTS (SELECT 1 FROM attempt AS other WHERE other.sale_id = sale.id AND other.attention = 'contradicted'
        AND other.dealt_at_ms IS NULL)";
    let rest = format!(
        "WHERE number = ?1 AND operator = ?2 AND amount_paise = ?3
            AND ({loud} OR created_at_ms >= ?4 AND (sale.state NOT IN ('failed', 'not_sent', 'reversed')
                OR EXISTS (SELECT 1 FROM attempt AS other WHERE other.sale_id = sale.id AND other.attention = 'contradicted')))
         ORDER BY {loud} DESC, sale.id DESC LIMIT 1"
    );
    Ok(sales(connection, &rest, (number, operator, amount.get(), since_ms))?.pop())
}

/// An open twin, whenever it was made.
pub(crate) fn open_twin(
    connection: &Connection,
    number: &str,
    operator: &str,
    amount: Paise,
) -> Result<Option<i64>, LedgerError> {
    let mut statement = connection.prepare_cached(OPEN_TWIN)?;
    Ok(statement.query_map((number, operator, amount.get()), |row| row.get(0))?.next().transpose()?)
}

/// An open twin that was put back beside another one after a loss of the books. The index over open twins does not contain
/// it, so the index would not stop a sale that begins now.
pub(crate) fn put_back_twin(
    connection: &Connection,
    number: &str,
    operator: &str,
    amount: Paise,
) -> Result<Option<i64>, LedgerError> {
    let mut statement = connection.prepare_cached(&format!("{OPEN_TWIN} AND twin > 0 LIMIT 1"))?;
    Ok(statement.query_map((number, operator, amount.get()), |row| row.get(0))?.next().transpose()?)
}

impl Ledger {
    /// The newest sale of the same number, operator and amount since `since_ms` (ms since 1970), unless it is certain that
    /// it came to nothing. A sale with a contradiction that nobody has dealt with comes first, however old it is.
    pub fn newest_twin(
        &self,
        number: &str,
        operator: &str,
        amount: Paise,
        since_ms: i64,
    ) -> Result<Option<SaleRow>, LedgerError> {
        self.look_up(|connection| newest_twin(connection, number, operator, amount, since_ms))
    }

    /// An open sale of the same number, operator and amount, whenever it was made. While there is one, its twin cannot be
    /// sold.
    pub fn open_twin(&self, number: &str, operator: &str, amount: Paise) -> Result<Option<i64>, LedgerError> {
        self.look_up(|connection| open_twin(connection, number, operator, amount))
    }
}
