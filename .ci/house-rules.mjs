// @ts-check
/**
 * Lint rules of this house that no stock rule covers, in the plugin form that ESLint and oxlint share. Each message names what
 * to write instead.
 *
 * @typedef {{ report(finding: { node: unknown, message: string }): void, sourceCode: any, filename: string }} RuleContext
 */

const message = {
  power:
    'Powers differ by an ulp between Node 20 and 24: multiply, write the literal, or use Math.exp(y * Math.log(x)).',
  date: "Model code has no wall clock: use `io.now`, the world's clock, or `new Date(...)` of a fixed instant.",
  documented: 'Every export opens with one sentence of meaning: write it as /** ... */ above.',
  name: (/** @type {string} */ word) =>
    `"${word}" says nothing of what the thing is: name it for what it holds (a noun of the domain).`,
};

/** `a ** b` and `a **= b`, whose results depend on the version of the engine. */
const noPower = {
  create: (/** @type {RuleContext} */ context) => ({
    BinaryExpression: (/** @type {any} */ node) => {
      if (node.operator === '**') context.report({ node, message: message.power });
    },
    AssignmentExpression: (/** @type {any} */ node) => {
      if (node.operator === '**=') context.report({ node, message: message.power });
    },
  }),
};

/** `new Date()` and `Date()`, which read the wall clock; a date of a fixed instant is fine. */
const noAmbientDate = {
  create: (/** @type {RuleContext} */ context) => {
    const check = (/** @type {any} */ node) => {
      const readsClock = node.type === 'CallExpression' || node.arguments.length === 0;
      if (node.callee.type === 'Identifier' && node.callee.name === 'Date' && readsClock) {
        context.report({ node, message: message.date });
      }
    };
    return { NewExpression: check, CallExpression: check };
  },
};

/**
 * An exported declaration without a documentation comment above it. Re-exports and further overloads need none, nor does what
 * stands on the very next line after a documented export (`const kinds = [...] as const;` and `type Kind = ...` are one thing).
 */
const documentedExport = {
  create: (/** @type {RuleContext} */ context) => {
    if (/\.(test|bench)\.ts$|\.config\.ts$|\.mjs$/.test(context.filename)) return {};
    let sharedLine = 0;
    return {
      ExportNamedDeclaration: (/** @type {any} */ node) => {
        if (!node.declaration) return;
        const last = context.sourceCode.getCommentsBefore(node).at(-1);
        const documented = last?.type === 'Block' && last.value.startsWith('*');
        if (documented || node.loc.start.line === sharedLine) sharedLine = node.loc.end.line + 1;
        else context.report({ node, message: message.documented });
      },
    };
  },
};

/** Exported names that end in a word without content. */
const plainName = {
  create: (/** @type {RuleContext} */ context) => {
    const check = (/** @type {any} */ node) => {
      const named = node.declaration?.id ?? node.declaration?.declarations?.[0]?.id;
      if (named?.type !== 'Identifier') return;
      const found = /(Manager|Helper|Helpers|Utils?|Base)$|^I(?=[A-Z][a-z])/.exec(named.name);
      if (found) context.report({ node: named, message: message.name(named.name) });
    };
    return { ExportNamedDeclaration: check };
  },
};

export default {
  meta: { name: 'house' },
  rules: {
    'no-power': noPower,
    'no-ambient-date': noAmbientDate,
    'documented-export': documentedExport,
    'plain-name': plainName,
  },
};
