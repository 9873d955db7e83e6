import type { Unit } from "./team-api";

export interface Branch extends Unit {
  level: number;
  below: Branch[];
  /** People of this unit and of all below it. */
  total: number;
}

/** The units as a tree, each with what hangs below it, in the order they come in. */
export function treeOf(units: readonly Unit[]): Branch[] {
  const known = new Set(units.map((one) => one.id));
  const grow = (parent: string | null, level: number): Branch[] =>
    units
      .filter((one) => (one.parent && known.has(one.parent) ? one.parent : null) === parent)
      .map((one) => {
        const below = grow(one.id, level + 1);
        const total = below.reduce((sum, next) => sum + next.total, one.people);
        return { ...one, level, below, total };
      });
  return grow(null, 1);
}

/** The branches that are seen, from the top down; closed ones hide what is below them. */
export function shownOf(tree: readonly Branch[], closed: ReadonlySet<string>): Branch[] {
  return tree.flatMap((one) => [one, ...(closed.has(one.id) ? [] : shownOf(one.below, closed))]);
}

/** The unit itself and all below it: none of them can become its parent. */
export function within(branch: Branch): Set<string> {
  return new Set([branch.id, ...branch.below.flatMap((one) => [...within(one)])]);
}
