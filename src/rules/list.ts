import { consistentWithoutAvalanche } from './consistent-without-avalanche.ts';
import { consistentWithoutIds } from './consistent-without-ids.ts';
import { duplicateBind } from './duplicate-bind.ts';
import { duplicateHost } from './duplicate-host.ts';
import { duplicatePoolName } from './duplicate-pool-name.ts';
import { duplicateServerAddress } from './duplicate-server-address.ts';
import { duplicateServerId } from './duplicate-server-id.ts';
import { duplicateServerName } from './duplicate-server-name.ts';
import { emptyPool } from './empty-pool.ts';
import { foreignCheckOption } from './foreign-check-option.ts';
import { hashTypeWithoutEffect } from './hash-type-without-effect.ts';
import { hostNameAtStart } from './host-name-at-start.ts';
import { mapStopsHaproxy } from './map-stops-haproxy.ts';
import { moduloHashing } from './modulo-hashing.ts';
import { newerKeyword } from './newer-keyword.ts';
import { nobodyInRotation } from './nobody-in-rotation.ts';
import { onlyBackups } from './only-backups.ts';
import { reasonWithoutState } from './reason-without-state.ts';
import type { Rule } from './rule.ts';
import { serverIsVip } from './server-is-vip.ts';
import { slowMap } from './slow-map.ts';
import { tooManyWords } from './too-many-words.ts';
import { trackTarget } from './track-target.ts';
import { unknownResolvers } from './unknown-resolvers.ts';
import { verifyWithoutCa } from './verify-without-ca.ts';
import { weightWithoutEffect } from './weight-without-effect.ts';
import { zeroWeight } from './zero-weight.ts';

/** Every rule, by code. */
export const rules: readonly Rule[] = [
  duplicatePoolName,
  duplicateServerName,
  duplicateServerAddress,
  duplicateBind,
  serverIsVip,
  duplicateHost,
  duplicateServerId,
  foreignCheckOption,
  verifyWithoutCa,
  emptyPool,
  nobodyInRotation,
  hostNameAtStart,
  unknownResolvers,
  trackTarget,
  newerKeyword,
  tooManyWords,
  hashTypeWithoutEffect,
  consistentWithoutAvalanche,
  consistentWithoutIds,
  moduloHashing,
  slowMap,
  mapStopsHaproxy,
  weightWithoutEffect,
  zeroWeight,
  onlyBackups,
  reasonWithoutState,
];
