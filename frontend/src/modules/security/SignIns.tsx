import { useTranslation } from "react-i18next";
import { queryString } from "@/api/client";
import { may, useObject } from "@/api/meta";
import { createRecord, deleteRecord } from "@/api/records";
import { Failure } from "@/app/errors";
import { useFormat } from "@/app/format";
import { Link } from "@/app/Link";
import { Button } from "@/kit/Button";
import { EmptyState, Late } from "@/kit/states";
import { Tag } from "@/kit/Tag";
import { toast } from "@/kit/toasts";
import { useAlone } from "@/kit/use-alone";
import { recordHref } from "@/platform/addresses";
import { tellRefusal } from "@/platform/save/tell-refusal";
import { Filters } from "./Filters";
import { ADDRESS, type Asked, logQuery, type SignIn, useSignIns } from "./security-api";

interface Props {
  asked: Asked;
  change: (more: Asked) => void;
}

/** The log of sign-ins, and the shutting out of an address where it is seen. */
export function SignIns({ asked, change }: Props) {
  const { t } = useTranslation();
  const object = useObject(ADDRESS);
  const file = `/api/v1/security/sign-ins/export?${queryString({ ...logQuery(asked), format: "xlsx" })}`;
  return (
    <>
      <Filters key={asked.user ?? ""} asked={asked} change={change}>
        {may(object, "export") && (
          <a className="btn" href={file} download>
            {t("action.export")}
          </a>
        )}
      </Filters>
      <Log asked={asked} change={change} />
    </>
  );
}

function Log({ asked, change }: Props) {
  const { t } = useTranslation();
  const log = useSignIns(asked);
  const rows = log.data?.pages.flatMap((page) => page.items) ?? [];
  if (log.error && !log.data)
    return <Failure error={log.error} onRetry={() => void log.refetch()} />;
  if (log.isPending) return <Late>{t("state.loading")}</Late>;
  if (rows.length === 0) return <EmptyState title={t("security.log_empty")} />;
  return (
    <div className="doors">
      <table className="t">
        <thead>
          <tr>
            <th>{t("security.when")}</th>
            <th>{t("login.login")}</th>
            <th>{t("security.result")}</th>
            <th>{t("security.address")}</th>
            <th>{t("security.device")}</th>
            <th>
              <span className="vh">{t("security.block")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.id} row={row} change={change} />
          ))}
        </tbody>
      </table>
      {log.hasNextPage && (
        <Button aria-disabled={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
          {t("audit.older")}
        </Button>
      )}
    </div>
  );
}

function Row({ row, change }: { row: SignIn; change: Props["change"] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const mayBlock = may(useObject(ADDRESS), "create");
  return (
    <tr>
      <td className="nw">{format.shortMoment(row.at)}</td>
      <td>
        {row.user ? (
          <Link href={recordHref("access.user", row.user.id)}>{row.user.title}</Link>
        ) : (
          <span>{row.login}</span>
        )}
        {row.user && <span className="mut"> {row.login}</span>}
      </td>
      <td>
        <Tag tone={row.ok ? "pos" : "neg"}>{row.reason_title}</Tag>
        {row.factor && <Factor name={row.factor} />}
      </td>
      <td className="nw">
        <button type="button" className="link" onClick={() => change({ ip: row.ip })}>
          {row.ip}
        </button>{" "}
        {row.blocked && <Tag tone="warn">{t("security.blocked")}</Tag>}
      </td>
      <td className="mut" title={row.agent}>
        {row.device}
      </td>
      <td className="nw">{mayBlock && row.ip && !row.blocked && <Block row={row} />}</td>
    </tr>
  );
}

const FACTORS = ["totp", "recovery", "passkey", "remembered"] as const;

function Factor({ name }: { name: string }) {
  const { t } = useTranslation();
  const known = FACTORS.find((one) => one === name);
  return <span className="mut"> {known ? t(`security.factor_${known}`) : name}</span>;
}

/** Shuts the address of an attempt out; the toast lets it in again. */
function Block({ row }: { row: SignIn }) {
  const { t } = useTranslation();
  const alone = useAlone();
  const block = async () => {
    const note = t("security.block_note", { login: row.login });
    try {
      const rule = await createRecord(
        ADDRESS,
        { address: row.ip, kind: "block", note },
        crypto.randomUUID(),
      );
      toast(t("security.block_done", { ip: row.ip }), {
        undo: () => deleteRecord(ADDRESS, rule.id, rule.version).catch(tellRefusal),
      });
    } catch (error) {
      tellRefusal(error);
    }
  };
  return (
    <Button tone="quiet" icon="ban" onClick={() => void alone(block)}>
      {t("security.block")}
    </Button>
  );
}
