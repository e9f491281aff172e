import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { synthesise } from './assembly.ts';

// Holds the synthesised templates to the resource specifications of AWS (`npm run cfn-lint`). It takes 13 seconds of a processor,
// so it is part of `npm run test:full` and not of the gate. The definitions of state machines are files beside the templates, which
// cfn-lint does not read: it would call a JSONata expression in `TimeoutSeconds` wrong (E3601), which AWS takes ("Step Functions
// Developer Guide", "Transforming data with JSONata"). state-machines.test.ts looks at these.

const command = join(import.meta.dirname, '../../.venv/bin/cfn-lint');
/** W3005: the CDK names dependencies that a reference implies already. */
const notOurs = ['W3005'];

if (!existsSync(command)) {
  console.error(
    'cfn-lint is not installed: python3 -m venv .venv && .venv/bin/pip install -r test/infra/requirements.txt',
  );
  process.exit(1);
}
const { outdir } = synthesise({
  services: [{ name: 'portal', roles: ['complaints-officer'] }],
  alarms: { email: ['operators@council.example'] },
  signIn: { samlMetadata: 'https://login.council.example/metadata.xml' },
  deployment: 'canary',
});
const templates = readdirSync(outdir).filter((file) => file.endsWith('.template.json'));
const { status } = spawnSync(
  command,
  ['--regions', 'eu-west-2', '--ignore-checks', ...notOurs, '--template', ...templates],
  { cwd: outdir, stdio: 'inherit' },
);
rmSync(outdir, { recursive: true });
console.log(`${templates.length} templates: ${status === 0 ? 'nothing to say' : 'see above'}`);
process.exitCode = status ?? 1;
