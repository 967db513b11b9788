// The window's only way to the counter behind it. Nothing else in `ui/` may import @tauri-apps or the generated bindings.
import { commands, events } from "../bindings";
import type { Counter, CounterNow, Problem, Upgrade } from "../bindings";

export { commands };
export type * from "../bindings";

export type Answer<T, E> = { status: "ok"; data: T } | { status: "error"; error: E };

function faultOf(thrown: unknown): Problem {
  const words = thrown instanceof Error ? thrown.message : String(thrown);
  return { kind: "counter_fault", data: { words } };
}

/** A command whose refusal is one problem. A broken channel is a problem too: no promise is left hanging. */
export async function ask<T>(call: () => Promise<Answer<T, Problem>>): Promise<Answer<T, Problem>> {
  try {
    return await call();
  } catch (thrown) {
    return { status: "error", error: faultOf(thrown) };
  }
}

/** A command whose refusal lists every problem of every field. */
export async function askForm<T>(call: () => Promise<Answer<T, Problem[]>>): Promise<Answer<T, Problem[]>> {
  try {
    return await call();
  } catch (thrown) {
    return { status: "error", error: [faultOf(thrown)] };
  }
}

/** What a page begins with. */
export type First = { counter: Counter; now: Answer<CounterNow, Problem> };

/** Opens the counter, and asks for its figures as soon as it is open. */
export async function askFirst(): Promise<Answer<First, Problem>> {
  const counter = await ask(() => commands.openCounter());
  if (counter.status === "error") return counter;
  const now = await ask(() => commands.counterNow());
  return { status: "ok", data: { counter: counter.data, now } };
}

export function onSaleChanged(heard: (saleId: number) => void): Promise<() => void> {
  return events.saleChanged.listen((event) => heard(event.payload.sale_id));
}

export function onWalletChanged(heard: (provider: string) => void): Promise<() => void> {
  return events.walletChanged.listen((event) => heard(event.payload.provider));
}

export function onBooksUpgrading(heard: (upgrade: Upgrade) => void): Promise<() => void> {
  return events.booksUpgrading.listen((event) => heard(event.payload.upgrade));
}

export function onBooksChanged(heard: () => void): Promise<() => void> {
  return events.booksChanged.listen(() => heard());
}

export function onSlipsChanged(heard: () => void): Promise<() => void> {
  return events.slipsChanged.listen(() => heard());
}

/** The customer's window hears now, or is closed. */
export function onCustomerScreenChanged(heard: (isOpen: boolean) => void): Promise<() => void> {
  return events.customerScreenChanged.listen((event) => heard(event.payload.is_open));
}
