import { serve } from '@hono/node-server';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { startSession } from '../../functions/pages/kit/session.ts';
import { openLocalSystem } from '../../infra/local/open-local-system.ts';

const connections = 20;
const rows = 25;

/** The result of one page under load. */
export interface Load {
  perSecond: number;
  /** Milliseconds that 99 of 100 requests stayed below. */
  p99: number;
}

/** Asks for a page by 20 connections at once, each again when it has its answer, so many times in all. */
async function load(port: number, path: string, cookie: string, requests: number): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const took: number[] = [];
  let left = requests;
  const ask = () =>
    new Promise<void>((resolve, reject) => {
      const start = performance.now();
      get({ host: '127.0.0.1', port, path, agent, headers: { cookie } }, (answer) => {
        if (answer.statusCode !== 200) reject(new Error(`${path} answered ${answer.statusCode}`));
        answer.resume().on('end', () => {
          took.push(performance.now() - start);
          resolve();
        });
      }).on('error', reject);
    });
  const start = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (left > 0) {
        left -= 1;
        await ask();
      }
    }),
  );
  const seconds = (performance.now() - start) / 1000;
  agent.destroy();
  return {
    perSecond: took.length / seconds,
    p99: took.toSorted((one, other) => one - other)[Math.floor(took.length * 0.99)] ?? 0,
  };
}

/** The task list of an officer with 25 rows, and a static page (the style sheet) on the same server, in turns. */
export async function pagesUnderLoad(requests: number): Promise<{ tasks: Load; asset: Load }[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'bench-pages-'));
  const system = openLocalSystem({ dataDir });
  try {
    for (let row = 0; row < rows; row += 1)
      await system.app.request('http://127.0.0.1/api/v1/feedback', {
        method: 'POST',
        headers: { authorization: 'Bearer local:complaints-officer', 'content-type': 'application/json' },
        body: JSON.stringify({
          channel: 'phone',
          text: 'Nobody calls back.',
          person: { name: `Sam ${row}` },
        }),
      });
    await system.time.settle();
    const { cookie } = await startSession(system.deps, { user: 'complaints-officer' });
    const server = serve({ fetch: system.app.fetch, port: 0, hostname: '127.0.0.1' });
    await once(server, 'listening');
    const { port } = z.object({ port: z.number() }).parse(server.address());
    const session = `redress=${cookie}`;
    const html = await (
      await fetch(`http://127.0.0.1:${port}/tasks`, { headers: { cookie: session } })
    ).text();
    const shown = new Set(html.match(/\/cases\/[A-Z]+-[\d-]+\/tasks/g)).size;
    if (shown !== rows) throw new Error(`the list has ${shown} rows`);
    const asset = /\/assets\/[^"]+\.css/.exec(html)?.[0] ?? '';
    const runs = [];
    // The first round warms both up and is not counted.
    for (let round = 0; round < 4; round += 1) {
      const both = {
        tasks: await load(port, '/tasks', session, requests),
        asset: await load(port, asset, session, requests),
      };
      if (round > 0) runs.push(both);
    }
    server.close();
    return runs;
  } finally {
    await system.close();
    rmSync(dataDir, { recursive: true });
  }
}
