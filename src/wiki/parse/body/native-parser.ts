/**
 * Loads the Rust parser. It is required, not imported: its import fails on machines without a binding, and a module that awaits an
 * import cannot be required itself, which programs in CommonJS do with the library.
 */

/** Undefined if there is no binding for this machine. */
export function nativeParser(): typeof import('satteri') | undefined {
  try {
    return process.getBuiltinModule('node:module').createRequire(import.meta.url)('satteri') as typeof import('satteri');
  } catch {
    return undefined;
  }
}
