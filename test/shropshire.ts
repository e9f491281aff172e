import corporate2019 from '../infra/councils/shropshire/procedures/corporate-2019.json' with { type: 'json' };
import { proceduresOf } from '../workflows/procedures/council-procedures.ts';

/** The procedures of the example council, as a deployment of its folder has them. */
export const procedures = proceduresOf([corporate2019]);
