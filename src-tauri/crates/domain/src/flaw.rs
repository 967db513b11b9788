//! Deliberate bugs. A proof that nothing is sent twice is worth something only if it notices when something *is* sent
//! twice. So each of these bugs can be switched on in a build made for the proof, and the proof must notice it.
//!
//! Architecture invariant: only the proof asks for the feature `flaws`. Without it, [`is_on`] is `false` at compile time,
//! and nothing of a flaw is in the program. With it, a flaw is on only after [`switch_on`], which only the proof calls. A
//! tidy test holds both.

/// One bug that would cost a shopkeeper money.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Flaw {
    /// A commit is not on the disk when it says so, so a request leaves before its sale is durable.
    CommitNotDurable = 1,
    /// A request whose connection was reset is made again.
    ResendOnReset,
    /// Silence until the time is out counts as failure.
    TimeoutMeansFailed,
    /// An attempt without an answer is sent once more.
    RetryUnknown,
    /// What a callback says is believed.
    TrustCallback,
    /// An answer is believed whatever order, number and amount it is about.
    IgnoreEcho,
    /// The order id's prefix is the same at every opening, so a restored backup makes its ids again.
    ReuseOrderIds,
    /// "This order id was used before" counts as failure.
    DuplicateMeansFailed,
    /// What was on the line when the program was killed counts as failed.
    CrashMeansFailed,
    /// The first "no record" of an enquiry counts as failure.
    NoRecordMeansFailed,
    /// An enquiry that itself is refused counts as failure of the sale.
    RefusedEnquiryMeansFailed,
    /// The database does not catch the double click.
    TwinsAllowed,
    /// The same deliberate act delivered twice is two sales.
    IntentIgnored,
    /// An answer is written whatever state the attempt is in by now.
    ExpectedStateIgnored,
    /// A success that is taken back is not heard.
    ReversalUnheard,
    /// A reversal posts nothing.
    ReversalNotPosted,
    /// A failure that turns out to have succeeded is not flagged.
    ContradictionUnheard,
    /// A journal row is sealed to nothing.
    SealBroken,
    /// What was open when the program ended is never asked about again.
    ForgottenAtStart,
    /// The next provider is tried while the first has only said "pending".
    NextOnPending,
    /// The shop's time is what any one company last said, though nobody bears it out.
    OneClockBelieved,
    /// What a person said is changed by what the company says later.
    PersonOverruled,
    /// What a person said does not come back with a backup that is older.
    WordForgotten,
    /// A company that says it lost track of an order is taken to have refused it.
    DoubtMeansFailed,
    /// "No such order" is read as a failure of the order.
    NoRecordReadAsFailed,
    /// What a warning before an answer quotes is read as the answer.
    WarningReadAsAnswer,
    /// A sale is booked by a commission rule that has not begun on its day.
    SlabOfAnotherDay,
    /// A sale that fails without ever having waited books its customer's cash.
    CashAtFailure,
    /// A success that is taken back leaves no money owed to its customer.
    OwedForgotten,
    /// The shop's charge counts as commission.
    ChargeIsCommission,
    /// A load of a wallet that is delivered twice is booked twice.
    LoadBookedTwice,
    /// Nobody looks at a customer's limit.
    LimitForgotten,
    /// A close begins with its opening, and leaves out what was between the last close and that.
    ZLeavesGap,
    /// A voucher that was taken back can be taken back once more.
    MendedTwice,
    /// Whenever the shop's day starts, money counts for the calendar's day.
    DayStartUnheard,
    /// Money that is given back in another way than it came is booked as it came.
    GivenBackAsItCame,
    /// A sale that is booked again by another rule earns all of that once more, and not the difference.
    RebookedWhole,
    /// A customer who owes something can be forgotten.
    ForgottenOwing,
    /// It is noted only afterwards that the first byte of a slip was about to leave.
    PrintNotMarked,
}

impl Flaw {
    /// The flaws that only a reader of answers can have. The part of the proof that tries readers finds them.
    pub const READERS: [Flaw; 3] = [Flaw::DoubtMeansFailed, Flaw::NoRecordReadAsFailed, Flaw::WarningReadAsAnswer];

    /// The flaw that only a printer shows. The part of the proof that is killed while it prints finds it.
    pub const PRINTERS: [Flaw; 1] = [Flaw::PrintNotMarked];

    /// Every other flaw.
    pub const ALL: [Flaw; 35] = [
        Flaw::CommitNotDurable,
        Flaw::ResendOnReset,
        Flaw::TimeoutMeansFailed,
        Flaw::RetryUnknown,
        Flaw::TrustCallback,
        Flaw::IgnoreEcho,
        Flaw::ReuseOrderIds,
        Flaw::DuplicateMeansFailed,
        Flaw::CrashMeansFailed,
        Flaw::NoRecordMeansFailed,
        Flaw::RefusedEnquiryMeansFailed,
        Flaw::TwinsAllowed,
        Flaw::IntentIgnored,
        Flaw::ExpectedStateIgnored,
        Flaw::ReversalUnheard,
        Flaw::ReversalNotPosted,
        Flaw::ContradictionUnheard,
        Flaw::SealBroken,
        Flaw::ForgottenAtStart,
        Flaw::NextOnPending,
        Flaw::OneClockBelieved,
        Flaw::PersonOverruled,
        Flaw::WordForgotten,
        Flaw::SlabOfAnotherDay,
        Flaw::CashAtFailure,
        Flaw::OwedForgotten,
        Flaw::ChargeIsCommission,
        Flaw::LoadBookedTwice,
        Flaw::LimitForgotten,
        Flaw::ZLeavesGap,
        Flaw::MendedTwice,
        Flaw::DayStartUnheard,
        Flaw::GivenBackAsItCame,
        Flaw::RebookedWhole,
        Flaw::ForgottenOwing,
    ];
}

/// Whether a flaw is switched on.
#[cfg(not(feature = "flaws"))]
#[inline(always)]
pub const fn is_on(_flaw: Flaw) -> bool {
    false
}

#[cfg(feature = "flaws")]
static SWITCH: std::sync::atomic::AtomicU8 = std::sync::atomic::AtomicU8::new(0);

/// Whether a flaw is switched on.
#[cfg(feature = "flaws")]
pub fn is_on(flaw: Flaw) -> bool {
    SWITCH.load(std::sync::atomic::Ordering::Relaxed) == flaw as u8
}

/// Switches one flaw on for the whole process, and every other off. `None` switches all off.
#[cfg(feature = "flaws")]
pub fn switch_on(flaw: Option<Flaw>) {
    SWITCH.store(flaw.map_or(0, |flaw| flaw as u8), std::sync::atomic::Ordering::Relaxed);
}

#[cfg(not(feature = "flaws"))]
const _: () = assert!(!is_on(Flaw::CommitNotDurable), "no flaw is in a program that is shipped");
