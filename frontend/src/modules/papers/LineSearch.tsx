import {
  type KeyboardEvent,
  type RefObject,
  useEffect,
  useId,
  useLayoutEffect,
  useState,
} from "react";
import { useTranslation } from "react-i18next";
import { useObject } from "@/api/meta";
import { useList } from "@/api/records";
import type { FileValue, Money, Rec } from "@/api/types";
import { useFormat } from "@/app/format";
import { Icon } from "@/kit/Icon";
import { useDebounced } from "@/kit/use-debounced";
import { PRODUCT } from "./paper";

const ROWS = 8;
const REST = 120;
const FIELDS = ["name", "article", "description", "picture", "unit", "price"];
const LOW = 340;

interface Props {
  input: RefObject<HTMLInputElement | null>;
  onProduct: (product: Rec) => void;
  /** A line without a product. */
  onFree: (name: string) => void;
  /** Arrow up from the empty field. */
  onLeave: () => void;
}

/** Products for what is typed; `settled` once they belong to its last letter. */
function useProducts(typed: string) {
  const object = useObject(PRODUCT);
  const search = useDebounced(typed.trim(), REST);
  const fields = FIELDS.filter((name) => object?.fields.some((field) => field.name === name));
  const list = useList(
    PRODUCT,
    { search, fields, filter: ["active", "=", true], limit: ROWS },
    object !== undefined && search !== "",
  );
  const products = search && typed.trim() ? (list.data?.pages[0]?.items ?? []) : [];
  const answered = list.isError || (list.isSuccess && !list.isPlaceholderData);
  return { products, settled: !object || (search === typed.trim() && answered) };
}

function Offered({ product }: { product: Rec }) {
  const format = useFormat();
  const picture = product.picture as FileValue | null;
  const price = product.price as Money | null;
  return (
    <>
      {picture?.thumb ? (
        <img src={picture.thumb} alt="" className="pthumb" />
      ) : (
        <span className="pthumb">
          <Icon name="product" size="s" />
        </span>
      )}
      <span className="mut part ell">{String(product.article ?? "")}</span>
      <span className="m ell">{String(product.name)}</span>
      <span className="sp" />
      <span className="nw">{price && format.money(price)}</span>
    </>
  );
}

/** The empty last line: typing searches number, name and synonyms, Enter takes what is marked. */
export function LineSearch({ input, onProduct, onFree, onLeave }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const [place, setPlace] = useState<{ left: number; top?: number; bottom?: number }>();
  const { products, settled } = useProducts(typed);
  const [hasty, setHasty] = useState(false);
  const open = typed.trim() !== "";
  useLayoutEffect(() => {
    const box = open ? input.current?.getBoundingClientRect() : undefined;
    if (!box) return;
    const left = Math.max(8, Math.min(box.left, innerWidth - 568));
    const above = innerHeight - box.bottom < LOW;
    setPlace(above ? { left, bottom: innerHeight - box.top + 3 } : { left, top: box.bottom + 3 });
  }, [open, input]);

  const done = () => {
    setTyped("");
    setAt(0);
    setHasty(false);
  };
  const take = (index: number) => {
    const product = products[index];
    if (product) onProduct(product);
    else onFree(typed.trim());
    done();
  };
  // Enter came before the answer: what stood in the list then was found for other letters.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the answer is waited for
  useEffect(() => {
    if (hasty && settled) take(at);
  }, [hasty, settled]);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (event.altKey || event.ctrlKey) return;
    if (step && open) {
      event.preventDefault();
      setAt(Math.min(Math.max(at + step, 0), products.length));
    } else if (step < 0) {
      event.preventDefault();
      onLeave();
    } else if (event.key === "Enter" && open) {
      event.preventDefault();
      if (settled) take(at);
      else setHasty(true);
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      done();
    }
  };
  const option = (index: number) => ({
    id: `${id}-${index}`,
    role: "option",
    "aria-selected": index === at,
    tabIndex: -1,
    className: index === at ? "mi on" : "mi",
    // The field keeps the focus, so that typing goes on.
    onMouseDown: (event: { preventDefault: () => void }) => event.preventDefault(),
    onClick: () => take(index),
  });
  return (
    <div className="finder">
      <input
        ref={input}
        className="cellin"
        data-cell="name"
        role="combobox"
        aria-expanded={open}
        aria-controls={id}
        aria-activedescendant={open ? `${id}-${at}` : undefined}
        aria-label={t("offer.find_product")}
        placeholder={t("offer.find_product")}
        autoComplete="off"
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setAt(0);
          setHasty(false);
        }}
        onBlur={done}
        onKeyDown={onKeyDown}
      />
      {open && (
        <div
          id={id}
          role="listbox"
          aria-label={t("offer.products")}
          className="menu found"
          style={place}
        >
          {products.map((product, index) => (
            <button type="button" key={product.id} {...option(index)}>
              <Offered product={product} />
            </button>
          ))}
          <button type="button" {...option(products.length)}>
            <span className="pthumb">
              <Icon name="plus" size="s" />
            </span>
            <span className="ell">{t("offer.free_line", { text: typed.trim() })}</span>
          </button>
        </div>
      )}
    </div>
  );
}
