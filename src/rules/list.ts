import { duplicateBind } from './duplicate-bind.ts';
import { duplicateHost } from './duplicate-host.ts';
import { duplicatePoolName } from './duplicate-pool-name.ts';
import { duplicateServerAddress } from './duplicate-server-address.ts';
import { duplicateServerId } from './duplicate-server-id.ts';
import { duplicateServerName } from './duplicate-server-name.ts';
import { emptyPool } from './empty-pool.ts';
import { foreignCheckOption } from './foreign-check-option.ts';
import { hostNameAtStart } from './host-name-at-start.ts';
import { httpOnlyLine } from './http-only-line.ts';
import { lineNumber } from './line-number.ts';
import { missingCompanion } from './missing-companion.ts';
import { newerKeyword } from './newer-keyword.ts';
import { nobodyInRotation } from './nobody-in-rotation.ts';
import { oddCheckRequest } from './odd-check-request.ts';
import { poolMaxconn } from './pool-maxconn.ts';
import { reasonWithoutState } from './reason-without-state.ts';
import { redispatchWithoutEffect } from './redispatch-without-effect.ts';
import { removedKeyword } from './removed-keyword.ts';
import type { Rule } from './rule.ts';
import { serverIsVip } from './server-is-vip.ts';
import { tooManyWords } from './too-many-words.ts';
import { trackTarget } from './track-target.ts';
import { unknownResolvers } from './unknown-resolvers.ts';
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
  foreignCheckOption,
  verifyWithoutCa,
  oddCheckRequest,
  emptyPool,
  nobodyInRotation,
  hostNameAtStart,
  unknownResolvers,
  trackTarget,
  newerKeyword,
  tooManyWords,
  removedKeyword,
  httpOnlyLine,
  missingCompanion,
  redispatchWithoutEffect,
  lineNumber,
  poolMaxconn,
  reasonWithoutState,
];
