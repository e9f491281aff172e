/** The part of asl-validator 4 that the tests use; the package brings no types. */
declare module 'asl-validator' {
  export default function validate(definition: object): { isValid: boolean; errorsText(): string };
}
