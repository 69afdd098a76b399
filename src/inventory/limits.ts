/** The most hosts, ranges resolved, and the most servers of all pools: a line of text can ask for millions. */
export const maxHosts = 100_000;
export const maxServers = 200_000;

/** The most hosts of one entry. */
export const maxRange = 10_000;

/** How often patterns are held against names: five hundred patterns against ten thousand hosts. */
export const maxComparisons = 5_000_000;
