/** The timeouts that an inventory sets, by HAProxy's names and in the order in which they are written. */
export const timeoutNames = ['connect', 'client', 'server', 'check', 'queue', 'tunnel'] as const;

/** The name of a timeout. */
export type TimeoutName = (typeof timeoutNames)[number];
