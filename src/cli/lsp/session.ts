import type { Connection } from 'vscode-languageserver';
import type { Shows } from '../../lsp/diagnostics.ts';
import type { Features } from '../../lsp/features.ts';
import type { Settings } from '../../lsp/settings.ts';
import type { Inventories } from './inventories.ts';

/** What holds for one editor; `features` and `settings` are known once it has said them. */
export interface Session {
  readonly connection: Connection;
  readonly inventories: Inventories;
  readonly reference: string | undefined;
  features: Features;
  settings: Settings;
}

/** What the editor can show of a finding. */
export function showsOf({ features, reference }: Session): Shows {
  return { ...features, reference };
}

/** Runs something; what it throws is logged, and the server lives on. */
export function survive<T>(connection: Connection, otherwise: T, action: () => T): T {
  try {
    return action();
  } catch (error) {
    logError(connection, error);
    return otherwise;
  }
}

/** Tells the editor's log of an error of our own. */
function logError(connection: Connection, error: unknown): void {
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  connection.console.error(`internal error, please report it: ${stack ?? message}`);
}
