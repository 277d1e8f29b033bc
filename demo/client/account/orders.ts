export interface Order {
  number: string;
  dateText: string;
  status: 'On its way' | 'Delivered' | 'Returned';
  lines: { productId: string; quantity: number }[];
  steps: { label: string; whenText: string; done: boolean }[];
}

const DELIVERED = (dates: string[]) => [
  { label: 'Ordered', whenText: dates[0] ?? '', done: true },
  { label: 'Packed', whenText: dates[1] ?? '', done: true },
  { label: 'Delivered', whenText: dates[2] ?? '', done: true },
];

export const ORDERS: readonly Order[] = [
  {
    number: '10482',
    dateText: '12 October',
    status: 'On its way',
    lines: [
      { productId: 'lounge-chair', quantity: 1 },
      { productId: 'cushion', quantity: 2 },
    ],
    steps: [
      { label: 'Ordered', whenText: '12 October, 09:14', done: true },
      { label: 'Packed', whenText: '13 October, 16:02', done: true },
      { label: 'At your door', whenText: 'Friday, 14:00 to 18:00', done: false },
    ],
  },
  {
    number: '10177',
    dateText: '3 September',
    status: 'Delivered',
    lines: [
      { productId: 'mugs', quantity: 2 },
      { productId: 'teapot', quantity: 1 },
    ],
    steps: DELIVERED(['3 September', '4 September', '7 September']),
  },
  {
    number: '9921',
    dateText: '21 June',
    status: 'Returned',
    lines: [{ productId: 'pendant', quantity: 1 }],
    steps: DELIVERED(['21 June', '22 June', '26 June']),
  },
];

/** What was spent in each of the last twelve months, oldest first, in cents. */
export const SPENDING: readonly { month: string; cents: number }[] = [
  { month: 'Nov', cents: 12900 },
  { month: 'Dec', cents: 31200 },
  { month: 'Jan', cents: 0 },
  { month: 'Feb', cents: 4800 },
  { month: 'Mar', cents: 14500 },
  { month: 'Apr', cents: 6400 },
  { month: 'May', cents: 0 },
  { month: 'Jun', cents: 16900 },
  { month: 'Jul', cents: 9500 },
  { month: 'Aug', cents: 3600 },
  { month: 'Sep', cents: 15000 },
  { month: 'Oct', cents: 67300 },
];
