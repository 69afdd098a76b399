/** Runners of GitHub, Azure and TeamCity read such a command wherever it stands in a line. */
const inside = /##(?=\w*\[)/g;

/** And GitHub's this one at the beginning of a line, behind spaces too. */
const leading = /^([^\S\n]*):(?=:)/gm;

/** Whether a pipeline keeps what is written, and its runner reads it. */
export function isRunner(env: Readonly<Record<string, string | undefined>>): boolean {
  const { CI, GITHUB_ACTIONS, TF_BUILD, TEAMCITY_VERSION } = env;
  const isSet = (value: string | undefined): boolean => !/^(?:|0|false)$/i.test(value ?? '');
  return [CI, GITHUB_ACTIONS, TF_BUILD, TEAMCITY_VERSION].some(isSet);
}

/** A text for the log of a pipeline, in which its runner finds no command. */
export function forRunner(text: string): string {
  return text.replace(inside, '# #').replace(leading, '$1: ');
}

/** A text of a format with escapes, in which a runner finds no command and a reader the same text. */
export function escapeForRunner(text: string, written: string): string {
  return text.replace(inside, `#${written}`);
}
