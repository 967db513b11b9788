//! Setting up the shop's printer.

use printers::Found;
use receipts::paper::escpos::Chunk;
use receipts::test_sheet;
use receipts::{Design, DesignFault, DesignField};
use tokio::sync::oneshot;

use crate::print::worker::{bytes_of, catch_up_of};
use crate::settings::file::SettingsFile;
use crate::settings::printing::{LANGUAGES_MAX, Printer, PrinterInput, Printing};
use crate::till::press::Stopped;
use crate::{Language, Problem, Shop};

impl Shop {
    /// What is printed, and where.
    pub async fn printing(&self) -> Printing {
        self.state.lock().await.file.printing.clone()
    }

    /// The printers that are connected here. Those of the network are not looked for: their address is typed.
    pub async fn find_printers(&self) -> Result<Vec<Found>, Problem> {
        let press = self.state.lock().await.press.clone();
        on_a_thread(move || press.found()).await
    }

    /// Makes what was typed the printer, or tells every problem of every field. `None`: the shop has none any more.
    pub async fn save_printer(&self, input: Option<&PrinterInput>) -> Result<Printing, Vec<Problem>> {
        let printer = input.map(PrinterInput::check).transpose()?;
        self.change_printing(|file| file.printing.printer = printer).await.map_err(|problem| vec![problem])
    }

    /// Sets whether slips are printed by themselves after success, and their languages; none: that of the screen.
    pub async fn save_printing(&self, by_itself: bool, languages: &[Language]) -> Result<Printing, Problem> {
        let mut chosen: Vec<Language> = Vec::new();
        for language in languages.iter().take(LANGUAGES_MAX) {
            if !chosen.contains(language) {
                chosen.push(*language);
            }
        }
        self.change_printing(|file| (file.printing.by_itself, file.printing.languages) = (by_itself, chosen)).await
    }

    /// Makes what was chosen the design of the shop's slips, or tells every problem of every field.
    pub async fn save_design(&self, design: &Design) -> Result<Printing, Vec<Problem>> {
        let told = |faults: Vec<(DesignField, DesignFault)>| {
            faults.into_iter().map(|(field, fault)| Problem::Design { field, fault }).collect::<Vec<_>>()
        };
        let design = design.checked().map_err(told)?;
        self.change_printing(|file| file.printing.design = design).await.map_err(|problem| vec![problem])
    }

    async fn change_printing(&self, change: impl FnOnce(&mut SettingsFile)) -> Result<Printing, Problem> {
        let mut state = self.state.lock().await;
        self.change(&mut state, change)?;
        self.pass_rules(&state.file);
        Ok(state.file.printing.clone())
    }

    /// Prints the test slip on the printer as typed, and opens its drawer. It is no job: somebody stands there and looks.
    pub async fn test_print(&self, input: &PrinterInput) -> Result<(), Vec<Problem>> {
        let printer = input.check()?;
        let printed = async {
            let chunks = self.test_slip(&printer).await?;
            let press = self.state.lock().await.press.clone();
            on_a_thread(move || press.print::<Problem>(&printer.carrier, (&chunks, &catch_up_of(&printer)), || Ok(())))
                .await?
                .map_err(|stopped| match stopped {
                    Stopped::Unmarked(problem) => problem,
                    Stopped::Before(trouble) | Stopped::Within(trouble) => trouble.into(),
                })
        };
        printed.await.map_err(|problem: Problem| vec![problem])
    }

    async fn test_slip(&self, printer: &Printer) -> Result<Vec<Chunk>, Problem> {
        let till = self.till();
        let rules = till.rules().print.clone();
        let shop = rules.shop.as_ref().ok_or(Problem::ShopNameMissing)?;
        // Of the printer as typed, which nobody has chosen yet, and in every script.
        let (dots, has_drawer) = (u32::from(printer.dots), printer.drawer.is_some());
        let sheet = test_sheet(&shop.shop_name, dots, has_drawer, domain::languages());
        Ok(bytes_of(&sheet, &Printer { copies: 1, ..printer.clone() }, true))
    }
}

/// Does what may wait for a printer on a thread of its own.
async fn on_a_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Problem> {
    let (tell, told) = oneshot::channel();
    let begun = std::thread::Builder::new().name("printer".to_owned()).spawn(move || {
        // Who is not there any more needs no answer.
        let _ = tell.send(work());
    });
    begun.map_err(|error| Problem::CounterFault { words: error.to_string() })?;
    told.await.map_err(|_| Problem::CounterFault { words: "the printer's thread ended".to_owned() })
}
