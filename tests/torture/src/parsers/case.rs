//! What is tried: an answer to a call, and what came of it.

use std::fmt;

/// The calls whose answers are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Call {
    Recharge,
    Enquiry,
    Balance,
    List,
    /// No call of ours: what the company sends by itself.
    Callback,
    ApiStatus,
    Onboard,
    OpenAccount,
    AccountStatus,
    AccountDetails,
    ResumeAccount,
    LoadWallet,
    LoadStatus,
    ApplyForPan,
    PanStatus,
    ResumePan,
    SendOtp,
    VerifyOtp,
}

impl Call {
    /// Every call with its name in the corpus.
    pub const NAMES: [(Call, &'static str); 18] = [
        (Call::Recharge, "recharge"),
        (Call::Enquiry, "enquiry"),
        (Call::Balance, "balance"),
        (Call::List, "list"),
        (Call::Callback, "callback"),
        (Call::ApiStatus, "api_status"),
        (Call::Onboard, "onboard"),
        (Call::OpenAccount, "open_account"),
        (Call::AccountStatus, "account_status"),
        (Call::AccountDetails, "account_details"),
        (Call::ResumeAccount, "resume_account"),
        (Call::LoadWallet, "load_wallet"),
        (Call::LoadStatus, "load_status"),
        (Call::ApplyForPan, "apply_for_pan"),
        (Call::PanStatus, "pan_status"),
        (Call::ResumePan, "resume_pan"),
        (Call::SendOtp, "send_otp"),
        (Call::VerifyOtp, "verify_otp"),
    ];

    /// Its name in the corpus.
    pub fn name(self) -> &'static str {
        Call::NAMES.iter().find(|(call, _)| *call == self).map_or("", |(_, name)| name)
    }

    /// The call of that name.
    pub fn named(name: &str) -> Option<Call> {
        Call::NAMES.iter().find(|(_, known)| *known == name).map(|(call, _)| *call)
    }
}

macro_rules! dialects {
    (sellers { $($seller:ident::$selling:ident,)* } agents { $($agent:ident::$serving:ident,)* }) => {
        /// A dialect.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Dialect {
            $($selling,)*
            $($serving,)*
        }

        impl Dialect {
            /// Every dialect.
            pub const ALL: &[Dialect] = &[$(Dialect::$selling,)* $(Dialect::$serving,)*];

            /// Those that sell.
            pub const SELLERS: &[Dialect] = &[$(Dialect::$selling),*];

            /// The company's slug, and the folder of the corpus.
            pub fn slug(self) -> &'static str {
                match self {
                    $(Dialect::$selling => stringify!($seller),)*
                    $(Dialect::$serving => stringify!($agent),)*
                }
            }
        }
    };
}

providers::every_company!(dialects);

/// An answer as it may come.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Input {
    pub call: Call,
    /// Which of [`ASKED`] was asked about.
    pub asked: usize,
    /// HTTP status.
    pub status: u16,
    pub body: Vec<u8>,
}

impl Input {
    /// The body as the line hands it on: what is no UTF-8 is replaced.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// What was asked about.
    pub fn asked(&self) -> &'static Asked {
        &ASKED[self.asked]
    }
}

/// What is ours: whatever else stands in an answer is somebody else's.
#[derive(Debug)]
pub struct Asked {
    pub order_id: &'static str,
    pub number: &'static str,
    /// In paise.
    pub amount: i64,
    /// The company's id of an account that is opened, where it is known.
    pub txn_id: Option<&'static str>,
    /// Whether the customer's PAN is known whole.
    pub pan_is_whole: bool,
    /// The company's id of a load.
    pub load_id: &'static str,
}

/// The orders that answers are about.
pub const ASKED: [Asked; 3] = [
    Asked {
        order_id: "K7QX2M000017",
        number: "9812300045",
        amount: 1_000,
        txn_id: Some("NSDLSAMPLE0417"),
        pan_is_whole: true,
        load_id: "WAL5550000000417",
    },
    Asked {
        order_id: "K7QX2M000018",
        number: "9812300046",
        amount: 29_950,
        txn_id: None,
        pan_is_whole: true,
        load_id: "WAL5550000000418",
    },
    Asked {
        order_id: "K7QX2M0000170000017",
        number: "6812300045",
        amount: 100_000,
        txn_id: Some("NSDLSAMPLE0418"),
        pan_is_whole: false,
        load_id: "WAL555",
    },
];

/// The customer's and the agent's PAN, the number and the OTP of a check, and its `request_id`: made up, as the other
/// tests of the house have them.
pub const PAN: &str = "ZZZXZ1234Q";
pub const AGENT_PAN: &str = "ZZZXY4321R";
pub const AADHAAR: &str = "999945016781";
pub const OTP: &str = "417052";
pub const REQUEST_ID: &str = "ADHRSAMPLE_0417ab";

/// The secret of every company, and the PIN of the one that has one.
pub const SECRET: &str = "Zk9/Canary+Token\"7";
pub const PIN: &str = "4821";

/// What comes of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Told {
    /// Nothing may be believed.
    Nothing,
    Succeeded,
    Accepted,
    /// Failed, or a call that says it has begun nothing.
    Failed,
    Refunded,
    NoRecord,
    /// Something was begun, or handed out: a page, an OTP, a link to pay.
    Begun,
    /// A person's number was verified.
    Verified,
    /// The wallet.
    Money,
    /// A list, or the state of the shop's access.
    Listed,
    /// A callback about an order.
    About,
}

impl fmt::Display for Told {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Told::Nothing => "nothing",
            Told::Succeeded => "succeeded",
            Told::Accepted => "accepted",
            Told::Failed => "failed",
            Told::Refunded => "refunded",
            Told::NoRecord => "no record",
            Told::Begun => "begun",
            Told::Verified => "verified",
            Told::Money => "money",
            Told::Listed => "listed",
            Told::About => "about",
        })
    }
}

/// What an answer says beside its word: the paise of a wallet, an id, a link.
pub type Facts = Vec<(&'static str, String)>;
