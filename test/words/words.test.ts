import { describe, expect, it } from 'vitest';
import { longMessages, notYet, otherHelps, rightWords } from './exceptions.ts';
import { mostWords, patterns, verbs } from './patterns.ts';
import { findings, texts } from './sources.ts';

/** How many words there are outside quotes. */
function countWords(message: string): number {
  const bare = message.replace(/"(?:[^"\\]|\\.)*"/g, '');
  return bare.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

const unquoted = (text: string): string => text.replace(/"(?:[^"\\]|\\.)*"|`[^`]*`/g, '""');

describe('words', () => {
  const open = findings.filter(({ source }) => !notYet.has(source));

  it('are those of the field', () => {
    const wrong = texts
      .filter(({ source }) => !notYet.has(source))
      .filter(({ text }) => !rightWords.some(([part]) => text.includes(part)))
      .flatMap(({ where, text }) =>
        patterns.flatMap(([pattern, instead]) => {
          const [word] = pattern.exec(unquoted(text)) ?? [];
          return word === undefined ? [] : `${where}: "${word}" (${instead}) in: ${text}`;
        }),
      );
    expect(wrong).toEqual([]);
  });

  it('of a message are few', () => {
    const long = open
      .filter(({ message }) => countWords(message) > mostWords)
      .filter(({ message }) => !longMessages.some(([start]) => message.startsWith(start)))
      .map(({ where, message }) => `${where}: ${countWords(message)} words: ${message}`);
    expect([...new Set(long)]).toEqual([]);
  });

  it('of a message are one clause in lower case, without a full stop', () => {
    const odd = open.flatMap(({ where, message }) =>
      /^(?!HAProxy|Puppet|IPv|YAML|CA |U\+)\p{Lu}|[.:,;]$|\. /u.test(unquoted(message))
        ? `${where}: ${message}`
        : [],
    );
    expect([...new Set(odd)]).toEqual([]);
  });

  it('of a help begin with what to do', () => {
    const beginnings = [...verbs.map((verb) => `${verb} `), ...otherHelps.map(([start]) => start)];
    const other = open.flatMap(({ where, help }) => {
      const isFine = help === undefined || beginnings.some((start) => help.startsWith(start));
      return isFine ? [] : `${where}: ${help}`;
    });
    expect([...new Set(other)]).toEqual([]);
  });

  it('are no exception without need', () => {
    const all = texts.map(({ text }) => text);
    const unused = [
      ...rightWords.filter(([part]) => !all.some((text) => text.includes(part))),
      ...longMessages.filter(
        ([start]) => !findings.some(({ message }) => message.startsWith(start)),
      ),
      ...otherHelps.filter(([start]) => !findings.some(({ help }) => help?.startsWith(start))),
    ];
    expect(unused).toEqual([]);
    const sources = new Set(texts.map(({ source }) => source));
    expect([...notYet].filter((source) => !sources.has(source))).toEqual([]);
  });
});
