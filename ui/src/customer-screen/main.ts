import "../shared/fonts.css";
import "../shared/tokens.css";
import "../shared/base.css";
import { mount } from "svelte";
import { keepThePage } from "../shared/window-keys";
import Page from "./Page.svelte";

const target = document.getElementById("app");
if (target === null) throw new Error("customer.html has no #app");
keepThePage(window);
mount(Page, { target });
