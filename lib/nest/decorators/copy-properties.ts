/**
 * Makes a function look like another: its name, length and other own properties, its kind, and the metadata that decorators
 * have put on it.
 */
export function copyProperties(from: object, to: object): void {
  for (const key of Reflect.ownKeys(from)) {
    if (key !== 'prototype') {
      Object.defineProperty(to, key, Object.getOwnPropertyDescriptor(from, key) as PropertyDescriptor);
    }
  }
  Object.setPrototypeOf(to, Object.getPrototypeOf(from) as object);
  for (const key of Reflect.getOwnMetadataKeys(from) as unknown[]) {
    Reflect.defineMetadata(key, Reflect.getOwnMetadata(key, from), to);
  }
}
