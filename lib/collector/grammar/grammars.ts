import type { MetricKind } from '../parsed-line';
import type { WireDialect } from '../wire-dialect';
import type { FieldTagStyle, LineGrammar } from './line-grammar';

const kinds = (...list: MetricKind[]): ReadonlySet<MetricKind> => new Set(list);

/** What most dialects share; each names what it does otherwise. */
const PLAIN: LineGrammar = {
  kinds: kinds('counter', 'gauge', 'timer', 'set'),
  reservedInName: /[:@# ]/,
  packing: 'none',
  packed: kinds(),
  signedGauges: 'delta',
  whole: false,
  rates: true,
  extras: false,
  gaugeTime: false,
  kindInName: false,
};

const ALL_KINDS = kinds('counter', 'gauge', 'timer', 'histogram', 'distribution', 'set');
const NUMBER_KINDS = kinds('counter', 'gauge', 'timer', 'histogram', 'distribution');

/** Of metrics, events and service checks alike. */
export const DATADOG_TAGS: FieldTagStyle = { bareKeys: true, reservedInValue: /,/ };

const DATADOG: LineGrammar = {
  ...PLAIN,
  kinds: ALL_KINDS,
  fieldTags: DATADOG_TAGS,
  packing: 'values',
  packed: NUMBER_KINDS,
  signedGauges: 'absolute',
  extras: true,
};

export const GRAMMARS: Readonly<Record<WireDialect, LineGrammar>> = {
  statsd: { ...PLAIN, fieldTags: { bareKeys: true, reservedInValue: /[,;]/ } },
  plain: PLAIN,
  datadog: DATADOG,
  telegraf: {
    ...PLAIN,
    kinds: kinds('counter', 'gauge', 'timer', 'histogram', 'set'),
    reservedInName: /[:@#,=\\ ]/,
    nameTags: {
      open: ',',
      between: ',',
      close: '',
      reservedInKey: /[:@#,=\\ ]/,
      reservedInValue: /[:, ]|\\$/,
    },
    packing: 'samples',
    packed: ALL_KINDS,
  },
  graphite: {
    ...PLAIN,
    reservedInName: /[:@#; ]/,
    nameTags: { open: ';', between: ';', close: '', reservedInKey: /[:;!^= ]/, reservedInValue: /[;: ]|^~/ },
  },
  prometheus: {
    ...PLAIN,
    kinds: NUMBER_KINDS,
    fieldTags: { bareKeys: false, reservedInValue: /,/ },
    packing: 'values',
    packed: kinds('timer', 'histogram', 'distribution'),
  },
  librato: {
    ...PLAIN,
    reservedInName: /[:@#,= ]/,
    nameTags: { open: '#', between: ',', close: '', reservedInKey: /[:@#,= ]/, reservedInValue: /[,: ]/ },
  },
  signalfx: {
    ...PLAIN,
    reservedInName: /[:@#[\],= ]/,
    nameTags: { open: '[', between: ',', close: ']', reservedInKey: /[:@#[\],= ]/, reservedInValue: /[[\],: ]/ },
  },
  flyte: {
    ...PLAIN,
    nameTags: { open: '.__', between: '.__', close: '', reservedInKey: /[.=: ]/, reservedInValue: /[.:]/ },
  },
  sprockets: { ...PLAIN, kinds: kinds('counter', 'gauge', 'timer'), kindInName: true },
  appfirst: {
    ...PLAIN,
    kinds: kinds('counter', 'gauge', 'timer'),
    packing: 'commas',
    packed: kinds('timer'),
    signedGauges: 'absolute',
    whole: true,
    rates: false,
    gaugeTime: true,
  },
};

/** For lines whose dialect is not told and whose name holds no tags: all that the dialects with tags after `|#` or none know. */
export const OPEN_GRAMMAR: LineGrammar = { ...DATADOG, signedGauges: 'found' };
