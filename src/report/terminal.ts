import { hasSteering, showSteering } from '../text/characters.ts';

/** The escapes with which reports are painted. */
const own = /(\u001b\[(?:0|(?:1;)?3[0-7])m)/;

/** A text for people: nothing in it steers a terminal but the colours of a report, where those are wanted. */
export function forTerminal(text: string, hasColour: boolean): string {
  if (!hasSteering(text)) return text;
  if (!hasColour) return showSteering(text);
  return text
    .split(own)
    .map((part, at) => (at % 2 === 1 ? part : showSteering(part)))
    .join('');
}
