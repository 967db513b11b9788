//! Numbers of a workbook as text.

/// A number of more digits than this was rounded when it was written into a workbook: its last digits are gone.
const WHOLE_BELOW: f64 = 1e15;

/// A number with a fraction is rounded to six places below this.
const ROUNDED_BELOW: f64 = 1e9;

/// A number with all its digits, `981000000012`, `299.5`. One that has lost digits is written with an exponent, so that nobody takes
/// it for what it was.
pub(super) fn exact(number: f64) -> String {
    if !number.is_finite() {
        return String::new();
    }
    if number.abs() >= WHOLE_BELOW {
        return format!("{number:E}");
    }
    // What a sum of floats leaves behind, 298.99999999999994, is no amount that anybody wrote. Rounding would cost a large whole number
    // its last digits.
    let is_fine = number.abs() < ROUNDED_BELOW && number.fract() != 0.0;
    let number = if is_fine { (number * 1e6).round() / 1e6 } else { number };
    let text = format!("{number}");
    if text == "-0" { String::from("0") } else { text }
}
