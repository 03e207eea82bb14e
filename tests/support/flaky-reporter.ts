import type { Reporter, TestCase } from 'vitest/node'

/**
 * Names the tests that passed at their second try (`--retry 1`) at the end of a run. One of thirteen thousand tests that
 * meets a busy machine does not stop a release, but it is a race in the test or in the product, and is not hidden.
 */
export default class FlakyReporter implements Reporter {
  readonly #flaky: string[] = []

  onTestCaseResult(test: TestCase) {
    if (!test.diagnostic()?.flaky) return
    const errors = (test.result().errors ?? []).map(({ message }) => message.split('\n')[0])
    this.#flaky.push(`  ${test.module.relativeModuleId} > ${test.fullName}: ${errors.join('; ')}`)
  }

  onTestRunEnd() {
    if (this.#flaky.length > 0) process.stdout.write(`\nPassed at the second try only:\n${this.#flaky.join('\n')}\n`)
  }
}
