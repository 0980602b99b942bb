// A studium of its own for a journey: a fresh folder, a free port, the real binary (STUDIUM_BIN).

import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const START_PATIENCE_MS = 20_000;
const STOP_PATIENCE_MS = 15_000;

/** Starts a server with an empty database. `args` are added to `studium serve`. */
export async function startServer({ args = [] } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'studium-journey-'));
  const server = new Server(folder, await freePort(), args);
  await server.start();
  return server;
}

export class Server {
  #process;
  #log = [];

  constructor(folder, port, args) {
    this.folder = folder;
    this.data = join(folder, 'data');
    this.url = `http://127.0.0.1:${port}`;
    this.args = ['serve', '--data', this.data, '--listen', `127.0.0.1:${port}`, ...args];
  }

  /** Starts it (again, on the same data and address) and waits until it answers. */
  async start() {
    this.#process = spawn(binary(), this.args, { cwd: this.folder, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#process.on('error', (error) => this.#log.push(String(error)));
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      stream.on('data', (text) => this.#log.push(String(text)));
    }
    const until = Date.now() + START_PATIENCE_MS;
    while (Date.now() < until && this.#process.exitCode === null) {
      const answer = await fetch(`${this.url}/healthz`).catch(() => null);
      if (answer?.status === 200) return;
      await wait(50);
    }
    await this.kill();
    throw new Error(`the server did not start:\n${this.log()}`);
  }

  /** What it has written, for a failure's report. */
  log() {
    return this.#log.join('').split('\n').slice(-60).join('\n');
  }

  /** Stops it as an administrator would. Fails when it does not end by itself. */
  async stop() {
    let forced = false;
    const force = setTimeout(() => {
      forced = true;
      this.#process.kill('SIGKILL');
    }, STOP_PATIENCE_MS);
    await this.#end('SIGTERM');
    clearTimeout(force);
    if (forced) throw new Error(`the server did not stop within ${STOP_PATIENCE_MS / 1000} s:\n${this.log()}`);
  }

  /** Ends it as a power cut would. */
  kill() {
    return this.#end('SIGKILL');
  }

  /** Stops it and removes its folder. */
  async dispose() {
    await this.stop().finally(() => rm(this.folder, { recursive: true, force: true }));
  }

  /** Runs another command of the binary on the same data, and gives what it printed. */
  async command(args, { input = '' } = {}) {
    const child = spawn(binary(), [...args, '--data', this.data], { cwd: this.folder });
    let printed = '';
    let complaint = '';
    child.stdout.on('data', (text) => (printed += text));
    child.stderr.on('data', (text) => (complaint += text));
    child.stdin.end(input);
    const code = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
    if (code !== 0) throw new Error(`studium ${args.join(' ')} ended with ${code}: ${complaint}`);
    return printed;
  }

  #end(signal) {
    const child = this.#process;
    if (!child || child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return undefined;
    return new Promise((resolve) => {
      child.on('exit', resolve);
      child.kill(signal);
    });
  }
}

function binary() {
  const path = process.env.STUDIUM_BIN;
  if (!path) throw new Error('STUDIUM_BIN must name the binary; `cargo xtask test --only e2e` sets it');
  return path;
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
