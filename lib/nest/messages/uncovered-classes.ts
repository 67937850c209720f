import type { Type } from '@nestjs/common';
import type { ModulesContainer } from '@nestjs/core';
import { isSkipped } from '../decorators/skip-stats.decorator';

/** Where Nest's packages keep what decorators say of classes and handlers. */
const INTERCEPTORS_METADATA = '__interceptors__';
const GATEWAY_METADATA = 'websockets:is_gateway';
const HANDLER_METADATA = { messages: 'microservices:pattern', events: 'message' } as const;

/** Gateways that handle events no `interceptor` of their own stands before. */
export function uncoveredGateways(modules: ModulesContainer, interceptor: Type): string[] {
  const gateways = [...modules.values()]
    .flatMap((moduleRef) => [...moduleRef.providers.values()])
    .map(({ metatype }) => metatype)
    .filter((metatype): metatype is Type => typeof metatype === 'function' && isMarked(metatype, GATEWAY_METADATA));
  return uncovered(gateways, HANDLER_METADATA.events, interceptor);
}

/** Controllers that handle messages no `interceptor` of their own stands before. */
export function uncoveredControllers(modules: ModulesContainer, interceptor: Type): string[] {
  const controllers = [...modules.values()]
    .flatMap((moduleRef) => [...moduleRef.controllers.values()])
    .map(({ metatype }) => metatype)
    .filter((metatype): metatype is Type => typeof metatype === 'function');
  return uncovered(controllers, HANDLER_METADATA.messages, interceptor);
}

function uncovered(classes: Type[], handlerMetadata: string, interceptor: Type): string[] {
  const isCovered = (target: object): boolean => isSkipped(target) || stands(interceptor, target);
  const names = classes
    .filter((candidate) => !isCovered(candidate))
    .filter((candidate) => handlersOf(candidate, handlerMetadata).some((handler) => !isCovered(handler)))
    .map(({ name }) => name);
  return [...new Set(names)];
}

function stands(interceptor: Type, target: object): boolean {
  const interceptors = (Reflect.getMetadata(INTERCEPTORS_METADATA, target) ?? []) as unknown[];
  return interceptors.some((other) => other === interceptor || other instanceof interceptor);
}

function handlersOf(candidate: Type, handlerMetadata: string): object[] {
  const handlers: object[] = [];
  let prototype = candidate.prototype as object | null;
  while (prototype !== null && prototype !== Object.prototype) {
    for (const { value } of Object.values(Object.getOwnPropertyDescriptors(prototype))) {
      if (typeof value === 'function' && isMarked(value as object, handlerMetadata)) {
        handlers.push(value as object);
      }
    }
    prototype = Object.getPrototypeOf(prototype) as object | null;
  }
  return handlers;
}

function isMarked(target: object, metadata: string): boolean {
  return Reflect.hasMetadata(metadata, target);
}
