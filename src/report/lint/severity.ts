import type { Severity } from '../../findings/diagnostic.ts';

/** The severities, the heaviest first. */
export const severities: readonly Severity[] = ['error', 'warning', 'info'];
