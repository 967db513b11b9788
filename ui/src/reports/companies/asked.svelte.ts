// What was chosen last, "" for every service; it stays while another tab is looked at.
import type { Period } from "../../platform/counter";
import type { SaleKind } from "../../shared/words/desk-services";

export const asked = $state<{ period: Period; service: SaleKind | "" }>({ period: { kind: "this_month" }, service: "" });
