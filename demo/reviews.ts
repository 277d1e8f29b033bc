export interface Review {
  stars: number;
  title: string;
  text: string;
  when: string;
}

/** Shown under every product: long enough that the list scrolls. */
export const REVIEWS: readonly Review[] = [
  {
    stars: 5,
    title: 'Better than the pictures',
    text: 'Heavier than I thought, in a good way. It looks as if it had always stood there.',
    when: '3 days ago',
  },
  {
    stars: 5,
    title: 'They answered the phone',
    text: 'I could not find the voucher field. Someone looked at the page with me and pointed. Two minutes.',
    when: '1 week ago',
  },
  {
    stars: 4,
    title: 'Lovely, one scratch',
    text: 'A small scratch on the underside. They offered a new one or ten euros back; I kept it.',
    when: '2 weeks ago',
  },
  {
    stars: 5,
    title: 'Third one',
    text: 'One for each room now. The finish of the newest is a shade warmer than the first.',
    when: '3 weeks ago',
  },
  {
    stars: 3,
    title: 'Took eight days',
    text: 'The piece is fine. Delivery was not two to four days, more like eight.',
    when: '1 month ago',
  },
  {
    stars: 5,
    title: 'My mother wants it',
    text: 'She has visited twice since and both times left with a picture of it.',
    when: '1 month ago',
  },
  { stars: 4, title: 'Good packaging', text: 'No foam anywhere. The box is now a cat house.', when: '2 months ago' },
  {
    stars: 5,
    title: 'Repaired for free',
    text: 'A switch failed after three years. Sent it in, came back in a week, with a note.',
    when: '3 months ago',
  },
  {
    stars: 4,
    title: 'As described',
    text: 'Measures are right to the millimetre, which matters in my kitchen.',
    when: '4 months ago',
  },
];
