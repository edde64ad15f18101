import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { blockFacts } from '../../framework/fact.ts';
import type { FactBlock, FactObserver } from '../../framework/fact.ts';
import { Recorder } from './recorder.ts';

const record = (
  facts: number,
  observers: FactObserver[] = [],
  change: (page: FactBlock, row: number, fact: number) => void = () => undefined,
): Recorder => {
  const recorder = new Recorder(observers);
  for (let fact = 0; fact < facts; fact++) {
    const row = recorder.add(fact * 10, fact % 3, 1, fact % 7, -1);
    change(recorder.page, row, fact);
  }
  return recorder;
};

test('observers get every fact once, in order, and cannot change the digest', () => {
  const facts = 2 * blockFacts + 5;
  const seen: number[] = [];
  const firsts: number[] = [];
  const observer: FactObserver = {
    block(block) {
      firsts.push(block.first);
      for (let row = 0; row < block.count; row++) seen.push(block.time[row]!);
    },
  };
  const watched = record(facts, [observer]);
  const digest = watched.digest();
  expect(seen).toEqual(Array.from({ length: facts }, (_, fact) => fact * 10));
  expect(firsts).toEqual([0, blockFacts, 2 * blockFacts]);
  expect(watched.facts).toBe(facts);
  expect(digest).toBe(record(facts).digest());
  expect(watched.digest()).toBe(digest);
  expect(firsts).toHaveLength(3);
});

test('followers see every fact once, in order, whenever they are shown; neither digest nor observers can tell', () => {
  const facts = 2 * blockFacts + 5;
  const firsts: number[] = [];
  const followed: number[] = [];
  const follower: FactObserver = {
    block(block) {
      expect(block.first).toBe(followed.length);
      for (let row = 0; row < block.count; row++) followed.push(block.time[row]! + block.label[row]!);
    },
  };
  const recorder = new Recorder([{ block: (block) => firsts.push(block.first) }], [follower]);
  for (let fact = 0; fact < facts; fact++) {
    const row = recorder.add(fact * 10, fact % 3, 1, fact % 7, -1);
    recorder.page.label[row] = 1;
    if (fact % 37 === 0 || fact % 501 < 2) recorder.show();
    if (fact % 37 === 0) expect(followed).toHaveLength(fact + 1);
  }
  expect(recorder.digest()).toBe(record(facts).digest());
  expect(followed).toEqual(Array.from({ length: facts }, (_, fact) => fact * 10 + 1));
  expect(firsts).toEqual([0, blockFacts, 2 * blockFacts]);
});

test('the digest covers what happened, not the truth about it', () => {
  const plain = record(10).digest();
  const truth = record(10, [], (page, row) => {
    page.label[row] = 7;
    page.flags[row] = 255;
    page.born[row] = 99;
    page.value[row] = 1.5;
    page.sizeBytes[row] = 64;
  });
  expect(truth.digest()).toBe(plain);
  const meaning: ((page: FactBlock, row: number) => void)[] = [
    (page, row) => (page.counter[row] = 1),
    (page, row) => (page.origin[row] = 3),
    (page, row) => (page.subject[row] = 3),
    (page, row) => (page.message[row] = 3),
    (page, row) => (page.dataClass[row] = 3),
    (page, row) => (page.detail[row] = 3),
    (page, row) => (page.outcome[row] = 3),
    (page, row) => (page.time[row] = 3),
    (page, row) => (page.peer[row] = 3),
  ];
  const digests = meaning.map((change) =>
    record(10, [], (page, row, fact) => {
      if (fact === 4) change(page, row);
    }).digest(),
  );
  expect(new Set([...digests, plain]).size).toBe(meaning.length + 1);
});

test('an untouched column of a fact says the same whatever the row held before', () => {
  const dirty = record(blockFacts, [], (page, row) => {
    page.counter[row] = 9;
    page.origin[row] = 9;
    page.detail[row] = 9;
  });
  const clean: number[][] = [];
  const follow = new Recorder([
    { block: (block) => clean.push([block.counter[0]!, block.origin[0]!, block.detail[0]!, block.label[0]!]) },
  ]);
  for (let fact = 0; fact < blockFacts; fact++) {
    const row = follow.add(0, 0, 0, 0, 0);
    follow.page.counter[row] = 9;
    follow.page.label[row] = 9;
  }
  follow.add(1, 0, 0, 0, 0);
  follow.digest();
  expect(clean[1]).toEqual([0, -1, 0, 0]);
  expect(dirty.digest()).toHaveLength(64);
});

test('the digest is the SHA-256 over blocks of 40 bytes a fact, zeros where there are none', () => {
  const recorder = record(1, [], (page, row) => (page.counter[row] = 2));
  const bytes = new ArrayBuffer(blockFacts * 40);
  new Float64Array(bytes, blockFacts * 8, 1)[0] = 2;
  new Int32Array(bytes, blockFacts * 20, 1)[0] = -1;
  new Int32Array(bytes, blockFacts * 24, 1)[0] = -1;
  new Int32Array(bytes, blockFacts * 28, 1)[0] = -1;
  new Uint8Array(bytes, blockFacts * 34, 1)[0] = 1;
  expect(recorder.digest()).toBe(createHash('sha256').update(new Uint8Array(bytes)).digest('hex'));
});
