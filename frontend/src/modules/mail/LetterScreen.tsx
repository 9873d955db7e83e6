import "./mail.css";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ask } from "@/api/client";
import type { Rec } from "@/api/types";
import { Late } from "@/kit/states";
import type { RecordScreenProps } from "@/platform/extensions";
import { SideCard } from "@/platform/record/SideCard";
import type { Shown } from "./mail-api";
import { Words } from "./Words";

function Seen({ record }: { record: Rec }) {
  const { t } = useTranslation();
  const shown = useQuery({
    queryKey: ["records", "mail.letter", "shown", record.id, record.version],
    queryFn: ({ signal }) => ask<Shown>(`/mail/letters/${record.id}/shown`, { signal }),
    placeholderData: (before) => before,
    enabled: !record.confidential,
  });
  if (record.confidential) return <p className="mut">{t("letter.confidential")}</p>;
  if (shown.error) return <p className="mut">{shown.error.message}</p>;
  if (!shown.data) return <Late>{t("state.loading")}</Late>;
  return <Words shown={shown.data} />;
}

/** A letter: what became of it, and what its reader sees. */
export default function LetterScreen({ object, id }: RecordScreenProps) {
  const { t } = useTranslation();
  return (
    <SideCard
      object={object}
      id={id}
      label={t("letter.seen")}
      aside={(record) => <Seen record={record} />}
    />
  );
}
