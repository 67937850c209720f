export interface NewOrder {
  readonly item: string;
  readonly channel: 'web' | 'app';
}

export interface Order extends NewOrder {
  readonly id: number;
}
