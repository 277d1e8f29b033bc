import { clock, planter, vase } from './pictures/decor.ts';
import { arcLamp, pendant, tableLamp } from './pictures/lighting.ts';
import { cushion, loungeChair, stool } from './pictures/seating.ts';
import { bowl, mugs, teapot } from './pictures/tableware.ts';

export type Category = 'lighting' | 'seating' | 'tableware' | 'decor';

export const CATEGORY_NAMES: Record<Category, string> = {
  lighting: 'Lighting',
  seating: 'Seating',
  tableware: 'Tableware',
  decor: 'Decor',
};

export interface Product {
  id: string;
  name: string;
  category: Category;
  priceCents: number;
  /** Average of the customers' stars, 0 to 5. */
  rating: number;
  reviewCount: number;
  /** One line under the name. */
  tagline: string;
  description: string;
  details: [term: string, value: string][];
  badge?: string;
  picture(): string;
}

export const PRODUCTS: readonly Product[] = [
  {
    id: 'arc-lamp',
    name: 'Bue floor lamp',
    category: 'lighting',
    priceCents: 24900,
    rating: 4.8,
    reviewCount: 214,
    tagline: 'Brushed brass on a marble foot',
    description:
      'A long, calm curve that brings light over the sofa without a cable across the ceiling. The shade turns, the dimmer sits in the foot, and the marble keeps it where it is.',
    details: [
      ['Height', '182 cm'],
      ['Reach', '96 cm'],
      ['Light', '2,700 K, dimmable'],
      ['Weight', '11.4 kg'],
    ],
    badge: 'Bestseller',
    picture: arcLamp,
  },
  {
    id: 'table-lamp',
    name: 'Boletus table lamp',
    category: 'lighting',
    priceCents: 12900,
    rating: 4.6,
    reviewCount: 168,
    tagline: 'Opal glass, terracotta stem',
    description:
      'Soft enough to read by and small enough for a window sill. Mouth-blown opal glass rests on a stem of glazed terracotta; tap the cap to dim it.',
    details: [
      ['Height', '34 cm'],
      ['Diameter', '28 cm'],
      ['Light', '2,400 K, three steps'],
      ['Cable', 'Linen, 2 m'],
    ],
    picture: tableLamp,
  },
  {
    id: 'pendant',
    name: 'Kupol pendant',
    category: 'lighting',
    priceCents: 16900,
    rating: 4.7,
    reviewCount: 96,
    tagline: 'Spun steel in forest green',
    description:
      'One sheet of steel, spun by hand and enamelled inside in warm white, so that the light falls where the table is and nowhere else.',
    details: [
      ['Diameter', '46 cm'],
      ['Drop', 'Up to 180 cm'],
      ['Light', 'E27, up to 15 W LED'],
      ['Finish', 'Powder coat'],
    ],
    picture: pendant,
  },
  {
    id: 'lounge-chair',
    name: 'Fjell lounge chair',
    category: 'seating',
    priceCents: 58900,
    rating: 4.9,
    reviewCount: 327,
    tagline: 'Solid oak, channelled wool',
    description:
      'Built for the second hour of a book. Oiled oak, webbing that gives a little, and a wool from one mill that has woven it since 1887. Covers come off and can be washed.',
    details: [
      ['Width', '78 cm'],
      ['Seat height', '41 cm'],
      ['Cover', '92 % wool'],
      ['Frame', 'FSC oak, oiled'],
    ],
    badge: 'New colour',
    picture: loungeChair,
  },
  {
    id: 'stool',
    name: 'Tri stool',
    category: 'seating',
    priceCents: 14500,
    rating: 4.5,
    reviewCount: 71,
    tagline: 'Three legs never wobble',
    description:
      'Turned from one ash board. A seat, a bedside table, a step to the top shelf. It stacks, and it is sanded to be sat on.',
    details: [
      ['Height', '45 cm'],
      ['Seat', '36 cm'],
      ['Wood', 'Ash, soaped'],
      ['Carries', '140 kg'],
    ],
    picture: stool,
  },
  {
    id: 'cushion',
    name: 'Dune cushion',
    category: 'seating',
    priceCents: 4200,
    rating: 4.4,
    reviewCount: 143,
    tagline: 'Woven stripes, feather filled',
    description:
      'Thick cotton, woven rather than printed, so both sides are the right side. The filling comes from recycled down.',
    details: [
      ['Size', '50 x 50 cm'],
      ['Cover', 'Cotton'],
      ['Filling', 'Recycled down'],
      ['Care', '40 °C'],
    ],
    picture: cushion,
  },
  {
    id: 'bowl',
    name: 'Ripple bowl',
    category: 'tableware',
    priceCents: 4800,
    rating: 4.7,
    reviewCount: 88,
    tagline: 'Stoneware, thrown in rings',
    description:
      'Big enough for lemons, wide enough for a salad for six. The rings are the marks of the hand that threw it; no two are alike.',
    details: [
      ['Diameter', '31 cm'],
      ['Holds', '3.4 l'],
      ['Glaze', 'Lead free'],
      ['Care', 'Dishwasher'],
    ],
    picture: bowl,
  },
  {
    id: 'mugs',
    name: 'Morning mugs, set of 2',
    category: 'tableware',
    priceCents: 3600,
    rating: 4.8,
    reviewCount: 412,
    tagline: 'A handle for the whole hand',
    description:
      'One in dusk blue, one in cream. Thick at the bottom to keep the coffee warm, thin at the lip, with room for three fingers.',
    details: [
      ['Holds', '320 ml each'],
      ['Height', '10 cm'],
      ['Material', 'Stoneware'],
      ['Care', 'Dishwasher, microwave'],
    ],
    badge: 'Bestseller',
    picture: mugs,
  },
  {
    id: 'teapot',
    name: 'Sencha teapot',
    category: 'tableware',
    priceCents: 7800,
    rating: 4.6,
    reviewCount: 59,
    tagline: 'Cast iron, bamboo handle',
    description:
      'Cast in sand, enamelled inside, and heavy enough to keep a litre hot through a long talk. The sieve lifts out.',
    details: [
      ['Holds', '1.1 l'],
      ['Weight', '2.1 kg'],
      ['Inside', 'Enamel'],
      ['Hob', 'All but microwave'],
    ],
    picture: teapot,
  },
  {
    id: 'vase',
    name: 'Lune vase',
    category: 'decor',
    priceCents: 6400,
    rating: 4.5,
    reviewCount: 102,
    tagline: 'Matte glaze, narrow neck',
    description:
      'Round as a full moon, with a neck that holds three stems upright without a frog. It looks finished when it is empty, too.',
    details: [
      ['Height', '27 cm'],
      ['Opening', '4 cm'],
      ['Glaze', 'Matte ivory'],
      ['Watertight', 'Yes'],
    ],
    picture: vase,
  },
  {
    id: 'planter',
    name: 'Terra planter',
    category: 'decor',
    priceCents: 5200,
    rating: 4.3,
    reviewCount: 64,
    tagline: 'Unglazed, so roots can breathe',
    description:
      'Terracotta from one clay pit, fired slowly, with a saucer. It darkens when the plant has had enough. Rubber fig not included.',
    details: [
      ['Diameter', '24 cm'],
      ['Height', '22 cm'],
      ['Drain', 'Yes, with saucer'],
      ['Outdoors', 'To -5 °C'],
    ],
    picture: planter,
  },
  {
    id: 'clock',
    name: 'Quarter clock',
    category: 'decor',
    priceCents: 9500,
    rating: 4.7,
    reviewCount: 133,
    tagline: 'Silent movement, oak rim',
    description:
      'A clock that does not tick. The second hand sweeps, the quarters are easy to read from across the room, and one battery lasts two years.',
    details: [
      ['Diameter', '32 cm'],
      ['Movement', 'Silent sweep'],
      ['Rim', 'Steam-bent oak'],
      ['Battery', '1 x AA'],
    ],
    badge: 'Back in stock',
    picture: clock,
  },
];

export function productById(id: string): Product | undefined {
  return PRODUCTS.find((product) => product.id === id);
}

/** `24900` is shown as `€249`, `3650` as `€36.50`. */
export function priceText(cents: number): string {
  const euros = cents / 100;
  return `€${euros.toLocaleString('en-GB', { minimumFractionDigits: Number.isInteger(euros) ? 0 : 2, maximumFractionDigits: 2 })}`;
}
