import type { DeliveryReport } from '../../delivery/delivery-report';

/** `3 (2 queueFull, 1 transport)`, or `undefined` where nothing was lost. */
export function lostText({ dropped }: DeliveryReport): string | undefined {
  const reasons = Object.entries(dropped).filter(([, count]) => count > 0);
  if (reasons.length === 0) {
    return undefined;
  }
  const total = reasons.reduce((sum, [, count]) => sum + count, 0);
  return `${total} (${reasons.map(([reason, count]) => `${count} ${reason}`).join(', ')})`;
}
