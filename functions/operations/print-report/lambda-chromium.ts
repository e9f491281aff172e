import sparticuz from '@sparticuz/chromium';
import type { Chromium } from './print-page.ts';

/** The Chromium that is deployed with the function, unpacked by its first call: 67 MB become 210 MB in /tmp, in some seconds. */
export const lambdaChromium = async (): Promise<Chromium> => ({
  executablePath: await sparticuz.executablePath(),
  args: sparticuz.args,
});
