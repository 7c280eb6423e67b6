// Firefox, driven through Marionette: a plain TCP protocol that every Firefox speaks, so that no driver is needed.
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export function firefoxPath(): string | undefined {
  return [process.env['FIREFOX'], '/usr/bin/firefox-esr', '/usr/bin/firefox'].find((path) => path !== undefined && existsSync(path));
}

/** No first-run pages, no updates, no reports: nothing but what the test does. */
const PREFERENCES: Record<string, boolean | string | number> = {
  'browser.aboutwelcome.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.page': 0,
  'datareporting.policy.dataSubmissionEnabled': false,
  'app.update.enabled': false,
  'app.normandy.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'remote.prefs.recommended': true,
  'toolkit.telemetry.reportingpolicy.firstRun': false,
  // A paste as an event, as the tests in Chromium make it.
  'dom.events.testing.asyncClipboard': true,
};

const START_MS = 60_000;
const UNTIL_MS = 30_000;

export class Firefox {
  readonly #process: ChildProcess;
  readonly #profile: string;
  readonly #socket: Socket;
  #buffer = Buffer.alloc(0);
  #lastId = 0;
  #waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();

  private constructor(process: ChildProcess, profile: string, socket: Socket) {
    this.#process = process;
    this.#profile = profile;
    this.#socket = socket;
    socket.setMaxListeners(0);
    socket.on('data', (data) => this.#hear(data));
  }

  static async start(path: string): Promise<Firefox> {
    const profile = mkdtempSync(join(tmpdir(), 'sso-preflight-firefox-'));
    // Any port that is free, which Firefox then writes into its profile: one that was free before may be taken by now.
    const lines = Object.entries({ ...PREFERENCES, 'marionette.port': 0 }).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`);
    writeFileSync(join(profile, 'user.js'), `${lines.join('\n')}\n`);
    const process = spawn(path, ['--headless', '--marionette', '--no-remote', '--profile', profile, '--window-size', '1280,900'], { stdio: 'ignore' });
    const until = Date.now() + START_MS;
    for (;;) {
      try {
        const port = Number(readFileSync(join(profile, 'MarionetteActivePort'), 'utf8'));
        const firefox = new Firefox(process, profile, await open(port));
        await firefox.#ask('WebDriver:NewSession', { capabilities: { alwaysMatch: { acceptInsecureCerts: false } } });
        return firefox;
      } catch (error) {
        if (Date.now() > until || process.exitCode !== null) {
          process.kill();
          throw error;
        }
        await new Promise((done) => setTimeout(done, 250));
      }
    }
  }

  async goto(url: string): Promise<void> {
    await this.#ask('WebDriver:Navigate', { url });
  }

  /** Runs the body of a function in the page; `root` is the element's shadow root. */
  async run<T>(body: string, ...args: unknown[]): Promise<T> {
    const script = `const root = document.querySelector('sso-preflight')?.shadowRoot; ${body}`;
    const { value } = (await this.#ask('WebDriver:ExecuteScript', { script, args, sandbox: null })) as { value: T };
    return value;
  }

  /** Waits until the body gives something true. */
  async until(body: string, ...args: unknown[]): Promise<void> {
    const end = Date.now() + UNTIL_MS;
    while (!(await this.run<boolean>(body, ...args))) {
      if (Date.now() > end) throw new Error(`Not so in Firefox: ${body} ${JSON.stringify(args)}\n${await this.run<string>("return root?.textContent?.replace(/\\s+/g, ' ').slice(0, 1500) ?? '';")}`);
      await new Promise((done) => setTimeout(done, 100));
    }
  }

  async stop(): Promise<void> {
    await this.#ask('Marionette:Quit', { flags: ['eForceQuit'] }).catch(() => undefined);
    this.#socket.destroy();
    await new Promise<void>((done) => {
      if (this.#process.exitCode !== null) return done();
      this.#process.once('exit', () => done());
      setTimeout(() => this.#process.kill('SIGKILL'), 5000).unref();
    });
    rmSync(this.#profile, { recursive: true, force: true });
  }

  #ask(command: string, parameters: object): Promise<unknown> {
    this.#lastId += 1;
    const id = this.#lastId;
    const message = JSON.stringify([0, id, command, parameters]);
    this.#socket.write(`${Buffer.byteLength(message)}:${message}`);
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#socket.once('close', () => reject(new Error('Firefox has ended.')));
    });
  }

  #hear(data: Buffer): void {
    this.#buffer = Buffer.concat([this.#buffer, data]);
    for (;;) {
      const colon = this.#buffer.indexOf(':');
      if (colon === -1) return;
      const end = colon + 1 + Number(this.#buffer.subarray(0, colon).toString('latin1'));
      if (this.#buffer.length < end) return;
      const message: unknown = JSON.parse(this.#buffer.subarray(colon + 1, end).toString('utf8'));
      this.#buffer = this.#buffer.subarray(end);
      // The first message is a greeting, no list.
      if (!Array.isArray(message)) continue;
      const [, id, error, result] = message as [number, number, { message: string } | null, unknown];
      const asked = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (error === null) asked?.resolve(result);
      else asked?.reject(new Error(error.message));
    }
  }
}

function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(socket));
    socket.once('error', reject);
  });
}
