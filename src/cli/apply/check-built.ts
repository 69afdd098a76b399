import type { Settings } from '../../apply/settings.ts';
import { toFindings } from '../../compile/haproxy-findings.ts';
import { wholeConfiguration } from '../../compile/whole.ts';
import { hasError } from '../../findings/diagnostic.ts';
import { readMessages } from '../../haproxy/process/messages.ts';
import { showUnseen } from '../../text/characters.ts';
import { checkService } from '../balancer/check.ts';
import { withPreflight } from '../balancer/wanted.ts';
import type { Arguments } from '../command.ts';
import type { Io } from '../io.ts';
import { writeReport } from '../report.ts';
import { textArguments } from './options.ts';
import type { Prepared } from './prepare.ts';

/** Whether the HAProxy of the service takes the new file in the place of the old one; what it says is reported. */
export async function checkBuilt(
  settings: Settings,
  prepared: Prepared,
  args: Arguments,
  io: Io,
): Promise<boolean> {
  const { built, inventory } = prepared;
  const { isGood, stderr, file } = checkService(settings, built.text);
  if (isGood) return canStart(settings, prepared, args, io);
  const whole = wholeConfiguration(built, inventory);
  const diagnostics = toFindings(readMessages(stderr, file), whole, inventory, file);
  const names = [settings.inventory];
  const own = textArguments(args, settings.site);
  if (diagnostics.length > 0)
    writeReport({ diagnostics, suppressed: [], names }, own, io, 'stderr');
  else io.err(`puppetlb: ${settings.haproxy} -c refuses it: ${showUnseen(stderr.trim())}\n`);
  return false;
}

/** Whether the new file can start on this machine, as far as that can be seen before; what is wrong is reported. */
async function canStart(
  { haproxy: program, ...settings }: Settings,
  { built, inventory }: Prepared,
  args: Arguments,
  io: Io,
): Promise<boolean> {
  const target = { ...settings, program, isTried: args.flag('trial'), isQuiet: false };
  const diagnostics = await withPreflight([], built, inventory, target, io);
  if (diagnostics.length === 0) return true;
  const found = { diagnostics, suppressed: [], names: [settings.inventory] };
  writeReport(found, textArguments(args, settings.site), io, 'stderr');
  return !hasError(diagnostics);
}
