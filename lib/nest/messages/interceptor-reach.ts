import type { OnApplicationBootstrap } from '@nestjs/common';
import type { ModuleRef, ModulesContainer } from '@nestjs/core';
import { NEST_MAJOR } from '../module/nest-major';
import type { StatsLogger } from '../module/stats-logger';
import { StatsInterceptor } from '../stats.interceptor';
import { uncoveredControllers, uncoveredGateways } from './uncovered-classes';

interface ApplicationConfig {
  getGlobalInterceptors(): unknown[];
}

/** Warns of classes whose messages the global interceptor does not see, at the start. */
export class InterceptorReach implements OnApplicationBootstrap {
  private readonly config: ApplicationConfig | undefined;
  private isHttp = false;
  private isShared = false;

  constructor(
    moduleRef: ModuleRef,
    private readonly modules: ModulesContainer,
    private readonly logger: StatsLogger,
  ) {
    // Not public: without it there is no warning of hybrid applications.
    this.config = (moduleRef as unknown as { container?: { applicationConfig?: ApplicationConfig } }).container
      ?.applicationConfig;
    this.watchConfig();
  }

  /** To be called when an application with HTTP begins to start: what was connected before has its handlers by now. */
  httpStarts(): void {
    this.isHttp = true;
    delete (this.config as Partial<ApplicationConfig> | undefined)?.getGlobalInterceptors;
  }

  onApplicationBootstrap(): void {
    if (NEST_MAJOR < 12) {
      const gateways = uncoveredGateways(this.modules, StatsInterceptor);
      if (gateways.length > 0) {
        this.logger.warn(
          `Messages of ${gateways.join(', ')} are not recorded: Nest ${NEST_MAJOR} gives gateways no global interceptors. ` +
            `Give the classes @UseInterceptors(StatsInterceptor).`,
        );
      }
    }
    if (this.isHttp && this.config !== undefined && !this.isShared && this.hasMicroservice()) {
      const controllers = uncoveredControllers(this.modules, StatsInterceptor);
      if (controllers.length > 0) {
        this.logger.warn(
          `Messages of ${controllers.join(', ')} are not recorded: a connected microservice has no global interceptors. ` +
            `Give connectMicroservice() the option inheritAppConfig: true, or the classes @UseInterceptors(StatsInterceptor).`,
        );
      }
    }
  }

  /** Whether one is connected and has its handlers. Nest 10 does not tell. */
  private hasMicroservice(): boolean {
    if (!('getRpcTargetRegistry' in this.modules)) {
      return true;
    }
    let isThere = false;
    const look = (server: { getHandlers?(): ReadonlyMap<string, unknown> }): void => {
      isThere ||= (server.getHandlers?.().size ?? 0) > 0;
    };
    this.modules.getRpcTargetRegistry<object>().subscribe(look).unsubscribe();
    return isThere;
  }

  /** A microservice that shares the configuration of the application asks it for interceptors when it is connected. */
  private watchConfig(): void {
    const { config } = this;
    if (config !== undefined) {
      config.getGlobalInterceptors = (): unknown[] => {
        this.isShared = true;
        return (Object.getPrototypeOf(config) as ApplicationConfig).getGlobalInterceptors.call(config);
      };
    }
  }
}
