import { expect, test } from "vitest";
import { solve } from "./riddle";

test("finds the number whose hash is the challenge, and sends the riddle back with it", async () => {
  const riddle = {
    algorithm: "SHA-256",
    // SHA-256 of "salt?expires=1&12"
    challenge: "662496b028d5c26fa90fb6039ce8d3792d26474ef7f14d6868c7f4bd89b0df12",
    salt: "salt?expires=1&",
    maxnumber: 50,
    signature: "s",
  };
  expect(JSON.parse(atob(await solve(riddle)))).toEqual({ ...riddle, number: 12 });
  await expect(solve({ ...riddle, maxnumber: 11 })).rejects.toThrow("no answer");
});
