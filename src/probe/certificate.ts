import type { X509Certificate } from 'node:crypto';
import { quote } from '../text/characters.ts';
import type { Tls } from './probe-plan.ts';

const untrusted: ReadonlySet<string> = new Set([
  'CERT_SIGNATURE_FAILURE',
  'CERT_UNTRUSTED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'INVALID_CA',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** Why a certificate is refused, by OpenSSL's code for its chain and by its names; undefined where it is taken. */
export function explainCertificate(
  certificate: X509Certificate | undefined,
  chainError: string | undefined,
  { caFile, crlFile, certname }: Tls,
): string | undefined {
  if (caFile === undefined) return undefined;
  if (certificate === undefined) return 'it shows no certificate';
  const list = crlFile === undefined ? undefined : explainList(chainError, crlFile);
  if (list !== undefined) return list;
  if (chainError !== undefined) return explainChain(certificate, chainError, caFile);
  if (certname === undefined || isNamed(certificate, certname)) return undefined;
  const names = quote(certificate.subjectAltName ?? certificate.subject);
  return `its certificate is not for ${quote(certname)} but for ${names}`;
}

/** What a list of revoked certificates has to do with a refusal; undefined where it has nothing. */
function explainList(code: string | undefined, crlFile: string): string | undefined {
  const file = quote(crlFile);
  if (code === 'CERT_REVOKED') return `its certificate is revoked by the CRL in ${file}`;
  if (code === 'CRL_HAS_EXPIRED') return `the CRL in ${file} has expired`;
  return code === 'UNABLE_TO_GET_CRL' ? `the CRL in ${file} is not of its CA` : undefined;
}

function explainChain(certificate: X509Certificate, code: string, caFile: string): string {
  if (untrusted.has(code)) {
    return `its certificate is not signed by the CA in ${quote(caFile)} (${code})`;
  }
  if (code === 'CERT_NOT_YET_VALID') {
    return `its certificate is valid only from ${certificate.validFrom}; do the clocks agree?`;
  }
  if (code === 'CERT_HAS_EXPIRED') {
    const isOwn = Date.parse(certificate.validTo) < Date.now();
    return isOwn
      ? `its certificate has expired on ${certificate.validTo}`
      : `the CA of its certificate has expired (${quote(caFile)})`;
  }
  return `its certificate is refused (${quote(code)})`;
}

/** HAProxy's verifyhost looks at the alternative names and then at the subject too. */
function isNamed(certificate: X509Certificate, name: string): boolean {
  return certificate.checkHost(name, { subject: 'always' }) !== undefined;
}
