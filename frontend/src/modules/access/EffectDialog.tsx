import "./access.css";
import { useTranslation } from "react-i18next";
import { useFormat } from "@/app/format";
import { Button } from "@/kit/Button";
import { Dialog } from "@/kit/Dialog";
import { Icon } from "@/kit/Icon";
import { DEPTHS, type Effect, FIELD_RIGHTS } from "./rights";

interface Props {
  title: string;
  confirm: string;
  effect: Effect;
  saving: boolean;
  onConfirm: () => void;
  onCancel: () => void;
}

/** More lines of one object are folded. */
const FEW = 6;

type Part = Effect["objects"][number];

/** "write: own → unit", with an arrow up or down, for how many. */
function Line(props: {
  up: boolean;
  label: string;
  before: string;
  after: string;
  people: number;
}) {
  const { t } = useTranslation();
  return (
    <li className="row g4">
      <span className={props.up ? "pos" : "neg"}>
        <Icon name={props.up ? "chevron-up" : "chevron-down"} size="s" />
      </span>
      <span>
        {props.label}: <span className="mut">{props.before} →</span> {props.after}
      </span>
      <span className="sp" />
      <span className="mut3 sm nw">{t("rights.people", { count: props.people })}</span>
    </li>
  );
}

/** Every privilege and field that changes. */
function Lines({ part }: { part: Part }) {
  const { t } = useTranslation();
  return (
    <ul>
      {part.changes.map((one) => (
        <Line
          key={`${one.privilege}${one.before}${one.after}`}
          up={DEPTHS.indexOf(one.after) > DEPTHS.indexOf(one.before)}
          label={one.label}
          before={one.before_label}
          after={one.after_label}
          people={one.people}
        />
      ))}
      {part.fields.map((one) => (
        <Line
          key={`${one.field}${one.before}${one.after}`}
          up={FIELD_RIGHTS.indexOf(one.after) > FIELD_RIGHTS.indexOf(one.before)}
          label={t("rights.field", { field: one.label })}
          before={one.before_label}
          after={one.after_label}
          people={one.people}
        />
      ))}
    </ul>
  );
}

function ObjectPart({ part }: { part: Part }) {
  const { t } = useTranslation();
  const format = useFormat();
  const lines = part.changes.length + part.fields.length;
  return (
    <section className="efo">
      <h3 className="row g4">
        <Icon name={part.icon} size="s" />
        {part.title}
      </h3>
      {part.rows.length > 0 && (
        <ul>
          {part.rows.map(({ user, before, after }) => (
            <li key={user.id} className="row g4 sm mut">
              <Icon name="eye" size="s" />
              <span className="ell">{user.title}</span>
              <span className="sp" />
              <span className="nw">
                {t("rights.rows", { before: format.integer(before), after: format.integer(after) })}
              </span>
            </li>
          ))}
        </ul>
      )}
      {lines > FEW ? (
        <details>
          <summary>{t("rights.changed", { count: lines })}</summary>
          <Lines part={part} />
        </details>
      ) : (
        <Lines part={part} />
      )}
    </section>
  );
}

/** Who gains and who loses, before it is written. */
export default function EffectDialog(props: Props) {
  const { t } = useTranslation();
  const { people, objects } = props.effect;
  const more = people.count - people.named.length;
  return (
    <Dialog
      title={props.title}
      closeLabel={t("action.close")}
      isOpen
      onClose={props.onCancel}
      actions={
        <>
          <Button tone="primary" aria-disabled={props.saving} onClick={props.onConfirm}>
            {props.confirm}
          </Button>
          <Button onClick={props.onCancel}>{t("action.cancel")}</Button>
        </>
      }
    >
      <p>
        {t("rights.touches", { count: people.count })}{" "}
        {people.gain > 0 && <b className="pos">{t("rights.gain", { count: people.gain })}</b>}
        {people.gain > 0 && people.lose > 0 && ", "}
        {people.lose > 0 && <b className="neg">{t("rights.lose", { count: people.lose })}</b>}
      </p>
      <p className="mut efn">
        {people.named.map((one) => one.title).join(", ")}
        {more > 0 && ` ${t("rights.and_more", { count: more })}`}
      </p>
      {objects.map((part) => (
        <ObjectPart key={part.object} part={part} />
      ))}
    </Dialog>
  );
}
