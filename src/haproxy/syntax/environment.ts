import { type FileLine, textsOf } from './configuration.ts';
import type { Environment, Variables } from './variable.ts';

/** The environment of HAProxy while it reads: global sections change it for the lines below. */
export class ProcessEnvironment {
  #variables: Variables;

  constructor(variables: Variables) {
    this.#variables = variables;
  }

  get variables(): Variables {
    return this.#variables;
  }

  /** Follows setenv, presetenv, unsetenv and resetenv (configuration manual 3.1). */
  follow(line: FileLine): void {
    const before = this.#variables;
    if (typeof before === 'string') return;
    const [directive, ...names] = textsOf(line);
    const [name = '', value = ''] = names;
    if (directive === 'setenv') this.#variables = withValue(before, name, value);
    else if (directive === 'presetenv' && before(name) === undefined) {
      this.#variables = withValue(before, name, value);
    } else if (directive === 'unsetenv') {
      this.#variables = (asked) => (names.includes(asked) ? undefined : before(asked));
    } else if (directive === 'resetenv') {
      this.#variables = (asked) => (names.includes(asked) ? before(asked) : undefined);
    }
  }
}

function withValue(before: Environment, name: string, value: string): Environment {
  return (asked) => (asked === name ? value : before(asked));
}
