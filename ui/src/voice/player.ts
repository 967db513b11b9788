// Plays samples. Nothing here may ever throw: a computer without a sound card sells as well.
import type { Sound } from "./clips";

export type Playing = { done: Promise<void>; stop: () => void };

/** A sound that has not ended by itself so long after its time never will. */
const LATE_MS = 1500;
let context: AudioContext | null = null;

/** Null where nothing can be heard. */
export async function play({ samples, rate }: Sound): Promise<Playing | null> {
  try {
    context ??= new AudioContext();
    const audio = context;
    if (!(await isRunning(audio))) return null;
    const buffer = audio.createBuffer(1, samples.length, rate);
    buffer.copyToChannel(samples, 0);
    const source = audio.createBufferSource();
    source.buffer = buffer;
    source.connect(audio.destination);
    let end = (): void => undefined;
    const done = new Promise<void>((resolve) => (end = resolve));
    source.onended = () => end();
    setTimeout(end, (samples.length / rate) * 1000 + LATE_MS);
    source.start();
    const stop = (): void => {
      source.stop();
      end();
    };
    return { done, stop };
  } catch {
    return null;
  }
}

/** A web view may wait for ever for a device that is not there. */
async function isRunning(audio: AudioContext): Promise<boolean> {
  const late = new Promise<void>((resolve) => setTimeout(resolve, LATE_MS));
  await Promise.race([audio.resume().catch(() => undefined), late]);
  return audio.state === "running";
}
