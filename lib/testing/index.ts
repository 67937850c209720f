export { StatsCollector, type StatsCollectorOptions, type WaitForOptions } from '../collector/stats-collector';
export { TerminalView, type TerminalOutput, type TerminalViewOptions } from '../collector/terminal/terminal-view';
export { MemoryTransport } from '../transports/memory-transport';
export { FakeClock } from './fake-clock';
export { RecordedStats } from './recorded-stats';
export { StatsTestingModule, type StatsTestingOptions } from './stats-testing.module';
export { statsMatchers, type StatsMatchers } from './stats-matchers';
