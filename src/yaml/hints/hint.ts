/** What people get wrong when they write YAML, as facts; the words for it are made elsewhere. */
export type SyntaxHint =
  | Indentation
  | ListItem
  | Unseen
  | Quoting
  | Bracket
  | Colon
  | BlockText
  | { readonly is: 'conflict' }
  | { readonly is: 'behind-marker' }
  /** A line that continues nothing. */
  | { readonly is: 'stray'; readonly commented: string | undefined }
  | { readonly is: 'template'; readonly sign: string }
  | { readonly is: 'fence' }
  /** Each line begins with a sign, or with its number. */
  | { readonly is: 'prefix'; readonly sign: string }
  /** What a shell or an editor left. */
  | { readonly is: 'leftover'; readonly text: string }
  | { readonly is: 'comment-sign'; readonly sign: string }
  | { readonly is: 'comment-blank' }
  /** What the library found and nobody could name, by the library's code. */
  | { readonly is: 'other'; readonly code: string };

type Indentation =
  /**
   * `commented` is the key of a line above that is commented out and could be the parent, `item` a
   * key above that could lack its "- ".
   */
  | {
      readonly is: 'indent';
      readonly subject: string;
      readonly found: number;
      readonly expected: number;
      readonly commented: string | undefined;
      readonly item: string | undefined;
    }
  | { readonly is: 'tab-indent'; readonly others: number }
  | { readonly is: 'value-indent'; readonly key: string; readonly text: string }
  | { readonly is: 'flow-indent'; readonly found: number; readonly least: number };

type ListItem =
  | {
      readonly is: 'dash-missing';
      readonly before: string;
      readonly commented: string | undefined;
    }
  | { readonly is: 'dash-blank'; readonly rest: string }
  | { readonly is: 'dash-tab' }
  | { readonly is: 'wrong-dash'; readonly character: string }
  | { readonly is: 'dash-behind-key'; readonly text: string }
  | { readonly is: 'dash-in-brackets' }
  | { readonly is: 'item-among-keys'; readonly commented: string | undefined }
  | { readonly is: 'second-value'; readonly key: string };

type Unseen =
  | { readonly is: 'unseen-blank'; readonly character: string; readonly alone: boolean }
  | { readonly is: 'wrong-colon'; readonly character: string };

type Quoting =
  | { readonly is: 'quoted-indent'; readonly found: number; readonly least: number }
  /** `text` is what most likely was meant to be quoted, where that is on one line. */
  | { readonly is: 'unclosed-quote'; readonly sign: string; readonly text: string | undefined }
  | { readonly is: 'smart-quote'; readonly character: string; readonly text: string }
  | { readonly is: 'doubled-quote'; readonly text: string }
  | { readonly is: 'quote-inside'; readonly sign: string; readonly text: string }
  | { readonly is: 'behind-quote'; readonly rest: string; readonly text: string }
  | { readonly is: 'bad-escape'; readonly sign: string; readonly text: string | undefined }
  | { readonly is: 'bad-start'; readonly sign: string; readonly text: string };

type Bracket =
  /**
   * `closers` closes everything that is open, at the end of the line, before its comment, or in a
   * line below; `inComment` where it stands behind a "#".
   */
  | {
      readonly is: 'unclosed-bracket';
      readonly sign: string;
      readonly closers: string;
      readonly place: 'end' | 'comment' | 'below';
      readonly inComment: boolean;
    }
  | { readonly is: 'wrong-closer'; readonly sign: string; readonly open: string }
  | { readonly is: 'ends-early'; readonly sign: string }
  | { readonly is: 'closes-nothing'; readonly sign: string }
  | { readonly is: 'behind-bracket'; readonly rest: string; readonly sign: string }
  | { readonly is: 'comma-behind' }
  /** `sign` is what stands where the comma should. */
  | {
      readonly is: 'comma-missing';
      readonly after: string;
      readonly before: string;
      readonly sign: string | undefined;
    }
  | { readonly is: 'empty-item'; readonly isFirst: boolean }
  | { readonly is: 'brackets-in-text'; readonly text: string }
  | { readonly is: 'address-brackets'; readonly text: string };

type Colon =
  /** A word in brackets without a colon; `text` is it and the value before it. */
  | { readonly is: 'lone-key'; readonly key: string; readonly text: string | undefined }
  | { readonly is: 'address-port'; readonly text: string }
  /** `word` is what could be meant as a key, `rest` its value. */
  | {
      readonly is: 'colon-in-value';
      readonly text: string;
      readonly word: string | undefined;
      readonly isWhole: boolean;
    }
  | { readonly is: 'colon-blank'; readonly key: string; readonly rest: string }
  | { readonly is: 'colon-missing'; readonly key: string; readonly rest: string }
  | {
      readonly is: 'equals';
      readonly sign: string;
      readonly key: string;
      readonly rest: string;
    };

type BlockText =
  | { readonly is: 'text-indent'; readonly key: string; readonly least: number }
  | { readonly is: 'text-above'; readonly found: number; readonly expected: number }
  | { readonly is: 'text-less'; readonly found: number; readonly expected: number }
  | { readonly is: 'text-behind-sign'; readonly sign: string }
  /** `key` is missing where the lines stand below none. */
  | { readonly is: 'text-without-sign'; readonly key: string | undefined };
