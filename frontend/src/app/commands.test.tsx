import { cleanup, render } from "@testing-library/react";
import { afterEach, beforeAll, expect, it, vi } from "vitest";
import { type Command, enableLetters, startKeys, useCommands } from "./commands";

function Screen({ commands }: { commands: Command[] }) {
  useCommands(commands);
  return <input aria-label="text" />;
}

const press = (key: string, target: EventTarget = document.body, more: KeyboardEventInit = {}) =>
  target.dispatchEvent(
    new KeyboardEvent("keydown", { key, code: `Key${key.toUpperCase()}`, bubbles: true, ...more }),
  );

const command = (shortcut: string, run: () => void, more: Partial<Command> = {}): Command => ({
  id: shortcut,
  label: shortcut,
  shortcut,
  run,
  ...more,
});

beforeAll(startKeys);
afterEach(cleanup);

it("runs a sequence however fast it is typed, and only that", () => {
  const deal = vi.fn();
  const other = vi.fn();
  render(<Screen commands={[command("c d", deal), command("d", other)]} />);
  press("c");
  press("d");
  expect(deal).toHaveBeenCalledOnce();
  expect(other).not.toHaveBeenCalled();
});

it("lets no letter act while text is typed, but keys with Ctrl", () => {
  const letter = vi.fn();
  const held = vi.fn();
  const { getByLabelText } = render(
    <Screen commands={[command("n", letter), command("ctrl+k", held)]} />,
  );
  press("n", getByLabelText("text"));
  press("k", getByLabelText("text"), { ctrlKey: true });
  expect(letter).not.toHaveBeenCalled();
  expect(held).toHaveBeenCalledOnce();
});

it("leaves Ctrl Z to the text field", () => {
  const undo = vi.fn();
  const { getByLabelText } = render(<Screen commands={[command("ctrl+z", undo)]} />);
  press("z", getByLabelText("text"), { ctrlKey: true });
  expect(undo).not.toHaveBeenCalled();
  press("z", document.body, { ctrlKey: true });
  expect(undo).toHaveBeenCalledOnce();
});

it("runs what the screen means now, not what it meant when it was first drawn", () => {
  const first = vi.fn();
  const second = vi.fn();
  const { rerender } = render(<Screen commands={[command("j", first)]} />);
  rerender(<Screen commands={[command("j", second)]} />);
  press("j");
  expect(first).not.toHaveBeenCalled();
  expect(second).toHaveBeenCalledOnce();
});

it("obeys the user who has switched letters off", () => {
  const run = vi.fn();
  render(<Screen commands={[command("j", run)]} />);
  enableLetters(false);
  press("j");
  enableLetters(true);
  expect(run).not.toHaveBeenCalled();
});

it("offers a command no longer than its screen stands", () => {
  const run = vi.fn();
  const { unmount } = render(<Screen commands={[command("j", run)]} />);
  unmount();
  press("j");
  expect(run).not.toHaveBeenCalled();
});
