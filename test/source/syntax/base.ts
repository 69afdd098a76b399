/** A text, and `LINE:COLUMN CODE`, message and help of everything found in it. */
export interface Case {
  readonly name: string;
  readonly input: string | Uint8Array;
  readonly found: readonly (readonly [place: string, message: string, help: string])[];
}

/** A small inventory with its servers in braces. */
export const small = `pools:
  - name: p
    bind: 10.0.0.1:8140
    servers:
      - { name: a, address: 10.0.0.2 }
      - { name: b, address: 10.0.0.3 }
`;

/** One with its servers on lines. */
const lines = `pools:
  - name: p
    bind: 10.0.0.1:8140
    servers:
      - name: a
        address: 10.0.0.2
      - name: b
        address: 10.0.0.3
  - name: q
    bind: 10.0.0.1:8141
    servers: [a]
`;

/** One with most that an inventory can have. */
export const full = `haproxy:
  version: "2.6"
  balancers: [10.0.0.11, 10.0.0.12]
  timeouts: { connect: 5s, client: 15m }
  sections: |
    # x
    frontend stats
      bind 127.0.0.1:8404
      log-format "%ci: %cp"

puppet:
  version: "8"

defaults:
  check:
    kind: node
    port: 9200
  balance: leastconn
hosts:
  ca1: { address: 10.0.0.90 }
  "compile[01:12]":
    address: 10.0.0.[101:112]
    except: { compile07: { state: drain, reason: upgrade } }

pools:
  - name: compile
    bind: 10.0.0.100:8140
    servers: ["compile*"]
  - name: ca
    role: ca
    bind: 10.0.0.99:8140
    servers:
      - ca1
      - name: x
        address: 10.0.0.7
`;

function change(text: string, from: string, to: string): string {
  if (!text.includes(from)) throw new RangeError(`no ${JSON.stringify(from)}`);
  return text.replace(from, () => to);
}

export const inSmall = (from: string, to: string): string => change(small, from, to);
export const inLines = (from: string, to: string): string => change(lines, from, to);
export const inFull = (from: string, to: string): string => change(full, from, to);
