/** A box in CSS pixels of the customer's viewport. */
export interface MarkBox {
  xCssPx: number;
  yCssPx: number;
  widthCssPx: number;
  heightCssPx: number;
}
