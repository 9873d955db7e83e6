import { type KeyboardEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "@/kit/Icon";
import { Circle } from "./Circle";
import { FieldRights } from "./FieldRights";
import { type Cell, HeadMenu } from "./HeadMenu";
import {
  type Catalogue,
  DEPTHS,
  depthAt,
  depthsOf,
  type Giving,
  nextDepth,
  type RightsObject,
  setDepth,
  type Table,
  type Word,
} from "./rights";

interface Props {
  catalogue: Catalogue;
  object: RightsObject;
  role: Giving;
  saved: Giving;
  template: Giving | null;
  readOnly: boolean;
  /** The one circle that Tab reaches: "object privilege". */
  active: string;
  onActive: (place: string) => void;
  onMenu: (cell: Cell, anchor: HTMLElement) => void;
  onGrants: (grants: Table) => void;
  onFields: (fields: Table) => void;
}

/** One circle. */
function DepthCell({ privilege, ...props }: Props & { privilege: Word }) {
  const { t } = useTranslation();
  const { catalogue, object, role, saved, template, readOnly } = props;
  const { name, label } = privilege;
  if (object.absent.includes(name))
    return (
      <span
        className="al na"
        role="img"
        aria-label={t("rights.absent", { object: object.title, right: label })}
      >
        –
      </span>
    );
  const { depth, from } = depthAt(role, object, name);
  const word = catalogue.depths.find((one) => one.name === depth)?.label ?? depth;
  const told = from === "rest" && !object.named ? t("rights.by_rest", { depth: word }) : word;
  const unlike = template !== null && depthAt(template, object, name).depth !== depth;
  const fresh = depthAt(saved, object, name).depth !== depth;
  const classes = ["al", from === "set" ? "" : "inh", unlike ? "ch" : "", fresh ? "new" : ""];
  const title = fresh ? `${told} · ${t("rights.not_saved")}` : told;
  const shown = {
    className: classes.filter(Boolean).join(" "),
    "aria-label": `${object.title}, ${label}: ${title}`,
    title,
    children: <Circle depth={depth} />,
  };
  if (readOnly || from === "fixed") return <span {...shown} role="img" />;
  const place = `${object.name} ${name}`;
  const set = (next: (typeof DEPTHS)[number] | null) =>
    props.onGrants(setDepth(role.grants, [[object, name]], next));
  const onKeyDown = (event: KeyboardEvent) => {
    const wanted = /^[0-4]$/.test(event.key) ? DEPTHS[Number(event.key)] : undefined;
    const back = event.key === "Backspace" || event.key === "Delete";
    if (!back && (!wanted || !depthsOf(object).includes(wanted))) return;
    event.preventDefault();
    event.stopPropagation();
    set(back ? null : (wanted ?? null));
  };
  return (
    <button
      {...shown}
      type="button"
      tabIndex={props.active === place ? 0 : -1}
      onFocus={() => props.onActive(place)}
      onClick={() => set(nextDepth(object, depth))}
      onKeyDown={onKeyDown}
      onContextMenu={(event) => {
        event.preventDefault();
        props.onMenu([object, name], event.currentTarget);
      }}
    />
  );
}

/** One object: its circles and, opened, the rights to its fields. */
export function MatrixRow(props: Props) {
  const { t } = useTranslation();
  const { catalogue, object, role, readOnly, onGrants } = props;
  const [open, setOpen] = useState(false);
  const limited = Object.keys(role.fields[object.name] ?? {}).length;
  return (
    <>
      <tr>
        <th scope="row">
          <span className="row g4 nw">
            {object.fields.length > 0 ? (
              <button
                type="button"
                className="mxo"
                aria-expanded={open}
                aria-label={t("rights.fields_of", { object: object.title })}
                title={t("rights.fields_of", { object: object.title })}
                onClick={() => setOpen(!open)}
              >
                <Icon name={open ? "chevron-down" : "chevron-right"} size="s" />
              </button>
            ) : (
              <span className="mxo" />
            )}
            <HeadMenu
              {...{ catalogue, role, onGrants, readOnly }}
              label={object.title}
              cells={catalogue.privileges.map(({ name }) => [object, name] as const)}
              whole={object.owned}
            />
            {limited > 0 && (
              <span className="mut3 sm" title={t("rights.limited", { count: limited })}>
                <Icon name="lock" size="s" />
              </span>
            )}
          </span>
        </th>
        {catalogue.privileges.map((one) => (
          <td key={one.name} data-l={one.label}>
            <DepthCell {...props} privilege={one} />
          </td>
        ))}
      </tr>
      {open && (
        <tr className="mxf">
          <td colSpan={catalogue.privileges.length + 1}>
            <FieldRights {...props} />
          </td>
        </tr>
      )}
    </>
  );
}
