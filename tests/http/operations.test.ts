import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { makeMetrics } from '../../src/http/metrics.ts';

const { names } = makeMetrics({ version: '1', node: 'v24', zoneData: '2026c', startedAt: 0 });
const read = (name: string) => readFile(`docs/operations/${name}`, 'utf8');
const named = (text: string) => [
  ...new Set(
    [...text.matchAll(/\b(?:datewatch|process|nodejs)_[a-z_]+\b/g)].map(([name]) =>
      name.replace(/_(?:bucket|count|sum)$/, ''),
    ),
  ),
];

test.each(['grafana-dashboard.json', 'alerts.yaml', 'README.md'])(
  '%s names only metrics that there are',
  async (file) => {
    const found = named(await read(file));
    expect(found.length).toBeGreaterThan(8);
    expect(found.filter((name) => !names.includes(name))).toEqual([]);
  },
);

test('every metric of our own stands in docs/operations/README.md', async () => {
  const written = named(await read('README.md'));
  expect(names.filter((name) => name.startsWith('datewatch_') && !written.includes(name))).toEqual([]);
});

test('every alert says what is wrong and what to do', async () => {
  const { groups } = parse(await read('alerts.yaml')) as { groups: { rules: { annotations: object }[] }[] };
  const rules = groups.flatMap((group) => group.rules);
  expect(rules.length).toBeGreaterThan(8);
  for (const { annotations } of rules) expect(Object.keys(annotations)).toEqual(['summary', 'what_to_do']);
});
