/** Which notices about the start were read: sales that were in flight, files taken from a backup or made anew, a report of a repair. */
export const start = $state({ read: false, filesRead: false, anewRead: false, reportRead: false });
