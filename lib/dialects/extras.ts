import type { Tags } from '../common/tags';

/** An event of the `datadog` dialect. */
export interface StatsEvent {
  title: string;
  text?: string | undefined;
  /** A number is milliseconds since the epoch. */
  timestamp?: Date | number | undefined;
  hostname?: string | undefined;
  aggregationKey?: string | undefined;
  priority?: 'normal' | 'low' | undefined;
  source?: string | undefined;
  alertType?: 'error' | 'warning' | 'info' | 'success' | undefined;
  tags?: Tags | undefined;
}

/** The state of a service, of the `datadog` dialect. */
export interface ServiceCheck {
  name: string;
  status: 'ok' | 'warning' | 'critical' | 'unknown';
  /** A number is milliseconds since the epoch. */
  timestamp?: Date | number | undefined;
  hostname?: string | undefined;
  message?: string | undefined;
  tags?: Tags | undefined;
}
