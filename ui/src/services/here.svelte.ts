// The one services desk of this window.
import { ask, commands } from "../platform/counter";
import type { Answer, Desk, DeskPrice, Problem, SaleView } from "../platform/counter";
import type { DeskSale } from "../shared/words/desk-services";
import { house } from "../shared/state/house.svelte";
import { typedAmount } from "../shared/words/money";
import { go, route } from "../shared/state/route.svelte";
import { type Check, Draft } from "./draft.svelte";

/** The part of the screen in which an order of the service begins. */
export const partOf = { pan_card: "pan", bank_account: "account", aadhaar_check: "aadhaar", wallet_load: "load" } as const;
export type Part = (typeof partOf)[keyof typeof partOf];

/** Access and warnings, as the command answers them. */
type DeskAccess = Extract<Awaited<ReturnType<typeof commands.deskAccess>>, { status: "ok" }>["data"];

/** What the counter cannot be asked is told when the form is sent. */
const check: Check = async (field, typed) => {
  const answer = await ask(() => commands.checkDeskField(field, typed));
  return answer.status === "ok" ? answer.data : null;
};

class ServicesDesk {
  desk = $state.raw<Desk | null>(null);
  problem = $state.raw<Problem | null>(null);
  access = $state.raw<DeskAccess | null>(null);
  /** Why nothing is known of plan and address; a provider's refusal comes as a warning instead. */
  accessProblem = $state.raw<Problem | null>(null);
  looking = $state(false);

  // What may outlive a reload is what the ledger keeps of an order anyway. A PAN, a date of birth and an e-mail address never do.
  readonly pan = new Draft("pan", { product: "pan-new", pan_mode: "ekyc", mobile: "", charge: "" }, { money: "charge", kept: ["product", "pan_mode", "mobile"] }, check);
  readonly account = new Draft(
    "account",
    { product: "account-saving", first_name: "", middle_name: "", last_name: "", email: "", mobile: "", pan: "", pincode: "", charge: "", agent_pan: "" },
    { money: "charge", kept: ["product", "first_name", "middle_name", "last_name", "mobile"] },
    check,
  );
  readonly agent = new Draft(
    "agent",
    { shop_name: "", name: "", email: "", mobile: "", date_of_birth: "", address: "", state: "", city: "", pincode: "", pan: "", agent_id: "" },
    { kept: ["shop_name", "name", "mobile", "address", "state", "city", "pincode"] },
    check,
  );
  /** The number itself is in no draft: it stands in its field and nowhere else. */
  readonly aadhaar = new Draft("aadhaar", { consent: "", consent_by: "", aadhaar: "", charge: "" }, { money: "charge" }, check);
  readonly load = new Draft("load", { amount: "" }, { money: "amount", kept: ["amount"] }, check);

  #turn = 0;

  async reload(): Promise<void> {
    const turn = ++this.#turn;
    const answer = await ask(() => commands.desk());
    if (turn === this.#turn) this.take(answer);
  }

  take(answer: Answer<Desk, Problem>): Problem | null {
    this.problem = answer.status === "error" ? answer.error : null;
    if (answer.status === "ok") this.keep(answer.data);
    return this.problem;
  }

  keep(desk: Desk): void {
    this.#turn += 1;
    this.problem = null;
    this.desk = desk;
  }

  /** Plan, balance and addresses. The till asks the company at most every ten minutes, unless it is to be `fresh`. */
  async look(fresh = false): Promise<void> {
    if (this.looking) return;
    this.looking = true;
    const practice = house.practice;
    const answer = await ask(() => commands.deskAccess(fresh));
    this.looking = false;
    if (practice !== house.practice) return;
    this.access = answer.status === "ok" ? answer.data : null;
    this.accessProblem = answer.status === "error" ? answer.error : null;
  }

  price(product: string): DeskPrice | null {
    return this.desk?.prices.find((price) => price.product === product) ?? null;
  }

  /** What is usually charged for it, as it would be typed; empty where nothing is set. */
  usualCharge(product: string): string {
    const charge = this.price(product)?.charge_paise ?? null;
    return charge === null ? "" : typedAmount(charge);
  }

  /** The order is begun: its page is where it goes on, unless the shopkeeper has gone elsewhere meanwhile. */
  begun(sale: SaleView, part: Part): void {
    house.changed();
    void this.reload();
    if (route.screen === "services" && (route.part === part || route.part === "order")) go("services", "order", sale.id);
  }

  /** A new order with what is known of an old one. */
  again(sale: DeskSale): void {
    switch (sale.service) {
      case "pan_card":
        this.pan.clear();
        this.pan.type("product", sale.operator);
        this.pan.type("pan_mode", sale.desk?.pan_mode ?? "ekyc");
        this.pan.type("mobile", sale.number);
        this.pan.type("charge", typedAmount(sale.amount_paise));
        this.pan.meant = true;
        break;
      case "bank_account":
        this.account.clear();
        this.account.type("product", sale.operator);
        this.#nameOf(sale.desk?.customer ?? "");
        this.account.type("mobile", sale.number);
        this.account.type("charge", typedAmount(sale.amount_paise));
        this.account.meant = true;
        break;
      case "wallet_load":
        this.load.clear();
        this.load.type("amount", typedAmount(sale.amount_paise));
        break;
      case "aadhaar_check":
        break;
    }
    go("services", partOf[sale.service]);
  }

  #nameOf(customer: string): void {
    const words = customer.split(/\s+/).filter((word) => word !== "");
    this.account.type("first_name", words[0] ?? "");
    this.account.type("middle_name", words.slice(1, -1).join(" "));
    this.account.type("last_name", words.length > 1 ? (words.at(-1) ?? "") : "");
  }

  /** Practice and real orders never meet. */
  changeLedger(): void {
    this.#turn += 1;
    this.desk = null;
    this.problem = null;
    this.access = null;
    this.accessProblem = null;
    for (const draft of [this.pan, this.account, this.agent, this.aadhaar, this.load]) draft.clear();
  }
}

export const services = new ServicesDesk();
