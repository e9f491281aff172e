import { handOverOutdated } from '../../functions/operations/runs/hand-over-outdated.ts';
import { holdFolderOrExit } from '../local/hold-folder.ts';
import { openLocalSystem } from '../local/open-local-system.ts';
import { words } from './words.ts';

const dataDir = process.env['DATA_DIR'] ?? '.data';
holdFolderOrExit(dataDir);
const system = openLocalSystem({ dataDir });
const { handedOver, failed } = await handOverOutdated(system.deps);
await system.close();
console.log(words.handOver.told({ handedOver, failed }));
