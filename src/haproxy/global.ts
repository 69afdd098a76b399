export { parseLog } from './log.ts';
export { parseStatsSocket } from './stats-socket.ts';
