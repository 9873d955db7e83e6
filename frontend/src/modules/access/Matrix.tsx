import {
  type KeyboardEvent,
  lazy,
  type ReactNode,
  type RefObject,
  Suspense,
  useRef,
  useState,
} from "react";
import { useTranslation } from "react-i18next";
import type { Depth } from "@/api/types";
import { type Cell, HeadMenu, useDepthMenu } from "./HeadMenu";
import { MatrixRow } from "./MatrixRow";
import {
  type Catalogue,
  depthAt,
  type Giving,
  type RightsModule,
  type RightsObject,
  seesAny,
  setDepth,
  type Table,
} from "./rights";

const MenuOverlay = lazy(() => import("@/kit/MenuOverlay"));

interface Props {
  catalogue: Catalogue;
  /** The row of everything else, and the modules with the objects that are shown. */
  rest: RightsObject | null;
  modules: RightsModule[];
  role: Giving;
  saved: Giving;
  template: Giving | null;
  readOnly: boolean;
  onGrants: (grants: Table) => void;
  onFields: (fields: Table) => void;
}

/** Moves the focus from circle to circle, over rows that have none. */
function move(from: HTMLElement, key: string): boolean {
  const cell = from.closest("td");
  const row = cell?.closest("tr");
  if (!cell || !row) return false;
  const at = [...row.children].indexOf(cell);
  const step = (one: Element | null | undefined): Element | null | undefined =>
    key === "ArrowRight" || key === "ArrowDown"
      ? one?.nextElementSibling
      : one?.previousElementSibling;
  const upright = key === "ArrowDown" || key === "ArrowUp";
  let next = step(upright ? row : cell);
  while (next) {
    const place = upright ? next.children[at] : next;
    const button = place?.querySelector<HTMLElement>("button.al");
    if (button) {
      button.focus();
      return true;
    }
    next = step(next);
  }
  return false;
}

/** The menu at a circle, by right click or the menu key. */
function CellMenu({
  cell,
  anchor,
  onClose,
  ...props
}: Props & { cell: Cell; anchor: HTMLElement; onClose: () => void }) {
  const { catalogue, role, onGrants } = props;
  const ref: RefObject<HTMLElement | null> = useRef(anchor);
  const set = (depth: Depth | null) => onGrants(setDepth(role.grants, [cell], depth));
  const menu = useDepthMenu(catalogue, set);
  const [object, privilege] = cell;
  const { depth, from } = depthAt(role, object, privilege);
  const label = catalogue.privileges.find((one) => one.name === privilege)?.label ?? privilege;
  return (
    <Suspense>
      <MenuOverlay
        label={`${object.title}: ${label}`}
        groups={menu(from === "rest" ? null : depth, object.owned)}
        placement="bottom start"
        anchor={ref}
        onClose={() => {
          onClose();
          anchor.focus();
        }}
      />
    </Suspense>
  );
}

/** Objects and privileges with a circle for each depth; arrows move, 0 to 4 and Space set. */
export function Matrix(props: Props) {
  const { catalogue, rest, modules, role, readOnly, onGrants } = props;
  const { t } = useTranslation();
  const [active, setActive] = useState("");
  const [menu, setMenu] = useState<{ cell: Cell; anchor: HTMLElement } | null>(null);
  const shown = [...(rest ? [rest] : []), ...modules.flatMap((one) => one.objects)];
  const names = catalogue.privileges.map((one) => one.name);
  const first = shown[0] ? `${shown[0].name} ${names[0]}` : "";
  const reachable = shown.some((one) => active.startsWith(`${one.name} `)) ? active : first;
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const target = event.target as HTMLElement;
    if (event.key.startsWith("Arrow") && target.matches("button.al") && move(target, event.key))
      event.preventDefault();
  };
  const columns = names.length + 1;
  const row = (object: RightsObject) => (
    <MatrixRow
      key={object.name}
      {...props}
      object={object}
      active={reachable}
      onActive={setActive}
      onMenu={(cell, anchor) => setMenu({ cell, anchor })}
    />
  );
  return (
    <>
      <table className="mx" aria-label={t("rights.matrix")} onKeyDown={onKeyDown}>
        <colgroup>
          <col className="mxo" />
          {names.map((name) => (
            <col key={name} />
          ))}
        </colgroup>
        <thead>
          <tr>
            <th scope="col">{t("rights.object")}</th>
            {catalogue.privileges.map(({ name, label }) => (
              <th key={name} scope="col">
                <HeadMenu
                  {...{ catalogue, role, onGrants, readOnly }}
                  label={label}
                  cells={shown.map((one) => [one, name] as const)}
                  narrow
                />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rest && row(rest)}
          {modules.map((module) => (
            <ModuleRows key={module.name} module={module} columns={columns} {...props}>
              {module.objects.map(row)}
            </ModuleRows>
          ))}
        </tbody>
      </table>
      {menu && <CellMenu {...props} {...menu} onClose={() => setMenu(null)} />}
    </>
  );
}

/** A module's heading, with whether the role sees anything of it, and its objects. */
function ModuleRows({
  module,
  columns,
  children,
  ...props
}: Props & { module: RightsModule; columns: number; children: ReactNode }) {
  const { t } = useTranslation();
  const { catalogue, role, readOnly, onGrants } = props;
  const cells = module.objects.flatMap((object) =>
    catalogue.privileges.map(({ name }) => [object, name] as const),
  );
  return (
    <>
      <tr className="gr">
        <th scope="rowgroup" colSpan={columns}>
          <HeadMenu
            {...{ catalogue, role, onGrants, readOnly }}
            label={module.title}
            cells={cells}
          />
          {!seesAny(role, module.objects) && (
            <span className="mut3 sm mxu">{t("rights.unseen")}</span>
          )}
        </th>
      </tr>
      {children}
    </>
  );
}
