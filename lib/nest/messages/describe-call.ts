import type { ExecutionContext } from '@nestjs/common';
import type { Tags } from '../../common/tags';
import { patternText } from './pattern-text';

/** What is recorded of a call that is no HTTP request. */
export interface CallDescription {
  readonly name: string;
  readonly tags: Tags;
}

/** Where Nest's packages keep what `@MessagePattern`, `@EventPattern` and `@SubscribeMessage` were given. */
const PATTERN_METADATA = 'microservices:pattern';
const MESSAGE_METADATA = 'message';

/** `undefined` for contexts that are unknown here, and for fields of GraphQL that are not at the root. */
export function describeCall(context: ExecutionContext): CallDescription | undefined {
  switch (context.getType<string>()) {
    case 'rpc':
      return { name: 'rpc.server.call.duration', tags: { pattern: patternOf(context) } };
    case 'ws':
      return { name: 'ws.server.message.duration', tags: { event: eventOf(context) } };
    case 'graphql':
      return describeField(context);
    default:
      return undefined;
  }
}

/**
 * The pattern as it is written in the code: with wildcards the subject of a message is something else each time. Of several
 * it is the one that the message came by, where the transport tells.
 */
function patternOf(context: ExecutionContext): string {
  const written = Reflect.getMetadata(PATTERN_METADATA, context.getHandler()) as unknown;
  const patterns = (Array.isArray(written) ? written : [written]).map(patternText);
  if (patterns.length === 1 && patterns[0] !== undefined) {
    return patterns[0];
  }
  const { getPattern } = Object(context.switchToRpc().getContext()) as { getPattern?: () => unknown };
  const actual = typeof getPattern === 'function' ? normalized(context.switchToRpc().getContext()) : undefined;
  return patterns.find((pattern) => pattern === actual) ?? patterns[0] ?? 'unknown';
}

/** On the wire a pattern that is no text is JSON. */
function normalized(context: { getPattern(): unknown }): string {
  const pattern = context.getPattern();
  try {
    return patternText(typeof pattern === 'string' && pattern.startsWith('{') ? JSON.parse(pattern) : pattern);
  } catch {
    return patternText(pattern);
  }
}

function eventOf(context: ExecutionContext): string {
  return patternText(Reflect.getMetadata(MESSAGE_METADATA, context.getHandler()) ?? 'unknown');
}

interface ResolveInfo {
  readonly fieldName: string;
  readonly path: { readonly prev?: unknown };
  readonly operation: { readonly operation: string };
}

function describeField(context: ExecutionContext): CallDescription | undefined {
  const info = context.getArgByIndex<ResolveInfo | undefined>(3);
  if (info?.operation === undefined || info.path.prev !== undefined) {
    return undefined;
  }
  return {
    name: 'graphql.server.operation.duration',
    tags: { type: info.operation.operation, field: info.fieldName },
  };
}
