import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "@/kit/Button";
import { Icon } from "@/kit/Icon";
import { TextInput } from "@/kit/inputs";
import type { Dragging } from "../board/use-dragging";
import { KIND_ICONS } from "../shaping/kinds";
import { type Arranging, placeable } from "./arranging";
import { mark } from "./drops";
import { placedNames, putField } from "./model";

interface Props {
  arranging: Arranging;
  dragging: Dragging | null;
  /** Opens the making of a field; left out for who may not. */
  onShape: (() => void) | undefined;
}

/** The fields that the form does not show; from here they are dragged in. */
export function Rest({ arranging, dragging, onShape }: Props) {
  const { t } = useTranslation();
  const { object, history, move, tab } = arranging;
  const [typed, setTyped] = useState("");
  const laid = history.now;
  const placed = new Set(placedNames(laid));
  const rest = placeable(object).filter(({ name }) => !placed.has(name));
  const found = rest.filter(({ label }) => label.toLowerCase().includes(typed.toLowerCase()));
  const here = laid.tabs.find(({ id }) => id === tab) ?? laid.tabs[0];
  const last = here?.sections.at(-1);
  return (
    <aside
      className={dragging?.place === mark("rest") ? "lrest over" : "lrest"}
      aria-label={t("layouts.rest")}
      data-place={mark("rest")}
    >
      <h2>
        {t("layouts.rest")} <span className="n">{rest.length}</span>
      </h2>
      <TextInput
        aria-label={t("layouts.find")}
        placeholder={t("layouts.find")}
        value={typed}
        onValue={setTyped}
      />
      <ul>
        {found.map((field) => (
          <li key={field.name} data-card={mark("field", field.name)}>
            <Icon name={KIND_ICONS[field.kind] ?? "text"} size="s" />
            <span className="ell sp">{field.label}</span>
            {last && (
              <IconButton
                small
                icon="plus"
                label={t("layouts.put_in", { label: field.label })}
                onClick={() =>
                  move(
                    putField(history.latest(), field.name, {
                      section: last.id,
                      at: last.fields.length,
                    }),
                    field.name,
                  )
                }
              />
            )}
          </li>
        ))}
      </ul>
      <p className="help">{t(rest.length > 0 ? "layouts.rest_help" : "layouts.rest_none")}</p>
      {onShape && (
        <Button icon="plus" className="start" onClick={onShape}>
          {t("shape.new_field")}
        </Button>
      )}
    </aside>
  );
}
