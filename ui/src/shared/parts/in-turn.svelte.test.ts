import { flushSync } from "svelte";
import { afterEach, expect, test, vi } from "vitest";
import { InTurn } from "./in-turn.svelte";

const frames = new Map<number, () => void>();
let id = 0;

function followed(turn: InTurn): () => void {
  vi.stubGlobal("requestAnimationFrame", (then: () => void) => (frames.set(++id, then), id));
  vi.stubGlobal("cancelAnimationFrame", (of: number) => frames.delete(of));
  const end = $effect.root(() => turn.follow());
  flushSync();
  return end;
}

/** The next frame, and what comes after its paint. */
async function frame(): Promise<void> {
  const due = [...frames.values()];
  frames.clear();
  due.forEach((then) => then());
  await new Promise<void>((done) => setTimeout(done, 5));
  flushSync();
}

afterEach(() => vi.unstubAllGlobals());

test("a_frame_is_painted_between_one_part_and_the_next", async () => {
  const turn = new InTurn(3);
  const end = followed(turn);
  expect(turn.built).toBe(1);
  await frame();
  expect(turn.built).toBe(2);
  await frame();
  expect(turn.built).toBe(3);
  expect(frames.size).toBe(0);
  end();
});

test("what_is_wanted_comes_with_the_screen_and_a_screen_that_is_left_builds_no_more", async () => {
  const turn = new InTurn(5, 3);
  const end = followed(turn);
  expect(turn.built).toBe(3);
  end();
  await frame();
  expect(turn.built).toBe(3);
});
