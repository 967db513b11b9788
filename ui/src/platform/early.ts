// `main.ts` imports this before everything else, so that the counter answers while the rest of the page's code is still made ready.
import { askFirst } from "./counter";

export const early = askFirst();
