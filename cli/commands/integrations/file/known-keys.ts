import * as z from 'zod';

/** The keys that an object may have at a place within a shape; none where there is no object. */
export function keysAt(shape: unknown, path: readonly PropertyKey[]): readonly string[] {
  return [...new Set(objectsAt(shape, path).flatMap((object) => Object.keys(object.shape)))];
}

function objectsAt(shape: unknown, path: readonly PropertyKey[]): z.ZodObject[] {
  if (shape instanceof z.ZodOptional) return objectsAt(shape.unwrap(), path);
  if (shape instanceof z.ZodUnion) return shape.options.flatMap((option) => objectsAt(option, path));
  const [next, ...rest] = path;
  if (shape instanceof z.ZodArray) return objectsAt(shape.element, rest);
  if (!(shape instanceof z.ZodObject)) return [];
  return next === undefined ? [shape] : objectsAt(shape.shape[String(next)], rest);
}
