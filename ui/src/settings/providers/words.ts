// What a login is made of, in words. A provider's paper calls it otherwise, each its own way, and its word stands beneath.
import { m } from "../../paraglide/messages.js";
import type { ProviderView } from "../../platform/counter";

type Credential = ProviderView["credentials"][number];

/** By the key of the credential; one that is not here is called as its paper calls it. */
export const credentialWords: Record<string, (() => string) | undefined> = {
  username: m.credential_username,
  user_id: m.credential_username,
  merchant_id: m.credential_merchant,
  mobile_no: m.credential_mobile,
  pwd: m.credential_password,
  password: m.credential_password,
  token: m.credential_key,
  api_key: m.credential_key,
  sms_pin: m.credential_pin,
};

/** The word of the paper; null where ours is the same. */
export function paperWord(credential: Pick<Credential, "key" | "label">): string | null {
  const ours = credentialWords[credential.key]?.() ?? credential.label;
  return ours.toLowerCase() === credential.label.toLowerCase() ? null : m.credential_paper({ word: credential.label });
}
