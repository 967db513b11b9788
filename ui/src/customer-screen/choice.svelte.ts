// Where the customer sees the sale, as this computer was told. Each counter has other screens, so it is no setting of the shop and comes
// into no backup.
export const wheres = ["off", "second", "here"] as const;
export type Where = (typeof wheres)[number];

/** `screen`: the id of the second screen, empty while none was chosen. `turned`: on this screen it stands upside down. */
export type Choice = { where: Where; screen: string; turned: boolean };

const KEY = "galla.customer-screen";
const NO_CHOICE: Choice = { where: "off", screen: "", turned: true };

/** What was kept. What cannot be read there is as if nobody chose it. */
export function choiceOf(kept: string | null): Choice {
  const parsed: unknown = ((): unknown => {
    try {
      return JSON.parse(kept ?? "null");
    } catch {
      return null;
    }
  })();
  const { where, screen, turned } = (typeof parsed === "object" && parsed !== null ? parsed : {}) as Record<string, unknown>;
  return {
    where: wheres.find((each) => each === where) ?? NO_CHOICE.where,
    screen: typeof screen === "string" ? screen : NO_CHOICE.screen,
    turned: typeof turned === "boolean" ? turned : NO_CHOICE.turned,
  };
}

function kept(): Choice {
  try {
    return choiceOf(localStorage.getItem(KEY));
  } catch {
    return NO_CHOICE;
  }
}

class Choices {
  #choice = $state.raw<Choice>(kept());

  get where(): Where {
    return this.#choice.where;
  }

  get screen(): string {
    return this.#choice.screen;
  }

  get turned(): boolean {
    return this.#choice.turned;
  }

  choose(change: Partial<Choice>): void {
    this.#choice = { ...this.#choice, ...change };
    try {
      localStorage.setItem(KEY, JSON.stringify(this.#choice));
    } catch {
      // A window without storage forgets it at its end.
    }
  }
}

export const choice = new Choices();
/** It stands over this screen now. */
export const turned = $state({ open: false });
