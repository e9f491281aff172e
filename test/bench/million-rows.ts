import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { formatReference } from '../../functions/domain/case/reference.ts';
import { goldenYear, specs } from '../reports/golden-years.ts';

/** Writes so many rows of 2021/22: the golden ones again and again, under other references and complainants. */
export async function writeRows(path: string, rows: number): Promise<void> {
  const golden = goldenYear(specs['2021/22']);
  const out = createWriteStream(path);
  for (let written = 0; written < rows;) {
    let text = '';
    for (; written < rows && text.length < 1 << 20; written += 1) {
      const row = golden[written % golden.length];
      text += `${JSON.stringify({
        ...row,
        reference: formatReference({ prefix: 'SC', year: 2021, number: written + 1 }),
        complainantKey: ((written * 7919) % Math.ceil(rows * 0.7)).toString(16).padStart(12, '0'),
      })}\n`;
    }
    if (!out.write(text)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
}
