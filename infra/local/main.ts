import { join } from 'node:path';
import { serve } from '@hono/node-server';
import * as z from 'zod';
import { holdFolderOrExit } from './hold-folder.ts';
import { findClamAv } from '../../functions/adapters/local/clam-scanner.ts';
import { words } from './words.ts';
import { startMailIn } from './mail-in.ts';
import { openLocalSystem } from './open-local-system.ts';
import { readCouncilFolder } from '../read-council-folder.ts';
import { councilDifferencesInWords } from '../council-differences-in-words.ts';
import { seedExamples, seedStart } from './seed.ts';

const port = (standard: number) =>
  z.coerce.number('a port number').int().min(0).max(65_535).default(standard);

const Environment = z.object({
  PORT: port(3000),
  SMTP_PORT: port(2525),
  COUNCIL: z
    .string()
    .min(1)
    .default(join(import.meta.dirname, '../councils/shropshire')),
  DATA_DIR: z.string().min(1).default('.data'),
  START_AT: z.iso.datetime({ offset: true, error: 'an instant such as 2026-11-23T09:00:00Z' }).optional(),
  OIDC_ISSUER: z.url().optional(),
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  SEED: z.enum(['none', 'example'], 'none or example').default('example'),
});

const environment = Environment.safeParse(process.env);
if (!environment.success) {
  for (const { path, message } of environment.error.issues) console.error(`${path.join('.')}: ${message}`);
  process.exit(2);
}
const {
  PORT,
  SMTP_PORT,
  COUNCIL,
  DATA_DIR,
  START_AT,
  SEED,
  OIDC_ISSUER,
  OIDC_CLIENT_ID,
  OIDC_CLIENT_SECRET,
} = environment.data;
const host = '127.0.0.1';

const folder = (() => {
  try {
    return readCouncilFolder(COUNCIL);
  } catch (error) {
    console.error(`COUNCIL: ${error instanceof Error ? error.message : String(error)}`);
    return process.exit(2);
  }
})();

// Sign in at a real provider, which must send people back to http://127.0.0.1:PORT/sign-in/callback.
const provider =
  OIDC_ISSUER === undefined || OIDC_CLIENT_ID === undefined
    ? undefined
    : {
        issuer: OIDC_ISSUER,
        clientId: OIDC_CLIENT_ID,
        pages: `http://${host}:${PORT}`,
        ...(OIDC_CLIENT_SECRET === undefined ? {} : { secret: OIDC_CLIENT_SECRET }),
      };

holdFolderOrExit(DATA_DIR);
const startAt = START_AT === undefined ? undefined : new Date(START_AT);
const now = startAt ?? new Date();
if (SEED === 'example') {
  // Examples lost when the machine stops are played again, so their steps need not wait for the disk.
  const examples = openLocalSystem({
    dataDir: DATA_DIR,
    port: PORT,
    folder,
    startAt: seedStart(now),
    durable: false,
  });
  await seedExamples(examples, now, () =>
    console.log('The first start plays three months of example cases. This takes a few seconds.'),
  );
  await examples.close();
}
const clam = await findClamAv();
console.log(clam ? words.scanned({ by: clam.command }) : words.notScanned);
const system = openLocalSystem({
  clam,
  dataDir: DATA_DIR,
  port: PORT,
  folder,
  startAt,
  securityLog: (event, fields) =>
    console.error(JSON.stringify({ message: event, log: 'security', ...fields })),
  ...(provider ? { provider } : {}),
});
await system.deps.councils.refresh();
if (system.deps.councils.version > 0)
  for (const line of councilDifferencesInWords(system.deps.councils.deployed.council, {
    council: system.deps.council,
    rejected: system.deps.councils.rejectedWording,
  }))
    console.log(line);
system.time.follow();
const mailIn = await startMailIn({
  port: SMTP_PORT,
  host,
  receive: async (mail) => void (await system.mailIn(mail)),
});
const server = serve({ fetch: system.app.fetch, port: PORT, hostname: host }, (info) => {
  console.log(
    `Redress is running: http://${host}:${info.port}/local (SMTP on port ${mailIn.port}, data in ${DATA_DIR})`,
  );
});

async function stop(): Promise<void> {
  server.close();
  await mailIn.close();
  await system.close();
  process.exit(0);
}
process.on('SIGINT', () => void stop());
process.on('SIGTERM', () => void stop());
