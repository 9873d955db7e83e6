import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ask } from "@/api/client";
import { invalidateObject } from "@/api/records";
import type { Rec } from "@/api/types";
import { Button } from "@/kit/Button";
import { Banner } from "@/kit/states";
import { Tag } from "@/kit/Tag";

interface DomainRecord {
  kind: string;
  state: "fine" | "missing" | "wrong" | "unknown";
  name: string;
  text: string;
  found: string;
  publish: string;
}

interface Domain {
  domain: string;
  records: DomainRecord[];
}

const TONES = { fine: "pos", missing: "warn", wrong: "neg", unknown: "neutral" } as const;

function Entry({ record }: { record: DomainRecord }) {
  const { t } = useTranslation();
  const { kind, state, name, text, found, publish } = record;
  return (
    <li>
      <p className="row w">
        <b>{kind}</b>
        <Tag tone={TONES[state]}>{t(`letter.dns_${state}`)}</Tag>
        <span>{text}</span>
      </p>
      {found && (
        <>
          <p className="sm mut">{t("letter.dns_found", { name })}</p>
          <pre>{found}</pre>
        </>
      )}
      {publish && (
        <>
          <p className="sm mut">{t("letter.dns_publish", { name })}</p>
          <pre>{publish}</pre>
        </>
      )}
    </li>
  );
}

/** What receivers can know of the sender's domain: looked up when asked for. */
export function DomainPart({ record }: { record: Rec }) {
  const { t } = useTranslation();
  const looked = useMutation({
    mutationFn: () =>
      ask<Domain>(`/mail/accounts/${record.id}/domain`, { method: "POST", body: {} }),
    onSuccess: () => invalidateObject("mail.account", record.id),
  });
  return (
    <div className="sec">
      <h2>{t("letter.domain")}</h2>
      <p className="mut sm">{t("letter.domain_help")}</p>
      <div className="row">
        <Button
          icon="search"
          aria-disabled={looked.isPending}
          onClick={() => !looked.isPending && looked.mutate()}
        >
          {t("letter.domain_look")}
        </Button>
      </div>
      {looked.error && <Banner tone="bad">{looked.error.message}</Banner>}
      {looked.data && (
        <ul className="dns" aria-label={looked.data.domain}>
          {looked.data.records.map((one) => (
            <Entry key={one.kind} record={one} />
          ))}
        </ul>
      )}
    </div>
  );
}
