// Whether somebody counts the drawer just now: until the count is in, no screen shows what the drawer should hold.
export const counting = $state({ isBegun: false });
