// The window on the second screen, as the counter's window knows it.
import { ask, commands, onCustomerScreenChanged } from "../platform/counter";
import type { Answer, ComputerScreen, CustomerScreens, Problem } from "../platform/counter";
import { type Where, choice } from "./choice.svelte";
import { Sender } from "./sender";

/** `alone`: there is no screen but the counter's. `missing`: the chosen one is not there. `counter`: the counter has moved onto it. */
export type Standing = "open" | "closed" | "alone" | "choose" | "missing" | "counter";

class Second {
  /** It hears what it is told. */
  isOpen = $state(false);
  /** Null before the computer was asked. */
  screens = $state.raw<ComputerScreen[] | null>(null);
  #sender = new Sender((sight) => ask(() => commands.showCustomer(sight)));
  readonly show = this.#sender.show.bind(this.#sender);

  get standing(): Standing {
    const chosen = this.screens?.find(({ id }) => id === choice.screen);
    if (this.isOpen) return "open";
    if (choice.screen !== "" && chosen === undefined) return "missing";
    if (chosen?.has_counter === true) return "counter";
    if (choice.screen === "") return (this.screens ?? []).some(({ has_counter }) => !has_counter) ? "choose" : "alone";
    return "closed";
  }

  /** Hears of the window, and opens it where it was open last. Returns what ends the hearing. */
  begin(): () => void {
    let isOver = false;
    let unlisten = (): void => undefined;
    const listening = onCustomerScreenChanged((isOpen) => this.#changed(isOpen));
    void listening.then((ended) => {
      unlisten = ended;
      if (isOver) ended();
      else if (choice.where === "second" && choice.screen !== "") void this.open();
    }).catch(() => undefined);
    return () => {
      isOver = true;
      unlisten();
    };
  }

  #changed(isOpen: boolean): void {
    this.isOpen = isOpen;
    if (isOpen) this.#sender.open();
    else this.#sender.close();
  }

  async choose(where: Where): Promise<void> {
    choice.choose({ where });
    if (where === "second") await this.look();
    else this.#keep(await ask(() => commands.closeCustomerScreen()));
  }

  async chooseScreen(screen: string): Promise<void> {
    choice.choose({ screen });
    await this.open();
  }

  async open(): Promise<void> {
    this.#keep(await ask(() => commands.openCustomerScreen(choice.screen)));
  }

  /** Which screens there are. The only one beside the counter's needs no choice, and the chosen one is opened. */
  async look(): Promise<void> {
    this.#keep(await ask(() => commands.customerScreens()));
    const others = (this.screens ?? []).filter(({ has_counter }) => !has_counter);
    const [only, ...more] = others;
    if (choice.screen === "" && only !== undefined && more.length === 0) choice.choose({ screen: only.id });
    if (!this.isOpen && others.some(({ id }) => id === choice.screen)) await this.open();
  }

  #keep(answer: Answer<CustomerScreens, Problem>): void {
    if (answer.status === "error") return;
    this.screens = answer.data.screens;
    // A counter that was loaded anew finds the window as it was. That it is closed, the window's own end tells.
    if (answer.data.is_open && !this.isOpen) this.#changed(true);
  }
}

export const second = new Second();
