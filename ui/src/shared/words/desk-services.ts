// The agent services: never on the tabs of Sell, never in routes, never among the known numbers.
import type { SaleView, Service } from "../../platform/counter";

const services = ["pan_card", "bank_account", "aadhaar_check", "wallet_load"] as const;
export type DeskKind = (typeof services)[number];
/** What is sold on the Sell screen. */
export type SaleKind = Exclude<Service, DeskKind>;

export function isDeskKind(service: Service): service is DeskKind {
  return services.some((each) => each === service);
}

/** A sale of the services desk. */
export type DeskSale = SaleView & { service: DeskKind };

export function isDeskSale(sale: SaleView): sale is DeskSale {
  return isDeskKind(sale.service);
}
