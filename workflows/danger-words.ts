/**
 * Phrases that suggest that someone may be in danger. They decide nothing: a person is asked to look, at once. A phrase
 * matches whole words in this order, whatever their capitals, apostrophes and punctuation; `*` is any one word.
 * `not`: longer phrases in which these words mean something else. `neighbours`: sentences that must ask no one.
 */
export interface DangerWords {
  phrases: readonly { says: string; not?: readonly string[] }[];
  neighbours: readonly string[];
}

/** English. The list is ours, to be checked with the council's safeguarding partners. */
const english: DangerWords = {
  phrases: [
    {
      says: 'hit me',
      not: [
        'hit me that',
        'hit me how',
        'hit me hard when',
        'hit me up',
        'hit me with the',
        'hit me with a bill',
        'hit me with another',
      ],
    },
    { says: 'hits me', not: ['hits me that', 'hits me how', 'hits me with the'] },
    { says: 'hitting me' },
    { says: 'hit him' },
    { says: 'hit her' },
    { says: 'hits him' },
    { says: 'hits her' },
    { says: 'hits my *' },
    { says: 'hits us' },
    { says: 'beats me up' },
    { says: 'he beats me' },
    { says: 'she beats me' },
    { says: 'they beat me' },
    { says: 'dad beats me' },
    { says: 'mum beats me' },
    { says: 'beat me up' },
    { says: 'beaten up' },
    { says: 'beating me' },
    { says: 'punched me' },
    { says: 'punches me' },
    {
      says: 'kicked me',
      not: ['kicked me off', 'kicked me out of the meeting', 'kicked me out of the group'],
    },
    { says: 'kicks me' },
    { says: 'slapped me' },
    { says: 'slaps me' },
    { says: 'strangled me' },
    { says: 'choked me' },
    { says: 'burned me with' },
    { says: 'touches me' },
    {
      says: 'touched me',
      not: ['touched me that', 'touched me deeply', 'touched me how', 'kindness touched me'],
    },
    { says: 'raped' },
    { says: 'sexually abused' },
    { says: 'sexual abuse' },
    { says: 'abusing me' },
    { says: 'abuses me' },
    { says: 'hurting me', not: ['hurting me financially', 'is hurting me that'] },
    { says: 'hurts me', not: ['hurts me that', 'hurts me to', 'hurts me when i read'] },
    { says: 'going to hurt me' },
    { says: 'kill myself' },
    { says: 'killing myself' },
    { says: 'want to die' },
    { says: 'end my life' },
    { says: 'suicidal' },
    { says: 'cut myself', not: ['cut myself off', 'cut myself short', 'cut myself some slack'] },
    { says: 'cutting myself', not: ['cutting myself off', 'cutting myself short'] },
    { says: 'harm myself' },
    { says: 'self harm' },
    { says: 'hurt myself' },
    { says: 'am not safe' },
    { says: 'im not safe' },
    { says: 'dont feel safe' },
    { says: 'do not feel safe' },
    { says: 'not safe at home' },
    { says: 'not safe here' },
    { says: 'scared to go home' },
    { says: 'afraid to go home' },
    { says: 'locked me in' },
    { says: 'locks me in' },
    { says: 'locked in my room' },
    { says: 'threatened to kill' },
    { says: 'going to kill' },
    { says: 'kill me', not: ['the waiting will kill me', 'suspense will kill me'] },
    { says: 'has a knife' },
    { says: 'with a knife' },
    { says: 'i am in danger', not: ['i am in danger of losing', 'i am in danger of missing'] },
    { says: 'im in danger', not: ['im in danger of losing', 'im in danger of missing'] },
    { says: 'he is in danger', not: ['he is in danger of losing'] },
    { says: 'she is in danger', not: ['she is in danger of losing'] },
    {
      says: 'my * is in danger',
      not: ['my place is in danger', 'my job is in danger', 'my home is in danger'],
    },
  ],
  neighbours: [
    'It hit me that no one had read my letter.',
    'The council hit me with another bill.',
    'Why no one called back beats me.',
    'It beats me how this can take six months.',
    'Her kindness touched me deeply.',
    'I had to cut myself off from the meeting because the call dropped.',
    'We are in danger of losing the school place.',
    'The support worker kicked me off the call.',
    'The safe route to school was closed.',
    'My son was hit by the closure of the youth club.',
  ],
};

/** By language. The text of a message is looked at in every language, as no one says in which it is. */
export const dangerWords = { en: english } as const satisfies Record<string, DangerWords>;
