import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return address.port;
}

const root = join(import.meta.dirname, '../..');
const path = process.env['PATH'] ?? '';
const folders = [join(root, '.venv/bin'), ...path.split(delimiter)];

/**
 * AWS on this machine: what `AWS_ENDPOINT_URL` names, else a MiniStack of our own on a free port, empty, until `stop`.
 * Undefined where it is not installed: `python3 -m venv .venv && .venv/bin/pip install -r test/deployed/requirements.txt`.
 * Credentials are test/test; `POST /_ministack/reset` empties it.
 */
export async function startMiniStack(): Promise<{ endpoint: string; stop: () => Promise<void> } | undefined> {
  const running = process.env['AWS_ENDPOINT_URL'];
  if (running) return { endpoint: running, stop: async () => {} };
  const folder = folders.find((one) => existsSync(join(one, 'ministack')));
  if (folder === undefined) return undefined;

  const port = await freePort();
  const temporary = await mkdtemp(join(tmpdir(), 'redress-ministack-'));
  const env = {
    ...process.env,
    // It runs Lambda code with the first `node` it finds: the project's, which is the version the stacks ask for.
    PATH: [join(root, 'node_modules/.bin'), path].join(delimiter),
    // Functions leave files there, and would find those of an earlier version.
    TMPDIR: temporary,
    GATEWAY_PORT: String(port),
    BIND_HOST: '127.0.0.1',
    LOG_LEVEL: 'WARNING',
  };
  const program = join(import.meta.dirname, 'ministack_mended.py');
  const child = spawn(join(folder, 'python3'), [program], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-4_000);
    });
  }
  const ended = once(child, 'exit');
  const stop = async () => {
    child.kill();
    await ended;
    await rm(temporary, { recursive: true, force: true });
  };

  const endpoint = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 300; tries += 1) {
    if (child.exitCode !== null) throw new Error(`MiniStack did not start: ${said}`);
    const answer = await fetch(`${endpoint}/_ministack/ready`).catch(() => undefined);
    if (answer?.ok) return { endpoint, stop };
    await setTimeout(100);
  }
  await stop();
  throw new Error(`MiniStack was not ready within 30 seconds: ${said}`);
}
