/** A question with days as the server takes it: they become moments, the last day is included. */
export function withMoments(asked: Partial<Record<string, string>>): Record<string, string> {
  const { since, until, ...rest } = asked;
  const found: Record<string, string> = {};
  for (const [name, value] of Object.entries(rest)) if (value !== undefined) found[name] = value;
  if (since) found.since = new Date(`${since}T00:00:00`).toISOString();
  if (until) {
    const end = new Date(`${until}T00:00:00`);
    end.setDate(end.getDate() + 1);
    found.until = end.toISOString();
  }
  return found;
}
