// Who at the counter takes the consents: the same person all day, so the name is remembered.
const KEY = "galla.consent-by";

export function lastTaker(): string {
  try {
    return localStorage.getItem(KEY) ?? "";
  } catch {
    return "";
  }
}

export function rememberTaker(name: string): void {
  try {
    localStorage.setItem(KEY, name.trim());
  } catch {
    // A window without storage asks each time.
  }
}
