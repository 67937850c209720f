// @ts-check
/** The process of one case: opens it, then calls its functions as it is told. */

/** @type {Record<string, (argument: any) => unknown>} */
let functions = {
  open: async ({ module, input }) => {
    const { open } = await import(module);
    functions = await open(input);
  },
};

process.on('message', async (/** @type {{ name: string; argument: unknown }} */ { name, argument }) => {
  try {
    const value = await functions[name]?.(argument);
    process.send?.({ value });
  } catch (error) {
    process.send?.({ error: error instanceof Error ? error.stack : String(error) });
  }
});
process.on('disconnect', () => process.exit());
