// The longest delay that the runtime's timers keep; longer ones fire at once.
const LONGEST_MS = 2_147_483_647;

/**
 * Waits for work, but no longer than that; true where the time was too short. Work that fails is done. The timer keeps the process alive meanwhile:
 * sockets do not, and whoever waits for a flush wants it to happen.
 */
export async function isLate(work: Promise<unknown>, timeoutMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(true), Math.min(timeoutMs, LONGEST_MS));
  });
  try {
    return await Promise.race([
      work.then(
        () => false,
        () => false,
      ),
      late,
    ]);
  } finally {
    clearTimeout(timer);
  }
}
