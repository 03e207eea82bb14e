/** The parts of `npm audit --json` that are read. */
interface Audit {
  message?: string
  statusCode?: number
  vulnerabilities?: Record<string, { severity: string; range?: string }>
}
/** Severities that stop a release. */
const SEVERE: ReadonlySet<string> = new Set(['high', 'critical'])

export interface Advice {
  /** `unasked`: nobody answered, which is neither good nor bad news. */
  verdict: 'clean' | 'weak' | 'unasked'
  says: string
}

/** The answer of a registry about known weaknesses of the packages that ship, in words. */
export function adviceOf(text: string): Advice {
  let audit: Audit
  try {
    audit = JSON.parse(text) as Audit
  } catch {
    return {
      verdict: 'unasked',
      says: 'NOT CHECKED: npm audit gave no answer. Run it on a machine that reaches a registry.',
    }
  }
  if (!audit.vulnerabilities)
    return {
      verdict: 'unasked',
      says: `NOT CHECKED: this registry tells nothing about known weaknesses (${audit.statusCode ?? audit.message ?? 'no answer'}). Run npm audit on a machine that reaches another one.`,
    }
  const found = Object.entries(audit.vulnerabilities).map(([name, { severity, range }]) => ({ name, severity, range }))
  const severe = found.filter(({ severity }) => SEVERE.has(severity))
  const lines = found.map(({ name, severity, range }) => `  ${severity} ${name} ${range ?? ''}`.trimEnd())
  if (severe.length > 0) return { verdict: 'weak', says: ['Known weaknesses:', ...lines].join('\n') }
  return { verdict: 'clean', says: ['No severe weakness is known of the packages that ship.', ...lines].join('\n') }
}
