import { rmSync } from 'node:fs';
import { functionManifest } from '../functions/manifest.ts';
import { bundle } from './constructs/bundle.ts';
import { readCouncilFolder } from './read-council-folder.ts';

// npm run bundle-sizes: how large each Lambda is, and which packages make it so.
const council = readCouncilFolder('infra/councils/shropshire');

for (const { name } of functionManifest) {
  const { folder, bytes, inputs } = bundle(name, council);
  rmSync(folder, { recursive: true });
  const packages = new Map<string, number>();
  for (const [file, size] of Object.entries(inputs)) {
    const owner = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? 'redress';
    packages.set(owner, (packages.get(owner) ?? 0) + size);
  }
  const largest = [...packages].sort(([, one], [, other]) => other - one).slice(0, 5);
  const parts = largest.map(([owner, size]) => `${owner} ${kilobytes(size)}`).join(', ');
  console.log(`${name.padEnd(22)} ${kilobytes(bytes).padStart(8)}   ${parts}`);
}

function kilobytes(bytes: number): string {
  return `${Math.round(bytes / 1000)} KB`;
}
