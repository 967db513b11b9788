//! What the counter does: it checks and sells, watches what is not settled, keeps wallets in sight and answers the
//! screens.
//!
//! Architecture invariants: the till names no provider (they come in from a registry) and no operating system (clock,
//! keychain and line are ports). A sale is sent once, by a task of the till's own, after it is durable.

mod backup;
mod books;
mod complaints;
mod connection;
mod desk;
mod export;
mod matching;
mod panics;
mod plans;
mod ports;
mod print;
mod problem;
mod rehearse;
mod reports;
mod sale;
mod screens;
mod settings;
mod shop;
mod till;
mod watch;

// What the till's own views are made of beside: these cross to the window as they are.
pub use domain::{AmountDoubt, DueSure, DueWhy, Language, Mode, Weather};
pub use ledger::{ChainReport, ComplaintsDue, DueDismissed, FileCheck, PlanKey, PlanRow, UsualWait};
pub use receipts::paper::Sheet;
pub use receipts::{AmountSize, Design, DesignFault, DesignField, Logo, Qr, SlipLine};

pub use backup::upgrade::{Upgrade, UpgradeHeard, UpgradeStep};
pub use backup::view::{
    BackupPlace, BackupView, BackupsView, BooksView, CannotAsk, DamageView, OrderLeft, RepairReport, RestoreInput,
    RestorePlan, Thinned,
};
pub use books::called::{CalledBy, KnownCustomer};
pub use books::charge::{ChargeInput, ChargeView};
pub use books::close::{CloseLine, ClosePage, CloseView, CountView, OpenedView, ShiftInput, ShiftView};
pub use books::commission::{
    AgainInput, CommissionInput, CommissionLine, CommissionPage, CommissionSaved, PaysInput, PaysView,
    ProvidersCommission, RebookingView, RuleView, SlabInput, SlabView,
};
pub use books::count::{CountInput, PiecesInput};
pub use books::customers::{CustomerInput, CustomerView, CustomersView, DuesView};
pub use books::missing::{Missing, SaleNamed, WalletMissing};
pub use books::money::{AccountView, MoneyBook, WalletBook};
pub use books::money_back::MoneyBackWhat;
pub use books::seal::SealView;
pub use books::statement::{AccountStatement, MovingSale, StatementLine, StatementQuery};
pub use books::tds::{TdsInput, TdsPage, TdsPayer};
pub use books::told::{ToldMonth, ToldOperator, ToldProvider, ToldSale};
pub use books::udhaar::{PaidInput, ReminderView};
pub use books::voucher::{MendInput, VoucherDoubt, VoucherInput, VoucherPage, VoucherView};
pub use complaints::form::{CloseComplaintInput, ComplaintInput, ComplaintNoteInput};
pub use complaints::pack::{ComplaintPackView, PackFormat};
pub use complaints::view::{
    ComplaintDue, ComplaintLine, ComplaintRequest, ComplaintStep, ComplaintView, ComplaintsPage, ComplaintsQuery,
    SaleComplaints,
};
pub use connection::{Connection, InformationConnection};
pub use desk::access::{DeskAccess, DeskWarning};
pub use desk::agent::{AgentView, OnboardInput};
pub use desk::check::{AadhaarInput, AccountInput, LoadInput, PanInput};
pub use desk::overview::Desk;
pub use desk::prices::PriceView;
pub use export::of::{ExportFormat, ExportInput, ExportOf, ExportProgress, ExportedFile};
pub use export::printed::{PrintedColumn, PrintedTable};
pub use matching::held::{Difference, LeftWhy};
pub use matching::pairing::MatchedBy;
pub use matching::preview::{StatementColumn, StatementColumns, StatementPreview, StatusWord};
pub use matching::view::{
    BalanceHeld, BookLine, FileLine, IgnoredView, MatchGroup, MatchPage, MatchProgress, MatchResult, MatchRow,
    MatchStep, UnknownWord,
};
pub use panics::hush_panics;
pub use plans::due_again::{DueLine, DuePage};
pub use plans::file::{PlanFault, PlanFile, PlanFileRow, PlanNews};
pub use plans::headings::PlanColumn;
pub use plans::known::{OfferedPlan, PlanFound};
pub use plans::list::{PlanCandidate, PlanInput, PlansPage};
pub use plans::lookup::NumberTold;
pub use plans::told::PlansTold;
pub use ports::{
    Browser, Clock, Keychain, Ports, Practice, Random, Reach, Straight, SystemClock, SystemRandom, Vault, VaultError,
};
pub use print::answer::JobAnswer;
pub use print::design::read_logo;
pub use print::preview::SlipPreview;
pub use print::proof::{SlipChecked, SlipPart, SlipTold, SlipVerdict};
pub use print::queue::{PrintJobState, PrintJobView, PrintQueue, PrintedJob};
pub use print::share::{SavedSlip, SharedSlip, SlipFormat};
pub use print::slip_of::SlipOf;
pub use problem::Problem;
pub use problem::chit::ChitFault;
pub use problem::closing::Closing;
pub use problem::field::{
    CommissionFault, CommissionField, CustomerFault, CustomerField, DeskFault, DeskField, MoneyFault, MoneyField,
    PlanField, PrinterField, SlabPlace, StatementFault, TallyFault, WordFault, WordField,
};
pub use problem::stored::{StoredProblem, problem_in};
pub use rehearse::customers::VisitKind;
pub use rehearse::score::Score;
pub use rehearse::{RehearsalStep, RehearsalView, VisitView};
pub use reports::another_order::{OrderAdvice, OrderFound, OtherOrder};
pub use reports::companies::Companies;
pub use reports::overview::{DaysSum, MonthsCompared, Report, ReportQuery};
pub use sale::bill::{BillFetched, BillInput, BillTold};
pub use sale::check::Skipped;
pub use sale::chit::ChitInput;
pub use sale::choice::ChosenBecause;
pub use sale::input::SaleInput;
pub use sale::paying::{PayCode, PayView};
pub use sale::sell::{Quote, Repeat};
pub use sale::send::order_of;
pub use sale::suggest::{KnownNumber, Suggestion};
pub use sale::word::form::{DealtInput, ToldInput, WordInput};
pub use screens::chits::{ChitStanding, ChitView, ChitsNow, SoldChit};
pub use screens::day_book::{
    DayBook, DaysAhead, EventView, OutcomeTotal, OwedSale, Paid, PostingView, SaleDetail, SaleOfOtherDay, TakenBackPart,
};
pub use screens::desk_order::{Consent, DeskOrder, LoadTold, LoadView, OtpView};
pub use screens::facets::{CompanyCount, CustomerCount, OperatorCount, PaymentCount, SalesFacets, ServiceCount};
pub use screens::fields::FieldInput;
pub use screens::filter::SalesFilter;
pub use screens::heard::{AttemptView, CompanySays};
pub use screens::sale::{CounterNow, SaleView};
pub use screens::sales_page::{NamedCustomer, SalesPage, SalesQuery};
pub use screens::search::{FoundBy, MoreOf, SearchGroup, SearchQuery};
pub use screens::wallet::Wallet;
pub use screens::word::{Contradiction, Seen, WordView};
pub use settings::company::CompanyNote;
pub use settings::lists::{CodeFrom, Lists, WhyNot};
pub use settings::logins::{LoginFound, LoginMissing, LoginsView};
pub use settings::printing::{CarrierInput, Printer, PrinterInput, Printing};
pub use settings::provider::{CredentialInput, PathInput, ProviderInput};
pub use settings::routes::{Choice, RoutesFile};
pub use settings::statements::{DateOrder, Meaning};
pub use settings::tally::{TallyForm, TallyName, TallyNames};
pub use settings::tour::Tour;
pub use settings::{Settings, ShopInput};
pub use shop::Shop;
pub use shop::callbacks::{CallbackAddress, CallbackView};
pub use shop::codes::{CircleCode, FetchedList, OperatorInput};
pub use shop::counter::{CircleView, Counter, OfferView, OperatorView};
pub use shop::doctor::{Check, CheckUp, FindingView, Health};
pub use shop::information::{InformationInput, InformationTried, InformationView};
pub use shop::providers::{CredentialView, PathView, ProviderView};
pub use shop::rebuild::{Rebuilt, rebuild_books};
pub use shop::routes::{OperatorRoute, RouteView, Routes};
pub use till::clock::ClockView;
pub use till::desk_memory::AccessView;
pub use till::press::Press;
pub use till::ready::Readiness;
pub use till::{About, Notice, Parts, PrintRules, Rules, Till, UpiPayee, notice_board};
pub use watch::hint::Heard;
