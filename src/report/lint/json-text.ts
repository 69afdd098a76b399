const unseen = /[\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

/** A value as JSON of two-space indentation, one line break at the end; nothing in it can steer a terminal. */
export function toJsonText(value: unknown): string {
  const text = JSON.stringify(value, undefined, 2).replace(unseen, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
  return `${text}\n`;
}
