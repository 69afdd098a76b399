import { agentLiftsState } from './agent-lifts-state.ts';
import { bindEverywhere } from './bind-everywhere.ts';
import { caAmongCompilers } from './ca-among-compilers.ts';
import { certnameOfTwo } from './certname-of-two.ts';
import { checkLoad } from './check-load.ts';
import { consistentWithoutAvalanche } from './consistent-without-avalanche.ts';
import { consistentWithoutIds } from './consistent-without-ids.ts';
import { drainCutsSessions } from './drain-cuts-sessions.ts';
import { drainedInOnePool } from './drained-in-one-pool.ts';
import { duplicateBind } from './duplicate-bind.ts';
import { duplicateHost } from './duplicate-host.ts';
import { duplicatePoolName } from './duplicate-pool-name.ts';
import { duplicateServerAddress } from './duplicate-server-address.ts';
import { duplicateServerId } from './duplicate-server-id.ts';
import { duplicateServerName } from './duplicate-server-name.ts';
import { emptyPool } from './empty-pool.ts';
import { foreignCheckOption } from './foreign-check-option.ts';
import { foreignExpectation } from './foreign-expectation.ts';
import { foreignPort } from './foreign-port.ts';
import { hashTypeWithoutEffect } from './hash-type-without-effect.ts';
import { hostNameAtStart } from './host-name-at-start.ts';
import { hostUnderTwoNames } from './host-under-two-names.ts';
import { httpOnlyLine } from './http-only-line.ts';
import { jrubyLimitWithoutMetrics } from './jruby-limit-without-metrics.ts';
import { lateNotice } from './late-notice.ts';
import { lineNumber } from './line-number.ts';
import { localAddress } from './local-address.ts';
import { longName } from './long-name.ts';
import { lookAlikeName } from './look-alike-name.ts';
import { mapStopsHaproxy } from './map-stops-haproxy.ts';
import { markWithoutCheck } from './mark-without-check.ts';
import { missingCompanion } from './missing-companion.ts';
import { moduloHashing } from './modulo-hashing.ts';
import { newerKeyword } from './newer-keyword.ts';
import { noWayToDrain } from './no-way-to-drain.ts';
import { nobodyInRotation } from './nobody-in-rotation.ts';
import { numericName } from './numeric-name.ts';
import { oddCheckRequest } from './odd-check-request.ts';
import { onlyBackups } from './only-backups.ts';
import { overlappingBind } from './overlapping-bind.ts';
import { proxyHeader } from './proxy-header.ts';
import { proxyLoop } from './proxy-loop.ts';
import { reasonWithoutState } from './reason-without-state.ts';
import { redispatchWithoutEffect } from './redispatch-without-effect.ts';
import { removedKeyword } from './removed-keyword.ts';
import { repeatedDirective } from './repeated-directive.ts';
import type { Rule } from './rule.ts';
import { runningTooOld } from './running-too-old.ts';
import { scriptConflict } from './script-conflict.ts';
import { secondCheckMethod } from './second-check-method.ts';
import { serverIsVip } from './server-is-vip.ts';
import { severalCas } from './several-cas.ts';
import { shortTimeout } from './short-timeout.ts';
import { slowMap } from './slow-map.ts';
import { slowScript } from './slow-script.ts';
import { slowWhenInDoubt } from './slow-when-in-doubt.ts';
import { takenAgentPort } from './taken-agent-port.ts';
import { tooManyWords } from './too-many-words.ts';
import { trackTarget } from './track-target.ts';
import { tracksAnotherMachine } from './tracks-another-machine.ts';
import { unansweredPath } from './unanswered-path.ts';
import { unauthorizedCheck } from './unauthorized-check.ts';
import { unknownKeyword } from './unknown-keyword.ts';
import { unknownReference } from './unknown-reference.ts';
import { unknownResolvers } from './unknown-resolvers.ts';
import { unlikeDefaults } from './unlike-defaults.ts';
import { unnamedBalancers } from './unnamed-balancers.ts';
import { unreachableMaxconn } from './unreachable-maxconn.ts';
import { untilPassed } from './until-passed.ts';
import { unusedHost } from './unused-host.ts';
import { verifyWithoutCa } from './verify-without-ca.ts';
import { verifyWithoutCertname } from './verify-without-certname.ts';
import { vipAsBalancer } from './vip-as-balancer.ts';
import { vipElsewhere } from './vip-elsewhere.ts';
import { weightWithoutEffect } from './weight-without-effect.ts';
import { wrongSideOfTls } from './wrong-side-of-tls.ts';
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
  lookAlikeName,
  longName,
  overlappingBind,
  proxyLoop,
  localAddress,
  bindEverywhere,
  unusedHost,
  numericName,
  certnameOfTwo,
  hostUnderTwoNames,
  foreignCheckOption,
  verifyWithoutCa,
  slowScript,
  checkLoad,
  wrongSideOfTls,
  slowWhenInDoubt,
  lateNotice,
  unnamedBalancers,
  verifyWithoutCertname,
  markWithoutCheck,
  vipAsBalancer,
  scriptConflict,
  jrubyLimitWithoutMetrics,
  takenAgentPort,
  agentLiftsState,
  drainCutsSessions,
  foreignExpectation,
  oddCheckRequest,
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
  vipElsewhere,
  runningTooOld,
  redispatchWithoutEffect,
  removedKeyword,
  unreachableMaxconn,
  repeatedDirective,
  tracksAnotherMachine,
  unknownKeyword,
  secondCheckMethod,
  unknownReference,
  httpOnlyLine,
  missingCompanion,
  lineNumber,
  unlikeDefaults,
  noWayToDrain,
  unansweredPath,
  foreignPort,
  caAmongCompilers,
  shortTimeout,
  severalCas,
  proxyHeader,
  unauthorizedCheck,
  reasonWithoutState,
  drainedInOnePool,
  untilPassed,
];
