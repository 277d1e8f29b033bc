import { productById } from '../../products.ts';

/** A product's picture as inline SVG. */
export function Picture({ productId }: { productId: string }) {
  const markup = productById(productId)?.picture() ?? '';
  return <span class="thumbnail" dangerouslySetInnerHTML={{ __html: markup }} />;
}
