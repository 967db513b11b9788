import { early } from "./platform/early";
import "./shared/fonts.css";
import "./shared/tokens.css";
import "./shared/base.css";
import { mount } from "svelte";
import App from "./App.svelte";
import { markBars } from "./shared/bars";
import { language, languages } from "./shared/state/language.svelte";
import { looks } from "./shared/state/look.svelte";
import { readFonts } from "./shell/later.svelte";
import { keepThePage } from "./shared/window-keys";

const target = document.getElementById("app");
if (target === null) throw new Error("index.html has no #app");
// Before a word is laid out in them.
if (language() !== languages[0]) void readFonts([...document.fonts].filter((font) => font.family.includes("Devanagari")));
keepThePage(window);
looks.follow();
// Before anything is painted.
void looks.show();
mount(App, { target, props: { early } });
markBars(document);
// The words about a page that did not start: it has.
document.getElementById("silent")?.remove();
performance.mark("script");
