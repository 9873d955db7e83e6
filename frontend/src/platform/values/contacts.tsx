import { useTranslation } from "react-i18next";
import type { ContactValue, Field, Kind } from "@/api/types";
import { Button, IconButton } from "@/kit/Button";
import { Select, TextInput } from "@/kit/inputs";
import type { EditProps, ShowProps, ValueKind } from "./kind";
import { TextFilter } from "./text";

const KNOWN_SCHEME = /^[a-z][a-z0-9+.-]*:/i;

/** Addresses under which messengers open a talk; a number or a name of the messenger's own form. */
function messengerHref(messenger: string, value: string): string | null {
  const number = /^\+\d{7,15}$/.test(value) ? value.slice(1) : null;
  const name = /^@?\w{3,64}$/.test(value) && !number ? value.replace("@", "") : null;
  if (messenger === "telegram") return number ? `https://t.me/+${number}` : hrefFor("t.me", name);
  if (messenger === "whatsapp") return hrefFor("wa.me", number);
  if (messenger === "vk") return hrefFor("vk.com", name);
  return null;
}

const hrefFor = (host: string, path: string | null) => (path ? `https://${host}/${path}` : null);

/** Where a click on a value leads: a call, a mail, a page, a talk. Only safe schemes. */
export function hrefOf(kind: Kind, value: string, sort = ""): string | null {
  if (kind === "messengers") return messengerHref(sort, value);
  if (kind === "phones") return `tel:${value}`;
  if (kind === "emails") return `mailto:${value}`;
  if (kind !== "sites") return null;
  if (/^https?:/i.test(value)) return value;
  return KNOWN_SCHEME.test(value) ? null : `https://${value}`;
}

/** Whether a value leads to somebody else's page. */
export function isOutside(kind: Kind): boolean {
  return kind === "sites" || kind === "messengers";
}

export function kindLabel(field: Field, kind: string): string {
  return field.options?.find((option) => option.value === kind)?.label ?? "";
}

function Row({ field, item }: { field: Field; item: ContactValue }) {
  const href = hrefOf(field.kind, item.value, item.kind);
  const text = item.show ?? item.value;
  const outside = isOutside(field.kind) ? { target: "_blank", rel: "noreferrer" } : {};
  return (
    <li>
      {href ? (
        <a href={href} {...outside}>
          {text}
        </a>
      ) : (
        text
      )}
      {item.kind && <span className="mut3 sm"> {kindLabel(field, item.kind)}</span>}
    </li>
  );
}

function Show({ field, value, short }: ShowProps) {
  const items = value as ContactValue[];
  const first = items[0];
  if (!short)
    return (
      <ul className="contacts">
        {items.map((item) => (
          <Row key={`${item.kind}${item.value}`} field={field} item={item} />
        ))}
      </ul>
    );
  return (
    <>
      {first?.show ?? first?.value}
      {items.length > 1 && <span className="mut3"> +{items.length - 1}</span>}
    </>
  );
}

const inputType: Partial<Record<Kind, string>> = { phones: "tel", emails: "email", sites: "url" };

function Edit({ field, value, onChange, invalid, autoFocus, inCell, ...attributes }: EditProps) {
  const { t } = useTranslation();
  const kinds = field.options ?? [];
  const given = Array.isArray(value) ? (value as ContactValue[]) : [];
  const blank: ContactValue = { kind: kinds[0]?.value ?? "", value: "" };
  const items = given.length ? given : [blank];
  const put = (index: number, change: Partial<ContactValue>) => {
    const next = items.map((item, at) =>
      at === index ? { kind: change.kind ?? item.kind, value: change.value ?? item.value } : item,
    );
    onChange(next.length === 1 && !next[0]?.value ? [] : next);
  };
  return (
    <span className="col g4">
      {items.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity beside their place
        <span key={index} className="row g4 contact">
          <TextInput
            {...(index === 0 ? attributes : {})}
            aria-label={index === 0 && attributes.id ? undefined : field.label}
            autoFocus={index === 0 ? autoFocus : !item.value}
            type={inputType[field.kind] ?? "text"}
            invalid={invalid ?? false}
            value={item.value}
            onValue={(text) => put(index, { value: text })}
          />
          {kinds.length > 0 && !inCell && (
            <Select
              aria-label={`${field.label}: ${t("field.kind")}`}
              value={item.kind}
              onValue={(kind) => put(index, { kind })}
              choices={kinds}
            />
          )}
          {given.length > 1 && !inCell && (
            <IconButton
              small
              icon="close"
              label={t("action.remove_named", { title: item.value })}
              onClick={() => onChange(items.filter((_, at) => at !== index))}
            />
          )}
        </span>
      ))}
      {!inCell && items.at(-1)?.value && (
        <Button
          tone="quiet"
          icon="plus"
          className="start"
          onClick={() => onChange([...items, blank])}
        >
          {t("action.add_more")}
        </Button>
      )}
    </span>
  );
}

/** Phones, mail addresses, sites, messengers, postal addresses: several values, each with a kind. */
export const contacts: ValueKind = { Show, Edit, Filter: TextFilter, width: 146 };
