// The page of each place. A place without one does not compile.
import type { Component } from "svelte";
import BackupSettings from "./backup/BackupSettings.svelte";
import Callbacks from "./callbacks/Callbacks.svelte";
import CheckUps from "./check-up/CheckUps.svelte";
import CustomerScreen from "./customer-screen/CustomerScreen.svelte";
import DeskSettings from "./desk/DeskSettings.svelte";
import HelpPage from "./help/HelpPage.svelte";
import Information from "./information/Information.svelte";
import LookSettings from "./look/LookSettings.svelte";
import Operators from "./operators/Operators.svelte";
import Payments from "./payments/Payments.svelte";
import Plans from "./plans/Plans.svelte";
import type { PlaceId } from "./places";
import PrinterSettings from "./printer/PrinterSettings.svelte";
import Providers from "./providers/Providers.svelte";
import Rates from "./rates/Rates.svelte";
import RouteSettings from "./routes/RouteSettings.svelte";
import LanguageSettings from "./shop/LanguageSettings.svelte";
import ModeSettings from "./shop/ModeSettings.svelte";
import ShopSettings from "./shop/ShopSettings.svelte";
import SoundSettings from "./sound/SoundSettings.svelte";
import SlipDesign from "./slip/SlipDesign.svelte";
import TallySettings from "./tally/TallySettings.svelte";
import Wallets from "./wallets/Wallets.svelte";

export const pages: Record<PlaceId, Component> = {
  providers: Providers,
  wallets: Wallets,
  rates: Rates,
  routes: RouteSettings,
  information: Information,
  shop: ShopSettings,
  slip: SlipDesign,
  printer: PrinterSettings,
  payments: Payments,
  language: LanguageSettings,
  look: LookSettings,
  "customer-screen": CustomerScreen,
  sound: SoundSettings,
  mode: ModeSettings,
  help: HelpPage,
  operators: Operators,
  plans: Plans,
  desk: DeskSettings,
  backup: BackupSettings,
  "check-up": CheckUps,
  tally: TallySettings,
  callbacks: Callbacks,
};
