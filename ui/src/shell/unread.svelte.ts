// What somebody asked for and only the rest of the window can draw. Where that cannot be read, it is closed again, so that each press is
// answered and not only the first.
import { untrack } from "svelte";
import { turned } from "../customer-screen/choice.svelte";
import { closeForm, customerForm } from "../customers/forms.svelte";
import { whatNow } from "../help/what-now.svelte";
import { slip } from "../receipt/slip.svelte";
import { help } from "../shared/state/help.svelte";
import { wordForm } from "../word/form.svelte";
import type { Later } from "./later.svelte";

/** All that *Sell* and the keys of the shell can open. */
const drawn: { isOpen: () => boolean; close: () => void }[] = [
  { isOpen: () => help.open, close: () => { help.open = false; } },
  { isOpen: () => whatNow.outcome !== null, close: whatNow.close },
  { isOpen: () => slip.open !== null, close: () => { slip.open = null; } },
  { isOpen: () => turned.open, close: () => { turned.open = false; } },
  { isOpen: () => customerForm.open !== null, close: closeForm },
  { isOpen: () => wordForm.open !== null, close: () => wordForm.close() },
];

export class Unread {
  /** How often something was asked for that cannot come. */
  times = $state(0);

  constructor(private readonly later: Pick<Later, "failed">) {}

  /** Runs as long as the shell stands. */
  follow(): void {
    $effect(() => {
      const open = this.later.failed ? drawn.filter((each) => each.isOpen()) : [];
      if (open.length === 0) return;
      untrack(() => {
        for (const each of open) each.close();
        this.times += 1;
      });
    });
  }
}
