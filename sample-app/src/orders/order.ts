export interface NewOrder {
  readonly item: string;
  readonly channel: 'web' | 'app';
  readonly customer: string;
}

export interface Order extends NewOrder {
  readonly id: number;
  readonly price: number;
}
