import { ConflictException, Injectable, type OnModuleInit } from '@nestjs/common';
import { StatsService } from 'nestjs-stats';

const FULL = 40;
const PRICES: Readonly<Record<string, number>> = { tea: 4.5, cake: 3.2, cup: 12 };

/** Keeps the stock on hand, and shows it as a gauge that is read at every flush. */
@Injectable()
export class Warehouse implements OnModuleInit {
  private readonly stock = new Map(Object.keys(PRICES).map((item) => [item, FULL]));

  constructor(private readonly stats: StatsService) {}

  onModuleInit(): void {
    for (const item of this.stock.keys()) {
      this.stats.observe('stock.on_hand', () => this.stock.get(item) ?? 0, { item });
    }
  }

  /** Takes one piece; says what it costs. */
  take(item: string): number {
    const onHand = this.stock.get(item) ?? 0;
    if (onHand === 0) {
      this.stats.incr('stock.sold_out', 1, { item });
      throw new ConflictException(`There is no ${item} left`);
    }
    this.stock.set(item, onHand - 1);
    return PRICES[item] ?? 0;
  }

  /** Fills the shelves; says how many pieces that took. */
  restock(): number {
    let pieces = 0;
    for (const [item, onHand] of this.stock) {
      pieces += FULL - onHand;
      this.stock.set(item, FULL);
    }
    return pieces;
  }
}
