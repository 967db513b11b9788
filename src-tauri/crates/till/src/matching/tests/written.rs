//! Writes made-up lines as the companies' files.

use std::str::FromStr;

use domain::{Outcome, Paise, india_time};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use super::maker::{Style, Told};

fn rupees(paise: i64) -> String {
    Paise::new(paise).to_decimal()
}

fn word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Succeeded => "SUCCESS",
        Outcome::Waiting => "Pending",
        Outcome::Failed => "FAILED",
        Outcome::Reversed => "Refunded",
    }
}

/// The file of a company in its own way.
pub(super) fn written(style: Style, lines: &[Told]) -> Vec<u8> {
    match style {
        Style::Csv => csv(lines).into_bytes(),
        Style::Page => page(lines).into_bytes(),
        Style::Workbook => workbook(lines),
        Style::Tabs => tabs(lines).encode_utf16().flat_map(u16::to_le_bytes).collect(),
        Style::Wallet => wallet(lines).into_bytes(),
    }
}

fn csv(lines: &[Told]) -> String {
    let mut text =
        String::from("Sr No,Date Time,Client Id,Txn Id,Operator,Mobile No,Amount,Commission,Status,Remark\r\n");
    for (place, line) in lines.iter().enumerate() {
        let when = india_time(line.at_ms).strftime("%d-%m-%Y %H:%M:%S");
        // Excel has been there: every third number is ruined.
        let number = if place % 3 == 0 {
            format!("{}E+09", &format!("{}.{}", &line.number[..1], &line.number[1..4]))
        } else {
            line.number.clone()
        };
        text += &format!(
            "{},{when},{},{},Airtel,{number},\"₹ {}\",{},{},{}\r\n",
            place + 1,
            line.order_id,
            line.reference,
            rupees(line.amount),
            rupees(line.commission),
            word(line.outcome),
            if line.is_refund { "Refund" } else { "Recharge" },
        );
    }
    text
}

fn page(lines: &[Told]) -> String {
    let mut text = String::from(
        "<html><body><table><tr><td colspan=7>Recharge report</td></tr>
        <tr><th colspan=2>Order</th><th rowspan=2>Mobile</th><th colspan=2>Money</th><th rowspan=2>Status</th><th rowspan=2>Date</th></tr>
        <tr><th>Your Ref</th><th>Txn ID</th><th>Amount</th><th>Commission</th></tr>",
    );
    for line in lines {
        let when = india_time(line.at_ms).strftime("%d-%b-%Y %I:%M:%S %p");
        text += &format!(
            "<tr><td>{}<td>{}<td>+91 {}<td align=right>&#8377;&nbsp;{}<td>{}<td><b>{}</b><td>{when}</tr>",
            line.order_id,
            line.reference,
            line.number,
            rupees(line.amount),
            rupees(line.commission),
            if line.is_refund { "Refunded" } else { word(line.outcome) },
        );
    }
    text + "<tr><td>Grand Total</td><td></td><td></td><td>1</td></tr></table></body></html>"
}

/// A number as Excel holds it.
fn like<Number: FromStr<Err: std::fmt::Debug>>(_like: Number, text: &str) -> Number {
    text.parse().unwrap()
}

fn workbook(lines: &[Told]) -> Vec<u8> {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("Notes").unwrap().write(0, 0, "Thank you").unwrap();
    let sheet = book.add_worksheet();
    let format = Format::new().set_num_format("dd/mm/yyyy hh:mm:ss");
    sheet.merge_range(0, 1, 0, 6, "Shree Telecom, statement", &Format::new()).unwrap();
    let headings = ["", "Order ID", "Created at", "Consumer No", "Amount", "Margin", "Result"];
    for (column, heading) in headings.into_iter().enumerate().skip(1) {
        sheet.write(3, u16::try_from(column).unwrap(), heading).unwrap();
    }
    for (place, line) in lines.iter().enumerate() {
        let row = u32::try_from(place).unwrap() + 4;
        let when = india_time(line.at_ms).strftime("%Y-%m-%dT%H:%M:%S").to_string();
        sheet.write_number(row, 1, like(0.0, &line.order_id)).unwrap();
        sheet.write_with_format(row, 2, ExcelDateTime::parse_from_str(&when).unwrap(), &format).unwrap();
        sheet.write_number(row, 3, like(0.0, &line.number)).unwrap();
        sheet.write_number(row, 4, like(0.0, &rupees(line.amount))).unwrap();
        sheet.write_number(row, 5, like(0.0, &rupees(line.commission))).unwrap();
        sheet.write(row, 6, if line.is_refund { "Refunded" } else { word(line.outcome) }).unwrap();
    }
    let row = u32::try_from(lines.len()).unwrap() + 5;
    sheet.write(row, 1, "Total").unwrap();
    sheet.write_number(row, 4, 1.0).unwrap();
    book.save_to_buffer().unwrap()
}

fn tabs(lines: &[Told]) -> String {
    let mut text = String::from("\u{feff}Transaction ID\tDate\tTime\tNumber\tValue\tStatus\n");
    for line in lines {
        let (date, time) = (india_time(line.at_ms).strftime("%d/%m/%Y"), india_time(line.at_ms).strftime("%H:%M"));
        let word = if line.is_refund { "Refunded" } else { word(line.outcome) };
        text += &format!("{}\t{date}\t{time}\t0{}\t{}\t{word}\n", line.reference, line.number, rupees(line.amount));
    }
    text
}

fn wallet(lines: &[Told]) -> String {
    let mut text = String::from(
        "Date;Description;Request ID;Mobile;Debit;Credit;Closing Balance\nOpening Balance;;;;;;10000.00\n",
    );
    for line in lines {
        let when = india_time(line.at_ms).strftime("%d-%m-%Y %H:%M:%S");
        let paid = rupees(line.amount - line.commission);
        let (what, debit, credit) =
            if line.is_refund { ("Refund", "", paid.as_str()) } else { ("Recharge", paid.as_str(), "") };
        text += &format!("{when};{what};{};{};{debit};{credit};500.00\n", line.order_id, line.number);
    }
    text + "21-11-2026 10:00:00;Wallet Load by UPI;;;;5000.00;5500.00\n21-11-2026 10:01:00;GST charges;;;1.80;;5498.20\nClosing Balance;;;;;;5498.20\n"
}
