import { asCopy } from '../../../workflows/letters/en/adult/copy-wording.ts';
import { privateLink } from '../../../workflows/letters/en/adult/private-link.ts';
import { describe, expect, it } from 'vitest';
import {
  letterIn,
  letters,
  lettersOf,
  missingLetters,
  type PartialLetters,
} from '../../../workflows/letters/index.ts';
import {
  loadLetters,
  parseTemplateText,
  placeholdersOf,
  vocabulary,
} from '../../../workflows/letters/letter-template.ts';

const good = {
  id: 'thanks',
  title: 'Thanks',
  audience: 'complainant',
  subject: 'Thank you, {{reference}}',
  body: 'Dear {{complainantName}}',
};

describe('a letter template', () => {
  it('is found by its id', () => {
    expect(loadLetters([good])['thanks']).toEqual(good);
    expect(Object.entries(letters).filter(([id, letter]) => id !== letter.id)).toEqual([]);
  });

  it.each([
    [
      'a section never closed',
      { body: 'Dear {{#reason}}x' },
      /^letter thanks: body: the section reason is never closed$/,
    ],
    [
      'a section closed by another name',
      { body: '{{#reason}}x{{/points}}' },
      /^letter thanks: body: \{\{\/points\}\} closes/,
    ],
    ['a section closed twice', { body: '{{#reason}}x{{/reason}}{{/reason}}' }, /^letter thanks: body: /],
    [
      'a placeholder nobody fills',
      { body: 'Dear {{complainatName}}' },
      /^letter thanks: body: unknown placeholder complainatName$/,
    ],
    [
      'a name from the prototype',
      { body: 'Dear {{constructor}}' },
      /^letter thanks: body: unknown placeholder constructor$/,
    ],
    ['half a tag', { body: 'Dear {{reason}' }, /^letter thanks: body: "Dear \{\{reason\}" is no tag$/],
    ['a tag with a space', { subject: 'On {{ reason }}' }, /^letter thanks: subject: .*is no tag$/],
    ['a subject of two lines', { subject: 'One\ntwo' }, /^letter thanks: subject: is more than one line$/],
    ['an empty body', { body: ' \n' }, /^letter thanks: body: is empty$/],
    [
      'a private-use character',
      { body: 'Dear \uE000x\uE001' },
      /^letter thanks: body: has a control or private-use/,
    ],
    [
      'an unknown requirement',
      { requires: ['reasons'] },
      /^letter thanks: requires\.0: unknown placeholder$/,
    ],
    ['an unknown audience', { audience: 'public' }, /^letter thanks: audience: /],
    ['a field too many', { sender: 'me' }, /^letter thanks: letter: /],
    ['an id that is no id', { id: 'Thank you' }, /^letter Thank you: id: use lower case/],
    ['no id', { id: undefined }, /^letter number 1: id: /],
  ])('%s stops the start, naming letter and field', (_, change, message) => {
    const load = () => loadLetters([{ ...good, ...change }]);
    expect(load).toThrow(message);
    expect(load).toThrow(expect.objectContaining({ name: 'BadLetterTemplate' }));
  });

  it('may not be defined twice', () => {
    expect(() => loadLetters([good, good])).toThrow(/^letter thanks: id: stands twice$/);
  });

  it('derives required values from its text', () => {
    const parsed = parseTemplateText('{{a}} {{#b}}{{c}} {{^d}}{{a}}{{/d}}{{/b}}');
    expect(parsed.ok && placeholdersOf(parsed.parts)).toEqual({ required: ['a'], optional: ['b', 'c', 'd'] });
  });

  it('uses every value of the vocabulary', () => {
    const used = new Set(
      [...Object.values(letters), asCopy(privateLink)].flatMap(({ subject, body }) =>
        [subject, body].flatMap((text) => {
          const parsed = parseTemplateText(text);
          if (!parsed.ok) return [];
          const { required, optional } = placeholdersOf(parsed.parts);
          return [...required, ...optional];
        }),
      ),
    );
    expect(Object.keys(vocabulary).filter((name) => !used.has(name))).toEqual([]);
  });
});

describe('the languages of letters', () => {
  it('lacks an unknown letter in every language', () => {
    expect(letterIn('en', 'acknowledgement')?.id).toBe('acknowledgement');
    expect(letterIn('en', 'constructor')).toBeUndefined();
  });

  it('has nothing that `loadLetters` would refuse', () => {
    expect(lettersOf(letters)).toEqual(letters);
  });

  it('lists the letters that a partial language lacks', () => {
    const partial: PartialLetters = { delay: { title: 'Oedi', subject: 'Oedi', body: 'Oedi' } };
    expect(Object.keys(lettersOf(partial))).toEqual(['delay']);
    expect(missingLetters(partial)).toEqual(Object.keys(letters).filter((id) => id !== 'delay'));
  });
});
