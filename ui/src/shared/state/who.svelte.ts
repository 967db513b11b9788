// Who writes money down: most often it is the same person again.
export const who = $state({ name: "" });
