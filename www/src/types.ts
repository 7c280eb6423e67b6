// What goes into a check and what comes out, as the core declares it. The page reads these and decides nothing.
export type * from './core';
