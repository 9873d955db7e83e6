import type { ReactNode } from "react";

export interface GridColumn<Row> {
  id: string;
  title: string;
  width: number;
  /** How far it may give way when there is little room, in pixels; absent: not at all. */
  least?: number;
  right?: boolean;
  sortable?: boolean;
  render: (row: Row) => ReactNode;
}

export interface GridSort {
  column: string;
  descending: boolean;
}

/** A cell by its row's place and its column. */
export interface GridPlace {
  row: number;
  column: string;
}

export interface GridLabels {
  /** Name of the box that selects all loaded rows. */
  selectAll: string;
  /** Name of a row's box, given the row's name. */
  select: (name: string) => string;
  resize: (column: string) => string;
}

export interface GridProps<Row> {
  id: string;
  label: string;
  columns: GridColumn<Row>[];
  rows: Row[];
  /** Rows in all, for assistive technology; unknown: -1. */
  total: number;
  rowId: (row: Row) => string;
  rowName: (row: Row) => string;
  rowHeight: number;
  sort: GridSort | null;
  onSort: (column: string) => void;
  onResize: (column: string, width: number) => void;
  current: number;
  onCurrent: (row: number, column?: string) => void;
  currentColumn: string | null;
  isSelected: (id: string) => boolean;
  /** `range`: everything from the row chosen last up to this one. */
  onSelect: (row: number, range: boolean) => void;
  /** All loaded rows, some, or none are selected. */
  selection: "all" | "some" | "none";
  onSelectAll: () => void;
  /** The place being edited and what is drawn there. */
  editing: GridPlace | null;
  onEdit: (place: GridPlace) => void;
  renderEditor: (row: Row, column: string) => ReactNode;
  /** Called when the last loaded rows come into sight. */
  onEnd: () => void;
  /** What stands above a row that begins a group; null in the midst of one. */
  headOf?: ((row: number) => ReactNode) | undefined;
  /** Restored when the list is shown again. */
  scrollTop: number;
  onScroll: (top: number) => void;
  labels: GridLabels;
  /** Called for a row under the pointer, so that its record can be read ahead. */
  onPoint?: ((row: Row) => void) | undefined;
  foot?: ReactNode;
}

/** Columns never become narrower than their head can be grabbed, in pixels. */
export const NARROWEST = 56;
/** Height of the head of a group, in pixels. */
export const GROUP = 28;
/** Width of the column of boxes, in pixels. */
export const BOX = 34;
