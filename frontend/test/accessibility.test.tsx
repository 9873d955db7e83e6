import { cleanup, render, screen } from "@testing-library/react";
import axe from "axe-core";
import { afterEach, expect, it } from "vitest";
import { Button, IconButton } from "../src/kit/Button";
import { Grid } from "../src/kit/grid/Grid";
import type { GridProps } from "../src/kit/grid/model";
import { Checkbox, Field, Segmented, Select, TextInput } from "../src/kit/inputs";
import { Tabs } from "../src/kit/Tabs";

interface Row {
  id: string;
  name: string;
}

const nothing = () => undefined;
const grid: GridProps<Row> = {
  id: "grid",
  label: "Companies",
  columns: [{ id: "name", title: "Name", width: 100, sortable: true, render: (row) => row.name }],
  rows: [{ id: "1", name: "A" }],
  total: 12_480,
  rowId: (row) => row.id,
  rowName: (row) => row.name,
  rowHeight: 32,
  sort: { column: "name", descending: true },
  onSort: nothing,
  onResize: nothing,
  current: 0,
  currentColumn: "name",
  onCurrent: nothing,
  isSelected: () => false,
  onSelect: nothing,
  selection: "some",
  onSelectAll: nothing,
  editing: null,
  onEdit: nothing,
  renderEditor: () => null,
  onEnd: nothing,
  scrollTop: 0,
  onScroll: nothing,
  labels: { selectAll: "Select all", select: (name) => `Select: ${name}`, resize: (name) => name },
};

function Kit() {
  return (
    <main>
      <h1>Kit</h1>
      <Button icon="plus">New</Button>
      <IconButton icon="bell" label="Notifications" count={4} />
      <Field label="Name" required error="Fill in">
        {(attributes) => <TextInput {...attributes} value="" onValue={nothing} />}
      </Field>
      <Field label="Group" help="For new ones">
        {(attributes) => (
          <Select
            {...attributes}
            value="a"
            onValue={nothing}
            choices={[{ value: "a", label: "A" }]}
          />
        )}
      </Field>
      <Checkbox aria-label="All" mixed checked={false} onValue={nothing} />
      <Segmented
        label="View"
        value="list"
        onValue={nothing}
        choices={[{ value: "list", label: "List", icon: "list" }]}
        iconsOnly
      />
      <Tabs label="Parts" tabs={[{ id: "a", label: "A" }]} selected="a" onSelect={nothing}>
        text
      </Tabs>
      <Grid {...grid} />
    </main>
  );
}

afterEach(cleanup);

it("gives every part of the kit a name, a role and its relations", async () => {
  const { container } = render(<Kit />);
  // Colours need a real browser; they are checked there.
  const found = await axe.run(container, { rules: { "color-contrast": { enabled: false } } });
  expect(found.violations.map((one) => `${one.id}: ${one.nodes[0]?.html}`)).toEqual([]);
});

it("tells how many rows there are in all, and which way they are sorted", () => {
  render(<Kit />);
  expect(screen.getByRole("grid").getAttribute("aria-rowcount")).toBe("12481");
  expect(screen.getByRole("columnheader", { name: /Name/ }).getAttribute("aria-sort")).toBe(
    "descending",
  );
});

it("ties a refusal to its field", () => {
  render(<Kit />);
  const field = screen.getByRole("textbox", { name: /Name/ });
  const note = document.getElementById(field.getAttribute("aria-describedby") ?? "");
  expect([field.getAttribute("aria-invalid"), note?.textContent]).toEqual(["true", "Fill in"]);
});
