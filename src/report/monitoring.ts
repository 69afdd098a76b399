/** What a monitoring system is told; its exit status. */
export const nagiosStates = { OK: 0, WARNING: 1, CRITICAL: 2, UNKNOWN: 3 } as const;

/** The name of such a state. */
export type NagiosState = keyof typeof nagiosStates;

const maxLength = 1000;

/** The one line of a Nagios plugin: its state, a message, and numbers as performance data. */
export function nagiosLine(
  subject: string,
  state: NagiosState,
  message: string,
  numbers: Readonly<Record<string, number>> = {},
): string {
  const said = message.replaceAll('|', '/').replace(/\s+/g, ' ');
  const short = said.length > maxLength ? `${said.slice(0, maxLength - 3)}...` : said;
  const data = Object.entries(numbers).map(([name, value]) => `${name}=${value}`);
  const tail = data.length === 0 ? '' : ` | ${data.join(' ')}`;
  return `${subject} ${state} - ${short}${tail}\n`;
}

/** A metric of Prometheus with its values, each by its labels. */
export interface Metric {
  readonly name: string;
  readonly help: string;
  readonly values: readonly (readonly [labels: Readonly<Record<string, string>>, value: number])[];
}

/** A value without labels. */
export function plain(name: string, help: string, value: number | boolean): Metric {
  return { name, help, values: [[{}, Number(value)]] };
}

/** Gauges in Prometheus' text format, for the textfile collector. */
export function prometheusText(metrics: readonly Metric[]): string {
  return metrics.map(metricText).join('');
}

function metricText({ name, help, values }: Metric): string {
  if (values.length === 0) return '';
  const lines = values.map(([labels, value]) => {
    const pairs = Object.entries(labels).map(([key, text]) => `${key}="${escapeLabel(text)}"`);
    return `${name}${pairs.length === 0 ? '' : `{${pairs.join(',')}}`} ${value}\n`;
  });
  return `# HELP ${name} ${help}\n# TYPE ${name} gauge\n${lines.join('')}`;
}

function escapeLabel(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
