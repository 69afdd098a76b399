import type { Inventory } from '../../inventory/model.ts';

/** A view of an inventory that several rules ask for, made when the first one does. */
export function once<View>(make: (inventory: Inventory) => View): (inventory: Inventory) => View {
  const made = new WeakMap<Inventory, { readonly view: View }>();
  return (inventory) => {
    const known = made.get(inventory) ?? { view: make(inventory) };
    made.set(inventory, known);
    return known.view;
  };
}
