import * as z from 'zod';

/** Any JSON text, as Amazon States Language passes it between states. */
export type Json = z.core.util.JSONType;
// Written by hand, because every row and every payload goes through it; z.json() tries seven shapes for each value.
export const Json = z.custom<Json>(isJson);

/** A JSON object: the variables of a scope, the entries of a definition. */
export const JsonObject = z.record(z.string(), Json);
export type JsonObject = z.infer<typeof JsonObject>;

/** The most bytes of UTF-8 that a result, an output, arguments or variables may have (Step Functions quotas). */
export const payloadLimit = 262_144;

/** Parses a JSON text. Throws SyntaxError if it is not JSON. */
export function parseJson(text: string): Json {
  return Json.parse(JSON.parse(text));
}

/** A JavaScript value after conversion to JSON and back: dates become texts, undefined becomes null or is left out. */
export function throughJson(value: unknown): Json {
  const text: unknown = JSON.stringify(value);
  return typeof text === 'string' ? parseJson(text) : null;
}

export function exceedsPayloadLimit(value: Json): boolean {
  return Buffer.byteLength(JSON.stringify(value)) > payloadLimit;
}

function isJson(value: unknown): boolean {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return true;
    case 'number':
      return Number.isFinite(value);
    case 'object':
      if (value === null) return true;
      return Array.isArray(value) ? value.every(isJson) : Object.values(value).every(isJson);
    default:
      return false;
  }
}
