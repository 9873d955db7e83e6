import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ask } from "@/api/client";
import { invalidateObject } from "@/api/records";
import { Failure, tellProblem } from "@/app/errors";
import { useFormat } from "@/app/format";
import { Button } from "@/kit/Button";
import { Dialog } from "@/kit/Dialog";
import { Late } from "@/kit/states";
import { toast } from "@/kit/toasts";
import { useAlone } from "@/kit/use-alone";

/** The paper as a page for its client. */
interface ClientPage {
  url: string | null;
  made_at: string | null;
  opened_at: string | null;
  seen_at: string | null;
  days: number;
  answer: { what: "accepted" | "declined"; name: string; text: string; at: string } | null;
}

interface Props {
  object: string;
  id: string;
  onClose: () => void;
}

/** What the client has done with the page so far. */
function Story({ page }: { page: ClientPage }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { opened_at, seen_at, answer } = page;
  return (
    <>
      <p className="mut">
        {opened_at && seen_at
          ? t("offer.page_opened", {
              first: format.shortMoment(opened_at),
              last: format.shortMoment(seen_at),
            })
          : t("offer.page_unopened")}
      </p>
      {answer && (
        <p>
          <b>{t(`offer.page_${answer.what}`, { at: format.shortMoment(answer.at) })}</b>{" "}
          {[answer.name, answer.text].filter(Boolean).join(": ")}
        </p>
      )}
    </>
  );
}

/** The link for the client: made, copied, withdrawn; and what he has done with it. */
export default function PageDialog({ object, id, onClose }: Props) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const alone = useAlone();
  const path = `/records/${object}/${id}/page`;
  const key = ["records", object, "page", id];
  const found = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => ask<ClientPage>(path, { signal }),
    retry: false,
  });
  const act = (method: "POST" | "DELETE") =>
    void alone(async () => {
      queries.setQueryData(key, await ask<ClientPage>(path, { method, body: {} }));
      await invalidateObject(object, id);
    }).catch(tellProblem);
  const copy = async (url: string) => {
    await navigator.clipboard.writeText(url);
    toast(t("offer.page_copied"));
  };
  const page = found.data;
  const url = page?.url;
  return (
    <Dialog
      title={t("offer.page")}
      closeLabel={t("action.close")}
      isOpen
      onClose={onClose}
      size="l"
      actions={
        page && (
          <>
            {url ? (
              <>
                <Button tone="primary" icon="copy" onClick={() => void copy(url)}>
                  {t("offer.page_copy")}
                </Button>
                <Button tone="danger-text" onClick={() => act("DELETE")}>
                  {t("offer.page_withdraw")}
                </Button>
              </>
            ) : (
              <Button tone="primary" onClick={() => act("POST")}>
                {t("offer.page_make")}
              </Button>
            )}
            <Button onClick={onClose}>{t("action.close")}</Button>
          </>
        )
      }
    >
      {page ? (
        <div className="col g12">
          <p className="mut">{t("offer.page_about")}</p>
          {url && (
            <code className="secret" data-page>
              {url}
            </code>
          )}
          {page.made_at && <Story page={page} />}
        </div>
      ) : found.error ? (
        <Failure error={found.error} onRetry={() => void found.refetch()} />
      ) : (
        <Late>{t("state.loading")}</Late>
      )}
    </Dialog>
  );
}
