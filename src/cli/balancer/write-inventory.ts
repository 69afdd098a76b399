import { type PoolServer, serverText } from '../../apply/choose-servers.ts';
import { dayOf } from '../../apply/states.ts';
import { nextStateEdit, type WrittenState } from '../../apply/write-state.ts';
import { hasError } from '../../findings/diagnostic.ts';
import { applyEdits } from '../../fix/apply.ts';
import type { Inventory } from '../../inventory/model.ts';
import { siteView } from '../../inventory/sites.ts';
import { lint } from '../../rules/lint.ts';
import { showUnseen } from '../../text/characters.ts';
import { readBeside } from '../beside.ts';
import { readInput } from '../files.ts';
import type { Io } from '../io.ts';
import { replaceFile } from '../replace-file.ts';
import type { StateChange } from './set-states.ts';
import type { StateRequest } from './state-request.ts';

/** As many as a state has keys, each once written and once removed. */
const mostEdits = 6;

/** Writes states into the inventory, each at its place, comments kept; what cannot be written so is said. */
export function writeInventory({ request, settings, servers, io }: StateChange): void {
  const { inventory: name, site } = settings;
  const file = readInput(io, name);
  const read = (bytes: Uint8Array) => readView({ ...file, bytes }, site, io);
  const wanted = wordsOf(request);
  let { bytes } = file;
  for (const one of servers) {
    let edited = bytes;
    for (let count = 0; count < mostEdits; count += 1) {
      const { inventory, text } = read(edited);
      const edit = inventory && nextStateEdit(inventory, one, wanted, servers);
      if (edit === undefined) break;
      edited = Buffer.from(applyEdits(text, [edit]).text);
    }
    if (isSaid(read(edited), one, wanted)) bytes = edited;
    else {
      const by = `write state: ${wanted.state} there by hand`;
      io.err(`puppetlb: ${name} was not changed for ${serverText(one)}; ${by}\n`);
    }
  }
  if (replaceFile(name, name, Buffer.from(bytes).toString())) io.out(`wrote ${name}\n`);
}

function wordsOf({ state, reason, until }: StateRequest): WrittenState {
  const isOut = state !== 'ready';
  return {
    state,
    reason: isOut && reason !== undefined ? showUnseen(reason) : undefined,
    until: isOut && until !== undefined ? dayOf(new Date(until)) : undefined,
  };
}

function isSaid({ inventory, isRight }: View, of: PoolServer, { state }: WrittenState): boolean {
  const pool = inventory?.pools.find(({ name }) => name?.value === of.proxy);
  const server = pool?.servers.find(({ name }) => name?.value === of.server);
  return isRight && server !== undefined && (server.state?.value ?? 'ready') === state;
}

interface View {
  readonly inventory: Inventory | undefined;
  readonly text: string;
  readonly isRight: boolean;
}

function readView(
  file: { readonly name: string; readonly bytes: Uint8Array },
  site: string | undefined,
  io: Io,
): View {
  const beside = readBeside(io, file.name, file.bytes);
  const { inventory, diagnostics, source } = lint({ ...file, beside });
  const isSited = inventory !== undefined && site !== undefined && inventory.sites.length > 0;
  return {
    inventory: isSited ? siteView(inventory, site) : inventory,
    text: source.text,
    isRight: !hasError(diagnostics),
  };
}
