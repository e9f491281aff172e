/** Why a decision was not taken, in a sentence for the person who tried. */
export interface Refusal {
  ok: false;
  code: 'unknown outcome' | 'decided already' | 'invalid' | 'paused';
  reason: string;
  errors?: { field: string; message: string }[];
}

export function refuse(code: Refusal['code'], reason: string, errors?: Refusal['errors']): Refusal {
  return { ok: false, code, reason, ...(errors ? { errors } : {}) };
}

export function invalid(field: string, message: string): Refusal {
  return refuse('invalid', message, [{ field, message }]);
}
