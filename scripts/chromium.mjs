/** A real Chromium without a window, spoken to over a pipe, with no network but what a page asks for. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const program = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

/** Whether there is one; where it must be and is not, that is an error. */
export function hasChromium() {
  if (existsSync(program)) return true;
  if (process.env['CI'] === undefined) return false;
  throw new Error(`no Chromium in ${program}; scripts/install-debian-packages installs it`);
}

/** Starts it; `close` ends it and takes its profile away. */
export async function startChromium() {
  const profile = mkdtempSync(join(tmpdir(), 'puppetlb-chromium-'));
  const child = spawn(
    program,
    [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--disable-background-networking',
      '--disable-component-update',
      '--force-color-profile=srgb',
      '--font-render-hinting=none',
      '--hide-scrollbars',
      '--no-first-run',
      '--remote-debugging-pipe',
      `--user-data-dir=${profile}`,
      'about:blank',
    ],
    {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
      env: { ...process.env, HOME: profile },
    },
  );
  const [toChild, fromChild] = [child.stdio[3], child.stdio[4]];
  const waiting = new Map();
  const listeners = new Set();
  let last = 0;
  let rest = '';
  const fail = (error) => {
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.once('exit', () => fail(new Error('Chromium has ended')));
  child.once('error', fail);
  toChild.on('error', fail);
  fromChild.setEncoding('utf8');
  fromChild.on('data', (chunk) => {
    const messages = (rest + chunk).split('\0');
    rest = messages.pop() ?? '';
    for (const text of messages) take(JSON.parse(text));
  });

  function take(message) {
    if (message.id === undefined) {
      for (const listener of listeners) listener(message);
      return;
    }
    const { resolve, reject } = waiting.get(message.id) ?? {};
    waiting.delete(message.id);
    if (message.error === undefined) resolve?.(message.result);
    else reject?.(new Error(message.error.message));
  }

  function send(method, params = {}, sessionId = undefined) {
    last += 1;
    const id = last;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      toChild.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
  }

  async function close() {
    await send('Browser.close').catch(() => undefined);
    await ended;
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }

  /** Opens a file; says what it asked for and complained of while it was loaded. */
  async function open(url, { width, height = 900, scheme = 'light', scale = 1 }) {
    const { targetId } = await send('Target.createTarget', { url: 'about:blank' });
    const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true });
    const call = (method, params) => send(method, params, sessionId);
    const requests = [];
    const complaints = [];
    let onLoad = () => undefined;
    const loaded = new Promise((resolve) => {
      onLoad = resolve;
    });
    const heard = {
      'Network.requestWillBeSent': ({ request }) => requests.push(request.url),
      'Log.entryAdded': ({ entry }) => complaints.push(entry.text),
      'Runtime.consoleAPICalled': ({ type }) => complaints.push(type),
      'Runtime.exceptionThrown': ({ exceptionDetails }) => complaints.push(exceptionDetails.text),
      'Page.loadEventFired': () => onLoad(),
    };
    const listener = ({ method, params, sessionId: from }) => {
      if (from === sessionId) heard[method]?.(params);
    };
    listeners.add(listener);
    for (const domain of ['Page', 'Runtime', 'Log', 'Network']) await call(`${domain}.enable`);
    await call('Emulation.setDeviceMetricsOverride', {
      width,
      height,
      deviceScaleFactor: scale,
      mobile: false,
    });
    await call('Emulation.setEmulatedMedia', {
      features: [{ name: 'prefers-color-scheme', value: scheme }],
    });
    await call('Page.navigate', { url });
    await loaded;
    return {
      requests,
      complaints,
      async evaluate(expression) {
        const { result, exceptionDetails } = await call('Runtime.evaluate', {
          expression,
          returnByValue: true,
        });
        if (exceptionDetails !== undefined) {
          throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
        }
        return result.value;
      },
      async screenshot({ height: limit } = {}) {
        const { cssContentSize } = await call('Page.getLayoutMetrics');
        const clip = {
          x: 0,
          y: 0,
          width,
          height: Math.min(cssContentSize.height, limit ?? cssContentSize.height),
          scale: 1,
        };
        const { data } = await call('Page.captureScreenshot', {
          format: 'png',
          clip,
          captureBeyondViewport: true,
        });
        return Buffer.from(data, 'base64');
      },
      async pdf() {
        const { data } = await call('Page.printToPDF', { printBackground: true });
        return Buffer.from(data, 'base64');
      },
      async close() {
        listeners.delete(listener);
        await send('Target.closeTarget', { targetId });
      },
    };
  }

  return { open, close };
}
