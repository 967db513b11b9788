// What was chosen last; it stays while another tab is looked at.
import type { Period, Service } from "../../platform/counter";

export const asked = $state<{ period: Period; service: Service | null }>({ period: { kind: "this_month" }, service: null });
