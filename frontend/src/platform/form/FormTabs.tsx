import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ObjectMeta } from "@/api/types";
import { Icon } from "@/kit/Icon";
import { Tabs } from "@/kit/Tabs";
import type { Block } from "./blocks";

interface Props {
  object: Pick<ObjectMeta, "tabs">;
  blocks: Block[];
  /** Fields that something is wrong with: their tab is marked, and opened when another shows none. */
  faulty?: string[];
  children: (blocks: Block[]) => ReactNode;
}

const NONE: string[] = [];

/** The tabs of a form above the sections of the chosen one; nothing but these where there is one. */
export function FormTabs({ object, blocks, faulty = NONE, children }: Props) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState("");
  const [told, setTold] = useState("");
  const tabs = (object.tabs ?? []).filter((tab) => blocks.some((block) => block.tab === tab.id));
  const wrong = new Set(
    blocks
      .filter(({ fields }) => fields.some(({ name }) => faulty.includes(name)))
      .map((b) => b.tab),
  );
  const fault = faulty.join();
  if (fault !== told) {
    setTold(fault);
    const first = tabs.find((tab) => wrong.has(tab.id));
    if (first && !wrong.has(chosen)) setChosen(first.id);
  }
  if (tabs.length < 2) return <>{children(blocks)}</>;
  const selected = tabs.find((tab) => tab.id === chosen) ?? tabs[0];
  return (
    <Tabs
      label={t("layouts.tabs")}
      className="ftabs"
      tabs={tabs.map((tab) => ({
        id: tab.id,
        label: tab.title,
        icon: wrong.has(tab.id) ? (
          <Icon name="warning" size="s" label={t("layouts.faulty")} />
        ) : null,
      }))}
      selected={selected?.id ?? ""}
      onSelect={setChosen}
    >
      {children(blocks.filter((block) => block.tab === selected?.id))}
    </Tabs>
  );
}
