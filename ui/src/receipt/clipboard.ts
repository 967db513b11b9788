import { m } from "../paraglide/messages.js";
import type { Answer, Problem } from "../platform/counter";

/** The picture behind a `data:` address. Nothing is fetched for it. */
export function pictureOf(address: string): Blob {
  const bytes = Uint8Array.from(atob(address.replace(/^[^,]*,/, "")), (sign) => sign.charCodeAt(0));
  return new Blob([bytes], { type: "image/png" });
}

/**
 * Puts a picture on the clipboard, and says whether it is there. The clipboard is asked at once and handed a promise, because it is
 * open only for as long as a press is fresh.
 */
export async function copyPicture(make: () => Promise<Answer<string, Problem>>): Promise<boolean> {
  const picture = make().then((answer) => {
    if (answer.status === "error") throw new Error(answer.error.kind);
    return pictureOf(answer.data);
  });
  try {
    await navigator.clipboard.write([new ClipboardItem({ "image/png": picture })]);
    return true;
  } catch {
    // Nobody else waits for it.
    picture.catch(() => undefined);
    return false;
  }
}

/** Puts a text on the clipboard, and gives what is told of it. `failed`: what else can be done, where the text itself cannot be marked. */
export async function copyText(text: string, failed: () => string = m.copy_by_hand): Promise<string> {
  try {
    await navigator.clipboard.writeText(text);
    return m.copied();
  } catch {
    return failed();
  }
}
