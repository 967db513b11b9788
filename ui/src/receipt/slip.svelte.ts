/** The sale whose slip is on the screen, if any. */
export const slip = $state<{ saleId: number | null }>({ saleId: null });
