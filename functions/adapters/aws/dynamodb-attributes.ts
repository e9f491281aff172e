import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/** DynamoDB's form of a JSON value, or of bytes; `undefined` members are left out. Throws for values that JSON does not have. */
function toAttribute(value: unknown): AttributeValue {
  if (value === null) return { NULL: true };
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'boolean') return { BOOL: value };
  if (typeof value === 'number' && Number.isFinite(value)) return { N: String(value) };
  if (value instanceof Uint8Array) return { B: value };
  if (Array.isArray(value)) return { L: value.map(toAttribute) };
  if (typeof value === 'object') return { M: toItem(value) };
  throw new TypeError(`a ${typeof value} cannot be stored`);
}

/** An object as the attributes of an item. */
export function toItem(object: object): Record<string, AttributeValue> {
  const members = Object.entries(object).filter(([, value]) => value !== undefined);
  return Object.fromEntries(members.map(([name, value]) => [name, toAttribute(value)]));
}

function fromAttribute(attribute: AttributeValue): unknown {
  if (attribute.NULL !== undefined) return null;
  if (attribute.N !== undefined) return Number(attribute.N);
  if (attribute.L !== undefined) return attribute.L.map(fromAttribute);
  if (attribute.M !== undefined) return fromItem(attribute.M);
  if (attribute.B !== undefined) return Buffer.from(attribute.B).toString('base64');
  return attribute.S ?? attribute.BOOL;
}

/** The attributes of an item as an object, bytes in base64. Types that we never write (sets) become `undefined`. */
export function fromItem(item: Record<string, AttributeValue>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, fromAttribute(value)]));
}
