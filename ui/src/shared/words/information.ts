// Why the information company told nothing, in one quiet sentence. Nothing waits for it, and no sale depends on it.
import { m } from "../../paraglide/messages.js";
import type { Problem } from "../../platform/counter";
import { problemWords } from "./problem-words";
import { credentialOf } from "./problems";

export function informedTrouble(name: string, problem: Problem): string {
  switch (problem.kind) {
    case "timed_out":
    case "line_broke":
    case "connection_refused":
    case "provider_error":
      return m.informed_no_answer({ name });
    case "no_network":
    case "host_unknown":
    case "nothing_at_address":
      return m.informed_no_network({ name });
    case "credentials_refused":
    case "field_refused":
      return m.informed_refused({ name });
    case "provider_says":
      return m.informed_says({ name, words: problem.data.words });
    case "answer_unreadable":
    case "answer_not_ours":
    case "web_page_at_address":
      return m.informed_unread({ name });
    default:
      return problemWords(problem);
  }
}

/** What is wrong with its key. It is no login that a company gave for selling, and a bridge of the shop's own may need none. */
export function keyProblem(problems: Problem[]): Problem | string | null {
  const problem = problems.find((each) => credentialOf(each) === "key") ?? null;
  return problem?.kind === "credential_missing" ? m.information_key_missing() : problem;
}
