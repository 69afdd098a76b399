import { escapeForRunner } from '../runner.ts';

const unseen = /[\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

/** JSON in which nothing can steer a terminal or a runner. */
export function escapeJson(json: string): string {
  const text = json.replace(unseen, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
  return escapeForRunner(text, '\\u0023');
}

/** A value as JSON of two-space indentation, one line break at the end; nothing in it can steer a terminal or a runner. */
export function toJsonText(value: unknown): string {
  return `${escapeJson(JSON.stringify(value, undefined, 2))}\n`;
}
