import { agentLiftsState } from './agent-lifts-state.ts';
import { certnameOfTwo } from './certname-of-two.ts';
import { checkLoad } from './check-load.ts';
import { drainCutsSessions } from './drain-cuts-sessions.ts';
import { duplicateBind } from './duplicate-bind.ts';
import { duplicateHost } from './duplicate-host.ts';
import { duplicatePoolName } from './duplicate-pool-name.ts';
import { duplicateServerAddress } from './duplicate-server-address.ts';
import { duplicateServerId } from './duplicate-server-id.ts';
import { duplicateServerName } from './duplicate-server-name.ts';
import { emptyPool } from './empty-pool.ts';
import { foreignCheckOption } from './foreign-check-option.ts';
import { foreignExpectation } from './foreign-expectation.ts';
import { hostNameAtStart } from './host-name-at-start.ts';
import { jrubyLimitWithoutMetrics } from './jruby-limit-without-metrics.ts';
import { newerKeyword } from './newer-keyword.ts';
import { nobodyInRotation } from './nobody-in-rotation.ts';
import { reasonWithoutState } from './reason-without-state.ts';
import type { Rule } from './rule.ts';
import { scriptConflict } from './script-conflict.ts';
import { serverIsVip } from './server-is-vip.ts';
import { slowScript } from './slow-script.ts';
import { takenCheckPort } from './taken-check-port.ts';
import { tooManyWords } from './too-many-words.ts';
import { trackTarget } from './track-target.ts';
import { unansweredPath } from './unanswered-path.ts';
import { unauthorizedCheck } from './unauthorized-check.ts';
import { unknownResolvers } from './unknown-resolvers.ts';
import { unnamedBalancers } from './unnamed-balancers.ts';
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
  certnameOfTwo,
  foreignCheckOption,
  verifyWithoutCa,
  slowScript,
  checkLoad,
  unnamedBalancers,
  scriptConflict,
  jrubyLimitWithoutMetrics,
  takenCheckPort,
  agentLiftsState,
  drainCutsSessions,
  foreignExpectation,
  emptyPool,
  nobodyInRotation,
  hostNameAtStart,
  unknownResolvers,
  trackTarget,
  newerKeyword,
  tooManyWords,
  unansweredPath,
  unauthorizedCheck,
  reasonWithoutState,
];
