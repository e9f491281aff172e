import { join } from 'node:path';
import * as z from 'zod';
import { emailPattern } from '../functions/domain/text/email-address.ts';
import { Role } from '../workflows/procedures/roles.ts';
import { type CouncilFolder, readCouncilFolder } from './read-council-folder.ts';

/** `portal:complaints-officer,reports:report-writer+administrator`: other systems and the roles they act in. */
const Services = z
  .string()
  .default('')
  .transform((text) => text.split(',').filter((service) => service !== ''))
  .pipe(
    z.array(
      z
        .string()
        .regex(/^[a-z][a-z0-9-]*:[a-z+-]+$/, 'write name:role, or name:role+role')
        .transform((service) => {
          const [name = '', roles = ''] = service.split(':');
          return { name, roles: roles.split('+') };
        })
        .pipe(z.object({ name: z.string(), roles: z.array(Role) })),
    ),
  );

/** The settings of a deployment, from `cdk deploy -c name=value` or cdk.json. */
const Context = z.object({
  council: z.string().default(join(import.meta.dirname, 'councils/shropshire')),
  region: z
    .string()
    .regex(/^[a-z]{2}-[a-z]+-\d$/, 'a region such as eu-west-2')
    .default('eu-west-2'),
  alarmEmail: z.email({ pattern: emailPattern }).optional(),
  samlMetadata: z.url().optional(),
  certificate: z
    .string()
    .regex(/^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate\/[\w-]+$/, 'the ARN of a certificate in ACM')
    .optional(),
  services: Services,
  /** How a new version of the functions takes over: see constructs/gradual-deployment.ts. */
  deployment: z.enum(['all-at-once', 'canary', 'linear']).default('all-at-once'),
});

export type Config = Omit<z.infer<typeof Context>, 'council'> & CouncilFolder;

/** Thrown before anything is deployed. The message names every problem. */
export class InvalidConfiguration extends Error {
  override readonly name = 'InvalidConfiguration';
}

/** Reads the configuration of a deployment. `context` returns a context value. Throws `InvalidConfiguration`. */
export function readConfig(context: (name: string) => unknown): Config {
  const names = Object.keys(Context.shape);
  const read = Context.safeParse(Object.fromEntries(names.map((name) => [name, context(name)])));
  if (!read.success) {
    const problems = read.error.issues.map(({ path, message }) => `context ${path.join('.')}: ${message}`);
    throw new InvalidConfiguration(problems.join('; '));
  }
  const file = read.data.council;
  const folder = folderAt(file);
  const pages = new URL(folder.council.pages);
  if (read.data.certificate !== undefined && (pages.protocol !== 'https:' || pages.port !== ''))
    throw new InvalidConfiguration(
      `context certificate: ${file} must give the address of the pages as https://host (pages)`,
    );
  return { ...read.data, ...folder };
}

function folderAt(file: string): CouncilFolder {
  try {
    return readCouncilFolder(file);
  } catch (error) {
    throw new InvalidConfiguration(`${file}: ${error instanceof Error ? error.message : 'cannot be read'}`);
  }
}
