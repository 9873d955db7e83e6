import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import de from "../src/locale/de.json";
import en from "../src/locale/en.json";
import ru from "../src/locale/ru.json";

const PLURAL = /_(one|few|many|other)$/;

function flat(texts: object, prefix = ""): Map<string, string> {
  return new Map(
    Object.entries(texts).flatMap(([key, value]) =>
      typeof value === "string"
        ? [[prefix + key, value] as const]
        : [...flat(value as object, `${prefix}${key}.`)],
    ),
  );
}

const catalogues = { ru: flat(ru), de: flat(de), en: flat(en) };
const stems = (texts: Map<string, string>) =>
  [...new Set([...texts.keys()].map((key) => key.replace(PLURAL, "")))].sort();
const names = (text: string) => [...text.matchAll(/{{(\w+)}}/g)].map((match) => match[1]).sort();

describe("the catalogues", () => {
  it("hold the same keys in all three languages", () => {
    expect(stems(catalogues.ru)).toEqual(stems(catalogues.en));
    expect(stems(catalogues.de)).toEqual(stems(catalogues.en));
  });

  it("have every plural form of their language", () => {
    for (const [language, texts] of Object.entries(catalogues)) {
      const wanted = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
      const plurals = new Set([...texts.keys()].filter((key) => PLURAL.test(key)));
      for (const key of plurals)
        for (const form of wanted)
          expect(plurals, `${language} ${key}`).toContain(key.replace(PLURAL, `_${form}`));
    }
  });

  it("use the same names of inserted values", () => {
    for (const language of ["ru", "de"] as const)
      for (const [key, text] of catalogues.en) {
        const own = catalogues[language].get(key);
        if (own && !PLURAL.test(key)) expect(names(own), `${language} ${key}`).toEqual(names(text));
      }
  });

  it("leave no key that nothing uses", () => {
    const sources = (folder: string): string[] =>
      readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
        entry.isDirectory()
          ? sources(join(folder, entry.name))
          : /\.tsx?$/.test(entry.name)
            ? [readFileSync(join(folder, entry.name), "utf8")]
            : [],
      );
    const code = sources(join(__dirname, "../src")).join("\n");
    // Keys put together at run time: t(`settings.${theme}`)
    const built = [...code.matchAll(/`([\w.]+)\$\{/g)].map((match) => match[1] ?? "");
    const unused = stems(catalogues.en).filter(
      (key) => !code.includes(`"${key}"`) && !built.some((start) => key.startsWith(start)),
    );
    expect(unused).toEqual([]);
  });
});
