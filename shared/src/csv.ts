export type CsvCell = string | number | null

/**
 * Text that a spreadsheet would run instead of showing: such a cell begins with an apostrophe, which makes the
 * spreadsheet show it as text.
 */
const RUNS = /^[=+\-@＝＋－＠\t\r]/

const quoted = (text: string) => (/[",\n\r]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text)

const harmless = (value: CsvCell) => {
  if (typeof value === 'number') return String(value)
  const text = value ?? ''
  return quoted(RUNS.test(text) ? `'${text}` : text)
}

/** A table as CSV for programs: every cell as it is, without a byte order mark. */
export const toPlainCsv = (rows: readonly (readonly CsvCell[])[]) =>
  `${rows.map((row) => row.map((value) => quoted(String(value ?? ''))).join(',')).join('\r\n')}\r\n`

/** A table as CSV that Excel opens rightly: with a byte order mark, Windows line ends, and nothing that it would run. */
export const toCsv = (rows: readonly (readonly CsvCell[])[]) =>
  `\ufeff${rows.map((row) => row.map(harmless).join(',')).join('\r\n')}\r\n`
