import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ContactValue, Field, Kind, Rec } from "@/api/types";
import { tellProblem } from "@/app/errors";
import { IconButton } from "@/kit/Button";
import { toast } from "@/kit/toasts";
import { hrefOf, isOutside, kindLabel } from "../values/contacts";

const KINDS = new Set<Kind>(["phones", "emails", "sites", "messengers", "addresses"]);

export function isContacts(field: Field): boolean {
  return KINDS.has(field.kind);
}

/** Puts a text on the clipboard and says so. */
export function useCopy(): (text: string) => void {
  const { t } = useTranslation();
  return (text) => {
    navigator.clipboard
      .writeText(text)
      .then(() => toast(t("card.copied", { value: text })), tellProblem);
  };
}

/** A long address breaks after its @, where people read it so. */
function broken(text: string): ReactNode {
  const at = text.indexOf("@") + 1;
  if (at === 0) return text;
  return (
    <>
      {text.slice(0, at)}
      <wbr />
      {text.slice(at)}
    </>
  );
}

/** Phones, mails and the like of a card: each can be called, written to and copied. */
export function ContactList({ field, value }: { field: Field; value: unknown }) {
  const { t } = useTranslation();
  const copy = useCopy();
  const items = value as ContactValue[];
  // A kind tells several values apart; of one it would only take room.
  const several = items.length > 1;
  return (
    <ul className="contacts">
      {items.map((item) => {
        const text = item.show ?? item.value;
        const href = hrefOf(field.kind, item.value, item.kind);
        const outside = isOutside(field.kind) ? { target: "_blank", rel: "noreferrer" } : {};
        return (
          <li key={`${item.kind} ${item.value}`} className="row g4">
            {href ? (
              <a href={href} {...outside}>
                {broken(text)}
              </a>
            ) : (
              <span>{text}</span>
            )}
            {several && item.kind && (
              <span className="mut3 sm nw">{kindLabel(field, item.kind)}</span>
            )}
            <IconButton
              small
              className="fcopy"
              icon="copy"
              label={t("card.copy", { value: text })}
              onClick={() => copy(text)}
            />
          </li>
        );
      })}
    </ul>
  );
}

/** Phones and addresses of a linked client, under its name. */
export function LinkedContacts({ fields, record }: { fields: Field[]; record: Rec }) {
  const shown = fields.filter(
    (field) =>
      (field.kind === "phones" || field.kind === "emails") &&
      ((record[field.name] as ContactValue[] | undefined)?.length ?? 0) > 0,
  );
  return shown.map((field) => (
    <ContactList key={field.name} field={field} value={record[field.name]} />
  ));
}
