import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { askRaw } from "@/api/client";
import type { ObjectMeta } from "@/api/types";
import { IconButton } from "@/kit/Button";
import { Late } from "@/kit/states";
import { useDebounced } from "@/kit/use-debounced";
import { bodyOf, type Draft } from "./paper";

/** The paper follows this long after the last change, in milliseconds. */
const REST = 300;

interface Drawn {
  blob: Blob;
  /** How many pages the whole has. */
  pages: number;
}

async function draw(
  object: string,
  text: string,
  page: number,
  signal: AbortSignal,
): Promise<Drawn> {
  const body: unknown = JSON.parse(text);
  const query = { page };
  const answer = await askRaw(`/papers/${object}/preview.png`, {
    method: "POST",
    query,
    body,
    signal,
  });
  return { blob: await answer.blob(), pages: Number(answer.headers.get("X-Pages")) };
}

function Page({ blob, label, onSeen }: { blob: Blob; label: string; onSeen?: () => void }) {
  const [address, setAddress] = useState("");
  const image = useRef<HTMLImageElement>(null);
  useEffect(() => {
    const made = URL.createObjectURL(blob);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [blob]);
  useEffect(() => {
    if (!onSeen || !image.current) return;
    const watch = new IntersectionObserver(([entry]) => entry?.isIntersecting && onSeen());
    watch.observe(image.current);
    return () => watch.disconnect();
  }, [onSeen]);
  return <img ref={image} className="sheetpage" src={address || undefined} alt={label} />;
}

interface Props {
  object: ObjectMeta;
  id: string | null;
  draft: Draft;
  onPdf: () => void;
  onClose: () => void;
}

/** The paper as it would be printed now, page after page; further pages come when scrolled to. */
export default function PaperView({ object, id, draft, onPdf, onClose }: Props) {
  const { t } = useTranslation();
  const body = { ...bodyOf(object, draft), ...(id ? { id } : {}) };
  const text = useDebounced(JSON.stringify(body), REST);
  const pages = useInfiniteQuery({
    queryKey: ["records", object.name, "paper", text],
    queryFn: ({ pageParam, signal }) => draw(object.name, text, pageParam, signal),
    initialPageParam: 1,
    getNextPageParam: (last, all) => (all.length < last.pages ? all.length + 1 : undefined),
    placeholderData: (before) => before,
    gcTime: 10_000,
    retry: false,
  });
  const found = pages.data?.pages ?? [];
  const more = pages.hasNextPage && !pages.isFetching;
  return (
    <aside className="prev" aria-label={t("offer.paper")} aria-busy={pages.isFetching}>
      <div className="row prevhead">
        <b className="m">{t("offer.paper")}</b>
        <span className="sp" />
        <IconButton small icon="download" label={t("offer.pdf")} onClick={onPdf} />
        <IconButton small icon="close" label={t("offer.hide_paper")} onClick={onClose} />
      </div>
      <div className="pgs">
        {found.map(({ blob }, index) => (
          <Page
            // biome-ignore lint/suspicious/noArrayIndexKey: a page is known by its number
            key={index}
            blob={blob}
            label={t("offer.page", { number: index + 1 })}
            {...(more && index === found.length - 1
              ? { onSeen: () => void pages.fetchNextPage() }
              : {})}
          />
        ))}
        {pages.error && <p className="mut sm note">{pages.error.message}</p>}
        {found.length === 0 && !pages.error && <Late>{t("state.loading")}</Late>}
      </div>
    </aside>
  );
}
