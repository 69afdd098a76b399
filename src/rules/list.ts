import { bindEverywhere } from './bind-everywhere.ts';
import { duplicateBind } from './duplicate-bind.ts';
import { duplicateHost } from './duplicate-host.ts';
import { duplicatePoolName } from './duplicate-pool-name.ts';
import { duplicateServerAddress } from './duplicate-server-address.ts';
import { duplicateServerId } from './duplicate-server-id.ts';
import { duplicateServerName } from './duplicate-server-name.ts';
import { emptyPool } from './empty-pool.ts';
import { foreignCheckOption } from './foreign-check-option.ts';
import { hostNameAtStart } from './host-name-at-start.ts';
import { localAddress } from './local-address.ts';
import { longName } from './long-name.ts';
import { lookAlikeName } from './look-alike-name.ts';
import { newerKeyword } from './newer-keyword.ts';
import { nobodyInRotation } from './nobody-in-rotation.ts';
import { numericName } from './numeric-name.ts';
import { overlappingBind } from './overlapping-bind.ts';
import { proxyLoop } from './proxy-loop.ts';
import { reasonWithoutState } from './reason-without-state.ts';
import type { Rule } from './rule.ts';
import { serverIsVip } from './server-is-vip.ts';
import { tooManyWords } from './too-many-words.ts';
import { trackTarget } from './track-target.ts';
import { unknownResolvers } from './unknown-resolvers.ts';
import { unusedHost } from './unused-host.ts';
import { verifyWithoutCa } from './verify-without-ca.ts';

/** Every rule, by code. */
export const rules: readonly Rule[] = [
  duplicatePoolName,
  duplicateServerName,
  duplicateServerAddress,
  duplicateBind,
  serverIsVip,
  duplicateHost,
  duplicateServerId,
  lookAlikeName,
  longName,
  overlappingBind,
  proxyLoop,
  localAddress,
  bindEverywhere,
  unusedHost,
  numericName,
  foreignCheckOption,
  verifyWithoutCa,
  emptyPool,
  nobodyInRotation,
  hostNameAtStart,
  unknownResolvers,
  trackTarget,
  newerKeyword,
  tooManyWords,
  reasonWithoutState,
];
