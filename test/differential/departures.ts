import type { Peer } from './support/corpus';

/**
 * A purpose for which we send something else than a peer, and the cases that show it. A case that is listed has to be different:
 * one that is not is an error, and so is one that is different and not listed.
 */
export interface Departure {
  /** Where it is said: the table of departures, or another sentence of the contract where the table has none. */
  readonly said: 'departures' | 'contract';
  readonly they: string;
  readonly we: string;
  /** `same-lines`: only the packets differ. `fewer-lines`: lines are missing, and nothing else. */
  readonly still?: 'same-lines' | 'fewer-lines';
  readonly cases: readonly string[];
}

const NO_NUMBER = {
  said: 'contract',
  they: 'NaN, infinities and what is no number are written as they are',
  we: 'refused: nothing is sent, and the call is counted under dropped.invalid',
} as const;

export const DEPARTURES: Readonly<Record<Peer, readonly Departure[]>> = {
  pystatsd: [
    {
      said: 'departures',
      they: 'timings always `%0.6f`',
      we: 'shortest number: `320`, `12.5`',
      // Shorter lines: more of them in a packet.
      still: 'same-lines',
      cases: ['split-max-mixed-535', 'fuzz-027', 'fuzz-037', 'fuzz-059', 'fuzz-080', 'fuzz-155', 'fuzz-207'],
    },
    {
      said: 'departures',
      they: 'a packet is at most `maxudpsize - 1` bytes',
      we: 'at most `maxPacketBytes`',
      // A single line beyond it is sent by them, and dropped and counted by us.
      still: 'fewer-lines',
      cases: [
        'split-max-mixed-503',
        'split-max-mixed-513',
        'split-max-mixed-515',
        'split-max-mixed-521',
        'split-oversize-first-557',
        'split-oversize-mid-558',
        'fuzz-003',
        'fuzz-018',
        'fuzz-040',
        'fuzz-058',
        'fuzz-061',
        'fuzz-064',
        'fuzz-066',
        'fuzz-068',
        'fuzz-121',
        'fuzz-150',
        'fuzz-168',
        'fuzz-188',
        'fuzz-213',
        'fuzz-219',
      ],
    },
    {
      said: 'departures',
      they: 'names and values unescaped; non-ASCII raises',
      we: 'escaped, UTF-8',
      cases: [
        'name-prefix-416',
        'name-prefix-420',
        'name-425',
        'name-427',
        'name-prefix-428',
        'name-451',
        'name-prefix-452',
        'prefix-458',
        'unicode-name-462',
        'unicode-name-471',
        'unicode-name-tcp-472',
        'unicode-pipe-473',
        'unicode-pipe-479',
        'unicode-prefix-481',
        'unicode-pipe-resend-484',
        'set-text-485',
        'set-text-486',
      ],
    },
    {
      ...NO_NUMBER,
      cases: [
        'num-gauge-279',
        'num-incr-283',
        'num-decr-284',
        'num-gauge-delta-292',
        'num-incr-295',
        'num-gauge-297',
        'num-gauge-delta-298',
        'num-timing-306',
      ],
    },
    {
      said: 'contract',
      they: 'an empty member of a set is sent; a name may be a number',
      we: 'a name or member that is empty or no string is refused as invalid, but for numbers as members',
      cases: ['set-text-490', 'prefix-int-498'],
    },
    {
      said: 'contract',
      they: 'a rate of 0 is drawn, a negative one may be kept',
      we: 'a rate of 0 drops without a draw, below 0 is invalid',
      cases: ['rate-low-390', 'rate-sent-393'],
    },
  ],
  flytekit: [
    {
      said: 'departures',
      they: 'keys are not cleaned, a line break in a value splits the metric, one non-ASCII key drops all tags',
      we: 'cleaned, escaped, kept',
      cases: [
        'taggable-110',
        'taggable-112',
        'taggable-116',
        'raw_scope-117',
        'raw_scope-121',
        'raw_scope-123',
        'taggable-126',
        'raw_scope-127',
        'taggable-128',
      ],
    },
    {
      said: 'departures',
      they: 'reserved tag words are defined and never used',
      we: 'the `flyte` dialect drops a tag with a reserved key, counts it and says so once',
      cases: ['taggable-146', 'taggable-148'],
    },
    {
      said: 'departures',
      they: 'a packet is at most `maxudpsize - 1` bytes',
      we: 'at most `maxPacketBytes`',
      still: 'fewer-lines',
      cases: ['raw_scope-157'],
    },
    {
      said: 'contract',
      they: 'keys that are no text raise into the caller',
      we: 'nothing is thrown after construction: the keys of an object are texts',
      cases: [
        'raw_scope-137',
        'raw_scope-139',
        'taggable-140',
        'raw_scope-141',
        'taggable-142',
        'raw_scope-143',
        'taggable-144',
      ],
    },
    {
      said: 'contract',
      they: '`TaggableStats.get_stats` always raises',
      we: 'a scope of a scope is a scope',
      cases: ['taggable_direct-069', 'taggable_direct-074', 'taggable-199', 'taggable-207'],
    },
  ],
  sprockets: [
    {
      said: 'departures',
      they: 'an absolute negative gauge goes out raw',
      we: 'zero-first block',
      cases: ['fuzz-4-tcp', 'fuzz-31-tcp'],
    },
    { ...NO_NUMBER, cases: ['incr-val-13-udp', 'gauge-val-13-udp', 'gauge-val-15-udp', 'timing-val-15-udp'] },
    {
      said: 'contract',
      they: 'names are never checked',
      we: 'an empty name is refused as invalid, what is reserved becomes `_`',
      cases: ['name-0-tcp', 'name-2-udp', 'name-4-udp'],
    },
    {
      said: 'contract',
      they: 'no prefix puts the text `None` before every path, although the documentation says otherwise',
      we: 'no prefix is none',
      cases: ['basic-None-udp'],
    },
    {
      said: 'contract',
      they: 'a timer that was started again and not stopped sends 0',
      we: 'it has measured nothing: STATS_TIMER_NO_DATA',
      still: 'fewer-lines',
      cases: ['timer-restart-udp'],
    },
  ],
  heare: [
    {
      said: 'departures',
      they: 'prefix rule can make two names collide',
      we: 'plain `prefix.name`',
      cases: ['dots-collide', 'dots-triple', 'fuzz-0', 'fuzz-6', 'fuzz-10', 'fuzz-22', 'fuzz-28'],
    },
    {
      said: 'departures',
      they: 'a pipeline is not cleared after sending; a 500 is ignored; NaN loses the payload',
      we: 'cleared; retried; the one value is refused',
      cases: ['nan'],
    },
    {
      said: 'departures',
      they: 'an empty pipeline posts `{}`',
      we: 'nothing is sent',
      cases: ['fuzz-13'],
    },
    { ...NO_NUMBER, cases: ['types'] },
    {
      said: 'contract',
      they: 'without a secret the header has the text `None`, or nothing, for one',
      we: 'no header without a secret',
      cases: ['secret-', 'secret-None'],
    },
  ],
  afstatsd: [
    {
      said: 'departures',
      they: 'cuts a metric at 2048 bytes; keyed by name only; first sampled value not scaled',
      we: 'drops and counts it; keyed by kind, name, tags; all scaled',
      cases: [
        'rate-0.5-0.4',
        'rate-0.5-0.5',
        'rate-0.3-0.1',
        'rate-mixed',
        'rate-0.5-0.4-agg',
        'rate-0.5-0.5-agg',
        'rate-0.3-0.1-agg',
        'rate-mixed-agg',
      ],
    },
  ],
};
