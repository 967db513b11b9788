// How an operator goes today, in one line of the strip.
import { m } from "../paraglide/messages.js";
import type { Weather } from "../platform/counter";
import { tookWords } from "../shared/words/words";

function countWords({ waiting, failed, of, usually_failed }: Weather): string | null {
  if (waiting > 0 && failed > 0) return m.weather_both({ count: waiting + failed, of });
  if (waiting > 0) return m.weather_waiting({ count: waiting, of });
  // Where the time is what is unlike usual, one that failed is no news.
  return failed > 1 ? m.weather_failed({ count: failed, of, usual: usually_failed }) : null;
}

function timeWords({ waiting, usual_ms, today_ms }: Weather): string | null {
  if (today_ms !== null) return m.weather_today({ usual: tookWords(usual_ms), today: tookWords(today_ms) });
  return waiting > 0 ? m.weather_usual({ usual: tookWords(usual_ms) }) : null;
}

/** "Jio here: 2 of the last 6 still waiting; usually 4 s, today 3 min" */
export function weatherWords(operator: string, weather: Weather): string {
  const parts = [countWords(weather), timeWords(weather)].filter((part) => part !== null);
  return `${m.weather_place({ operator })}: ${parts.join("; ")}`;
}
