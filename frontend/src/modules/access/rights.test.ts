import { expect, test } from "vitest";
import {
  changesOf,
  depthAt,
  differences,
  fieldAt,
  fieldDiffers,
  nextDepth,
  type RightsObject,
  type Role,
  restObject,
  seesAny,
  setDepth,
  setField,
} from "./rights";

const deal: RightsObject = { ...restObject("Deals"), name: "sales.deal", absent: ["print"] };
const product: RightsObject = { ...restObject("Products"), name: "catalog.product", owned: false };
const unit: RightsObject = { ...product, name: "access.unit", open: true, named: true };
const rest = restObject("Everything else");
const role: Role = {
  name: "Seller",
  level: 10,
  administrator: false,
  grants: { "*": { read: "unit", export: "organisation" }, "sales.deal": { write: "own" } },
  fields: {},
};

test("what is not named is as everything else, and nothing where there is no owner", () => {
  expect(depthAt(role, deal, "write")).toEqual({ depth: "own", from: "set" });
  expect(depthAt(role, deal, "read")).toEqual({ depth: "unit", from: "rest" });
  expect(depthAt(role, product, "read")).toEqual({ depth: "none", from: "rest" });
  expect(depthAt(role, product, "export")).toEqual({ depth: "organisation", from: "rest" });
  expect(depthAt(role, unit, "read")).toEqual({ depth: "organisation", from: "fixed" });
  expect(depthAt(role, unit, "export")).toEqual({ depth: "none", from: "rest" });
  expect(depthAt({ ...role, administrator: true }, deal, "delete").from).toBe("fixed");
});

test("circles step through the depths an object knows", () => {
  expect(nextDepth(deal, "subunits")).toBe("organisation");
  expect(nextDepth(deal, "organisation")).toBe("none");
  expect(nextDepth(product, "none")).toBe("organisation");
});

test("a whole column is set where it means something", () => {
  const column = [rest, deal, product, unit].map((one) => [one, "read"] as [RightsObject, string]);
  const narrow = setDepth(role.grants, column, "own");
  expect(narrow["*"]?.read).toBe("own");
  expect(narrow["sales.deal"]).toEqual({ write: "own", read: "own" });
  expect(narrow["catalog.product"]).toBeUndefined();
  const wide = setDepth(role.grants, column, "organisation");
  expect(wide["catalog.product"]).toEqual({ read: "organisation" });
  expect(wide["access.unit"]).toBeUndefined();
  expect(setDepth(role.grants, [[deal, "print"]], "own")).toBe(role.grants);
});

test("an entry that is taken back leaves nothing behind", () => {
  const grants = setDepth(role.grants, [[deal, "write"]], null);
  expect(grants).toEqual({ "*": role.grants["*"] });
  expect(setField({ a: { b: "none" } }, "a", "b", null)).toEqual({});
  expect(role.grants["sales.deal"]).toEqual({ write: "own" });
});

test("the order of entries is no change", () => {
  const turned = {
    ...role,
    grants: { "sales.deal": { write: "own" }, "*": role.grants["*"] ?? {} },
  };
  expect(changesOf(role, turned)).toEqual({});
  expect(changesOf(role, { ...turned, level: 5 })).toEqual({ level: 5 });
});

test("roles are compared by what they come to, not by how it is written", () => {
  const same: Role = {
    ...role,
    grants: { ...role.grants, "sales.deal": { write: "own", read: "unit" } },
  };
  const words = { depth: (d: string) => d, right: (r?: string) => r ?? "-" };
  const known = { privileges: ["read", "write"].map((name) => ({ name, label: name })) };
  expect(differences(role, same, [rest, deal, product], known, words)).toEqual([]);
  const other = { ...same, grants: { "*": { read: "unit" }, "sales.deal": { write: "unit" } } };
  expect(differences(role, other, [deal], known, words)).toEqual([
    { key: "sales.deal.write", object: "Deals", what: "write", before: "own", after: "unit" },
  ]);
});

test("a module is seen when anything in it is read or made", () => {
  expect(seesAny(role, [product])).toBe(false);
  expect(seesAny(role, [product, deal])).toBe(true);
});

test("finds an administrator unlike others only on fields that they do not see", () => {
  const cost = { name: "cost", label: "Cost", nature: "none" as const };
  const all = fieldAt({ ...role, administrator: true }, deal, cost);
  const said = (right: string) =>
    fieldAt({ ...role, fields: { [deal.name]: { cost: right } } }, deal, cost);
  expect(fieldDiffers(all, fieldAt(role, deal, cost), cost)).toBe(true);
  expect(fieldDiffers(said("none"), all, cost)).toBe(true);
  expect(fieldDiffers(all, said("read"), cost)).toBe(false);
  expect(fieldDiffers(all, all, cost)).toBe(false);
  expect(fieldDiffers(said("read"), said("write"), cost)).toBe(true);
});
