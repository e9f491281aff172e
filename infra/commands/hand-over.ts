import { handOverOutdated } from '../../functions/operations/runs/hand-over-outdated.ts';
import { openLocalSystem } from '../local/open-local-system.ts';
import { words } from './words.ts';

const system = openLocalSystem({ dataDir: process.env['DATA_DIR'] ?? '.data' });
const { handedOver, failed } = await handOverOutdated(system.deps);
await system.close();
console.log(words.handOver.told({ handedOver, failed }));
