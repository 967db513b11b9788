//! Reads the papers' leaves by rules of its own, not by the program's.

/// The word: without blanks around it, in small letters.
pub fn word(text: &str) -> String {
    text.trim().to_ascii_lowercase()
}

/// What a status says, by the words that can mean one thing only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    Done,
    Working,
    Refused,
    Back,
    /// No word at all.
    Missing,
    /// A word that nobody can know.
    Unknown,
    /// Made of pieces of known words: what a reader makes of it is not judged.
    Dark,
}

/// Small letters with one blank between words, nothing else.
fn bare(text: &str) -> String {
    let lower = text.to_lowercase().replace(['\'', '’'], "");
    lower.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// What a status field says.
pub fn status(text: &str) -> Status {
    const DONE: [&str; 5] = ["success", "successful", "completed", "done", "complete"];
    const WORKING: [&str; 11] = [
        "pending",
        "process",
        "processing",
        "in process",
        "under process",
        "initiated",
        "queued",
        "hold",
        "on hold",
        "accepted",
        "in progress",
    ];
    const REFUSED: [&str; 8] =
        ["failure", "failed", "fail", "rejected", "declined", "cancelled", "canceled", "unsuccessful"];
    const BACK: [&str; 4] = ["refund", "refunded", "reversed", "reversal"];
    const PIECES: [&str; 29] = [
        "suc", "compl", "done", "deliv", "pend", "proc", "progr", "init", "queue", "hold", "acc", "susp", "submit",
        "request", "wait", "trans", "fail", "fals", "rej", "decl", "canc", "abor", "den", "ref", "rev", "ret", "found",
        "rec", "err",
    ];
    let word = bare(text);
    if text.trim().is_empty() {
        return Status::Missing;
    }
    if word.is_empty() {
        return Status::Unknown;
    }
    for (words, status) in [
        (&DONE[..], Status::Done),
        (&WORKING[..], Status::Working),
        (&REFUSED[..], Status::Refused),
        (&BACK[..], Status::Back),
    ] {
        if words.contains(&word.as_str()) {
            return status;
        }
    }
    let dark = PIECES.iter().any(|piece| word.contains(piece)) || sense(text).is_some() || is_dark(&[text]);
    if dark { Status::Dark } else { Status::Unknown }
}

/// Whether a company prints our number: the same signs without what divides them, without noughts before it, and, of ten
/// digits, with the country's code or without.
pub fn is_number(printed: &str, ours: &str) -> bool {
    let kept = |text: &str| -> String {
        let text = match text.rfind('.') {
            Some(at)
                if at + 1 < text.len()
                    && text.find('.') == Some(at)
                    && text[at + 1..].bytes().all(|byte| byte == b'0') =>
            {
                &text[..at]
            }
            _ => text,
        };
        let signs = text.chars().filter(|sign| !sign.is_whitespace() && !"-+()./".contains(*sign));
        let lower: String = signs.flat_map(char::to_lowercase).collect();
        lower.trim_start_matches('0').to_owned()
    };
    let (printed, ours) = (kept(printed), kept(ours));
    if printed == ours {
        return true;
    }
    let ten = ours.len() == 10 && ours.bytes().all(|byte| byte.is_ascii_digit());
    ten && printed.starts_with("91") && printed[2..].trim_start_matches('0') == ours
}

/// Money in whatever writing: with a sign of rupees, with groups.
pub fn money(text: &str) -> Option<i64> {
    paise(&written_out(text)?)
}

/// What a wallet holds, in the same writings: whole paise of it.
pub fn wallet(text: &str) -> Option<i64> {
    whole_paise(&written_out(text)?)
}

fn written_out(text: &str) -> Option<String> {
    let lower = text.trim().to_lowercase();
    let (minus, mut rest) = lower.strip_prefix('-').map_or(("", lower.as_str()), |rest| ("-", rest.trim_start()));
    for sign in ["rupees", "inr", "rs.", "rs", "₹", "re."] {
        if let Some(after) = rest.strip_prefix(sign) {
            rest = after.trim_start();
            break;
        }
    }
    rest = rest.strip_suffix("/-").unwrap_or(rest).trim_end();
    for sign in ["rupees", "inr", "rs.", "rs"] {
        if let Some(before) = rest.strip_suffix(sign) {
            rest = before.trim_end();
            break;
        }
    }
    let (whole, fraction) = rest.find('.').map_or((rest, ""), |at| rest.split_at(at));
    let mut groups = whole.trim_start_matches('-').split(',');
    let first = groups.next()?;
    let others: Vec<&str> = groups.collect();
    if fraction.contains(',') || (!others.is_empty() && (first.is_empty() || first.len() > 3)) {
        return None;
    }
    let last_fits = others.last().is_none_or(|last| last.len() == 3);
    if !last_fits || others.iter().any(|group| group.len() < 2 || group.len() > 3) {
        return None;
    }
    Some(format!("{minus}{}{fraction}", whole.replace(',', "")))
}

/// Rupees in the paise that are wholly there: what is finer is cut off, towards less. What a float leaves of nothing
/// (`7.1e-15`) is nothing.
pub fn whole_paise(text: &str) -> Option<i64> {
    let text = text.trim();
    let is_left_over = text.to_ascii_lowercase().split_once("e-").is_some_and(|(front, power)| {
        let front = front.strip_prefix('-').unwrap_or(front).as_bytes();
        let one_digit = front.first().is_some_and(u8::is_ascii_digit)
            && (front.len() == 1
                || front.len() > 2 && front[1] == b'.' && front[2..].iter().all(|byte| byte.is_ascii_digit()));
        let digits = !power.is_empty() && power.bytes().all(|byte| byte.is_ascii_digit());
        one_digit && digits && power.parse::<u32>().is_ok_and(|power| power > 2)
    });
    if is_left_over {
        return Some(0);
    }
    let Some(point) = text.find('.').filter(|point| text.len() > point + 3) else { return paise(text) };
    if !text.is_char_boundary(point + 3) {
        return None;
    }
    let (kept, finer) = text.split_at(point + 3);
    let is_finer = finer.bytes().any(|byte| byte != b'0');
    let owes = text.starts_with('-') && is_finer;
    finer.bytes().all(|byte| byte.is_ascii_digit()).then(|| paise(kept))?.map(|paise| paise - i64::from(owes))
}

/// Rupees in paise, as the papers print them: digits, perhaps a point and digits, of which all but the first two are
/// nought.
pub fn paise(text: &str) -> Option<i64> {
    let text = text.trim();
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |digits| (-1, digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if whole.is_empty() || !whole.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mut sum: i128 = 0;
    for byte in whole.bytes() {
        sum = sum.checked_mul(10)?.checked_add(i128::from(byte - b'0'))?;
    }
    sum = sum.checked_mul(100)?;
    for (place, byte) in fraction.bytes().enumerate() {
        let digit = i128::from(byte - b'0');
        sum += match place {
            0 => digit * 10,
            1 => digit,
            _ if digit == 0 => 0,
            _ => return None,
        };
    }
    i64::try_from(sign * sum).ok()
}

/// Whether an amount is printed as the papers' samples are: digits, and perhaps a point and one to four more.
pub fn is_plain_amount(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = text.split_once('.').map_or((text, None), |(whole, fraction)| (whole, Some(fraction)));
    whole.len() <= 9 && digits(whole) && fraction.is_none_or(|part| digits(part) && part.len() <= 4)
}

/// Whether a text is an id as the papers' samples are: capitals and digits, at least one of them a digit.
pub fn is_plain_id(text: &str) -> bool {
    let signs = text.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase());
    let counts = text.bytes().any(|byte| byte != b'0');
    (4..=24).contains(&text.len()) && signs && counts && text.bytes().any(|byte| byte.is_ascii_digit())
}

/// What a sentence says beside the word or code it stands with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sense {
    /// That it went well.
    Good,
    /// That it is on its way.
    Waits,
    /// That it failed.
    Bad,
    /// That the money went back.
    Back,
    /// That the order id was used before.
    Twice,
    /// That there is no such order.
    NoRecord,
    /// Something about the caller: address, login, wallet.
    Caller,
    /// Something about the request itself, which never came further.
    Request,
    /// That nobody knows: the company lost track of it.
    Lost,
    /// Nothing about how the sale stands.
    Neutral,
}

/// Sentences as companies print them, with what each says. Made up, but for the few of one or two words that everybody
/// prints.
pub const SENTENCES: &[(&str, Sense)] = &[
    ("Recharge success", Sense::Good),
    ("Recharge Successful", Sense::Good),
    ("Transaction is successful", Sense::Good),
    ("Success", Sense::Good),
    ("in process", Sense::Waits),
    ("Recharge in process", Sense::Waits),
    ("Your request is pending", Sense::Waits),
    ("Under process", Sense::Waits),
    ("Transaction is on hold", Sense::Waits),
    ("Queued at the operator", Sense::Waits),
    ("recharge failed", Sense::Bad),
    ("Transaction failed at operator", Sense::Bad),
    ("Request rejected by operator", Sense::Bad),
    ("Declined", Sense::Bad),
    ("Amount refunded", Sense::Back),
    ("Transaction reversed", Sense::Back),
    ("Duplicate order id", Sense::Twice),
    ("Order id already exists", Sense::Twice),
    ("This transaction was already done", Sense::Twice),
    ("Order id is not unique", Sense::Twice),
    ("DUPLICATE TRANSACTION", Sense::Twice),
    ("Repeated order id", Sense::Twice),
    ("Order not found", Sense::NoRecord),
    ("No record found", Sense::NoRecord),
    ("No such transaction", Sense::NoRecord),
    ("Record Not Found", Sense::NoRecord),
    ("Transaction does not exist", Sense::NoRecord),
    ("IP not whitelisted", Sense::Caller),
    ("Invalid username or token", Sense::Caller),
    ("Insufficient balance", Sense::Caller),
    ("Invalid api-key", Sense::Caller),
    ("Authentication fail!", Sense::Caller),
    ("Invalid number", Sense::Request),
    ("Invalid operator code", Sense::Request),
    ("Parameter is missing", Sense::Request),
    ("Amount not allowed", Sense::Request),
    ("Operator is down", Sense::Neutral),
    ("Invalid Processing Cycle", Sense::Neutral),
    ("Policy holder name mismatch", Sense::Neutral),
    ("No pending bill", Sense::Neutral),
    ("In case of failure you get the refund within 2 days", Sense::Neutral),
    ("Request timeout", Sense::Lost),
    ("Internal Server Error", Sense::Lost),
    ("Something went wrong, please check status", Sense::Lost),
    ("No response from operator", Sense::Lost),
    ("Unable to connect to operator", Sense::Lost),
    ("Please try after some time", Sense::Lost),
    ("Txid not found", Sense::NoRecord),
    ("Order id not found", Sense::NoRecord),
    ("Data not found", Sense::NoRecord),
];

/// What a sentence says; `None` where it is none of those that are known.
pub fn sense(text: &str) -> Option<Sense> {
    let text = bare(text);
    let known = SENTENCES.iter().find(|(sentence, _)| bare(sentence) == text);
    known.map(|(_, sense)| *sense)
}

/// Whether any of the texts says one of these.
pub fn says(texts: &[&str], senses: &[Sense]) -> bool {
    texts.iter().filter_map(|text| sense(text)).any(|sense| senses.contains(&sense))
}

/// Pieces of words by which a sentence may say something.
const HINTS: &str = "fail reject declin cancel refund revers succ not no pend hold queue proc progr accept initi await wait \
    suspen done recharged compl abort return credit found exist record data invalid wrong incorrect unknown ip \
    white balance fund wallet login auth access token pass pin user key parameter missing require time respon \
    error except check status try connect server unavail unable insuffic low less bal exceed block activ suspend \
    disab expir match allow restrict permis kyc credential secret hash sign merchant member retailer agent \
    operator amount number mobile circle code format service valid request method product plan field email date \
    name api url scheme biller card";

/// Whether one of the texts is none of the known sentences and yet may say something.
pub fn is_dark(texts: &[&str]) -> bool {
    texts.iter().filter(|text| sense(text).is_none()).any(|text| {
        let lower = text.to_lowercase();
        HINTS.split(' ').any(|hint| lower.contains(hint)) || !text.is_ascii()
    })
}

/// Whether nothing in the texts speaks against a failure: a repetition, good news, or that it is on its way.
pub fn fits_bad(texts: &[&str]) -> bool {
    !says(texts, &[Sense::Good, Sense::Waits]) || says(texts, &[Sense::Bad, Sense::Back]) || is_dark(texts)
}

/// The longest text that is one sentence, in signs: the page on answers says so.
const LONGEST_SENTENCE: usize = 200;

/// Whether each of the texts is one sentence that is known and says nothing else than `senses`, or empty.
pub fn only(texts: &[&str], senses: &[Sense]) -> bool {
    let is_sentence = |text: &str| text.chars().count() <= LONGEST_SENTENCE;
    let says_so = |text: &str| is_sentence(text) && sense(text).is_some_and(|sense| senses.contains(&sense));
    texts.iter().all(|text| text.is_empty() || says_so(text))
}
