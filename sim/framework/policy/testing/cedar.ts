import { preparsePolicySet, statefulIsAuthorized } from '@cedar-policy/cedar-wasm/nodejs';
import { actions } from '../odrl.ts';
import type { Constraint, NumberComparison, Policy, PolicyRule, UsageRequest } from '../odrl.ts';

/**
 * The subset in the words of Cedar (cedarpolicy.com), as the judge of the compiled evaluator. An unknown party or role is the entity
 * with the empty name, which no policy can write; an unknown region or recipient is absent from the context.
 */

const quoted = (text: string): string => JSON.stringify(text);
const uid = (type: string, id: string) => ({ type, id });

const inWords: Readonly<Record<NumberComparison['operator'], string>> = {
  eq: '==',
  neq: '!=',
  lt: '<',
  lteq: '<=',
  gt: '>',
  gteq: '>=',
};

function condition(constraint: Constraint, unknownHolds: boolean): string {
  const joined = (list: readonly Constraint[], word: string): string =>
    `(${list.map((one) => condition(one, unknownHolds)).join(word)})`;
  if ('and' in constraint) return joined(constraint.and, ' && ');
  if ('or' in constraint) return joined(constraint.or, ' || ');
  const { leftOperand: left, operator, rightOperand: right } = constraint;
  if (typeof right === 'number') return `context.${left} ${inWords[operator as NumberComparison['operator']]} ${right}`;
  const names = typeof right === 'string' ? [right] : right;
  const isOne = `[${names.map(quoted).join(', ')}].contains(context.${left})`;
  const holds = operator === 'eq' || operator === 'isAnyOf' ? isOne : `!${isOne}`;
  if (left === 'purpose') return `(${holds})`;
  return unknownHolds ? `(!(context has ${left}) || ${holds})` : `(context has ${left} && ${holds})`;
}

function cedarRule(rule: PolicyRule, effect: 'permit' | 'forbid'): string {
  const { target = {}, assignee, constraint = [] } = rule;
  const unknownHolds = effect === 'forbid';
  const when = constraint.map((one) => condition(one, unknownHolds));
  const { dataClass, subject } = target;
  if (dataClass !== undefined)
    when.push(`resource in [${dataClass.map((one) => `DataClass::${quoted(one)}`).join(', ')}]`);
  if (typeof subject === 'number') when.push(`resource.subject == ${subject}`);
  else if (subject) when.push(`resource.subject >= ${subject.first} && resource.subject <= ${subject.last}`);
  if (assignee !== undefined) {
    const [type, name] = 'role' in assignee ? ['Role', assignee.role] : ['Party', assignee.party];
    const meant = unknownHolds ? [name, ''] : [name];
    when.push(`principal in [${meant.map((one) => `${type}::${quoted(one)}`).join(', ')}]`);
  }
  const clause = when.length === 0 ? '' : ` when { ${when.join(' && ')} }`;
  return `${effect}(principal, action in Action::${quoted(rule.action)}, resource)${clause};`;
}

/** Cedar's text of all rules, by their index in the compiled evaluator. */
function cedarText(policies: readonly Policy[]): Record<string, string> {
  const texts = policies.flatMap(({ prohibition = [], permission = [] }) => [
    ...prohibition.map((rule) => cedarRule(rule, 'forbid')),
    ...permission.map((rule) => cedarRule(rule, 'permit')),
  ]);
  return Object.fromEntries(texts.map((text, index) => [String(index), text]));
}

const actionEntities = actions.map((action) => ({
  uid: uid('Action', action),
  attrs: {},
  parents: action === 'use' ? [] : [uid('Action', 'use')],
}));

/** What Cedar says: its decision, and the indices of all rules that led to it. */
export interface CedarRuling {
  readonly decision: 'permit' | 'deny';
  readonly rules: readonly number[];
}

/** Cedar at work on policies. */
export function cedar(policies: readonly Policy[]): (request: UsageRequest) => CedarRuling {
  // One name in its cache for all: each set takes the place of the one before.
  const parsed = preparsePolicySet('policies', { staticPolicies: cedarText(policies) });
  if (parsed.type === 'failure') throw new Error(parsed.errors.map(({ message }) => message).join('; '));
  return (request) => {
    const { action, dataClass, subject, party, role, purpose, dateTime, spatial, count, recipient } = request;
    const principal = uid('Party', party ?? '');
    const resource = uid('Datum', 'this');
    const answer = statefulIsAuthorized({
      principal,
      action: uid('Action', action),
      resource,
      context: {
        purpose,
        dateTime,
        count,
        ...(spatial === null ? {} : { spatial }),
        ...(recipient === null ? {} : { recipient }),
      },
      preparsedPolicySetId: 'policies',
      entities: [
        ...actionEntities,
        { uid: principal, attrs: {}, parents: [uid('Role', role ?? '')] },
        { uid: resource, attrs: { subject }, parents: [uid('DataClass', dataClass)] },
      ],
    });
    if (answer.type === 'failure') throw new Error(answer.errors.map(({ message }) => message).join('; '));
    const { decision, diagnostics } = answer.response;
    if (diagnostics.errors.length > 0) throw new Error(diagnostics.errors.map(({ error }) => error.message).join('; '));
    const rules = diagnostics.reason.map(Number).sort((a, b) => a - b);
    return { decision: decision === 'allow' ? 'permit' : 'deny', rules };
  };
}
