import { afterEach, expect, test, vi } from "vitest";
import { m } from "../paraglide/messages.js";
import { copyPicture, copyText, pictureOf } from "./clipboard";
import { sharedWords } from "./share-words";

const address = `data:image/png;base64,${btoa("\u0089PNG dots")}`;

class Item {
  constructor(readonly kinds: Record<string, Promise<Blob>>) {}
}

function clipboard(write: (items: Item[]) => Promise<void>): void {
  vi.stubGlobal("ClipboardItem", Item);
  vi.stubGlobal("navigator", { clipboard: { write } });
}

afterEach(() => vi.unstubAllGlobals());

test("a_picture_is_put_on_the_clipboard_byte_by_byte", async () => {
  const kept: Blob[] = [];
  clipboard(async ([item]) => { kept.push(await item!.kinds["image/png"]!); });
  expect(await copyPicture(async () => ({ status: "ok", data: address }))).toBe(true);
  expect([kept[0]?.type, [...new Uint8Array(await kept[0]!.arrayBuffer())].slice(0, 4)]).toEqual(["image/png", [0x89, 0x50, 0x4e, 0x47]]);
  expect(pictureOf(address).size).toBe(9);
});

test("the_clipboard_is_asked_while_the_press_is_fresh", () => {
  let wasAsked = false;
  clipboard(() => { wasAsked = true; return new Promise(() => undefined); });
  void copyPicture(() => new Promise(() => undefined));
  expect(wasAsked).toBe(true);
});

test("a_picture_that_cannot_be_made_or_copied_is_not_called_copied", async () => {
  clipboard(async ([item]) => { await item!.kinds["image/png"]; });
  expect(await copyPicture(async () => ({ status: "error", error: { kind: "not_allowed_now" } }))).toBe(false);
  clipboard(() => Promise.reject(new Error("not allowed")));
  expect(await copyPicture(async () => ({ status: "ok", data: address }))).toBe(false);
  vi.stubGlobal("ClipboardItem", undefined);
  expect(await copyPicture(async () => ({ status: "ok", data: address }))).toBe(false);
});

test("a_text_is_told_as_copied_only_where_it_was", async () => {
  const kept: string[] = [];
  vi.stubGlobal("navigator", { clipboard: { writeText: async (text: string) => { kept.push(text); } } });
  expect([await copyText("₹ 299"), kept]).toEqual([m.copied(), ["₹ 299"]]);
  vi.stubGlobal("navigator", { clipboard: { writeText: () => Promise.reject(new Error("not allowed")) } });
  expect([await copyText("₹ 299"), await copyText("₹ 299", m.copy_failed)]).toEqual([m.copy_by_hand(), m.copy_failed()]);
});

test("the_words_about_whatsapp_say_for_whom_and_never_promise_a_picture_that_is_not_there", () => {
  expect(sharedWords("9876500001", true)).toBe(m.share_opened({ number: "98765 00001" }));
  expect(sharedWords(null, true)).toBe(m.share_opened_asks());
  expect(sharedWords("9876500001", false)).toBe(m.share_opened_text());
  expect(m.share_opened_text()).not.toContain("paste");
});
