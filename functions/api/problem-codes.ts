/** Problems that the API itself finds; `words.api.problems` says each in a sentence. */
export type ApiProblem =
  | 'too-much-for-a-case'
  | 'invalid-cursor'
  | 'fault'
  | 'busy'
  | 'nothing-here'
  | 'body-too-large'
  | 'file-too-large'
  | 'not-signed-in'
  | 'no-such-case'
  | 'no-such-letter'
  | 'no-such-document'
  | 'file-being-checked'
  | 'file-has-malware'
  | 'no-such-step'
  | 'no-such-mail'
  | 'no-such-report'
  | 'not-erased'
  | 'if-match-missing'
  | 'answers-wrong'
  | 'not-said-to-be-json'
  | 'not-json';

/** The refusal of a route for users without the necessary role. `words.api.notAllowed` words it. */
export type NotAllowed =
  | 'record feedback'
  | 'see reports'
  | 'see held mail'
  | 'release held mail'
  | 'see erasures';
