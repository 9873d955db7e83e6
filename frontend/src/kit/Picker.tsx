import { type KeyboardEvent, useContext, useEffect, useRef } from "react";
import {
  Button,
  ComboBox,
  ComboBoxStateContext,
  Input,
  type Key,
  ListBox,
  ListBoxItem,
  Popover,
} from "react-aria-components";
import { Icon } from "./Icon";
import { Localised } from "./Localised";
import { useSteady } from "./use-steady";

export interface PickerItem {
  id: string;
  title: string;
  /** Second line that tells apart what has the same name. */
  note?: string | undefined;
  icon?: string | undefined;
}

interface Props {
  label: string;
  id?: string | undefined;
  items: PickerItem[];
  selected: string | null;
  /** The items belong to what is typed now: Enter may take the first of them. */
  settled: boolean;
  typed: string;
  onTyped: (text: string) => void;
  onPick: (item: PickerItem) => void;
  placeholder?: string | undefined;
  /** What the list says when it has nothing. */
  nothing: string;
  invalid?: boolean | undefined;
  autoFocus?: boolean | undefined;
  describedBy?: string | undefined;
  onBlur?: (() => void) | undefined;
}

/** The text field: a click or a typed letter opens the list; the focus that comes back does not. */
function Line(props: Props) {
  const state = useContext(ComboBoxStateContext);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (props.autoFocus) input.current?.select();
  }, [props.autoFocus]);
  const onKeyDown = (event: KeyboardEvent) => {
    const first = props.items[0];
    const unchosen = state?.isOpen && state.selectionManager.focusedKey === null;
    if (event.key !== "Enter" || !unchosen || !props.settled || !props.typed || !first) return;
    event.preventDefault();
    event.stopPropagation();
    state.close();
    props.onPick(first);
  };
  return (
    <div className={props.invalid ? "inp pick err" : "inp pick"} onKeyDownCapture={onKeyDown}>
      <Input
        ref={input}
        id={props.id}
        autoFocus={props.autoFocus ?? false}
        placeholder={props.placeholder}
        aria-describedby={props.describedBy}
        onClick={() => state?.open(null, "manual")}
        onInput={() => state?.open(null, "input")}
        onBlur={props.onBlur}
      />
      <Button className="ibtn sm">
        <Icon name="chevron-down" size="s" />
      </Button>
    </div>
  );
}

const alike = (a: PickerItem[], b: PickerItem[]) =>
  a.length === b.length &&
  a.every((one, n) => one.id === b[n]?.id && one.title === b[n]?.title && one.note === b[n]?.note);

/** A text field that finds one of many while typing. Loaded when first shown. */
export default function Picker(props: Props) {
  const { selected, typed, onTyped, onPick, nothing } = props;
  const { shown: items, onPointerMove } = useSteady(props.items, alike);
  const pick = (key: Key | null) => {
    const found = items.find((item) => item.id === key);
    if (found) onPick(found);
  };
  return (
    <Localised>
      <ComboBox
        aria-label={props.label}
        items={items}
        inputValue={typed}
        onInputChange={onTyped}
        selectedKey={selected}
        onSelectionChange={pick}
        allowsEmptyCollection
        allowsCustomValue
        menuTrigger="manual"
        isInvalid={props.invalid ?? false}
        className="picker"
      >
        <Line {...props} />
        <Popover className="menu pop plist" offset={3}>
          <ListBox<PickerItem>
            onPointerMove={onPointerMove}
            renderEmptyState={() => <p className="mh">{nothing}</p>}
          >
            {(item) => (
              <ListBoxItem id={item.id} className="mi two-line" textValue={item.title}>
                {item.icon && <Icon name={item.icon} />}
                <span className="ell">{item.title}</span>
                {item.note && <span className="mut3 sm ell">{item.note}</span>}
              </ListBoxItem>
            )}
          </ListBox>
        </Popover>
      </ComboBox>
    </Localised>
  );
}
