import { render } from "svelte/server";
import { expect, test, vi } from "vitest";
import Awaited from "./Awaited.svelte";
import { Later, later, readFonts } from "./later.svelte";

test("the_rest_of_the_window_is_read_once", async () => {
  const rest = {} as NonNullable<Later["rest"]>;
  const load = vi.fn(async () => rest);
  const part = new Later(load);
  expect(part.rest).toBe(null);
  await Promise.all([part.read(), part.read()]);
  await part.read();
  expect([part.rest === rest, part.failed, load.mock.calls.length]).toEqual([true, false, 1]);
});

test("a_rest_that_cannot_be_read_is_told_and_nobody_waits_for_it", async () => {
  const part = new Later(() => Promise.reject(new Error("no such file")));
  await part.read();
  expect([part.rest, part.failed]).toEqual([null, true]);
});

test("every_font_is_read_though_one_of_them_cannot_be", async () => {
  const load = vi.fn(async () => ({}) as FontFace);
  const broken = { load: vi.fn(() => Promise.reject(new Error("no such file"))) };
  await readFonts([broken, { load }, { load }]);
  expect([broken.load.mock.calls.length, load.mock.calls.length]).toEqual([1, 2]);
});

test("in_the_place_of_a_screen_that_cannot_be_read_stands_what_to_do", () => {
  expect(render(Awaited).body).not.toContain("alert");
  later.failed = true;
  expect(render(Awaited).body).toMatch(/role="alert".*could not be read.*Try again/s);
  later.failed = false;
});

const files = import.meta.glob<string>("/src/**/*.{ts,svelte}", { query: "?raw", import: "default", eager: true });

/** The files that a file needs before its own code runs. What is imported in a call comes later. */
function neededBy(file: string): string[] {
  const named = [...(files[file] ?? "").matchAll(/^\s*(?:import|export|\})(?! type)[^"\n(]*"(\.[^"]+)"/gm)];
  return named.flatMap(([, name]) => {
    const { pathname } = new URL(name ?? "", `file://${file}`);
    return [pathname, `${pathname}.ts`].filter((path) => path in files);
  });
}

function reached(from: string): string[] {
  const found = new Set([`/src/${from}`]);
  for (const file of found) for (const next of neededBy(file)) found.add(next);
  return [...found].map((file) => file.slice("/src/".length));
}

test("the_first_part_of_the_page_has_sell_and_no_other_screen", () => {
  const others = /^(backup|close|complaints|customers|day-book|export|first-start|pending|reports|services|settings)\/.*\.svelte$/;
  const first = reached("main.ts");
  expect(first).toContain("sell/Strip.svelte");
  expect(first.filter((file) => others.test(file))).toEqual([]);
  // The walk finds what it looks for.
  expect(reached("shell/rest.ts").filter((file) => others.test(file)).length).toBeGreaterThan(50);
});
