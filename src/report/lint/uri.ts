/** Where a file is, as SARIF says it: below the root of the sources, or absolute. */
export interface ArtifactLocation {
  readonly uri: string;
  readonly uriBaseId?: '%SRCROOT%';
}

/** A file's name as a URI, percent-encoded; a relative name is relative to the root of the sources. */
export function toArtifactLocation(name: string): ArtifactLocation {
  const path = name.replace(/^(\.\/+)+/, '');
  const uri = path
    .replace(/[\ud800-\udfff]/gu, '\ufffd')
    .split('/')
    .map(encodeURIComponent)
    .join('/');
  return path.startsWith('/') ? { uri: `file://${uri}` } : { uri, uriBaseId: '%SRCROOT%' };
}
