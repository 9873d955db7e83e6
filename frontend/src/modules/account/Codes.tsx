import { useTranslation } from "react-i18next";
import { useSession } from "@/api/session";
import { Button } from "@/kit/Button";
import { Dialog } from "@/kit/Dialog";
import { toast } from "@/kit/toasts";

/** Recovery codes: to copy, to print, to keep as a file. Each opens the door once. */
export function CodesDialog({ codes, onClose }: { codes: string[]; onClose: () => void }) {
  const { t } = useTranslation();
  const session = useSession().data;
  const [firm, login] = [session?.firm.name ?? "", session?.user?.login ?? ""];
  const text = `${t("account.codes_for", { firm, login })}\n\n${codes.join("\n")}\n`;
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    toast(t("account.copied"));
  };
  return (
    <Dialog
      title={t("account.codes")}
      closeLabel={t("action.close")}
      isOpen
      blocking
      onClose={onClose}
      actions={
        <>
          <Button tone="primary" onClick={onClose}>
            {t("account.codes_kept")}
          </Button>
          <Button icon="copy" onClick={() => void copy()}>
            {t("account.copy")}
          </Button>
          <Button icon="print" onClick={() => window.print()}>
            {t("account.print")}
          </Button>
          <a
            className="btn"
            download="kartei-codes.txt"
            href={`data:text/plain;charset=utf-8,${encodeURIComponent(text)}`}
          >
            {t("account.as_file")}
          </a>
        </>
      }
    >
      <div className="col g12 printed">
        <p>{t("account.codes_about")}</p>
        <p className="only-print">{t("account.codes_for", { firm, login })}</p>
        <ul className="codes">
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ul>
      </div>
    </Dialog>
  );
}
