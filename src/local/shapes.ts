import { ServiceError, serialization } from './serviceError';

/**
 * A shape of a service model. `read` gives the value typed, adds to `problems` what breaks a constraint, and throws
 * a SerializationException where the JSON is of another type.
 */
export interface Shape<T> {
  read(value: unknown, path: string, problems: string[]): T;
}

export interface Member<T, Required extends boolean> {
  readonly shape: Shape<T>;
  readonly required: Required;
}

type Members = Record<string, Member<unknown, boolean>>;
type TypeOfMember<M> = M extends Member<infer T, boolean> ? T : never;
type KeysThatAre<M extends Members, Required extends boolean> = {
  [K in keyof M]: M[K]['required'] extends Required ? K : never;
}[keyof M];

export type Structure<M extends Members> = { readonly [K in KeysThatAre<M, true>]: TypeOfMember<M[K]> } & {
  readonly [K in KeysThatAre<M, false>]?: TypeOfMember<M[K]>;
};

export type TypeOf<S> = S extends Shape<infer T> ? T : never;

export interface StringRules {
  readonly min?: number;
  readonly max?: number;
  /** As in the model; the whole value must match, as the service has it. */
  readonly pattern?: string;
  readonly values?: readonly string[];
  /** Its value is not repeated in messages. */
  readonly sensitive?: boolean;
}

export function required<T>(shape: Shape<T>): Member<T, true> {
  return { shape, required: true };
}

export function optional<T>(shape: Shape<T>): Member<T, false> {
  return { shape, required: false };
}

export function string(rules: StringRules): Shape<string> {
  const pattern = rules.pattern === undefined ? undefined : new RegExp(`^(?:${rules.pattern})$`, 'u');
  return {
    read(value, path, problems) {
      if (typeof value !== 'string') throw serialization(`${kindOf(value)} can not be converted to a String`);
      const broken = (constraint: string): void => {
        problems.push(problem(path, constraint, rules.sensitive === true ? undefined : value));
      };
      if (rules.max !== undefined && value.length > rules.max) {
        broken(`Member must have length less than or equal to ${rules.max}`);
      }
      if (rules.min !== undefined && value.length < rules.min) {
        broken(`Member must have length greater than or equal to ${rules.min}`);
      }
      if (rules.values !== undefined && !rules.values.includes(value)) {
        broken(`Member must satisfy enum value set: [${rules.values.join(', ')}]`);
      }
      if (pattern !== undefined && !pattern.test(value)) {
        broken(`Member must satisfy regular expression pattern: ${rules.pattern ?? ''}`);
      }
      return value;
    },
  };
}

export function integer(rules: { readonly min: number; readonly max: number }): Shape<number> {
  return {
    read(value, path, problems) {
      if (typeof value !== 'number' || !Number.isInteger(value)) {
        throw serialization(`${kindOf(value)} can not be converted to an Integer`);
      }
      if (value > rules.max) {
        problems.push(
          problem(path, `Member must have value less than or equal to ${rules.max}`, String(value)),
        );
      }
      if (value < rules.min) {
        problems.push(
          problem(path, `Member must have value greater than or equal to ${rules.min}`, String(value)),
        );
      }
      return value;
    },
  };
}

export function list<T>(member: Shape<T>, rules: { readonly max?: number } = {}): Shape<readonly T[]> {
  return {
    read(value, path, problems) {
      if (!Array.isArray(value)) throw serialization(`${kindOf(value)} can not be converted to a List`);
      if (rules.max !== undefined && value.length > rules.max) {
        problems.push(problem(path, `Member must have length less than or equal to ${rules.max}`, undefined));
      }
      return value.map((item: unknown, index) => member.read(item, `${path}.${index + 1}.member`, problems));
    },
  };
}

/** Members that the model doesn't have are ignored, and null is absent, as the service does it. */
export function structure<M extends Members>(members: M): Shape<Structure<M>> {
  return {
    read(value, path, problems) {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) {
        throw serialization(`${kindOf(value)} can not be converted to a Structure`);
      }
      const given = new Map<string, unknown>(Object.entries(value));
      const result: Record<string, unknown> = {};
      for (const [name, member] of Object.entries(members)) {
        const memberPath = (path === '' ? '' : `${path}.`) + name.charAt(0).toLowerCase() + name.slice(1);
        const memberValue = given.get(name) ?? undefined;
        if (memberValue !== undefined) result[name] = member.shape.read(memberValue, memberPath, problems);
        else if (member.required) problems.push(problem(memberPath, 'Member must not be null', undefined));
      }
      // Every required member is in it, or `problems` says that it isn't, and then readInput throws.
      return result as Structure<M>;
    },
  };
}

/**
 * Reads the input of an operation.
 * @throws ServiceError ValidationException, SerializationException
 */
export function readInput<T>(shape: Shape<T>, input: unknown): T {
  const problems: string[] = [];
  const value = shape.read(input, '', problems);
  if (problems.length > 0) {
    const count = problems.length === 1 ? '1 validation error' : `${problems.length} validation errors`;
    throw new ServiceError('ValidationException', `${count} detected: ${problems.join('; ')}`);
  }
  return value;
}

function problem(path: string, constraint: string, value: string | undefined): string {
  const shown = value === undefined ? 'Value' : `Value '${value}'`;
  return `${shown} at '${path}' failed to satisfy constraint: ${constraint}`;
}

function kindOf(value: unknown): string {
  if (value === null) return 'NULL_VALUE';
  if (Array.isArray(value)) return 'ARRAY_VALUE';
  switch (typeof value) {
    case 'string':
      return 'STRING_VALUE';
    case 'number':
      return Number.isInteger(value) ? 'NUMBER_VALUE' : 'DECIMAL_VALUE';
    case 'boolean':
      return value ? 'TRUE_VALUE' : 'FALSE_VALUE';
    default:
      return 'STRUCTURE_VALUE';
  }
}
