import { readCouncilFolder, type CouncilFolder } from '../read-council-folder.ts';
import { refuseUsage } from './usage.ts';
import { words } from './words.ts';

/** `--council FOLDER`, in the form of `parseArgs`. The example council if it is not given. */
export const councilOption = { type: 'string', default: 'infra/councils/shropshire' } as const;

/** The council that a command was given. Ends the command if its folder cannot be used. */
export function councilGiven(folder: string, usage: string): CouncilFolder {
  try {
    return readCouncilFolder(folder);
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    return refuseUsage(words.called.wrong({ option: '--council', value: folder, problem }), usage);
  }
}
