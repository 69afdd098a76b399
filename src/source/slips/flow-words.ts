import { begin, type Flow, type Open } from './flow.ts';
