/** Whether the notice about sales that were in flight at the start was read. */
export const start = $state({ read: false });
